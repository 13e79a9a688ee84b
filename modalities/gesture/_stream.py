"""Gestures of a stream: which hand acts, what it shows, for how long, and when that counts."""

import math
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from modalities.frames import Frame
from modalities.gesture import Hand, HandTracker
from modalities.gesture._holding import Holding
from modalities.gesture._looks import acting_hand, hands_apart, is_raised_above
from modalities.gesture._points import middle
from modalities.gesture._profile import Profile
from modalities.gesture._shapes import NONE, UNSURE, Reading, Shapes, read_hand
from modalities.gesture._swipes import Swipes
from modalities.gesture._taught import Known, Taught
from modalities.smoothing import OneEuro
from vocabulary import Recognition

_LEAST_APART_MS: Final = 20
"""A picture that follows so soon is dropped: fifty a second are more than any hand needs."""
_STALE_MS: Final = 1000
"""After such a pause everything begins anew: nobody knows what the hand did meanwhile."""
_RESTARTED_MS: Final = 5000
"""A time so much earlier is a clock that began again, and not a picture that came late."""
_AFTER_SWIPE_MS: Final = 400
"""What the hand shows so soon after a swipe is how it swipes, nearly always open: it counts no more until it has
changed."""
_TAKES_OVER_MS: Final = 200
"""A hand acts once it has been raised above the other for so long."""
_GONE_MS: Final = 350
"""A hand that is not found for so long has left; a quick one is blurred and lost for less."""

_TREMOR_CUTOFF_HZ: Final = 1.0
_TREMOR_BETA: Final = 4.0
"""At rest a tremor of 4 Hz is damped to a quarter; a swipe, at 0.8 heights of the picture a second, lags by some 40
ms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known after one picture."""

    hands: tuple[Hand, ...] = ()
    """All that were found, those that do not act too."""
    acting: Hand | None = None
    """The hand that acts, its points calmed where the profile asks for it."""
    label: str = NONE
    """What that hand shows at this moment; ``none`` where there is none."""
    confidence: float | None = None
    holding: str | None = None
    """The gesture that is being held, which a short break does not end."""
    progress: float = 0.0
    """How much of its time it has been held: 0.0 to 1.0, for a ring that fills."""
    event: Recognition | None = None
    """The gesture that counts from this picture on; None nearly always."""


class GestureStream:
    """The gestures of one stream of pictures. Not for several threads at once."""

    def __init__(
        self,
        tracker: HandTracker,
        *,
        engine: str,
        shapes: Shapes,
        profile: Profile,
        taught: Sequence[Taught] = (),
        only: Collection[str] | None = None,
        from_above: bool = False,
    ) -> None:
        self._tracker = tracker
        self._engine = engine
        self._shapes = shapes
        self._profile = profile
        self._known = Known(taught, shapes)
        self._only = None if only is None else frozenset(only)
        self._from_above = from_above
        self._calm = OneEuro(min_cutoff_hz=_TREMOR_CUTOFF_HZ, beta=_TREMOR_BETA) if profile.tremor else None
        self._t_ms = -math.inf
        self._seen = Seen()
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._swipes = Swipes(self._profile.swipe_ms)
        self._holding = Holding(self._profile)
        self._acting: Hand | None = None
        self._acted_ms = -math.inf
        self._above_since_ms: float | None = None
        self._quiet_until_ms = -math.inf
        if self._calm:
            self._calm.forget()

    def see(self, frame: Frame, *, t_ms: float) -> Seen:
        """What is known after the next picture, as the camera gave it: not mirrored. ``t_ms`` is when it was taken.

        A picture that comes late, twice or within 20 ms of the one before is dropped: no hand is looked for, and what
        was known is given again, without an event. Raises ``EngineFailed``.
        """
        if not self._is_due(t_ms):
            return replace(self._seen, event=None)
        begun = time.perf_counter()
        hands = self._tracker.find(frame, t_ms=int(t_ms))
        return self._take(hands, t_ms, width=frame.shape[1] / frame.shape[0], begun=begun)

    def see_hands(self, hands: Sequence[Hand], *, t_ms: float, width: float = 4 / 3) -> Seen:
        """The same where the hands are found already; ``width`` is that of the picture, in heights of it."""
        if not self._is_due(t_ms):
            return replace(self._seen, event=None)
        return self._take(tuple(hands), t_ms, width=width, begun=time.perf_counter())

    def close(self) -> None:
        """Give back what it holds."""
        self._tracker.close()

    # -- one picture ---------------------------------------------------------------------------------------------------

    def _is_due(self, t_ms: float) -> bool:
        if not math.isfinite(t_ms):
            return False
        return t_ms - self._t_ms >= _LEAST_APART_MS or self._t_ms - t_ms > _RESTARTED_MS

    def _take(self, hands: tuple[Hand, ...], t_ms: float, *, width: float, begun: float) -> Seen:
        if not 0 <= t_ms - self._t_ms <= _STALE_MS:
            self._begin_anew()
            self._t_ms = t_ms
        passed_ms, self._t_ms = t_ms - self._t_ms, t_ms
        hand = self._calmed(self._one_that_acts(hands, t_ms), t_ms)
        swipe = self._swiped(hand, t_ms, width)
        reading = self._read(hand)
        held = self._held(reading, t_ms, passed_ms, has_swiped=swipe is not None)
        event = (swipe, None) if swipe else held
        self._seen = Seen(
            hands=hands,
            acting=hand,
            label=reading.label,
            confidence=reading.confidence,
            holding=self._holding.label,
            progress=self._holding.progress,
            event=self._recognition(*event, begun) if event else None,
        )
        return self._seen

    def _one_that_acts(self, hands: tuple[Hand, ...], t_ms: float) -> Hand | None:
        apart = hands_apart(hands, self._profile.hand)
        is_followed = self._acting is not None and t_ms - self._acted_ms <= _GONE_MS
        if not apart:
            if not is_followed and self._acting is not None:
                self._change_to(None)
            return None
        if not is_followed or self._acting is None:
            chosen = acting_hand(apart)
            self._change_to(chosen)
        else:
            last = middle(self._acting.points)
            chosen = min(apart, key=lambda hand: float(np.linalg.norm(middle(hand.points) - last)))
            higher = (
                None if self._profile.one_hand else next((one for one in apart if is_raised_above(one, chosen)), None)
            )
            if higher is None:
                self._above_since_ms = None
            else:
                self._above_since_ms = t_ms if self._above_since_ms is None else self._above_since_ms
                if t_ms - self._above_since_ms >= _TAKES_OVER_MS:
                    chosen = higher
                    self._change_to(higher)
        self._acting, self._acted_ms = chosen, t_ms
        return chosen

    def _change_to(self, hand: Hand | None) -> None:
        self._acting = hand
        self._above_since_ms = None
        self._swipes.forget()
        self._holding.let_go()
        if self._calm:
            self._calm.forget()

    def _calmed(self, hand: Hand | None, t_ms: float) -> Hand | None:
        if hand is None or self._calm is None:
            return hand
        return replace(hand, points=self._calm.filter(hand.points, t_ms / 1000).astype(np.float32))

    def _swiped(self, hand: Hand | None, t_ms: float, width: float) -> str | None:
        if hand is None:
            self._swipes.lost(t_ms)
            return None
        swipe = self._swipes.moved(middle(hand.points) / (width, 1.0), t_ms)
        return swipe if swipe and self._may_act(swipe) else None

    def _read(self, hand: Hand | None) -> Reading:
        if hand is None:
            return Reading(label=NONE, confidence=None, shares={})
        reading = read_hand(self._shapes, hand.points, is_left=hand.is_left, from_above=self._from_above)
        if reading.label not in (NONE, UNSURE):
            return reading
        taught = self._known.nearest(hand)
        return reading if taught is None else replace(reading, label=taught[0], confidence=taught[1])

    def _held(
        self, reading: Reading, t_ms: float, passed_ms: float, *, has_swiped: bool
    ) -> tuple[str, float | None] | None:
        if has_swiped:
            self._holding.let_go()
            self._quiet_until_ms = t_ms + _AFTER_SWIPE_MS
        if t_ms < self._quiet_until_ms:
            if reading.label not in (NONE, UNSURE):
                self._holding.spend(reading.label)
            return None
        if self._swipes.is_moving:
            return self._holding.shown(UNSURE, None, passed_ms)
        acts = reading.label not in (NONE, UNSURE) and self._may_act(reading.label)
        return self._holding.shown(
            reading.label if acts or reading.label == UNSURE else NONE, reading.confidence, passed_ms
        )

    def _may_act(self, label: str) -> bool:
        return self._only is None or label in self._only

    def _recognition(self, label: str, confidence: float | None, begun: float) -> Recognition:
        return Recognition(
            modality="gesture",
            engine=self._engine,
            label=label,
            confidence=confidence,
            seconds=time.perf_counter() - begun,
        )
