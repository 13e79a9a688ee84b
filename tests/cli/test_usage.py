"""What may be typed, and what is said when it may not."""

import os
import pkgutil
import statistics
import subprocess
import sys
import time

import pytest

import cli
import commands
from tests.conftest import ROOT

COMMANDS = [file.name for file in pkgutil.iter_modules(commands.__path__) if not file.name.startswith("_")]


@pytest.fixture(autouse=True)
def in_french(monkeypatch, tmp_path):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CAFE_LANGUAGE", "fr")
    monkeypatch.setenv("CAFE_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


def ended(arguments: list[str]) -> int:
    """The exit status, whether the command returns it or argparse leaves with it."""
    try:
        return cli.main(arguments)
    except SystemExit as left:
        return int(left.code or 0)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_help(capsys, command):
    status = ended([command, "--help"])

    said = capsys.readouterr().out
    assert status == 0
    assert said.startswith(f"Usage : cafe {command}")
    assert "show this help" not in said


def test_the_help_names_every_command(capsys):
    ended(["--help"])

    said = capsys.readouterr().out
    assert all(f"\n    {command}" in said for command in COMMANDS)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ([], "COMMANDE"),
        (["dance"], "dance"),
        (["ask"], "ENTRÉE"),
        (["ask", "x.txt", "--lang", "de"], "'fr', 'en'"),
        (["ask", "x.txt", "--to", "nowhere"], "forum | atelier:ID"),
        (["ask", "x.txt", "--say"], "--say"),
        (["ask", "x.txt", "--loud"], "--loud"),
        (["recognise", "smell", "x"], "smell"),
        (["recognise", "speech"], "FICHIER"),
        (["run", "--port", "high"], "high"),
        (["run", "--demo", "--no-demo"], "--no-demo"),
        (["bench", "coffee"], "coffee"),
        (["bench", "search", "--posts", "0"], "0"),
        (["bench", "search", "--posts", "many"], "many"),
    ],
)
def test_what_may_not_be_typed_is_said_in_one_line(capsys, typed, named):
    status = ended(typed)

    said = capsys.readouterr()
    assert status == 2
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert named in said.err
    assert "--help" in said.err


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        (["run", "--port", "99999"], "65535"),
        (["models", "pull"], "--all"),
        (["models", "pull", "whisper-enormous"], "whisper-base"),
        (["ask", "nothing.wav"], "nothing.wav"),
    ],
)
def test_what_is_not_possible_is_said_with_what_is(capsys, typed, named):
    status = ended(typed)

    said = capsys.readouterr()
    assert status == 2
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert named in said.err


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "fr"),
        ({"LANG": "C.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8", "CAFE_LANGUAGE": "fr"}, "fr"),
        ({"CAFE_LANGUAGE": "en"}, "en"),
        ({"CAFE_LANGUAGE": "de"}, "fr"),
    ],
)
def test_the_terminal_speaks_french_unless_english_is_chosen(environment, language):
    assert cli.interface_language(environment) == language


def test_a_setting_that_does_not_fit_is_said_in_one_line(capsys, monkeypatch):
    monkeypatch.setenv("CAFE_PORT", "high")

    status = ended(["doctor"])

    said = capsys.readouterr()
    assert status == 2
    assert "CAFE_PORT = high" in said.err
    assert said.err.count("\n") == 1


def test_ctrl_c_leaves_with_a_sentence(capsys, monkeypatch):
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("settings.Settings.read", interrupted)

    status = ended(["models"])

    assert status == 130
    assert "arrêté" in capsys.readouterr().err


def test_the_unforeseen_is_said_in_one_line_and_logged(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def broken() -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("settings.Settings.read", broken)

    status = ended(["models"])

    said = capsys.readouterr().err
    assert status == 2
    assert said.count("\n") == 1
    assert "ZeroDivisionError" in said
    assert "Traceback" not in said


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipe")
def test_a_reader_who_has_had_enough_is_not_told_off():
    listing = subprocess.Popen(
        [sys.executable, ROOT / "cli.py", "models"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    listing.stdout.close()

    said = listing.stderr.read().decode()
    listing.stderr.close()

    assert listing.wait(60) == 0
    assert said == ""


def test_the_help_is_there_at_once():
    taken = []
    for _ in range(3):
        begun = time.perf_counter()
        subprocess.run([sys.executable, ROOT / "cli.py", "--help"], capture_output=True, check=True)
        taken.append(time.perf_counter() - begun)

    assert statistics.median(taken) < 0.5


def test_the_help_opens_no_store_no_screen_and_no_model():
    heavy = {"sqlalchemy", "streamlit", "numpy", "torch", "onnxruntime", "pydantic_settings"}
    asked = f"import cli, sys; cli.parser(str).format_help(); print(*{heavy} & set(sys.modules))"

    said = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert said.strip() == ""
