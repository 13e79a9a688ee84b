"""Posting while many write: how long one member waits, and whether anything is lost or anybody refused."""

import threading
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.timing import spread
from community import Community, open_community
from community.drafts import Published
from community.viewers import WHOLE
from vocabulary import Destination, Draft

WRITERS = 50
EACH = 4  # posts of a writer
ALONE = 20  # posts of one member, before the others come and again meanwhile

_NOW = datetime(2026, 1, 1, tzinfo=UTC)  # time stands still, so that everything can be taken back in the end


class _Member:
    """Someone who writes by the one road: a draft is kept, then confirmed."""

    def __init__(self, community: Community, name: str) -> None:
        self._community = community
        self._name = name
        self._member = community.members.enter(name, visit=name)
        self.published: dict[str, Published] = {}
        """By their drafts."""
        self.refused: Counter[str] = Counter()
        self.seconds: list[float] = []

    def post(self, count: int) -> None:
        for number in range(count):
            begun = time.perf_counter()
            try:
                self._post(f"Un message de {self._name}, numéro {number}")
            except Exception as error:  # noqa: BLE001 - whatever it is, a person would have met it
                self.refused[type(error).__name__] += 1
            self.seconds.append(time.perf_counter() - begun)

    def _post(self, text: str) -> None:
        to = Destination(kind="forum", id="orange")
        draft = Draft(text=f"{text}. Est-ce que la page se charge ?", author=self._name, to=to, subject=text)
        kept = self._community.drafts.keep(draft, visit=self._name)
        published = self._community.drafts.confirm(kept.id, visit=self._name, member=self._member, by=["press"])
        self.published[kept.id] = published

    def take_back(self) -> None:
        for draft in self.published:
            self._community.drafts.undo(draft, visit=self._name)
            self._community.drafts.discard(draft, visit=self._name)


def run(address: str) -> dict[str, Any]:
    """Measure, then take back what was posted. Seconds for one post: a draft kept and confirmed."""
    with TemporaryDirectory() as kept:
        community = open_community(address, data=Path(kept), now=lambda: _NOW, limits=())
        try:
            return _run(community)
        finally:
            community.close()


def _run(community: Community) -> dict[str, Any]:
    alone = _Member(community, "Auteur mesuré")
    alone.post(ALONE)
    others = [_Member(community, f"Auteur pressé {number}") for number in range(WRITERS)]
    one = _Member(community, "Auteur patient")
    before = _counted(community)
    threads = [threading.Thread(target=other.post, args=(EACH,)) for other in others]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        one.post(1)
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    everyone = [one, *others]
    confirmed = sum(len(member.published) for member in everyone)
    figures = {
        "writers": WRITERS,
        "alone": spread(alone.seconds),
        "meanwhile": spread(one.seconds),
        "every_writer": spread([seconds for other in others for seconds in other.seconds]),
        "posts_a_second": confirmed / took,
        "confirmed": confirmed,
        "lost": sum(before[part] + confirmed - count for part, count in _counted(community).items()),
        "refused": dict(sum((member.refused for member in everyone), Counter())),
    }
    for member in (alone, *everyone):
        member.take_back()
    return figures


def _counted(community: Community) -> dict[str, int]:
    """How many questions there are, and how many posts can be found."""
    with community.store.reading() as rows:
        return {"asked": rows.forum.count(space=None, solved=None, viewer=WHOLE), "findable": rows.index.size()}
