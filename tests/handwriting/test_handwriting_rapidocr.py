"""What only the recogniser of RapidOCR's wheel can meet: a model file that is not whole."""

import importlib.util
import subprocess
import sys
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


LOADED_BY_THE_FIRST_READING = """
import sys
import numpy as np
from modalities.handwriting import Ink
from modalities.handwriting._reading import Reader
from modalities.handwriting.rapidocr import load

reader = Reader(load())
reader.warm_up("fr")
loaded = set(sys.modules)
strokes = tuple(np.array([[x, 10.0, 0.0], [x, 60.0, 90.0], [x + 20.0, 60.0, 120.0]]) for x in (0.0, 40.0, 80.0))
reader.read_lines(Ink(strokes=strokes, width=200.0, height=100.0), language="fr")
print(sorted(set(sys.modules) - loaded))
"""


def test_the_first_reading_finds_everything_loaded():
    said = subprocess.run([sys.executable, "-c", LOADED_BY_THE_FIRST_READING], capture_output=True, text=True)

    assert said.returncode == 0, said.stderr
    assert said.stdout.strip() == "[]"
