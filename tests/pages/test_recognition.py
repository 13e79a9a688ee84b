"""Signs of recognition, as their readers see them: of a month, and of somebody."""

from datetime import date

import pytest

from community.merit_rules import KINDS
from pages._text import label
from tests.pages.conftest import button, said
from tests.pages.test_community_screens import open_screen, publish
from vocabulary import Destination

HERE = "this browser"


@pytest.fixture
def reply(community) -> str:
    """A reply of Léo to a question of Zoé, for which Ana thanks."""
    to = Destination(kind="forum", id="orange")
    question = publish(community, "Il clignote.", by="Zoé", to=to, subject="Voyant *orange*")
    reply = publish(community, "Débranchez-la.", by="Léo", to=Destination(kind="thread", id=question))
    community.forum.thank(reply, by=community.members.enter("Ana", visit="browser of Ana"))
    return reply


@pytest.fixture
def leo(community, reply):
    return community.members.enter("Léo", visit="browser of Léo")


def links(app) -> list[tuple[str, str]]:
    """The links between pages: what they say, and where they lead."""
    return [(one.proto.label, f"{one.proto.page}?{one.proto.query_string}") for one in app.get("page_link")]


def test_the_page_names_who_helped_this_month_with_the_way_to_them(app, community, leo):
    open_screen(app.run(), "recognition")

    assert not app.exception
    assert ("Léo · 1 personne aidée", f"member?id={leo.id}") in links(app)
    assert "en cours" in said(app)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_rules_are_shown_word_for_word(app, community, language):
    app.session_state["language"] = language
    open_screen(app.run(), "recognition")

    rules = community.merits.rules
    sentences = [*rules.general[language], *(rules.kinds[kind].said[language].rule for kind in KINDS)]
    assert all(label(sentence) in said(app) for sentence in sentences)


def test_earlier_months_are_reached_and_a_month_that_is_none_is_not(app, community, demonstrated):
    newest, before = community.merits.months()[:2]

    open_screen(app.run(), "recognition", month=newest)
    assert any(address == f"recognition?month={before}" for _, address in links(app))
    open_screen(app, "recognition", month="2026-13")

    assert not app.exception
    assert f"{date.today():%Y}" in said(app)


def test_a_sign_opens_what_earned_it(app, community, leo, reply):
    open_screen(app.run(), "member", id=leo.id)

    assert not app.exception
    assert "Léo" in said(app)
    (way, *_) = [one for one in links(app) if one[0].startswith("Réponse à")]
    assert "Voyant \\*orange\\*" in way[0]
    assert f"reply={reply}" in way[1]


def test_a_member_hides_their_signs_and_shows_them_again(app, community, reply):
    leo = community.members.enter("Léo", visit="browser of Léo")
    app.session_state["member"] = leo.id
    open_screen(app.run(), "member", id=leo.id)

    button(app, "Cacher mes signes").click()
    app.run()
    assert community.merits.is_discreet(leo)
    assert "Vos signes sont cachés" in said(app)

    button(app, "Montrer mes signes").click()
    app.run()
    assert not community.merits.is_discreet(leo)


def test_hidden_signs_are_shown_to_nobody_else(app, community, leo):
    community.merits.be_discreet(leo, is_on=True, by=leo)

    open_screen(app.run(), "member", id=leo.id)

    assert "garde ses signes pour elle" in said(app)
    assert "Cacher mes signes" not in [one.label for one in app.button]
    assert not [one for one in links(app) if one[0].startswith("Réponse à")]


def test_who_is_nobody_is_said_in_a_sentence(app, community):
    open_screen(app.run(), "member", id="<script>")

    assert not app.exception
    assert "introuvable" in said(app)


def test_a_pseudonym_leads_to_its_member(app, community, leo, reply):
    question = community.forum.questions()[0].id

    open_screen(app.run(), "question", id=question)

    assert ("Léo", f"member?id={leo.id}") in links(app)


def test_people_of_the_demonstration_have_signs_from_its_content(app, community, demonstrated):
    assert community.merits.check().is_right
    named = {kind for month in community.merits.months() for kind in community.merits.top(month)}
    assert {"helping", "solving", "animating", "welcoming"} <= named
