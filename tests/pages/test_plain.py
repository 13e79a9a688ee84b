"""The choice of the easy-to-read version, on the page of a question."""

from streamlit.testing.v1 import AppTest

from community import Community
from tests.conftest import ROOT
from tests.pages.conftest import said
from tests.pages.test_community_screens import open_screen, publish
from vocabulary import Destination

ADVICE = "1. Débranchez la box et attendez une minute.\n2. Si le voyant est rouge, appelez le 3900."


def asked_where(community: Community, advice: str) -> str:
    """A question that another thread answers with an advice."""
    forum = Destination(kind="forum", id="orange")
    told = publish(community, "Le voyant de ma box est rouge.", by="Bob", to=forum, subject="Mon voyant est rouge")
    reply = publish(community, advice, by="Zoé", to=Destination(kind="thread", id=told))
    community.forum.mark_solution(reply, by=community.members.enter("Bob", visit="browser of Bob"))
    return publish(community, "Pourquoi le voyant de ma box est-il rouge ?", by="Ana", to=forum, subject="Voyant rouge")


def test_the_easy_version_is_chosen_and_remembered(app, community):
    question = asked_where(community, ADVICE)
    open_screen(app.run(), "question", id=question)
    assert 'class="plain"' not in said(app)

    app.toggle(key=f"plain-{question}").set_value(True).run()

    assert not app.exception
    shown = said(app)
    assert '<p class="plain-said">Attendez une minute.</p>' in shown
    assert 'Si le <span class="hard-word">voyant</span> est rouge,<br>appelez le 3900.' in shown
    assert "box : L’appareil qui apporte Internet chez vous." in shown
    assert shown.index("Débranchez la") < shown.index("Mot expliqué") < shown.index("Attendez une minute")
    another_tab = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=30)
    another_tab.session_state["visit"] = "this browser"
    assert 'class="plain"' in said(open_screen(another_tab.run(), "question", id=question))


def test_members_words_are_shown_as_words(app, community):
    question = asked_where(community, "1. Touchez <script>alert(1)</script> & attendez.\n2. Touchez <b>la box</b>.")
    open_screen(app.run(), "question", id=question)

    app.toggle(key=f"plain-{question}").set_value(True).run()

    assert "Touchez &lt;script&gt;alert(1)&lt;/script&gt; &amp; attendez." in said(app)
    assert "<script>" not in said(app)


def test_a_tip_is_said_in_easy_words_too(app, community, demonstrated):
    open_screen(app.run(), "tip", id="truc-voyant-rouge")

    app.toggle(key="plain-truc-voyant-rouge").set_value(True).run()

    assert not app.exception
    assert '<p class="plain-said">Attendez une minute.</p>' in said(app)
