"""Lines of text drawn with a handwriting typeface, as our sheet draws ink or as a photo shows a note.

Pictures are grey, uint8, ``HEIGHT`` high: ink dark on paper 255. On the way there ink is 255 on 0.
"""

import random
from pathlib import Path

import cv2
import numpy as np
from fontTools.ttLib import TTFont
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from skimage.morphology import skeletonize

from modalities.handwriting._drawing import HEIGHT

Grey = NDArray[np.uint8]
_SIZE = 80  # pixels of the typeface
_IS_INK = 100


class Typeface:
    """One hand."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with TTFont(path) as opened:
            self._signs = frozenset(opened.getBestCmap())
        self._font: ImageFont.FreeTypeFont | None = None

    def has(self, text: str) -> bool:
        return all(ord(sign) in self._signs for sign in text if sign != " ")

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        if self._font is None:
            self._font = ImageFont.truetype(self._path, _SIZE, layout_engine=ImageFont.Layout.RAQM)
        return self._font


def drawn(text: str, typeface: Typeface, chance: random.Random) -> Grey:
    """The words one after the other, with a gap and a climb of their own, bent as no two lines are alike."""
    font, gap = typeface.font, _SIZE * chance.uniform(0.18, 0.5)
    climb = chance.uniform(-0.02, 0.02)
    placed, x = [], 20.0
    for word in filter(None, text.split(" ")):
        placed.append((x, word, chance.gauss(0, 1.5)))
        x += font.getlength(word) + gap * chance.uniform(0.8, 1.25)
    paper = Image.new("L", (int(x + 60) + 60, 260), 0)
    pen = ImageDraw.Draw(paper)
    for left, word, down in placed:
        pen.text((left + 20, 150 + down + climb * left), word, fill=255, font=font, anchor="ls")
    return _bent(np.asarray(paper), chance)


def _bent(picture: Grey, chance: random.Random) -> Grey:
    """Slanted, stretched, turned a little, and each letter bent another way."""
    height, width = picture.shape
    slant = chance.uniform(-0.25, 0.35) if chance.random() < 0.7 else 0.0
    stretch, turn = chance.uniform(0.75, 1.3), chance.gauss(0, 0.012)
    affine = np.array([[stretch, slant, -slant * height / 2 + 40], [turn, 1, 0]], np.float32)
    width = int(width * stretch) + 100
    step = chance.choice([14, 24, 40])
    far = chance.uniform(0, 1) * {14: 1.6, 24: 3.0, 40: 5.0}[step]

    def waves() -> NDArray[np.float32]:
        coarse = _numpy(chance).normal(0, far, (max(2, height // step + 1), max(2, width // step + 1)))
        return np.asarray(cv2.resize(coarse.astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC))

    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    back = cv2.invertAffineTransform(affine)
    from_x = back[0, 0] * x + back[0, 1] * y + back[0, 2] + waves()
    from_y = back[1, 0] * x + back[1, 1] * y + back[1, 2] + waves()
    return np.asarray(cv2.remap(picture, from_x, from_y, cv2.INTER_LINEAR, borderValue=0), np.uint8)


def _numpy(chance: random.Random) -> np.random.Generator:
    return np.random.default_rng(chance.getrandbits(32))


def _cropped(picture: Grey) -> Grey | None:
    rows, columns = np.where(picture > _IS_INK)
    if len(rows) == 0:
        return None
    return picture[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


def as_ink(picture: Grey, chance: random.Random) -> Grey | None:
    """The middle of each stroke, drawn again with a pen of one width as ``draw_line`` does; None where none is left."""
    thin = _cropped((skeletonize(picture > _IS_INK + 10) * 255).astype(np.uint8))
    if thin is None or thin.shape[0] < 3:
        return None
    margin = HEIGHT * (0.5 - 0.38 * chance.choice([1.0, 1.0, 0.97, 1.03, 0.9]))
    scale = min((HEIGHT - 2 * margin) / thin.shape[0], HEIGHT / 4)
    pen = max(1, round(chance.uniform(2.3, 3.8) * 4 * thin.shape[0] / max(1, int(thin.shape[0] * scale * 4))))
    wider = cv2.copyMakeBorder(thin, *(pen + 2,) * 4, cv2.BORDER_CONSTANT, value=0)
    thick = cv2.dilate(wider, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (pen, pen)))
    size = max(1, int(thick.shape[1] * scale)), max(1, int(thick.shape[0] * scale))
    small = cv2.resize(thick, size, interpolation=cv2.INTER_AREA)
    paper = np.zeros((HEIGHT, small.shape[1] + int(2 * margin)), np.uint8)
    top = (HEIGHT - small.shape[0]) // 2
    if top < 0:
        small, top = small[-top : HEIGHT - top], 0
    left = int(margin)
    paper[top : top + small.shape[0], left : left + small.shape[1]] = small[:HEIGHT]
    return np.asarray(255 - paper, np.uint8)


def as_photo(picture: Grey, beside: Grey | None, chance: random.Random) -> Grey | None:
    """A line cut out of a photographed page, with the tails of the line ``beside`` it; None where nothing is there."""
    line = _cropped(picture)
    if line is None:
        return None
    noise, pressure = _numpy(chance), chance.random()
    if pressure < 0.35:
        line = np.asarray(cv2.erode(line, np.ones((2, 2), np.uint8)), np.uint8)
    elif pressure < 0.6:
        line = np.asarray(cv2.dilate(line, np.ones((chance.choice([2, 3]),) * 2, np.uint8)), np.uint8)
    height, width = line.shape
    above, below = int(height * chance.uniform(0.0, 0.35)), int(height * chance.uniform(0.0, 0.35))
    side = int(height * chance.uniform(0.05, 0.5))
    page = np.zeros((height + above + below, width + 2 * side), np.float32)
    page[above : above + height, side : side + width] = line
    if beside is not None and chance.random() < 0.45:
        _add_tails(page, _cropped(beside), chance)
    page = _on_paper(page, noise, chance)
    size = max(8, int(page.shape[1] * HEIGHT / page.shape[0] * chance.uniform(0.95, 1.2))), HEIGHT
    small = cv2.resize(np.clip(page, 0, 255).astype(np.uint8), size, interpolation=cv2.INTER_AREA)
    return np.asarray(255 - small, np.uint8)


def _add_tails(page: NDArray[np.float32], beside: Grey | None, chance: random.Random) -> None:
    if beside is None:
        return
    for is_above in (True, False):
        if chance.random() >= 0.6:
            continue
        tall = int(min(beside.shape[0] * 0.25, page.shape[0] * 0.2))
        tails = beside[-tall:] if is_above else beside[:tall]
        wide = min(tails.shape[1], page.shape[1])
        left = chance.randint(0, page.shape[1] - wide)
        if tall > 0:
            edge = (page[:tall] if is_above else page[-tall:])[:, left : left + wide]
            np.maximum(edge, tails[:, :wide], out=edge)


def _on_paper(page: NDArray[np.float32], noise: np.random.Generator, chance: random.Random) -> NDArray[np.float32]:
    """Ink that fades, paper that is not white, a ruled line, a lens that is not sharp."""
    height, width = page.shape
    fading = noise.uniform(chance.uniform(0.45, 0.95), 1.0, (3, max(2, width // 60))).astype(np.float32)
    page = page * cv2.resize(fading, (width, height), interpolation=cv2.INTER_CUBIC)
    if chance.random() < 0.6:
        grain = noise.normal(0, 1, page.shape).astype(np.float32)
        page += np.maximum(0, cv2.GaussianBlur(grain, (0, 0), chance.uniform(0.8, 3)) * chance.uniform(0, 60))
    if chance.random() < 0.25:
        y = chance.randint(0, height - 1)
        page[y : y + chance.choice([1, 2])] = np.maximum(page[y : y + 1], chance.uniform(30, 120))
    if chance.random() < 0.7:
        page = np.asarray(cv2.GaussianBlur(page, (0, 0), chance.uniform(0.5, 2.0)), np.float32)
    return page
