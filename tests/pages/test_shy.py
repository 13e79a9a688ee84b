"""A shy start, as who begins and who animates see it."""

from tests.pages.conftest import ask_in_writing, button, said
from tests.pages.test_community_screens import open_screen


def test_first_words_are_shown_to_the_animator_welcomed_and_then_shown_to_everyone(app, community, demonstrated):
    ana = community.members.enter("Ana", visit="this browser")
    atelier = next(
        one for cafe in community.cafes.all() for one in cafe.ateliers if not one.closed and not one.is_blind
    )
    open_screen(app.run(), "ask", to=f"atelier:{atelier.id}")
    ask_in_writing(app, "Une porte qui dit bonjour.")
    draft = app.query_params["draft"]

    app.checkbox(key=f"shy-{draft}").check()
    app.run()
    button(app, "Confirmer et publier").click()
    app.run()

    assert not app.exception
    assert "Montré à l’animation seulement" in said(app)
    assert "Une porte qui dit bonjour." not in [one.body for one in community.cafes.contributions(atelier.id)]

    app.session_state["member"] = atelier.animator.id
    open_screen(app, "welcome")
    assert "Une porte qui dit bonjour." in said(app)
    (words,) = community.shy_start.waiting(by=atelier.animator)
    app.text_input(key=f"welcome-words-{words.thing.id}").set_value("Ravie de vous lire.")
    button(app, "Souhaiter la bienvenue").click()
    app.run()
    assert "C’est dit, merci" in said(app)

    app.session_state["member"] = ana.id
    open_screen(app, "notices")
    assert "vous souhaite la bienvenue" in said(app)
    open_screen(app, "decision", of=f"contribution:{words.thing.id}")
    assert "Ravie de vous lire." in said(app)
    button(app, "Montrer à tout le monde").click()
    app.run()

    assert not app.exception
    assert "Une porte qui dit bonjour." in [one.body for one in community.cafes.contributions(atelier.id, limit=200)]


def test_who_took_part_before_is_not_asked(app, community, demonstrated):
    atelier = next(
        one for cafe in community.cafes.all() for one in cafe.ateliers if not one.closed and not one.is_blind
    )
    open_screen(app.run(), "ask", to=f"atelier:{atelier.id}")
    ask_in_writing(app, "Une porte qui dit bonjour.")
    app.text_input(key="pseudonym").set_value("Ana")
    app.run()
    button(app, "Confirmer et publier").click()
    app.run()
    assert not app.exception

    open_screen(app, "ask", to=f"atelier:{atelier.id}")
    ask_in_writing(app, "Et une fenêtre.")

    assert "shy-" not in " ".join(str(one.key) for one in app.checkbox)
