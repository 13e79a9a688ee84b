"""« À grignoter »: the list, an article, and writing one, as their readers and writers see them."""

import pytest

from community import Community
from community.members import Member, sealed
from tests.pages.conftest import ask_in_writing, button, said
from tests.pages.test_agenda_screens import enter
from tests.pages.test_community_screens import open_screen
from vocabulary import Destination, Draft, now

CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Zoé>Bonjour *vous*"
RECORDING = b"OggS not really sound"


@pytest.fixture
def zoe(community: Community) -> Member:
    return enter(community, "Zoé", "animator")


@pytest.fixture
def article(community: Community, zoe: Member) -> str:
    to = Destination(kind="article", id="interview")
    draft = Draft(text="Il fait beau. Très beau.", author="Zoé", subject="Le *temps*", to=to)
    kept = community.drafts.keep(draft, visit="browser of Zoé")
    return community.drafts.confirm(kept.id, visit="browser of Zoé", member=zoe, by=["press"]).id


def test_the_list_shows_what_there_is_and_chooses_a_kind(app, community, article):
    open_screen(app.run(), "articles")
    assert not app.exception
    assert "Il fait beau." in said(app)

    app.segmented_control(key="article-kind").set_value("film")
    app.run()

    assert "Il fait beau." not in said(app)
    assert "encore rien ici" in said(app)


def test_an_article_is_shown_with_what_reads_it_aloud(app, article):
    open_screen(app.run(), "article", id=article)

    assert not app.exception
    assert "Le *temps*" in said(app)
    assert "Entretien · 1 minute · Zoé" in said(app)


def test_a_film_of_the_demonstration_has_its_transcript(app, community, demonstrated):
    open_screen(app.run(), "article", id="ecrire-sur-la-feuille")

    assert not app.exception
    assert "La machine : Voici une feuille." in said(app)
    assert "Démonstration" in said(app)


def test_an_animator_writes_an_article_that_only_they_see_before_they_confirm(app, community, zoe):
    with community.store.writing() as rows:
        rows.members.used(zoe.id, sealed("this browser"), at=now())
    open_screen(app.run(), "ask", to="article:article")
    ask_in_writing(app, "Trois idées pour l’hiver. Une bouillotte.")
    assert community.articles.all() == ()

    button(app, "Confirmer et publier").click()
    app.run()

    assert not app.exception
    assert [one.body for one in community.articles.all()] == ["Trois idées pour l’hiver. Une bouillotte."]


def test_a_member_is_offered_nothing_to_write(app, community, article):
    community.members.enter("Ana", visit="this browser")

    open_screen(app.run(), "article", id=article)

    assert "Joindre un film" not in said(app)
    assert [one.label for one in app.button if one.label == "Retirer le film"] == []


def test_its_author_takes_a_recording_away(app, community, zoe, article):
    community.articles.join(article, RECORDING, name="r.ogg", captions=CAPTIONS, by=zoe)
    app.session_state["member"] = zoe.id
    open_screen(app.run(), "article", id=article)
    assert "Zoé : Bonjour *vous*" in said(app)

    button(app, "Retirer le film").click()
    app.run()

    assert community.articles.get(article).media is None


def test_an_article_that_does_not_exist_gives_a_sentence(app):
    open_screen(app.run(), "article", id="nowhere")

    assert not app.exception
    assert "introuvable" in said(app)


def test_the_list_speaks_english_when_asked(app, article):
    app.session_state["language"] = "en"
    open_screen(app.run(), "articles")

    assert app.title[0].value == "Snacks"
    assert "Interview" in said(app)
