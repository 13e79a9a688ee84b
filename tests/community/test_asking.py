"""Who solved such a question may be asked, where they agree to it and by whoever asked."""

import pytest

from community.asking import MOST_ASKED
from errors import NotAllowed, NotFound, NotYours


@pytest.fixture
def solved(community, people):
    """Bob solved Ana's question about a red light."""
    question = people.asks("Ana", "Le voyant de ma Livebox clignote en rouge")
    reply = people.replies("Bob", question.id, "Redémarrez-la par le bouton.")
    community.forum.mark_solution(reply.id, by=people.enters("Ana"))
    return question


@pytest.fixture
def question(community, people, solved):
    """Cléo asks about the like."""
    published = people.asks("Cléo", "Voyant rouge sur ma Livebox")
    return community.forum.thread(published.id).question


def names(knowers):
    return [one.member.pseudonym for one in knowers]


def test_who_did_not_agree_is_not_offered(community, question):
    assert community.asking.could_know(question) == ()


def test_who_solved_the_like_and_agrees_is_offered_with_what_they_solved(community, people, solved, question):
    community.asking.agree(people.enters("Bob"), is_on=True)

    found = community.asking.could_know(question)

    assert names(found) == ["Bob"]
    assert found[0].solved.id == solved.id
    assert not found[0].is_asked


def test_who_agrees_no_longer_is_offered_no_longer(community, people, question):
    bob = people.enters("Bob")
    community.asking.agree(bob, is_on=True)
    community.asking.agree(bob, is_on=False)

    assert not community.asking.agrees(bob)
    assert community.asking.could_know(question) == ()


def test_who_solved_something_else_is_not_offered(community, people, question):
    other = people.asks("Ana", "Consulter ma messagerie vocale depuis l’étranger")
    reply = people.replies("Dora", other.id, "Composez le 888.")
    community.forum.mark_solution(reply.id, by=people.enters("Ana"))
    community.asking.agree(people.enters("Dora"), is_on=True)

    assert community.asking.could_know(question) == ()


def test_who_asked_is_not_offered_to_themselves(community, people, solved):
    published = people.asks("Bob", "Encore un voyant rouge sur une Livebox")
    community.asking.agree(people.enters("Bob"), is_on=True)

    assert community.asking.could_know(community.forum.thread(published.id).question) == ()


def test_who_is_asked_is_told_once(community, people, question):
    bob, cleo = people.enters("Bob"), people.enters("Cléo")
    community.asking.agree(bob, is_on=True)

    community.asking.ask(question.id, bob.id, by=cleo)
    community.asking.ask(question.id, bob.id, by=cleo)

    told = [one for one in community.following.notices(bob) if one.kind == "asked_to_answer"]
    assert [(one.by.id, one.place.id, one.title) for one in told] == [(cleo.id, question.id, question.title)]
    assert [one.is_asked for one in community.asking.could_know(question)] == [True]


def test_only_who_asked_the_question_asks(community, people, question):
    bob = people.enters("Bob")
    community.asking.agree(bob, is_on=True)

    with pytest.raises(NotYours):
        community.asking.ask(question.id, bob.id, by=people.enters("Ana"))

    assert not any(one.kind == "asked_to_answer" for one in community.following.notices(bob))


def test_nobody_is_asked_who_did_not_agree(community, people, question):
    with pytest.raises(NotAllowed):
        community.asking.ask(question.id, people.enters("Bob").id, by=people.enters("Cléo"))


def test_a_crowd_is_not_asked(community, people, question):
    members = [people.enters(f"Membre {n}") for n in range(MOST_ASKED + 1)]
    for member in members:
        community.asking.agree(member, is_on=True)
    for member in members[:MOST_ASKED]:
        community.asking.ask(question.id, member.id, by=people.enters("Cléo"))

    with pytest.raises(NotAllowed):
        community.asking.ask(question.id, members[-1].id, by=people.enters("Cléo"))


def test_a_question_that_is_not_there_is_asked_of_nobody(community, people, solved):
    community.asking.agree(people.enters("Bob"), is_on=True)

    with pytest.raises(NotFound):
        community.asking.ask("nowhere", people.enters("Bob").id, by=people.enters("Cléo"))


def test_the_question_taken_back_takes_the_request_with_it(community, people, solved, clock):
    bob = people.enters("Bob")
    community.asking.agree(bob, is_on=True)
    kept = people.keeps(
        "Cléo", "Aidez-moi.", to=people.destination("forum", "orange"), subject="Livebox au voyant rouge"
    )
    published = people.confirms("Cléo", kept.id)
    community.asking.ask(published.id, bob.id, by=people.enters("Cléo"))

    community.drafts.undo(kept.id, visit="visit of Cléo")

    assert not any(one.kind == "asked_to_answer" for one in community.following.notices(bob))


def test_who_asked_is_told_when_an_answer_comes(community, people, question):
    people.replies("Bob", question.id, "Redémarrez-la.")

    told = [(one.kind, one.by.pseudonym) for one in community.following.notices(people.enters("Cléo"))]
    assert ("published", "Bob") in told
