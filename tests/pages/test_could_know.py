"""Who asked what nobody has answered is offered who could know; who could know decides whether they are offered."""

import pytest

from community import Community
from tests.pages.conftest import button, said
from tests.pages.test_community_screens import open_screen, publish
from vocabulary import Destination

ORANGE = Destination(kind="forum", id="orange")


@pytest.fixture
def bob(community: Community):
    """Bob solved a question about one mailbox, and may be asked."""
    question = publish(
        community, "Que faire ?", by="Ana", to=ORANGE, subject="Je ne reçois plus mes messages dans Gmail"
    )
    reply = publish(community, "Vérifiez le filtre.", by="Bob", to=Destination(kind="thread", id=question))
    community.forum.mark_solution(reply, by=community.members.enter("Ana", visit="browser of Ana"))
    member = community.members.enter("Bob", visit="browser of Bob")
    community.asking.agree(member, is_on=True)
    return member


@pytest.fixture
def question(community: Community, bob) -> str:
    """Of this browser, which nobody answers."""
    return publish(
        community, "Merci d’avance.", by="Cléo", to=ORANGE, subject="Je ne reçois plus mes messages dans Outlook"
    )


def test_who_asked_asks_who_could_know(app, community, bob, question):
    app.session_state["member"] = community.members.enter("Cléo", visit="browser of Cléo").id
    open_screen(app.run(), "question", id=question)
    assert "Ils sauraient peut-être" in said(app)

    button(app, "Demander").click().run()

    assert not app.exception
    assert [one.kind for one in community.following.notices(bob)].count("asked_to_answer") == 1
    assert "Demander" not in [one.label for one in app.button]


def test_nobody_else_sees_who_could_know(app, community, bob, question):
    open_screen(app.run(), "question", id=question)

    assert not app.exception
    assert "Ils sauraient peut-être" not in said(app)


def test_one_says_whether_one_may_be_asked(app, community, bob):
    app.session_state["member"] = bob.id
    open_screen(app.run(), "notices")

    app.toggle(key="may-be-asked").set_value(False).run()

    assert not app.exception
    assert not community.asking.agrees(bob)
