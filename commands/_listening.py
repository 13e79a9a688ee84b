"""What is said in a file of speech."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from commands._terminal import show_progress
from errors import CafeError
from vocabulary import Recognition

if TYPE_CHECKING:
    from modalities.speech import Clip
    from pipelines.listening import ListeningQueue
    from settings import Settings


def listened(
    path: Path, queue: "ListeningQueue", settings: "Settings", *, language: str | None, hints: Sequence[str]
) -> "tuple[Recognition, Clip]":
    """What is said in a file, and its sound. Waits in short steps, so that Ctrl-C is noticed while an engine works."""
    from pipelines.contribute import clip_from

    clip = clip_from(path, name=str(path), settings=settings)
    listening = queue.submit(clip, language=language, hints=hints)
    while True:
        try:
            return listening.result(timeout=0.2), clip
        except TimeoutError:
            show_progress(f"{path.name} : {listening.progress:4.0%}")
        except CafeError:
            show_progress("")
            raise
