"""What is kept of how a member points by looking, and what it is good for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args

from errors import CafeError
from modalities.gaze import (
    Calibration,
    FaceFinder,
    Looks,
    Pace,
    Way,
    calibration_from,
    head_error_px,
    target_size,
    way_of_pointing,
)
from pipelines.looking import LookSession

Rest = Literal["bottom", "top", "between"]
"""Where the eyes may rest: on a strip below or above the targets, or only between them, which they always may."""
WishedWay = Literal["auto", "eyes", "head", "keyboard"]

RESTS: tuple[Rest, ...] = get_args(Rest)
WAYS: tuple[WishedWay, ...] = get_args(WishedWay)
LOCK_MS = (150, 250, 500, 800)
CHOOSE_MS = (900, 1_250, 2_000, 3_000, 5_000)
"""What a member may choose: from quick to slow, each a step that is felt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointing:
    """How a member points."""

    pace: Pace = field(default_factory=Pace)
    rest: Rest = "bottom"
    way: WishedWay = "auto"

    def as_habit(self) -> dict[str, Any]:
        """For JSON."""
        return {**self.told()["pace"], "rest": self.rest, "way": self.way}

    def told(self) -> dict[str, Any]:
        """What a page tells its session of it."""
        pace = self.pace
        told = {"lock_ms": pace.lock_ms, "choose_ms": pace.choose_ms, "blink_chooses": pace.blink_chooses}
        return {"pace": told, "way": self.way}


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """With what somebody points best after a calibration."""

    way: Way
    size_px: float
    """Side of a target for this way."""
    eyes_px: float
    """Side of a target for the eyes, whether such targets fit or not."""


def pointing_from(habit: Any) -> Pointing:
    """How a member points, from what was kept; what makes no sense there is as usual."""
    kept = habit if isinstance(habit, Mapping) else {}
    usual = Pointing()
    lock_ms, choose_ms = kept.get("lock_ms"), kept.get("choose_ms")
    rest, way = kept.get("rest"), kept.get("way")
    return Pointing(
        pace=Pace(
            lock_ms=lock_ms if lock_ms in LOCK_MS else usual.pace.lock_ms,
            choose_ms=choose_ms if choose_ms in CHOOSE_MS else usual.pace.choose_ms,
            blink_chooses=kept.get("blink_chooses") is True,
        ),
        rest=rest if rest in RESTS else usual.rest,
        way=way if way in WAYS else usual.way,
    )


def kept_calibration(habit: Any) -> Calibration | None:
    """What was learnt of a member's eyes; None where nothing was. Raises ``NotCalibrated`` where it is unreadable."""
    return None if habit is None else calibration_from(cast(Mapping[str, Any], habit))


def advice_on(calibration: Calibration) -> Advice:
    """With what to point after that calibration, in the window that it was learnt in. It must have been checked."""
    assert calibration.accuracy is not None, "only what was checked is kept"
    error_px = calibration.accuracy.error_px
    way = way_of_pointing(error_px, calibration.window)
    eyes_px = target_size(error_px)
    size_px = eyes_px if way == "eyes" else target_size(head_error_px(calibration.window))
    return Advice(way=way, size_px=size_px, eyes_px=eyes_px)


def look_session(
    finder: FaceFinder,
    habits: Callable[[], Mapping[str, Any]],
    *,
    said: Callable[[CafeError], str] = CafeError.said,
) -> LookSession:
    """A session that knows what is kept of its member; ``habits`` gives it, and is called at once.

    What was learnt and cannot be read any more counts as not learnt: the page of the calibration says so.
    """
    kept = habits()
    try:
        calibration = kept_calibration(kept.get("calibration"))
    except CafeError:
        calibration = None
    pointing = pointing_from(kept.get("look"))
    session = LookSession(Looks(finder).follow(), calibration=calibration, pace=pointing.pace, said=said)
    session.tell(pointing.told())
    return session
