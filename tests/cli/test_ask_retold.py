"""``cafe ask`` where a machine tells the quotes anew."""

import pytest

from community import open_community
from vocabulary import Destination, Draft

SAID = "Débranchez votre Livebox. Jetez-la. Attendez ensuite dix secondes."


@pytest.fixture
def answered(data):
    """A community that has solved the question."""
    data.mkdir(parents=True, exist_ok=True)
    community = open_community(f"sqlite:///{data / 'cafe.db'}", data=data)
    forum = Destination(kind="forum", id="orange")
    asked = Draft(text="Mon voyant est rouge.", author="Ana", to=forum, subject="Le voyant rouge de la Livebox")
    question = _published(community, asked)
    to = Destination(kind="thread", id=question)
    reply = _published(community, Draft(text="Débranchez la Livebox. Attendez 10 secondes.", author="Bob", to=to))
    community.forum.mark_solution(reply, by=community.forum.thread(question).question.author)
    community.close()


def _published(community, draft):
    visit = f"browser of {draft.author}"
    member = community.members.enter(draft.author, visit=visit)
    kept = community.drafts.keep(draft, visit=visit)
    return community.drafts.confirm(kept.id, visit=visit, member=member, by=["press"]).id


QUESTION = b"Pourquoi le voyant rouge de ma Livebox ?"


def test_only_what_is_quoted_is_told_with_its_source(answered, cafe):
    asked = cafe("ask", "-", "--json", typed=QUESTION, REWRITING="scripted", SCRIPT=SAID)

    told = asked.record["answer"]
    assert asked.status == 0
    assert [one["sentence"] for one in told["rewritten"]] == [
        "Débranchez votre Livebox.",
        "Attendez ensuite dix secondes.",
    ]
    assert told["rewritten"][0]["sources"] == [told["sources"][0]["id"]]
    assert told["rewriter"] == "scripted"


def test_a_machine_that_is_not_there_is_said_and_the_answer_stands(answered, cafe):
    asked = cafe("ask", "-", "--json", typed=QUESTION, REWRITING="transformers", REWRITING_MODEL="nobody/x")

    assert asked.status == 0
    assert asked.record["answer"]["known"]
    assert asked.record["answer"]["rewritten"] == []
    assert "nobody/x" in asked.err
