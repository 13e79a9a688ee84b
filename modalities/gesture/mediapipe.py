"""Hands by MediaPipe's hand landmarker: 21 points of each, on the processor, about 15 ms a picture.

The version that we ask for (before 1.0) reports nothing to its publisher. Its model is no part of its package: see
``modalities.models``.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from errors import ModelMissing
from modalities import models
from modalities._landmarker import Landmarker, LandmarkFinder, extent, in_heights
from modalities.frames import Frame
from modalities.gesture import Hand

MODEL = "hand_landmarker"
MOST_HANDS = 2

_SURE_SIDE = 0.6
"""Of 0.5, a coin's toss, to 1.0: below it the side counts as not known."""


def _hands(found: Any, picture: Frame) -> tuple[Hand, ...]:
    """MediaPipe says how sure it is of the side, and nothing of how sure it is that there is a hand."""
    hands = [
        Hand(points=in_heights(landmarks, picture), is_left=_is_left(side[0]))
        for landmarks, side in zip(found.hand_landmarks, found.handedness, strict=True)
    ]
    return tuple(sorted(hands, key=lambda hand: -extent(hand.points)))


def _is_left(side: Any) -> bool | None:
    """The tasks of this version name the side as it is in a picture that is not mirrored.

    Seen on people whose side is known; MediaPipe's older solutions meant mirrored pictures.
    """
    return None if side.score < _SURE_SIDE else side.category_name == "Left"


def load(*, folders: Sequence[Path] = (), **_ignored: object) -> LandmarkFinder[Hand]:
    """Read the model. Raises ``ModelMissing``, ``ModelDamaged`` and ``EngineFailed``. Other options are accepted."""
    bundle = models.required(MODEL, folders).read_bytes()
    try:
        import mediapipe
        from mediapipe.tasks.python import vision
        from mediapipe.tasks.python.core.base_options import BaseOptions
    except ImportError as failure:
        raise ModelMissing(name="mediapipe", command="pip install 'mediapipe<1.0'") from failure

    def graph(*, follows: bool) -> Any:
        mode = vision.RunningMode.VIDEO if follows else vision.RunningMode.IMAGE
        base = BaseOptions(model_asset_buffer=bundle)
        options = vision.HandLandmarkerOptions(base_options=base, running_mode=mode, num_hands=MOST_HANDS)
        return vision.HandLandmarker.create_from_options(options)

    def image_of(picture: Frame) -> Any:
        return mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=picture)

    def opened(*, follows: bool) -> Landmarker:
        return Landmarker(LandmarkFinder.name, partial(graph, follows=follows), image_of, follows=follows)

    return LandmarkFinder(opened, _hands)
