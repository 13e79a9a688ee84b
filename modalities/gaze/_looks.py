"""From faces to looks: which way somebody looks, in a picture that stands alone and from picture to picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from modalities.frames import Frame
from modalities.gaze import Face, FaceFinder, FaceTracker
from modalities.gaze._blinks import LONG_MS, Blink, Blinks, look_closed
from modalities.gaze._eyes import Eyes, eyes_of
from modalities.gaze._landmarks import COUNT, HEAD_POINTS, LEFT_EYE_OUTER, RIGHT_EYE_OUTER
from modalities.gaze._pose import WEBCAM, Camera, Direction, HeadPose, head_pose
from vocabulary import Recognition, now

LookLabel = Literal["centre", "left", "right", "up", "down", "closed"]
"""Directions are those of the picture as given, as for gestures: who looks at their own right looks left in a picture
that is not mirrored."""

Missing = Literal["no_face", "half_outside", "turned_away"]
"""Why a picture with or without a face says nothing of a look."""

SIDEWAYS_DEG: Final = 14.0
"""A look that far to a side is a look to that side. A 34 cm wide screen at 60 cm lies within 16° of its middle."""
UPWARDS_DEG: Final = 11.0
UNDER_CAMERA: Final = Direction(yaw_deg=0.0, pitch_deg=-6.0)
"""The centre before its person says otherwise: webcams stand over the screen that is looked at. With it, looks into the
camera and into the middle of a laptop's screen are both looks at the centre."""
BACK_DEG: Final = 3.0
"""By how much less a look must turn to count as back at the centre: a look at the border changes nothing."""
SETTLED_MS: Final = 150
"""How long a new direction must last before it is told: a landmark that jumps in one picture is no look."""
TURNED_AWAY_DEG: Final = 55.0
"""A head turned further shows its eyes to nobody."""
MISFIT: Final = 0.2
"""In widths between the eyes: landmarks that fit a head less are no face (real faces: 0.04, one from the side 0.14)."""
KEPT_MS: Final = 1_000
"""How long we wait for the face that we followed before we follow another one."""
_NEAR: Final = 1.5
"""In widths between its eyes: a face that jumped further from one picture to the next is another one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Looked:
    """What one picture of a stream shows."""

    t_ms: int
    faces_seen: int
    missing: Missing | None
    """Why there is no pose and there are no eyes below; None where there are."""
    face: Face | None = None
    """The one that is followed: the nearest when it was chosen, and the same one since."""
    pose: HeadPose | None = None
    eyes: Eyes | None = None
    direction: Direction | None = None
    """Which way they look, against the centre; None while the eyes are closed."""
    is_closed: bool = False
    blink: Blink | None = None
    """The blink that ended in this picture."""
    event: Recognition | None = None
    """A look that is new, once it has settled."""


class Looks:
    """Recognises looks with one back-end. Its streams are independent of each other."""

    def __init__(self, finder: FaceFinder, *, focal: float = WEBCAM.focal) -> None:
        self._finder = finder
        self._focal = focal

    @property
    def name(self) -> str:
        """The back-end's name."""
        return self._finder.name

    def of_picture(self, picture: Frame) -> Recognition:
        """Which way the nearest face looks; no label where there is none, or too little of it. Raises ``EngineFailed``.

        The centre is ``UNDER_CAMERA``: of one picture we know nothing better.
        """
        began = perf_counter()
        faces = self._finder.find(picture)
        camera = camera_of(picture, focal=self._focal)
        label: LookLabel | None = None
        confidence = None
        whole = [face for face in faces if _is_whole(face)]
        if whole:
            seen = _seen(max(whole, key=_size), camera)
            if not isinstance(seen, str):
                pose, eyes = seen
                label = "closed" if look_closed(eyes.opening) else label_of(_against(eyes, UNDER_CAMERA))
                confidence = max(0.0, 1.0 - pose.misfit / MISFIT)
        return Recognition(
            modality="gaze",
            engine=self.name,
            label=label,
            confidence=confidence,
            seconds=perf_counter() - began,
        )

    def follow(self) -> "LookStream":
        """Begin to follow the looks of a new stream of pictures."""
        return LookStream(self._finder.follow(), engine=self.name, focal=self._focal)


class LookStream:
    """Follows one person's looks. Not for several threads at once."""

    def __init__(
        self, tracker: FaceTracker | None = None, *, engine: str = "faces", focal: float = WEBCAM.focal
    ) -> None:
        self._tracker = tracker
        self._engine = engine
        self._focal = focal
        self._blinks = Blinks()
        self._followed: Face | None = None
        self._followed_ms = 0
        self._t_ms: int | None = None
        self._centre = UNDER_CAMERA
        self._label: LookLabel | None = None
        self._coming: tuple[LookLabel, int, datetime] | None = None
        self._last: Direction | None = None

    def see(self, frame: Frame, *, t_ms: int) -> Looked:
        """Take in the next picture. ``t_ms`` grows; one that does not counts as a millisecond later. Raises
        ``EngineFailed``."""
        if self._tracker is None:
            raise ValueError("this stream was begun without anything that finds faces")
        faces = self._tracker.find(frame, t_ms=t_ms)
        return self.see_faces(faces, t_ms=t_ms, camera=camera_of(frame, focal=self._focal))

    def see_faces(self, faces: Sequence[Face], *, t_ms: int, camera: Camera = WEBCAM) -> Looked:
        """Take in the faces of the next picture, found elsewhere."""
        t_ms = self._t_ms = t_ms if self._t_ms is None else max(t_ms, self._t_ms + 1)
        face = self._chosen(faces, t_ms)
        seen: tuple[HeadPose, Eyes] | Missing = "no_face" if face is None else _seen(face, camera)
        if isinstance(seen, str):
            self._blinks.lose()
            self._coming = self._last = None
            return Looked(t_ms=t_ms, faces_seen=len(faces), missing=seen, face=face)
        pose, eyes = seen
        blink = self._blinks.see(eyes.opening, t_ms=t_ms)
        closed_since_ms = self._blinks.closed_since_ms
        direction = self._last = None
        if closed_since_ms is None:
            self._last = Direction.of(eyes.gaze)
            direction = _against(eyes, self._centre)
        return Looked(
            t_ms=t_ms,
            faces_seen=len(faces),
            missing=None,
            face=face,
            pose=pose,
            eyes=eyes,
            direction=direction,
            is_closed=closed_since_ms is not None,
            blink=blink,
            event=self._event(direction, closed_since_ms, t_ms),
        )

    def centre_here(self) -> None:
        """Count the last look as the centre from now on. No effect where the eyes were closed or there was no face."""
        if self._last is not None:
            self._centre, self._label, self._coming = self._last, None, None

    def close(self) -> None:
        """Give back what finds the faces."""
        if self._tracker is not None:
            self._tracker.close()

    def _chosen(self, faces: Sequence[Face], t_ms: int) -> Face | None:
        """The face that we followed, wherever it is now; another one only when that has been away for a while."""
        faces = [face for face in faces if _is_whole(face)]
        chosen = None
        if self._followed is not None and faces:
            before = self._followed
            nearest = min(faces, key=lambda face: _apart(face, before))
            if _apart(nearest, before) < _NEAR * max(_size(before), _size(nearest)):
                chosen = nearest
        if chosen is None and faces and (self._followed is None or t_ms - self._followed_ms > KEPT_MS):
            chosen = max(faces, key=_size)
            self._blinks = Blinks()
        if chosen is not None:
            self._followed, self._followed_ms = chosen, t_ms
        return chosen

    def _event(self, direction: Direction | None, closed_since_ms: int | None, t_ms: int) -> Recognition | None:
        """A new label, once it has lasted; the time is when it began."""
        label: LookLabel = "closed" if direction is None else label_of(direction, before=self._label)
        if label == self._label:
            self._coming = None
            return None
        if self._coming is None or self._coming[0] != label:
            self._coming = (label, t_ms if closed_since_ms is None else closed_since_ms, now())
        _, since_ms, captured_at = self._coming
        if t_ms - since_ms < (LONG_MS if label == "closed" else SETTLED_MS):
            return None
        self._label, self._coming = label, None
        return Recognition(modality="gaze", engine=self._engine, label=label, captured_at=captured_at)


def label_of(direction: Direction, *, before: LookLabel | None = None) -> LookLabel:
    """The side that a look goes to most clearly. The one ``before`` keeps it a little longer."""
    x, y = direction.yaw_deg / SIDEWAYS_DEG, direction.pitch_deg / UPWARDS_DEG
    reach: dict[LookLabel, float] = {"right": x, "left": -x, "up": y, "down": -y}
    if before in reach:
        reach[before] += BACK_DEG / (SIDEWAYS_DEG if before in ("left", "right") else UPWARDS_DEG)
    best = max(reach, key=lambda label: reach[label])
    return best if reach[best] > 1.0 else "centre"


def camera_of(frame: Frame, *, focal: float = WEBCAM.focal) -> Camera:
    """What is known of the camera that a picture comes from."""
    height, width = frame.shape[:2]
    return Camera(aspect=width / max(height, 1), focal=focal)


def _seen(face: Face, camera: Camera) -> tuple[HeadPose, Eyes] | Missing:
    """The head and the eyes of a face, or why they are not seen."""
    pose = head_pose(face, camera=camera)
    if pose is None or pose.misfit > MISFIT:
        return "no_face"
    if abs(pose.yaw_deg) > TURNED_AWAY_DEG:
        return "turned_away"
    x, y = face.points[HEAD_POINTS, 0], face.points[HEAD_POINTS, 1]
    if x.min() < 0 or x.max() > camera.aspect or y.min() < 0 or y.max() > 1:
        return "half_outside"
    return pose, eyes_of(face, pose, camera=camera)


def _against(eyes: Eyes, centre: Direction) -> Direction:
    gaze = Direction.of(eyes.gaze)
    return Direction(yaw_deg=gaze.yaw_deg - centre.yaw_deg, pitch_deg=gaze.pitch_deg - centre.pitch_deg)


def _is_whole(face: Face) -> bool:
    return face.points.shape == (COUNT, 3) and bool(np.isfinite(face.points).all())


def _size(face: Face) -> float:
    """Between the outer corners of the eyes, or from there to the tip of the nose for who is seen from the side."""
    points = face.points[:, :2]
    across = float(np.linalg.norm(points[LEFT_EYE_OUTER] - points[RIGHT_EYE_OUTER]))
    return max(across, float(np.linalg.norm(points[2] - points[9])))


def _apart(one: Face, other: Face) -> float:
    return float(np.linalg.norm(_middle(one) - _middle(other)))


def _middle(face: Face) -> NDArray[np.float32]:
    middle: NDArray[np.float32] = face.points[HEAD_POINTS, :2].mean(axis=0)
    return middle
