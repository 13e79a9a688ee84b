"""From what a network says of each column of a picture to texts: connectionist temporal classification.

Prefix beam search (Hannun et al. 2014, « First-Pass Large Vocabulary Continuous Speech Recognition using Bi-Directional
Recurrent DNNs »), in which a text model may weigh in.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from modalities.handwriting._text_model import START, State, TextModel

_NEVER = -1e30
_SURE_BLANK = 0.9995  # such a column says nothing: half of them are
_UNLIKELY = 1e-3  # signs under this chance are not followed
_MOST_SIGNS = 8  # followed in one column: with all of them reading takes twice as long, and reads the same
_LONGEST = 400  # signs of one line


class Reading(NamedTuple):
    """One text that the columns may be read as."""

    text: str
    columns: tuple[int, ...]
    """The column in which each sign begins."""
    likely: float
    """Log probability of the text by the columns alone."""
    total: float
    """The same, with what the text model says of it."""


class _Beam(NamedTuple):
    blank: float
    """Log probability of the paths that end in a blank."""
    sign: float
    """Likewise in the last sign of the text."""
    state: State
    judged: float
    columns: tuple[int, ...]


def first_reading(chances: NDArray[np.float32], signs: Sequence[str]) -> Reading:
    """The network's own reading: the likeliest sign of each column, repetitions and blanks left out.

    ``chances`` has the shape (columns, signs); sign 0 is the blank.
    """
    best = [int(sign) for sign in chances.argmax(axis=1)]
    starts = [at for at, sign in enumerate(best) if sign and (at == 0 or best[at - 1] != sign)][:_LONGEST]
    likely = float(np.log(np.maximum(chances.max(axis=1), 1e-9)).sum())
    return Reading("".join(signs[best[at]] for at in starts), tuple(starts), likely, likely)


def readings(
    chances: NDArray[np.float32],
    signs: Sequence[str],
    *,
    model: TextModel,
    width: int = 16,
    weight: float = 0.6,
    bonus: float = 1.2,
) -> list[Reading]:
    """At most ``width`` readings, best first. ``bonus`` makes up for what the model takes from each sign."""
    beams = {"": _Beam(0.0, _NEVER, START, 0.0, ())}
    for at, column in enumerate(chances):
        blank = math.log(max(float(column[0]), 1e-9))
        if column[0] > _SURE_BLANK:
            beams = {
                text: one._replace(blank=_sum(one.blank, one.sign) + blank, sign=_NEVER) for text, one in beams.items()
            }
            continue
        likely = np.argsort(-column)[:_MOST_SIGNS]
        here = [(signs[sign], math.log(column[sign])) for sign in likely.tolist() if sign and column[sign] > _UNLIKELY]
        beams = _grown(beams, at, blank, here, model, weight, bonus)
        if len(beams) > width:
            beams = dict(sorted(beams.items(), key=_standing, reverse=True)[:width])
    found = [_finished(text, beam, model, weight) for text, beam in beams.items()]
    return sorted(found, key=lambda one: -one.total)


def _sum(one: float, other: float) -> float:
    """log(exp(one) + exp(other))."""
    high, low = (one, other) if one > other else (other, one)
    return high if low - high < -40 else high + math.log1p(math.exp(low - high))


def _standing(item: tuple[str, _Beam]) -> float:
    beam = item[1]
    return _sum(beam.blank, beam.sign) + beam.judged


def _grown(
    beams: dict[str, _Beam],
    at: int,
    blank: float,
    here: Sequence[tuple[str, float]],
    model: TextModel,
    weight: float,
    bonus: float,
) -> dict[str, _Beam]:
    """The beams after one more column."""
    grown: dict[str, _Beam] = {}
    for text, beam in beams.items():
        either = _sum(beam.blank, beam.sign)
        last, again = text[-1:], _NEVER
        for sign, likely in here:
            if sign == last:
                again = beam.sign + likely
                added = beam.blank + likely
            else:
                added = either + likely
            if (sign == " " and last in ("", " ")) or len(text) >= _LONGEST:
                continue
            longer = text + sign
            known = grown.get(longer)
            if known is not None:
                grown[longer] = known._replace(sign=_sum(known.sign, added))
                continue
            state, judged = model.step(beam.state, sign)
            grown[longer] = _Beam(_NEVER, added, state, beam.judged + weight * judged + bonus, (*beam.columns, at))
        known = grown.get(text)
        if known is None:
            grown[text] = beam._replace(blank=either + blank, sign=again)
        else:  # a shorter beam has just grown into this text
            grown[text] = beam._replace(blank=_sum(known.blank, either + blank), sign=_sum(known.sign, again))
    return grown


def _finished(text: str, beam: _Beam, model: TextModel, weight: float) -> Reading:
    likely = _sum(beam.blank, beam.sign)
    return Reading(text, beam.columns, likely, likely + beam.judged + weight * model.end(beam.state))
