"""Flags and what moderators do about them."""

from dataclasses import replace
from threading import Thread

import pytest

from community.flags import GROUNDS
from community.happenings import Thing
from community.moderation import LONGEST_REASON
from community.tips import Taken
from community.viewers import GUEST, viewer_of
from errors import NotAllowed, NotFound, NotYours, ReasonMissing, TooManyWords
from vocabulary import Destination, Draft


@pytest.fixture
def moderator(community, clock):
    with community.store.writing() as rows:
        return rows.members.get_or_add("Mo", "mo", at=clock.at, role="moderator")[0]


@pytest.fixture
def other_moderator(community, clock):
    with community.store.writing() as rows:
        return rows.members.get_or_add("Max", "max", at=clock.at, role="moderator")[0]


@pytest.fixture
def question(people) -> Thing:
    return Thing(kind="question", id=people.asks("Ana", "Livebox muette", "Le voyant est éteint.").id)


@pytest.fixture
def reply(people, question) -> Thing:
    return Thing(kind="reply", id=people.replies("Bob", question.id, "Jetez la prise.").id)


@pytest.fixture
def contribution(people, cafe) -> Thing:
    return Thing(kind="contribution", id=people.contributes("Ana", "Des bancs")[1].id)


@pytest.fixture
def article(community, people) -> Thing:
    kept = people.keeps("Ana", "Il fait beau.", to=Destination(kind="article", id="interview"), subject="Le temps")
    ana = replace(people.enters("Ana"), role="animator")
    return Thing(
        kind="article", id=community.drafts.confirm(kept.id, visit="visit of Ana", member=ana, by=["press"]).id
    )


@pytest.fixture(params=["question", "reply", "contribution", "article"])
def thing(request) -> Thing:
    return request.getfixturevalue(request.param)


@pytest.fixture
def told(community):
    heard = []
    community.happenings.listen(lambda rows, happening: heard.append(happening))
    return heard


def done(community, thing) -> list[str]:
    return [entry.done for entry in community.moderation.write_out() if entry.thing == thing]


def test_a_flag_waits_for_a_moderator_with_its_reason(community, people, thing, moderator):
    cleo = people.enters("Cléo")

    assert community.moderation.flag(thing, "hurtful", words="Pas gentil.", by=cleo)

    (case,) = community.moderation.queue(by=moderator)
    assert (case.words.thing, case.words.author.pseudonym in ("Ana", "Bob")) == (thing, True)
    assert [(flag.by.id, flag.ground, flag.words) for flag in case.flags] == [(cleo.id, "hurtful", "Pas gentil.")]
    assert community.moderation.waiting(by=moderator) == 1
    assert community.moderation.waiting(by=cleo) == 0
    assert community.moderation.flagged_by(cleo, [thing]) == {thing}


def test_one_member_flags_a_thing_once(community, people, question, moderator):
    cleo = people.enters("Cléo")
    flags = [community.moderation.flag(question, ground, by=cleo) for ground in ("hurtful", "hurtful", "private")]
    community.moderation.flag(question, "private", by=people.enters("Dora"))

    assert flags == [True, False, False]
    (case,) = community.moderation.queue(by=moderator)
    assert sorted(flag.ground for flag in case.flags) == ["hurtful", "private"]
    assert done(community, question) == ["flagged", "flagged"]


def test_a_double_press_flags_once(community, people, question):
    cleo, new = people.enters("Cléo"), []
    pressing = [
        Thread(target=lambda: new.append(community.moderation.flag(question, "private", by=cleo))) for _ in range(4)
    ]
    for press in pressing:
        press.start()
    for press in pressing:
        press.join()

    assert sorted(new) == [False, False, False, True]
    assert done(community, question) == ["flagged"]


def test_nobody_flags_their_own_words_or_what_is_not_there(community, people, question):
    with pytest.raises(NotAllowed):
        community.moderation.flag(question, "hurtful", by=people.enters("Ana"))
    with pytest.raises(NotFound):
        community.moderation.flag(Thing(kind="reply", id="nothing"), "hurtful", by=people.enters("Ana"))
    with pytest.raises(NotFound):
        community.moderation.flag(Thing(kind="member", id=people.enters("Bob").id), "hurtful", by=people.enters("Ana"))
    with pytest.raises(NotFound):
        community.moderation.flag(question, "because", by=people.enters("Bob"))


def test_something_else_is_said_in_words_that_have_an_end(community, people, question):
    bob = people.enters("Bob")
    with pytest.raises(ReasonMissing):
        community.moderation.flag(question, "other", words="  \n", by=bob)
    with pytest.raises(TooManyWords):
        community.moderation.flag(question, "other", words="e\u0301" * LONGEST_REASON, by=bob)

    assert community.moderation.flag(question, "other", words="<script>\x00\u202e", by=bob)
    assert [entry.reason for entry in community.moderation.write_out()] == ["<script>\x00\u202e"]


@pytest.mark.parametrize("decision", ["left", "warned", "hidden"])
def test_a_decision_ends_the_wait_and_who_flagged_before_is_not_counted_again(
    community, people, question, moderator, decision
):
    cleo = people.enters("Cléo")
    community.moderation.flag(question, "hurtful", by=cleo)

    community.moderation.decide(question, decision, reason="Voici pourquoi.", by=moderator)

    assert community.moderation.queue(by=moderator) == ()
    if decision != "hidden":
        assert not community.moderation.flag(question, "private", by=cleo)
        assert community.moderation.queue(by=moderator) == ()
        assert community.moderation.flag(question, "private", by=people.enters("Dora"))
        (case,) = community.moderation.queue(by=moderator)
        assert [entry.done for entry in case.history] == [decision]


def test_what_is_hidden_is_gone_for_others_until_it_is_shown(community, people, thing, moderator, told):
    author = community.moderation.words(thing, viewer=GUEST).author
    told.clear()

    community.moderation.decide(thing, "hidden", reason="Blessant.", by=moderator)

    with pytest.raises(NotFound):
        community.moderation.words(thing, viewer=GUEST)
    with pytest.raises(NotFound):
        community.moderation.words(thing, viewer=viewer_of(people.enters("Cléo")))
    assert community.moderation.words(thing, viewer=viewer_of(author)).post.hidden_at is not None

    community.moderation.decide(thing, "shown", reason="J’ai mal lu.", by=moderator)

    assert community.moderation.words(thing, viewer=GUEST).post.hidden_at is None
    assert [(one.kind, one.thing, one.by, one.to) for one in told] == [
        ("hidden", thing, moderator.id, author.id),
        ("shown", thing, moderator.id, author.id),
    ]


def test_a_hidden_question_leaves_the_search_and_comes_back(community, question, reply, moderator):
    assert len(community.search.questions("livebox muette")) == 1
    community.moderation.decide(question, "hidden", reason="Blessant.", by=moderator)

    with community.store.reading() as rows:
        assert rows.index.frequencies(["livebox", "pris"]) == {}
        assert rows.index.size() == 0
    assert community.search.questions("livebox muette") == ()
    assert community.search.passages("livebox muette prise") == ()

    community.moderation.decide(question, "shown", reason="J’ai mal lu.", by=moderator)

    assert [one.question.id for one in community.search.questions("livebox muette")] == [question.id]
    assert [one.reply.id for one in community.search.passages("livebox muette prise")] == [reply.id]


def test_a_hidden_reply_leaves_the_search_and_does_not_come_back_with_its_question(
    community, question, reply, moderator
):
    community.moderation.decide(reply, "hidden", reason="Dangereux.", by=moderator)
    assert community.search.passages("livebox muette prise") == ()

    community.moderation.decide(question, "hidden", reason="Tout le fil.", by=moderator)
    community.moderation.decide(question, "shown", reason="La réponse seulement.", by=moderator)

    assert community.search.passages("livebox muette prise") == ()
    assert len(community.search.questions("livebox muette")) == 1


def test_a_hidden_solution_opens_its_question_until_it_is_shown(community, people, question, reply, moderator):
    community.forum.mark_solution(reply.id, by=people.enters("Ana"))

    community.moderation.decide(reply, "hidden", reason="Dangereux.", by=moderator)
    assert not community.forum.thread(question.id).question.is_solved

    community.moderation.decide(reply, "shown", reason="J’ai mal lu.", by=moderator)
    assert community.forum.thread(question.id).question.is_solved


def test_another_solution_stays_when_the_hidden_one_is_shown_again(community, people, question, reply, moderator):
    ana = people.enters("Ana")
    community.forum.mark_solution(reply.id, by=ana)
    community.moderation.decide(reply, "hidden", reason="Dangereux.", by=moderator)
    better = people.replies("Cléo", question.id, "Débranchez-la une minute.")
    community.forum.mark_solution(better.id, by=ana)

    community.moderation.decide(reply, "shown", reason="J’ai mal lu.", by=moderator)

    thread = community.forum.thread(question.id)
    assert [one.id for one in thread.replies if one.is_solution] == [better.id]
    assert thread.question.is_solved


def test_a_warning_reaches_its_author_and_hides_nothing(community, people, reply, moderator):
    community.moderation.decide(reply, "warned", reason="Restons courtois.", by=moderator)

    bob = people.enters("Bob")
    (notice,) = community.following.notices(bob)
    assert (notice.kind, notice.thing) == ("warned", reply)
    (entry,) = community.moderation.about(reply, author=bob)
    assert (entry.done, entry.reason) == ("warned", "Restons courtois.")
    assert community.moderation.words(reply, viewer=GUEST)


def test_what_is_left_as_it_is_tells_nobody(community, people, reply, moderator, told):
    community.moderation.flag(reply, "hurtful", by=people.enters("Cléo"))
    told.clear()

    community.moderation.decide(reply, "left", reason="Une opinion.", by=moderator)

    assert told == []
    assert community.following.notices(people.enters("Bob")) == ()


def test_an_author_never_learns_who_flagged(community, people, reply, moderator):
    bob, cleo = people.enters("Bob"), people.enters("Cléo")
    community.moderation.flag(reply, "hurtful", words="Signé Cléo", by=cleo)
    assert community.moderation.about(reply, author=bob) == ()
    assert community.following.notices(bob) == ()

    community.moderation.decide(reply, "hidden", reason="Dangereux.", by=moderator)

    assert [entry.done for entry in community.moderation.about(reply, author=bob)] == ["hidden"]
    assert cleo.id not in {notice.by.id for notice in community.following.notices(bob)}


def test_the_author_of_a_reply_under_a_hidden_question_still_reads_it(community, people, question, reply, moderator):
    community.moderation.decide(reply, "hidden", reason="Dangereux.", by=moderator)
    community.moderation.decide(question, "hidden", reason="Tout le fil.", by=moderator)
    bob = people.enters("Bob")

    words = community.moderation.words(reply, viewer=viewer_of(bob))

    assert (words.post.body, words.title) == ("Jetez la prise.", "")
    assert [notice.kind for notice in community.following.notices(bob)] == ["hidden"]


def test_only_who_moderates_sees_the_queue_and_decides(community, people, question):
    zoe = people.enters("Zoé")
    with pytest.raises(NotAllowed):
        community.moderation.queue(by=zoe)
    with pytest.raises(NotAllowed):
        community.moderation.case(question, by=zoe)
    with pytest.raises(NotAllowed):
        community.moderation.log(by=zoe)
    with pytest.raises(NotAllowed):
        community.moderation.decide(question, "hidden", reason="Na.", by=zoe)
    with pytest.raises(NotYours):
        community.moderation.about(question, author=zoe)


def test_nobody_decides_about_their_own_words(community, people, question, moderator, other_moderator):
    own = Thing(kind="reply", id=reply_of(community, moderator, question))
    community.moderation.flag(own, "hurtful", by=people.enters("Cléo"))

    assert community.moderation.queue(by=moderator) == ()
    assert community.moderation.waiting(by=moderator) == 0
    with pytest.raises(NotAllowed):
        community.moderation.decide(own, "left", reason="Mais non.", by=moderator)

    community.moderation.decide(own, "warned", reason="Restons courtois.", by=other_moderator)
    assert community.following.unread(moderator) == 1


def reply_of(community, member, question) -> str:
    to = Destination(kind="thread", id=question.id)
    kept = community.drafts.keep(Draft(text="Cherchez un peu.", author="", to=to), visit="its own")
    return community.drafts.confirm(kept.id, visit="its own", member=member, by=["press"]).id


@pytest.mark.parametrize("decision", ["left", "warned", "hidden"])
def test_a_decision_said_twice_is_taken_once(community, question, moderator, told, decision):
    for _ in range(2):
        community.moderation.decide(question, decision, reason="Voici pourquoi.", by=moderator)

    assert done(community, question) == [decision]
    assert len(told) == (0 if decision == "left" else 1)


def test_to_show_what_is_shown_changes_nothing(community, question, moderator, told):
    community.moderation.decide(question, "shown", reason="Voici.", by=moderator)

    assert (done(community, question), told) == ([], [])


def test_every_decision_has_a_reason(community, question, moderator):
    with pytest.raises(ReasonMissing):
        community.moderation.decide(question, "left", reason=" ", by=moderator)
    with pytest.raises(TooManyWords):
        community.moderation.decide(question, "left", reason="a" * (LONGEST_REASON + 1), by=moderator)
    with pytest.raises(NotFound):
        community.moderation.decide(question, "granted", reason="Na.", by=moderator)


def test_what_is_taken_back_waits_for_nobody_and_stays_in_the_log(community, people, moderator):
    draft = people.keeps("Ana", "Zut", to=people.destination("forum", "orange"), subject="Zut")
    thing = Thing(kind="question", id=people.confirms("Ana", draft.id).id)
    community.moderation.flag(thing, "hurtful", by=people.enters("Cléo"))

    community.drafts.undo(draft.id, visit="visit of Ana")

    assert community.moderation.queue(by=moderator) == ()
    assert done(community, thing) == ["flagged"]


def test_the_log_tells_every_act_with_who_and_why(community, people, reply, moderator, clock):
    community.moderation.flag(reply, "dangerous", by=people.enters("Cléo"))
    clock.passes(60)
    community.moderation.decide(reply, "hidden", reason="Dangereux.", by=moderator)

    newest, oldest = community.moderation.log(by=moderator)

    assert (newest.done, newest.by, newest.author, newest.reason, newest.at) == (
        "hidden",
        moderator,
        people.enters("Bob"),
        "Dangereux.",
        clock.at,
    )
    assert (oldest.done, oldest.ground, oldest.thing) == ("flagged", "dangerous", reply)
    assert tuple(community.moderation.write_out()) == (oldest, newest)
    assert community.moderation.log(by=moderator, limit=1, offset=1) == (oldest,)


def test_every_ground_is_one_that_the_store_knows(community, people, question):
    for number, ground in enumerate(GROUNDS):
        assert community.moderation.flag(question, ground, words="Voilà.", by=people.enters(f"Membre {number}"))


@pytest.fixture
def tip(community, people, question, reply) -> Thing:
    """A tip by Cléo, of words of Bob."""
    taken = Taken(source=reply, start=0, end=len("Jetez la prise."))
    begun, text = community.tips.begin([taken], by=people.enters("Cléo"))
    to = Destination(kind="tip", id=begun.id, version=0)
    people.confirms("Cléo", people.keeps("Cléo", text, to=to, subject="La prise").id)
    return Thing(kind="tip", id=begun.id)


def test_a_tip_is_flagged_hidden_and_shown_like_all_words(community, people, tip, moderator):
    community.moderation.flag(tip, "dangerous", by=people.enters("Dora"))
    (case,) = community.moderation.queue(by=moderator)
    assert (case.words.title, case.words.author.pseudonym) == ("La prise", "Cléo")
    assert len(community.search.tips("jeter la prise")) == 1

    community.moderation.decide(tip, "hidden", reason="Dangereux.", by=moderator)
    assert community.search.tips("jeter la prise") == ()
    assert community.tips.all() == ()
    with pytest.raises(NotFound):
        community.tips.get(tip.id, viewer=viewer_of(people.enters("Dora")))
    assert community.tips.get(tip.id, viewer=viewer_of(people.enters("Cléo"))).hidden_at is not None

    community.moderation.decide(tip, "shown", reason="J’ai mal lu.", by=moderator)
    assert len(community.search.tips("jeter la prise")) == 1


def test_who_writes_a_hidden_tip_on_does_not_make_it_findable(community, people, tip, moderator):
    community.moderation.decide(tip, "hidden", reason="Dangereux.", by=moderator)

    to = Destination(kind="tip", id=tip.id, version=1)
    people.confirms("Cléo", people.keeps("Cléo", "Rebranchez la prise.", to=to, subject="La prise").id)

    assert community.search.tips("rebrancher la prise") == ()


def test_a_moderator_is_told_which_tips_hold_the_words(community, reply, tip, moderator):
    assert [one.id for one in community.moderation.case(reply, by=moderator).quoted_in] == [tip.id]


def test_nobody_makes_a_tip_of_what_not_everyone_may_read(community, people, reply, moderator):
    community.moderation.decide(reply, "hidden", reason="Dangereux.", by=moderator)

    for who in (moderator, people.enters("Bob")):
        with pytest.raises(NotFound):
            community.tips.begin([Taken(source=reply, start=0, end=5)], by=who)
