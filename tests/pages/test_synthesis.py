"""Closing an atelier, writing its synthesis, and reading it once it is signed."""

import pytest
from streamlit.testing.v1 import AppTest

from community.cafes import Atelier, Cafe
from community.viewers import GUEST
from tests.pages.conftest import ask_in_writing, button, said
from tests.pages.test_community_screens import open_screen, publish
from vocabulary import Destination, now

BODY = "Des bancs à l’ombre, s’il vous plaît. Et des fontaines."


@pytest.fixture
def zoe(community):
    """Who sits at this browser, and holds the atelier."""
    return community.members.enter("Zoé", visit="this browser")


@pytest.fixture
def idea(community, zoe) -> str:
    """The id of a contribution of Ana."""
    atelier = Atelier(
        id="bancs", cafe="ville", title="Bancs", opening="Bonjour !", question="Plus ?", animator=zoe, position=1
    )
    cafe = Cafe(id="ville", title="La ville", introduction="Imaginer.", ateliers=(atelier,))
    with community.store.writing() as rows:
        rows.cafes.add(cafe, at=now())
    return publish(community, BODY, by="Ana", to=Destination(kind="atelier", id="bancs"))


def press(app: AppTest, label: str) -> AppTest:
    button(app, label).click()
    return app.run()


def close(app: AppTest) -> AppTest:
    open_screen(app.run(), "atelier", id="bancs")
    return press(app, "Fermer l’atelier")


def texts(community, zoe) -> list[str]:
    return [part.text for part in community.syntheses.manuscript("bancs", by=zoe).parts]


def test_who_holds_the_atelier_closes_it_and_opens_it_again_with_a_reason(app, community, idea):
    close(app)
    assert not app.exception
    assert community.cafes.atelier("bancs", viewer=GUEST).closed
    assert "fermé par Zoé" in said(app)

    press(app, "Rouvrir l’atelier")
    assert "Dites pourquoi" in said(app)
    assert community.cafes.atelier("bancs", viewer=GUEST).closed

    next(one for one in app.text_input if one.key.startswith("lock-reason")).set_value("Une idée de plus.")
    press(app, "Rouvrir l’atelier")
    assert not community.cafes.atelier("bancs", viewer=GUEST).closed


def test_words_are_quoted_as_they_stand_and_no_others(app, community, zoe, idea):
    open_screen(app.run(), "synthesis_writing", id="bancs")

    app.text_area(key=f"quote-words-{idea}").set_value("Des bancs au soleil")
    press(app, "Citer ces mots")
    assert "mot pour mot" in said(app)
    assert texts(community, zoe) == []

    app.text_area(key=f"quote-words-{idea}").set_value("Des bancs à l’ombre")
    press(app, "Citer ces mots")
    assert not app.exception
    assert texts(community, zoe) == ["Des bancs à l’ombre"]


def test_a_sentence_of_a_contribution_is_quoted_by_one_press(app, community, zoe, idea):
    open_screen(app.run(), "synthesis_writing", id="bancs")

    press(app, "Et des fontaines\\.")

    assert not app.exception
    assert texts(community, zoe) == ["Et des fontaines."]


def test_a_sentence_is_a_draft_like_any_other_and_leads_back_to_the_synthesis(app, community, zoe, idea):
    open_screen(app.run(), "ask", to="synthesis:bancs")
    ask_in_writing(app, "On demande de l’ombre :")
    assert texts(community, zoe) == []

    press(app, "Ajouter à la synthèse")

    assert not app.exception
    assert not app.error
    assert texts(community, zoe) == ["On demande de l’ombre :"]
    assert "La synthèse en préparation" in said(app)


def test_a_sentence_is_written_anew(app, community, zoe, idea):
    open_screen(app.run(), "ask", to="synthesis:bancs")
    ask_in_writing(app, "Une première phrase.")
    press(app, "Ajouter à la synthèse")
    open_screen(app, "synthesis_writing", id="bancs")

    press(app, "Réécrire")
    (begun,) = community.drafts.of_visit("this browser")
    open_screen(app, "ask", draft=begun.id)
    press(app, "Ajouter à la synthèse")

    assert begun.draft.text == "Une première phrase."
    assert texts(community, zoe) == ["Une première phrase."]
    assert len(community.syntheses.manuscript("bancs", by=zoe).set_aside) == 1


def test_what_is_set_aside_is_put_back(app, community, zoe, idea):
    community.syntheses.quote(idea, "Des bancs", by=zoe)
    open_screen(app.run(), "synthesis_writing", id="bancs")

    press(app, "Écarter")
    assert texts(community, zoe) == []
    press(app, "Remettre")
    assert texts(community, zoe) == ["Des bancs"]


def test_a_signed_synthesis_is_read_by_a_guest(app, community, zoe, idea):
    community.syntheses.quote(idea, "Des bancs à l’ombre", by=zoe)
    close(app)
    open_screen(app, "synthesis_writing", id="bancs")
    press(app, "Signer et publier")
    assert not app.error

    app.session_state["member"] = None
    open_screen(app, "synthesis", id="bancs")

    assert not app.exception
    assert "Des bancs à l’ombre" in said(app)
    assert "fontaines" not in said(app)
    assert "Signée par Zoé" in said(app)
    assert [
        link.query_string for link in [one.proto for one in app.get("page_link")] if "contribution" in link.query_string
    ]


def test_what_was_added_since_the_page_was_drawn_is_not_signed_unseen(app, community, zoe, idea):
    community.syntheses.quote(idea, "Des bancs", by=zoe)
    community.closings.close("bancs", by=zoe)
    open_screen(app.run(), "synthesis_writing", id="bancs")
    community.syntheses.quote(idea, "Et des fontaines.", by=zoe)

    press(app, "Signer et publier")
    assert "a changé depuis" in said(app)
    assert community.syntheses.signed("bancs", viewer=GUEST) is None

    press(app, "Signer et publier")
    assert len(community.syntheses.signed("bancs", viewer=GUEST).parts) == 2


@pytest.mark.parametrize("pseudonym", [None, "Bob"])
def test_nobody_else_sees_it_in_preparation(app, community, zoe, idea, pseudonym):
    community.syntheses.quote(idea, "Des bancs à l’ombre", by=zoe)
    app.session_state["member"] = None if pseudonym is None else community.members.enter(pseudonym, visit="b").id

    for screen in ("synthesis_writing", "synthesis"):
        open_screen(app.run(), screen, id="bancs")
        assert not app.exception
        assert "Des bancs" not in said(app)
        assert list(app.text_area) == []


def test_hostile_signs_of_a_quotation_are_shown_as_text(app, community, zoe, idea):
    hostile = "<script>alert(1)</script> **gras** :red[rouge] ab\u202ec"
    other = publish(community, hostile, by="Bob", to=Destination(kind="atelier", id="bancs"))
    community.syntheses.quote(other, hostile, by=zoe)

    open_screen(app.run(), "synthesis_writing", id="bancs")

    assert not app.exception
    assert "<script>" not in said(app)
    assert "&lt;script&gt;" in said(app)


def test_an_address_of_no_atelier_says_so(app, community):
    for screen in ("synthesis", "synthesis_writing"):
        open_screen(app.run(), screen, id="nothing")
        assert "introuvable" in said(app)


def test_the_demonstration_is_read_and_not_written_by_who_looks(app, community, demonstrated):
    open_screen(app.run(), "synthesis", id="portes-d-entree")
    assert not app.exception
