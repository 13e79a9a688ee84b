"""The rules of the house that import-linter, which reads packages only, cannot hold."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SINGLE_FILES = {"app", "cli", "settings", "vocabulary", "errors"}
FOLDERS = {"pages", "commands", "pipelines", "modalities", "community", "locales"}
OURS = SINGLE_FILES | FOLDERS
ALLOWED = {
    "vocabulary": set(),
    "errors": set(),
    "settings": {"vocabulary", "errors"},
    "cli": {"commands", "locales", "vocabulary", "errors"},
    "app": OURS - {"cli", "commands"},
}
HEAVY = ["torch", "whisper", "transformers", "mediapipe", "cv2", "pocketsphinx", "onnxruntime", "pyttsx3", "av"]
WITHOUT_SCREENS = ["vocabulary.py", "errors.py", "settings.py", *sorted(FOLDERS - {"pages"})]


def imported_by(file: Path) -> set[str]:
    tree = ast.parse(file.read_text("utf-8"))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    taken = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in plain | taken}


@pytest.mark.parametrize("name", ALLOWED)
def test_a_single_file_imports_only_what_stands_below_it(name: str):
    imported = imported_by(ROOT / f"{name}.py")

    assert imported & OURS <= ALLOWED[name]


@pytest.mark.parametrize("name", ["vocabulary", "errors"])
def test_the_words_stand_on_the_standard_library_alone(name: str):
    assert imported_by(ROOT / f"{name}.py") <= sys.stdlib_module_names


@pytest.mark.parametrize("name", ["cli", "settings"])
def test_streamlit_stays_out_of_the_command_line(name: str):
    assert "streamlit" not in imported_by(ROOT / f"{name}.py")


def modules() -> list[str]:
    files = [
        file
        for place in WITHOUT_SCREENS
        for file in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))
    ]
    relative = [file.relative_to(ROOT) for file in files if "migrations" not in file.parts and file.stem != "component"]
    return sorted(".".join(part.with_suffix("").parts).removesuffix(".__init__") for part in relative)


def test_importing_what_has_no_screen_loads_no_model_and_reads_no_environment(tmp_path: Path):
    """One fresh interpreter imports every module, with an environment that shouts when it is read."""
    script = f"""
import os, socket, sys, importlib
class Watched(dict):
    def _look(self, key):
        if str(key).startswith("CAFE_"):
            raise SystemExit(f"{{key}} was read at import")
    def __getitem__(self, key): self._look(key); return dict.__getitem__(self, key)
    def get(self, key, default=None): self._look(key); return dict.get(self, key, default)
os.environ = Watched(os.environ)
def refuse(*args): raise SystemExit("a connection was opened at import")
socket.socket.connect = refuse
for name in {modules()!r}:
    importlib.import_module(name)
loaded = [name for name in {HEAVY!r} if name in sys.modules]
if loaded:
    raise SystemExit(f"loaded at import: {{loaded}}")
"""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "CAFE_DATA": "nowhere"}

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []


TYPED_ONLY = {
    "_field.py": "the field that every other page uses",
    "_ways_in.py": "speaking and writing stand beside it",
    "sign_in.py": "the words of a code are said, or chosen as pictures",
    "_letters.py": "an address and a code, which nobody would dictate letter by letter",
    "_quoting.py": "words are only taken out of it, never put in",
}


def test_no_field_for_words_takes_typing_only():
    fields = ("text_input", "text_area", "chat_input")
    files = sorted(
        file for file in (ROOT / "pages").glob("*.py") if any(one in file.read_text("utf-8") for one in fields)
    )

    assert [file.name for file in files if file.name not in TYPED_ONLY] == []


def test_the_door_imports_the_community_whole_before_threads_ask_for_parts_of_it():
    """Where the house was opened while the first page came, two threads found each other's half-made modules."""
    asked = "import app, sys; print(hasattr(sys.modules['community'], 'Community'), 'sqlalchemy' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert said.split() == ["True", "False"]
