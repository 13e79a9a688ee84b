"""A made-up face before a made-up camera and screen: what it looks at is known, so what is measured can be checked.

The landmarks that we use and those that are drawn stand about where they would on a person; the others on an egg.
"""

from dataclasses import dataclass, field
from math import pi
from typing import Final

import numpy as np
from numpy.typing import NDArray

from modalities.gaze import Face
from modalities.gaze._landmarks import COUNT, EYE_RADIUS_MM, EYEBALL_MM, EYES, HEAD_POINTS, HEAD_SHAPE_MM, IRIS_MM
from modalities.gaze._outline import LEFT_IRIS, LEFT_LIDS, LIPS, OVAL, RIGHT_IRIS, RIGHT_LIDS
from modalities.gaze._pose import WEBCAM, Camera, rotation_of

Numbers = NDArray[np.float64]

OPEN: Final = 0.3
"""Eye aspect ratio of open eyes."""
CLOSED: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A screen under its camera, which stands in the middle of the upper edge and looks straight out of it."""

    width_px: int = 1280
    height_px: int = 720
    px_mm: float = 0.2646
    """Size of a pixel: 1/96 inch, CSS's reference pixel."""
    camera_above_mm: float = 10.0
    """From the upper edge of the picture to the camera."""

    def place_mm(self, x_px: float, y_px: float) -> Numbers:
        """Where a point of the screen is in the camera's space, shape (3,).

        The camera sees the screen's left on the right of its picture: it looks the other way.
        """
        return np.array([(self.width_px / 2 - x_px) * self.px_mm, self.camera_above_mm + y_px * self.px_mm, 0.0])


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFace:
    """A person before a camera. What changes from picture to picture is given to the methods."""

    camera: Camera = WEBCAM
    screen: Screen = field(default_factory=Screen)
    head_scale: float = 1.0
    """Size of this head, of a middling one's; its irises are as wide as everybody's."""
    eye_bias_deg: tuple[float, float] = (0.0, 0.0)
    """How far to the right and up of the line through the iris this person really looks, as eyes do (angle kappa)."""

    def looking_at(
        self,
        x_px: float,
        y_px: float,
        *,
        position_mm: tuple[float, float, float] = (0.0, 60.0, 600.0),
        yaw_deg: float = 0.0,
        pitch_deg: float = 0.0,
        roll_deg: float = 0.0,
        opening: float = OPEN,
        noise: float = 0.0,
        rng: np.random.Generator | None = None,
    ) -> Face:
        """The face of somebody who looks at a point of the screen.

        ``position_mm`` is the middle between the outer corners of the eyes in the camera's space; ``noise`` the
        standard deviation of every landmark's x and y, in heights of the picture.
        """
        rotation = rotation_of(yaw_deg=yaw_deg, pitch_deg=pitch_deg, roll_deg=roll_deg)
        place = self.screen.place_mm(x_px, y_px)
        aims = [place - self._eyeball(eye, rotation, position_mm) for eye in (0, 1)]
        return self._face([self._unbiased(aim) for aim in aims], rotation, position_mm, opening, noise, rng)

    def turned(
        self,
        *,
        yaw_deg: float = 0.0,
        pitch_deg: float = 0.0,
        roll_deg: float = 0.0,
        eyes_yaw_deg: float = 0.0,
        eyes_pitch_deg: float = 0.0,
        opening: float = OPEN,
        position_mm: tuple[float, float, float] = (0.0, 0.0, 600.0),
        noise: float = 0.0,
        rng: np.random.Generator | None = None,
    ) -> Face:
        """A head that turns so, with eyes that turn so in it; angles as in ``HeadPose``."""
        rotation = rotation_of(yaw_deg=yaw_deg, pitch_deg=pitch_deg, roll_deg=roll_deg)
        in_head = rotation_of(yaw_deg=eyes_yaw_deg, pitch_deg=eyes_pitch_deg, roll_deg=0.0)
        gaze = rotation @ -in_head[:, 2]
        return self._face([gaze, gaze], rotation, position_mm, opening, noise, rng)

    def _unbiased(self, aim: Numbers) -> Numbers:
        """The line through the iris of an eye that looks along ``aim``."""
        right_deg, up_deg = self.eye_bias_deg
        turned: Numbers = rotation_of(yaw_deg=-right_deg, pitch_deg=-up_deg, roll_deg=0.0) @ aim
        return turned

    def _eyeball(self, eye: int, rotation: Numbers, position_mm: tuple[float, float, float]) -> Numbers:
        return self._placed(EYEBALL_MM[eye], rotation, position_mm)

    def _placed(self, points: Numbers, rotation: Numbers, position_mm: tuple[float, float, float]) -> Numbers:
        placed: Numbers = self.head_scale * points @ rotation.T + np.array(position_mm)
        return placed

    def _face(
        self,
        gazes: list[Numbers],
        rotation: Numbers,
        position_mm: tuple[float, float, float],
        opening: float,
        noise: float,
        rng: np.random.Generator | None,
    ) -> Face:
        space = self._placed(_SHAPE_MM, rotation, position_mm)
        for eye, gaze in enumerate(gazes):
            centre = self._eyeball(eye, rotation, position_mm)
            iris = centre + self.head_scale * EYE_RADIUS_MM * gaze / np.linalg.norm(gaze)
            space[EYES[eye].iris] = iris
            around = np.array([(-1, 0), (0, -1), (1, 0), (0, 1)]) @ rotation[:, :2].T
            space[list(_IRISES[eye])] = iris + IRIS_MM / 2 * around
            space[list(_LIDS[eye])] = self._lids(_LIDS[eye], space, rotation, opening)
        picture = self._seen(space, position_mm[2])
        if noise:
            picture[:, :2] += (rng or np.random.default_rng(0)).normal(0.0, noise, (COUNT, 2))
        return Face(points=picture.astype(np.float32), confidence=1.0)

    def _lids(self, ring: tuple[int, ...], space: Numbers, rotation: Numbers, opening: float) -> Numbers:
        """The sixteen points around an eye, from one corner over the upper lid to the other, as far open as asked.

        The lids are arcs. Those of their points that measure the opening are at 3/8 and 5/8 of the way.
        """
        one_end, other_end = space[ring[0]], space[ring[8]]
        along = other_end - one_end
        part = np.concatenate([np.arange(9), np.arange(7, 0, -1)]) / 8
        side = np.concatenate([-np.ones(9), np.ones(7)])
        arc = np.sin(pi * part) / np.sin(pi * 3 / 8)
        half = opening * np.linalg.norm(along) / 2
        lids: Numbers = one_end + part[:, None] * along + (side * arc * half)[:, None] * rotation[:, 1]
        return lids

    def _seen(self, space: Numbers, distance_mm: float) -> Numbers:
        flat = self.camera.middle + self.camera.focal * space[:, :2] / space[:, 2:]
        depth = self.camera.focal * (space[:, 2] - distance_mm) / distance_mm
        return np.column_stack([flat, depth])


def _shape() -> Numbers:
    """Every landmark in millimetres, eyes apart: the front half of an egg, evenly strewn with points (a Fibonacci
    spiral), on it an oval and lips, and what we measure with."""
    radii, turns = np.sqrt((np.arange(COUNT) + 0.5) / COUNT), np.arange(COUNT) * pi * (3 - 5**0.5)
    shape = np.column_stack(
        [70 * radii * np.cos(turns), 25 + 95 * radii * np.sin(turns), 30 - 60 * np.sqrt(1 - radii**2)]
    )
    turn = 2 * pi * np.arange(len(OVAL)) / len(OVAL)
    shape[list(OVAL)] = np.column_stack([70 * np.sin(turn), 28 - 81 * np.cos(turn), 62 * np.sin(turn) ** 2 - 13])
    turn = 2 * pi * np.arange(len(LIPS)) / len(LIPS)
    shape[list(LIPS)] = np.column_stack([-25 * np.cos(turn), 62 - 8 * np.sin(turn), -25 + 8 * np.cos(turn) ** 2])
    shape[HEAD_POINTS] = HEAD_SHAPE_MM
    return shape


_SHAPE_MM: Final = _shape()
_LIDS: Final = (RIGHT_LIDS, LEFT_LIDS)
_IRISES: Final = (RIGHT_IRIS, LEFT_IRIS)
