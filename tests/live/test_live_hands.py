"""Hands through the whole channel, by each back-end that finds them: a real JPEG goes in, lines come back."""

import asyncio
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from modalities import gesture
from modalities.frames import decode_jpeg
from pipelines import house
from pipelines.live import FRAME_BYTES, HEADER, LiveDesk
from pipelines.live_gestures import GesturesWatcher
from settings import Settings
from tests.live.browsers import Visit, frame, token_for


@pytest.fixture(params=["mediapipe", "scripted"])
def finder(request: pytest.FixtureRequest, shared_models: Path, tmp_path: Path) -> gesture.HandFinder:
    settings = Settings(data=tmp_path, gesture=request.param, models=str(shared_models))
    return house.load_hand_finder(settings)


@pytest.fixture(scope="module")
def open_palm(shared_data: Path) -> Image.Image:
    """A real hand, as a camera of 640 by 480 shows it."""
    with Image.open(sorted((shared_data / "gestures").glob("open_palm__*"))[0]) as picture:
        return picture.convert("RGB").resize((640, 480))


def jpeg(picture: Image.Image, *, quality: int = 80, form: str = "JPEG") -> bytes:
    out = io.BytesIO()
    picture.save(out, form, quality=quality)
    return out.getvalue()


def watch(finder: gesture.HandFinder, *pictures: bytes) -> list[dict]:
    """The answers to pictures that are taken 70 ms apart, each sent after the answer to the one before."""

    async def whole() -> list[dict]:
        desk = LiveDesk(decode_jpeg)
        async with Visit(desk, token_for(desk, lambda: GesturesWatcher(gesture.Gestures(finder).follow()))) as browser:
            await browser.hears()
            answers = []
            for number, content in enumerate(pictures):
                browser.say(frame(number, 70.0 * number, content))
                answers.append(await browser.hears())
            return answers

    return asyncio.run(whole())


def test_a_hand_is_drawn_within_the_picture(finder, open_palm):
    *_others, last = watch(finder, *[jpeg(open_palm)] * 3)

    lines = last["seen"]["lines"]
    points = np.array([point for line in lines for point in line])
    assert last["seen"]["label"] != "no_hand"
    assert len(lines) == 6
    assert points.shape[1] == 2
    assert (points > -0.2).all()
    assert (points[:, 0] < 640 / 480 + 0.2).all()
    assert (points[:, 1] < 1.2).all()


def test_where_there_is_no_hand_nothing_is_drawn(finder):
    (seen,) = (answer["seen"] for answer in watch(finder, jpeg(Image.new("RGB", (640, 480)))))

    assert seen["lines"] == []
    assert seen["label"] == "no_hand"


def test_the_picture_of_a_4k_camera_is_looked_at_where_it_is_light_enough(finder, open_palm):
    large = jpeg(open_palm.resize((3840, 2160)), quality=10)
    assert len(large) + HEADER.size <= FRAME_BYTES

    (answer,) = watch(finder, large)

    assert "seen" in answer


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a not a picture",
        b"\xff\xd8\xff\xe0 a JPEG that is none",
        jpeg(Image.effect_noise((640, 480), 50))[:5000],
        jpeg(Image.new("RGB", (640, 480)), form="PNG"),
        jpeg(Image.new("L", (20_000, 20_000)), quality=1)[:200_000],
    ],
    ids=["a GIF", "a JPEG in name", "one cut off", "a PNG", "a bomb"],
)
def test_what_is_no_frame_is_refused_and_the_next_one_looked_at(finder, open_palm, content):
    refused, answer = watch(finder, content, jpeg(open_palm))

    assert refused == {"n": 0, "t": 0.0, "late": 0, "refused": True}
    assert "seen" in answer
