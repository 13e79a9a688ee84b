"""Tune the last stages of RapidOCR's network on lines that look written by hand, and store what that changed.

CTC (Graves et al., 2006), AdamW (Loshchilov & Hutter, 2019) with a rate that falls to nothing, and of the weights the
exponential mean over the steps, which reads better than the last ones. The statistics of batch normalisation stay.
"""

import argparse
import hashlib
import json
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from rapidfuzz.distance import Levenshtein
from torch import Tensor

from benchmarks.handwriting import is_editing_gesture
from modalities.handwriting import Hand, Ink, read_inks
from modalities.handwriting._drawing import HEIGHT, draw_line
from modalities.handwriting._tuning import FILE, differences_to, packed
from modalities.handwriting.rapidocr import model_file, network_of
from scripts.handwriting import letters
from scripts.handwriting.lines import Line
from scripts.handwriting.network import Network, stem
from scripts.handwriting.pictures import Grey

RATE, WARM_UP, BATCH, OLD_LETTERS = 8e-5, 1500, 24, 0.08
"""A rate of 2e-4 forgot more than it learnt. With a quarter of old letters, joined modern hands were read worse."""
_WIDTHS = 64  # pixels; fewer widths are faster
_WIDEST = 960  # pixels
_CLIPPED = 2.0  # norm of the gradient


class Tuning:
    """The network while it is tuned."""

    def __init__(self, onto: Path | None = None) -> None:
        """``onto`` is what a former tuning stored."""
        import onnxruntime

        self.model, self.signs = network_of(model_file(), tuned=False)
        self.network = Network(self.model)
        self.tuned = dict(self.network.weights())
        self.before = {name: weights.detach().clone() for name, weights in self.tuned.items()}
        self.model_sum = hashlib.sha256(model_file().read_bytes()).hexdigest()
        for name, difference in (differences_to(self.model_sum, onto) if onto else {}).items():
            self.tuned[name].data.add_(torch.from_numpy(difference))
        self.mean = {name: weights.detach().clone() for name, weights in self.tuned.items()}
        self._stem = onnxruntime.InferenceSession(stem(self.model, self.network.feed).SerializeToString())
        self._optimiser = torch.optim.AdamW(self.tuned.values(), lr=RATE, weight_decay=0.01)
        self._loss = torch.nn.CTCLoss(blank=0, zero_infinity=True)
        self.seen = 0

    def logits(self, pictures: Sequence[Grey]) -> Tensor:
        """Shape (pictures, columns, signs)."""
        width = -(-max(picture.shape[1] for picture in pictures) // _WIDTHS) * _WIDTHS
        filled = np.zeros((len(pictures), 3, HEIGHT, width), np.float32)
        for number, picture in enumerate(pictures):
            filled[number, :, :, : picture.shape[1]] = picture.astype(np.float32) / 127.5 - 1.0
        features = torch.from_numpy(self._stem.run(None, {self.model.graph.input[0].name: filled})[0])
        logits: Tensor = self.network(features)
        return logits

    def learn(self, lines: Sequence[Line], *, of: int) -> float:
        """One step; the loss before it. ``of`` is how many lines are learnt from in all."""
        for group in self._optimiser.param_groups:
            group["lr"] = RATE * min(1.0, self.seen / WARM_UP + 0.05) * max(0.0, 1 - self.seen / of) ** 0.8 + 1e-6
        chances = self.logits([picture for _text, picture in lines]).log_softmax(2)
        texts = [torch.tensor([self.signs.index(sign) for sign in text]) for text, _picture in lines]
        columns, lengths = torch.full((len(lines),), chances.shape[1]), torch.tensor([len(text) for text in texts])
        loss = self._loss(chances.transpose(0, 1), torch.cat(texts), columns, lengths)
        self._optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.tuned.values(), _CLIPPED)
        self._optimiser.step()
        keeps = min(0.998, self.seen / (self.seen + 2000.0))
        for name, weights in self.tuned.items():
            self.mean[name].mul_(keeps).add_(weights.detach(), alpha=1 - keeps)
        self.seen += len(lines)
        return float(loss.detach())

    def differences(self) -> dict[str, np.ndarray]:
        return {name: (mean - self.before[name]).numpy() for name, mean in self.mean.items()}

    @torch.no_grad()
    def errors(self, lines: Sequence[Line]) -> float:
        """The share of signs misread by the mean weights, without the words of a language."""
        now = {name: weights.detach().clone() for name, weights in self.tuned.items()}
        self._take(self.mean)
        edits = sum(Levenshtein.distance(_plain(self._read(picture)), _plain(text)) for text, picture in lines)
        self._take(now)
        return edits / sum(len(text) for text, _picture in lines)

    def _take(self, weights: dict[str, Tensor]) -> None:
        for name, values in weights.items():
            self.tuned[name].data.copy_(values)

    def _read(self, picture: Grey) -> str:
        best = self.logits([picture])[0].argmax(1)
        return "".join(
            self.signs[sign] for sign, former in zip(best, [0, *best[:-1]], strict=True) if sign not in (0, former)
        )


def _plain(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'")


def batches(folder: Path, old_letters: Sequence[Line], signs: Sequence[str]) -> Iterator[list[Line]]:
    """Lines of about one width together; the files of drawn lines come round and round."""
    known = set(signs)
    while True:
        for file in sorted(folder.glob("train-*.pkl")):
            drawn: list[Line] = pickle.loads(file.read_bytes())  # noqa: S301 - written by lines.py
            old = random.choices(old_letters, k=int(len(drawn) * OLD_LETTERS)) if old_letters else []  # noqa: S311
            lines = [*drawn, *((text, varied(picture)) for text, picture in old)]
            lines = [
                (text, picture) for text, picture in lines if known.issuperset(text) and picture.shape[1] <= _WIDEST
            ]
            lines.sort(key=lambda line: line[1].shape[1] + random.uniform(-20, 20))  # noqa: S311
            cut = [lines[start : start + BATCH] for start in range(0, len(lines), BATCH)]
            random.shuffle(cut)
            yield from cut


def varied(picture: Grey) -> Grey:
    """The same line as another pen or another lens would have shown it."""
    width, dice = picture.shape[1], random.random()  # noqa: S311
    uniform, gauss = random.uniform, random.gauss
    affine = np.array([[uniform(0.85, 1.15), uniform(-0.2, 0.2), 0], [gauss(0, 0.008), uniform(0.85, 1.1), 0]])
    affine[0, 2] = 4 - affine[0, 1] * HEIGHT / 2
    affine[1, 2] = HEIGHT / 2 * (1 - affine[1, 1]) - affine[1, 0] * width / 2
    moved = cv2.warpAffine(picture, affine, (int(width * affine[0, 0]) + 10, HEIGHT), borderValue=255)
    if dice < 0.2:
        moved = cv2.erode(moved, np.ones((2, 2), np.uint8))
    elif dice < 0.35:
        moved = cv2.GaussianBlur(moved, (0, 0), 0.7)
    elif dice < 0.5:
        moved = np.clip(255 - (255 - moved.astype(np.float32)) * uniform(0.6, 1.3), 0, 255)
    return np.asarray(moved, np.uint8)


def inks(data: Path, name: str) -> list[Line]:
    """The words and lines of a set of inks, to look at only."""
    rows = [json.loads(row) for row in (data / "ink" / f"{name}.jsonl").read_text("utf-8").splitlines()]
    lines = []
    for row in rows:
        if row["level"] in ("word", "line") and not is_editing_gesture(row):
            (ink,) = read_inks(json.dumps({"strokes": row["strokes"]}).encode(), name=name)
            assert isinstance(ink, Ink), ink
            lines.append((row["text"], draw_line(ink.strokes, Hand()).picture))
    return lines


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path, help="where lines.py has drawn")
    asked.add_argument("--lines", type=int, default=36_000, help="how many to learn from")
    asked.add_argument("--onto", type=Path, help="go on from what was stored there")
    asked.add_argument("--out", type=Path, default=FILE)
    options = asked.parse_args()
    random.seed(1)
    torch.manual_seed(1)
    cv2.setNumThreads(1)
    tuning, begun = Tuning(options.onto), time.monotonic()
    looked_at = {"held-out typefaces": pickle.loads((options.folder / "held-out.pkl").read_bytes())[:150]}  # noqa: S301
    old: list[Line] = []
    if letters.DATA.is_dir():
        old = letters.learnt_from()
        looked_at |= {name: inks(letters.DATA, name) for name in ("wacom", "myscript")}
    print(f"{len(old)} old letters; {sum(weights.numel() for weights in tuning.tuned.values())} weights")  # noqa: T201
    losses: list[float] = []
    for number, lines in enumerate(batches(options.folder, old, tuning.signs)):
        if number % 250 == 0 or tuning.seen >= options.lines:
            said = ", ".join(f"{name} {tuning.errors(some):.1%}" for name, some in looked_at.items())
            loss = float(np.mean(losses[-100:] or [0]))
            print(f"{time.monotonic() - begun:.0f} s, {tuning.seen} lines, loss {loss:.3f}: {said}", flush=True)  # noqa: T201
            options.out.parent.mkdir(parents=True, exist_ok=True)
            options.out.write_bytes(packed(tuning.differences(), sha256=tuning.model_sum))
        if tuning.seen >= options.lines:
            return
        losses.append(tuning.learn(lines, of=options.lines))


if __name__ == "__main__":
    main()
