"""À grignoter: written by drafts, by who may; films only with captions."""

from dataclasses import replace

import pytest

from community import demonstration
from community.articles import LARGEST_MB
from community.happenings import Thing
from community.viewers import viewer_of
from errors import (
    BadCaptions,
    NotAllowed,
    NotConfirmable,
    NotFound,
    NotYours,
    TooLateToUndo,
    TooManyBytes,
    UnknownFormat,
)
from vocabulary import Destination

FILM = b"\x1a\x45\xdf\xa3 a film"
OTHER = b"OggS a recording"
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Zoé>Bonjour"
ROLES = {"Zoé": "animator", "Mo": "moderator", "Ada": "administrator"}
TO = Destination(kind="article", id="interview")


@pytest.fixture
def person(people):
    def enters(pseudonym):
        return replace(people.enters(pseudonym), role=ROLES.get(pseudonym, "member"))

    return enters


@pytest.fixture
def writes(community, people, person):
    """Somebody writes an article; gives its draft and what it became."""

    def write(pseudonym="Zoé", title="Une rencontre", text="Bonjour.", *, to=TO, **more):
        kept = people.keeps(pseudonym, text, to=to, subject=title, **more)
        published = community.drafts.confirm(
            kept.id, visit=f"visit of {pseudonym}", member=person(pseudonym), by=["press"]
        )
        return kept, published

    return write


@pytest.fixture
def article(writes) -> str:
    return writes()[1].id


def test_an_article_is_published_by_its_draft_and_not_before(community, people, writes):
    people.keeps("Zoé", "Pas encore.", to=TO, subject="Brouillon")
    _, published = writes()

    (article,) = community.articles.all()
    assert published.link == f"/article?id={article.id}"
    assert (article.kind, article.title, article.body) == ("interview", "Une rencontre", "Bonjour.")
    assert community.articles.all(kind="film") == ()
    assert community.articles.of_author(people.enters("Zoé")) == (article,)


def test_a_member_publishes_none_and_keeps_the_draft(community, people, writes):
    with pytest.raises(NotAllowed):
        writes("Ana")

    assert community.articles.all() == ()
    assert [one.draft.text for one in community.drafts.of_visit("visit of Ana")] == ["Bonjour."]


@pytest.mark.parametrize(
    "change", [{"title": "  "}, {"text": " "}, {"to": Destination(kind="article", id="poem")}, {"to": None}]
)
def test_what_is_missing_is_said(community, writes, change):
    with pytest.raises(NotConfirmable):
        writes(**change)
    assert community.articles.all() == ()


def test_an_article_is_taken_back_with_its_recording_and_its_film(community, people, writes, clock):
    kept, published = writes(recording=b"RIFF....WAVE", keeps_recording=True)
    film = community.articles.join(
        published.id, FILM, name="f.webm", captions=CAPTIONS, by=people.enters("Zoé")
    ).media.file

    community.drafts.undo(kept.id, visit="visit of Zoé")

    assert community.articles.all() == ()
    assert community.kept.read(community.drafts.get(kept.id, visit="visit of Zoé").recording) == b"RIFF....WAVE"
    community.drafts.sweep()
    with pytest.raises(NotFound):
        community.kept.read(film)


def test_a_recording_that_stays_outlives_its_draft(community, writes, clock):
    _, published = writes(recording=b"RIFF....WAVE", keeps_recording=True)
    clock.passes(60)
    community.drafts.sweep()

    assert community.kept.read(community.articles.get(published.id).recording) == b"RIFF....WAVE"


def test_it_is_too_late_after_thirty_seconds(community, writes, clock):
    kept, _ = writes()
    clock.passes(31)

    with pytest.raises(TooLateToUndo):
        community.drafts.undo(kept.id, visit="visit of Zoé")


def test_a_film_is_joined_with_its_captions_and_another_takes_its_place(community, people, article):
    zoe = people.enters("Zoé")
    joined = community.articles.join(article, FILM, name="f.webm", captions=CAPTIONS, by=zoe)
    assert community.articles.join(article, FILM, name="f.webm", captions=CAPTIONS, by=zoe) == joined
    assert (joined.media.media_type, community.kept.read(joined.media.file)) == ("video/webm", FILM)
    assert [(one.words, one.speaker) for one in joined.media.captions] == [("Bonjour", "Zoé")]

    other = community.articles.join(article, OTHER, name="r.ogg", captions=CAPTIONS, by=zoe)

    community.drafts.sweep()
    assert other.media.media_type == "audio/ogg"
    with pytest.raises(NotFound):
        community.kept.read(joined.media.file)
    community.articles.unjoin(article, by=zoe)
    assert community.articles.get(article).media is None


def test_two_articles_with_one_film_keep_it_until_both_are_without(community, people, writes):
    first, second = writes()[1].id, writes(title="Autre")[1].id
    zoe = people.enters("Zoé")
    for one in (first, second):
        film = community.articles.join(one, FILM, name="f", captions=CAPTIONS, by=zoe).media.file

    community.articles.unjoin(first, by=zoe)
    community.drafts.sweep()

    assert community.kept.read(film) == FILM


@pytest.mark.parametrize(
    ("content", "captions", "error"),
    [
        (FILM, "", BadCaptions),
        (FILM, "WEBVTT\n", BadCaptions),
        (b"<html>", CAPTIONS, UnknownFormat),
        (b"", CAPTIONS, UnknownFormat),
        (FILM + bytes(LARGEST_MB * 1_000_000), CAPTIONS, TooManyBytes),
    ],
)
def test_no_film_is_joined_without_captions_and_nothing_that_is_none(
    community, people, article, content, captions, error
):
    with pytest.raises(error):
        community.articles.join(article, content, name="f", captions=captions, by=people.enters("Zoé"))
    assert community.articles.get(article).media is None


def test_only_its_author_or_a_moderator_joins_a_film(community, person, article):
    with pytest.raises(NotYours):
        community.articles.join(article, FILM, name="f", captions=CAPTIONS, by=person("Ana"))
    community.articles.join(article, FILM, name="f", captions=CAPTIONS, by=person("Mo"))
    with pytest.raises(NotYours):
        community.articles.unjoin(article, by=person("Ana"))
    with pytest.raises(NotFound):
        community.articles.unjoin("nowhere", by=person("Mo"))


def test_who_follows_its_author_is_told(community, people, writes):
    from community.happenings import Thing

    zoe, ana = people.enters("Zoé"), people.enters("Ana")
    community.following.follow(Thing(kind="member", id=zoe.id), by=ana)

    kept, _ = writes()
    (notice,) = community.following.notices(ana)
    assert (notice.kind, notice.title) == ("published", "Une rencontre")

    community.drafts.undo(kept.id, visit="visit of Zoé")
    assert community.following.notices(ana) == ()


def test_the_demonstration_has_a_film_with_captions_and_interviews_that_say_they_are_invented(community):
    demonstration.load(community)
    demonstration.load(community)

    found = community.articles.all()
    assert len(found) == 5
    assert all(one.is_demonstration for one in found)
    (film,) = [one for one in found if one.media is not None]
    assert film.media.captions[-1].end > 10
    assert community.kept.read(film.media.file)[:4] == b"\x1a\x45\xdf\xa3"
    for one in found:
        if one.kind == "interview":
            assert "démonstration" in one.body or "demonstration" in one.body


@pytest.mark.parametrize(("choice", "left"), [("anonymised", ["Une rencontre"]), ("nothing", [])])
def test_who_leaves_leaves_no_film_and_their_words_only_where_they_said_so(community, people, article, choice, left):
    zoe = people.enters("Zoé")
    film = community.articles.join(article, FILM, name="f", captions=CAPTIONS, by=zoe).media.file

    assert community.leaving.belongings(zoe).files == (film,)
    community.leaving.leave(zoe, choice=choice)

    assert [one.title for one in community.articles.all()] == left
    assert not [one for one in community.articles.all() if one.media is not None or one.author.id == zoe.id]
    with pytest.raises(NotFound):
        community.kept.read(film)


def test_what_is_hidden_is_there_for_its_author_and_for_moderators_only(community, people, person, article):
    thing = Thing(kind="article", id=article)

    community.moderation.decide(thing, "hidden", reason="Publicité.", by=person("Mo"))

    assert community.articles.all() == ()
    with pytest.raises(NotFound):
        community.articles.get(article, viewer=viewer_of(people.enters("Ana")))
    assert community.articles.get(article, viewer=viewer_of(people.enters("Zoé"))).hidden_at is not None
    assert [one.id for one in community.articles.all(viewer=viewer_of(person("Mo")))] == [article]


def test_an_appeal_that_is_granted_shows_it_again(community, people, person, article):
    thing, zoe = Thing(kind="article", id=article), people.enters("Zoé")
    community.moderation.decide(thing, "hidden", reason="Publicité.", by=person("Mo"))
    community.appeals.appeal(thing, "misread", by=zoe)

    community.appeals.decide(thing, is_granted=True, reason="En effet.", by=person("Ada"))

    assert [one.id for one in community.articles.all()] == [article]
    assert [notice.kind for notice in community.following.notices(zoe)][:2] == ["shown", "hidden"]
