"""From where a pointer is to what is chosen: who looks at a target long enough chooses it.

A look points. What comes out of here names a target; it is for a page to say what that target does, and no target
publishes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from modalities.gaze._blinks import Blink
from modalities.gaze._calibration import Place
from modalities.gaze._targets import Rectangle, Target

State = Literal["nothing", "quiet", "rest", "locking", "locked", "paused", "done"]

LOCK_MS: Final = 250
CHOOSE_MS: Final = 1_250
"""Both from the first picture in which the target is looked at: the ring fills from the one to the other."""
QUIET_MS: Final = 1_000
"""After the page changed nothing is counted: eyes that stay where they were have not read what is there now."""
LEAVING_MS: Final = 150
"""How long the pointer may be beside its target before it has left: that long it pauses."""
PAUSE_MS: Final = 1_000
"""How long the eyes may be closed, or the face away, before all is forgotten: that long it pauses."""
STEP_MS: Final = 250
"""What one picture counts at most, so that nothing is chosen by a camera that stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """What a picture has changed, short of a choice."""

    state: State
    target_id: str | None = None
    """The target that is locked, or on the way to it."""
    progress: float = 0.0
    """0.0 to 1.0 of the ring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A target was looked at long enough."""

    target_id: str
    look_px: Place
    """Where the looks that chose it were, on average."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast somebody points."""

    lock_ms: int = LOCK_MS
    choose_ms: int = CHOOSE_MS
    blink_chooses: bool = False
    """Whether a long blink chooses what is locked; a short one never does."""

    def __post_init__(self) -> None:
        if not 100 <= self.lock_ms < self.choose_ms <= 10_000:
            raise ValueError("locking takes 100 ms at least, choosing longer than that and 10 s at most")


class Dwell:
    """Watches one pointer over the targets of one page after the other. Not for several threads at once."""

    def __init__(self, pace: Pace | None = None, *, margin_px: float = 12.0) -> None:
        """Set it; ``margin_px`` is how far outside a target that is looked at its border counts as inside."""
        self.pace = pace or Pace()
        self.margin_px = margin_px
        self._targets: dict[str, Target] = {}
        self._rest: tuple[Rectangle, ...] = ()
        self._quiet_until_ms: int | None = None
        self._t_ms: int | None = None
        self._on: str | None = None
        self._was_on = False
        self._looked_ms = 0.0
        self._off_since_ms: int | None = None
        self._gone_since_ms: int | None = None
        self._spent: str | None = None
        self._looks: list[Place] = []

    def show(self, targets: Iterable[Target], *, rest: Iterable[Rectangle] = (), t_ms: int) -> None:
        """The page has changed: these are its targets, and from now on nothing is counted for a while."""
        self._targets = {target.id: target for target in targets}
        self._rest = tuple(rest)
        self._quiet_until_ms = max(t_ms, self._t_ms or t_ms) + QUIET_MS
        self._leave()
        self._spent = None

    def move(self, targets: Iterable[Target], *, rest: Iterable[Rectangle] = ()) -> None:
        """The same page has been scrolled or laid out anew. What was looked at and is elsewhere now starts again."""
        before = self._targets.get(self._on or "")
        self._targets = {target.id: target for target in targets}
        self._rest = tuple(rest)
        if self._on is not None and self._targets.get(self._on) != before:
            self._leave()

    def see(self, place: Place | None, *, t_ms: int, blink: Blink | None = None) -> Pointed | Chosen:
        """Take in where the pointer is now; None where the eyes are closed or the face is away.

        ``blink`` is the one that has just ended. A picture that is not later than the one before changes nothing.
        """
        passed_ms = 0 if self._t_ms is None else t_ms - self._t_ms
        if self._t_ms is not None and passed_ms <= 0:
            return self._pointed("quiet" if self._is_quiet(self._t_ms) else "paused")
        self._t_ms = t_ms
        if self._is_quiet(t_ms):
            return self._pointed("quiet")
        if place is None:
            return self._gone(t_ms)
        self._gone_since_ms = None
        if any(strip.holds(place) for strip in self._rest):
            return self._beside(t_ms, "rest")
        found = self._target_at(place)
        if found is None:
            return self._beside(t_ms, "nothing")
        return self._looked_at(found, place, min(passed_ms, STEP_MS), t_ms, blink)

    def _looked_at(self, found: str, place: Place, step_ms: int, t_ms: int, blink: Blink | None) -> Pointed | Chosen:
        self._off_since_ms = None
        if found == self._spent:
            self._was_on = True
            return self._pointed("done")
        if found != self._on:
            self._leave()
            self._on = found
        elif self._was_on:
            self._looked_ms += step_ms
        self._spent, self._was_on = None, True
        self._looks.append(place)
        if self._looked_ms >= self.pace.choose_ms or self._is_chosen_by(blink):
            return self._choose()
        return self._pointed("locked" if self._is_locked else "locking")

    @property
    def _is_locked(self) -> bool:
        return self._looked_ms >= self.pace.lock_ms

    def _is_chosen_by(self, blink: Blink | None) -> bool:
        return self.pace.blink_chooses and blink is not None and blink.is_long and self._is_locked

    def _is_quiet(self, t_ms: int) -> bool:
        return self._quiet_until_ms is None or t_ms < self._quiet_until_ms

    def _target_at(self, place: Place) -> str | None:
        """The target that holds the pointer; the one that is looked at holds it a little longer."""
        now = self._targets.get(self._on or self._spent or "")
        if now is not None and now.place.holds(place, margin=self.margin_px):
            return now.id
        return next((target.id for target in self._targets.values() if target.place.holds(place)), None)

    def _choose(self) -> Chosen:
        assert self._on is not None, "only a target that is looked at is chosen"
        xs, ys = zip(*self._looks, strict=True)
        chosen = Chosen(target_id=self._on, look_px=(sum(xs) / len(xs), sum(ys) / len(ys)))
        self._leave()
        self._spent = chosen.target_id
        return chosen

    def _beside(self, t_ms: int, state: State) -> Pointed:
        """The pointer is on no target: what was looked at waits a moment."""
        self._was_on = False
        if self._off_since_ms is None:
            self._off_since_ms = t_ms
        if t_ms - self._off_since_ms >= LEAVING_MS:
            self._leave()
            self._spent = None
        return self._pointed(state)

    def _gone(self, t_ms: int) -> Pointed:
        self._was_on = False
        if self._gone_since_ms is None:
            self._gone_since_ms = t_ms
        if t_ms - self._gone_since_ms >= PAUSE_MS:
            self._leave()
        return self._pointed("paused")

    def _leave(self) -> None:
        self._on, self._was_on, self._looked_ms, self._looks = None, False, 0.0, []
        self._off_since_ms = self._gone_since_ms = None

    def _pointed(self, state: State) -> Pointed:
        if self._on is None:
            return Pointed(state=state, target_id=self._spent if state == "done" else None)
        filled = (self._looked_ms - self.pace.lock_ms) / (self.pace.choose_ms - self.pace.lock_ms)
        return Pointed(state=state, target_id=self._on, progress=min(1.0, max(0.0, filled)))
