"""A café is prepared out of sight and opened when all of it is there."""

from datetime import date

import pytest

from community.preparing import missing
from errors import NotAllowed, NotConfirmable, NotFound, NotOpenable, NotYours, TooManyWords
from vocabulary import Destination


@pytest.fixture
def zoe(community, people):
    member = people.enters("Zoé")
    with community.store.writing() as rows:
        rows.members.set_role(member.id, "animator")
    return community.members.get(member.id)


@pytest.fixture
def begun(community, zoe):
    return community.preparing.begin("La nuit", space="lab", ateliers=3, by=zoe)


def writes(people, pseudonym: str, kind, id: str, text: str):
    kept = people.keeps(pseudonym, text, to=Destination(kind=kind, id=id))
    return kept, people.confirms(pseudonym, kept.id)


def complete(community, people, cafe, *, by):
    writes(people, "Zoé", "introduction", cafe.id, "Parlons de la nuit.")
    for atelier in cafe.ateliers:
        writes(people, "Zoé", "opening", atelier.id, "Bonsoir.")
        place = atelier.position
        community.preparing.describe_atelier(
            atelier.id, title=f"Nuit {place}", question="Dormez-vous ?", is_blind=place == 2, by=by
        )
    days = {"starts_on": date(2026, 4, 1), "ends_on": date(2026, 4, 30)}
    community.preparing.describe(cafe.id, title="La nuit", **days, by=by)


def test_a_cafe_is_seen_when_it_is_opened_and_not_before(community, people, zoe, begun):
    assert len(missing(begun)) == 5
    complete(community, people, begun, by=zoe)
    assert missing(community.preparing.get(begun.id, by=zoe)) == ()
    assert community.cafes.all() == ()

    community.preparing.open(begun.id, by=zoe)

    (cafe,) = community.cafes.all(space="lab")
    assert (cafe.title, cafe.introduction, cafe.host) == ("La nuit", "Parlons de la nuit.", zoe)
    assert [(one.title, one.opening, one.is_blind) for one in cafe.ateliers] == [
        ("Nuit 1", "Bonsoir.", False),
        ("Nuit 2", "Bonsoir.", True),
        ("Nuit 3", "Bonsoir.", False),
    ]
    assert (cafe.starts_on, cafe.ends_on) == (date(2026, 4, 1), date(2026, 4, 30))
    assert community.preparing.of_host(zoe) == ()
    people.contributes("Ana", "Non.", cafe.ateliers[0].id)


def test_nobody_sees_or_contributes_to_what_is_being_prepared(community, people, zoe, begun):
    place = begun.ateliers[0].id
    with pytest.raises(NotFound):
        community.cafes.atelier(place)
    with pytest.raises(NotFound):
        community.cafes.vote(place, "for", by=people.enters("Ana"))
    with pytest.raises(NotConfirmable, match="n’existe pas"):
        people.contributes("Ana", "Déjà ?", place)
    with pytest.raises(NotYours):
        community.preparing.get(begun.id, by=people.enters("Ana"))


@pytest.mark.parametrize("ateliers", [0, 1, 2, 4, 8, 100])
def test_a_story_of_another_length_is_refused(community, zoe, ateliers):
    with pytest.raises(NotOpenable, match="de 5 à 7"):
        community.preparing.begin("La nuit", space="lab", ateliers=ateliers, by=zoe)


def test_what_is_missing_is_said(community, people, zoe, begun):
    for why in ("introduction", "introduction"):
        with pytest.raises(NotOpenable, match=why):
            community.preparing.open(begun.id, by=zoe)
    writes(people, "Zoé", "introduction", begun.id, "Parlons de la nuit.")
    with pytest.raises(NotOpenable, match="quand il commence"):
        community.preparing.open(begun.id, by=zoe)


def test_bad_fields_are_refused(community, zoe, begun):
    with pytest.raises(NotOpenable, match="avant de commencer"):
        community.preparing.describe(begun.id, title="x", starts_on=date(2026, 4, 2), ends_on=date(2026, 4, 1), by=zoe)
    with pytest.raises(TooManyWords):
        community.preparing.describe(begun.id, title="e\u0301" * 1000, starts_on=None, ends_on=None, by=zoe)
    with pytest.raises(NotOpenable, match="ne la voit pas"):
        community.preparing.show_picture(begun.id, b"jpeg", "image/jpeg", alt="  ", by=zoe)
    with pytest.raises(NotOpenable, match="ne reçoit pas"):
        community.preparing.begin("La nuit", space="orange", ateliers=3, by=zoe)


def test_only_animators_and_facilitators_open_cafes(community, people, begun):
    ana = people.enters("Ana")
    with pytest.raises(NotAllowed):
        community.preparing.begin("La nuit", space="lab", ateliers=3, by=ana)
    with pytest.raises(NotConfirmable, match="tient ce café"):
        writes(people, "Ana", "introduction", begun.id, "Chez moi.")
    with pytest.raises(NotConfirmable, match="tient ce café"):
        writes(people, "Ana", "opening", begun.ateliers[0].id, "Chez moi.")
    for act in (
        lambda: community.preparing.open(begun.id, by=ana),
        lambda: community.preparing.give_up(begun.id, by=ana),
        lambda: community.preparing.describe(begun.id, title="x", starts_on=None, ends_on=None, by=ana),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_words_taken_back_give_way_to_those_before(community, people, zoe, begun, clock):
    first, _ = writes(people, "Zoé", "introduction", begun.id, "Un.")
    clock.passes(1)
    second, _ = writes(people, "Zoé", "introduction", begun.id, "Deux.")

    community.drafts.undo(first.id, visit="visit of Zoé")
    assert community.preparing.get(begun.id, by=zoe).introduction == "Deux."
    community.drafts.undo(second.id, visit="visit of Zoé")

    assert community.preparing.get(begun.id, by=zoe).introduction == ""
    assert {kept.draft.text for kept in community.drafts.of_visit("visit of Zoé")} == {"Un.", "Deux."}


def test_who_gives_up_keeps_their_words_as_drafts(community, people, zoe, begun):
    writes(people, "Zoé", "introduction", begun.id, "Parlons de la nuit.")

    community.preparing.give_up(begun.id, by=zoe)

    assert community.preparing.of_host(zoe) == ()
    assert [kept.draft.text for kept in community.drafts.of_visit("visit of Zoé")] == ["Parlons de la nuit."]


def test_a_picture_is_kept_with_what_it_shows_and_the_former_one_goes(community, zoe, begun):
    community.preparing.show_picture(begun.id, b"one", "image/jpeg", alt="Une lune", by=zoe)
    former = community.preparing.get(begun.id, by=zoe).picture
    community.preparing.show_picture(begun.id, b"two", "image/jpeg", alt="Un hibou", by=zoe)

    picture = community.preparing.get(begun.id, by=zoe).picture
    assert (picture.alt, community.kept.read(picture.file)) == ("Un hibou", b"two")
    community.drafts.sweep()
    with pytest.raises(NotFound):
        community.kept.read(former.file)


def test_a_cafe_that_is_opened_twice_opens_once(community, people, zoe, begun):
    complete(community, people, begun, by=zoe)
    community.preparing.open(begun.id, by=zoe)

    with pytest.raises(NotFound):
        community.preparing.open(begun.id, by=zoe)
    assert len(community.cafes.all()) == 1


def test_the_sound_and_the_ink_of_an_introduction_stay(community, people, zoe, begun):
    to = Destination(kind="introduction", id=begun.id)
    kept = people.keeps("Zoé", "Parlons.", to=to, keeps_recording=True, recording=b"RIFF", ink=b"{}", keeps_ink=True)
    people.confirms("Zoé", kept.id)

    words = community.preparing.words_of(begun.id)[None]

    assert community.kept.read(words.recording) == b"RIFF"
    assert community.kept.read(words.ink) == b"{}"
