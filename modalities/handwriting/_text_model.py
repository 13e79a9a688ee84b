"""How likely a text is, letter by letter: what lets us prefer one of a recogniser's readings to another.

It is a character model with back-off (Witten and Bell 1991) over the words of the lexicon, and at the end of each word
the word's own frequency where the lexicon has it. It never proposes anything: it judges what a recogniser read.
"""

import math
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzàâäçèéêëîïôöùûüÿœæ'")
_ORDER = 5  # a letter is judged by the four before it
_START, _END = "^", "$"
_DAMPED = 0.7  # frequent words would drown all others: counts are frequencies to this power
_SMOOTHING = 270.0  # pseudo-count of each letter that was seen, in the unit of the damped counts
_ANY_LETTER = 0.15  # share of the words that are spelled like no word of the lexicon: names, slang, slips of the pen

# Costs, in natural logarithms, of what the lexicon says nothing of. Tuned by hand on half of the writers.
_UNKNOWN_WORD = 2.0
_UNKNOWN_LETTER = 9.0
_CAPITAL_FIRST = 2.0  # at the beginning of a line or after a full stop
_CAPITAL_LATER = 3.0
_CAPITAL_AFTER_CAPITAL = 0.5
_CAPITAL_INSIDE = 6.0
_DIGIT = math.log(10)
_FIRST_DIGIT = 2.0
_DIGIT_BESIDE_LETTER = 5.0
_END_OF_NUMBER = 1.0
_SPACE = 1.0
_SPACE_OUT_OF_PLACE = 4.0  # « l’ été », « peut- être », « non , »
_PUNCTUATION = 3.5
_RARE_SIGN = 6.0

_USUAL = frozenset(".,?!:;'’-")
_WITH_NUMBERS = frozenset("€%,.:h")
_ENDS_SENTENCE = frozenset(".?!…")
_NEVER_AFTER_SPACE = frozenset(".,")
_ELIDED, _HYPHEN = "'", "-"  # what stands before a word that it is joined to
_ELISIONS = frozenset(
    ("l", "d", "j", "n", "s", "t", "c", "m", "qu", "lorsqu", "puisqu", "jusqu", "quelqu", "quoiqu", "presqu", "entr")
)


class State(NamedTuple):
    """What has been read of the word in hand, and what stood before it."""

    word: str
    letters: float
    """Log probability of its letters so far."""
    before: str


START = State("", 0.0, ".")


class TextModel:
    """Judges texts written in a language. It may be asked by several threads at once."""

    def __init__(self, words: Mapping[str, float]) -> None:
        self._words = words
        self._counts = _counts(words)
        self._after: dict[str, dict[str, float]] = {}
        self._steps: dict[tuple[State, str], tuple[State, float]] = {}

    def step(self, state: State, sign: str) -> tuple[State, float]:
        """The state after one more sign, and the log probability of that sign there."""
        found = self._steps.get((state, sign))
        if found is None:
            if len(self._steps) > 300_000:  # some 60 MB
                self._steps.clear()
            found = self._steps[state, sign] = self._step(state, sign)
        return found

    def end(self, state: State) -> float:
        """The log probability that the word in hand ends here."""
        word = state.word
        if not word:
            return 0.0
        if word.isdecimal():
            return -_END_OF_NUMBER
        low = _as_in_lexicon(word)
        end = self._letter(low, _END)
        known = self._words.get(low)
        if known is None:
            return end - _UNKNOWN_WORD
        return max(known, state.letters + end) - state.letters

    def judge(self, text: str) -> float:
        """The log probability of a whole text."""
        state, total = START, 0.0
        for sign in text:
            state, likely = self.step(state, sign)
            total += likely
        return total + self.end(state)

    def _step(self, state: State, sign: str) -> tuple[State, float]:
        if sign.isalpha():
            return self._letter_step(state, sign)
        if sign in "'’" and state.word:
            return self._apostrophe_step(state, sign)
        if sign.isdecimal():
            return _digit_step(state, sign)
        return self._sign_step(state, sign)

    def _letter_step(self, state: State, sign: str) -> tuple[State, float]:
        likely = self._letter(_as_in_lexicon(state.word), _as_in_lexicon(sign))
        cost = _cost_of_case(state, sign)
        if state.word[-1:].isdecimal():
            cost += 1.0 if sign in _WITH_NUMBERS else _DIGIT_BESIDE_LETTER
        return State(state.word + sign, state.letters + likely, state.before), likely - cost

    def _apostrophe_step(self, state: State, sign: str) -> tuple[State, float]:
        """After « l’ » or « qu’ » a new word begins; « don’t » and « aujourd’hui » are words of the lexicon."""
        if state.word.lower() in _ELISIONS:
            return State("", 0.0, _ELIDED), -_SPACE
        likely = self._letter(_as_in_lexicon(state.word), "'")
        return State(state.word + sign, state.letters + likely, state.before), likely

    def _sign_step(self, state: State, sign: str) -> tuple[State, float]:
        ended = self.end(state)
        if sign == " ":
            before = "." if state.before in _ENDS_SENTENCE and not state.word else " "
            is_joined = not state.word and state.before in (_ELIDED, _HYPHEN)
            return State("", 0.0, before), ended - (_SPACE_OUT_OF_PLACE if is_joined else _SPACE)
        if sign in _WITH_NUMBERS and state.word.isdecimal():
            return State("", 0.0, sign), ended - _SPACE
        cost = _PUNCTUATION if sign in _USUAL else _RARE_SIGN
        if sign in _NEVER_AFTER_SPACE and not state.word and state.before == " ":
            cost += _SPACE_OUT_OF_PLACE
        is_hyphen = sign == "-" and state.word != ""
        return State("", 0.0, _HYPHEN if is_hyphen else sign), ended - cost

    def _letter(self, before: str, letter: str) -> float:
        return self._distribution((_START + before)[1 - _ORDER :]).get(letter, -_UNKNOWN_LETTER)

    def _distribution(self, history: str) -> dict[str, float]:
        found = self._after.get(history)
        if found is None:
            any_letter = _ANY_LETTER / (len(LETTERS) + 1)
            chances = self._chances(history)
            found = self._after[history] = {
                letter: math.log((1 - _ANY_LETTER) * chance + any_letter) for letter, chance in chances.items()
            }
        return found

    def _chances(self, history: str) -> dict[str, float]:
        """Witten and Bell: what a shorter history says, mixed in where this one was seen seldom."""
        seen = self._counts.get(history, {})
        if not history:
            whole = sum(seen.values()) or 1.0
            everything = (*LETTERS, _END)
            return {one: 0.99 * seen.get(one, 0.0) / whole + 0.01 / len(everything) for one in everything}
        shorter = self._chances(history[1:])
        if not seen:
            return shorter
        whole = sum(seen.values())
        kept = whole / (whole + _SMOOTHING * len(seen))
        chances = {letter: (1 - kept) * chance for letter, chance in shorter.items()}
        for letter, count in seen.items():
            chances[letter] += kept * count / whole
        return chances


def _counts(words: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """How often each letter follows each history of at most four."""
    counts: dict[str, dict[str, float]] = {}
    for word, likely in words.items():
        if not LETTERS.issuperset(word):
            continue
        count = math.exp(_DAMPED * (likely + math.log(1e8)))
        spelled = f"{_START}{word}{_END}"
        for index in range(1, len(spelled)):
            for length in range(min(_ORDER, index + 1)):
                after = counts.setdefault(spelled[index - length : index], {})
                after[spelled[index]] = after.get(spelled[index], 0.0) + count
    return counts


def _as_in_lexicon(word: str) -> str:
    return word.lower().replace("’", "'")


def _cost_of_case(state: State, sign: str) -> float:
    word = state.word
    if not sign.isupper():
        return _CAPITAL_INSIDE if len(word) > 1 and word[-1].isupper() and word[-2].isupper() else 0.0
    if not word:
        return _CAPITAL_FIRST if state.before in _ENDS_SENTENCE else _CAPITAL_LATER
    return _CAPITAL_AFTER_CAPITAL if word.isupper() else _CAPITAL_INSIDE


def _digit_step(state: State, sign: str) -> tuple[State, float]:
    cost = _DIGIT
    if not state.word[-1:].isdecimal():
        cost += _DIGIT_BESIDE_LETTER if state.word else _FIRST_DIGIT
    return State(state.word + sign, state.letters - cost, state.before), -cost


@cache
def text_model(language: str | None) -> TextModel:
    """The model of a language; takes a second the first time, in which other threads go on."""
    from modalities.handwriting._lexicon import word_log_probabilities

    return TextModel(word_log_probabilities(language))
