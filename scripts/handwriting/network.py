"""RapidOCR's network (ONNX) run by torch, so that its weights can be tuned.

Only the operators that PP-OCRv6's recognition model uses are here. What it gives is that of ONNX Runtime: the largest
difference of a chance, on lines of every set, is below 1e-4.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional

TUNED_FROM = "conv2d_112.w_0"
"""The weights of the first layer that is tuned: the last stage of the backbone, the neck and the head, 1.8 million."""


class Network(nn.Module):
    """The part of a model from the layer with ``TUNED_FROM`` on; its input is what ``stem`` gives."""

    def __init__(self, model: onnx.ModelProto) -> None:
        super().__init__()
        nodes = list(model.graph.node)
        first = next(place for place, node in enumerate(nodes) if TUNED_FROM in node.input)
        self.feed: str = nodes[first].input[0]
        self._nodes = [
            (
                node.op_type,
                list(node.input),
                node.output[0],
                {a.name: helper.get_attribute_value(a) for a in node.attribute},
            )
            for node in nodes[first:]
        ]
        used = {name for _operator, inputs, *_ in self._nodes for name in inputs}
        fixed = {
            name for operator, inputs, *_ in self._nodes if operator == "BatchNormalization" for name in inputs[3:5]
        }
        self._fixed: dict[str, Tensor] = {}
        self._weights = nn.ParameterDict()
        for initializer in model.graph.initializer:
            if initializer.name not in used:
                continue
            values = torch.from_numpy(numpy_helper.to_array(initializer).copy())
            if initializer.name in fixed or values.dtype != torch.float32 or values.numel() == 1:
                self._fixed[initializer.name] = values
            else:
                self._weights[_key(initializer.name)] = nn.Parameter(values)

    def weights(self) -> Iterator[tuple[str, nn.Parameter]]:
        """Every tuned weight under its name in the model."""
        return ((name.replace("__", "."), weights) for name, weights in self._weights.items())

    def forward(self, features: Tensor) -> Tensor:
        """The logits of each column, shape (lines, columns, signs)."""
        values = {self.feed: features}
        last = self._nodes[-1]
        for operator, inputs, output, attributes in self._nodes:
            given = [self._value(name, values) for name in inputs]
            if (operator, output) == ("Softmax", last[2]):
                return given[0]
            values[output] = _OPERATORS[operator](given, attributes)
        raise ValueError("the model does not end with its chances")

    def _value(self, name: str, values: dict[str, Tensor]) -> Tensor:
        if name in values:
            return values[name]
        return self._weights[_key(name)] if _key(name) in self._weights else self._fixed[name]


def _key(name: str) -> str:
    return name.replace(".", "__")  # torch allows no dot in a name


def stem(model: onnx.ModelProto, feed: str) -> onnx.ModelProto:
    """The part of a model that is not tuned: from the picture to ``feed``."""
    needed, kept = {feed}, []
    for node in reversed(model.graph.node):
        if needed.intersection(node.output):
            needed.update(node.input)
            kept.append(node)
    initializers = [one for one in model.graph.initializer if one.name in needed]
    given = helper.make_tensor_value_info(feed, onnx.TensorProto.FLOAT, None)
    graph = helper.make_graph(kept[::-1], "stem", list(model.graph.input), [given], initializers)
    return helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version)


def _convolution(given: Sequence[Tensor], attributes: dict[str, Any]) -> Tensor:
    picture, weights = given[:2]
    bias = given[2] if len(given) > 2 else None
    strides = attributes["strides"]
    if "auto_pad" in attributes:
        picture, padding = _padded(picture, attributes["kernel_shape"], strides, 0.0), (0, 0)
    else:
        top, left, _bottom, _right = attributes["pads"]
        padding = (top, left)
    return functional.conv2d(picture, weights, bias, strides, padding, groups=attributes["group"])


def _padded(picture: Tensor, kernel: Sequence[int], strides: Sequence[int], value: float) -> Tensor:
    """What ONNX calls SAME_UPPER."""
    missing = [
        max((-(-size // stride) - 1) * stride + reach - size, 0)
        for size, stride, reach in zip(picture.shape[-2:], strides, kernel, strict=True)
    ]
    down, across = missing
    return functional.pad(picture, (across // 2, across - across // 2, down // 2, down - down // 2), value=value)


def _largest(given: Sequence[Tensor], attributes: dict[str, Any]) -> Tensor:
    kernel, strides = attributes["kernel_shape"], attributes["strides"]
    return functional.max_pool2d(_padded(given[0], kernel, strides, float("-inf")), kernel, strides)


def _slice(given: Sequence[Tensor], _attributes: dict[str, Any]) -> Tensor:
    values, starts, ends, *more = given
    axes = more[0].tolist() if more else range(len(starts))
    steps = more[1].tolist() if len(more) > 1 else [1] * len(starts)
    for start, end, axis, step in zip(starts.tolist(), ends.tolist(), axes, steps, strict=True):
        places: list[slice] = [slice(None)] * values.dim()
        places[axis] = slice(start, min(end, values.shape[axis]), step)
        values = values[tuple(places)]
    return values


def _reshaped(given: Sequence[Tensor], _attributes: dict[str, Any]) -> Tensor:
    values, shape = given
    return values.reshape([values.shape[k] if size == 0 else size for k, size in enumerate(map(int, shape.tolist()))])


def _squeezed(given: Sequence[Tensor], attributes: dict[str, Any]) -> Tensor:
    return given[0].squeeze(tuple(attributes["axes"]))


def _unsqueezed(given: Sequence[Tensor], attributes: dict[str, Any]) -> Tensor:
    values = given[0]
    for axis in sorted(attributes["axes"]):
        values = values.unsqueeze(axis)
    return values


def _mean(given: Sequence[Tensor], attributes: dict[str, Any]) -> Tensor:
    return given[0].mean(dim=tuple(attributes["axes"]), keepdim=bool(attributes.get("keepdims", 1)))


def _joined(given: Sequence[Tensor], attributes: dict[str, Any]) -> Tensor:
    return torch.cat([one.reshape(-1) if one.dim() < 2 else one for one in given], attributes["axis"])


def _normalised(given: Sequence[Tensor], attributes: dict[str, Any]) -> Tensor:
    values, scale, bias, mean, variance = given
    return functional.batch_norm(values, mean, variance, scale, bias, False, 0.1, attributes["epsilon"])


_OPERATORS: dict[str, Callable[[Sequence[Tensor], dict[str, Any]], Tensor]] = {
    "Identity": lambda given, _: given[0],
    "Add": lambda given, _: given[0] + given[1],
    "Sub": lambda given, _: given[0] - given[1],
    "Mul": lambda given, _: given[0] * given[1],
    "Div": lambda given, _: given[0] / given[1],
    "Pow": lambda given, _: given[0] ** given[1],
    "Sqrt": lambda given, _: given[0].sqrt(),
    "Erf": lambda given, _: torch.erf(given[0]),
    "Relu": lambda given, _: functional.relu(given[0]),
    "Sigmoid": lambda given, _: given[0].sigmoid(),
    "HardSigmoid": lambda given, a: torch.clamp(given[0] * a["alpha"] + a["beta"], 0, 1),
    "MatMul": lambda given, _: given[0] @ given[1],
    "Softmax": lambda given, a: functional.softmax(given[0], a["axis"]),
    "Transpose": lambda given, a: given[0].permute(a["perm"]),
    "Shape": lambda given, _: torch.tensor(given[0].shape),
    "AveragePool": lambda given, a: functional.avg_pool2d(given[0], a["kernel_shape"], a["strides"]),
    "MaxPool": _largest,
    "Conv": _convolution,
    "BatchNormalization": _normalised,
    "ReduceMean": _mean,
    "Slice": _slice,
    "Reshape": _reshaped,
    "Squeeze": _squeezed,
    "Unsqueeze": _unsqueezed,
    "Concat": _joined,
}
