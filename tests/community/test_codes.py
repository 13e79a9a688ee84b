"""Coming back in another browser, by six pictograms."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from community.codes import LASTS, LENGTH, PICTOGRAMS, TRIES, TRIES_OF_ALL, WITHIN
from errors import (
    CodeOfAnother,
    CodeOld,
    CodeRefused,
    CodeReplaced,
    CodeUnknown,
    CodeUsed,
    NobodyThere,
    NotYours,
    TooManyTries,
)
from tests.conftest import ROOT


@pytest.fixture
def ana(community):
    return community.members.enter("Ana", visit="laptop")


def wrong(code):
    """Another code than this one."""
    first = PICTOGRAMS[(PICTOGRAMS.index(code[0]) + 1) % len(PICTOGRAMS)]
    return (first, *code[1:])


def guesses(community, code, times, *, visit="stranger {}"):
    for number in range(times):
        with pytest.raises(CodeRefused):
            community.codes.use(wrong(code), visit=visit.format(number))


def test_every_pictogram_of_a_code_is_there():
    assert len(set(PICTOGRAMS)) == 36
    assert {name for name in PICTOGRAMS if not (ROOT / "assets" / "pictograms" / f"{name}.svg").exists()} == set()


def test_a_code_lets_its_member_in_on_another_device(community, ana):
    code = community.codes.make(ana, by=ana)

    assert len(code) == LENGTH
    assert community.codes.use(code, visit="phone") == ana
    assert community.sessions.standing(ana.id, visit="phone") == "open"
    assert community.members.enter("Ana", visit="phone") == ana


def test_a_code_serves_once(community, ana):
    code = community.codes.make(ana, by=ana)
    community.codes.use(code, visit="phone")

    with pytest.raises(CodeUsed):
        community.codes.use(code, visit="tablet")
    assert community.sessions.standing(ana.id, visit="tablet") == "none"


def test_of_two_who_use_one_code_at_once_one_comes_in(community, ana):
    code = community.codes.make(ana, by=ana)

    def come(visit):
        try:
            return community.codes.use(code, visit=visit)
        except CodeUsed:
            return None

    with ThreadPoolExecutor(2) as pool:
        came = list(pool.map(come, ["phone", "tablet"]))

    assert sorted(came, key=bool) == [None, ana]


def test_a_new_code_replaces_the_one_before(community, ana):
    first = community.codes.make(ana, by=ana)
    second = community.codes.make(ana, by=ana)

    with pytest.raises(CodeReplaced):
        community.codes.use(first, visit="phone")
    assert community.codes.use(second, visit="phone") == ana


def test_a_code_grows_too_old(community, clock, ana):
    code = community.codes.make(ana, by=ana)

    clock.passes(LASTS.total_seconds() + 1)

    with pytest.raises(CodeOld):
        community.codes.use(code, visit="phone")
    assert community.codes.waiting_since(ana) is None


def test_a_member_sees_since_when_a_code_waits(community, clock, ana):
    assert community.codes.waiting_since(ana) is None
    code = community.codes.make(ana, by=ana)

    assert community.codes.waiting_since(ana) == clock.at
    community.codes.use(code, visit="phone")
    assert community.codes.waiting_since(ana) is None


@pytest.mark.parametrize(
    "code", [(), ("cup",), ("cup",) * 7, ("nothing",) * LENGTH, ("\ud800", "\x00", "", "a" * 9999)]
)
def test_what_is_no_code_lets_nobody_in(community, ana, code):
    with pytest.raises(CodeUnknown):
        community.codes.use(code, visit="phone")


def test_the_code_of_another_pseudonym_is_not_spent(community, ana):
    bob = community.members.enter("Bob", visit="Bob’s")
    code = community.codes.make(bob, by=bob)

    with pytest.raises(CodeOfAnother):
        community.codes.use(code, visit="laptop", of=ana)
    assert community.sessions.standing(ana.id, visit="phone") == "none"
    assert community.codes.use(code, visit="phone") == bob


def test_a_wrong_code_for_a_pseudonym_says_no_more_than_that_of_another(community, ana):
    code = community.codes.make(ana, by=ana)

    with pytest.raises(CodeOfAnother):
        community.codes.use(wrong(code), visit="phone", of=ana)


def test_nobody_makes_the_code_of_somebody_else(community, ana):
    bob = community.members.enter("Bob", visit="Bob’s")

    with pytest.raises(NotYours):
        community.codes.make(ana, by=bob)


def test_nobody_comes_in_as_somebody_of_the_demonstration(community, clock):
    with community.store.writing() as rows:
        demo, _ = rows.members.get_or_add("Démo", "demo", at=clock.at, is_demonstration=True)

    with pytest.raises(NobodyThere):
        community.codes.given(demo)


def test_who_guesses_in_one_browser_has_to_wait_and_then_may_come_in(community, clock, ana):
    code = community.codes.make(ana, by=ana)
    guesses(community, code, TRIES, visit="phone")

    with pytest.raises(TooManyTries) as refused:
        community.codes.use(code, visit="phone")

    assert refused.value.facts["minutes"] == 10
    clock.passes(WITHIN.total_seconds() + 1)
    assert community.codes.use(code, visit="phone") == ana


def test_who_throws_cookies_away_to_guess_has_to_wait_too(community, ana):
    code = community.codes.make(ana, by=ana)

    guesses(community, code, TRIES_OF_ALL)

    with pytest.raises(TooManyTries):
        community.codes.use(code, visit="one more")


def test_who_guesses_keeps_no_member_out_of_their_own_browser(community, clock, ana):
    code = community.codes.make(ana, by=ana)
    clock.passes(community.sessions.lasts.total_seconds() + 1)
    guesses(community, code, TRIES_OF_ALL)

    assert community.sessions.standing(ana.id, visit="laptop") == "ended"
    assert community.codes.use(code, visit="laptop") == ana
    assert community.sessions.standing(ana.id, visit="laptop") == "open"


def test_a_code_is_not_in_the_database(opened, sqlite_address, tmp_path):
    community = opened(sqlite_address)
    ana = community.members.enter("Ana", visit="laptop")

    code = community.codes.make(ana, by=ana)

    kept = b"".join(file.read_bytes() for file in tmp_path.glob("cafe.sqlite3*"))
    assert b"Ana" in kept
    assert " ".join(code).encode() not in kept


def test_nothing_lets_one_in_as_a_member_who_is_forgotten(community, ana):
    code = community.codes.make(ana, by=ana)

    with community.store.writing() as rows:
        rows.sign_in.forget(ana.id)

    assert community.sessions.standing(ana.id, visit="laptop") == "none"
    with pytest.raises(CodeUnknown):
        community.codes.use(code, visit="phone")
