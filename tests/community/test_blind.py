"""In a blind atelier nobody sees what the others brought before they have contributed themselves."""

from dataclasses import replace

from community.cafes import Cafe
from community.happenings import Thing
from community.members import ROLES
from community.viewers import GUEST, Viewer, viewer_of


def seen_by(community, viewer: Viewer) -> list[str]:
    """What they see; the counts must say the same."""
    seen = [one.body for one in community.cafes.contributions("secrets", viewer=viewer)]
    assert community.cafes.atelier("secrets", viewer=viewer).contributions == len(seen)
    assert community.cafes.get("nuit", viewer=viewer).ateliers[0].contributions == len(seen)
    assert community.cafes.counts("nuit", viewer=viewer).contributions == len(seen)
    return seen


def test_nothing_is_seen_before_one_has_contributed(community, people, blind, clock):
    people.contributes("Ana", "Moi, rien.", "secrets")
    clock.passes(1)

    assert seen_by(community, GUEST) == []
    assert seen_by(community, viewer_of(people.enters("Bob"))) == []
    assert community.cafes.counts("nuit").participants == 0

    people.contributes("Bob", "Moi, tout.", "secrets")

    assert seen_by(community, viewer_of(people.enters("Bob"))) == ["Moi, rien.", "Moi, tout."]
    assert seen_by(community, GUEST) == []


def test_what_was_voted_on_is_named_to_whom_the_votes_are_shown(community, people, blind, cafe):
    ana, bob = people.enters("Ana"), people.enters("Bob")
    community.cafes.vote("secrets", "for", by=ana)
    community.cafes.vote("bancs", "for", by=ana)

    def named(viewer: Viewer) -> list[str]:
        return [voted.atelier for voted in community.cafes.voted_on(viewer=viewer)]

    assert named(GUEST) == named(viewer_of(bob)) == ["bancs"]

    people.contributes("Bob", "Moi, tout.", "secrets")

    assert sorted(named(viewer_of(bob))) == ["bancs", "secrets"]
    assert named(GUEST) == ["bancs"]


def test_a_contribution_to_another_atelier_opens_nothing(community, people, blind, cafe):
    people.contributes("Ana", "Moi, rien.", "secrets")
    people.contributes("Bob", "Des bancs.", "bancs")

    assert seen_by(community, viewer_of(people.enters("Bob"))) == []


def test_who_holds_it_and_who_moderates_see_all_of_it(community, people, blind):
    people.contributes("Ana", "Moi, rien.", "secrets")

    for pseudonym in ("Zoé", "Max"):
        assert seen_by(community, viewer_of(people.enters(pseudonym))) == ["Moi, rien."]
    for role in ROLES:
        sees = role in ("moderator", "administrator")
        assert bool(seen_by(community, Viewer(member="somebody", role=role))) is sees, role


def test_who_takes_their_contribution_back_sees_nothing_again(community, people, blind):
    people.contributes("Ana", "Moi, rien.", "secrets")
    kept, _ = people.contributes("Bob", "Moi, tout.", "secrets")

    community.drafts.undo(kept.id, visit="visit of Bob")

    assert seen_by(community, viewer_of(people.enters("Bob"))) == []


def test_the_votes_are_counted_for_who_voted_or_contributed(community, people, blind):
    ana, bob, cleo = (people.enters(name) for name in ("Ana", "Bob", "Cléo"))
    community.cafes.vote("secrets", "for", by=ana)

    assert community.cafes.tally("secrets").is_sealed
    assert community.cafes.tally("secrets", by=bob).for_ == 0

    people.contributes("Bob", "Moi, tout.", "secrets")

    assert community.cafes.tally("secrets", by=bob).for_ == 1
    assert community.cafes.vote("secrets", "for", by=cleo).for_ == 2
    assert community.cafes.vote("secrets", None, by=cleo).is_sealed


def test_only_who_holds_it_hears_of_contributions(community, people, blind, clock):
    ana, bob = people.enters("Ana"), people.enters("Bob")
    community.following.follow(Thing(kind="atelier", id="secrets"), by=bob)
    community.following.follow(Thing(kind="member", id=ana.id), by=bob)

    people.contributes("Ana", "Moi, rien.", "secrets")

    assert community.following.unread(bob) == 0
    assert community.following.notices(bob) == ()
    assert community.following.unread(people.enters("Zoé")) == 1

    people.contributes("Bob", "Moi, tout.", "secrets")

    assert community.following.notices(bob) == ()


def test_what_became_of_a_contribution_is_kept_back_too(community, people, blind):
    _, published = people.contributes("Ana", "Moi, rien.", "secrets")
    community.outcomes.say(published.id, "kept", reason="Nous y pensions.", by=people.enters("Max"))

    assert community.outcomes.of_contribution(published.id, viewer=viewer_of(people.enters("Bob"))) == ()
    assert len(community.outcomes.of_contribution(published.id, viewer=viewer_of(people.enters("Ana")))) == 2


def test_a_blind_atelier_that_is_closed_is_read_by_everyone(community, people, clock, blind):
    with community.store.writing() as rows:
        closed = replace(blind, id="fini", cafe="fini", closed=True)
        rows.cafes.add(Cafe(id="fini", title="Fini", introduction="…", ateliers=(closed,)), at=clock.at)

    assert not community.cafes.is_sealed("fini")
    assert community.cafes.is_sealed("secrets")
