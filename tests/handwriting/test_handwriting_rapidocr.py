"""What only the recogniser of RapidOCR's wheel can meet: a model file that is not whole."""

import importlib.util
from pathlib import Path

import onnx
import pytest

from errors import ModelDamaged
from modalities.handwriting.rapidocr import MODEL, RapidOcr


def whole() -> bytes:
    package = Path(importlib.util.find_spec("rapidocr").origin).parent
    return (package / "models" / MODEL).read_bytes()


def without_its_signs() -> bytes:
    network = onnx.load_from_string(whole())
    del network.metadata_props[:]
    return network.SerializeToString()


@pytest.mark.parametrize(
    "content",
    [lambda: b"", lambda: b"not a network", lambda: whole()[: 1 << 20], without_its_signs],
    ids=["empty", "text", "truncated", "without its signs"],
)
def test_a_model_that_is_not_whole_is_damaged_and_named(tmp_path, content):
    (tmp_path / "network.onnx").write_bytes(content())

    with pytest.raises(ModelDamaged, match=r"network\.onnx"):
        RapidOcr(tmp_path / "network.onnx")
