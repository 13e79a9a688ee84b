"""Members follow threads, ateliers and people, and are told what happens there."""

from dataclasses import replace

import pytest

from community.happenings import Thing
from errors import NotAllowed, NotFound


def told(community, people, pseudonym):
    return [
        (notice.kind, notice.thing.kind, notice.by.pseudonym)
        for notice in community.following.notices(people.enters(pseudonym))
    ]


def thread(published):
    return Thing(kind="question", id=published.id)


def test_who_asked_is_told_of_a_reply(community, people):
    question = people.asks("Ana", "Ma box clignote")
    reply = people.replies("Bob", question.id, "Débranchez-la.")

    (notice,) = community.following.notices(people.enters("Ana"))

    assert (notice.kind, notice.thing.id, notice.by.pseudonym) == ("published", reply.id, "Bob")
    assert notice.parent == thread(question)
    assert notice.title == "Ma box clignote"
    assert notice.read_at is None
    assert told(community, people, "Bob") == []


def test_who_follows_a_thread_is_told_of_what_comes_and_not_of_what_was(community, people):
    question = people.asks("Ana", "Box")
    people.replies("Bob", question.id, "un")
    community.following.follow(thread(question), by=people.enters("Cléo"))
    people.replies("Bob", question.id, "deux")

    assert told(community, people, "Cléo") == [("published", "reply", "Bob")]


def test_who_replies_is_told_how_it_goes_on(community, people):
    question = people.asks("Ana", "Box")
    people.replies("Bob", question.id, "un")
    people.replies("Cléo", question.id, "deux")

    assert told(community, people, "Bob") == [("published", "reply", "Cléo")]


def test_who_does_not_want_to_hear_of_it_is_left_alone_even_after_taking_part_again(community, people):
    question, bob = people.asks("Ana", "Box"), people.enters("Bob")
    people.replies("Bob", question.id, "un")
    community.following.unfollow(thread(question), by=bob)
    people.replies("Bob", question.id, "encore")
    people.replies("Cléo", question.id, "deux")

    assert told(community, people, "Bob") == []
    assert not community.following.follows(thread(question), member=bob)


def test_who_follows_an_atelier_is_told_of_contributions(community, people, cafe):
    community.following.follow(Thing(kind="atelier", id="bancs"), by=people.enters("Cléo"))
    people.contributes("Ana", "Des bancs")

    assert told(community, people, "Cléo") == [("published", "contribution", "Ana")]
    assert community.following.notices(people.enters("Cléo"))[0].title == "Bancs"
    assert told(community, people, "Zoé") == [("published", "contribution", "Ana")]  # who holds it


def test_who_follows_somebody_is_told_once_even_in_a_thread_that_they_follow(community, people):
    question, cleo = people.asks("Ana", "Box"), people.enters("Cléo")
    community.following.follow(Thing(kind="member", id=people.enters("Bob").id), by=cleo)
    community.following.follow(thread(question), by=cleo)
    people.replies("Bob", question.id, "un")

    assert told(community, people, "Cléo") == [("published", "reply", "Bob")]


def test_thanks_and_a_solution_are_told_and_taken_back(community, people):
    question, ana = people.asks("Ana", "Box"), people.enters("Ana")
    reply = people.replies("Bob", question.id, "un")
    community.forum.thank(reply.id, by=ana)
    community.forum.mark_solution(reply.id, by=ana)
    assert told(community, people, "Bob") == [("solved", "reply", "Ana"), ("thanked", "reply", "Ana")]

    community.forum.thank(reply.id, by=ana)
    community.forum.mark_solution(reply.id, by=ana)

    assert told(community, people, "Bob") == []


def test_a_solution_that_an_animator_unmarks_is_no_longer_told(community, people):
    question, ana, animator = people.asks("Ana", "Box"), people.enters("Ana"), people.enters("Fanny")
    reply = people.replies("Bob", question.id, "un")
    community.forum.mark_solution(reply.id, by=ana)
    assert told(community, people, "Bob") == [("solved", "reply", "Ana")]

    community.forum.mark_solution(reply.id, by=replace(animator, role="animator"))

    assert told(community, people, "Bob") == []


def test_the_thanks_of_others_are_told_when_somebody_takes_theirs_back(community, people):
    question, ana, cleo = people.asks("Ana", "Box"), people.enters("Ana"), people.enters("Cléo")
    reply = people.replies("Bob", question.id, "un")
    community.forum.thank(reply.id, by=ana)
    community.forum.thank(reply.id, by=cleo)

    community.forum.thank(reply.id, by=cleo)

    assert told(community, people, "Bob") == [("thanked", "reply", "Ana")]


def test_what_is_taken_back_leaves_no_notice(community, people):
    question = people.asks("Ana", "Box")
    kept = people.keeps("Bob", "un", to=people.destination("thread", question.id))
    people.confirms("Bob", kept.id)
    assert len(told(community, people, "Ana")) == 1

    community.drafts.undo(kept.id, visit="visit of Bob")

    assert told(community, people, "Ana") == []
    assert community.following.unread(people.enters("Ana")) == 0


def test_reading_leaves_what_came_meanwhile_unread(community, people, clock):
    question, ana = people.asks("Ana", "Box"), people.enters("Ana")
    people.replies("Bob", question.id, "un")
    (seen,) = community.following.notices(ana)
    people.replies("Cléo", question.id, "deux")
    assert community.following.unread(ana) == 2

    community.following.read(ana, up_to=seen.number)

    assert community.following.unread(ana) == 1
    assert [notice.read_at for notice in community.following.notices(ana)] == [None, clock.at]


def test_nobody_reads_the_notices_of_somebody_else(community, people):
    question, ana = people.asks("Ana", "Box"), people.enters("Ana")
    people.replies("Bob", question.id, "un")
    number = community.following.notices(ana)[0].number

    community.following.read(people.enters("Bob"), up_to=number)

    assert community.following.unread(ana) == 1


def test_what_is_followed_is_listed_newest_first(community, people, cafe, clock):
    question, cleo, bob = people.asks("Ana", "Box"), people.enters("Cléo"), people.enters("Bob")
    for thing in (thread(question), Thing(kind="atelier", id="bancs"), Thing(kind="member", id=bob.id)):
        clock.passes(1)
        community.following.follow(thing, by=cleo)
        community.following.follow(thing, by=cleo)

    assert [one.title for one in community.following.of_member(cleo)] == ["Bob", "Bancs", "Box"]
    assert [one.title for one in community.following.of_member(cleo, limit=1, offset=2)] == ["Box"]


@pytest.mark.parametrize("kind", ["question", "atelier", "member", "reply"])
def test_what_is_not_there_cannot_be_followed(community, people, kind):
    with pytest.raises(NotFound):
        community.following.follow(Thing(kind=kind, id="nothing"), by=people.enters("Ana"))


def test_nobody_follows_themselves(community, people):
    ana = people.enters("Ana")

    with pytest.raises(NotAllowed):
        community.following.follow(Thing(kind="member", id=ana.id), by=ana)


def test_an_author_is_told_of_each_step(community, people, cafe):
    idea = people.contributes("Ana", "Des bancs")[1].id
    community.outcomes.ask(idea, by=people.enters("Ana"))
    community.outcomes.say(idea, "kept", reason="Dix bancs en mai.", by=people.enters("Zoé"))

    assert told(community, people, "Ana") == [("outcome", "contribution", "Zoé")]
    assert told(community, people, "Zoé")[0] == ("asked_outcome", "contribution", "Ana")
