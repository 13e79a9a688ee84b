"""Draw the lines that the network is tuned on, a thousand a file, so that several processes can share the work."""

import argparse
import pickle
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import cv2

from scripts.handwriting import fonts
from scripts.handwriting.pictures import Grey, Typeface, as_ink, as_photo, drawn
from scripts.handwriting.texts import Texts

Line = tuple[str, Grey]

_WIDEST = 960  # pixels
_COLUMN = 8  # pixels of each column that the network gives
_A_FILE, _HELD_OUT = 1000, 300


def lines(typefaces: list[Path], *, seed: int, invented: float) -> Iterator[Line]:
    """One line after the other, and what stands on it; three of five as ink."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    texts, hands = Texts(chance, invented=invented), [Typeface(path) for path in typefaces]
    while True:
        hand, text = chance.choice(hands), texts.line()
        if chance.random() < 0.7:
            text = text.replace("'", "’")
        text = text if hand.has(text) else text.replace("’", "'")
        if not hand.has(text):
            continue
        line = drawn(text, hand, chance)
        if chance.random() < 0.6:
            picture = as_ink(line, chance)
        else:
            picture = as_photo(line, drawn(texts.line(), hand, chance) if chance.random() < 0.5 else None, chance)
        if picture is not None and 8 <= picture.shape[1] <= _WIDEST and _has_room(text, picture):
            yield text, picture


def _has_room(text: str, picture: Grey) -> bool:
    """Whether the network gives enough columns for every sign, and a blank between two that are the same."""
    twice = sum(one == next for one, next in pairwise(text))
    return int(picture.shape[1]) / _COLUMN >= len(text) + twice + 1


def draw_all(folder: Path, *, seed: int, invented: float, files: int) -> None:
    """Write ``held-out.pkl`` and, for each seed its own, ``train-*.pkl``; those that are there already stay."""
    cv2.setNumThreads(1)
    _write(folder / "held-out.pkl", lines(fonts.held_out(folder), seed=99, invented=invented), _HELD_OUT)
    endless = lines(fonts.learnt_from(folder), seed=seed, invented=invented)
    for number in range(files):
        _write(folder / f"train-{seed}-{number:03d}.pkl", endless, _A_FILE)


def _write(file: Path, endless: Iterator[Line], count: int) -> None:
    if file.exists():
        return
    begun = file.with_suffix(".part")
    begun.write_bytes(pickle.dumps([next(endless) for _ in range(count)]))
    begun.rename(file)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path, help="where fonts.py has put the typefaces")
    asked.add_argument("--seed", type=int, default=1, help="of a process that shares the work")
    asked.add_argument("--files", type=int, default=24, help="of a thousand lines each")
    asked.add_argument("--invented", type=float, default=0.25, help="share of the words that are in no language")
    options = asked.parse_args()
    draw_all(options.folder, seed=options.seed, invented=options.invented, files=options.files)
