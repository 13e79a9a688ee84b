"""What tests of handwriting share: the recogniser that needs no download, opened once."""

import pytest

from modalities import handwriting, load
from modalities.handwriting import Reader


@pytest.fixture(scope="session")
def rapidocr():
    return load(handwriting, "rapidocr")


@pytest.fixture
def reader(rapidocr):
    """A reader that has read nothing yet."""
    return Reader(rapidocr)
