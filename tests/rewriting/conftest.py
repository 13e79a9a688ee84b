"""What tests of rewriting share: two models that are really loaded."""

import pytest

from tests.fixtures import tiny_gpt


@pytest.fixture(scope="session")
def nonsense(tmp_path_factory):
    """A model with weights by chance."""
    return tiny_gpt.saved(tmp_path_factory.mktemp("rewriting") / "nonsense")


@pytest.fixture(scope="session")
def learnt(tmp_path_factory):
    """A model that writes ``LEARNT``, whatever it is asked."""
    return tiny_gpt.saved(tmp_path_factory.mktemp("rewriting") / "tiny-writer", writes=tiny_gpt.LEARNT)
