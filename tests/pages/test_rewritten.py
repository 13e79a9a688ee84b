"""Quotes told anew on the screen of a question: only what is quoted, labelled, and nothing where none is asked to."""

import threading

import pytest

from pages._house import house
from tests.pages.conftest import said
from tests.pages.test_community_screens import open_screen, publish
from vocabulary import Destination

FORUM = Destination(kind="forum", id="orange")
LABEL = "Écrit par une machine à partir des citations ci-dessus"


def answered(app):
    """The screen of a question whose answer stands in another thread."""
    community = house().community
    solved = publish(community, "Mon voyant est rouge.", by="Ana", to=FORUM, subject="Le voyant rouge de la Livebox")
    to = Destination(kind="thread", id=solved)
    reply = publish(community, "Débranchez la Livebox. Attendez 10 secondes.", by="Bob", to=to)
    community.forum.mark_solution(reply, by=community.forum.thread(solved).question.author)
    asked = publish(
        community, "Voyant rouge ?", by="Cyril", to=FORUM, subject="Pourquoi le voyant rouge de ma Livebox ?"
    )
    return open_screen(app.run(), "question", id=asked)


def once_told(app):
    """The same screen when the machine has ended."""
    for _ in range(100):
        app.run()
        if LABEL in said(app) or "les citations suffisent" in said(app) or "cette fois" in said(app):
            return app
        threading.Event().wait(0.05)
    raise AssertionError(said(app))


def test_no_machine_writes_unless_the_settings_say_so(app):
    answered(app)

    assert not app.exception
    assert house().rewriting is None
    assert "Les mêmes mots" not in said(app)


def test_what_a_machine_makes_of_the_quotes_stands_under_them_with_its_name(app, settings):
    settings(rewriting="scripted", script="Débranchez votre Livebox. Jetez-la. Attendez ensuite dix secondes.")

    told = said(once_told(answered(app)))

    assert not app.exception
    assert f"{LABEL} · scripted" in told
    assert "Débranchez votre Livebox." in told
    assert "Attendez ensuite dix secondes." in told
    assert "Jetez" not in told
    assert told.index("<blockquote") < told.index('href="#quote-')


def test_of_what_is_not_quoted_nothing_is_shown(app, settings):
    settings(rewriting="scripted", script="Jetez la Livebox par la fenêtre. Appelez le 1234.")

    told = said(once_told(answered(app)))

    assert "1234" not in told
    assert LABEL not in told
    assert "les citations suffisent" in told


@pytest.mark.parametrize(
    "chosen", [{"rewriting": "telepathy"}, {"rewriting": "transformers", "rewriting_model": "nobody/x"}]
)
def test_a_machine_that_is_not_there_is_said_calmly_and_the_quotes_stand(app, settings, chosen):
    settings(**chosen)

    told = said(once_told(answered(app)))

    assert not app.exception
    assert "La machine ne reformule pas cette fois." in told
    assert "<blockquote" in told
