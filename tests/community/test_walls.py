"""What a room sees of an atelier while it goes on."""

import pytest

from community.cafes import Atelier, Cafe
from community.happenings import Thing
from errors import NotFound, NotYours


@pytest.fixture
def zoe(people):
    return people.enters("Zoé")


@pytest.fixture
def blind(community, zoe, clock) -> str:
    """The id of a blind atelier that Zoé holds."""
    atelier = Atelier(
        id="blind",
        cafe="nuit",
        title="À l’aveugle",
        opening="Bonsoir !",
        question="Faut-il éteindre ?",
        animator=zoe,
        position=1,
        is_blind=True,
    )
    with community.store.writing() as rows:
        rows.cafes.add(Cafe(id="nuit", title="La nuit", introduction="…", ateliers=(atelier,)), at=clock.at)
    return atelier.id


def seen(community, atelier="bancs"):
    wall = community.walls.of_atelier(atelier)
    return wall.participants, wall.contributions, wall.votes, [one.body for one in wall.newest]


def test_a_new_atelier_has_an_empty_wall(community, cafe):
    assert seen(community) == (0, 0, 0, [])


def test_the_newest_contributions_come_first_and_everyone_counts_once(community, people, cafe, clock):
    for number in range(7):
        people.contributes("Ana" if number % 2 else "Bob", f"Idée {number}")
        clock.passes(1)
    community.cafes.vote("bancs", "for", by=people.enters("Ana"))
    community.cafes.vote("bancs", "against", by=people.enters("Cléo"))

    assert seen(community) == (3, 7, 2, ["Idée 6", "Idée 5", "Idée 4", "Idée 3", "Idée 2"])
    tally = community.walls.of_atelier("bancs").tally
    assert (tally.for_, tally.against, tally.no_opinion, tally.mine) == (1, 1, 0, None)


def test_what_is_hidden_or_shy_is_neither_shown_nor_counted(community, people, cafe, clock):
    hidden, shy = (people.contributes(name, text)[1].id for name, text in (("Ana", "Insulte"), ("Bob", "Timide")))
    people.contributes("Cléo", "Des fontaines")
    with community.store.writing() as rows:
        rows.moderation.set_hidden(Thing(kind="contribution", id=hidden), clock.at)
        rows.moderation.set_shy(Thing(kind="contribution", id=shy), True)

    assert seen(community) == (1, 1, 0, ["Des fontaines"])


def test_the_wall_of_a_blind_atelier_shows_counts_until_who_holds_it_shows_the_rest(community, people, blind, zoe):
    people.contributes("Ana", "Oui, partout", atelier=blind)
    community.cafes.vote(blind, "for", by=people.enters("Bob"))

    wall = community.walls.of_atelier(blind)
    assert (wall.is_veiled, wall.tally) == (True, None)
    assert seen(community, blind) == (2, 1, 1, [])

    community.walls.unveil(blind, by=zoe)
    community.walls.unveil(blind, by=zoe)
    wall = community.walls.of_atelier(blind)
    assert (wall.is_veiled, wall.tally.for_) == (False, 1)
    assert seen(community, blind) == (2, 1, 1, ["Oui, partout"])
    assert community.cafes.contributions(blind) == ()  # a guest's page stays blind

    community.walls.veil(blind, by=zoe)
    assert seen(community, blind) == (2, 1, 1, [])


def test_a_blind_atelier_that_is_closed_has_a_wall_like_another(community, people, blind, zoe):
    people.contributes("Ana", "Oui, partout", atelier=blind)

    community.closings.close(blind, by=zoe)

    assert seen(community, blind) == (1, 1, 0, ["Oui, partout"])


def test_nobody_else_shows_the_wall(community, people, blind):
    for attempt in (community.walls.unveil, community.walls.veil):
        with pytest.raises(NotYours):
            attempt(blind, by=people.enters("Ana"))
    assert community.walls.of_atelier(blind).is_veiled


def test_there_is_no_wall_of_what_nobody_knows(community, zoe):
    for attempt in (
        lambda: community.walls.of_atelier("nothing"),
        lambda: community.walls.unveil("nothing", by=zoe),
    ):
        with pytest.raises(NotFound):
            attempt()
