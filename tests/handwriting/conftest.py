"""What tests of handwriting share: the recogniser that needs no download, opened once."""

import pytest

from modalities import handwriting, load
from modalities.handwriting import Reader


@pytest.fixture(scope="session")
def rapidocr():
    return load(handwriting, "rapidocr")


@pytest.fixture(scope="session")
def tiny_trocr(tmp_path_factory):
    """The folder of a very small model; it learns for a few seconds."""
    from tests.fixtures import tiny_trocr

    return tiny_trocr.saved(tmp_path_factory.mktemp("trocr") / "tiny-trocr")


@pytest.fixture
def reader(rapidocr):
    """A reader that has read nothing yet."""
    return Reader(rapidocr)
