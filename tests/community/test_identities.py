"""Accounts at a provider, and the members whom they stand for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from community.identities import said_of
from errors import (
    NotYours,
    PseudonymTaken,
    PseudonymUnusable,
    SignInElsewhere,
    SignInExpired,
    SignInForged,
)

CLIENT = "our id"
HOUR = 3600
ROLES = {"staff": "animator", "boss": "administrator"}


@pytest.fixture
def answer(clock):
    """What a provider says of Ana, with what is changed of it."""

    def say(*, asks_roles=False, **changed):
        at = int(clock.at.timestamp())
        claims = {
            "iss": "https://id.example",
            "sub": "ana",
            "aud": CLIENT,
            "iat": at,
            "exp": at + HOUR,
            "nonce": str(at),
        }
        kept = {name: value for name, value in (claims | changed).items() if value is not None}
        return said_of(
            kept,
            client=CLIENT,
            at=clock.at,
            role_claim="groups" if asks_roles else "",
            roles=ROLES if asks_roles else None,
        )

    return say


def test_an_account_joins_once_and_comes_back_everywhere(community, clock, answer):
    assert community.identities.come_back(answer(), visit="laptop") is None
    ana = community.identities.join(answer(), "Ana", visit="laptop")
    clock.passes(60)

    assert community.identities.come_back(answer(), visit="phone") == ana
    assert community.sessions.standing(ana.id, visit="laptop") == "open"
    assert community.sessions.standing(ana.id, visit="phone") == "open"


def test_an_answer_lets_in_once(community, answer):
    once = answer()
    community.identities.join(once, "Ana", visit="laptop")

    with pytest.raises(SignInExpired):
        community.identities.come_back(once, visit="stolen cookie")
    assert community.sessions.here("stolen cookie") == ()
    assert community.identities.is_used(once)


def test_two_tabs_that_come_in_with_one_answer_are_one_person(community, answer):
    once = answer()

    def join(_):
        try:
            return community.identities.join(once, "Ana", visit="laptop")
        except SignInExpired:
            return None

    with ThreadPoolExecutor(2) as pool:
        came = [one for one in pool.map(join, range(2)) if one]

    assert len(came) == 1
    assert community.sessions.here("laptop") == tuple(came)


def test_an_answer_that_was_good_when_it_came_may_expire_before_a_pseudonym_is_chosen(community, clock, answer):
    waiting = answer()

    clock.passes(HOUR)

    with pytest.raises(SignInExpired):
        community.identities.join(waiting, "Ana", visit="laptop")
    assert community.sessions.here("laptop") == ()


def test_an_expired_answer_is_refused(clock, answer):
    with pytest.raises(SignInExpired):
        answer(exp=int(clock.at.timestamp()))


@pytest.mark.parametrize("audience", ["another", ["another"], None, [], {"our id": 1}, 7])
def test_an_answer_for_another_is_refused(answer, audience):
    with pytest.raises(SignInElsewhere):
        answer(aud=audience)


def test_an_answer_may_be_for_several(answer):
    assert answer(aud=["another", CLIENT])


@pytest.mark.parametrize(
    "changed",
    [
        {"sub": None}, {"sub": ""}, {"sub": "a" * 256}, {"sub": 12}, {"iss": None}, {"iss": ["x"]},
        {"exp": None}, {"exp": "tomorrow"}, {"exp": True}, {"exp": 1e300}, {"exp": float("nan")},
        {"iat": None}, {"iat": 4_000_000_000},
    ],
)  # fmt: skip
def test_what_no_provider_says_is_refused(answer, changed):
    with pytest.raises(SignInForged):
        answer(**changed)


def test_a_session_goes_on_when_the_answer_that_opened_it_has_expired_and_ends_by_itself(community, clock, answer):
    once = answer()
    ana = community.identities.join(once, "Ana", visit="laptop")

    clock.passes(2 * HOUR)
    assert community.sessions.standing(ana.id, visit="laptop") == "open"
    clock.passes(community.sessions.lasts.total_seconds() + 1)

    assert community.sessions.standing(ana.id, visit="laptop") == "ended"
    with pytest.raises(SignInExpired):
        community.identities.come_back(once, visit="laptop")


def test_a_member_of_this_browser_goes_on_under_their_account(community, clock, answer):
    ana = community.members.enter("Ana", visit="laptop")

    assert community.identities.link(answer(), ana, visit="laptop") == ana
    clock.passes(60)
    assert community.identities.come_back(answer(), visit="phone") == ana


def test_nobody_takes_a_member_of_another_browser_for_their_account(community, answer):
    ana = community.members.enter("Ana", visit="laptop")

    with pytest.raises(NotYours):
        community.identities.link(answer(), ana, visit="phone")
    with pytest.raises(PseudonymTaken):
        community.identities.join(answer(), "Ana", visit="phone")
    with pytest.raises(PseudonymUnusable):
        community.identities.join(answer(), "\u202e", visit="phone")
    assert community.identities.come_back(answer(), visit="phone") is None


def test_an_account_stands_for_one_member_in_every_space(community, clock, answer):
    ana = community.identities.join(answer(), "Ana", visit="laptop")
    bob = community.members.enter("Bob", visit="phone")
    clock.passes(60)

    assert community.identities.link(answer(), bob, visit="phone") == ana
    clock.passes(60)
    assert community.identities.join(answer(), "Encore Ana", visit="tablet") == ana


def test_a_role_comes_from_a_claim_and_goes_with_it(community, clock, answer):
    ana = community.identities.join(answer(asks_roles=True, groups=["staff", "x", 7]), "Ana", visit="laptop")
    assert ana.role == "animator"
    clock.passes(60)
    assert (
        community.identities.come_back(answer(asks_roles=True, groups="staff boss"), visit="a").role == "administrator"
    )
    community.roles.given(community.members.enter("Chef", visit="Chef’s"), "administrator")
    clock.passes(60)

    assert community.identities.come_back(answer(asks_roles=True), visit="laptop").role == "member"


def test_a_role_that_was_given_in_the_app_is_not_taken_away_by_a_claim_that_never_gave_one(community, clock, answer):
    ana = community.identities.join(answer(asks_roles=True), "Ana", visit="laptop")
    community.roles.given(ana, "moderator")
    clock.passes(60)

    assert community.identities.come_back(answer(asks_roles=True, groups=["x"]), visit="laptop").role == "moderator"
    clock.passes(60)
    assert community.identities.come_back(answer(), visit="laptop").role == "moderator"


def test_the_last_administrator_stays_one_whatever_a_claim_says(community, clock, answer):
    community.identities.join(answer(asks_roles=True, groups=["boss"]), "Ana", visit="laptop")
    clock.passes(60)

    assert community.identities.come_back(answer(asks_roles=True, groups=[]), visit="laptop").role == "administrator"


def test_who_was_forgotten_comes_back_as_nobody(community, clock, answer):
    ana = community.identities.join(answer(), "Ana", visit="laptop")
    with community.store.writing() as rows:
        rows.sign_in.forget(ana.id)
    clock.passes(60)

    assert community.identities.come_back(answer(), visit="laptop") is None


def test_neither_the_account_nor_the_answer_is_in_the_database(opened, sqlite_address, tmp_path, answer):
    community = opened(sqlite_address)
    community.identities.join(answer(sub="ana@secret.example"), "Ana", visit="laptop")

    kept = b"".join(file.read_bytes() for file in tmp_path.glob("cafe.sqlite3*"))
    assert b"Ana" in kept
    assert b"ana@secret.example" not in kept


def test_a_clock_that_is_a_little_behind_is_no_reason_to_refuse(clock, answer):
    assert answer(iat=int((clock.at + timedelta(minutes=1)).timestamp()))
