"""Make ``assets/meaning/reading.npz``: the networks that read a question and a passage together.

    CAFE_MEANING_MODEL=FOLDER python -m scripts.reading.train [--kept FOLDER] [--left-out N]

The model is multilingual-e5-small, which stays as it is: what its layers make of each text is looked up once (some
minutes; ``--kept`` keeps that) and the networks are taught on it, in half an hour on two cores. With ``--left-out``
one is taught without every Nth cluster of exercises, and what it makes of these is told instead of written.
"""

import argparse
import pickle
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from modalities.meaning import transformers
from modalities.meaning._reading import COSINE_SPREAD, COSINE_USUAL, FILE, LAYERS, SPREAD, TRIAL, USUAL
from scripts.reading.exercises import Cluster, clusters
from settings import Settings

WIDTH = 384  # of the model
INNER = 128
DROPPED = 0.3
STEP = 1e-3
DECAY = 1e-2
EPOCHS = 8
NETWORKS = 2
WARM_UP = 100  # steps
TOGETHER = 11  # questions of one cluster
CLUSTERS = 3  # in a batch
NOTHING = -1e4  # before a softmax

Texts = dict[str, NDArray[np.float16]]
"""As the model's layers have each text: shape (tokens, layers, width)."""


class Network(nn.Module):
    """A network of ``modalities.meaning._reading.Reading``, for many pairs at once and to be taught."""

    def __init__(self, width: int = WIDTH) -> None:
        super().__init__()
        self.words = nn.Linear(width * len(LAYERS), INNER)
        self.seeks, self.offers = nn.Linear(INNER, INNER), nn.Linear(INNER, INNER)
        self.trust = nn.Parameter(torch.tensor([4.0, 1.0]))
        self.compared = nn.ModuleList([nn.Linear(4 * INNER, INNER) for _side in ("asked", "passage")])
        self.counts = nn.ModuleList([nn.Linear(INNER, 1) for _side in ("asked", "passage")])
        self.weighed, self.answers = nn.Linear(6 * INNER + len(USUAL), INNER), nn.Linear(INNER, 1)
        self.dropped = nn.Dropout(DROPPED)

    def forward(self, asked: Tensor, passages: Tensor, pairs: tuple[list[int], list[int]]) -> Tensor:
        """The log odds of pairs, each the row of a question and that of a passage.

        Both of shape (texts, tokens, layers, width), zeros behind the end of a text.
        """
        (q, ql, qm), (t, tl, tm) = self._words(asked, pairs[0]), self._words(passages, pairs[1])
        cosines = (ql @ tl.transpose(1, 2)).detach().float()
        attention = self.trust[1] * (self.seeks(q).tanh() @ self.offers(t).tanh().transpose(1, 2)) / INNER**0.5
        attention = attention.float() + self.trust[0] * (cosines - COSINE_USUAL) * COSINE_SPREAD
        beside_q = attention.masked_fill(~tm[:, None, :], NOTHING).softmax(2).to(t.dtype) @ t
        beside_t = attention.masked_fill(~qm[:, :, None], NOTHING).softmax(1).transpose(1, 2).to(q.dtype) @ q
        near = _nearness(ql, qm, tl, tm, cosines)
        seen = [self._summed(0, q, beside_q, qm), self._summed(1, t, beside_t, tm), near]
        told: Tensor = self.answers(self.dropped(self.weighed(torch.cat(seen, -1)).relu()))
        return told[:, 0].float()

    def _words(self, layers: Tensor, rows: list[int]) -> tuple[Tensor, Tensor, Tensor]:
        mask = layers.abs().sum((2, 3)) > 0
        even = functional.layer_norm(layers, layers.shape[2:])
        told = self.words(self.dropped(even.flatten(2)))
        return told[rows], functional.normalize(layers[:, :, -1], dim=-1)[rows], mask[rows]

    def _summed(self, side: int, words: Tensor, beside: Tensor, mask: Tensor) -> Tensor:
        compared = torch.cat([words, beside, words - beside, words * beside], -1)
        seen = self.dropped(self.compared[side](compared).relu()).float()
        empty = ~mask[:, :, None]
        weights = self.counts[side](seen).float().masked_fill(empty, NOTHING).softmax(1)
        mean = (seen * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return torch.cat([mean, seen.masked_fill(empty, NOTHING).max(1).values, (weights * seen).sum(1)], -1)

    def arrays(self, number: int = 0) -> dict[str, NDArray[np.float16]]:
        """As ``Reading`` takes them: those of one of its networks."""
        named = {"words": self.words, "seeks": self.seeks, "offers": self.offers}
        named |= {"weighed": self.weighed, "answers": self.answers}
        for n, side in enumerate(("asked", "passage")):
            named |= {f"{side} compared": self.compared[n], f"{side} counts": self.counts[n]}  # type: ignore[dict-item] # torch types no list of modules
        found = {f"{name} weights": layer.weight.T for name, layer in named.items()}
        found |= {f"{name} biases": layer.bias for name, layer in named.items()}
        found["trust"] = self.trust
        return {f"{number} {name}": np.asarray(told.detach().numpy(), np.float16) for name, told in found.items()}


def _nearness(ql: Tensor, qm: Tensor, tl: Tensor, tm: Tensor, cosines: Tensor) -> Tensor:
    whole = [functional.normalize((words * mask[:, :, None]).sum(1), dim=-1) for words, mask in ((ql, qm), (tl, tm))]
    nearest = cosines.masked_fill(~tm[:, None, :], -1).max(2).values
    back = cosines.masked_fill(~qm[:, :, None], -1).max(1).values
    signs = [
        (whole[0] * whole[1]).sum(-1),
        (nearest * qm).sum(1) / qm.sum(1),
        nearest.masked_fill(~qm, 9).min(1).values,
        (back * tm).sum(1) / tm.sum(1),
    ]
    return (torch.stack(signs, 1) - torch.tensor(USUAL)) * torch.tensor(SPREAD)


def taught(exercises: Sequence[Cluster], asked: Texts, told: Texts, *, epochs: int = EPOCHS, seed: int = 0) -> Network:
    """A network that was taught on exercises, of whose texts the layers are given."""
    chance = random.Random(seed)  # noqa: S311, the same network each time
    torch.manual_seed(seed)
    network = Network()
    learning = torch.optim.AdamW(network.parameters(), lr=STEP, weight_decay=DECAY)
    steps = epochs * len(_batches(exercises, random.Random(seed)))  # noqa: S311
    step = 0
    for epoch in range(epochs):
        lost = []
        for batch in _batches(exercises, chance):
            for group in learning.param_groups:
                group["lr"] = STEP * min(1.0, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
            odds, right = _asked(network, batch, asked, told)
            loss = functional.binary_cross_entropy_with_logits(odds, right)
            learning.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call] # torch's own
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            learning.step()
            lost.append(loss.item())
            step += 1
        _say(f"{epoch + 1} of {epochs}: {np.mean(lost):.3f}")
    return network.eval()


Batch = list[tuple[Cluster, list[tuple[str, int | None]]]]


def _batches(exercises: Sequence[Cluster], chance: random.Random) -> list[Batch]:
    """Some questions of some clusters at a time: the threads of a cluster are looked at once for all of them."""
    parts: Batch = []
    for cluster in exercises:
        questions = cluster.questions
        chance.shuffle(questions)
        parts += [(cluster, questions[at : at + TOGETHER]) for at in range(0, len(questions), TOGETHER)]
    chance.shuffle(parts)
    return [parts[at : at + CLUSTERS] for at in range(0, len(parts), CLUSTERS)]


def _asked(network: Network, batch: Batch, asked: Texts, told: Texts) -> tuple[Tensor, Tensor]:
    """The log odds of each question of a batch beside each thread of its cluster, and whether it answers."""
    questions = [question for _cluster, some in batch for question, _thread in some]
    threads = [thread.whole for cluster, _some in batch for thread in cluster.threads]
    rows, columns, right = list[int](), list[int](), list[float]()
    row = column = 0
    for cluster, some in batch:
        for _question, answer in some:
            for n in range(len(cluster.threads)):
                rows.append(row)
                columns.append(column + n)
                right.append(float(n == answer))
            row += 1
        column += len(cluster.threads)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        odds = network(
            _padded([asked[one] for one in questions]), _padded([told[one] for one in threads]), (rows, columns)
        )
    return odds, torch.tensor(right)


def _padded(texts: Sequence[NDArray[np.float16]]) -> Tensor:
    padded = torch.zeros(len(texts), max(map(len, texts)), *texts[0].shape[1:])
    for row, text in zip(padded, texts, strict=True):
        row[: len(text)] = torch.from_numpy(text.astype(np.float32))
    return padded


def main() -> None:
    """Look up, teach, and write or tell."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--kept", type=Path, help="where what the model makes of the texts is kept")
    given.add_argument("--left-out", type=int, default=0, metavar="N")
    options = given.parse_args()
    exercises = clusters()
    settings = Settings()
    embedder = transformers.load(settings.meaning_model, settings.model_folders, quick=False)
    asked, told = _looked_up(embedder, exercises, options.kept)
    if options.left_out:
        out = exercises[:: options.left_out]
        network = taught([one for one in exercises if one not in out], asked, told)
        _tell(network, out, asked, told)
        return
    FILE.parent.mkdir(exist_ok=True)
    saved: dict[str, Any] = {TRIAL: np.asarray(embedder.trial, np.float16)}
    for number in range(NETWORKS):
        saved |= taught(exercises, asked, told, seed=number).arrays(number)
    np.savez_compressed(FILE, **saved)


def _looked_up(
    embedder: transformers.Transformer, exercises: Sequence[Cluster], kept: Path | None
) -> tuple[Texts, Texts]:
    file = kept / "exercises.pickle" if kept is not None else None
    if file is not None and file.is_file():
        found: tuple[Texts, Texts] = pickle.loads(file.read_bytes())  # noqa: S301, this script wrote it
        return found
    asked = _layers(embedder.layers_of_questions, [one for cluster in exercises for one, _thread in cluster.questions])
    told = _layers(embedder.layers_of_passages, [one.whole for cluster in exercises for one in cluster.threads])
    if file is not None:
        file.write_bytes(pickle.dumps((asked, told)))
    return asked, told


def _layers(look: Any, texts: Sequence[str]) -> Texts:
    at_once = 512  # then what the model makes of them fits into memory before it is made smaller
    found: Texts = {}
    for at in range(0, len(texts), at_once):
        some = texts[at : at + at_once]
        found |= {text: layers.astype(np.float16) for text, layers in zip(some, look(some), strict=True)}
    return found


def _tell(network: Network, exercises: Sequence[Cluster], asked: Texts, told: Texts) -> None:
    """How often what answers comes first, and how well questions with an answer are told from those without."""
    first, best, has = [], [], []
    for cluster in exercises:
        questions = cluster.questions
        with torch.inference_mode():
            odds = _asked(network, [(cluster, questions)], asked, told)[0].reshape(len(questions), -1).numpy()
        first += [odds[n].argmax() == answer for n, (_question, answer) in enumerate(questions) if answer is not None]
        best += odds.max(1).tolist()
        has += [answer is not None for _question, answer in questions]
    with_answer, without = np.array(best)[np.array(has)], np.array(best)[~np.array(has)]
    told_apart = (with_answer[:, None] > without[None]).mean()
    _say(f"{len(has)} questions: the right thread first {np.mean(first):.3f}, told apart {told_apart:.3f}")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
