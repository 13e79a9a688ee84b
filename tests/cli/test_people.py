"""Roles and codes by the command line."""

from commands.role import ROLES
from community import open_community
from community.members import ROLES as KNOWN


def joined(data, pseudonym):
    """Somebody who took part in a browser."""
    data.mkdir(exist_ok=True)
    community = open_community(f"sqlite:///{data / 'cafe.db'}", data=data)
    member = community.members.enter(pseudonym, visit="browser")
    community.close()
    return member


def test_the_command_knows_every_role():
    assert ROLES == KNOWN


def test_a_role_is_given(cafe, data):
    joined(data, "Chloé")

    given = cafe("role", "chloe", "administrator", "--json")
    refused = cafe("role", "Chloé", "member")

    assert (given.status, given.record) == (0, {"pseudonym": "Chloé", "role": "administrator"})
    assert refused.status == 2
    assert "la seule personne qui administre" in refused.err


def test_a_code_that_is_given_lets_its_member_in(cafe, data):
    ana = joined(data, "Ana")

    given = cafe("code", "Ana", "--json").record
    words = cafe("code", "Ana").out

    community = open_community(f"sqlite:///{data / 'cafe.db'}", data=data)
    assert community.codes.waiting_since(ana) is not None
    community.close()
    assert len(given["code"]) == len(given["words"]) == len(words.split(", ")) == 6


def test_nobody_of_that_name_and_no_such_role_are_one_line_each(cafe, data):
    joined(data, "Ana")

    for nobody in (cafe("role", "Bob", "animator"), cafe("code", "Bob")):
        assert (nobody.status, nobody.out, nobody.err) == (2, "", "« Bob » est introuvable.\n")
    no_role = cafe("role", "Ana", "emperor")
    assert no_role.status == 2
    assert len(no_role.err.splitlines()) == 1
