"""What a file that is handed in holds: speech, text, ink or a photo."""

import sys
from pathlib import Path

from errors import CannotBeRead, EmptyInput, NoSuchFile, UnknownFormat
from vocabulary import Language, Recognition

SPEECH = (".wav", ".flac", ".mp3", ".ogg", ".webm", ".m4a")
TEXT = (".txt",)
INK = (".json", ".jsonl", ".inkml")
PHOTO = (".png", ".jpg", ".jpeg")

STANDARD_INPUT = "-"


def modality_of(name: str) -> str:
    """``speech``, ``text`` or ``handwriting``. Raises ``NoSuchFile`` and ``UnknownFormat``."""
    if name == STANDARD_INPUT:
        return "text"
    require_known(Path(name), SPEECH + TEXT + INK + PHOTO)
    suffix = Path(name).suffix.lower()
    if suffix in SPEECH:
        return "speech"
    if suffix in TEXT:
        return "text"
    return "handwriting"


def require_known(path: Path, known: tuple[str, ...]) -> None:
    """Raises ``NoSuchFile``, and ``UnknownFormat``, which names the formats that are known there."""
    if not path.is_file():
        raise NoSuchFile(name=path)
    if path.suffix.lower() not in known:
        raise UnknownFormat(name=path, known=" ".join(known))


def text_from(name: str, *, language: Language) -> Recognition:
    """A text file in UTF-8, or standard input: what its author typed, word for word, in the language that is said.

    Raises ``NoSuchFile``, ``EmptyInput``, and ``CannotBeRead`` for what is not UTF-8.
    """
    try:
        typed = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    except FileNotFoundError as failure:
        raise NoSuchFile(name=name) from failure
    except OSError as failure:
        raise CannotBeRead(name=name) from failure
    if not typed:
        raise EmptyInput(name=name)
    try:
        text = typed.decode("utf-8-sig").strip()
    except UnicodeDecodeError as failure:
        raise CannotBeRead(name=name) from failure
    return Recognition(modality="text", engine="keyboard", text=text, language=language)
