"""What became of my words: each contribution has steps, with a date, a person and a reason."""

from threading import Thread

import pytest

from community.happenings import Happening, Thing
from community.outcomes import LONGEST_REASON, STATES
from errors import NotAllowed, NotFound, NotYours, ReasonMissing, TooManyWords


@pytest.fixture
def idea(people, cafe) -> str:
    """The id of a contribution of Ana, in an atelier that Zoé holds."""
    return people.contributes("Ana", "Des bancs à l’ombre")[1].id


@pytest.fixture
def told(community):
    heard = []
    community.happenings.listen(lambda rows, happening: heard.append(happening))
    return heard


def states(community, contribution):
    return [step.state for step in community.outcomes.of_contribution(contribution)]


def test_a_contribution_is_received_when_it_is_published(community, people, idea, clock):
    (step,) = community.outcomes.of_contribution(idea)

    assert (step.state, step.at, step.by.pseudonym, step.reason) == ("received", clock.at, "Ana", "")


def test_who_holds_the_atelier_says_what_became_of_it(community, people, idea, clock, told):
    clock.passes(3600)

    community.outcomes.say(idea, "kept", reason="La mairie pose dix bancs en mai.", by=people.enters("Zoé"))

    step = community.outcomes.of_contribution(idea)[-1]
    assert (step.state, step.at, step.by.pseudonym) == ("kept", clock.at, "Zoé")
    assert step.reason == "La mairie pose dix bancs en mai."
    assert [(one.kind, one.thing.id, one.to) for one in told] == [("outcome", idea, people.enters("Ana").id)]


def test_a_decision_needs_a_reason(community, people, idea):
    for reason in ("", "   "):
        with pytest.raises(ReasonMissing):
            community.outcomes.say(idea, "not_kept", reason=reason, by=people.enters("Zoé"))
    with pytest.raises(TooManyWords):
        community.outcomes.say(idea, "not_kept", reason="x" * (LONGEST_REASON + 1), by=people.enters("Zoé"))
    assert states(community, idea) == ["received"]


def test_nobody_else_says_what_became_of_it(community, people, idea):
    for pseudonym in ("Ana", "Bob"):
        with pytest.raises(NotAllowed):
            community.outcomes.say(idea, "kept", reason="Je le dis.", by=people.enters(pseudonym))
    assert states(community, idea) == ["received"]


@pytest.mark.parametrize("state", ["received", "synthesised", "published", ""])
def test_what_happens_is_not_said(community, people, idea, state):
    with pytest.raises(NotFound):
        community.outcomes.say(idea, state, reason="Parce que.", by=people.enters("Zoé"))


def test_a_double_press_says_it_once(community, people, idea):
    zoe = people.enters("Zoé")
    community.outcomes.say(idea, "passed_on", reason="À la mairie.", by=zoe)
    community.outcomes.say(idea, "passed_on", reason="À la mairie.", by=zoe)

    assert states(community, idea) == ["received", "passed_on"]


def test_a_decision_that_was_wrong_is_followed_by_another(community, people, idea):
    zoe = people.enters("Zoé")
    community.outcomes.say(idea, "not_kept", reason="Trop cher.", by=zoe)
    community.outcomes.say(idea, "kept", reason="On a trouvé l’argent.", by=zoe)

    assert states(community, idea) == ["received", "not_kept", "kept"]


def test_its_author_may_ask_once_and_waits_until_somebody_says(community, people, idea, clock, told):
    ana, zoe = people.enters("Ana"), people.enters("Zoé")
    since = clock.at
    assert community.outcomes.ask(idea, by=ana) == since
    clock.passes(60)
    assert community.outcomes.ask(idea, by=ana) == since
    assert [(one.kind, one.to) for one in told] == [("asked_outcome", zoe.id)]

    (asked,) = community.outcomes.asked_of(zoe)
    assert (asked.contribution.id, asked.asked_at, asked.atelier.id) == (idea, since, "bancs")
    assert community.outcomes.asked_of(ana) == ()

    community.outcomes.say(idea, "discussed", reason="Le groupe en parle jeudi.", by=zoe)

    assert community.outcomes.asked_of(zoe) == ()
    assert community.outcomes.of_author(ana)[0].asked_at is None


def test_nobody_asks_for_somebody_else(community, people, idea):
    with pytest.raises(NotYours):
        community.outcomes.ask(idea, by=people.enters("Bob"))
    with pytest.raises(NotFound):
        community.outcomes.ask("nothing", by=people.enters("Bob"))


def test_an_author_sees_all_of_theirs_newest_first(community, people, idea, clock):
    clock.passes(60)
    later = people.contributes("Ana", "Et des fontaines")[1].id
    people.contributes("Bob", "Des arbres")

    followed = community.outcomes.of_author(people.enters("Ana"))

    assert [one.contribution.id for one in followed] == [later, idea]
    assert [step.state for step in followed[0].steps] == ["received"]
    assert community.outcomes.of_author(people.enters("Ana"), limit=1, offset=1) == followed[1:]


def test_what_is_taken_back_leaves_nothing_and_is_received_anew(community, people, cafe):
    kept, published = people.contributes("Ana", "Des bancs")
    community.outcomes.ask(published.id, by=people.enters("Ana"))

    community.drafts.undo(kept.id, visit="visit of Ana")

    assert states(community, published.id) == []
    assert community.outcomes.asked_of(people.enters("Zoé")) == ()
    assert states(community, people.confirms("Ana", kept.id).id) == ["received"]


def test_two_who_ask_at_once_ask_once(community, people, idea, told):
    ana = people.enters("Ana")
    asking = [Thread(target=community.outcomes.ask, args=(idea,), kwargs={"by": ana}) for _ in range(4)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()

    assert [one.kind for one in told] == ["asked_outcome"]


def test_every_state_is_one_that_the_store_knows(community, people, idea):
    zoe = people.enters("Zoé")
    for state in STATES:
        if state not in ("received", "synthesised"):
            community.outcomes.say(idea, state, reason=f"Voici : {state}.", by=zoe)

    assert states(community, idea) == ["received", "discussed", "passed_on", "kept", "not_kept"]


def in_the_synthesis(community, people, clock, contribution, kind, *, by):
    happening = Happening(
        kind=kind,
        thing=Thing(kind="contribution", id=contribution),
        parent=Thing(kind="atelier", id="bancs"),
        by=people.enters(by).id,
        to=people.enters("Ana").id,
        at=clock.at,
    )
    with community.store.writing() as rows:
        community.happenings.tell(rows, happening)


def test_who_is_quoted_in_a_synthesis_is_told_once(community, people, clock, idea):
    in_the_synthesis(community, people, clock, idea, "synthesised", by="Zoé")

    assert states(community, idea) == ["received", "synthesised"]
    assert [notice.kind for notice in community.following.notices(people.enters("Ana"))] == ["synthesised"]


def test_a_quotation_that_is_taken_out_takes_its_step_and_its_news_with_it(community, people, clock, idea):
    in_the_synthesis(community, people, clock, idea, "synthesised", by="Zoé")

    in_the_synthesis(community, people, clock, idea, "unsynthesised", by="Odile")

    assert states(community, idea) == ["received"]
    assert community.following.notices(people.enters("Ana")) == ()
