"""Made-up hands in every shape, seen from every side and measured with errors: what the shapes are first learnt from.

A hand here is a chain of bones; a shape is a range of angles for each joint. Real pictures of a few people teach those
people's hands; thousands of hands that never were teach what makes a shape, and the signs that only look like it.
The way in which points are misplaced follows what MediaPipe does: depth is worse than the picture, and a finger is
wrong as a whole more than point by point.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from modalities.gesture._shapes import FORMS

Numbers = NDArray[np.float64]
Marks = NDArray[np.int64]

PALM, FIST, THUMB, VICTORY, POINT, OTHER = range(len(FORMS))

# In lengths of the palm, wrist to the root of the middle finger. x towards the thumb, y towards the fingers, z out of
# the palm. Rounded from B. Buchholz et al., Anthropometric data for describing the kinematics of the human hand,
# Ergonomics 35(3), 1992.
_ROOTS: Final = np.array([(0.27, 1.0, 0.02), (0.0, 1.0, 0.0), (-0.25, 0.94, 0.02), (-0.42, 0.78, 0.06)])
_BONES: Final = np.array([(0.42, 0.26, 0.24), (0.46, 0.31, 0.25), (0.42, 0.29, 0.25), (0.32, 0.22, 0.22)])
_THUMB_ROOT: Final = np.array((0.24, 0.25, 0.10))
_THUMB_BONES: Final = np.array((0.40, 0.36, 0.33))

OUT, FOLDED, HALF = 0, 1, 2
"""What a finger does."""
ASIDE, ALONG, OVER, ACROSS = 0, 1, 2, 3
"""What a thumb does: held out, beside the index, over the folded fingers, across the open palm."""

_SHARES: Final = (0.11, 0.14, 0.15, 0.11, 0.13, 0.36)
"""How many of each of ``FORMS``."""

_OTHERS: Final = {
    # share, fingers from index to little, thumbs
    "call me": (0.16, (FOLDED, FOLDED, FOLDED, OUT), (ASIDE,)),
    "four": (0.10, (OUT, OUT, OUT, OUT), (ACROSS,)),
    "horns": (0.08, (OUT, FOLDED, FOLDED, OUT), (ASIDE, OVER, ACROSS)),
    "three": (0.07, (OUT, OUT, OUT, FOLDED), (OVER, ACROSS, ASIDE)),
    "two together": (0.06, (OUT, OUT, FOLDED, FOLDED), (OVER, ACROSS)),
    "two and the thumb": (0.06, (OUT, OUT, FOLDED, FOLDED), (ASIDE,)),
    "gun": (0.07, (OUT, FOLDED, FOLDED, FOLDED), (ASIDE,)),
    "little finger": (0.06, (FOLDED, FOLDED, FOLDED, OUT), (OVER, ACROSS)),
    "ring of two": (0.08, (HALF, OUT, OUT, OUT), (OVER, ACROSS)),
    "at ease": (0.10, (HALF, HALF, HALF, HALF), (ASIDE, ALONG, OVER, ACROSS)),
    "anything half": (0.07, (), ()),
    "any other": (0.05, (), ()),
    "no hand": (0.04, (), ()),
}
_RARE: Final = np.array(
    [(1, 0, 0, 0), (1, 1, 0, 0), (1, 0, 1, 1), (1, 1, 0, 1), (1, 0, 1, 0), (1, 0, 0, 1), (0, 0, 1, 0), (0, 1, 0, 1)]
)
"""Fingers folded (1) or out (0), of « any other »."""


def made(random: np.random.Generator, count: int) -> tuple[Numbers, Marks]:
    """So many hands, shape (count, 21, 3) as in a picture, and which of ``FORMS`` each is."""
    forms = random.choice(len(FORMS), count, p=_SHARES)
    fingers, thumbs = np.full((count, 4), FOLDED), np.full(count, OVER)
    spread = np.array((6.0, 1.0, -5.0, -12.0)) * random.uniform(-0.3, 2.2, (count, 1))
    spread += 2.5 * random.standard_normal((count, 4))

    fingers[forms == PALM] = OUT
    thumbs[forms == PALM] = random.choice((ASIDE, ASIDE, ALONG), int((forms == PALM).sum()))
    thumbs[forms == THUMB] = ASIDE
    fingers[forms == VICTORY] = (OUT, OUT, FOLDED, FOLDED)
    fingers[forms == POINT] = (OUT, FOLDED, FOLDED, FOLDED)
    for form in (VICTORY, POINT):
        thumbs[forms == form] = random.choice((OVER, OVER, ACROSS), int((forms == form).sum()))
    apart = random.uniform(12, 45, count)
    spread[forms == VICTORY, 0] = (apart * random.uniform(0.3, 0.8, count))[forms == VICTORY]
    spread[forms == VICTORY, 1] = (spread[:, 0] - apart)[forms == VICTORY]

    others = np.array(list(_OTHERS))
    kinds = np.where(forms == OTHER, random.choice(others, count, p=[share for share, *_ in _OTHERS.values()]), "")
    for kind, (_share, does, may) in _OTHERS.items():
        if does:
            fingers[kinds == kind] = does
            thumbs[kinds == kind] = random.choice(may, int((kinds == kind).sum()))
    together = kinds == "two together"
    spread[together, 0] = random.uniform(-6, 2, int(together.sum()))
    spread[together, 1] = spread[together, 0] + random.uniform(-4, 4, int(together.sum()))
    for kind in ("anything half", "any other"):
        here = np.flatnonzero(kinds == kind)
        thumbs[here] = random.integers(0, 4, len(here))
        fingers[here] = _RARE[random.integers(0, len(_RARE), len(here))]
        if kind == "anything half":
            fingers[here] = random.integers(0, 3, (len(here), 4))
            fingers[here, random.integers(0, 4, len(here))] = HALF

    bends = _bends(random, fingers)
    shy = (kinds == "call me") & (random.random(count) < 0.35)  # the little finger is only half out, the thumb really
    bends[shy, 3] = random.uniform((0, 10, 5), (45, 45, 30), (int(shy.sum()), 3))
    points = _points(random, bends, spread, _thumbs(random, thumbs))
    return _measured(random, points, is_none=kinds == "no hand"), forms.astype(np.int64)


def _bends(random: np.random.Generator, fingers: NDArray[np.int_]) -> Numbers:
    """Degrees at each joint, from the root on: shape (n, 4, 3)."""
    shape = fingers.shape

    def within(*ranges: tuple[float, float]) -> Numbers:
        return np.stack([random.uniform(low, high, shape) for low, high in ranges], axis=2)

    slack = 14 * random.uniform(0, 1, (shape[0], 1, 1)) * random.uniform(0, 1, (*shape, 3))
    out = within((-12, 14), (0, 12), (0, 12)) + slack * (1, 1, 0)
    folded = within((20, 95), (85, 120), (15, 75))
    half = within((10, 60), (30, 75), (10, 40))
    does = fingers[..., None]
    return np.where(does == OUT, out, np.where(does == FOLDED, folded, half))


def _thumbs(random: np.random.Generator, thumbs: NDArray[np.int_]) -> Numbers:
    """The way of each bone of the thumb: degrees from y towards x, then out of the palm; shape (n, 3, 2)."""
    count = len(thumbs)

    def within(low: float, high: float) -> Numbers:
        return random.uniform(low, high, count)

    def bones(*ways: tuple[Numbers, Numbers]) -> Numbers:
        return np.stack([np.stack(way, axis=1) for way in ways], axis=1)

    root = within(35, 65)
    aside = bones(
        (root, within(0, 45)), (root + within(-15, 30), within(-5, 35)), (root + within(-20, 45), within(-15, 30))
    )
    root = within(25, 45)
    along = bones(
        (root, within(5, 40)), (root - within(10, 35), within(0, 30)), (root - within(20, 50), within(-5, 30))
    )
    over = bones(
        (within(15, 45), within(25, 60)), (within(-30, 20), within(25, 65)), (within(-95, -30), within(-10, 45))
    )
    across = bones(
        (within(10, 40), within(20, 50)), (within(-40, 0), within(5, 35)), (within(-80, -20), within(-15, 20))
    )
    return np.choose(thumbs[:, None, None], (aside, along, over, across))


def _points(random: np.random.Generator, bends: Numbers, spread: Numbers, thumbs: Numbers) -> Numbers:
    """The bones put together; hands are of different proportions."""
    count = len(bends)
    points = np.zeros((count, 21, 3))
    roots = _ROOTS * (1 + 0.06 * random.standard_normal((count, 4, 3)))
    bones = _BONES * np.exp(0.10 * random.standard_normal((count, 4, 3)) + 0.08 * random.standard_normal((count, 1, 1)))
    aside, bent = np.radians(spread)[..., None], np.radians(np.cumsum(bends, axis=2))
    ways = np.stack([np.sin(aside) * np.cos(bent), np.cos(aside) * np.cos(bent), np.sin(bent)], axis=3)
    chain = roots[:, :, None] + np.cumsum(ways * bones[..., None], axis=2)
    points[:, 5:] = np.concatenate([roots[:, :, None], chain], axis=2).reshape(count, 16, 3)
    points[:, 1] = _THUMB_ROOT * (1 + 0.12 * random.standard_normal((count, 3)))
    bones = _THUMB_BONES * np.exp(0.10 * random.standard_normal((count, 3)))
    aside, out = np.radians(thumbs[..., 0]), np.radians(thumbs[..., 1])
    ways = np.stack([np.sin(aside) * np.cos(out), np.cos(aside) * np.cos(out), np.sin(out)], axis=2)
    points[:, 2:5] = points[:, 1:2] + np.cumsum(ways * bones[..., None], axis=1)
    return points


def _measured(random: np.random.Generator, points: Numbers, *, is_none: NDArray[np.bool_]) -> Numbers:
    """Turned to the camera somehow, and its points misplaced."""
    count = len(points)
    points = points / np.linalg.norm(points[:, 9], axis=1)[:, None, None]
    anyhow = random.random(count) < 0.35
    backs = (random.random(count) < 0.3) & ~anyhow
    points = turned(points, np.tile((0.0, 1.0, 0.0), (count, 1)), np.where(backs, np.pi, 0.0))
    around = random.uniform(0, 2 * np.pi, count)
    lean = np.stack([np.cos(around), np.sin(around), np.zeros(count)], axis=1)
    points = turned(points, lean, np.where(anyhow, 0.0, np.radians(np.abs(35 * random.standard_normal(count)))))
    free = random.standard_normal((count, 3))
    points = turned(points, free, np.where(anyhow, random.uniform(0, np.pi, count), 0.0))

    worse = random.uniform(0.3, 1.8, (count, 1, 1))
    errors: Numbers = np.array((0.02, 0.02, 0.04)) * random.standard_normal((count, 21, 3))
    for finger in range(5):
        whole = np.array((0.03, 0.03, 0.07)) * random.standard_normal((count, 1, 3))
        errors[:, 1 + 4 * finger : 5 + 4 * finger] += whole * np.array((0.25, 0.5, 0.75, 1.0))[:, None]
    points = points + worse * errors
    points[..., 2] *= random.uniform(0.65, 1.15, (count, 1))
    points[..., 0] *= random.uniform(0.93, 1.07, (count, 1))
    points[is_none] = _no_hands(random, points[is_none])
    return points


def _no_hands(random: np.random.Generator, points: Numbers) -> Numbers:
    """Points that are no hand's: fingers that change places, thrown points, a hand pressed flat."""
    count = len(points)
    kinds = random.integers(0, 3, count)
    mixed = random.permuted(points, axis=1)
    thrown = points + 0.5 * random.standard_normal(points.shape)
    pressed = points * np.where(random.random((count, 1, 1)) < 0.5, (0.2, 1.0, 0.5), (1.0, 0.2, 0.5))
    return np.choose(kinds[:, None, None], (mixed, thrown, pressed))


def turned(points: Numbers, axes: Numbers, angles: Numbers) -> Numbers:
    """Each hand turned about its own axis (of any length) by its own angle, in radians: Rodrigues' formula."""
    axes = axes / np.linalg.norm(axes, axis=1, keepdims=True)
    x, y, z = axes.T
    nil = np.zeros_like(x)
    cross = np.stack([nil, -z, y, z, nil, -x, -y, x, nil], axis=1).reshape(-1, 3, 3)
    sine, cosine = np.sin(angles)[:, None, None], np.cos(angles)[:, None, None]
    matrices = np.eye(3) + sine * cross + (1 - cosine) * (cross @ cross)
    return np.asarray(points @ matrices.transpose(0, 2, 1))
