import pytest

from community.viewers import viewer_of
from errors import NotAllowed, NotFound, NotYours


def test_questions_come_newest_first_and_page_by_page(community, people, clock):
    for subject in ("un", "deux", "trois"):
        clock.passes(60)
        people.asks("Ana", subject)

    assert [question.title for question in community.forum.questions(limit=2)] == ["trois", "deux"]
    assert [question.title for question in community.forum.questions(limit=2, offset=2)] == ["un"]
    assert community.forum.count() == 3


def test_each_space_has_its_own_questions(community, people):
    people.asks("Ana", "chez Orange", space="orange")
    people.asks("Ana", "chez Sosh", space="sosh")

    assert [question.title for question in community.forum.questions(space="sosh")] == ["chez Sosh"]
    assert (community.forum.count("orange"), community.forum.count("lab")) == (1, 0)


def test_the_spaces_with_a_forum_are_orange_and_sosh(community):
    assert [space.id for space in community.spaces.all() if space.has_forum] == ["orange", "sosh"]
    assert community.spaces.get("lab").name == "Le Lab"
    with pytest.raises(NotFound):
        community.spaces.get("moon")


def test_who_asked_marks_the_solution_which_then_comes_first(community, people, clock):
    question = people.asks("Ana", "Box")
    first = people.replies("Bob", question.id, "Peut-être…")
    clock.passes(60)
    second = people.replies("Cléo", question.id, "Débranchez-la.")

    assert community.forum.mark_solution(second.id, by=people.enters("Ana")) is True

    thread = community.forum.thread(question.id)
    assert [reply.id for reply in thread.replies] == [second.id, first.id]
    assert thread.replies[0].is_solution
    assert thread.question.is_solved
    assert thread.question.replies == 2
    assert [found.id for found in community.forum.questions(solved=True)] == [question.id]
    assert community.forum.questions(solved=False) == ()


def test_marking_again_unmarks_and_another_reply_takes_its_place(community, people):
    question, ana = people.asks("Ana", "Box"), people.enters("Ana")
    one = people.replies("Bob", question.id, "un")
    other = people.replies("Bob", question.id, "deux")
    community.forum.mark_solution(one.id, by=ana)

    community.forum.mark_solution(other.id, by=ana)
    assert [reply.is_solution for reply in community.forum.thread(question.id).replies] == [True, False]

    assert community.forum.mark_solution(other.id, by=ana) is False
    assert not community.forum.thread(question.id).question.is_solved


def test_only_who_asked_marks_the_solution(community, people):
    question = people.asks("Ana", "Box")
    reply = people.replies("Bob", question.id, "Débranchez-la.")

    with pytest.raises(NotYours):
        community.forum.mark_solution(reply.id, by=people.enters("Bob"))


def test_an_animator_may_mark_the_solution_for_others(community, people, clock):
    question = people.asks("Ana", "Box")
    reply = people.replies("Bob", question.id, "Débranchez-la.")
    with community.store.writing() as rows:
        animator, _ = rows.members.get_or_add("Zoé", "zoe", at=clock.at, role="animator")

    assert community.forum.mark_solution(reply.id, by=animator) is True


def test_me_too_is_counted_once_for_each_member_and_can_be_taken_back(community, people):
    question, bob = people.asks("Ana", "Box"), people.enters("Bob")

    assert community.forum.me_too(question.id, by=bob) == 1
    assert community.forum.me_too(question.id, by=people.enters("Cléo")) == 2
    assert community.forum.thread(question.id, viewer=viewer_of(bob)).has_me_too
    assert community.forum.me_too(question.id, by=bob) == 1
    assert community.forum.thread(question.id).question.me_too == 1


def test_thanks_are_counted_once_for_each_member_and_can_be_taken_back(community, people):
    question, ana = people.asks("Ana", "Box"), people.enters("Ana")
    reply = people.replies("Bob", question.id, "Débranchez-la.")

    assert community.forum.thank(reply.id, by=ana) == 1
    assert community.forum.thread(question.id, viewer=viewer_of(ana)).thanked == {reply.id}
    assert community.forum.thank(reply.id, by=ana) == 0


def test_nobody_thanks_or_follows_themselves(community, people):
    question = people.asks("Ana", "Box")
    reply = people.replies("Ana", question.id, "Trouvé !")

    with pytest.raises(NotAllowed):
        community.forum.me_too(question.id, by=people.enters("Ana"))
    with pytest.raises(NotAllowed):
        community.forum.thank(reply.id, by=people.enters("Ana"))


@pytest.mark.parametrize("unknown", ["", "gone", "\x00", "'; DROP TABLE questions; --", "x" * 300])
def test_what_is_not_there_is_not_found(community, people, unknown):
    ana = people.enters("Ana")

    for attempt in (
        lambda: community.forum.thread(unknown),
        lambda: community.forum.me_too(unknown, by=ana),
        lambda: community.forum.thank(unknown, by=ana),
        lambda: community.forum.mark_solution(unknown, by=ana),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_a_new_community_is_empty_until_someone_asks(community, people):
    assert community.is_empty()

    people.asks("Ana", "Box")

    assert not community.is_empty()
