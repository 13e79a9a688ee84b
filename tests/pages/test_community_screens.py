"""The help forum, a thread, the cafés and an atelier, and the machine's own screen."""

import pytest
from streamlit.testing.v1 import AppTest

from community import Community
from tests.pages.conftest import ask_in_writing, button, said
from vocabulary import Destination, Draft


def publish(
    community: Community, text: str, *, by: str, to: Destination, subject: str = "", visit: str | None = None
) -> str:
    """Publish as somebody, of another browser if none is named; gives the id."""
    visit = visit or f"browser of {by}"
    member = community.members.enter(by, visit=visit)
    kept = community.drafts.keep(Draft(text=text, author=by, to=to, subject=subject), visit=visit)
    return community.drafts.confirm(kept.id, visit=visit, member=member, by=["press"]).id


@pytest.fixture
def question(community: Community) -> str:
    """A question without a reply."""
    forum = Destination(kind="forum", id="orange")
    return publish(community, "Depuis hier il clignote.", by="Zoé", to=forum, subject="Voyant orange")


def open_screen(app: AppTest, screen: str, **query: str) -> AppTest:
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page(f"{screen}.py").run()


def test_the_forum_lists_what_was_asked(app, question):
    open_screen(app.run(), "forum")

    assert not app.exception
    assert "Depuis hier il clignote." in said(app)


def test_the_search_forgives_accents_plurals_and_a_typing_mistake(app, question):
    open_screen(app.run(), "forum")

    app.text_input(key="wanted").set_value("voyents oranges")
    app.run()

    assert "1 question trouvée" in said(app)


def test_a_search_without_result_says_so(app, question):
    open_screen(app.run(), "forum")

    app.text_input(key="wanted").set_value("hippopotame")
    app.run()

    assert "Rien trouvé" in said(app)


def test_a_guest_reads_and_is_told_how_to_take_part(app, community, question):
    open_screen(app.run(), "question", id=question)

    assert not app.exception
    assert "Voyant orange" in said(app)
    assert button(app, "Moi aussi (0)").disabled


def test_a_member_says_me_too_and_withdraws_it(app, community, question):
    community.members.enter("Ana", visit="this browser")
    open_screen(app.run(), "question", id=question)

    button(app, "Moi aussi (0)").click()
    app.run()
    button(app, "Moi aussi (1)").click()
    app.run()

    assert button(app, "Moi aussi (0)")


def test_only_who_asked_may_choose_the_solution(app, community, question):
    publish(community, "Redémarrez-la.", by="Léo", to=Destination(kind="thread", id=question))
    community.members.enter("Ana", visit="this browser")

    open_screen(app.run(), "question", id=question)

    assert "C’est la solution" not in [one.label for one in app.button]


def test_a_reply_is_a_draft_like_any_other(app, community, question):
    community.members.enter("Ana", visit="this browser")
    open_screen(app.run(), "ask", to=f"thread:{question}")

    app.text_area(key="written").set_value("Débranchez-la une minute.")
    button(app, "Continuer").click()
    app.run()
    before = community.forum.thread(question).replies
    button(app, "Confirmer et publier").click()
    app.run()

    assert before == ()
    assert [reply.body for reply in community.forum.thread(question).replies] == ["Débranchez-la une minute."]


def test_a_reply_that_is_published_leads_to_its_thread(app, community, question):
    community.members.enter("Ana", visit="this browser")
    open_screen(app.run(), "ask", to=f"thread:{question}")

    ask_in_writing(app, "Débranchez-la une minute.")
    button(app, "Confirmer et publier").click()
    app.run()

    assert not app.error
    assert "Débranchez-la une minute." in said(app)
    assert app.query_params["id"] == question


def test_a_contribution_that_is_published_leads_to_its_atelier(app, community, demonstrated):
    community.members.enter("Ana", visit="this browser")
    atelier = next(one for cafe in community.cafes.all() for one in cafe.ateliers if not one.closed)
    open_screen(app.run(), "ask", to=f"atelier:{atelier.id}")

    ask_in_writing(app, "Une porte qui dit bonjour.")
    button(app, "Confirmer et publier").click()
    app.run()

    assert not app.error
    assert "Une porte qui dit bonjour." in said(app)
    assert app.query_params["id"] == atelier.id


def test_a_question_that_does_not_exist_gives_a_sentence(app, community):
    open_screen(app.run(), "question", id="nowhere")

    assert not app.exception
    assert "introuvable" in said(app)


def test_the_machine_says_what_it_can_do_and_how_to_mend_the_rest(app):
    open_screen(app.run(), "machine")

    assert not app.exception
    assert "whisper-base" in said(app)


def test_the_screens_speak_english_when_asked(app):
    app.run()

    app.session_state["language"] = "en"
    app.run()

    assert app.title[0].value == "What would you like to ask?"
