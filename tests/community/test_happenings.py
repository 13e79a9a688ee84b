"""What happens is told once, in its transaction, and taken back with what happened."""

import pytest

from errors import NotAllowed
from vocabulary import Destination


@pytest.fixture
def told(community):
    heard = []
    community.happenings.listen(lambda rows, happening: heard.append(happening))
    return heard


def said(happenings):
    return [(one.kind, one.thing.kind, one.thing.id) for one in happenings]


def test_what_is_published_is_told_with_whom_it_concerns(community, people, told):
    question = people.asks("Ana", "Box")
    reply = people.replies("Bob", question.id, "Débranchez-la.")

    assert said(told) == [("published", "question", question.id), ("published", "reply", reply.id)]
    assert told[1].by == people.enters("Bob").id
    assert told[1].to == people.enters("Ana").id
    assert told[1].parent is not None
    assert (told[1].parent.kind, told[1].parent.id, told[1].space) == ("question", question.id, "orange")


def test_a_draft_that_is_confirmed_twice_is_told_once(people, told):
    draft = people.keeps("Ana", "Ma box", to=Destination(kind="forum", id="orange"), subject="Box")

    first, second = people.confirms("Ana", draft.id), people.confirms("Ana", draft.id)

    assert first == second
    assert said(told) == [("published", "question", first.id)]


def test_a_question_that_is_taken_back_takes_its_replies_with_it(community, people, told):
    draft = people.keeps("Ana", "Ma box", to=Destination(kind="forum", id="orange"), subject="Box")
    question = people.confirms("Ana", draft.id)
    reply = people.replies("Bob", question.id, "Débranchez-la.")
    told.clear()

    community.drafts.undo(draft.id, visit="visit of Ana")

    assert said(told) == [("taken_back", "reply", reply.id), ("taken_back", "question", question.id)]


def test_another_solution_unsolves_the_former_one(community, people, told):
    question, ana = people.asks("Ana", "Box"), people.enters("Ana")
    one, other = people.replies("Bob", question.id, "un"), people.replies("Cléo", question.id, "deux")
    community.forum.mark_solution(one.id, by=ana)
    told.clear()

    community.forum.mark_solution(other.id, by=ana)

    assert said(told) == [("unsolved", "reply", one.id), ("solved", "reply", other.id)]
    assert told[0].to == people.enters("Bob").id


def test_thanks_and_thanks_taken_back_are_told(community, people, told):
    question = people.asks("Ana", "Box")
    reply, ana = people.replies("Bob", question.id, "un"), people.enters("Ana")
    told.clear()

    community.forum.thank(reply.id, by=ana)
    community.forum.thank(reply.id, by=ana)

    assert [one.kind for one in told] == ["thanked", "unthanked"]


def test_what_a_listener_refuses_has_not_happened(community, people):
    def refuse(rows, happening):
        raise NotAllowed

    community.happenings.listen(refuse)

    with pytest.raises(NotAllowed):
        people.asks("Ana", "Box")
    assert community.forum.count() == 0
