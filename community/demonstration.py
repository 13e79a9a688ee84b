"""The demonstration: invented members, two help forums and a café, so that a new community is not an empty room.

It is read from ``assets/demo`` and published without drafts, since nobody stands behind it; everything of it is marked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from community.cafes import CAFE_SPACE, Atelier, Cafe, Choice, Contribution
from community.demonstration_agenda import add_activities
from community.demonstration_articles import add_articles
from community.demonstration_dates import days_to_yesterday, read
from community.demonstration_moderation import add_moderation
from community.demonstration_syntheses import add_syntheses
from community.demonstration_tips import add_tips
from community.findable import make_findable
from community.forum import Question, Reply
from community.happenings import Thing
from community.kept import Kept
from community.members import Member, compared, usable
from community.merits import mend
from vocabulary import Picture, now

if TYPE_CHECKING:
    from community import Community
    from community.storage import Rows

FOLDER = Path(__file__).parents[1] / "assets" / "demo"

_ASKABLE = {"MissLoupe", "Inès_M", "Karim.B", "nono_bricole", "Fiona in Brest"}
"""Invented members who agree to be asked what they know."""

_MEDIA_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


def load(community: "Community", *, folder: Path = FOLDER, today: date | None = None) -> int:
    """Add what of the demonstration is not there yet; how many questions, cafés and tips were added.

    Its last words are of the day before ``today``, or older; None for today by the community's clock. All of it or
    nothing: a crash leaves no half of a demonstration. Raises what the store raises.
    """
    by = days_to_yesterday(folder, today or community.now().date())
    with community.store.writing() as rows:
        rows.alone("demonstration")
        people = _members(rows, folder)
        demonstration = _Demonstration(rows=rows, kept=community.kept, folder=folder, people=people, by=by)
        add_activities(rows, folder / "agenda.toml", people, at=now())
        add_articles(rows, folder / "articles.toml", people, community.kept, at=now())
        added = sum(demonstration.add_forum(file) for file in sorted(folder.glob("forum-*.toml")))
        added += sum(demonstration.add_cafe(file) for file in sorted(folder.glob("cafe*.toml")))
        added += add_tips(rows, folder / "tips.toml", people, by=by)
        signed = add_syntheses(rows, folder / "syntheses.toml", people, by=by)
        for pseudonym in _ASKABLE & people.keys():
            rows.asking.agree(people[pseudonym].id, is_on=True, at=now())
        add_moderation(rows, folder / "moderation.toml", people, by=by)
        if added or signed:
            mend(rows)  # nothing of it was told as it happened
        return added


def go_on(community: "Community", *, folder: Path = FOLDER) -> int:
    """Announce what comes next in the agenda of a demonstration that was loaded before; how many activities."""
    if not community.agenda.is_demonstration():
        return 0
    with community.store.writing() as rows:
        rows.alone("demonstration")
        added = add_activities(rows, folder / "agenda.toml", _members(rows, folder), at=now())
        if added:
            mend(rows)
        return added


def _members(rows: "Rows", folder: Path) -> dict[str, Member]:
    """The invented members by their pseudonym. One whose pseudonym somebody real has is told apart."""
    people = {}
    for one in read(folder / "members.toml")["member"]:
        pseudonym = one["pseudonym"]
        for shown in (usable(pseudonym), usable(f"{pseudonym} (démo)")):
            member, _ = rows.members.get_or_add(
                shown, compared(shown), at=now(), role=one.get("role", "member"), is_demonstration=True
            )
            if member.is_demonstration:
                people[pseudonym] = member
                break
    return people


@dataclass(frozen=True, slots=True, kw_only=True)
class _Demonstration:
    """What is needed to add a part of it."""

    rows: "Rows"
    kept: Kept
    folder: Path
    people: dict[str, Member]
    by: timedelta
    """How much later than written everything is said."""

    def add_forum(self, file: Path) -> int:
        """The questions of one file that are not there yet."""
        written = read(file, by=self.by)
        new = [found for found in written.get("question", ()) if self.rows.forum.question(found["id"]) is None]
        for found in new:
            self._add_question(found, written["space"])
        return len(new)

    def add_cafe(self, file: Path) -> int:
        """The café of one file, unless it is there."""
        written = read(file, by=self.by)["cafe"]
        if self.rows.cafes.get(written["id"]) is not None:
            return 0
        ateliers = [self._atelier(found, written["id"], place) for place, found in enumerate(written["atelier"], 1)]
        cafe = Cafe(
            id=written["id"],
            space=written.get("space", CAFE_SPACE),
            title=written["title"].strip(),
            introduction=written["introduction"].strip(),
            ateliers=tuple(ateliers),
            is_demonstration=True,
            starts_on=written.get("starts_on"),
            ends_on=written.get("ends_on"),
            picture=self._picture(written["picture"]) if "picture" in written else None,
        )
        self.rows.cafes.add(cafe, at=now())
        for found, atelier in zip(written["atelier"], ateliers, strict=True):
            self._fill(atelier, found)
        return 1

    def _add_question(self, found: dict[str, Any], space: str) -> None:
        question = Question(
            id=found["id"],
            space=space,
            title=found["title"].strip(),
            body=found["body"].strip(),
            author=self.people[found["author"]],
            asked_at=found["asked_at"],
            language=found.get("language", "fr"),
            is_demonstration=True,
            pictures=self._pictures(found),
        )
        self.rows.forum.add_question(question, draft=None)
        self.rows.index.add_question(question)
        followers = islice(self._others(question.author), found.get("me_too", 0))
        self.rows.forum.add_me_toos(question.id, (member.id for member in followers), at=question.asked_at)
        for place, reply in enumerate(found.get("reply", ()), 1):
            self._add_reply(reply, question, f"{question.id}-{place}")

    def _add_reply(self, found: dict[str, Any], question: Question, id: str) -> None:
        reply = Reply(
            id=id,
            question=question.id,
            body=found["body"].strip(),
            author=self.people[found["author"]],
            written_at=found["written_at"],
            language=question.language,
            pictures=self._pictures(found),
        )
        self.rows.forum.add_reply(reply, draft=None)
        self.rows.index.add_reply(reply, question)
        if found.get("solution", False):
            self.rows.forum.set_solution(question.id, reply.id)
        thankful = islice(self._others(reply.author), found.get("thanks", 0))
        self.rows.forum.add_thanks(reply.id, (member.id for member in thankful), at=reply.written_at)

    def _atelier(self, found: dict[str, Any], cafe: str, position: int) -> Atelier:
        return Atelier(
            id=found["id"],
            cafe=cafe,
            title=found["title"].strip(),
            opening=found["opening"].strip(),
            question=found["question"].strip(),
            animator=self.people[found["animator"]],
            position=position,
            is_blind=found.get("blind", False),
        )

    def _fill(self, atelier: Atelier, found: dict[str, Any]) -> None:
        for place, written in enumerate(found.get("contribution", ()), 1):
            contribution = Contribution(
                id=f"{atelier.id}-{place}",
                atelier=atelier.id,
                body=written["body"].strip(),
                author=self.people[written["author"]],
                written_at=written["written_at"],
                language=written.get("language", "fr"),
            )
            self.rows.cafes.add_contribution(contribution, draft=None)
            self._make_findable(contribution)
            self._thank(contribution, written)
            for number, reply in enumerate(written.get("reply", ()), 1):
                self._add_reply_to_contribution(reply, contribution, f"{contribution.id}-{number}")
        voters = self._others(atelier.animator)
        choices: tuple[Choice, ...] = ("for", "against", "no_opinion")
        for choice in choices:
            for member in islice(voters, found.get("votes", {}).get(choice, 0)):
                self.rows.cafes.set_vote(atelier.id, member.id, choice, at=now())

    def _add_reply_to_contribution(self, found: dict[str, Any], answered: Contribution, id: str) -> None:
        """A reply, with the words that it quotes, which stand in what it replies to."""
        words = found.get("quote")
        start = answered.body.index(words) if words is not None else 0
        reply = Contribution(
            id=id,
            atelier=answered.atelier,
            body=found["body"].strip(),
            author=self.people[found["author"]],
            written_at=found["written_at"],
            language=found.get("language", "fr"),
            reply_to=answered.id,
            thread=answered.id,
            span=(start, start + len(words)) if words is not None else None,
        )
        self.rows.cafes.add_contribution(reply, draft=None)
        self._make_findable(reply)
        self._thank(reply, found)

    def _make_findable(self, contribution: Contribution) -> None:
        make_findable(self.rows, Thing(kind="contribution", id=contribution.id))

    def _thank(self, contribution: Contribution, found: dict[str, Any]) -> None:
        thankful = islice(self._others(contribution.author), found.get("thanks", 0))
        members = [member.id for member in thankful]
        self.rows.exchanges.add_thanks(contribution.id, members, at=contribution.written_at)

    def _others(self, one: Member) -> Iterator[Member]:
        """The invented members but one, beginning after that one, so that not always the same are first."""
        everyone = list(self.people.values())
        start = everyone.index(one) + 1
        return iter([*everyone[start:], *everyone[: start - 1]])

    def _pictures(self, found: dict[str, Any]) -> tuple[Picture, ...]:
        return tuple(self._picture(picture) for picture in found.get("pictures", ()))

    def _picture(self, found: dict[str, Any]) -> Picture:
        return replace(_described(found), file=self._keep(self.folder / found["file"]))

    def _keep(self, file: Path) -> str:
        return self.kept.put(file.read_bytes(), _media_type(file.name))


def _described(picture: dict[str, Any]) -> Picture:
    return Picture(file=picture["file"], media_type=_media_type(picture["file"]), alt=picture["alt"])


def _media_type(name: str) -> str:
    return _MEDIA_TYPES[Path(name).suffix]
