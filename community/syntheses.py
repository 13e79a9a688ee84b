"""The synthesis of an atelier: word-for-word quotations of its contributions, and sentences of who holds it.

It is written as parts, each added by itself and never changed: other words are another part, and the former one is set
aside, from where it may be put back. So nothing that was written is lost, also where two write at once. Nobody else
sees any of it until it is signed; what is signed is what its signer saw, and stays as it is until it is signed anew.
"""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from community.cafes import Atelier, Contribution
from community.closings import held
from community.consent import NEEDS_ANOTHER_ACT, Act, is_consent
from community.happenings import Happening, Happenings, Thing
from community.literal import literal_span
from community.members import Member
from community.viewers import Viewer, viewer_of
from errors import (
    AtelierOpen,
    ChangedMeanwhile,
    NotConfirmable,
    NotFound,
    NothingToSign,
    NotShownToAll,
    NotWordForWord,
    TooManyWords,
)
from vocabulary import Language, Recognition

if TYPE_CHECKING:
    from community.storage import Rows, Store

LONGEST_QUOTE = 20_000  # characters, as many as a contribution may have


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A quotation, or a sentence of who holds the atelier."""

    id: str
    atelier: str
    text: str
    """For a quotation, characters of the contribution as they stand there; empty where it may not be shown."""
    author: Member
    """Who added it to the synthesis."""
    written_at: datetime
    quoted: Contribution | None = None
    """What was quoted; None for a sentence, and where the contribution may not be shown."""
    is_quote: bool = False
    language: Language = "fr"
    recognitions: tuple[Recognition, ...] = ()
    recording: str | None = None
    ink: str | None = None
    photo: str | None = None
    set_aside_by: Member | None = None
    """Who set it aside; None where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis:
    """What everyone may read."""

    atelier: str
    parts: tuple[Part, ...]
    signed_by: Member
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """What those who hold the atelier are writing."""

    parts: tuple[Part, ...] = ()
    """In the order of the text."""
    set_aside: tuple[Part, ...] = field(default=())
    """Latest first."""
    signed: Synthesis | None = None

    @property
    def is_signed(self) -> bool:
        """Whether everyone reads it as it stands."""
        return self.signed is not None and _ids(self.parts) == _ids(self.signed.parts)


class Syntheses:
    """The syntheses of every atelier. Sentences come by ``drafts.Drafts.confirm``."""

    def __init__(self, store: "Store", happenings: Happenings, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._happenings = happenings
        self._now = now

    def signed(self, atelier: str, *, viewer: Viewer) -> Synthesis | None:
        """What everyone may read; None while nothing is signed. What a viewer may not see is not in it."""
        with self._store.reading() as rows:
            return rows.syntheses.signed(atelier, viewer=viewer)

    def manuscript(self, atelier: str, *, by: Member) -> Manuscript:
        """What is being written. Raises ``NotFound``, and ``NotYours`` for who does not hold the atelier."""
        with self._store.reading() as rows:
            held(rows, atelier, by=by)
            return rows.syntheses.manuscript(atelier, viewer=viewer_of(by))

    def quote(self, contribution: str, words: str, *, by: Member) -> Part:
        """Add words of a contribution at the end; the very same ones that stand there already are not added twice.

        Raises ``NotWordForWord`` where they are not literally in it, ``NotShownToAll`` for what some may not see,
        ``NotFound``, ``NotYours`` and ``TooManyWords``.
        """
        if len(words) > LONGEST_QUOTE:
            raise TooManyWords(length=len(words), limit=LONGEST_QUOTE)
        with self._store.writing() as rows:
            found = rows.cafes.contribution(contribution)
            if found is None:
                raise NotFound(name=contribution)
            self._hold(rows, found.atelier, by=by)
            if found.is_shy or found.hidden_at is not None:
                raise NotShownToAll
            span = literal_span(words, found.body)
            if span is None:
                raise NotWordForWord
            text = found.body[slice(*span)]
            for part in rows.syntheses.manuscript(found.atelier).parts:
                if part.quoted is not None and (part.quoted.id, part.text) == (contribution, text):
                    return part
            part = Part(
                id=new_part_id(),
                atelier=found.atelier,
                text=text,
                author=by,
                written_at=self._now(),
                quoted=found,
                is_quote=True,
                language=found.language,
            )
            rows.syntheses.add(part)
            return part

    def set_aside(self, part: str, *, by: Member) -> None:
        """Take a part out; it is kept, and may be put back. Raises ``NotFound`` and ``NotYours``."""
        with self._store.writing() as rows:
            found = self._found(rows, part, by=by)
            rows.syntheses.set_aside(part, atelier=found.atelier, by=by.id, at=self._now())

    def put_back(self, part: str, *, by: Member) -> None:
        """Put a part back to where it stood. Raises ``NotFound`` and ``NotYours``."""
        with self._store.writing() as rows:
            self._found(rows, part, by=by)
            rows.syntheses.put_back(part)

    def move(self, part: str, *, up: bool, by: Member) -> None:
        """Change places with the part before it, or after it; at both ends it stays.

        Raises ``NotFound`` and ``NotYours``.
        """
        with self._store.writing() as rows:
            found = self._found(rows, part, by=by)
            order = [one.id for one in rows.syntheses.manuscript(found.atelier).parts]
            if part not in order:
                return
            place = order.index(part)
            other = min(max(place + (-1 if up else 1), 0), len(order) - 1)
            order[place], order[other] = order[other], order[place]
            rows.syntheses.put_in_order(order)

    def sign(self, atelier: str, *, seen: Sequence[str], by: Member, acts: Collection[Act]) -> Synthesis:
        """Let everyone read it as it stands, under one's name. ``seen`` are the ids of its parts as they were shown.

        Signing again what is signed changes nothing. Those who are quoted are told, and those who no longer are.
        Raises ``ChangedMeanwhile`` where it is not as it was seen, ``AtelierOpen``, ``NothingToSign``,
        ``NotConfirmable`` where what was done is not enough, ``NotFound`` and ``NotYours``.
        """
        if not is_consent(acts):
            raise NotConfirmable(why=NEEDS_ANOTHER_ACT)
        with self._store.writing() as rows:
            found = self._hold(rows, atelier, by=by)
            manuscript = rows.syntheses.manuscript(atelier)
            if list(seen) != _ids(manuscript.parts):
                raise ChangedMeanwhile
            if manuscript.signed is not None and manuscript.is_signed:
                return manuscript.signed
            if not found.closed:
                raise AtelierOpen
            if not manuscript.parts:
                raise NothingToSign
            synthesis = Synthesis(atelier=atelier, parts=manuscript.parts, signed_by=by, signed_at=self._now())
            rows.syntheses.sign(synthesis)
            self._tell(rows, found, synthesis, former=manuscript.signed)
            return synthesis

    def _tell(self, rows: "Rows", atelier: Atelier, synthesis: Synthesis, *, former: Synthesis | None) -> None:
        quoted, before = _quoted(synthesis), _quoted(former)
        new = [("synthesised", one) for id, one in quoted.items() if id not in before]
        gone = [("unsynthesised", one) for id, one in before.items() if id not in quoted]
        for kind, contribution in [*gone, *new]:
            self._happenings.tell(
                rows,
                Happening(
                    kind="synthesised" if kind == "synthesised" else "unsynthesised",
                    thing=Thing(kind="contribution", id=contribution.id),
                    parent=Thing(kind="atelier", id=synthesis.atelier),
                    by=synthesis.signed_by.id,
                    to=contribution.author.id,
                    at=synthesis.signed_at,
                    space=atelier.space,
                ),
            )

    def _found(self, rows: "Rows", part: str, *, by: Member) -> Part:
        found = rows.syntheses.part(part)
        if found is None:
            raise NotFound(name=part)
        self._hold(rows, found.atelier, by=by)
        return found

    def _hold(self, rows: "Rows", atelier: str, *, by: Member) -> Atelier:
        """One at a time writes a synthesis, and what they saw of it in this transaction stays true until its end."""
        rows.alone(f"atelier {atelier}")
        return held(rows, atelier, by=by)


def link_to_manuscript(atelier: str) -> str:
    """Path of the page in the app on which a synthesis is written."""
    return f"/synthesis-writing?id={atelier}"


def place_for(atelier: str, part: str | None = None) -> str:
    """Where a sentence goes, as the id of a ``Destination``: at the end, or to where a part stands."""
    return atelier if part is None else f"{atelier}/{part}"


def place_of(id: str) -> tuple[str, str | None]:
    """The atelier, and the part whose place is taken, of the id of a ``Destination``."""
    atelier, _slash, part = id.partition("/")
    return atelier, part or None


def new_part_id() -> str:
    """An id that no other part has."""
    return secrets.token_hex(8)


def _ids(parts: Sequence[Part]) -> list[str]:
    return [part.id for part in parts]


def _quoted(synthesis: Synthesis | None) -> dict[str, Contribution]:
    if synthesis is None:
        return {}
    return {part.quoted.id: part.quoted for part in synthesis.parts if part.quoted is not None}
