"""Finds the face of a made-up person, who looks where a test says: a back-end like any other, in another folder."""

from dataclasses import dataclass, field, replace
from threading import Lock

import numpy as np

from modalities.gaze import Camera
from modalities.gaze._model_face import CLOSED, OPEN, ModelFace


@dataclass(frozen=True, kw_only=True)
class Person:
    """Where somebody looks, in pixels of the window, and how well."""

    x: float = 640.0
    y: float = 360.0
    beside_x: float = 0.0
    beside_y: float = 0.0
    """Where the look lands, from where it should."""
    spread: float = 0.0
    """Standard deviation of each picture's look along each axis."""
    faces: int = 1
    closed: bool = False
    yaw_deg: float = 0.0
    sideways_mm: float = 0.0
    distance_mm: float = 600.0


@dataclass
class Room:
    """Who is before the camera. Any thread may ask."""

    person: Person = field(default_factory=Person)
    rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(4))
    lock: Lock = field(default_factory=Lock)

    def change(self, changes):
        with self.lock:
            self.person = replace(self.person, **changes)

    def faces(self, camera):
        with self.lock:
            person = self.person
            aside = self.rng.normal(0.0, person.spread, 2) if person.spread else np.zeros(2)
        body = ModelFace(camera=camera, eye_bias_deg=(3.0, -2.0), head_scale=1.05)
        return tuple(
            body.looking_at(
                person.x + person.beside_x + aside[0],
                person.y + person.beside_y + aside[1],
                yaw_deg=person.yaw_deg,
                opening=CLOSED if person.closed else OPEN,
                position_mm=(person.sideways_mm + 160.0 * number, 60.0, person.distance_mm + 200.0 * number),
            )
            for number in range(person.faces)
        )


ROOM = Room()


class Moved:
    name = "moved"

    def find(self, picture, *, t_ms=0):
        height, width = picture.shape[:2]
        return ROOM.faces(Camera(aspect=width / height))

    def follow(self):
        return self

    def close(self):
        pass


def load(**_options):
    return Moved()
