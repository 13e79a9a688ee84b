"""Where settings come from."""

import os
from pathlib import Path

import pytest

from errors import BadSetting
from settings import Settings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """An empty working folder, and no variable of ours."""
    for name in os.environ:
        if name.startswith("CAFE_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CAFE_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_anything_chosen_the_defaults_hold(monkeypatch):
    monkeypatch.delenv("CAFE_DATA")

    settings = Settings.read()

    assert settings.data.name == "cafe-multimodal"
    assert (settings.language, settings.speech, settings.voice, settings.picture) == ("fr", "auto", "pyttsx3", "card")
    assert (settings.minutes, settings.address, settings.port) == (10, "127.0.0.1", 8501)


def test_a_variable_wins_over_the_working_folder_which_wins_over_the_data_folder(elsewhere, monkeypatch):
    (elsewhere / "data").mkdir()
    (elsewhere / "data" / "cafe.toml").write_text('port = 1\nspeech = "whisper"\nvoice = "scripted"\n')
    (elsewhere / "cafe.toml").write_text('port = 2\nspeech = "pocketsphinx"\n')
    monkeypatch.setenv("CAFE_PORT", "3")

    settings = Settings.read()

    assert (settings.port, settings.speech, settings.voice) == (3, "pocketsphinx", "scripted")


def test_the_working_folder_may_say_where_the_data_are(elsewhere, monkeypatch):
    monkeypatch.delenv("CAFE_DATA")
    (elsewhere / "cafe.toml").write_text(f"data = '{elsewhere / 'kept'}'\n")
    (elsewhere / "kept").mkdir()
    (elsewhere / "kept" / "cafe.toml").write_text("minutes = 5\n")

    settings = Settings.read()

    assert settings.data == elsewhere / "kept"
    assert settings.minutes == 5


def test_the_store_is_a_file_of_the_data_folder_unless_it_is_said_otherwise(elsewhere, monkeypatch):
    in_a_file = Settings.read().database_address
    monkeypatch.setenv("CAFE_DATABASE", "postgresql+psycopg://localhost/cafe")

    on_a_server = Settings.read().database_address

    assert in_a_file == f"sqlite:///{elsewhere / 'data' / 'cafe.db'}"
    assert on_a_server == "postgresql+psycopg://localhost/cafe"


def test_several_folders_of_models_are_kept_in_their_order(monkeypatch):
    monkeypatch.setenv("CAFE_MODELS", os.pathsep.join(["/one", "", "/two"]))

    assert Settings.read().model_folders == (Path("/one"), Path("/two"))


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "x"), ("PORT", "70000"), ("MINUTES", "0"), ("MINUTES", "long"), ("LANGUAGE", "de"), ("MEGABYTES", "-1")],
)
def test_a_variable_that_does_not_fit_is_named_with_its_value(monkeypatch, name, value):
    monkeypatch.setenv(f"CAFE_{name}", value)

    with pytest.raises(BadSetting, match=f"CAFE_{name} = {value}"):
        Settings.read()


@pytest.mark.parametrize(
    ("written", "named"),
    [("prot = 8501", "prot"), ("port = 'x'", "port"), ("port =", "cafe.toml"), ("minutes = -1", "minutes")],
)
def test_a_file_that_does_not_fit_is_named_with_its_line(elsewhere, written, named):
    (elsewhere / "cafe.toml").write_text(written)

    with pytest.raises(BadSetting, match=named):
        Settings.read()


def test_a_file_that_is_no_text_is_named(elsewhere):
    (elsewhere / "cafe.toml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(BadSetting, match=r"cafe\.toml"):
        Settings.read()


def test_an_empty_variable_is_as_good_as_none(monkeypatch):
    monkeypatch.setenv("CAFE_PORT", "")

    assert Settings.read().port == 8501


@pytest.mark.parametrize(
    ("address", "public", "reached"),
    [
        ("127.0.0.1", "", "http://localhost:8501"),
        ("0.0.0.0", "", "http://localhost:8501"),
        ("192.168.1.4", "", "http://192.168.1.4:8501"),
        ("0.0.0.0", "https://cafe.example/", "https://cafe.example"),
    ],
)
def test_the_address_for_members_is_one_that_a_browser_can_open(monkeypatch, address, public, reached):
    monkeypatch.setenv("CAFE_ADDRESS", address)
    monkeypatch.setenv("CAFE_PUBLIC_ADDRESS", public)

    assert Settings.read().base_url == reached
