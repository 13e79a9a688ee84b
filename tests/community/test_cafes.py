from datetime import date

import pytest

from community.cafes import Cafe, CafeCounts, is_a_story
from errors import NotAllowed, NotConfirmable, NotFound
from vocabulary import Picture


def test_a_cafe_is_given_with_its_ateliers_in_order(community, cafe):
    assert community.cafes.all() == (cafe,)
    assert community.cafes.get("ville") == cafe
    assert community.cafes.atelier("arbres").closed
    assert not community.is_empty()


def test_contributions_come_by_time_and_are_counted(community, people, cafe, clock):
    for pseudonym in ("Ana", "Bob"):
        clock.passes(1)
        people.contributes(pseudonym, f"Une idée de {pseudonym}")

    contributions = community.cafes.contributions("bancs")
    assert [contribution.author.pseudonym for contribution in contributions] == ["Ana", "Bob"]
    assert community.cafes.contributions("bancs", limit=1, offset=1) == contributions[1:]
    assert community.cafes.atelier("bancs").contributions == 2


def test_a_contribution_needs_no_subject_and_can_be_taken_back(community, people, cafe):
    kept, published = people.contributes("Ana", "Des bancs !")
    assert (published.kind, published.link) == ("contribution", f"/atelier?id=bancs&contribution={published.id}")

    community.drafts.undo(kept.id, visit="visit of Ana")

    assert community.cafes.contributions("bancs") == ()


def test_a_closed_atelier_takes_nothing_more(community, people, cafe):
    with pytest.raises(NotConfirmable, match="fermé"):
        people.contributes("Ana", "Trop tard ?", "arbres")
    with pytest.raises(NotAllowed):
        community.cafes.vote("arbres", "for", by=people.enters("Ana"))


def test_a_member_has_one_vote_which_can_be_changed_and_withdrawn(community, people, cafe):
    ana, bob = people.enters("Ana"), people.enters("Bob")
    community.cafes.vote("bancs", "for", by=bob)

    first = community.cafes.vote("bancs", "for", by=ana)
    changed = community.cafes.vote("bancs", "no_opinion", by=ana)
    withdrawn = community.cafes.vote("bancs", None, by=ana)

    assert (first.for_, first.mine) == (2, "for")
    assert (changed.for_, changed.no_opinion, changed.mine) == (1, 1, "no_opinion")
    assert (withdrawn.for_, withdrawn.against, withdrawn.no_opinion, withdrawn.mine) == (1, 0, 0, None)
    assert community.cafes.tally("bancs").for_ == 1
    assert community.cafes.tally("bancs", by=bob).mine == "for"


@pytest.mark.parametrize("unknown", ["", "gone", "\x00"])
def test_what_is_not_there_is_not_found(community, people, unknown):
    for attempt in (
        lambda: community.cafes.get(unknown),
        lambda: community.cafes.atelier(unknown),
        lambda: community.cafes.vote(unknown, "for", by=people.enters("Ana")),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert community.cafes.contributions(unknown) == ()


def test_a_story_has_three_ateliers_or_five_to_seven():
    assert [count for count in range(10) if is_a_story(count)] == [3, 5, 6, 7]


def test_who_contributes_and_votes_counts_once_among_the_participants(community, people, cafe):
    people.contributes("Ana", "Des bancs !")
    people.contributes("Ana", "Et des fontaines.")
    people.contributes("Bob", "À l’ombre.")
    community.cafes.vote("bancs", "for", by=people.enters("Ana"))
    community.cafes.vote("bancs", "against", by=people.enters("Cléo"))

    counts = community.cafes.counts("ville")

    assert counts == CafeCounts(participants=3, ateliers=2, contributions=3)


def test_cafes_are_found_by_their_space(community, cafe, clock):
    here = Cafe(
        id="essais",
        title="Essais",
        introduction="Essayer.",
        space="lab",
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 3, 31),
        picture=Picture(file="0" * 64 + ".svg", media_type="image/svg+xml", alt="Une fiole"),
    )
    with community.store.writing() as rows:
        rows.cafes.add(here, at=clock.at)

    assert community.cafes.all(space="lab") == (here,)
    assert community.cafes.all(space="dream-cafe") == (cafe,)
    assert community.cafes.all(space="nowhere") == ()


def test_a_cafe_in_preparation_is_not_there_yet(community, people, clock):
    made = Cafe(id="demain", title="Demain", introduction="", is_open=False, host=people.enters("Zoé"))
    with community.store.writing() as rows:
        rows.cafes.add(made, at=clock.at)

    assert community.cafes.all() == ()
    with pytest.raises(NotFound):
        community.cafes.get("demain")
