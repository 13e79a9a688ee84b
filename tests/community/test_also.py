"""A search finds activities to come and articles too."""

from dataclasses import replace
from datetime import timedelta

import pytest

from community.agenda import Plan
from community.happenings import Thing
from vocabulary import Destination


@pytest.fixture
def plans(community, people, clock):
    """Somebody announces an activity in so many days."""

    def plan(title, *, days=3, description="", space="lab"):
        start = clock.at + timedelta(days=days)
        announced = Plan(
            title=title,
            space=space,
            mode="room",
            place="Salle 3",
            starts_at=start,
            ends_at=start + timedelta(hours=1),
            description=description,
        )
        return community.agenda.plan(announced, by=replace(people.enters("Zoé"), role="animator")).id

    return plan


@pytest.fixture
def writes(community, people):
    def write(title, text):
        kept = people.keeps("Zoé", text, to=Destination(kind="article", id="article"), subject=title)
        zoe = replace(people.enters("Zoé"), role="animator")
        return community.drafts.confirm(kept.id, visit="visit of Zoé", member=zoe, by=["press"]).id

    return write


def found(community, text, **more):
    return [one.id for one in community.also.activities(text, **more)]


def test_accents_plurals_and_small_words_make_no_difference(community, plans, writes):
    dictation, other = plans("Essayer la dictée"), plans("Un café")
    article = writes("Les dictées de l’été", "Il fait beau.")

    for asked in ("dictee", "Les dictées ?", "essayons une dictée"):
        assert found(community, asked) == [dictation]
        assert [one.id for one in community.also.articles(asked)] == [article]
    assert found(community, "café") == [other]
    assert found(community, "hippopotame") == found(community, "  ") == found(community, "de la") == []


def test_what_is_in_the_title_comes_first_then_what_is_sooner(community, plans):
    told = plans("Rencontre", days=1, description="Nous parlerons de dictée.")
    later, sooner = plans("La dictée", days=9), plans("La dictée", days=5)

    assert found(community, "dictée") == [sooner, later, told]
    assert found(community, "dictée", limit=1) == [sooner]


def test_what_is_over_cancelled_or_elsewhere_is_not_found(community, people, clock, plans):
    cancelled, over = plans("La dictée"), plans("La dictée", days=1)
    community.agenda.cancel(cancelled, reason="Malade.", by=people.enters("Zoé"))

    assert found(community, "dictée") == [over]
    assert found(community, "dictée", space="orange") == []
    clock.passes(2 * 86_400)
    assert found(community, "dictée") == []


def test_an_article_that_is_hidden_is_found_by_its_author_only(community, people, writes):
    article = writes("La dictée", "Il fait beau.")
    mo = replace(people.enters("Mo"), role="moderator")

    community.moderation.decide(Thing(kind="article", id=article), "hidden", reason="Publicité.", by=mo)

    assert community.also.articles("dictée", by=people.enters("Ana")) == community.also.articles("dictée") == ()
    assert [one.id for one in community.also.articles("dictée", by=people.enters("Zoé"))] == [article]


@pytest.mark.parametrize("asked", ["a" * 10_000, "\u202e\u200b", "%_' OR 1=1 --", "e\u0301" * 5_000])
def test_whatever_is_asked_for_gives_an_answer(community, plans, asked):
    plans("La dictée")

    assert found(community, asked) == []
