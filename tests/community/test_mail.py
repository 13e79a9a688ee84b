"""Notices by e-mail: for who showed that the address is theirs, once each, and not of what can still be taken back."""

from datetime import timedelta

import pytest

from errors import BadAddress, CodeWrong, NotFound, TooSoon


@pytest.fixture
def question(people):
    return people.asks("Ana", "Ma box clignote")


def wants_mail(community, people, pseudonym="Ana", address="ana@exemple.fr"):
    member = people.enters(pseudonym)
    code = community.mail.give(member, address, language="fr")
    community.mail.confirm(member, code)
    return member


def test_nothing_is_sent_to_an_address_that_nobody_confirmed(community, people, question, clock):
    community.mail.give(people.enters("Ana"), "ana@exemple.fr", language="fr")
    people.replies("Bob", question.id, "un")
    clock.passes(3600)

    assert community.mail.take_due() == ()
    assert not community.mail.mailbox(people.enters("Ana")).is_confirmed


def test_a_letter_holds_what_came_since_oldest_first(community, people, question, clock):
    people.replies("Bob", question.id, "avant")
    wants_mail(community, people)
    first = people.replies("Bob", question.id, "un")
    clock.passes(1)
    second = people.replies("Cléo", question.id, "deux")
    clock.passes(61)

    (letter,) = community.mail.take_due()

    assert letter.mailbox.address == "ana@exemple.fr"
    assert [notice.thing.id for notice in letter.notices] == [first.id, second.id]
    assert letter.notices[0].title == "Ma box clignote"


def test_what_can_still_be_taken_back_is_not_written_about(community, people, question, clock):
    wants_mail(community, people)
    kept = people.keeps("Bob", "un", to=people.destination("thread", question.id))
    people.confirms("Bob", kept.id)
    clock.passes(29)
    assert community.mail.take_due() == ()

    community.drafts.undo(kept.id, visit="visit of Bob")
    clock.passes(3600)

    assert community.mail.take_due() == ()


def test_what_was_read_in_the_app_is_not_sent(community, people, question, clock):
    ana = wants_mail(community, people)
    people.replies("Bob", question.id, "un")
    community.following.read(ana, up_to=community.following.notices(ana)[0].number)
    clock.passes(3600)

    assert community.mail.take_due() == ()


def test_a_letter_on_its_way_is_given_to_nobody_else_until_it_seems_lost(community, people, question, clock):
    wants_mail(community, people)
    people.replies("Bob", question.id, "un")
    clock.passes(61)
    (letter,) = community.mail.take_due()
    assert community.mail.take_due() == ()

    clock.passes(6 * 60)

    assert community.mail.take_due() == (letter,)


def test_a_letter_that_was_sent_is_not_sent_again(community, people, question, clock):
    wants_mail(community, people)
    people.replies("Bob", question.id, "un")
    clock.passes(61)
    community.mail.sent(community.mail.take_due()[0])
    clock.passes(7200)

    assert community.mail.take_due() == ()


def test_a_letter_that_was_refused_is_tried_again_later(community, people, question, clock):
    wants_mail(community, people)
    people.replies("Bob", question.id, "un")
    clock.passes(61)
    (letter,) = community.mail.take_due()

    community.mail.not_sent(letter, wait=timedelta(minutes=10))

    clock.passes(599)
    assert community.mail.take_due() == ()
    clock.passes(2)
    assert community.mail.take_due() == (letter,)


@pytest.mark.parametrize(("pace", "seconds"), [("hour", 3600), ("day", 24 * 3600)])
def test_there_is_one_letter_in_a_pace(community, people, question, clock, pace, seconds):
    ana = wants_mail(community, people)
    community.mail.choose_pace(ana, pace)
    people.replies("Bob", question.id, "un")
    clock.passes(61)
    community.mail.sent(community.mail.take_due()[0])
    people.replies("Bob", question.id, "deux")

    clock.passes(seconds - 1)
    assert community.mail.take_due() == ()
    clock.passes(1)
    assert len(community.mail.take_due()[0].notices) == 1


def test_a_code_is_tried_five_times_and_lasts_half_an_hour(community, people, clock):
    ana = people.enters("Ana")
    code = community.mail.give(ana, "ana@exemple.fr", language="fr")
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(5):
        with pytest.raises(CodeWrong):
            community.mail.confirm(ana, wrong)
    with pytest.raises(CodeWrong):
        community.mail.confirm(ana, code)

    clock.passes(61)
    code = community.mail.give(ana, "ana@exemple.fr", language="fr")
    clock.passes(30 * 60 + 1)
    with pytest.raises(CodeWrong):
        community.mail.confirm(ana, code)


def test_a_code_is_of_one_member_only_and_works_once(community, people):
    ana, bob = people.enters("Ana"), people.enters("Bob")
    code = community.mail.give(ana, "ana@exemple.fr", language="fr")
    community.mail.give(bob, "bob@exemple.fr", language="fr")

    with pytest.raises(CodeWrong):
        community.mail.confirm(bob, code + "x")
    community.mail.confirm(ana, f" {code[:3]} {code[3:]} ")
    with pytest.raises(CodeWrong):
        community.mail.confirm(ana, code)
    assert community.mail.mailbox(ana).is_confirmed


def test_codes_are_not_poured_over_a_stranger(community, people, clock):
    ana = people.enters("Ana")
    community.mail.give(ana, "etranger@exemple.fr", language="fr")
    with pytest.raises(TooSoon):
        community.mail.give(ana, "etranger@exemple.fr", language="fr")
    community.mail.forget(ana)
    with pytest.raises(TooSoon):
        community.mail.give(ana, "etranger@exemple.fr", language="fr")
    clock.passes(60)
    community.mail.give(ana, "etranger@exemple.fr", language="fr")


def test_another_address_waits_for_its_own_confirmation(community, people, question, clock):
    ana = wants_mail(community, people)
    clock.passes(60)
    community.mail.give(ana, "autre@exemple.fr", language="fr")
    people.replies("Bob", question.id, "un")
    clock.passes(3600)

    assert community.mail.take_due() == ()


def test_the_link_of_a_letter_stops_the_letters_and_erases_the_address(community, people, question, clock):
    ana = wants_mail(community, people)
    people.replies("Bob", question.id, "un")
    clock.passes(61)
    (letter,) = community.mail.take_due()

    assert community.mail.stop(letter.stop) is True

    assert community.mail.mailbox(ana) is None
    assert community.mail.stop(letter.stop) is False
    assert community.mail.stop("nobody's") is False
    clock.passes(7200)
    assert community.mail.take_due() == ()


@pytest.mark.parametrize(
    "given",
    [
        "",
        "ana",
        "ana@exemple",
        "ana@@exemple.fr",
        "ana@exemple.fr\nBcc: tous@exemple.fr",
        "ana@exemple.fr, tous@exemple.fr",
        "Ana <ana@exemple.fr>",
        "ana\u202e@exemple.fr",
        f"{'a' * 300}@exemple.fr",
    ],
)
def test_what_is_no_address_is_refused(community, people, given):
    with pytest.raises(BadAddress):
        community.mail.give(people.enters("Ana"), given, language="fr")


def test_an_unknown_pace_is_refused(community, people):
    with pytest.raises(NotFound):
        community.mail.choose_pace(people.enters("Ana"), "minute")
