"""Which recogniser is taken, and why."""

import pytest

from errors import ModelMissing, NoSuchFile
from modalities import models
from modalities.speech import auto, recognise_speech
from tests.fixtures.spoken import SENTENCES


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder for models, on a machine that has none elsewhere."""
    monkeypatch.setattr(models, "own_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(models, "_folders_of_others", lambda: ())
    return tmp_path


def put(folder, *sizes):
    """Files of the right name and length: choosing reads no more of them. They hold nothing and take no room."""
    for size in sizes:
        with (folder / f"{size}.pt").open("wb") as file:
            file.truncate(models.known(f"whisper-{size}").bytes)


def test_without_weights_english_goes_to_pocketsphinx_and_it_says_so(folder):
    choice = auto.load(folders=[folder]).choose("en")

    assert choice.engine == "pocketsphinx"
    assert "cafe models pull whisper-base" in choice.said()


@pytest.mark.parametrize("language", ["fr", None])
def test_without_weights_french_is_refused_with_the_command_that_mends_it(folder, language):
    recogniser = auto.load(folders=[folder])

    with pytest.raises(ModelMissing, match="cafe models pull whisper-base"):
        recogniser.choose(language)

    assert recogniser.engines(language) == ()


@pytest.mark.parametrize("language", ["fr", "en", None])
def test_the_best_size_that_is_here_is_taken(folder, language):
    put(folder, "tiny", "small")

    choice = auto.load(folders=[folder]).choose(language)

    assert (choice.engine, choice.model) == ("whisper", "small")
    assert "small" in choice.said()


def test_the_configured_size_is_preferred(folder):
    put(folder, "tiny", "small")

    choice = auto.load(folders=[folder], model="whisper-tiny").choose("fr")

    assert choice.model == "tiny"


def test_a_configured_size_that_is_not_here_is_replaced_and_it_says_so(folder):
    put(folder, "tiny")

    choice = auto.load(folders=[folder], model="small").choose("fr")

    assert choice.model == "tiny"
    assert "cafe models pull whisper-small" in choice.said()


def test_a_download_that_was_cut_off_does_not_count(folder):
    (folder / "base.pt").write_bytes(b"the first bytes")

    assert auto.load(folders=[folder]).engines("fr") == ()


def test_a_configured_file_that_is_gone_is_named(folder):
    with pytest.raises(NoSuchFile, match=r"gone\.pt"):
        auto.load(model=str(folder / "gone.pt")).choose("fr")


def test_the_name_is_that_of_what_would_listen(folder):
    without = auto.load(folders=[folder]).name
    put(folder, "base")

    assert without == "pocketsphinx"
    assert auto.load(folders=[folder]).name == "whisper"


def test_the_configured_checkpoint_listens_and_is_loaded_once(tiny_checkpoint, said):
    text, language = SENTENCES[0]
    recogniser = auto.load(model=str(tiny_checkpoint))

    heard = [recognise_speech(said(text, language), recogniser, language=language) for _ in range(2)]

    assert [one.text for one in heard] == [text, text]
    assert heard[0].engine == "whisper"
    assert len(recogniser._loaded) == 1
