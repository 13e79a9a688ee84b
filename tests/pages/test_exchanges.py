"""In an atelier one answers, quotes and thanks; a closed one says why it takes nothing."""

import pytest

from community import Community
from tests.pages.conftest import ask_in_writing, button, said
from tests.pages.test_community_screens import open_screen, publish
from vocabulary import Destination

ATELIER = "portes-d-entree"


@pytest.fixture
def idea(community: Community, demonstrated) -> str:
    to = Destination(kind="atelier", id=ATELIER)
    return publish(community, "Une sonnette. Et un banc devant.", by="Zoé Martin", to=to)


def test_a_reply_with_a_quote_goes_the_way_of_every_draft(app, community, idea):
    community.members.enter("Ana", visit="this browser")
    open_screen(app.run(), "ask", to=f"contribution:{idea}/0-13")
    assert "Une sonnette" in said(app)

    ask_in_writing(app, "Avec un bouton qui se voit.")
    assert community.cafes.exchange_of(idea).replies == ()
    button(app, "Confirmer et publier").click()
    app.run()

    assert not app.exception
    (reply,) = community.cafes.exchange_of(idea).replies
    assert (reply.body, reply.quote.words) == ("Avec un bouton qui se voit.", "Une sonnette.")
    assert app.query_params["id"] == ATELIER


def test_thanks_are_counted_and_taken_back(app, community, idea):
    community.members.enter("Ana", visit="this browser")
    open_screen(app.run(), "atelier", id=ATELIER, contribution=idea)

    for count in (1, 0):
        next(one for one in app.button if one.key == f"thank-{idea}").click()
        app.run()
        assert community.cafes.exchange_of(idea).contribution.thanks == count


def test_a_guest_reads_answers_and_cannot_thank(app, community, idea):
    publish(community, "Oui !", by="Bob Durand", to=Destination(kind="contribution", id=f"{idea}/14-32"))

    open_screen(app.run(), "atelier", id=ATELIER, contribution=idea)

    assert not app.exception
    assert "Et un banc devant." in said(app)
    assert "1 réponse" in said(app)
    assert next(one for one in app.button if one.key == f"thank-{idea}").disabled


def test_a_contribution_that_is_asked_for_is_drawn_once(app, community, idea):
    open_screen(app.run(), "atelier", id=ATELIER, contribution=idea)

    assert said(app).count("Une sonnette. Et un banc devant.") == 1


@pytest.mark.parametrize("asked", ["gone", "<script>", "", "reponses-dites-et-dessinees-1"])
def test_a_contribution_that_is_not_here_changes_nothing(app, community, idea, asked):
    open_screen(app.run(), "atelier", id=ATELIER, contribution=asked)

    assert not app.exception
    assert "Une sonnette." in said(app)
    assert "Surtout pas !" not in said(app)


def test_a_draft_for_an_atelier_that_closed_meanwhile_stays_and_is_not_sent_elsewhere(app, community, idea):
    community.members.enter("Ana", visit="this browser")
    open_screen(app.run(), "ask", to=f"atelier:{ATELIER}")
    ask_in_writing(app, "Trop tard ?")
    animator = community.cafes.atelier(ATELIER).animator
    community.closings.close(ATELIER, by=animator)

    app.run()
    assert "L’atelier que vous aviez choisi est fermé." in said(app)
    button(app, "Confirmer et publier").click()
    app.run()

    assert not app.exception
    assert "fermé" in said(app)
    assert [kept.draft.text for kept in community.drafts.of_visit("this browser")] == ["Trop tard ?"]
