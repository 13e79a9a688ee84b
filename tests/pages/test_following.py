"""Following a thread or an atelier, the news, and what became of one's words, as their readers see them."""

import re
from datetime import timedelta

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from community import Community
from community.happenings import Thing
from community.mail import Mail
from pages._house import house
from tests.fixtures.mail import taking_mail
from tests.pages.conftest import button, said
from tests.pages.test_community_screens import open_screen, publish
from vocabulary import Destination, now

HERE = "this browser"


@pytest.fixture
def mail_server():
    with taking_mail() as server:
        yield server


def restart(app: AppTest) -> None:
    """Open the house again, with other settings."""
    house().close()
    st.cache_resource.clear()


@pytest.fixture
def question(community: Community) -> str:
    return publish(community, "Il clignote.", by="Zoé", to=Destination(kind="forum", id="orange"), subject="Voyant")


@pytest.fixture
def atelier(community: Community, demonstrated: None) -> str:
    """An open atelier of the demonstration."""
    ateliers = [atelier for cafe in community.cafes.all() for atelier in cafe.ateliers if not atelier.closed]
    return ateliers[0].id


def become_animator(community: Community, atelier: str, app: AppTest):
    """Be who holds it, in the browser of the test."""
    animator = community.cafes.atelier(atelier).animator
    app.session_state["member"] = animator.id
    return animator


def speak_english(app: AppTest) -> None:
    app.session_state["language"] = "en"


@pytest.mark.parametrize("screen", ["notices", "my_words"])
def test_a_guest_is_told_how_to_take_part(app, screen):
    open_screen(app.run(), screen)

    assert not app.exception
    assert "Choisissez un pseudonyme" in said(app)


def test_a_member_follows_a_thread_and_stops(app, community, question):
    ana = community.members.enter("Ana", visit=HERE)
    thread = Thing(kind="question", id=question)
    open_screen(app.run(), "question", id=question)

    button(app, "Suivre").click()
    app.run()
    assert community.following.follows(thread, member=ana)

    button(app, "Ne plus suivre").click()
    app.run()
    assert not community.following.follows(thread, member=ana)


def test_a_guest_is_offered_nothing_to_follow(app, question):
    open_screen(app.run(), "question", id=question)

    assert "Suivre" not in [one.label for one in app.button]


def test_the_news_says_who_replied_where_and_none_of_the_words(app, community, question):
    ana = community.members.enter("Ana", visit=HERE)
    community.following.follow(Thing(kind="question", id=question), by=ana)
    publish(community, "Débranchez-la.", by="Léo", to=Destination(kind="thread", id=question))

    open_screen(app.run(), "notices")

    assert not app.exception
    assert "**Léo** répond à « Voyant »" in said(app)
    assert "Débranchez-la" not in said(app)


def test_news_that_was_read_is_no_longer_new(app, community, question):
    ana = community.members.enter("Ana", visit=HERE)
    community.following.follow(Thing(kind="question", id=question), by=ana)
    publish(community, "Débranchez-la.", by="Léo", to=Destination(kind="thread", id=question))
    open_screen(app.run(), "notices")
    assert community.following.unread(ana) == 1

    button(app, "Tout marquer comme lu").click()
    app.run()

    assert community.following.unread(ana) == 0
    assert "Tout marquer comme lu" not in [one.label for one in app.button]


def test_a_hostile_title_is_shown_as_text(app, community):
    hostile = "<script>alert(1)</script> :red[rouge] **gras**"
    question = publish(community, "…", by="Zoé", to=Destination(kind="forum", id="orange"), subject=hostile)
    ana = community.members.enter("Ana", visit=HERE)
    community.following.follow(Thing(kind="question", id=question), by=ana)
    publish(community, "Oui.", by="Léo", to=Destination(kind="thread", id=question))

    open_screen(app.run(), "notices")

    shown = next(one.value for one in app.markdown if "Léo" in one.value)
    assert "<script>" not in shown
    assert r"\*\*gras\*\*" in shown
    assert ":red[" not in shown.replace("\N{WORD JOINER}", "|")


def test_an_author_asks_and_who_holds_the_atelier_answers(app, community, atelier):
    ana = community.members.enter("Ana", visit=HERE)
    idea = publish(community, "Un stylo qui écoute.", by="Ana2", to=Destination(kind="atelier", id=atelier))
    mine = publish_here(community, "Une table qui voit les mains.", ana, atelier)

    open_screen(app.run(), "my_words")
    assert "Une table qui voit les mains." in said(app)
    assert "Un stylo qui écoute." not in said(app)
    button(app, "Demander ce qu’elle devient").click()
    app.run()
    assert "Vous avez demandé la suite" in said(app)

    animator = become_animator(community, atelier, app)
    open_screen(app, "my_words")
    assert "Une table qui voit les mains." in said(app)
    app.radio(key=f"outcome-state-{mine}").set_value("not_kept")
    app.text_area(key=f"outcome-reason-{mine}").set_value("La salle est trop sombre.")
    next(one for one in app.button if one.label == "Dire").click()
    app.run()

    last = community.outcomes.of_contribution(mine)[-1]
    assert (last.state, last.reason, last.by.id) == ("not_kept", "La salle est trop sombre.", animator.id)
    assert [step.state for step in community.outcomes.of_contribution(idea)] == ["received"]


def publish_here(community: Community, text: str, member, atelier: str) -> str:
    """Publish from the browser of the test."""
    from vocabulary import Draft

    draft = Draft(text=text, author=member.pseudonym, to=Destination(kind="atelier", id=atelier))
    kept = community.drafts.keep(draft, visit=HERE)
    return community.drafts.confirm(kept.id, visit=HERE, member=member, by=["press"]).id


def test_a_decision_without_a_reason_is_refused_with_a_sentence(app, community, atelier):
    ana = community.members.enter("Ana", visit=HERE)
    mine = publish_here(community, "Une table.", ana, atelier)
    become_animator(community, atelier, app)
    open_screen(app.run(), "atelier", id=atelier)

    app.text_area(key=f"outcome-reason-{mine}").set_value("  ")
    app.button(key=f"outcome-said-{mine}").click()
    app.run()

    assert "Dites pourquoi" in said(app)
    assert [step.state for step in community.outcomes.of_contribution(mine)] == ["received"]


def test_who_does_not_hold_the_atelier_says_nothing_about_it(app, community, atelier):
    community.members.enter("Ana", visit=HERE)
    publish(community, "Une table.", by="Léo", to=Destination(kind="atelier", id=atelier))

    open_screen(app.run(), "atelier", id=atelier)

    assert "Dire" not in [one.label for one in app.button]


def test_the_news_is_told_in_english(app, community, question):
    ana = community.members.enter("Ana", visit=HERE)
    community.following.follow(Thing(kind="question", id=question), by=ana)
    publish(community, "Débranchez-la.", by="Léo", to=Destination(kind="thread", id=question))
    speak_english(app)

    open_screen(app.run(), "notices")

    assert "**Léo** replies to “Voyant”" in said(app)
    assert "What I follow" in said(app)


def test_who_wants_news_by_mail_gives_an_address_and_shows_that_it_is_theirs(app, community, settings, mail_server):
    settings(smtp_host="127.0.0.1", smtp_port=str(mail_server.port), smtp_security="none", mail_from="cafe@exemple.fr")
    restart(app)
    community = house().community
    ana = community.members.enter("Ana", visit=HERE)
    open_screen(app.run(), "notices")

    app.text_input(key="mail-address").set_value("ana@exemple.fr")
    button(app, "Recevoir un code").click()
    app.run()
    code = re.search(r"\d{6}", mail_server.letters[0][1]["subject"])[0]
    app.text_input(key="mail-code").set_value("000000" if code != "000000" else "111111")
    button(app, "C’est mon adresse").click()
    app.run()
    assert "Ce n’est pas le bon code" in said(app)
    app.text_input(key="mail-code").set_value(code)
    button(app, "C’est mon adresse").click()
    app.run()

    assert community.mail.mailbox(ana).is_confirmed
    assert "Vos nouvelles arrivent aussi" in said(app)
    button(app, "Ne plus recevoir de courriels").click()
    app.run()
    assert community.mail.mailbox(ana) is None


def test_a_café_without_a_mail_server_offers_no_mail(app, community):
    community.members.enter("Ana", visit=HERE)

    open_screen(app.run(), "notices")

    assert "Par courriel" not in said(app)


def test_the_link_of_a_letter_leads_to_a_button_that_stops_them(app, community):
    asked = publish(community, "…", by="Bob", to=Destination(kind="forum", id="orange"), subject="Box")
    bob = community.forum.thread(asked).question.author
    community.mail.confirm(bob, community.mail.give(bob, "bob@exemple.fr", language="fr"))
    publish(community, "Débranchez-la.", by="Léo", to=Destination(kind="thread", id=asked))
    (letter,) = Mail(community.store, now=lambda: now() + timedelta(minutes=2)).take_due()
    open_screen(app.run(), "notices", stop=letter.stop)
    assert community.mail.mailbox(bob) is not None

    button(app, "Ne plus recevoir de courriels").click()
    app.run()

    assert community.mail.mailbox(bob) is None
