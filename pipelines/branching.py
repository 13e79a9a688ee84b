"""Where the steps of an answer branch: « si le voyant est rouge, …, sinon … ».

Only what a source says, word for word: every node is a piece of its quote, no condition is turned round, and where the
words can be understood in two ways there is no diagram. « Sinon » also threatens (« sinon vous perdrez tout ») and
follows chatter; so it must be an order, and stand right after what it is the other side of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from modalities.picture import Diagram, Edge, Node, When
from pipelines.branch_words import (
    ACTION_IF,
    AFTERWARDS,
    ASKS,
    ASKS_WHICH,
    CUT,
    ELSE,
    IF,
    IT,
    NO,
    NO_CONDITION,
    SI,
    STATE,
    UNSURE,
    WHEN,
    YES,
    YES_OR_NO,
)
from pipelines.extracting import is_order
from pipelines.quoting import Sentence, sentences_of
from vocabulary import Answer

MOST_NODES = 10
_LONGEST_CONDITION = 120
_LONGEST_ACTION = 200
"""Characters beyond which a node is no node but a tale."""
_BETWEEN = 2
"""Orders that may stand between what a condition asks for and its « sinon »."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """A piece of a sentence, between semicolons or before a « sinon »."""

    words: str
    sentence: int


@dataclass(slots=True)
class _Way:
    """A condition and what to do where it holds."""

    condition: str
    actions: list[str]


@dataclass(slots=True)
class _Branch:
    ways: list[_Way]
    otherwise: list[str] = field(default_factory=list)
    sentences: set[int] = field(default_factory=set)

    def is_whole(self) -> bool:
        """Whether it says what to do in at least two cases."""
        return len(self.ways) + bool(self.otherwise) >= 2

    def is_sure(self) -> bool:
        conditions = [way.condition for way in self.ways]
        actions = [action for way in self.ways for action in way.actions] + self.otherwise
        return (
            all(2 < len(words) <= _LONGEST_CONDITION for words in conditions)
            and all(2 < len(words) <= _LONGEST_ACTION for words in actions)
            and not any(UNSURE.search(words) for words in (*conditions, *actions))
            and not any(re.search(rf"\s{SI}", words, re.I) for words in actions)
            and len(conditions) + len(actions) <= MOST_NODES
        )


def diagram_of(answer: Answer) -> Diagram | None:
    """The first branch that a source of the answer tells; None where none does, or not surely."""
    if not answer.known:
        return None
    return next((found for source in answer.sources if (found := diagram_in(source.quote))), None)


def diagram_in(text: str) -> Diagram | None:
    """The first branch in a text. Every node of it is a piece of the text."""
    sentences = sentences_of(text)
    clauses = [clause for place, sentence in enumerate(sentences) for clause in _clauses(sentence, place)]
    for at in range(len(clauses)):
        branch = _asked(clauses, at) or _conditional(clauses, at)
        if branch and branch.is_whole() and branch.is_sure():
            return _drawn(branch, sentences)
    return None


def _clauses(sentence: Sentence, place: int) -> Iterator[_Clause]:
    for words in CUT.split(sentence.words):
        if words.strip():
            yield _Clause(words.strip(), place)


def _asked(clauses: Sequence[_Clause], at: int) -> _Branch | None:
    """A question and its two answers: « Le voyant est-il rouge ? Oui : … Non : … »."""
    if at + 2 >= len(clauses):
        return None
    question, first, second = clauses[at : at + 3]
    if not YES_OR_NO.fullmatch(question.words) or ASKS_WHICH.search(question.words):
        return None
    for one, other in ((first, second), (second, first)):
        yes, no = YES.fullmatch(one.words), NO.fullmatch(other.words)
        if yes and no:
            ways = [_Way(question.words, [_trimmed(yes["action"])])]
            sentences = {clause.sentence for clause in (question, first, second)}
            return _Branch(ways, [_trimmed(no["action"])], sentences)
    return None


def _conditional(clauses: Sequence[_Clause], at: int) -> _Branch | None:
    """A condition and what else may be: « Si …, … ; s’il …, … ; sinon … »."""
    first = _way(clauses[at].words) or _way_told_after(clauses, at)
    if first is None or _leans_on_another(first.condition, clauses[:at]):
        return None
    branch = _Branch([first], sentences={clauses[at].sentence})
    for place in range(at + 1, len(clauses)):
        clause = clauses[place]
        other = ELSE.fullmatch(clause.words)
        if other:
            further = _way(other["action"])
            if further is None:
                if not is_order(other["action"]):
                    return None
                branch.otherwise = [_trimmed(other["action"])]
        else:
            further = _way(clause.words)
            if further and not _is_instead(branch.ways[0].condition, further.condition):
                break
        if further:
            branch.ways.append(further)
        elif not other:
            if not (is_order(clause.words) and _other_side_comes(clauses, place + 1, first.condition)):
                break
            branch.ways[-1].actions.append(_trimmed(clause.words))
        branch.sentences.add(clause.sentence)
        if branch.otherwise:
            break
    only_when = [way for way in branch.ways if re.match(WHEN, way.condition, re.I)]
    return branch if not only_when or branch.otherwise else None


def _way(words: str) -> _Way | None:
    found = IF.fullmatch(words)
    if found is None or NO_CONDITION.match(found["condition"]):
        return None
    return _Way(_trimmed(found["condition"]), [_trimmed(found["action"])])


def _leans_on_another(condition: str, before: Sequence[_Clause]) -> bool:
    """Whether « s’il est orange » is the second of two conditions, and alone would tell half of them."""
    found = STATE.match(condition)
    says_it = found is not None and IT.fullmatch(found["about"].strip())
    return bool(says_it) and any(IF.fullmatch(clause.words) for clause in before)


def _way_told_after(clauses: Sequence[_Clause], at: int) -> _Way | None:
    """« Commandez une carte si le défaut la suit, sinon … »: the other side must be in the same sentence."""
    found = ACTION_IF.fullmatch(clauses[at].words)
    is_followed = at + 1 < len(clauses) and clauses[at + 1].sentence == clauses[at].sentence
    if found is None or not is_followed or not ELSE.fullmatch(clauses[at + 1].words):
        return None
    if NO_CONDITION.match(found["condition"]) or ASKS.search(found["action"]) or not is_order(found["action"]):
        return None
    return _Way(_trimmed(found["condition"]), [_trimmed(found["action"])])


def _other_side_comes(clauses: Sequence[_Clause], at: int, condition: str) -> bool:
    """Whether after at most one more order the other side of a condition stands."""
    for clause in clauses[at : at + _BETWEEN]:
        further = _way(clause.words)
        if ELSE.fullmatch(clause.words) or (further and _is_instead(condition, further.condition)):
            return True
        if not is_order(clause.words) or IF.fullmatch(clause.words):
            return False
    return False


def _is_instead(one: str, other: str) -> bool:
    """Whether two conditions tell of the same thing in another state."""
    first, second = STATE.match(one), STATE.match(other)
    if first is None or second is None or AFTERWARDS.search(other):
        return False
    about, again = first["about"].strip().casefold(), second["about"].strip().casefold()
    return bool(IT.fullmatch(again)) or again == about


def _trimmed(words: str) -> str:
    return words.strip().rstrip(" .;,:–")


def _drawn(branch: _Branch, sentences: Sequence[Sentence]) -> Diagram:
    nodes: list[Node] = []
    edges: list[Edge] = []

    def chain(words: Sequence[str], start: int, when: When) -> None:
        for action in words:
            nodes.append(Node(words=action, is_question=False))
            edges.append(Edge(start=start, end=len(nodes) - 1, when=when))
            start, when = len(nodes) - 1, "then"

    before: int | None = None
    for way in branch.ways:
        nodes.append(Node(words=way.condition, is_question=True))
        asked = len(nodes) - 1
        if before is not None:
            edges.append(Edge(start=before, end=asked, when="no"))
        chain(way.actions, asked, "yes")
        before = asked
    assert before is not None, "a branch has a condition"
    chain(branch.otherwise, before, "no")
    steps = tuple(sentences[place].words for place in sorted(branch.sentences))
    return Diagram(nodes=tuple(nodes), edges=tuple(edges), steps=steps)
