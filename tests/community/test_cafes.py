import pytest

from errors import NotAllowed, NotConfirmable, NotFound


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
