"""A community in a file, and how to fill it in one line."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from community import Community, open_community
from vocabulary import Destination, Draft, Language

VISIT = "a browser of the tests"


@pytest.fixture
def community(tmp_path: Path, empty_store: Path) -> Iterator[Community]:
    shutil.copy(empty_store, tmp_path / "cafe.db")
    opened = open_community(f"sqlite:///{tmp_path / 'cafe.db'}", data=tmp_path)
    yield opened
    opened.close()


Post = Callable[..., str]


@pytest.fixture
def post(community: Community) -> Post:
    """``post("Title", "body", ("Bob", "reply"), …)`` gives the question's id; the first reply is the solution."""

    def publish(text: str, author: str, to: Destination, subject: str, language: Language) -> str:
        draft = Draft(text=text, author=author, to=to, subject=subject, language=language)
        kept = community.drafts.keep(draft, visit=VISIT)
        member = community.members.trusted(author)
        return community.drafts.confirm(kept.id, visit=VISIT, member=member, by=["press"]).id

    def ask(
        title: str,
        body: str,
        *replies: tuple[str, str],
        space: str = "orange",
        language: Language = "fr",
        solved: bool = True,
    ) -> str:
        question = publish(body, "Ana", Destination(kind="forum", id=space), title, language)
        for n, (author, text) in enumerate(replies):
            reply = publish(text, author, Destination(kind="thread", id=question), "", language)
            if n == 0 and solved:
                community.forum.mark_solution(reply, by=community.members.trusted("Ana"))
        return question

    return ask
