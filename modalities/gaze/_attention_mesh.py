"""The face model of MediaPipe's older package, fitted to the graph of its tasks.

The tasks want one output of 478 points (x, y, z each) and the face's presence. The older package's attention mesh
(I. Grishchenko et al., Attention Mesh: High-fidelity Face Mesh Prediction in Real-time, 2020) gives 468 points, and
beside them the eyes and the irises once more, finer, as x and y only. Here two operations are added at its end, which
put everything in its place. The plain model of that package has no irises; given to the tasks as it is, it opens, and
its numbers are read as pairs: 478 points that lie anywhere.
"""

import io
import zipfile
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import numpy as np

NETWORK = "face_landmarks_detector.tflite"

_MESH_POINTS = 468
_POINTS = 478
_AXIS = 3  # of shape (1, 1, 1, values)

# In the order in which the eye outputs give the outlines of the lids: the lower one from corner to corner, then the
# upper one between the corners. As in MediaPipe's `tensors_to_face_landmarks_with_attention.pbtxt`.
_RIGHT_LIDS = (33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173)
_LEFT_LIDS = (263, 249, 390, 373, 374, 380, 381, 382, 362, 466, 388, 387, 386, 385, 384, 398)
_RIGHT_IRIS = tuple(range(468, 473))
_LEFT_IRIS = tuple(range(473, 478))

_FINER = {
    b"output_left_eye": _RIGHT_LIDS,  # the model means the picture's left
    b"output_right_eye": _LEFT_LIDS,
    b"output_left_iris": _RIGHT_IRIS,
    b"output_right_iris": _LEFT_IRIS,
}
_MESH, _PRESENCE = b"output_mesh_identity", b"conv_faceflag"
_DEPTH_OF_IRIS = {**dict.fromkeys(_RIGHT_IRIS, 145), **dict.fromkeys(_LEFT_IRIS, 374)}
"""An iris is as far away as the middle of its lower lid: the model gives it no depth of its own."""


def fitted_bundle(bundle: bytes, schema: ModuleType) -> bytes:
    """The bundle as it is, or with its attention mesh fitted to the tasks.

    ``schema`` is MediaPipe's module for the files of TensorFlow Lite.
    """
    with zipfile.ZipFile(io.BytesIO(bundle)) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    network = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(content[NETWORK], 0))
    if _MESH not in _outputs(network):
        return bundle
    content[NETWORK] = _with_one_output(network, schema)
    fitted = io.BytesIO()
    with zipfile.ZipFile(fitted, "w") as parts:
        for name, part in content.items():
            parts.writestr(name, part)
    return fitted.getvalue()


def _outputs(network: Any) -> dict[bytes, int]:
    """The outputs' tensors, by their names."""
    graph = network.subgraphs[0]
    return {graph.tensors[number].name: int(number) for number in graph.outputs}


def _with_one_output(network: Any, schema: ModuleType) -> bytes:
    import flatbuffers  # type: ignore[import-untyped]

    edit = _Edit(network, schema)
    outputs = _outputs(network)
    lengths = {name: int(edit.graph.tensors[outputs[name]].shape[_AXIS]) for name in (_MESH, *_FINER)}
    everything = edit.tensor(b"everything", sum(lengths.values()))
    edit.operator("CONCATENATION", "Concatenation", [outputs[name] for name in lengths], everything)
    points = edit.tensor(b"points", 3 * _POINTS)
    edit.operator("GATHER", "Gather", [everything, edit.numbers(b"places", _places(lengths))], points)
    edit.graph.outputs = [points, outputs[_PRESENCE]]
    builder = flatbuffers.Builder(1 << 22)
    builder.Finish(network.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def _places(lengths: dict[bytes, int]) -> list[int]:
    """Where each of the 3 × 478 wanted numbers stands among the outputs laid end to end."""
    places = list(range(3 * _MESH_POINTS)) + [0] * 3 * (_POINTS - _MESH_POINTS)
    first = lengths[_MESH]
    for name, points in _FINER.items():
        for number, point in enumerate(points):
            places[3 * point], places[3 * point + 1] = first + 2 * number, first + 2 * number + 1
        first += lengths[name]
    for point, lid in _DEPTH_OF_IRIS.items():
        places[3 * point + 2] = 3 * lid + 2
    return places


class _Edit:
    """Adds to a network's only graph."""

    def __init__(self, network: Any, schema: ModuleType) -> None:
        self.graph = network.subgraphs[0]
        self._network = network
        self._schema = schema

    def tensor(self, name: bytes, length: int) -> int:
        """A row of floating-point numbers; gives its number."""
        return self._tensor(name, [1, 1, 1, length], self._schema.TensorType.FLOAT32, self._schema.BufferT())

    def numbers(self, name: bytes, values: Sequence[int]) -> int:
        """A constant of integers; gives its number."""
        buffer = self._schema.BufferT()
        buffer.data = np.frombuffer(np.array(values, "<i4").tobytes(), np.uint8)
        return self._tensor(name, [len(values)], self._schema.TensorType.INT32, buffer)

    def operator(self, kind: str, options: str, inputs: Sequence[int], output: int) -> None:
        """One of TensorFlow Lite's own operations, along the numbers of a row."""
        code = self._schema.OperatorCodeT()
        code.builtinCode = code.deprecatedBuiltinCode = getattr(self._schema.BuiltinOperator, kind)
        code.version = 1
        self._network.operatorCodes.append(code)
        operator = self._schema.OperatorT()
        operator.opcodeIndex = len(self._network.operatorCodes) - 1
        operator.inputs, operator.outputs = list(inputs), [output]
        operator.builtinOptionsType = getattr(self._schema.BuiltinOptions, f"{options}Options")
        operator.builtinOptions = getattr(self._schema, f"{options}OptionsT")()
        operator.builtinOptions.axis = _AXIS
        self.graph.operators.append(operator)

    def _tensor(self, name: bytes, shape: list[int], kind: int, buffer: Any) -> int:
        self._network.buffers.append(buffer)
        tensor = self._schema.TensorT()
        tensor.name, tensor.shape, tensor.type = name, shape, kind
        tensor.buffer = len(self._network.buffers) - 1
        self.graph.tensors.append(tensor)
        return len(self.graph.tensors) - 1
