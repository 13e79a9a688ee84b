"""Communities in every database that they may be stored in, and a clock that goes when told."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from community import Community, open_community
from community.cafes import Atelier, Cafe
from community.drafts import KeptDraft, Published
from community.members import Member
from tests.community import postgresql
from tests.community.lent import Lent
from vocabulary import Destination, Draft


class Clock:
    """The time, which passes only when told."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 12, 9, 41, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass(frozen=True, kw_only=True)
class People:
    """What the tests say often: someone asks, someone replies."""

    community: Community

    def enters(self, pseudonym: str) -> Member:
        return self.community.members.enter(pseudonym, visit=f"visit of {pseudonym}")

    def keeps(self, pseudonym: str, text: str, *, to: Destination | None = None, subject: str = "", **more):
        draft = Draft(
            text=text,
            author=pseudonym,
            to=to,
            subject=subject,
            language=more.pop("language", "fr"),
            recognitions=more.pop("recognitions", ()),
            **{f"keeps_{kind}": more.pop(f"keeps_{kind}", False) for kind in ("recording", "ink", "photo")},
        )
        return self.community.drafts.keep(draft, visit=f"visit of {pseudonym}", **more)

    def confirms(self, pseudonym: str, draft: str) -> Published:
        return self.community.drafts.confirm(
            draft, visit=f"visit of {pseudonym}", member=self.enters(pseudonym), by=["press"]
        )

    def asks(self, pseudonym: str, subject: str, text: str = "Merci d’avance.", *, space: str = "orange", **more):
        to = Destination(kind="forum", id=space)
        return self.confirms(pseudonym, self.keeps(pseudonym, text, to=to, subject=subject, **more).id)

    def destination(self, kind, id: str) -> Destination:
        return Destination(kind=kind, id=id)

    def contributes(self, pseudonym: str, text: str, atelier: str = "bancs", **more) -> tuple[KeptDraft, Published]:
        """With what stays in the hands of its author."""
        kept = self.keeps(pseudonym, text, to=Destination(kind="atelier", id=atelier), **more)
        return kept, self.confirms(pseudonym, kept.id)

    def replies(self, pseudonym: str, question: str, text: str, **more):
        to = Destination(kind="thread", id=question)
        return self.confirms(pseudonym, self.keeps(pseudonym, text, to=to, **more).id)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    with postgresql.server() as address:
        yield address


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server) -> Iterator[str]:
    with postgresql.database(postgresql_server) as address:
        open_community(address, data=Path(tempfile.gettempdir())).close()
        yield address.rpartition("/")[2].partition("?")[0]


@pytest.fixture
def sqlite_address(tmp_path, empty_store) -> str:
    shutil.copy(empty_store, tmp_path / "cafe.sqlite3")
    return f"sqlite:///{tmp_path / 'cafe.sqlite3'}"


@pytest.fixture(scope="session")
def postgresql_lent(postgresql_server, postgresql_template) -> Iterator[Lent]:
    lent = Lent(postgresql_server, postgresql_template)
    yield lent
    lent.drop()


@pytest.fixture
def postgresql_address(postgresql_lent) -> Iterator[str]:
    with postgresql_lent.lend() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request) -> str:
    """A database that is up to date and empty."""
    return request.getfixturevalue(f"{request.param}_address")


@pytest.fixture(params=["sqlite", "postgresql"])
def new_address(request, tmp_path) -> Iterator[str]:
    """A database that has no table yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new.sqlite3"
        return
    with postgresql.database(request.getfixturevalue("postgresql_server")) as address:
        yield address


@pytest.fixture
def opened(tmp_path, clock) -> Iterator[Callable[..., Community]]:
    """Opens communities, and closes them after the test."""
    every: list[Community] = []

    def open_one(address: str, *, wait_s: float = 5.0) -> Community:
        every.append(open_community(address, data=tmp_path, wait_s=wait_s, now=clock))
        return every[-1]

    yield open_one
    for community in every:
        community.close()


@pytest.fixture
def community(opened, address) -> Community:
    return opened(address)


@pytest.fixture
def people(community) -> People:
    return People(community=community)


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder of ours, in a test that runs without the rights of root, whom no permission binds."""
    folder = Path(tempfile.mkdtemp(prefix="cafe-unprivileged-"))
    was_root = os.geteuid() == 0
    if was_root:
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
    yield folder
    if was_root:
        os.seteuid(0)
    shutil.rmtree(folder)


@pytest.fixture
def cafe(community, people, clock) -> Cafe:
    """A café with an open atelier and a closed one."""
    zoe = people.enters("Zoé")
    ateliers = tuple(
        Atelier(
            id=id,
            cafe="ville",
            title=id.title(),
            opening="Bonjour !",
            question="Faut-il plus de bancs ?",
            animator=zoe,
            position=position,
            closed=closed,
        )
        for position, (id, closed) in enumerate([("bancs", False), ("arbres", True)], start=1)
    )
    made = Cafe(id="ville", title="La ville", introduction="Imaginer ensemble.", ateliers=ateliers)
    with community.store.writing() as rows:
        rows.cafes.add(made, at=clock.at)
    return made


@pytest.fixture
def blind(community, people, clock) -> Atelier:
    """A blind atelier that Zoé animates, in a café that Max opened."""
    atelier = Atelier(
        id="secrets",
        cafe="nuit",
        title="Secrets",
        opening="Chut.",
        question="Dites-vous tout ?",
        animator=people.enters("Zoé"),
        position=1,
        is_blind=True,
    )
    made = Cafe(id="nuit", title="La nuit", introduction="…", ateliers=(atelier,), host=people.enters("Max"))
    with community.store.writing() as rows:
        rows.cafes.add(made, at=clock.at)
    return atelier
