import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.members import compared, usable
from errors import NotFound, PseudonymTaken, PseudonymUnusable


def test_a_pseudonym_belongs_to_the_visit_that_first_used_it(community):
    ana = community.members.enter("Ana", visit="first")

    assert community.members.enter("Ana", visit="first") == ana
    with pytest.raises(PseudonymTaken):
        community.members.enter("Ana", visit="second")


@pytest.mark.parametrize("same", ["ANA-ÉLISE", "ana-elise", " Ana - Elise ", "Ana-E\u0301lise"])
def test_a_pseudonym_is_taken_whatever_its_case_accents_and_spaces(community, same):
    community.members.enter("Ana-Élise", visit="first")

    with pytest.raises(PseudonymTaken):
        community.members.enter(same, visit="second")


def test_a_shared_laptop_has_several_members_the_last_first(community, clock):
    for pseudonym in ("Ana", "Bob", "Ana", "Cléo"):
        clock.passes(1)
        community.members.enter(pseudonym, visit="laptop")

    assert [member.pseudonym for member in community.sessions.here("laptop")] == ["Cléo", "Ana", "Bob"]
    assert community.sessions.here("another") == ()


@pytest.mark.parametrize(
    "unusable", ["", "a", "  a ", "12", "…", "a" * 41, "a\nb", "a\x00b", "a\u202eb", "😀😀", "a\ud800"]
)
def test_a_pseudonym_that_cannot_be_used_is_refused(community, unusable):
    with pytest.raises(PseudonymUnusable):
        community.members.enter(unusable, visit="v")


@pytest.mark.parametrize("fine", ["Al", "a" * 40, "Jean  Luc", "Œdipe", "李明", "Zoé 2", "<b>Zoé</b>", "O’Hara"])
def test_a_pseudonym_of_any_script_is_given_back_as_it_was_typed(community, fine):
    member = community.members.enter(fine, visit="v")

    assert community.members.get(member.id).pseudonym == " ".join(fine.split())


def test_the_command_line_may_act_as_anyone(community):
    ana = community.members.enter("Ana", visit="browser")

    assert community.members.trusted("ana") == ana
    assert community.members.trusted("Bob").pseudonym == "Bob"


def test_a_member_whom_the_command_line_made_belongs_to_no_browser(community):
    community.members.trusted("Bob")

    with pytest.raises(PseudonymTaken):
        community.members.enter("Bob", visit="browser")


@pytest.mark.parametrize("unknown", ["nobody", "", "\x00", "x" * 1000])
def test_an_unknown_member_is_not_found(community, unknown):
    with pytest.raises(NotFound):
        community.members.get(unknown)


def test_the_token_of_a_visit_is_not_in_the_database(opened, sqlite_address, tmp_path):
    community = opened(sqlite_address)

    community.members.enter("Ana", visit="a secret of the browser")

    kept = b"".join(file.read_bytes() for file in tmp_path.glob("cafe.sqlite3*"))
    assert b"Ana" in kept
    assert b"a secret of the browser" not in kept


@given(st.text(max_size=60))
def test_any_text_is_a_pseudonym_or_is_refused(text):
    try:
        shown = usable(text)
    except PseudonymUnusable:
        return

    assert usable(shown) == shown
    assert compared(shown) == compared(shown.upper().lower().upper()) or not shown.isascii()
    assert compared(f" {shown} ") == compared(shown)
