"""Real language models through the code that loads real models, up to the check."""

import json
import shutil
from threading import Event

import pytest

from errors import EngineFailed, ModelDamaged, ModelMissing
from modalities.rewriting import transformers
from pipelines.rewriting import with_rewriting
from tests.fixtures import tiny_bert, tiny_gpt
from tests.fixtures.tiny_gpt import LEARNT
from vocabulary import Answer, Source


def written(folder, *passages, language="fr"):
    return "".join(
        transformers.load(model=str(folder)).rewrite("Que faire ?", passages, language=language, stop=Event())
    )


def answer():
    quote = "Débranchez la Livebox. Attendez 10 secondes. Appelez le 3900."
    source = Source(id="r1", thread="1", title="Livebox", author="Ana", quote=quote, link="/question?id=1")
    return Answer(text="…", known=True, sources=(source,))


def test_what_a_model_has_learnt_is_written_whole(learnt):
    assert written(learnt, "Débranchez la Livebox.").strip() == LEARNT


def test_of_what_a_model_writes_only_what_is_quoted_passes(learnt):
    told = with_rewriting(answer(), "Ma box clignote", transformers.load(model=str(learnt)))

    assert [one.sentence for one in told.rewritten] == ["Débranchez la Livebox.", "Attendez 10 secondes."]
    assert all(one.sources == ("r1",) for one in told.rewritten)
    assert told.rewriter == "tiny-writer"


def test_of_nonsense_nothing_passes_and_the_answer_stands(nonsense):
    told = with_rewriting(answer(), "Ma box clignote", transformers.load(model=str(nonsense)))

    assert told == answer()


def test_a_model_is_found_by_its_name_in_the_folders(nonsense):
    assert transformers.load(model=nonsense.name, folders=[nonsense.parent]).model == nonsense.name


@pytest.mark.parametrize("name", [None, "", "nobody/has-such-a-model", "no such folder", "x" * 500])
def test_a_model_that_is_not_here_is_missing_and_no_other_machine_is_asked(name, monkeypatch):
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("it went to the network"))

    with pytest.raises(ModelMissing):
        transformers.load(model=name)


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("content", [None, b"", b"{", b"[]"])
def test_a_folder_with_a_broken_file_is_damaged(nonsense, tmp_path, name, content):
    copy = shutil.copytree(nonsense, tmp_path / "copy")
    (copy / name).unlink()
    if content is not None:
        (copy / name).write_bytes(content)

    with pytest.raises(ModelDamaged):
        transformers.load(model=str(copy))


def test_weights_of_another_model_are_not_completed_by_chance(nonsense, tmp_path):
    copy = shutil.copytree(nonsense, tmp_path / "copy")
    config = json.loads((copy / "config.json").read_text())
    (copy / "config.json").write_text(json.dumps({**config, "n_layer": 2}))

    with pytest.raises(ModelDamaged, match="autre modèle"):
        transformers.load(model=str(copy))


def test_a_model_of_sentences_does_not_write(tmp_path):
    with pytest.raises(ModelDamaged):
        transformers.load(model=str(tiny_bert.saved(tmp_path / "bert")))


@pytest.mark.parametrize(
    "template",
    [
        None,
        "{% for message in messages %}"
        "{% if message['role'] == 'system' %}{{ raise_exception('system role') }}{% endif %}"
        "{{ message['content'] }}{% endfor %}>",
    ],
)
def test_a_model_without_a_template_or_without_orders_of_a_system_writes_too(tmp_path, template):
    folder = tiny_gpt.saved(tmp_path / "tiny", template=template)

    assert isinstance(written(folder, "Débranchez la Livebox."), str)


@pytest.mark.parametrize("template", ["{{ raise_exception('no') }}", "{{ nobody_knows_this() }}", "{% for %}"])
def test_a_template_that_fails_is_told_as_a_failure(tmp_path, template):
    folder = tiny_gpt.saved(tmp_path / "tiny", template=template)

    with pytest.raises(EngineFailed):
        written(folder, "Débranchez la Livebox.")


def test_of_passages_that_do_not_fit_the_last_are_left_out(learnt):
    assert written(learnt, "Débranchez la Livebox.", "mot " * 2000).strip() == LEARNT


def test_a_first_passage_that_does_not_fit_is_told_as_a_failure(learnt):
    with pytest.raises(EngineFailed, match="trop longue"):
        written(learnt, "mot " * 5000)
