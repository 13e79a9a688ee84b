"""The house without an embedder, with one, and what the doctor says of it."""

import threading

import pytest

from errors import ModelMissing, UnknownBackend
from pipelines.doctor import examine
from pipelines.house import open_house
from settings import Settings


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    opened = []

    def open_with(**chosen):
        opened.append(open_house(Settings(data=tmp_path, **chosen)))
        return opened[-1]

    yield open_with
    for one in opened:
        one.close()


def test_without_a_model_there_is_no_embedder_and_it_is_said_why(house):
    opened = house()

    assert opened.embedder is None
    assert isinstance(opened.no_embedder, ModelMissing)
    assert "multilingual-e5-small" in opened.no_embedder.said()


def test_who_wants_none_has_none_and_nothing_is_missing(house):
    opened = house(meaning="none")

    assert opened.embedder is None
    assert opened.no_embedder is None


def test_a_back_end_that_is_not_known_does_not_stop_the_house(house):
    opened = house(meaning="telepathy")

    assert opened.embedder is None
    assert isinstance(opened.no_embedder, UnknownBackend)


def test_the_embedder_of_the_settings_is_opened_once(house, tiny_folder):
    opened = house(meaning_model=str(tiny_folder))

    assert opened.embedder is opened.embedder
    assert opened.embedder.name == "transformers"
    assert opened.no_embedder is None


def test_what_else_the_house_holds_is_there_while_a_model_is_being_opened(house, monkeypatch):
    opened, is_opening, may_go_on = house(), threading.Event(), threading.Event()

    def open_slowly(_settings):
        is_opening.set()
        assert may_go_on.wait(10)

    monkeypatch.setattr("pipelines.house.load_embedder", open_slowly)
    opening = threading.Thread(target=lambda: opened.embedder)
    opening.start()
    assert is_opening.wait(10)

    assert opened.painter.name == "card"
    may_go_on.set()
    opening.join()


def test_the_doctor_says_whether_a_model_is_here_and_how_to_get_one(tmp_path, monkeypatch, tiny_folder):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def found(**chosen):
        return next(one for one in examine(Settings(data=tmp_path, **chosen)) if "par le sens" in one.what)

    assert found().ok is None
    assert found().command.startswith("hf download intfloat/multilingual-e5-small")
    assert found(meaning_model=str(tiny_folder)).ok
    assert found(meaning_model=str(tiny_folder)).command == "cafe models quicken"
    assert found(meaning_model=str(tmp_path)).ok is None
    assert found(meaning="none").ok
