"""Reading with RapidOCR's recognition model (PP-OCRv6 small), which its wheel carries: no download.

The model knows 18 708 signs, most of them Chinese. Only those that French and English are written with are kept, which
also makes it faster: the last layer is a third of its weights. It has seen more print than handwriting: its last stages
are those that ``scripts/handwriting`` tuned.
"""

import hashlib
import importlib.util
import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from errors import N_, EngineFailed, ModelDamaged, ModelMissing
from modalities.handwriting import LinePicture
from modalities.handwriting._decoding import first_reading, readings
from modalities.handwriting._drawing import HEIGHT, at_height
from modalities.handwriting._gaps import room_for_space
from modalities.handwriting._readings import chosen, is_blank, nothing_read, recognised
from modalities.handwriting._text_model import text_model
from modalities.handwriting._tuning import differences_to
from vocabulary import Recognition, Word

MODEL = "PP-OCRv6_rec_small.onnx"
SIGNS = frozenset(
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz{|}~°«»"
    "ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜàâäæçèéêëîïôöùûüÿÆŒœŸ€–—’‘“”…"
)
_COLUMN = 8  # pixels of the picture for each column of what the network gives
_LEAST_WIDTH = 320  # pixels; the model was trained on pictures filled up with grey to this width
_WIDEST = 6000  # pixels
_FLATTER = 1.5  # the network is too sure of itself: its chances are taken to the power of one over this
_SPACE_WITHOUT_ROOM = 0.05  # how much of its chance it keeps
_APOSTROPHES = "'’‘"


class RapidOcr:
    """One recogniser for every thread: ONNX Runtime may be called by several at once."""

    name = "rapidocr"

    def __init__(self, model: Path, *, tuned: bool = True) -> None:
        """``tuned`` False leaves the model's own weights. Raises ``ModelDamaged``."""
        self._network, self._signs = _opened(model, tuned=tuned)

    def warm_up(self, language: str | None) -> None:
        """Do now what the first reading in a language would wait for: a second or two."""
        text_model(language)
        self.chances(np.full((HEIGHT, HEIGHT), 255, np.uint8))

    def read(self, line: LinePicture, *, language: str | None = None) -> Recognition:
        """What stands on the line. The words of the language weigh in where the network hesitates."""
        started = time.perf_counter()
        picture = at_height(line)
        if is_blank(picture):
            return nothing_read(engine=self.name, language=language)
        chances, signs = _one_apostrophe(self.chances(picture), self._signs)
        best = first_reading(chances, signs)
        chances = _spaces_in_white(chances, signs.index(" "), picture)
        found = chosen(readings(_flatter(chances), signs, model=text_model(language)), best)
        scale = line.shape[1] / picture.shape[1]
        words = tuple(_placed(word, scale, line.shape) for word in found.words)
        seconds = time.perf_counter() - started
        return recognised(found, words, engine=self.name, language=language, seconds=seconds)

    def chances(self, picture: LinePicture) -> NDArray[np.float32]:
        """What the network says of each column of eight pixels: shape (columns, signs), sign 0 the blank."""
        width = min(picture.shape[1], _WIDEST)
        filled = np.zeros((1, 3, HEIGHT, max(width, _LEAST_WIDTH)), np.float32)
        filled[..., :width] = picture[:, :width].astype(np.float32) / 127.5 - 1.0
        try:
            chances = self._network.run(None, {"x": filled})[0][0]
        except _failures() as failure:
            raise EngineFailed(name=self.name, why=str(failure).splitlines()[0]) from failure
        return np.asarray(chances, np.float32)


def _one_apostrophe(chances: NDArray[np.float32], signs: Sequence[str]) -> tuple[NDArray[np.float32], Sequence[str]]:
    """Chances in which ’ and ' are one sign, and the signs with the shape that the network sees more of on the line.

    By hand they are written alike: as two signs they would halve each other's chance, and make « d’été » doubtful.
    """
    shapes = [signs.index(sign) for sign in _APOSTROPHES]
    seen = chances[:, shapes].sum(axis=0)
    joined = chances.copy()
    joined[:, shapes] = 0.0
    joined[:, shapes[0]] = chances[:, shapes].sum(axis=1)
    shape = "’" if seen[1] > seen[0] else "'"
    return joined, [shape if number == shapes[0] else sign for number, sign in enumerate(signs)]


def _spaces_in_white(chances: NDArray[np.float32], space: int, picture: LinePicture) -> NDArray[np.float32]:
    """Chances in which a space where there is no room for one is hardly possible: what it loses goes to the blank."""
    has_room = room_for_space(picture, column=_COLUMN)[: len(chances)]
    weighed = chances.copy()
    crowded = np.flatnonzero(~has_room)
    weighed[crowded, space] *= _SPACE_WITHOUT_ROOM
    weighed[crowded, 0] += chances[crowded, space] - weighed[crowded, space]
    return weighed


def _flatter(chances: NDArray[np.float32]) -> NDArray[np.float32]:
    flat = chances ** (1 / _FLATTER)
    return np.asarray(flat / flat.sum(axis=1, keepdims=True), np.float32)


def _placed(word: Word, scale: float, shape: tuple[int, ...]) -> Word:
    """The word with its box in pixels of the line as it was given."""
    assert word.box is not None
    left, right = word.box[0] * _COLUMN * scale, word.box[2] * _COLUMN * scale
    height, width = float(shape[0]), float(shape[1])
    return replace(word, box=(min(left, width), 0.0, min(right, width), height))


def _failures() -> tuple[type[Exception], ...]:
    """The exceptions of ONNX Runtime: it has many, and no parent for them."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    return tuple(one for one in vars(state).values() if isinstance(one, type) and issubclass(one, Exception))


def _opened(path: Path, *, tuned: bool) -> tuple[Any, list[str]]:
    """The network that reads, and its signs. Raises ``ModelDamaged``."""
    from google.protobuf.message import DecodeError

    try:
        network, signs = network_of(path, tuned=tuned)
        return _session(network), signs
    except (*_failures(), DecodeError, LookupError, OSError, ValueError) as failure:
        why = N_("le fichier n’est pas lisible")
        command = "pip install --force-reinstall rapidocr"
        raise ModelDamaged(name=path.name, why=why, command=command) from failure


def network_of(path: Path, *, tuned: bool = True) -> tuple[Any, list[str]]:
    """The model (``onnx.ModelProto``) with a last layer that knows our signs only, and those; the blank comes first."""
    import onnx
    from onnx import numpy_helper

    content = path.read_bytes()
    network = onnx.load_from_string(content)
    said = {one.key: one.value for one in network.metadata_props}["character"]
    every = ["", *said.splitlines(), " "]
    kept = [number for number, sign in enumerate(every) if number == 0 or sign in SIGNS]
    learnt = differences_to(hashlib.sha256(content).hexdigest()) if tuned else {}
    for weights in network.graph.initializer:
        is_of_signs = bool(weights.dims) and weights.dims[-1] == len(every)
        if not is_of_signs and weights.name not in learnt:
            continue
        values = numpy_helper.to_array(weights)
        values = np.ascontiguousarray(values[..., kept]) if is_of_signs else values
        weights.CopyFrom(numpy_helper.from_array(values + learnt.get(weights.name, np.float32(0)), weights.name))
    network.graph.output[0].type.tensor_type.shape.dim[-1].dim_value = len(kept)
    return network, [every[number] for number in kept]


def _session(network: Any) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # errors only
    return onnxruntime.InferenceSession(network.SerializeToString(), options, providers=["CPUExecutionProvider"])


def model_file() -> Path:
    """Where the wheel has put the model. Raises ``ModelMissing``."""
    package = importlib.util.find_spec("rapidocr")  # found without importing it: that would load all of OpenCV's kin
    model = Path(package.origin or "").parent / "models" / MODEL if package else Path(MODEL)
    if not model.is_file():
        raise ModelMissing(name=MODEL, command="pip install rapidocr")
    return model


def load(*, tuned: bool = True, **_ignored: object) -> RapidOcr:
    """Open the model; 0.2 s. Raises ``ModelMissing`` and ``ModelDamaged``. Options of other back-ends are accepted."""
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # before its first import
    return RapidOcr(model_file(), tuned=tuned)
