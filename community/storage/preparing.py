"""Cafés in preparation and the words that were written for them, as rows."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from community.cafes import Cafe
from community.preparing import CafeWords
from community.storage.cafes import CafeRows
from community.storage.members import MEMBER_COLUMNS, member_of
from community.storage.tables import ateliers, cafe_words, cafes, members
from vocabulary import Picture


class PreparingRows:
    """What is not open yet, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_host(self, member: str) -> tuple[Cafe, ...]:
        """Those that a member prepares, oldest first."""
        theirs = select(cafes.c.id).where(cafes.c.host == member, cafes.c.opened_at.is_(None))
        ids = self._connection.scalars(theirs.order_by(cafes.c.made_at, cafes.c.id)).all()
        found = (CafeRows(self._connection).get(id) for id in ids)
        return tuple(cafe for cafe in found if cafe is not None)

    def describe(self, id: str, *, title: str, starts_on: date | None, ends_on: date | None) -> None:
        """Set its title and dates."""
        self._change(id, title=title, starts_on=starts_on, ends_on=ends_on)

    def show_picture(self, id: str, picture: Picture) -> None:
        """Set its picture."""
        self._change(id, picture=picture.file, picture_type=picture.media_type, picture_alt=picture.alt)

    def describe_atelier(self, id: str, *, title: str, question: str, is_blind: bool) -> None:
        """Set the title and question of an atelier, and whether it is blind."""
        changed = update(ateliers).where(ateliers.c.id == id)
        self._connection.execute(changed.values(title=title, question=question, is_blind=is_blind))

    def open(self, id: str, *, at: datetime) -> None:
        """Let it be seen."""
        self._change(id, opened_at=at)

    def remove(self, id: str) -> None:
        """Forget it with its ateliers and words."""
        self._connection.execute(delete(cafes).where(cafes.c.id == id))

    def add_words(self, words: CafeWords, *, draft: str) -> None:
        """Put words in their place."""
        self._connection.execute(
            insert(cafe_words).values(
                id=words.id,
                cafe=words.cafe,
                atelier=words.atelier,
                body=words.body,
                former=words.former,
                language=words.language,
                author=words.author.id,
                written_at=words.written_at,
                recognitions=words.recognitions,
                recording=words.recording,
                ink=words.ink,
                photo=words.photo,
                draft=draft,
            )
        )
        self._place(words.cafe, words.atelier, words.body)

    def take_words_back(self, id: str) -> None:
        """Remove words; where they still stand, what stood there before stands there again."""
        words = self._words(cafe_words.c.id == id).get(id)
        if words is None:
            return
        newest = self.words_of(words.cafe).get(words.atelier)
        if newest is not None and newest.id == id:
            self._place(words.cafe, words.atelier, words.former)
        later = [one for one in self._words(cafe_words.c.cafe == words.cafe).values() if one.atelier == words.atelier]
        for one in later[[found.id for found in later].index(id) + 1 :][:1]:
            after = update(cafe_words).where(cafe_words.c.id == one.id)
            self._connection.execute(after.values(former=words.former))
        self._connection.execute(delete(cafe_words).where(cafe_words.c.id == id))

    def words_of(self, cafe: str) -> dict[str | None, CafeWords]:
        """The newest of each place."""
        return {words.atelier: words for words in self._words(cafe_words.c.cafe == cafe).values()}

    def drafts_of(self, cafe: str) -> list[str]:
        """The drafts from which its words were made."""
        made = select(cafe_words.c.draft).where(cafe_words.c.cafe == cafe, cafe_words.c.draft.is_not(None))
        return list(self._connection.scalars(made))

    def _words(self, which: ColumnElement[bool]) -> dict[str, CafeWords]:
        """By their ids, oldest first."""
        chosen = select(cafe_words, *MEMBER_COLUMNS).join(members, members.c.id == cafe_words.c.author).where(which)
        rows = self._connection.execute(chosen.order_by(cafe_words.c.written_at, cafe_words.c.id))
        return {row.id: _words_of(row) for row in rows}

    def _place(self, cafe: str, atelier: str | None, body: str) -> None:
        if atelier is None:
            self._change(cafe, introduction=body)
        else:
            self._connection.execute(update(ateliers).where(ateliers.c.id == atelier).values(opening=body))

    def _change(self, id: str, **values: Any) -> None:
        self._connection.execute(update(cafes).where(cafes.c.id == id).values(**values))


def _words_of(row: Row[Any]) -> CafeWords:
    return CafeWords(
        id=row.id,
        cafe=row.cafe,
        atelier=row.atelier,
        body=row.body,
        former=row.former,
        author=member_of(row),
        written_at=row.written_at,
        language=row.language,
        recognitions=row.recognitions,
        recording=row.recording,
        ink=row.ink,
        photo=row.photo,
    )
