"""What is handed in as files, and what of it is kept with the draft: the same as when it is said or written on a page.

A draft keeps one recording, one ink and one photo. Several recordings are joined to one, several inks stand on one
sheet, several photos are one photo; what was recognised is told where it lies in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict

import numpy as np

from modalities.handwriting import Ink, Photo, encode_photo, photo_of, sheet_of
from modalities.speech import SAMPLE_RATE, Clip, encode_wav
from vocabulary import Recognition

_MEDIA_TYPES = {
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".webm": "audio/webm",
    ".m4a": "audio/mp4",
}
_PAUSE_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HandedIn:
    """One thing that was handed in, and what was recognised in it. A .jsonl file holds several."""

    name: str
    """The file, as its author called it."""
    recognition: Recognition
    what: Clip | Ink | Photo | None = None
    """None for typed text, of which the words are all there is."""


class DraftFiles(TypedDict, total=False):
    """What ``Drafts.keep`` is given beside the draft."""

    recording: bytes
    media_type: str
    ink: bytes
    photo: bytes
    photo_type: str


def kept_with_draft(handed: Sequence[HandedIn]) -> tuple[tuple[Recognition, ...], DraftFiles]:
    """What was recognised, in the order in which it was handed in, and the files to keep with the draft.

    A lone recording is kept byte for byte; of a photo the picture is, without what the camera wrote beside it, such as
    where it was taken. Reads recordings again: raises ``OSError`` when one went away meanwhile.
    """
    recognitions = [one.recognition for one in handed]
    files = DraftFiles()
    for kind, keep in ((Clip, _recording_of), (Ink, _ink_of), (Photo, _photo_of)):
        mine = [number for number, one in enumerate(handed) if isinstance(one.what, kind)]
        if mine:
            placed, kept = keep([handed[number] for number in mine])
            files.update(kept)
            for number, recognition in zip(mine, placed, strict=True):
                recognitions[number] = recognition
    return tuple(recognitions), files


def _recording_of(handed: Sequence[HandedIn]) -> tuple[list[Recognition], DraftFiles]:
    if len(handed) == 1:
        path = Path(handed[0].name)
        kept = DraftFiles(recording=path.read_bytes(), media_type=_MEDIA_TYPES[path.suffix.lower()])
        return [handed[0].recognition], kept
    clips = [one.what for one in handed if isinstance(one.what, Clip)]
    pause = np.zeros(round(_PAUSE_S * SAMPLE_RATE), np.float32)
    whole = Clip(samples=np.concatenate([part for clip in clips for part in (clip.samples, pause)]))
    starts = [sum(clip.seconds + _PAUSE_S for clip in clips[:number]) for number in range(len(clips))]
    later = [_later(one.recognition, start) for one, start in zip(handed, starts, strict=True)]
    return later, DraftFiles(recording=encode_wav(whole), media_type="audio/wav")


def _later(recognition: Recognition, seconds: float) -> Recognition:
    """The recognition of what begins so many seconds later in a longer recording."""
    words = tuple(
        replace(
            word,
            start=None if word.start is None else word.start + seconds,
            end=None if word.end is None else word.end + seconds,
        )
        for word in recognition.words
    )
    return replace(recognition, words=words)


def _ink_of(handed: Sequence[HandedIn]) -> tuple[list[Recognition], DraftFiles]:
    sheet, places = sheet_of([one.what for one in handed if isinstance(one.what, Ink)])
    moved = [place.moved(one.recognition) for one, place in zip(handed, places, strict=True)]
    return moved, DraftFiles(ink=sheet.to_json()) if sheet.strokes else DraftFiles()


def _photo_of(handed: Sequence[HandedIn]) -> tuple[list[Recognition], DraftFiles]:
    photos = [one.what for one in handed if isinstance(one.what, Photo)]
    whole, places = photo_of(photos)
    moved = [place.moved(one.recognition) for one, place in zip(handed, places, strict=True)]
    return moved, DraftFiles(photo=encode_photo(whole), photo_type="image/jpeg")
