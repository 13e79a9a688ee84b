"""Role by act by object: who may do what, beside a table that was written by hand."""

from pathlib import Path

import pytest

from community.members import ROLES, Member
from community.permissions import RULES, Thing, may, require
from errors import NotAllowed

TABLE = Path(__file__).with_name("permissions.txt")
WHO = ("guest", *ROLES)
OBJECTS = {
    "other": Thing(author="somebody", asker="somebody", animators=frozenset({"somebody"})),
    "own": Thing(author="me", asker="somebody", animators=frozenset({"somebody"})),
    "asked": Thing(author="somebody", asker="me", animators=frozenset({"somebody"})),
    "held": Thing(author="somebody", asker="somebody", animators=frozenset({"me"})),
    "closed": Thing(author="somebody", asker="me", animators=frozenset({"me"}), is_closed=True),
}


def read_table():
    """Act and object, with the letters of those who may: G guest, m member, a animator, o moderator, f, r, A."""
    for line in TABLE.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            act, thing, letters = line.split()
            yield act, thing, set("" if letters == "-" else letters)


LETTERS = dict(zip(WHO, "GmaofrA", strict=True))
CASES = [(act, thing, role, LETTERS[role] in who) for act, thing, who in read_table() for role in WHO]


@pytest.mark.parametrize(("act", "thing", "role", "allowed"), CASES)
def test_a_role_may_do_an_act_to_an_object(act, thing, role, allowed):
    who = None if role == "guest" else Member(id="me", pseudonym="Moi", role=role)

    assert may(act, who, OBJECTS[thing]) is allowed
    if who is not None and allowed:
        assert require(act, who, OBJECTS[thing]) == who
    elif not allowed:
        with pytest.raises(NotAllowed):
            require(act, who, OBJECTS[thing])


def test_the_table_says_something_of_every_act_and_every_object():
    assert {(act, thing) for act, thing, *_ in CASES} == {(act, thing) for act in RULES for thing in OBJECTS}
