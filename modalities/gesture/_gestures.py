"""From hands to gestures: of a picture that stands alone, and of a stream."""

import time
from collections.abc import Collection, Iterable
from typing import Final

from modalities.frames import Frame
from modalities.gesture import HandFinder
from modalities.gesture._looks import acting_hand, looks_at
from modalities.gesture._profile import Profile
from modalities.gesture._shapes import NONE, UNSURE, Reading, Shapes, decided, shares_of, stored_shapes
from modalities.gesture._stream import GestureStream
from modalities.gesture._taught import Taught
from vocabulary import Alternative, Recognition, now

_WORTH_NAMING: Final = 0.05


class Gestures:
    """Recognises gestures with one finder of hands. ``of_picture`` may be called by several threads at once."""

    def __init__(self, finder: HandFinder, *, shapes: Shapes | None = None, from_above: bool = False) -> None:
        """``from_above`` is for a camera over a table, where nothing is up: every thumb is then ``thumb_up``."""
        self._finder = finder
        self._shapes = shapes or stored_shapes()
        self._from_above = from_above

    def of_picture(self, picture: Frame) -> Recognition:
        """What the raised hand in a picture shows; ``none`` where there is no hand or nothing that should act.

        ``unsure`` where the hand may show something, but not surely; what it may be is among the alternatives. The hand
        is looked at up to three times. Raises ``EngineFailed``.
        """
        begun, captured_at = time.perf_counter(), now()
        hand = acting_hand(self._finder.find(picture))
        if hand is None:
            reading = Reading(label=NONE, confidence=None, shares={})
        else:
            looks = looks_at(self._finder, picture, hand)
            reading = decided(
                [shares_of(self._shapes, one.points, is_left=one.is_left, from_above=self._from_above) for one in looks]
            )
        return Recognition(
            modality="gesture",
            engine=self._finder.name,
            label=reading.label,
            confidence=reading.confidence,
            alternatives=alternatives_of(reading),
            captured_at=captured_at,
            seconds=time.perf_counter() - begun,
        )

    def follow(
        self, profile: Profile | None = None, *, taught: Iterable[Taught] = (), only: Collection[str] | None = None
    ) -> GestureStream:
        """Begin to follow the hands of a stream, by the profile of who makes them.

        ``only`` names the gestures that may act, where a page has no use for the others. Raises ``EngineFailed``.
        """
        return GestureStream(
            self._finder.follow(),
            engine=self._finder.name,
            shapes=self._shapes,
            profile=profile or Profile(),
            taught=tuple(taught),
            only=only,
            from_above=self._from_above,
        )


def alternatives_of(reading: Reading) -> tuple[Alternative, ...]:
    """What else it may be, most probable first."""
    others = sorted(((share, label) for label, share in reading.shares.items() if label != reading.label), reverse=True)
    return tuple(
        Alternative(text=label, confidence=share)
        for share, label in others
        if share >= _WORTH_NAMING and label != UNSURE
    )
