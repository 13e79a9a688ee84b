"""A shy start: first words that who animates sees, until their author shows them to everyone."""

import pytest

from community.happenings import Thing
from community.viewers import GUEST, viewer_of
from errors import NotAllowed, NotConfirmable, NotFound, NotYours
from tests.community.test_moderation import moderator, told
from vocabulary import Destination, Draft

__all__ = ["moderator", "told"]  # fixtures

BANCS = Destination(kind="atelier", id="bancs")
ORANGE = Destination(kind="forum", id="orange")


@pytest.fixture
def animator(community, clock):
    with community.store.writing() as rows:
        return rows.members.get_or_add("Alix", "alix", at=clock.at, role="animator")[0]


def begins_shyly(community, people, pseudonym: str, to: Destination, text: str = "Bonjour"):
    draft = Draft(text=text, author=pseudonym, to=to, subject="Ma box" if to.kind == "forum" else "", is_shy=True)
    kept = community.drafts.keep(draft, visit=f"visit of {pseudonym}")
    published = people.confirms(pseudonym, kept.id)
    return Thing(kind=published.kind, id=published.id), kept


@pytest.fixture
def shy(community, people, cafe) -> Thing:
    return begins_shyly(community, people, "Ana", BANCS)[0]


def test_first_words_are_seen_by_their_author_and_who_animates_only(community, people, shy):
    seen = {
        who: [one.id for one in community.cafes.contributions("bancs", viewer=viewer)]
        for who, viewer in {
            "guest": GUEST,
            "Bob": viewer_of(people.enters("Bob")),
            "Ana": viewer_of(people.enters("Ana")),
            "Zoé": viewer_of(people.enters("Zoé")),
        }.items()
    }

    assert seen == {"guest": [], "Bob": [], "Ana": [shy.id], "Zoé": [shy.id]}
    (notice,) = community.following.notices(people.enters("Zoé"))
    assert (notice.kind, notice.thing) == ("published", shy)


def test_a_draft_remembers_that_it_is_shy(community, people, cafe):
    draft = Draft(text="Bonjour", author="Ana", to=BANCS, is_shy=True)
    kept = community.drafts.keep(draft, visit="visit of Ana")

    assert community.drafts.get(kept.id, visit="visit of Ana").draft.is_shy


def test_a_shy_question_is_not_found_until_its_author_shows_it(community, people, animator, told):
    bob = people.enters("Bob")
    ana = people.enters("Ana")
    community.following.follow(Thing(kind="member", id=ana.id), by=bob)
    thing, _ = begins_shyly(community, people, "Ana", ORANGE, "Ma livebox est muette")
    assert community.search.questions("livebox muette") == ()
    assert community.following.notices(bob) == ()
    told.clear()

    for _ in range(2):
        community.shy_start.make_public(thing, member=ana, by=["press"])

    assert [one.question.id for one in community.search.questions("livebox muette")] == [thing.id]
    assert [(one.kind, one.thing) for one in told] == [("shown", thing)]
    assert [notice.kind for notice in community.following.notices(bob)] == ["published"]
    assert community.following.notices(ana) == ()  # nobody is told what they did themselves


def test_a_reply_to_a_shy_question_is_as_shy(community, people, animator, clock):
    thing, _ = begins_shyly(community, people, "Ana", ORANGE, "Ma livebox est muette")
    kept = community.drafts.keep(
        Draft(text="Débranchez la prise.", author="", to=Destination(kind="thread", id=thing.id)), visit="a"
    )
    reply = community.drafts.confirm(kept.id, visit="a", member=animator, by=["press"])
    assert community.search.passages("livebox muette prise") == ()

    community.shy_start.make_public(thing, member=people.enters("Ana"), by=["press"])

    assert [one.reply.id for one in community.search.passages("livebox muette prise")] == [reply.id]


@pytest.mark.parametrize("acts", [[], ["gesture"], ["look"]])
def test_a_gesture_or_a_look_alone_shows_nothing_to_everyone(community, people, shy, acts):
    with pytest.raises(NotConfirmable):
        community.shy_start.make_public(shy, member=people.enters("Ana"), by=acts)

    assert community.cafes.contributions("bancs") == ()


def test_only_its_author_shows_it_to_everyone(community, people, shy, moderator):
    for who in (people.enters("Zoé"), moderator):
        with pytest.raises(NotYours):
            community.shy_start.make_public(shy, member=who, by=["press"])
    with pytest.raises(NotFound):
        community.shy_start.make_public(shy, member=people.enters("Bob"), by=["press"])


def test_who_animates_welcomes_once_and_the_author_reads_it(community, people, shy, told):
    zoe, ana = people.enters("Zoé"), people.enters("Ana")
    assert [words.thing for words in community.shy_start.waiting(by=zoe)] == [shy]
    assert community.shy_start.count_waiting(by=zoe) == 1
    told.clear()

    assert [community.shy_start.welcome(shy, words="Ravie de vous lire.", by=zoe) for _ in range(2)] == [True, False]

    assert [(one.kind, one.to) for one in told] == [("welcomed", ana.id)]
    (entry,) = community.moderation.about(shy, author=ana)
    assert (entry.done, entry.by, entry.reason) == ("welcomed", zoe, "Ravie de vous lire.")
    assert community.shy_start.waiting(by=zoe) == ()
    assert community.cafes.contributions("bancs") == ()  # it is no more public than before


def test_nobody_else_welcomes_or_is_told_of_first_words(community, people, shy):
    assert community.shy_start.waiting(by=people.enters("Bob")) == ()
    assert community.shy_start.waiting(by=people.enters("Ana")) == ()
    with pytest.raises(NotFound):
        community.shy_start.welcome(shy, by=people.enters("Bob"))
    with pytest.raises(NotAllowed):
        community.shy_start.welcome(shy, by=people.enters("Ana"))


def test_what_everyone_sees_is_not_welcomed_here(community, people, cafe):
    public = Thing(kind="contribution", id=people.contributes("Ana", "Des bancs")[1].id)

    with pytest.raises(NotFound):
        community.shy_start.welcome(public, by=people.enters("Zoé"))


def test_only_a_start_is_shy(community, people, cafe, shy):
    ana = people.enters("Ana")
    assert community.shy_start.is_offered(BANCS, member=ana)  # nothing of hers is there for everyone yet
    begins_shyly(community, people, "Ana", BANCS, "Encore une")
    community.shy_start.make_public(shy, member=ana, by=["press"])
    assert not community.shy_start.is_offered(BANCS, member=ana)

    kept = community.drafts.keep(Draft(text="Trois", author="Ana", to=BANCS, is_shy=True), visit="visit of Ana")
    with pytest.raises(NotConfirmable, match="première"):
        people.confirms("Ana", kept.id)
    assert community.drafts.get(kept.id, visit="visit of Ana").confirmed is None


def test_it_is_offered_where_somebody_animates(community, people, cafe, clock):
    assert community.shy_start.is_offered(BANCS, member=None)
    assert not community.shy_start.is_offered(ORANGE, member=None)
    assert not community.shy_start.is_offered(None, member=None)
    assert not community.shy_start.is_offered(Destination(kind="synthesis", id="bancs"), member=None)
    with community.store.writing() as rows:
        rows.members.get_or_add("Alix", "alix", at=clock.at, role="animator")
    assert community.shy_start.is_offered(ORANGE, member=None)


def test_what_is_taken_back_waits_for_nobody(community, people, cafe):
    _, kept = begins_shyly(community, people, "Ana", BANCS)

    community.drafts.undo(kept.id, visit="visit of Ana")

    assert community.shy_start.waiting(by=people.enters("Zoé")) == ()


def test_hidden_first_words_stay_hidden_when_they_are_shown_to_everyone(community, people, shy, moderator):
    community.moderation.decide(shy, "hidden", reason="Blessant.", by=moderator)

    community.shy_start.make_public(shy, member=people.enters("Ana"), by=["press"])

    assert community.cafes.contributions("bancs") == ()
    assert community.shy_start.waiting(by=people.enters("Zoé")) == ()
