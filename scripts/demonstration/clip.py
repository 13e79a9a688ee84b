"""Make the demonstration's film: drawn pictures, a voice made by this machine, and captions with the voice's own times.

    .venv/bin/python -m scripts.demonstration.clip

writes ``assets/demo/clips/feuille.webm`` and ``feuille.vtt``. Nobody is filmed and nobody speaks.
"""

import io
import wave
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from community.captions import Caption, as_webvtt
from modalities import load, voice

OUT = Path(__file__).parents[2] / "assets" / "demo" / "clips"
WIDTH, HEIGHT, RATE = 640, 360, 10  # pictures a second: enough for a pen
PAUSE_S, AFTER_S = 0.45, 1.2
PAPER, INK, ACCENT, SOFT = "#fffdf8", "#1c2a4a", "#9a3412", "#e9e0d2"
SAID = (
    "Voici une feuille. On y écrit au doigt, au stylet ou à la souris.",
    "Pendant que l’on écrit, la machine lit, et montre ce qu’elle a lu.",
    "Un mot est mal lu ? On le touche, et l’on choisit une autre lecture.",
    "Rien n’est publié avant que l’on ait dit oui. L’encre, elle, reste.",
)
BASE, TALL = 192, 112  # pixels: where the letters stand, and how high a tall one goes


def main() -> None:
    """Write the film and its captions."""
    OUT.mkdir(parents=True, exist_ok=True)
    speaker = load(voice, "pyttsx3")
    try:
        spoken = [speaker.speak(sentence, language="fr") for sentence in SAID]
    finally:
        speaker.close()
    captions, sound, rate = _laid_out([one.wav for one in spoken])
    (OUT / "feuille.vtt").write_text(as_webvtt(captions), "utf-8")
    _encode(OUT / "feuille.webm", captions, sound, rate)


def _laid_out(wavs: Sequence[bytes]) -> tuple[tuple[Caption, ...], NDArray[np.int16], int]:
    """When each sentence is heard, and the whole sound: int16, shape (samples,)."""
    captions, pieces, rate, at = [], [], 0, 0
    for words, content in zip(SAID, wavs, strict=True):
        with wave.open(io.BytesIO(content)) as file:
            rate = file.getframerate()
            samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
        captions.append(Caption(start=at / rate, end=(at + len(samples)) / rate, words=words, speaker="La machine"))
        pieces += [samples, np.zeros(int(PAUSE_S * rate), np.int16)]
        at += len(samples) + len(pieces[-1])
    pieces.append(np.zeros(int(AFTER_S * rate), np.int16))
    return tuple(captions), np.concatenate(pieces), rate


def _encode(file: Path, captions: Sequence[Caption], sound: NDArray[np.int16], rate: int) -> None:
    with av.open(str(file), "w", options={"fflags": "+bitexact"}) as container:
        pictures = container.add_stream("libvpx-vp9", rate=RATE, options={"crf": "40", "b": "0"})
        pictures.width, pictures.height, pictures.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        audio = container.add_stream("libopus", rate=48_000, options={"b": "32000"})
        audio.layout = "mono"
        shown = [
            packet
            for picture in _pictures(captions, seconds=len(sound) / rate)
            for packet in pictures.encode(av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24"))
        ]
        resampler = av.AudioResampler(format="s16", layout="mono", rate=48_000)
        frame = av.AudioFrame.from_ndarray(sound.reshape(1, -1), format="s16", layout="mono")
        frame.rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        pieces = [*resampler.resample(frame), *resampler.resample(None)]
        heard = [packet for piece in pieces for packet in audio.encode(piece)]
        # In the order of time: where all pictures come before all sound, Chromium stops in the middle.
        packets = [*shown, *pictures.encode(None), *heard, *audio.encode(None)]
        for packet in sorted(packets, key=lambda one: (one.dts or 0) * one.time_base):
            container.mux(packet)


def _pictures(captions: Sequence[Caption], *, seconds: float) -> Iterator[Image.Image]:
    for n in range(round(seconds * RATE)):
        at = n / RATE
        scene = sum(caption.start <= at for caption in captions) - 1
        length = max(captions[scene].end - captions[scene].start, 0.1)
        yield _scene(max(scene, 0), min((at - captions[scene].start) / length, 1.0))


def _scene(scene: int, done: float) -> Image.Image:
    """One picture of a scene, of which a part is over: 0.0 to 1.0."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), SOFT)
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((70, 60, 570, 250), 16, fill=PAPER, outline="#c9bda9", width=2)
    draw.line((100, 200, 540, 200), fill="#d9cfbd", width=2)
    _write(draw, done if scene == 0 else 1.0)
    if scene >= 1:
        draw.text((100, 268), "la lame" if scene == 1 else "la lune", font=_font(34), fill=INK)
    if scene == 1:
        draw.line((100, 312, 100 + 130 * done, 312), fill=ACCENT, width=4)
    if scene == 2:
        draw.rounded_rectangle((330, 262, 420, 316), 12, outline=ACCENT, width=3)
        draw.text((346, 272), "lune", font=_font(28), fill=ACCENT)
        draw.rounded_rectangle((430, 262, 520, 316), 12, outline="#c9bda9", width=3)
        draw.text((446, 272), "lame", font=_font(28), fill=INK)
    if scene == 3:
        draw.rounded_rectangle((350, 264, 540, 318), 27, fill=ACCENT if done > 0.3 else "#b9ad99")
        draw.text((392, 276), "Publier", font=_font(28), fill="#ffffff")
    return picture


def _write(draw: ImageDraw.ImageDraw, done: float) -> None:
    """The strokes, up to where the pen is."""
    strokes = _strokes()
    points = sum(len(stroke) for stroke in strokes) * done
    for stroke in strokes:
        shown = stroke[: max(int(points), 0)]
        points -= len(stroke)
        if len(shown) > 1:
            draw.line(shown, fill=INK, width=6, joint="curve")
        if shown and points < 0:
            x, y = shown[-1]
            draw.ellipse((x - 7, y - 7, x + 7, y + 7), fill=ACCENT)
            break


def _arc(
    x: float, y: float, begin: int, end: int, *, width: float = 18, height: float = 20
) -> list[tuple[float, float]]:
    """A part of an ellipse around a point, in degrees, clockwise from the right."""
    angles = np.radians(np.linspace(begin, end, 14))
    return [(x + width * float(np.cos(angle)), y + height * float(np.sin(angle))) for angle in angles]


def _strokes() -> list[list[tuple[float, float]]]:
    """« la lune », in a hand that is nobody's."""
    low = BASE - 20  # the middle of a small letter
    return [
        [(122, TALL), (118, BASE - 8), *_arc(126, BASE - 8, 180, 40, width=8, height=8)],
        _arc(164, low, -40, -360),
        [(182, low - 20), (182, BASE - 4), (190, BASE)],
        [(262, TALL), (258, BASE - 8), *_arc(266, BASE - 8, 180, 40, width=8, height=8)],
        [(290, low - 20), *_arc(306, low + 2, 180, 0, width=16, height=18), (322, low - 20), (324, BASE)],
        [(348, low - 20), (348, BASE)],
        [(348, low - 4), *_arc(364, low, 180, 360, width=16, height=19), (380, BASE)],
        [(402, low), (438, low), *_arc(420, low, 0, -310)],
    ]


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


if __name__ == "__main__":
    main()
