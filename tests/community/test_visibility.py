"""Who sees what: what is hidden, or shown to who animates only, is nowhere for anybody else."""

import json

import pytest

from community.happenings import Thing
from community.members import ROLES
from community.viewers import GUEST, WHOLE, Viewer, viewer_of


def withhold(community, clock, kind: str, id: str, state: str) -> None:
    with community.store.writing() as rows:
        thing = Thing(kind=kind, id=id)
        if state == "hidden":
            rows.moderation.set_hidden(thing, clock.at)
        else:
            rows.moderation.set_shy(thing, True)


@pytest.fixture(params=["hidden", "shy"])
def state(request) -> str:
    return request.param


def test_a_question_that_is_withheld_is_nowhere_for_others(community, people, clock, state):
    gone = people.asks("Ana", "Livebox muette", "Le voyant est éteint.")
    reply = people.replies("Bob", gone.id, "Débranchez la prise.")
    people.asks("Cléo", "Facture")
    withhold(community, clock, "question", gone.id, state)

    for viewer in (GUEST, viewer_of(people.enters("Cléo")), Viewer(member="x", role="researcher")):
        assert [one.title for one in community.forum.questions(viewer=viewer)] == ["Facture"]
        assert community.forum.count(viewer=viewer) == 1
        assert community.search.questions("livebox muette", viewer=viewer) == ()
        assert community.search.passages("débrancher la prise livebox", viewer=viewer) == ()
        with pytest.raises(Exception, match="introuvable"):
            community.forum.thread(gone.id, viewer=viewer)
        with community.store.reading() as rows:
            assert rows.forum.reply(reply.id, viewer=viewer) is None
        lines = [json.loads(line) for line in community.archive.write_out(viewer=viewer)]
        assert [line["title"] for line in lines] == ["Facture"]
    with community.store.reading() as rows:
        assert rows.forum.count(space=None, solved=None, viewer=WHOLE) == 2
        assert rows.forum.reply(reply.id, viewer=viewer_of(people.enters("Bob"))) is not None  # his own words stay his


def test_its_author_reads_it_and_so_does_who_moderates(community, people, clock, state):
    gone = people.asks("Ana", "Livebox muette")
    withhold(community, clock, "question", gone.id, state)

    for viewer in (viewer_of(people.enters("Ana")), Viewer(member="x", role="moderator")):
        found = community.forum.thread(gone.id, viewer=viewer).question
        assert (found.is_shy, found.hidden_at) == ((True, None) if state == "shy" else (False, clock.at))
        assert community.forum.count(viewer=viewer) == 1


def test_a_reply_that_is_withheld_does_not_count(community, people, clock, state):
    asked = people.asks("Ana", "Livebox")
    kept, gone = (people.replies("Bob", asked.id, text) for text in ("Redémarrez.", "Jetez-la."))
    withhold(community, clock, "reply", gone.id, state)

    for viewer, seen in ((GUEST, [kept.id]), (viewer_of(people.enters("Bob")), [kept.id, gone.id])):
        thread = community.forum.thread(asked.id, viewer=viewer)
        assert [reply.id for reply in sorted(thread.replies, key=lambda one: one.body, reverse=True)] == seen
        assert thread.question.replies == len(seen)
        assert community.forum.questions(viewer=viewer)[0].replies == len(seen)


def test_nobody_marks_what_they_may_not_see(community, people, clock, state):
    asked = people.asks("Ana", "Livebox")
    gone = people.replies("Bob", asked.id, "Jetez-la.")
    withhold(community, clock, "reply", gone.id, state)

    with pytest.raises(Exception, match="introuvable"):
        community.forum.thank(gone.id, by=people.enters("Ana"))
    with pytest.raises(Exception, match="introuvable"):
        community.forum.mark_solution(gone.id, by=people.enters("Ana"))


def test_nobody_replies_to_what_they_may_not_see(community, people, clock, state):
    gone = people.asks("Ana", "Livebox")
    withhold(community, clock, "question", gone.id, state)

    with pytest.raises(Exception, match="n’est plus là"):
        people.replies("Bob", gone.id, "Débranchez-la.")


def test_a_contribution_that_is_withheld_does_not_count(community, people, cafe, clock, state):
    _, kept = people.contributes("Ana", "Des bancs")
    _, gone = people.contributes("Bob", "Des murs")
    withhold(community, clock, "contribution", gone.id, state)

    for viewer, count in ((GUEST, 1), (viewer_of(people.enters("Ana")), 1), (viewer_of(people.enters("Bob")), 2)):
        assert len(community.cafes.contributions("bancs", viewer=viewer)) == count
        assert community.cafes.atelier("bancs", viewer=viewer).contributions == count
        assert community.cafes.get("ville", viewer=viewer).ateliers[0].contributions == count
        assert community.cafes.all(viewer=viewer)[0].ateliers[0].contributions == count
    assert list(community.outcomes.of_contributions([kept.id, gone.id])) == [kept.id]


@pytest.mark.parametrize("role", ROLES)
def test_what_is_hidden_is_for_moderators_and_what_is_shy_for_animators_too(community, people, cafe, clock, role):
    _, hidden = people.contributes("Ana", "Des bancs")
    _, shy = people.contributes("Ana", "Des fontaines")
    withhold(community, clock, "contribution", hidden.id, "hidden")
    withhold(community, clock, "contribution", shy.id, "shy")

    seen = {one.id for one in community.cafes.contributions("bancs", viewer=Viewer(member="x", role=role))}

    expected = {"moderator": {hidden.id, shy.id}, "administrator": {hidden.id, shy.id}, "animator": {shy.id}}
    assert seen == expected.get(role, set())


def test_who_holds_the_atelier_sees_a_shy_contribution_and_not_a_hidden_one(community, people, cafe, clock):
    _, hidden = people.contributes("Ana", "Des bancs")
    _, shy = people.contributes("Ana", "Des fontaines")
    withhold(community, clock, "contribution", hidden.id, "hidden")
    withhold(community, clock, "contribution", shy.id, "shy")

    zoe = viewer_of(people.enters("Zoé"))

    assert zoe.role == "member"
    assert [one.id for one in community.cafes.contributions("bancs", viewer=zoe)] == [shy.id]


def test_what_is_shy_and_hidden_is_hidden(community, people, cafe, clock):
    _, both = people.contributes("Ana", "Des bancs")
    withhold(community, clock, "contribution", both.id, "hidden")
    withhold(community, clock, "contribution", both.id, "shy")

    assert community.cafes.contributions("bancs", viewer=viewer_of(people.enters("Zoé"))) == ()


def test_notices_of_what_is_withheld_are_not_there_and_come_back(community, people, clock, state):
    asked = people.asks("Ana", "Livebox")
    reply = people.replies("Bob", asked.id, "Jetez-la.")
    ana = people.enters("Ana")
    assert community.following.unread(ana) == 1

    withhold(community, clock, "reply", reply.id, state)
    assert (community.following.unread(ana), community.following.notices(ana)) == (0, ())

    with community.store.writing() as rows:
        rows.moderation.set_hidden(Thing(kind="reply", id=reply.id), None)
        rows.moderation.set_shy(Thing(kind="reply", id=reply.id), False)
    assert community.following.unread(ana) == 1


def test_a_followed_question_that_is_withheld_is_not_named(community, people, clock, state):
    asked = people.asks("Ana", "Un titre qui blesse")
    bob = people.enters("Bob")
    community.following.follow(Thing(kind="question", id=asked.id), by=bob)
    people.replies("Cléo", asked.id, "Bonjour.")
    withhold(community, clock, "question", asked.id, state)

    assert community.following.of_member(bob) == ()
    assert community.following.notices(bob) == ()
    with pytest.raises(Exception, match="introuvable"):
        community.following.follow(Thing(kind="question", id=asked.id), by=people.enters("Dora"))
