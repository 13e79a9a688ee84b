"""What ``recognise`` has each modality do with a file."""

import argparse
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from commands._listening import listened
from commands._settings import read_settings
from errors import CafeError, NoGestureSeen, NoLookSeen, NothingUnderstood
from vocabulary import Recognition

if TYPE_CHECKING:
    from pipelines.gesturing import Sight, Sighting
    from settings import Settings

Recognised = Callable[[Path], Iterable["Recognition | Sighting | CafeError"]]
"""What is recognised in a file: several recognitions where it holds several, each of no use given as its error."""


@contextmanager
def _recognising_speech(options: argparse.Namespace) -> Iterator[Recognised]:
    from pipelines.contribute import PRODUCTS
    from pipelines.house import listening_queue

    settings = read_settings(speech=options.engine)
    with closing(listening_queue(settings)) as queue:
        yield lambda path: [listened(path, queue, settings, language=options.lang, hints=PRODUCTS)[0]]


@contextmanager
def _recognising_handwriting(options: argparse.Namespace) -> Iterator[Recognised]:
    from pipelines.house import load_reader
    from pipelines.writing import read_file

    settings = read_settings(handwriting=options.engine)
    reader = load_reader(settings)

    def read(path: Path) -> Iterator[Recognition | CafeError]:
        for one in read_file(path, reader, settings=settings, language=options.lang):
            yield one if isinstance(one, CafeError) else one[0]

    yield read


@contextmanager
def _recognising_gesture(options: argparse.Namespace) -> Iterator[Recognised]:
    from modalities.gesture import Gestures
    from pipelines.gesturing import HandSight
    from pipelines.house import load_hand_finder

    settings = read_settings(gesture=options.engine)
    sight = HandSight(Gestures(load_hand_finder(settings), from_above=options.from_above))
    yield lambda path: _sightings(path, sight, settings, NoGestureSeen())


@contextmanager
def _recognising_gaze(options: argparse.Namespace) -> Iterator[Recognised]:
    from pipelines.gesturing import EyeSight
    from pipelines.house import load_face_finder

    settings = read_settings(gaze=options.engine)
    sight = EyeSight(load_face_finder(settings))
    yield lambda path: _sightings(path, sight, settings, NoLookSeen())


def _sightings(
    path: Path, sight: "Sight", settings: "Settings", nothing: NothingUnderstood
) -> Iterator["Sighting | CafeError"]:
    """What is seen in a file; of a clip in which nothing happens, that nothing does."""
    from pipelines.gesturing import sightings_in

    found = False
    for sighting in sightings_in(path, sight, settings=settings):
        found = True
        yield sighting
    if not found:
        yield nothing


RECOGNISING = {
    "speech": _recognising_speech,
    "handwriting": _recognising_handwriting,
    "gesture": _recognising_gesture,
    "gaze": _recognising_gaze,
}
