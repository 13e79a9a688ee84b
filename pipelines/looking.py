"""Pointing by looking, from a camera's frames to what a page is told.

Between a page and a person: it shows the points of a calibration, says where the person looks, fills the ring of what
is looked at, and names the target that was chosen. What a target does is the page's to say; none publishes.

What the page tells (each a key of a message; what is not well formed is left aside)::

    window     {"width", "height", "left", "top", "ratio"}   CSS pixels; left and top of the page on the screen
    page       "any name", with targets and rest: another page, after which nothing is chosen for a second
    targets    [{"id", "left", "top", "width", "height"}…]   the same ones on the same page: scrolled, laid out anew
    rest       [{"left", "top", "width", "height"}…]         where nothing is chosen
    calibrate  9 or 5                                        points; then those that measure the error
    recentre   true                                          one point in the middle of the window
    centre     true                                          the head as it is now points to the middle
    stop       true                                          ends any of these; what was learnt before stays
    pace       {"lock_ms", "choose_ms", "blink_chooses"}
    way        "eyes" | "head" | "keyboard" | "auto"

What it is told of each frame: ``lines`` (the face), ``event`` when something happened once, and ``look``::

    face       "seen", or why not: "no_face", "half_outside", "turned_away"
    faces      how many there are
    closed     whether the eyes are closed
    way        with what is pointed: "eyes", "head" or "keyboard" (nothing here points then)
    pointer    [x, y] in the window, or null
    state      of the dwell: "nothing", "quiet", "rest", "locking", "locked", "paused", "done"
    target     the target that is looked at, or null; progress of its ring, 0 to 1
    warning    "drift", "moved" or "window": time to re-centre, to sit back, to calibrate again; else null
    size       side that a target needs, CSS pixels
    showing    {"for": "calibrate" | "check" | "recentre", "x", "y", "number", "of", "progress"}, or null

Events: ``{"look": "chosen", "target"}``, ``{"look": "calibrated", "error_px", "error_deg", "distance_mm", "way",
"calibration"}`` (the last to be kept for the member), ``{"look": "recentred", "calibration"}``, ``{"look": "failed",
"sentence"}``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import numpy as np

from errors import CafeError
from modalities.frames import Frame
from modalities.gaze import (
    CHECK_POINTS,
    FIVE_POINTS,
    NINE_POINTS,
    WEBCAM,
    Calibration,
    Camera,
    Chosen,
    Drift,
    Dwell,
    Face,
    HeadPointer,
    Looked,
    LookStream,
    Pace,
    Pointed,
    Rectangle,
    Showing,
    Target,
    Way,
    Window,
    camera_of,
    checked,
    fitted,
    head_error_px,
    outline,
    sample_of,
    target_size,
    way_of_pointing,
)
from modalities.smoothing import OneEuro

Record = dict[str, Any]
Place = tuple[float, float]

_MOST_TARGETS: Final = 200
_LONGEST_ID: Final = 200
_LARGEST_PX: Final = 100_000.0
_MIN_CUTOFF_HZ: Final = 0.7
_BETA: Final = 0.002
"""Hertz for each pixel a second: at rest the pointer trembles by half of what the looks do; a jump is followed to nine
tenths in three pictures."""
_CALIBRATIONS: Final = {9: NINE_POINTS, 5: FIVE_POINTS}
_LEAST_MARGIN_PX: Final = 12.0
_UNKNOWN: Final = Window(width=1280, height=720)


@dataclass(slots=True)
class _Round:
    """Points that are being shown."""

    goal: Literal["calibrate", "check", "recentre"]
    showing: Showing
    learnt: Calibration | None = None
    """What is being checked."""


class LookSession:
    """One person before one camera and one page; what ``pipelines.live`` calls a watcher. Not for several threads."""

    def __init__(
        self,
        stream: LookStream,
        *,
        calibration: Calibration | None = None,
        pace: Pace | None = None,
        said: Callable[[CafeError], str] = CafeError.said,
    ) -> None:
        """Begin; ``said`` gives an error's sentence in the language of the page."""
        self._stream = stream
        self._said = said
        self._window = _UNKNOWN
        self._way: Way | None = None
        self._page: str | None = None
        self._targets: tuple[Target, ...] = ()
        self._rest: tuple[Rectangle, ...] = ()
        self._is_new_page = True
        self._round: _Round | None = None
        self._head = HeadPointer()
        self._dwell = Dwell(pace)
        self._hold(calibration)

    @property
    def calibration(self) -> Calibration | None:
        """The one in use, to be kept for the member."""
        return self._calibration

    @property
    def window(self) -> Window:
        """The page's window, as it was told last."""
        return self._window

    @property
    def point(self) -> Place | None:
        """The pixel that is shown to be looked at; None while none is."""
        return None if self._round is None else self._round.showing.point

    @property
    def way(self) -> Way:
        """With what is pointed now."""
        if self._way is not None and (self._way != "eyes" or self._calibration is not None):
            return self._way
        return way_of_pointing(self._error_px, self._window)

    def see(self, frame: Frame, *, t_ms: int) -> Record:
        """Take in the next picture. Raises ``EngineFailed``."""
        return self._record(self._stream.see(frame, t_ms=t_ms), camera_of(frame))

    def see_faces(self, faces: Sequence[Face], *, t_ms: int, camera: Camera = WEBCAM) -> Record:
        """Take in the faces of the next picture, found elsewhere."""
        return self._record(self._stream.see_faces(faces, t_ms=t_ms, camera=camera), camera)

    def tell(self, message: Mapping[str, Any]) -> None:
        """Take note of what the page says. What is not as described above is left aside."""
        self._tell_window(message.get("window"))
        self._tell_page(message)
        self._tell_pace(message.get("pace"))
        way = message.get("way")
        if way in ("eyes", "head", "keyboard"):
            self._way = way
        elif way == "auto":
            self._way = None
        if message.get("stop") is True:
            self._end_round()
        if message.get("centre") is True:
            self._head.centre_here()
        points = (
            {9: NINE_POINTS, 5: FIVE_POINTS}.get(wanted)
            if isinstance(wanted := message.get("calibrate"), int)
            else None
        )
        if points is not None:
            self._round = _Round("calibrate", Showing(points, self._window))
        elif message.get("recentre") is True and self._calibration is not None:
            self._round = _Round("recentre", Showing([(0.5, 0.5)], self._window))

    def close(self) -> None:
        """Give back what finds the faces."""
        self._stream.close()

    @property
    def _error_px(self) -> float | None:
        """Of the eyes; None where they cannot point."""
        calibration = self._calibration
        if calibration is None or calibration.accuracy is None or not calibration.fits(self._window):
            return None
        return calibration.accuracy.error_px

    def _hold(self, calibration: Calibration | None) -> None:
        """Use a calibration from now on."""
        self._calibration = calibration
        self._one_euro = OneEuro(min_cutoff_hz=_MIN_CUTOFF_HZ, beta=_BETA)
        accuracy = None if calibration is None else calibration.accuracy
        self._drift = Drift(head_error_px(self._window) if accuracy is None else accuracy.error_px)

    def _record(self, looked: Looked, camera: Camera) -> Record:
        if self._is_new_page:
            # Only now: a frame that was on its way when the page changed is older than what its person sees.
            self._dwell.show(self._targets, rest=self._rest, t_ms=looked.t_ms)
            self._is_new_page = False
        event = None
        pointer, pointed, warning = None, Pointed(state="paused"), None
        if self._round is not None:
            event = self._show(self._round, looked, camera)
        else:
            pointer, warning = self._pointer(looked, camera)
            pointed, event = self._dwelt(looked, pointer)
        record: Record = {
            "lines": [] if looked.face is None else outline(looked.face),
            "look": {
                "face": looked.missing or "seen",
                "faces": looked.faces_seen,
                "closed": looked.is_closed,
                "way": self.way,
                "pointer": None if pointer is None else [round(pointer[0], 1), round(pointer[1], 1)],
                "state": pointed.state,
                "target": pointed.target_id,
                "progress": round(pointed.progress, 3),
                "warning": warning,
                "size": round(target_size(self._pointing_error_px), 1),
                "showing": self._showing(),
            },
        }
        return record if event is None else {**record, "event": event}

    @property
    def _pointing_error_px(self) -> float:
        error_px = self._error_px if self.way == "eyes" else None
        return head_error_px(self._window) if error_px is None else error_px

    def _pointer(self, looked: Looked, camera: Camera) -> tuple[Place | None, str | None]:
        """Where the pointer is, and what stands against trusting it."""
        way = self.way
        stale = self._calibration is not None and not self._calibration.fits(self._window)
        if looked.pose is None or way == "keyboard":
            return None, "window" if stale else None
        if way == "head":
            place = self._head.point(looked.pose, t_ms=looked.t_ms, window=self._window)
            return (None if looked.is_closed else place), "window" if stale else None
        assert self._calibration is not None, "eyes point only when they are calibrated"
        sample = sample_of(looked, camera=camera)
        raw = self._calibration.place(sample, window=self._window)
        if raw is None:
            return None, None
        x, y = self._one_euro.filter(np.array(raw), looked.t_ms / 1000).tolist()
        moved = self._calibration.has_moved(sample)
        return (x, y), "window" if stale else "moved" if moved else "drift" if self._drift.is_seen else None

    def _dwelt(self, looked: Looked, pointer: Place | None) -> tuple[Pointed, Record | None]:
        self._dwell.margin_px = max(_LEAST_MARGIN_PX, self._pointing_error_px / 2)
        seen = self._dwell.see(pointer, t_ms=looked.t_ms, blink=looked.blink)
        if not isinstance(seen, Chosen):
            return seen, None
        if self.way == "eyes":
            target = next(target for target in self._targets if target.id == seen.target_id)
            self._drift.chosen(target, seen.look_px)
        return Pointed(state="done", target_id=seen.target_id, progress=1.0), {
            "look": "chosen",
            "target": seen.target_id,
        }

    def _show(self, round_: _Round, looked: Looked, camera: Camera) -> Record | None:
        """Let a round go on; what happened when it is over."""
        round_.showing.see(looked, camera=camera)
        if round_.showing.point is not None:
            return None
        self._end_round()
        try:
            return self._finish(round_)
        except CafeError as error:
            return {"look": "failed", "sentence": self._said(error)}

    def _finish(self, round_: _Round) -> Record | None:
        shown = round_.showing.shown
        if round_.goal == "calibrate":
            learnt = fitted(shown, window=self._window)
            self._round = _Round("check", Showing(CHECK_POINTS, self._window), learnt)
            return None
        if round_.goal == "recentre":
            assert self._calibration is not None, "only what was calibrated is re-centred"
            self._hold(self._calibration.recentred(shown[0], window=self._window))
            assert self._calibration is not None
            return {"look": "recentred", "calibration": self._calibration.as_record()}
        assert round_.learnt is not None, "what is checked was learnt"
        calibration = checked(round_.learnt, shown, window=self._window)
        self._hold(calibration)
        assert calibration.accuracy is not None, "checking gives an accuracy"
        return {
            "look": "calibrated",
            "error_px": round(calibration.accuracy.error_px, 1),
            "error_deg": round(calibration.accuracy.error_deg, 2),
            "distance_mm": round(calibration.accuracy.distance_mm),
            "way": self.way,
            "calibration": calibration.as_record(),
        }

    def _showing(self) -> Record | None:
        round_ = self._round
        if round_ is None or (point := round_.showing.point) is None:
            return None
        return {
            "for": round_.goal,
            "x": round(point[0], 1),
            "y": round(point[1], 1),
            "number": round_.showing.number + 1,
            "of": round_.showing.count,
            "progress": round(round_.showing.progress, 3),
        }

    def _tell_window(self, told: object) -> None:
        window = _window(told)
        if window is None or window == self._window:
            return
        self._window = window
        self._end_round()  # its points were laid out for another window

    def _end_round(self) -> None:
        """Let the page come back from under the points."""
        if self._round is not None:
            self._round, self._is_new_page = None, True

    def _tell_page(self, message: Mapping[str, Any]) -> None:
        page, told = message.get("page"), message.get("targets")
        if not isinstance(told, list) or len(told) > _MOST_TARGETS or not isinstance(page, str | None):
            return
        rest = message.get("rest")
        before = {target.id for target in self._targets}
        self._targets = tuple(target for one in told if (target := _target(one)) is not None)
        self._rest = tuple(
            strip for one in (rest if isinstance(rest, list) else [])[:_MOST_TARGETS] if (strip := _rectangle(one))
        )
        if (page is not None and page != self._page) or before != {target.id for target in self._targets}:
            self._page, self._is_new_page = page or self._page, True
        else:
            self._dwell.move(self._targets, rest=self._rest)

    def _tell_pace(self, told: object) -> None:
        if not isinstance(told, Mapping):
            return
        pace = self._dwell.pace
        lock_ms, choose_ms = _number(told.get("lock_ms", pace.lock_ms)), _number(told.get("choose_ms", pace.choose_ms))
        blink_chooses = told.get("blink_chooses", pace.blink_chooses)
        if lock_ms is None or choose_ms is None or not isinstance(blink_chooses, bool):
            return
        try:
            self._dwell.pace = replace(
                pace, lock_ms=round(lock_ms), choose_ms=round(choose_ms), blink_chooses=blink_chooses
            )
        except ValueError:
            return


def _number(told: object) -> float | None:
    """A number of pixels or milliseconds that may be one; None for anything else."""
    if isinstance(told, bool) or not isinstance(told, int | float):
        return None
    return float(told) if abs(told) <= _LARGEST_PX else None  # which no NaN is


def _window(told: object) -> Window | None:
    if not isinstance(told, Mapping):
        return None
    width, height, ratio = _number(told.get("width")), _number(told.get("height")), _number(told.get("ratio", 1))
    left, top = _number(told.get("left", 0)), _number(told.get("top", 0))
    if width is None or height is None or ratio is None or left is None or top is None:
        return None
    if min(width, height, ratio) <= 0:
        return None
    return Window(width=width, height=height, left=left, top=top, ratio=ratio)


def _rectangle(told: object) -> Rectangle | None:
    if not isinstance(told, Mapping):
        return None
    left, top, width, height = (_number(told.get(name)) for name in ("left", "top", "width", "height"))
    if left is None or top is None or width is None or height is None or width <= 0 or height <= 0:
        return None
    return Rectangle(left=left, top=top, width=width, height=height)


def _target(told: object) -> Target | None:
    place = _rectangle(told)
    id_ = told.get("id") if isinstance(told, Mapping) else None
    if place is None or not isinstance(id_, str) or not 0 < len(id_) <= _LONGEST_ID:
        return None
    return Target(id=id_, place=place)
