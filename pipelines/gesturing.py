"""What hands and eyes say in files: a picture, or a clip from its beginning to its end."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Final, Protocol

from modalities.frames import Frame, TimedFrame, decode_picture, frames_of, views_of
from modalities.gaze import Direction, Face, FaceFinder, FaceTracker, HeadPose, Looked, Looks, LookStream, camera_of
from modalities.gesture import Gestures
from pipelines.inputs import require_known
from settings import Settings
from vocabulary import Recognition

STILLS: Final = (".png", ".jpg", ".jpeg", ".webp")
CLIPS: Final = (".gif", ".mp4", ".webm", ".mov")

NOTHING: Final = frozenset({None, "none", "unsure"})
"""Labels that mean that nothing was understood."""

_LEAST_STEP_MS = 30
"""Pictures that follow each other faster are passed over: nobody gestures or blinks in less than a thirtieth second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What was seen of a person, in a picture or at one moment of a clip."""

    recognition: Recognition
    at_s: float | None = None
    """When, from the beginning of the clip, it was understood; None in a picture."""
    head: HeadPose | None = None
    """Of a look: how the head is held."""
    direction: Direction | None = None
    """Of a look: which way the eyes look, against the camera; None while they are closed."""
    closed_s: float | None = None
    """Of a blink: how long it lasted."""

    @property
    def is_understood(self) -> bool:
        """Whether it is a gesture or a look, and not that there was none."""
        return self.recognition.label not in NOTHING


class Watching(Protocol):
    """Watches one clip."""

    def see(self, frame: Frame, *, t_ms: int) -> Sequence[Sighting]:
        """What happened with this picture."""
        ...

    @property
    def is_somebody_there(self) -> bool:
        """Whether the last picture showed a hand, or a face."""
        ...

    def close(self) -> None: ...


class Sight(Protocol):
    """Sees gestures, or looks."""

    def of_picture(self, picture: Frame) -> Sighting: ...

    def watch(self) -> Watching: ...


def sightings_in(path: Path, sight: Sight, *, settings: Settings) -> Iterator[Sighting]:
    """One sighting for a picture, perhaps of nothing; one for each event of a clip, perhaps none.

    Of several views side by side one counts: in a picture the first from the left that is understood, in a clip the
    first in which somebody appears. Raises ``CannotBeRead`` and ``EngineFailed``.
    """
    name = str(path)
    require_known(path, STILLS + CLIPS)
    if path.suffix.lower() in STILLS:
        yield _of_picture(decode_picture(path, name=name, megabytes=settings.megabytes), sight)
        return
    frames = frames_of(path, name=name, megabytes=settings.megabytes, minutes=settings.minutes)
    first_two = list(islice(frames, 2))
    if len(first_two) == 1:  # a GIF is often a picture
        yield _of_picture(first_two[0].frame, sight)
        return
    yield from _events(chain(first_two, frames), sight)


def _of_picture(picture: Frame, sight: Sight) -> Sighting:
    seen = [sight.of_picture(view) for view in views_of(picture)]
    return next((one for one in seen if one.is_understood), seen[0])


def _events(frames: Iterator[TimedFrame], sight: Sight) -> Iterator[Sighting]:
    last_ms = -_LEAST_STEP_MS
    with closing(_Views(sight)) as views:
        for one in frames:
            if one.t_ms - last_ms >= _LEAST_STEP_MS:
                last_ms = one.t_ms
                yield from views.see(one.frame, t_ms=one.t_ms)


class _Views:
    """Watches every view of a clip until somebody appears in one; that one from then on."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._watched: dict[int, Watching] = {}

    def see(self, frame: Frame, *, t_ms: int) -> Sequence[Sighting]:
        views = dict(enumerate(views_of(frame)))
        if not self._watched:
            self._watched = {number: self._sight.watch() for number in views}
        for number, watching in self._watched.items():
            seen = watching.see(views.get(number, frame), t_ms=t_ms)
            if watching.is_somebody_there:
                self._keep(number)
            if len(self._watched) == 1:
                return seen
        return ()

    def close(self) -> None:
        for watching in self._watched.values():
            watching.close()

    def _keep(self, chosen: int) -> None:
        for number, watching in self._watched.items():
            if number != chosen:
                watching.close()
        self._watched = {chosen: self._watched[chosen]}


class HandSight:
    """Sees gestures."""

    def __init__(self, gestures: Gestures) -> None:
        self._gestures = gestures

    def of_picture(self, picture: Frame) -> Sighting:
        return Sighting(recognition=self._gestures.of_picture(picture))

    def watch(self) -> "_WatchingHands":
        return _WatchingHands(self._gestures)


class _WatchingHands:
    def __init__(self, gestures: Gestures) -> None:
        self._stream = gestures.follow()
        self.is_somebody_there = False

    def see(self, frame: Frame, *, t_ms: int) -> Sequence[Sighting]:
        seen = self._stream.see(frame, t_ms=t_ms)
        self.is_somebody_there = bool(seen.hands)
        return () if seen.event is None else (Sighting(recognition=seen.event, at_s=t_ms / 1000),)

    def close(self) -> None:
        self._stream.close()


class EyeSight:
    """Sees looks: which way the eyes look, how the head is held, and blinks."""

    def __init__(self, finder: FaceFinder) -> None:
        self._finder = finder

    def of_picture(self, picture: Frame) -> Sighting:
        began = time.perf_counter()
        found = _Found(self._finder.name, self._finder.find(picture))
        recognition = Looks(found).of_picture(picture)
        looked = LookStream().see_faces(found.faces, t_ms=0, camera=camera_of(picture))
        return _looked_so(replace(recognition, seconds=time.perf_counter() - began), looked)

    def watch(self) -> "_WatchingEyes":
        return _WatchingEyes(self._finder)


class _Found:
    """Faces that were found already."""

    def __init__(self, name: str, faces: tuple[Face, ...]) -> None:
        self.name = name
        self.faces = faces

    def find(self, picture: Frame) -> tuple[Face, ...]:
        return self.faces

    def follow(self) -> FaceTracker:
        raise NotImplementedError("a picture is not followed")


class _WatchingEyes:
    def __init__(self, finder: FaceFinder) -> None:
        self._name = finder.name
        self._stream = Looks(finder).follow()
        self.is_somebody_there = False

    def see(self, frame: Frame, *, t_ms: int) -> Sequence[Sighting]:
        looked = self._stream.see(frame, t_ms=t_ms)
        self.is_somebody_there = looked.faces_seen > 0
        seen = []
        if looked.blink is not None and not looked.blink.is_long:  # a long one was told when it was long enough
            closed = Recognition(modality="gaze", engine=self._name, label="closed")
            blink = _looked_so(closed, looked, at_s=looked.blink.began_ms / 1000)
            seen.append(replace(blink, direction=None, closed_s=looked.blink.lasted_ms / 1000))
        if looked.event is not None:
            seen.append(_looked_so(looked.event, looked, at_s=t_ms / 1000))
        return seen

    def close(self) -> None:
        self._stream.close()


def _looked_so(recognition: Recognition, looked: Looked, *, at_s: float | None = None) -> Sighting:
    return Sighting(recognition=recognition, at_s=at_s, head=looked.pose, direction=looked.direction)
