"""Where on the screen somebody looks: learnt from points that were shown, checked on others.

What is learnt from is the place where the line of sight meets the plane of the camera, in millimetres, as the model of
a middling head and eye has it. If that model were true of everybody, the screen's pixels would follow from it by a
scale and a shift; what is personal (the angle kappa, the head's size, the camera's focal length and place) is learnt by
a ridge regression: that scale and shift freely, bends and the head's movements only as far as the samples insist.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from errors import N_, NotCalibrated
from modalities.gaze._looks import Looked
from modalities.gaze._pose import WEBCAM, Camera

Numbers = NDArray[np.float64]
Place = tuple[float, float]

NINE_POINTS: Final[tuple[Place, ...]] = tuple((x, y) for y in (0.1, 0.5, 0.9) for x in (0.1, 0.5, 0.9))
"""In parts of the window, from left to right and from top to bottom."""
FIVE_POINTS: Final[tuple[Place, ...]] = ((0.5, 0.5), (0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9))
"""For who is short of time or of patience: bends of the mapping are then not learnt."""
CHECK_POINTS: Final[tuple[Place, ...]] = ((0.25, 0.25), (0.75, 0.25), (0.5, 0.4), (0.25, 0.75), (0.75, 0.75))
"""Where the error is measured; none of them was learnt from."""

PX_MM: Final = 25.4 / 96
"""CSS's reference pixel. Laptops draw it smaller (0.18 to 0.25 mm): our degrees are then too large."""

SETTLE_MS: Final = 700
"""What is seen so soon after a point was shown does not count: eyes need 200 ms to start and 50 ms to arrive (K.
Rayner, Eye movements in reading and information processing, 1998), people a moment to notice, lids to calm down."""
SAMPLES: Final = 15
"""Steady pictures asked for at each point: a second of them at 15 a second."""
LEAST_SAMPLES: Final = 6
"""Fewer say nothing of a point."""
AROUND_BLINK_MS: Final = 120
"""Before and after a blink the lids hide and drag the iris."""

MOVED_MM: Final = 200.0
"""How far a head may go: a third of its distance. Its turns are in the line of sight, and need no limit."""

_FAR: Final = 4.0
"""In robust standard deviations: samples of a point that lie further from its middle were a look elsewhere."""
_SACCADE: Final = 6.0
"""In robust standard deviations of the speed, likewise (R. Engbert and R. Kliegl, Microsaccades uncover the orientation
of covert attention, Vision Research 43, 2003)."""
_STILL_MM: Final = 4.0
"""Less than that is never movement: 0.4° at 60 cm, the size of the fovea's own restlessness."""
_SAME: Final = 0.12
"""In diagonals of the window: points that the others put further away were not looked at."""
_ACCURATE_ENOUGH: Final = 0.25
"""In diagonals: an error beyond it is no calibration, not even for two halves of the window."""

_TOO_FEW: Final = N_("vos yeux ont été vus trop peu de temps")
_TOO_FAR: Final = N_("votre regard n’a pas suivi les points")
_UNREADABLE: Final = N_("ce qui en est gardé est illisible")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Where the page is shown, in CSS pixels."""

    width: float
    height: float
    left: float = 0.0
    """Of the page on the screen, so that a window that was moved needs no new calibration."""
    top: float = 0.0
    ratio: float = 1.0
    """Screen pixels in a CSS pixel; it changes with the zoom."""

    @property
    def diagonal(self) -> float:
        return math.hypot(self.width, self.height)

    def at(self, part: Place) -> Place:
        """The pixel at a place that is given in parts of the window."""
        return part[0] * self.width, part[1] * self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What one picture says of where somebody looks."""

    t_ms: int
    """Since the point was shown."""
    sight_mm: Place | None
    """Where the line of sight meets the plane of the camera: x to the right of the picture, y down. None where the eyes
    were closed, or not there, or looking away."""
    head: tuple[float, float, float, float, float] = (0.0,) * 5
    """Position (mm, three) and yaw and pitch (degrees)."""
    distance_mm: float | None = None
    """From the camera, by the width of the iris."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A point that somebody was asked to look at, and what was seen meanwhile."""

    x_px: float
    y_px: float
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """How far looks land from what is looked at, measured on points that were not learnt from."""

    error_px: float
    """Root mean square distance of a single picture's look from the point: what is steady and what trembles, together.
    The smoothed pointer trembles less."""
    error_deg: float
    """The same as an angle at the eye; right within about a tenth, see ``PX_MM`` and ``Eyes.distance_mm``."""
    bias_px: float
    """The steady part: root mean square distance of the points' mean looks from the points."""
    spread_px: float
    """The trembling part: root mean square distance of looks from their own point's mean."""
    distance_mm: float
    points: int
    samples: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """One person before one screen. Small, and nothing in it but numbers."""

    weights: tuple[Place, ...]
    """Pixels for each feature, in the order of ``_features``."""
    middle: tuple[float, ...]
    """Of sight and head, what counts as 0."""
    window: Window
    """The one that it was learnt in."""
    shift_px: Place = (0.0, 0.0)
    """What a later re-centring adds."""
    accuracy: Accuracy | None = None
    """None before it was checked."""

    def place(self, sample: Sample, *, window: Window | None = None) -> Place | None:
        """The pixel of the window that is looked at, which may lie outside it; None where the sample has no sight."""
        if sample.sight_mm is None:
            return None
        here = window or self.window
        x, y = (_features([sample], np.array(self.middle)) @ np.array(self.weights))[0].tolist()
        return (
            x + self.shift_px[0] + self.window.left - here.left,
            y + self.shift_px[1] + self.window.top - here.top,
        )

    def fits(self, window: Window) -> bool:
        """Whether it holds for that window: its zoom is the same, and it is about as large."""
        return (
            abs(window.ratio - self.window.ratio) < 0.01
            and window.width < self.window.width * 1.3
            and window.height < self.window.height * 1.3
        )

    def has_moved(self, sample: Sample) -> bool:
        """Whether the head is so far from where it was learnt that looks are not to be trusted."""
        if sample.sight_mm is None:
            return False
        return math.dist(sample.head[:3], self.middle[2:5]) > MOVED_MM

    def recentred(self, shown: Shown, *, window: Window | None = None) -> "Calibration":
        """Shifted so that looks at one point land on it. Raises ``NotCalibrated`` where too little was seen.

        A shift beyond a quarter of the diagonal is no drift: it raises too.
        """
        placed = [self.place(sample, window=window) for sample in steady(shown.samples)]
        seen = np.array([place for place in placed if place is not None])
        if len(seen) < LEAST_SAMPLES:
            raise NotCalibrated(why=_TOO_FEW)
        x, y = (np.array([shown.x_px, shown.y_px]) - np.median(seen, axis=0)).tolist()
        if math.hypot(x, y) > _ACCURATE_ENOUGH * self.window.diagonal:
            raise NotCalibrated(why=_TOO_FAR)
        return replace(self, shift_px=(self.shift_px[0] + x, self.shift_px[1] + y))

    def as_record(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def sample_of(looked: Looked, *, since_ms: int = 0, camera: Camera = WEBCAM) -> Sample:
    """What a picture of a stream says, ``since_ms`` being when the point was shown."""
    t_ms = looked.t_ms - since_ms
    if looked.pose is None or looked.eyes is None or looked.is_closed:
        return Sample(t_ms=t_ms, sight_mm=None)
    gaze, eye = looked.eyes.gaze, looked.pose.position_mm
    if gaze[2] > -0.3:  # more than 70° away from the camera: the screen is not there
        return Sample(t_ms=t_ms, sight_mm=None)
    x, y, _ = (eye - gaze * eye[2] / gaze[2]).tolist()
    return Sample(
        t_ms=t_ms,
        sight_mm=(x, y),
        head=(*eye.tolist(), looked.pose.yaw_deg, looked.pose.pitch_deg),
        distance_mm=looked.eyes.distance_mm(camera),
    )


def steady(samples: Sequence[Sample]) -> list[Sample]:
    """The samples of one point that were looks at it: without its beginning, blinks, movements and looks elsewhere."""
    blinks = [sample.t_ms for sample in samples if sample.sight_mm is None]
    kept = [
        sample
        for sample in samples
        if sample.sight_mm is not None
        and sample.t_ms >= SETTLE_MS
        and all(abs(sample.t_ms - blink) > AROUND_BLINK_MS for blink in blinks)
    ]
    if len(kept) < LEAST_SAMPLES:
        return kept
    sights = np.array([sample.sight_mm for sample in kept])
    away = np.linalg.norm(sights - np.median(sights, axis=0), axis=1)
    steps = np.linalg.norm(np.diff(sights, axis=0), axis=1)
    moved = steps > max(_STILL_MM, _SACCADE * float(np.median(steps)) / _MEDIAN_OF_A_WALK)
    still = ~(np.append(moved, False) & np.append(False, moved))  # a sample between two jumps is one on the way
    near = away <= max(_STILL_MM, _FAR * float(np.median(away)) / _MEDIAN_OF_A_WALK)
    return [sample for sample, keep in zip(kept, near & still, strict=True) if keep]


_MEDIAN_OF_A_WALK: Final = math.sqrt(2 * math.log(2))
"""Median distance from the middle of what is spread normally in two directions, in standard deviations of each."""


def fitted(shown: Iterable[Shown], *, window: Window) -> Calibration:
    """Learn from points that were looked at. Raises ``NotCalibrated`` where too little was seen or looked at.

    Of nine points two may have been missed, of five one: the largest set of points that agree (M. A. Fischler and R. C.
    Bolles, Random sample consensus, 1981; here every set is tried) counts, and in it each sample as far as it agrees
    (P. J. Huber, Robust estimation of a location parameter, 1964).
    """
    every = list(shown)
    seen = [(point, good) for point in every if len(good := steady(point.samples)) >= LEAST_SAMPLES]
    needed = len(every) - (2 if len(every) >= len(NINE_POINTS) else 1)
    if len(seen) < max(needed, 4):
        raise NotCalibrated(why=_TOO_FEW)
    agreeing = _agreeing(seen, window)
    if len(agreeing) < max(needed, 4):
        raise NotCalibrated(why=_TOO_FAR)
    samples = [sample for _, good in agreeing for sample in good]
    targets = np.array([(point.x_px, point.y_px) for point, good in agreeing for _ in good])
    sights = np.array([(*_sight(sample), *sample.head) for sample in samples])
    middle = sights.mean(axis=0)
    features = _features(samples, middle)
    each = np.array([1 / len(good) for _, good in agreeing for _ in good])
    weights = _ridge(features, targets, each, bends=len(every) >= len(NINE_POINTS))
    return Calibration(
        weights=tuple((float(x), float(y)) for x, y in weights),
        middle=tuple(float(value) for value in middle),
        window=window,
    )


def checked(
    calibration: Calibration, shown: Iterable[Shown], *, window: Window | None = None, px_mm: float = PX_MM
) -> Calibration:
    """The calibration with its accuracy on these points. Raises ``NotCalibrated`` where it is of no use, or too little
    was seen to know."""
    misses: list[float] = []
    biases: list[float] = []
    spreads: list[float] = []
    distances: list[float] = []
    for point in shown:
        good = steady(point.samples)
        if len(good) < LEAST_SAMPLES:
            continue
        placed = np.array([calibration.place(sample, window=window) for sample in good])
        miss = placed - (point.x_px, point.y_px)
        misses.extend((miss**2).sum(axis=1).tolist())
        biases.append(float((miss.mean(axis=0) ** 2).sum()))
        spreads.extend(((miss - miss.mean(axis=0)) ** 2).sum(axis=1).tolist())
        distances.extend(sample.distance_mm for sample in good if sample.distance_mm is not None)
    if len(biases) < 3 or not distances:
        raise NotCalibrated(why=_TOO_FEW)
    error_px = math.sqrt(float(np.mean(misses)))
    if error_px > _ACCURATE_ENOUGH * calibration.window.diagonal:
        raise NotCalibrated(why=_TOO_FAR)
    distance_mm = float(np.median(distances))
    return replace(
        calibration,
        accuracy=Accuracy(
            error_px=error_px,
            error_deg=math.degrees(math.atan2(error_px * px_mm, distance_mm)),
            bias_px=math.sqrt(float(np.mean(biases))),
            spread_px=math.sqrt(float(np.mean(spreads))),
            distance_mm=distance_mm,
            points=len(biases),
            samples=len(misses),
        ),
    )


def calibration_from(record: Mapping[str, Any]) -> Calibration:
    """What ``Calibration.as_record`` gave. Raises ``NotCalibrated`` for anything else."""
    try:
        weights = tuple((float(x), float(y)) for x, y in record["weights"])
        middle = tuple(float(value) for value in record["middle"])
        x, y = (float(value) for value in record.get("shift_px", (0.0, 0.0)))
        accuracy = record.get("accuracy")
        calibration = Calibration(
            weights=weights,
            middle=middle,
            window=Window(**{name: float(value) for name, value in record["window"].items()}),
            shift_px=(x, y),
            accuracy=None if accuracy is None else Accuracy(**accuracy),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotCalibrated(why=_UNREADABLE) from error
    numbers = [*(number for pair in weights for number in pair), *middle, x, y]
    if len(weights) != _FEATURES or len(middle) != _MIDDLES or not all(map(math.isfinite, numbers)):
        raise NotCalibrated(why=_UNREADABLE)
    return calibration


_MIDDLES: Final = 7
_FEATURES: Final = 11
_NOISE_PX: Final = 100.0
"""Standard deviation of a point's looks that the priors are weighed against: 2.5° at 60 cm, as webcams give."""
_FREE: Final = 1e5
_NEVER: Final = 1e-3
_BEND_PX: Final = 40.0
_BENDS: Final = slice(3, 6)
_HEAD_PX: Final = 40.0
_PRIOR_PX: Final = np.array([_FREE] * 3 + [_BEND_PX] * 3 + [_HEAD_PX] * 5)
"""How large each weight may well be: free for the constant and the sight; 40 pixels at 10 cm for bends, and for 10 cm
or 10° of the head, beyond what the line of sight already says of it."""


def _sight(sample: Sample) -> Place:
    assert sample.sight_mm is not None, "steady samples have a sight"
    return sample.sight_mm


def _features(samples: Sequence[Sample], middle: Numbers) -> Numbers:
    """One row a sample: 1, the sight, its squares and product (in dm), the head (in dm and tens of degrees)."""
    raw = np.array([(*_sight(sample), *sample.head) for sample in samples]) - middle
    x, y = raw[:, 0] / 100, raw[:, 1] / 100
    head = raw[:, 2:] / (100, 100, 100, 10, 10)
    return np.column_stack([np.ones_like(x), x, y, x * x, x * y, y * y, head])


def _ridge(features: Numbers, targets: Numbers, each: Numbers, *, bends: bool) -> Numbers:
    """Weights of shape (features, 2): those that fit best, each held to its prior; ``each`` weighs the samples.

    A. E. Hoerl and R. W. Kennard, Ridge regression, 1970; reweighted after Huber, with his 1.345 standard deviations.
    """
    prior = _PRIOR_PX.copy()
    if not bends:
        prior[_BENDS] = _NEVER
    penalty = np.diag(1 / prior**2)
    trust = np.ones(len(features))
    weights: Numbers = np.zeros((features.shape[1], 2))
    for _ in range(20):
        weighed = features * (each * trust)[:, None] / _NOISE_PX**2
        weights = np.linalg.solve(features.T @ weighed + penalty, weighed.T @ targets).astype(np.float64)
        missed = np.linalg.norm(targets - features @ weights, axis=1)
        spread = max(1.0, float(np.median(missed)) / _MEDIAN_OF_A_WALK)
        trust = np.minimum(1.0, 1.345 * spread / np.maximum(missed, 1e-9))
    return weights


def _agreeing(seen: Sequence[tuple[Shown, list[Sample]]], window: Window) -> list[tuple[Shown, list[Sample]]]:
    """The largest set of points that one scale, turn and shift brings together."""
    sights = np.array([np.median([_sight(sample) for sample in good], axis=0) for _, good in seen])
    features = np.column_stack([np.ones(len(seen)), sights / 100])
    targets = np.array([(point.x_px, point.y_px) for point, _ in seen])
    best: tuple[int, float, NDArray[np.bool_]] = (0, 0.0, np.zeros(len(seen), bool))
    for chosen in combinations(range(len(seen)), 4):
        some = list(chosen)
        if np.linalg.matrix_rank(features[some]) < 3 or np.linalg.matrix_rank(targets[some] - targets[some[0]]) < 2:
            continue
        affine: Numbers = np.linalg.pinv(features[some]) @ targets[some]
        if not _is_no_mirror(affine):
            continue
        missed = np.linalg.norm(targets - features @ affine, axis=1)
        agree = missed < _SAME * window.diagonal
        found = (int(agree.sum()), -float(missed[agree].sum()), agree)
        if found[:2] > best[:2]:
            best = found
    return [one for one, agrees in zip(seen, best[2], strict=True) if agrees]


def _is_no_mirror(affine: Numbers) -> bool:
    """Whether looks to the left of the picture land further right, and lower ones lower, before all else.

    So it is with every screen that its user looks at with a camera in front. Without that, one corner of five that was
    not looked at can agree with three others in a mirror.
    """
    (x_by_x, y_by_x), (x_by_y, y_by_y) = affine[1:].tolist()
    return bool(-x_by_x > abs(y_by_x) and y_by_y > abs(x_by_y))
