"""An author contests a decision, and somebody else decides."""

import pytest

from community.happenings import Thing
from community.viewers import GUEST
from errors import ForAnotherModerator, NotAllowed, NotFound, NotYours, ReasonMissing
from tests.community.test_moderation import done, moderator, other_moderator, question, told

__all__ = ["moderator", "other_moderator", "question", "told"]  # fixtures


@pytest.fixture
def hidden(community, question, moderator) -> Thing:
    community.moderation.decide(question, "hidden", reason="Blessant.", by=moderator)
    return question


@pytest.fixture
def ana(people):
    return people.enters("Ana")


def test_an_appeal_waits_for_another_moderator(community, hidden, ana, moderator, other_moderator):
    assert community.appeals.appeal(hidden, "misread", words="C’était de l’humour.", by=ana)

    ((case, appeal),) = community.appeals.queue(by=other_moderator)
    assert (case.words.thing, appeal.ground, appeal.words) == (hidden, "misread", "C’était de l’humour.")
    assert appeal.contested.reason == "Blessant."
    assert community.moderation.waiting(by=other_moderator) == 1
    assert community.appeals.may_decide(appeal, by=other_moderator)
    assert not community.appeals.may_decide(appeal, by=moderator)
    with pytest.raises(ForAnotherModerator):
        community.appeals.decide(hidden, is_granted=False, reason="Non.", by=moderator)


def test_the_only_moderator_decides_about_their_own_decision(community, hidden, ana, moderator):
    community.appeals.appeal(hidden, "misread", by=ana)

    community.appeals.decide(hidden, is_granted=True, reason="Vous avez raison.", by=moderator)

    assert community.moderation.words(hidden, viewer=GUEST)


def test_an_appeal_that_is_right_shows_the_words_again_and_says_so(community, hidden, ana, other_moderator, told):
    community.appeals.appeal(hidden, "allowed", by=ana)
    told.clear()

    community.appeals.decide(hidden, is_granted=True, reason="Rien ne l’interdit.", by=other_moderator)

    assert community.moderation.words(hidden, viewer=GUEST).post.hidden_at is None
    assert len(community.search.questions("livebox muette")) == 1
    assert [(one.kind, one.to) for one in told] == [("shown", ana.id)]
    assert [entry.done for entry in community.moderation.about(hidden, author=ana)] == ["hidden", "appealed", "granted"]
    assert community.appeals.queue(by=other_moderator) == ()


def test_a_decision_that_stands_is_told_and_is_not_contested_again(community, hidden, ana, other_moderator, told):
    community.appeals.appeal(hidden, "allowed", by=ana)
    told.clear()
    for _ in range(2):
        community.appeals.decide(hidden, is_granted=False, reason="Relisez la charte.", by=other_moderator)

    assert [(one.kind, one.to) for one in told] == [("decided", ana.id)]
    assert not community.appeals.appeal(hidden, "misread", by=ana)
    assert community.appeals.queue(by=other_moderator) == ()
    assert done(community, hidden) == ["hidden", "appealed", "upheld"]
    with pytest.raises(NotFound):
        community.moderation.words(hidden, viewer=GUEST)


def test_a_warning_is_contested_too_and_taken_back(community, question, ana, moderator, other_moderator):
    community.moderation.decide(question, "warned", reason="Restons courtois.", by=moderator)
    community.appeals.appeal(question, "misread", by=ana)

    community.appeals.decide(question, is_granted=True, reason="Désolé.", by=other_moderator)

    assert [notice.kind for notice in community.following.notices(ana)] == ["decided", "warned"]
    with pytest.raises(NotAllowed):
        community.appeals.appeal(question, "misread", by=ana)


def test_a_further_decision_is_contested_anew(community, hidden, ana, moderator, other_moderator):
    community.appeals.appeal(hidden, "misread", by=ana)
    community.appeals.decide(hidden, is_granted=True, reason="D’accord.", by=other_moderator)
    community.moderation.decide(hidden, "hidden", reason="Le groupe en a décidé.", by=moderator)

    assert community.appeals.of_thing(hidden, author=ana) is None
    assert community.appeals.appeal(hidden, "allowed", by=ana)


def test_to_show_it_answers_the_appeal(community, hidden, ana, moderator):
    community.appeals.appeal(hidden, "misread", by=ana)

    community.moderation.decide(hidden, "shown", reason="J’ai mal lu.", by=moderator)

    assert community.moderation.waiting(by=moderator) == 0


def test_a_double_press_appeals_once(community, hidden, ana, moderator):
    assert [community.appeals.appeal(hidden, "misread", by=ana) for _ in range(2)] == [True, False]
    assert done(community, hidden) == ["hidden", "appealed"]


def test_only_the_author_appeals_and_only_against_something(community, people, hidden, ana, moderator, other_moderator):
    other = Thing(kind="question", id=people.asks("Ana", "Facture").id)

    with pytest.raises(NotAllowed):
        community.appeals.appeal(other, "misread", by=ana)
    with pytest.raises(NotFound):
        community.appeals.appeal(hidden, "misread", by=people.enters("Bob"))
    with pytest.raises(NotYours):
        community.appeals.appeal(hidden, "misread", by=other_moderator)
    with pytest.raises(ReasonMissing):
        community.appeals.appeal(hidden, "else", by=ana)
    with pytest.raises(NotFound):
        community.appeals.appeal(hidden, "hurtful", by=ana)
    with pytest.raises(NotAllowed):
        community.appeals.queue(by=ana)
    with pytest.raises(NotAllowed):
        community.appeals.decide(hidden, is_granted=True, reason="Moi.", by=ana)
    with pytest.raises(NotFound):
        community.appeals.decide(hidden, is_granted=True, reason="Rien n’est demandé.", by=other_moderator)


def test_an_appeal_about_what_is_taken_back_waits_for_nobody(community, people, moderator):
    draft = people.keeps("Ana", "Zut", to=people.destination("forum", "orange"), subject="Zut")
    thing = Thing(kind="question", id=people.confirms("Ana", draft.id).id)
    community.moderation.decide(thing, "warned", reason="Restons courtois.", by=moderator)
    community.appeals.appeal(thing, "misread", by=people.enters("Ana"))

    community.drafts.undo(draft.id, visit="visit of Ana")

    assert community.moderation.waiting(by=moderator) == 0
