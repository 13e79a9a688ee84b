"""Leaving: taking along all that is one's own, and having it erased.

Whoever leaves chooses what becomes of their words: they stay under no name, or they go too. What others wrote below
them stays in any case: a question that was replied to is emptied and stands there without its words, and a tip that
several wrote, or that quotes somebody else, stays without their name. The sound, the ink and the photos go always, and
so does what was recognised in them: a voice and a hand tell who somebody is.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, get_args

from community.articles import take_article_back
from community.drafts import Drafts
from community.happenings import Happening, Happenings, Thing
from community.members import Member
from community.viewers import WHOLE
from errors import NotFound

if TYPE_CHECKING:
    from community.storage import Rows, Store

WordsLeft = Literal["anonymised", "nothing"]
"""What stays of the words of somebody who leaves."""
CHOICES: tuple[WordsLeft, ...] = get_args(WordsLeft)

DEPARTED, DEPARTED_PSEUDONYM = "departed", "Membre parti"
"""To whom words belong that stay: one member for all who left, so that no two texts can be told to be of one person."""
_NOBODY_ELSE = " "  # no pseudonym that somebody chooses is compared by that
WITHDRAWN = "…"
"""In the place of words that were withdrawn and to which others had replied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """All that the community holds of a member."""

    member: Member
    at: datetime
    records: Mapping[str, tuple[Mapping[str, Any], ...]]
    """By table, its rows: plain values, moments as ``datetime``. What only proves who somebody is is left out."""
    files: tuple[str, ...]
    """The kept files (sound, ink, photos) that these name, each once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was erased of somebody who left. It is kept by nobody but them."""

    number: str
    pseudonym: str
    at: datetime
    choice: WordsLeft
    erased: Mapping[str, int]
    """By table, how many rows; ``files`` are those of sound, ink and photos."""
    stays: Mapping[str, int]
    """By table, how many rows that name nobody any longer."""


class Leaving:
    """The way out."""

    def __init__(self, store: "Store", drafts: Drafts, happenings: Happenings, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._drafts = drafts
        self._happenings = happenings
        self._now = now
        self._to_let_go: list[Callable[[Rows, str], None]] = []

    def before(self, let_go: Callable[["Rows", str], None]) -> None:
        """Have something called with who leaves, in the transaction in which they do and before anything is erased."""
        self._to_let_go.append(let_go)

    def belongings(self, member: Member) -> Belongings:
        """Everything of a member, with what they never published. Raises ``NotFound`` for who has left."""
        with self._store.reading() as rows:
            if rows.members.get(member.id) is None:
                raise NotFound(name=member.pseudonym)
            records = rows.leaving.records(member.id)
            files = rows.leaving.files(member.id)
        return Belongings(member=member, at=self._now(), records=records, files=files)

    def leave(self, member: Member, *, choice: WordsLeft) -> Receipt:
        """Erase the account: all of it, or nothing where the store refuses.

        Raises ``NotFound`` for who has left already, for the one who stands for those who left, and for a choice that
        is none.
        """
        if choice not in CHOICES:
            raise NotFound(name=choice)
        at = self._now()
        with self._store.writing() as rows:
            rows.alone("leaving")
            if member.id == DEPARTED or rows.members.get(member.id) is None:
                raise NotFound(name=member.pseudonym)
            for let_go in self._to_let_go:
                let_go(rows, member.id)
            files = rows.leaving.files(member.id)
            erased: Counter[str] = Counter(files=len(files))
            if choice == "nothing":
                erased += self._take_words_back(rows, member, at)
            departed, _ = rows.members.get_or_add(DEPARTED_PSEUDONYM, _NOBODY_ELSE, at=at, id=DEPARTED)
            stays = Counter(rows.leaving.hand_over(member.id, to=departed.id))
            erased += rows.leaving.erase(member.id)
            for name in files:
                rows.drafts.file_is_due(name, at=at)
        self._drafts.sweep_if_possible()
        return Receipt(
            number=secrets.token_hex(4),
            pseudonym=member.pseudonym,
            at=at,
            choice=choice,
            erased={name: count for name, count in erased.items() if count},
            stays={name: count for name, count in stays.items() if count},
        )

    def _take_words_back(self, rows: "Rows", member: Member, at: datetime) -> Counter[str]:
        """Remove every word of a member; those below which others wrote are emptied."""
        gone: Counter[str] = Counter()
        for reply in rows.leaving.replies(member.id):
            self._tell_taken_back(rows, Thing(kind="reply", id=reply), member, at)
            rows.index.remove(reply)
            rows.forum.remove_reply(reply)
            gone["replies"] += 1
        for question, is_alone in rows.leaving.questions(member.id):
            rows.index.remove_thread(question)
            if is_alone:
                self._tell_taken_back(rows, Thing(kind="question", id=question), member, at)
                rows.forum.remove_question(question)
            else:
                _empty(rows, question)
            gone["questions"] += 1
        for contribution in rows.leaving.contributions(member.id):
            self._tell_taken_back(rows, Thing(kind="contribution", id=contribution), member, at)
            rows.cafes.remove_contribution(contribution)
            gone["contributions"] += 1
        for tip in rows.leaving.tips(member.id):
            self._tell_taken_back(rows, Thing(kind="tip", id=tip), member, at)
            rows.index.remove_tip(tip)
            rows.leaving.remove_tip(tip)
            gone["tips"] += 1
        for article in rows.articles.of_author(member.id):
            take_article_back(rows, article.id, by=member.id, at=at, happenings=self._happenings)
            gone["articles"] += 1
        gone["synthesis_parts"] += rows.syntheses.remove_sentences_of(member.id)
        return gone

    def _tell_taken_back(self, rows: "Rows", thing: Thing, member: Member, at: datetime) -> None:
        self._happenings.tell(rows, Happening(kind="taken_back", thing=thing, by=member.id, at=at))


def _empty(rows: "Rows", id: str) -> None:
    """Take the words out of a question that others replied to; their replies are found by their own words only."""
    rows.leaving.empty_question(id, words=WITHDRAWN)
    emptied = rows.forum.question(id)
    if emptied is not None:
        for reply in rows.forum.replies(id, viewer=WHOLE):
            rows.index.add_reply(reply, emptied)
