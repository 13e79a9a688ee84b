"""Faces by MediaPipe's face landmarker: 478 points of each, irises included, on the processor, 10 to 16 ms a picture.

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
from modalities.gaze import Face
from modalities.gaze._attention_mesh import fitted_bundle

MODEL = "face_landmarker"
MOST_FACES = 3


def _faces(found: Any, picture: Frame) -> tuple[Face, ...]:
    faces = [Face(points=in_heights(landmarks, picture)) for landmarks in found.face_landmarks]
    return tuple(sorted(faces, key=lambda face: -extent(face.points)))


def load(*, folders: Sequence[Path] = (), **_ignored: object) -> LandmarkFinder[Face]:
    """Read the model. Raises ``ModelMissing``, ``ModelDamaged`` and ``EngineFailed``. Other options are accepted."""
    found = models.required(MODEL, folders).read_bytes()
    try:
        import mediapipe
        from mediapipe.tasks.metadata import schema_py_generated as schema
        from mediapipe.tasks.python import vision
        from mediapipe.tasks.python.core.base_options import BaseOptions
    except ImportError as failure:
        raise ModelMissing(name="mediapipe", command="pip install 'mediapipe<1.0'") from failure
    bundle = fitted_bundle(found, schema)

    def graph(*, follows: bool) -> Any:
        mode = vision.RunningMode.VIDEO if follows else vision.RunningMode.IMAGE
        base = BaseOptions(model_asset_buffer=bundle)
        options = vision.FaceLandmarkerOptions(base_options=base, running_mode=mode, num_faces=MOST_FACES)
        return vision.FaceLandmarker.create_from_options(options)

    def image_of(picture: Frame) -> Any:
        return mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=picture)

    def opened(*, follows: bool) -> Landmarker:
        return Landmarker(LandmarkFinder.name, partial(graph, follows=follows), image_of, follows=follows)

    return LandmarkFinder(opened, _faces)
