"""Cameras for Chromium: films that it plays as one, and the flags that plug them in."""

from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence

WIDTH, HEIGHT = 640, 480
RATE = 30  # frames a second, at which Chromium plays a film of JPEGs
FAKE = ("--use-fake-device-for-media-stream",)
GRANTED = (*FAKE, "--use-fake-ui-for-media-stream")


def showing(film: Path) -> tuple[str, ...]:
    """The flags of a camera that is granted unasked and plays a film over and over."""
    return (*GRANTED, f"--use-file-for-fake-video-capture={film}")


def film_of(gif: Path, film: Path, *, left_half: bool = False) -> Path:
    """A recording as a film of its length; of one that shows two pictures side by side, the left one."""
    with Image.open(gif) as recording:
        pictures = [
            (picture.convert("RGB"), float(picture.info.get("duration", 1000 / RATE)))
            for picture in ImageSequence.Iterator(recording)
        ]
    if left_half:
        pictures = [(picture.crop((0, 0, picture.width // 2, picture.height)), ms) for picture, ms in pictures]
    return write_film(film, pictures)


def write_film(
    film: Path, pictures: Iterable[tuple[Image.Image, float]], *, size: tuple[int, int] = (WIDTH, HEIGHT)
) -> Path:
    """A film of pictures that are each shown for so many milliseconds; each is fitted into the camera's frame."""
    due = shown = 0.0
    with film.open("wb") as out:
        for picture, ms in pictures:
            framed = ImageOps.pad(picture, size, color="grey")
            due += ms
            while shown < due:
                framed.save(out, "JPEG", quality=90)
                shown += 1000 / RATE
    return film


def noise(seconds: float = 2.0, *, level: int = 128) -> list[tuple[Image.Image, float]]:
    """What a live sensor gives that looks at a wall: no picture is like the one before."""
    wall = Image.new("L", (WIDTH, HEIGHT), level)
    return [
        (Image.blend(wall, Image.effect_noise((WIDTH, HEIGHT), 60), 0.2).convert("RGB"), 1000 / RATE)
        for _ in range(int(seconds * RATE))
    ]
