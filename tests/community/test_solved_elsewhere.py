"""A question may be solved by a reply to another one, as whoever asked it says."""

import pytest

from community.happenings import Thing
from errors import NotAllowed, NotFound, NotYours


@pytest.fixture
def reply(community, people):
    """Bob's, to a question of Ana's."""
    question = people.asks("Ana", "Le voyant clignote")
    return people.replies("Bob", question.id, "Redémarrez-la.")


@pytest.fixture
def question(people):
    return people.asks("Cléo", "Voyant qui clignote")


def is_solved(community, question) -> bool:
    return community.forum.thread(question.id).question.is_solved


def test_who_asked_says_that_a_reply_elsewhere_solved_it(community, people, question, reply):
    community.forum.solve_elsewhere(question.id, reply.id, by=people.enters("Cléo"))

    assert is_solved(community, question)
    assert community.forum.solved_elsewhere(question.id).body == "Redémarrez-la."


def test_its_author_is_thanked_once(community, people, question, reply):
    cleo = people.enters("Cléo")

    community.forum.solve_elsewhere(question.id, reply.id, by=cleo)
    community.forum.solve_elsewhere(question.id, reply.id, by=cleo)

    told = [one.kind for one in community.following.notices(people.enters("Bob"))]
    assert told.count("thanked") == 1


def test_nobody_else_says_so(community, people, question, reply):
    with pytest.raises(NotYours):
        community.forum.solve_elsewhere(question.id, reply.id, by=people.enters("Bob"))

    assert not is_solved(community, question)


def test_a_reply_to_the_question_itself_is_marked_there(community, people, question):
    own = people.replies("Bob", question.id, "Redémarrez-la.")

    with pytest.raises(NotAllowed):
        community.forum.solve_elsewhere(question.id, own.id, by=people.enters("Cléo"))


def test_ones_own_reply_thanks_nobody(community, people, question):
    other = people.asks("Ana", "Autre voyant")
    own = people.replies("Cléo", other.id, "Débranchez.")

    with pytest.raises(NotAllowed):
        community.forum.solve_elsewhere(question.id, own.id, by=people.enters("Cléo"))


def test_what_is_not_there_solves_nothing(community, people, question):
    with pytest.raises(NotFound):
        community.forum.solve_elsewhere(question.id, "nothing", by=people.enters("Cléo"))


def test_a_solution_here_gives_way_and_takes_its_place_again(community, people, question, reply):
    cleo = people.enters("Cléo")
    own = people.replies("Dora", question.id, "Attendez.")
    community.forum.mark_solution(own.id, by=cleo)

    community.forum.solve_elsewhere(question.id, reply.id, by=cleo)
    assert [one.is_solution for one in community.forum.thread(question.id).replies] == [False]

    community.forum.mark_solution(own.id, by=cleo)
    assert community.forum.solved_elsewhere(question.id) is None
    assert is_solved(community, question)


def test_it_may_be_opened_again(community, people, question, reply):
    cleo = people.enters("Cléo")
    community.forum.solve_elsewhere(question.id, reply.id, by=cleo)

    community.forum.open_again(question.id, by=cleo)

    assert not is_solved(community, question)
    assert community.forum.solved_elsewhere(question.id) is None


def test_a_question_is_open_again_when_what_solved_it_is_taken_back(community, people, question):
    other = people.asks("Ana", "Autre voyant")
    kept = people.keeps("Bob", "Débranchez.", to=people.destination("thread", other.id))
    taken_back = people.confirms("Bob", kept.id)
    community.forum.solve_elsewhere(question.id, taken_back.id, by=people.enters("Cléo"))

    community.drafts.undo(kept.id, visit="visit of Bob")

    assert not is_solved(community, question)


def test_a_question_is_open_while_what_solved_it_is_hidden(community, people, question, reply, clock):
    community.forum.solve_elsewhere(question.id, reply.id, by=people.enters("Cléo"))
    with community.store.writing() as rows:
        moderator = rows.members.get_or_add("Mo", "mo", at=clock.at, role="moderator")[0]
    thing = Thing(kind="reply", id=reply.id)

    community.moderation.decide(thing, "hidden", reason="Blessant.", by=moderator)
    assert not is_solved(community, question)
    assert community.forum.solved_elsewhere(question.id) is None

    community.moderation.decide(thing, "shown", reason="J’ai mal lu.", by=moderator)
    assert is_solved(community, question)
