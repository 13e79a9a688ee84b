"""Real models through the code that loads real models."""

import json
import shutil

import numpy as np
import pytest

from errors import ModelDamaged, ModelMissing
from modalities.meaning import transformers
from tests.fixtures import tiny_bert
from tests.fixtures.tiny_bert import DIMENSIONS, LONGEST


@pytest.fixture
def copy(tiny_folder, tmp_path):
    """A folder to spoil."""
    return shutil.copytree(tiny_folder, tmp_path / "copy")


def test_a_question_is_nearest_to_what_says_the_same_in_other_words(minilm):
    passages = minilm.passages(
        [
            "Unplug the modem, wait ten seconds, then plug it in again.",
            "Your invoice is in your account, under Payments.",
            "Keep the phone away from water.",
        ]
    )

    nearest = [
        int((passages @ question).argmax())
        for question in minilm.questions(["restart my router", "where is the bill?"])
    ]

    assert nearest == [0, 1]


def test_vectors_are_those_that_adding_up_by_hand_gives(minilm):
    texts = "This is an example sentence", "Each sentence is converted"

    one, other, _long = minilm.passages([*texts, "A much longer sentence, so that the others are padded. " * 5])

    assert float(one @ other) == pytest.approx(by_hand(minilm, *texts), abs=1e-4)


def by_hand(minilm, *texts):
    """The mean over the tokens, without a batch and without padding."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    folder = minilm._making.transformer
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder)
    with torch.inference_mode():
        means = [model(**tokenizer(text, return_tensors="pt")).last_hidden_state[0].mean(0) for text in texts]
    return float(torch.nn.functional.cosine_similarity(*means, dim=0))


def test_a_folder_is_found_by_its_path_and_by_its_name(tiny_folder):
    by_path = transformers.load(model=str(tiny_folder))
    by_name = transformers.load(model=tiny_folder.name, folders=[tiny_folder.parent])

    assert by_path.model == by_name.model
    assert by_path.dimensions == by_name.dimensions == DIMENSIONS


def test_a_model_of_the_hub_is_found_in_its_cache_and_its_prefixes_are_known(tiny_folder, tmp_path, monkeypatch):
    cached = tmp_path / "models--intfloat--multilingual-e5-tiny"
    shutil.copytree(tiny_folder, cached / "snapshots" / "abc", ignore=shutil.ignore_patterns("1_Pooling"))
    (cached / "refs").mkdir()
    (cached / "refs" / "main").write_text("abc")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))

    embedder = transformers.load(model="intfloat/multilingual-e5-tiny")

    assert embedder.model.startswith("intfloat/multilingual-e5-tiny ")
    assert np.allclose(embedder.questions(["la box"]), plain(tiny_folder).passages(["query: la box"]), atol=1e-5)
    assert np.allclose(embedder.passages(["la box"]), plain(tiny_folder).passages(["passage: la box"]), atol=1e-5)


def plain(folder):
    return transformers.load(model=str(folder), question_prefix="", passage_prefix="")


@pytest.mark.parametrize("name", ["nobody/has-such-a-model", "no such folder", "../..", "a/b/c", "", "x" * 500])
def test_a_model_that_is_not_here_says_how_to_get_it_and_asks_no_other_machine(name, monkeypatch, tmp_path):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("it went to the network"))

    with pytest.raises((ModelMissing, ModelDamaged)):
        transformers.load(model=name)


def test_half_a_download_is_a_model_that_is_missing(tmp_path, monkeypatch):
    cached = tmp_path / "models--some--model"
    (cached / "snapshots" / "abc").mkdir(parents=True)
    (cached / "refs").mkdir()
    (cached / "refs" / "main").write_text("abc")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))

    with pytest.raises(ModelMissing, match="hf download some/model"):
        transformers.load(model="some/model")


@pytest.mark.parametrize(
    "lost", ["config.json", "model.safetensors", ("tokenizer.json",), "1_Pooling/config.json"], ids=str
)
def test_a_folder_that_lost_a_file_is_damaged(copy, lost):
    for name in [lost] if isinstance(lost, str) else lost:
        (copy / name).unlink()

    if lost == "1_Pooling/config.json":  # then the mean is taken
        assert transformers.load(model=str(copy)).dimensions == DIMENSIONS
        return
    with pytest.raises(ModelDamaged):
        transformers.load(model=str(copy))


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json", "1_Pooling/config.json"])
@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe not json", b"[]", b'"text"'])
def test_a_folder_with_a_broken_file_is_damaged(copy, name, content):
    (copy / name).write_bytes(content)

    with pytest.raises(ModelDamaged):
        transformers.load(model=str(copy))


def test_weights_cut_off_in_the_middle_are_damaged(copy):
    weights = copy / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:5000])

    with pytest.raises(ModelDamaged):
        transformers.load(model=str(copy))


def test_weights_of_another_model_are_not_completed_by_chance(copy, tmp_path):
    config = json.loads((copy / "config.json").read_text())
    (copy / "config.json").write_text(json.dumps({**config, "num_hidden_layers": 3}))

    with pytest.raises(ModelDamaged, match="autre modèle"):
        transformers.load(model=str(copy))


def test_weights_that_are_no_numbers_are_damaged(copy):
    from safetensors.torch import load_file, save_file

    weights = {key: value * float("nan") for key, value in load_file(copy / "model.safetensors").items()}
    save_file(weights, copy / "model.safetensors", {"format": "pt"})

    with pytest.raises(ModelDamaged, match="vecteurs"):
        transformers.load(model=str(copy))


def test_a_model_that_writes_texts_is_of_the_wrong_kind(tmp_path, tiny_folder):
    from transformers import GPT2Config, GPT2LMHeadModel

    folder = shutil.copytree(tiny_folder, tmp_path / "gpt", ignore=shutil.ignore_patterns("1_Pooling", "model*"))
    GPT2LMHeadModel(GPT2Config(vocab_size=200, n_embd=8, n_layer=1, n_head=1, n_positions=32)).save_pretrained(folder)

    with pytest.raises(ModelDamaged, match="vecteurs"):
        transformers.load(model=str(folder))


def test_a_model_of_pictures_is_of_the_wrong_kind(tmp_path, tiny_folder):
    from transformers import ViTConfig, ViTModel

    folder = shutil.copytree(tiny_folder, tmp_path / "vit", ignore=shutil.ignore_patterns("model*"))
    ViTModel(
        ViTConfig(hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8, image_size=16)
    ).save_pretrained(folder)

    with pytest.raises(ModelDamaged):
        transformers.load(model=str(folder))


def test_code_that_comes_with_a_model_is_not_run(copy):
    config = json.loads((copy / "config.json").read_text())
    told = {**config, "model_type": "ours", "auto_map": {"AutoConfig": "evil.Config", "AutoModel": "evil.Model"}}
    (copy / "config.json").write_text(json.dumps(told))
    (copy / "evil.py").write_text("raise SystemExit('it was run')")

    with pytest.raises(ModelDamaged):
        transformers.load(model=str(copy))


def test_the_end_of_a_text_that_is_too_long_does_not_count(tiny):
    same = tiny.passages(["box " * LONGEST + "facture", "box " * LONGEST + "réseau", "box " * 9999])

    assert np.allclose(same, same[0], atol=1e-5)


@pytest.mark.parametrize("way", ["cls_token", "max_tokens", "lasttoken", "mean_tokens"])
def test_vectors_are_pooled_as_the_model_says(tmp_path, way):
    embedder = transformers.load(model=str(tiny_bert.saved(tmp_path / "tiny", pooling=way)))

    found = embedder.passages(["la box ne marche plus", "facture"])

    states = states_of(tmp_path / "tiny", "la box ne marche plus")
    expected = {
        "cls_token": states[0],
        "max_tokens": states.max(0),
        "lasttoken": states[-1],
        "mean_tokens": states.mean(0),
    }[way]
    assert np.allclose(found[0], expected / np.linalg.norm(expected), atol=1e-5)


def states_of(folder, text):
    import torch
    from transformers import AutoModel, AutoTokenizer

    with torch.inference_mode():
        told = AutoTokenizer.from_pretrained(folder)(text, return_tensors="pt")
        return AutoModel.from_pretrained(folder)(**told).last_hidden_state[0].numpy()


def test_a_dense_layer_behind_the_pooling_is_gone_through(tmp_path):
    import torch
    from safetensors.torch import save_file

    kind = "sentence_transformers.models."
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": kind + "Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": kind + "Pooling"},
        {"idx": 2, "name": "2", "path": "2_Dense", "type": kind + "Dense"},
    ]
    dense = {"in_features": DIMENSIONS, "out_features": 4, "activation_function": "torch.nn.modules.activation.Tanh"}
    folder = tiny_bert.saved(tmp_path / "t", pooling="cls_token", **{"modules": modules, "2_Dense/config": dense})
    weight = torch.randn(4, DIMENSIONS)
    save_file({"linear.weight": weight, "linear.bias": torch.ones(4)}, folder / "2_Dense" / "model.safetensors")

    embedder = transformers.load(model=str(folder))

    expected = np.tanh(states_of(folder, "facture")[0] @ weight.numpy().T + 1)
    assert embedder.dimensions == 4
    assert np.allclose(embedder.passages(["facture"])[0], expected / np.linalg.norm(expected), atol=1e-4)


@pytest.mark.parametrize(
    "modules",
    [
        [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.CNN"}],
        [{"path": ""}],
        "text",
        [{"path": "../../elsewhere", "type": "x.Transformer"}],
    ],
)
def test_steps_that_are_not_known_are_not_guessed(tmp_path, modules):
    with pytest.raises(ModelDamaged):
        transformers.load(model=str(tiny_bert.saved(tmp_path / "tiny", modules=modules)))


def test_prefixes_that_the_model_names_win_over_those_of_its_family(tmp_path):
    prompts = {"prompts": {"query": "facture: ", "document": "réseau: "}}
    folder = tiny_bert.saved(tmp_path / "my-e5-tiny", pooling=None, config_sentence_transformers=prompts)

    embedder = transformers.load(model=str(folder))

    assert np.allclose(embedder.questions(["box"]), plain(folder).passages(["facture: box"]), atol=1e-5)
    assert np.allclose(embedder.passages(["box"]), plain(folder).passages(["réseau: box"]), atol=1e-5)


def test_other_weights_and_other_prefixes_are_another_model(tiny_folder, tmp_path):
    known = {transformers.load(model=str(tiny_folder)).model}
    known.add(transformers.load(model=str(tiny_folder), question_prefix="query: ").model)
    known.add(
        transformers.load(model=str(tiny_bert.saved(tmp_path / "tiny-bert", pooling="mean_tokens", seed=1))).model
    )

    assert len(known) == 3


def test_the_same_files_elsewhere_are_the_same_model(tiny_folder, tmp_path):
    moved = shutil.copytree(tiny_folder, tmp_path / tiny_folder.name)

    assert transformers.load(model=str(moved)).model == transformers.load(model=str(tiny_folder)).model
