"""What was learnt from handwriting, stored as differences to the model's weights."""

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from errors import ModelDamaged
from modalities.handwriting import _tuning
from modalities.handwriting._tuning import differences_to, packed
from modalities.handwriting.rapidocr import RapidOcr, model_file, network_of

WEIGHTS = arrays(np.float32, array_shapes(max_dims=4, max_side=5), elements=st.floats(-2, 2, width=32))


@given(weights=WEIGHTS)
def test_differences_come_back_within_half_a_step_of_their_row(weights, tmp_path_factory):
    file = tmp_path_factory.mktemp("tuning") / "tuning.npz"
    file.write_bytes(packed({"conv.w_0": weights}, sha256="a"))

    back = differences_to("a", file)["conv.w_0"]

    assert back.shape == weights.shape
    rows = weights.reshape(len(weights), -1) if weights.ndim > 1 else weights.reshape(1, -1)
    half_a_step = np.abs(rows).max(axis=1, keepdims=True) / 127 / 2
    assert (np.abs(back.reshape(rows.shape) - rows) <= half_a_step * 1.001 + 1e-7).all()


def test_what_was_learnt_from_one_model_is_not_put_on_another(tmp_path):
    file = tmp_path / "tuning.npz"
    file.write_bytes(packed({"conv.w_0": np.ones((2, 2), np.float32)}, sha256="a"))

    assert differences_to("b", file) == {}


def test_what_is_stored_was_learnt_from_the_model_of_the_wheel_and_changes_it():
    tuned, signs = network_of(model_file())
    plain, same_signs = network_of(model_file(), tuned=False)

    learnt = differences_to(hashlib.sha256(model_file().read_bytes()).hexdigest())
    weights, before = (
        {one.name: one.raw_data for one in model.graph.initializer if one.raw_data} for model in (tuned, plain)
    )
    assert signs == same_signs
    assert learnt
    assert {name for name, bytes in weights.items() if bytes != before[name]} <= set(learnt)
    assert any(weights[name] != before[name] for name in learnt)


@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x03\x04"])
def test_a_store_that_is_not_whole_is_told_and_reads_nothing_wrongly(content, tmp_path, monkeypatch):
    file = tmp_path / "tuning.npz"
    file.write_bytes(content)
    monkeypatch.setattr(_tuning.differences_to, "__defaults__", (file,))

    with pytest.raises(ModelDamaged):
        RapidOcr(model_file())


def test_the_network_that_is_tuned_is_the_one_that_reads():
    import onnxruntime

    from scripts.handwriting.network import Network, stem

    model, _signs = network_of(model_file(), tuned=False)
    network = Network(model)
    lines = np.random.default_rng(1).uniform(-1, 1, (2, 3, 48, 128)).astype(np.float32)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # errors only
    given = {model.graph.input[0].name: lines}

    features = onnxruntime.InferenceSession(stem(model, network.feed).SerializeToString(), options).run(None, given)[0]
    chances = network(_tensor(features)).softmax(2).detach().numpy()

    expected = onnxruntime.InferenceSession(model.SerializeToString(), options).run(None, given)[0]
    np.testing.assert_allclose(chances, expected, atol=1e-4)


def _tensor(values):
    import torch

    return torch.from_numpy(values)
