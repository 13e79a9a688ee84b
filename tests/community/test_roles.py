"""Who gives roles, and who may not."""

import pytest

from community.members import ROLES
from errors import LastAdministrator, NotAllowed, NotFound


@pytest.fixture
def boss(community):
    """An administrator."""
    return community.roles.given(community.members.enter("Chef", visit="Chef’s"), "administrator")


@pytest.fixture
def ana(community):
    return community.members.enter("Ana", visit="Ana’s")


@pytest.mark.parametrize("role", ROLES)
def test_an_administrator_gives_a_role(community, boss, ana, role):
    given = community.roles.give(ana.id, role, by=boss)

    assert given.role == role
    assert community.members.get(ana.id).role == role


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_nobody_else_gives_a_role_nor_sees_the_list(community, ana, role):
    other = community.roles.given(community.members.enter("Bob", visit="Bob’s"), role)

    with pytest.raises(NotAllowed):
        community.roles.give(other.id, "administrator", by=other)
    with pytest.raises(NotAllowed):
        community.roles.people(by=other)
    assert community.members.get(other.id).role == role


def test_somebody_always_administers(community, boss, ana):
    with pytest.raises(LastAdministrator):
        community.roles.give(boss.id, "member", by=boss)
    community.roles.give(ana.id, "administrator", by=boss)

    assert community.roles.give(boss.id, "member", by=boss).role == "member"


def test_who_administers_in_the_demonstration_does_not_count(community, boss, clock):
    with community.store.writing() as rows:
        rows.members.get_or_add("Démo", "demo", at=clock.at, role="administrator", is_demonstration=True)

    with pytest.raises(LastAdministrator):
        community.roles.give(boss.id, "member", by=boss)


@pytest.mark.parametrize(("id", "role"), [("nobody", "member"), ("\x00", "member"), (None, "emperor"), (None, "")])
def test_there_is_no_such_member_or_role(community, boss, ana, id, role):
    with pytest.raises(NotFound):
        community.roles.give(id or ana.id, role, by=boss)


def test_the_people_of_the_demonstration_stand_last(community, boss, clock):
    with community.store.writing() as rows:
        rows.members.get_or_add("Anime", "anime", at=clock.at, role="animator", is_demonstration=True)
    community.members.enter("Zoé", visit="Zoé’s")

    assert [one.pseudonym for one in community.roles.people(by=boss)] == ["Chef", "Zoé", "Anime"]


def test_people_are_found_by_a_part_of_their_pseudonym_with_roles_first(community, boss):
    for pseudonym in ("Zoé", "Joël 100 %", "Noël_A"):
        community.members.enter(pseudonym, visit=pseudonym)

    def found(text):
        return [one.pseudonym for one in community.roles.people(by=boss, named=text)]

    assert found("") == ["Chef", "Joël 100 %", "Noël_A", "Zoé"]
    assert found("OEL") == ["Joël 100 %", "Noël_A"]
    assert found("%") == ["Joël 100 %"]
    assert found("_") == ["Noël_A"]
    assert found("personne") == []
    assert found("\x00\u202e" + "e" * 100_000) == []
