import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.drafts import KINDS, LONGEST_TEXT
from errors import NotConfirmable, NotFound, NotYours, TooLateToUndo, TooManyWords
from vocabulary import Alternative, Destination, Draft, Recognition, Word

HEARD = Recognition(
    modality="speech",
    engine="scripted",
    text="ma live box clignote",
    language="fr",
    confidence=0.5,
    alternatives=(Alternative(text="ma livebox clignote", confidence=0.25),),
    words=(
        Word(text="ma", start=0.0, end=0.5, confidence=0.75),
        Word(text="live box", alternatives=(Alternative(text="livebox"),)),
    ),
    captured_at=datetime(2026, 3, 12, 9, 40, 58, 123456, tzinfo=UTC),
    seconds=0.125,
)
TO_ORANGE = Destination(kind="forum", id="orange")


def test_a_draft_is_given_back_as_it_was_with_what_was_heard(community):
    draft = Draft(text="Ma Livebox", author="Ana", language="en", subject="Box", to=TO_ORANGE, recognitions=(HEARD,))

    kept = community.drafts.keep(draft, visit="v")

    assert community.drafts.get(kept.id, visit="v") == kept
    assert kept.draft == draft
    assert kept.confirmed is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(text=st.text(st.characters(), max_size=300))
def test_a_text_of_any_characters_survives(community, text):
    draft = Draft(text=text, author=text, subject=text[:100], recognitions=(replace(HEARD, text=text),))

    kept = community.drafts.keep(draft, visit="v")

    assert community.drafts.get(kept.id, visit="v").draft == draft


@pytest.mark.parametrize(
    "text", ["\x00", "a\x1ab", "\x1a0000", "\ud83d", "\x1a\x1a\x00", "👩‍👩‍👧", "<script>alert(1)</script>", "*a* _b_"]
)
def test_what_a_database_would_refuse_or_a_page_would_run_is_kept_as_text(community, people, text):
    question = people.asks("Ana", f"Sujet {text}", f"Texte {text}")

    asked = community.forum.thread(question.id).question
    assert (asked.title, asked.body) == (f"Sujet {text}".strip(), f"Texte {text}")


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_draft_keeps_its_file_and_what_was_heard(community, clock, kind):
    draft = Draft(text="ma live box", author="Ana", recognitions=(HEARD,))
    kept = community.drafts.keep(draft, visit="v", **{kind: b"RIFF"})

    clock.passes(5)
    changed = community.drafts.keep(replace(draft, text="ma Livebox"), visit="v", id=kept.id)

    assert changed.draft.text == "ma Livebox"
    assert changed.draft.recognitions == (HEARD,)
    assert community.kept.read(getattr(changed, kind)) == b"RIFF"
    assert (changed.created_at, changed.changed_at) == (kept.created_at, clock.at)
    assert community.drafts.get(kept.id, visit="v") == changed


def test_a_text_of_100_000_characters_is_refused_and_the_former_one_stays(community):
    kept = community.drafts.keep(Draft(text="court", author="Ana"), visit="v")

    with pytest.raises(TooManyWords, match="100000"):
        community.drafts.keep(Draft(text="a" * 100_000, author="Ana"), visit="v", id=kept.id)

    assert community.drafts.get(kept.id, visit="v").draft.text == "court"


def test_the_longest_text_that_is_allowed_can_be_published_and_found(community, people):
    text = ("élan vital " * LONGEST_TEXT)[:LONGEST_TEXT]

    question = people.asks("Ana", "Un long texte", text)

    assert community.forum.thread(question.id).question.body == text
    assert [found.question.id for found in community.search.questions("élan vital")] == [question.id]


def test_a_subject_that_is_too_long_is_refused(community):
    with pytest.raises(TooManyWords):
        community.drafts.keep(Draft(text="a", author="Ana", subject="a" * 201), visit="v")


def test_a_draft_belongs_to_its_visit_alone(community, people):
    ana = people.enters("Ana")
    kept = community.drafts.keep(Draft(text="a", author="Ana"), visit="v")

    with pytest.raises(NotYours):
        community.drafts.get(kept.id, visit="w")
    with pytest.raises(NotYours):
        community.drafts.keep(kept.draft, visit="w", id=kept.id)
    with pytest.raises(NotYours):
        community.drafts.confirm(kept.id, visit="w", member=ana, by=["press"])
    with pytest.raises(NotYours):
        community.drafts.discard(kept.id, visit="w")
    with pytest.raises(NotYours):
        community.drafts.undo(kept.id, visit="w")


@pytest.mark.parametrize("id", ["", "nothing", "\x00", "x" * 500])
def test_a_draft_that_is_not_there_is_not_found(community, id):
    with pytest.raises(NotFound):
        community.drafts.get(id, visit="v")


def test_the_drafts_of_a_visit_are_the_unpublished_ones_newest_first(community, people, clock):
    ids = []
    for text in ("un", "deux", "trois"):
        clock.passes(1)
        ids.append(people.keeps("Ana", text, to=TO_ORANGE, subject=text).id)
    people.keeps("Bob", "quatre")

    people.confirms("Ana", ids[1])

    assert [kept.id for kept in community.drafts.of_visit("visit of Ana")] == [ids[2], ids[0]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_discarded_draft_is_gone_with_its_file(community, kind):
    kept = community.drafts.keep(Draft(text="a", author="Ana"), visit="v", **{kind: b"RIFF"})

    community.drafts.discard(kept.id, visit="v")

    assert community.drafts.of_visit("v") == ()
    with pytest.raises(NotFound):
        community.kept.read(getattr(kept, kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_another_draft_has_too_stays(community, kind):
    one = community.drafts.keep(Draft(text="a", author="Ana"), visit="v", **{kind: b"RIFF"})
    other = community.drafts.keep(Draft(text="b", author="Bob"), visit="w", **{kind: b"RIFF"})

    community.drafts.discard(one.id, visit="v")

    assert community.kept.read(getattr(other, kind)) == b"RIFF"


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_replaced_goes(community, kind):
    kept = community.drafts.keep(Draft(text="a", author="Ana"), visit="v", **{kind: b"first"})

    again = community.drafts.keep(kept.draft, visit="v", id=kept.id, **{kind: b"second"})
    community.drafts.sweep()

    assert community.kept.read(getattr(again, kind)) == b"second"
    with pytest.raises(NotFound):
        community.kept.read(getattr(kept, kind))


def test_a_confirmed_draft_is_a_question_that_keeps_what_was_heard(community, people, clock):
    published = people.asks("Ana", "  Voyant rouge ", "Ma Livebox clignote.", recognitions=(HEARD,))

    question = community.forum.thread(published.id).question
    assert (published.kind, published.at) == ("question", clock.at)
    assert (published.undo_until - published.at).total_seconds() == 30
    assert (question.title, question.body, question.space) == ("Voyant rouge", "Ma Livebox clignote.", "orange")
    assert question.recognitions == (HEARD,)
    assert question.author.pseudonym == "Ana"
    assert published.link == f"/question?id={question.id}"


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (Draft(text=" \n", author="Ana", subject="s", to=TO_ORANGE), "texte"),
        (Draft(text="a", author="Ana", subject="s"), "où"),
        (Draft(text="a", author="Ana", subject=" ", to=TO_ORANGE), "sujet"),
        (Draft(text="a", author="Ana", subject="s", to=Destination(kind="forum", id="lab")), "forum"),
        (Draft(text="a", author="Ana", subject="s", to=Destination(kind="forum", id="nowhere")), "forum"),
        (Draft(text="a", author="Ana", to=Destination(kind="thread", id="gone")), "question"),
        (Draft(text="a", author="Ana", to=Destination(kind="atelier", id="gone")), "atelier"),
    ],
)
def test_a_draft_that_is_not_complete_is_not_published(community, people, draft, why):
    kept = community.drafts.keep(draft, visit="v")

    with pytest.raises(NotConfirmable, match=why):
        community.drafts.confirm(kept.id, visit="v", member=people.enters("Ana"), by=["press"])

    assert community.forum.count() == 0
    assert community.drafts.get(kept.id, visit="v").confirmed is None


def test_a_draft_that_is_published_can_neither_be_changed_nor_discarded(community, people):
    kept = people.keeps("Ana", "a", to=TO_ORANGE, subject="s")
    people.confirms("Ana", kept.id)

    with pytest.raises(NotConfirmable):
        community.drafts.keep(kept.draft, visit="visit of Ana", id=kept.id)
    with pytest.raises(NotConfirmable):
        community.drafts.discard(kept.id, visit="visit of Ana")


def test_the_same_draft_confirmed_twice_is_one_question(community, people, clock):
    kept = people.keeps("Ana", "a", to=TO_ORANGE, subject="s")

    first = people.confirms("Ana", kept.id)
    clock.passes(3600)
    second = people.confirms("Ana", kept.id)

    assert first == second
    assert community.forum.count() == 1


def test_the_same_draft_confirmed_from_eight_threads_is_one_question(opened, address):
    communities = [opened(address), opened(address)]
    ana = communities[0].members.enter("Ana", visit="v")
    kept = communities[0].drafts.keep(Draft(text="a", author="Ana", subject="s", to=TO_ORANGE), visit="v")
    together = threading.Barrier(8)

    def confirm(place):
        together.wait()
        return communities[place % 2].drafts.confirm(kept.id, visit="v", member=ana, by=["press"])

    with ThreadPoolExecutor(8) as pool:
        published = set(pool.map(confirm, range(8)))

    assert len(published) == 1
    assert communities[0].forum.count() == 1
    assert len(communities[0].search.questions("s a")) <= 1


def test_within_30_seconds_what_was_published_can_be_taken_back(community, people, clock):
    kept = people.keeps("Ana", "Ma box", to=TO_ORANGE, subject="Box", recording=b"RIFF", recognitions=(HEARD,))
    published = people.confirms("Ana", kept.id)

    clock.passes(30)
    back = community.drafts.undo(kept.id, visit="visit of Ana")

    assert (back.draft, back.recording, back.confirmed) == (kept.draft, kept.recording, None)
    assert community.kept.read(back.recording) == b"RIFF"
    assert community.drafts.of_visit("visit of Ana") == (back,)
    assert community.forum.count() == 0
    assert community.search.questions("box") == ()
    with pytest.raises(NotFound):
        community.forum.thread(published.id)


def test_what_was_taken_back_can_be_confirmed_again(community, people):
    kept = people.keeps("Ana", "Ma box", to=TO_ORANGE, subject="Box")
    people.confirms("Ana", kept.id)
    community.drafts.undo(kept.id, visit="visit of Ana")

    again = people.confirms("Ana", kept.id)

    assert [question.id for question in community.forum.questions()] == [again.id]


def test_after_30_seconds_it_is_too_late(community, people, clock):
    kept = people.keeps("Ana", "Ma box", to=TO_ORANGE, subject="Box")
    people.confirms("Ana", kept.id)

    clock.passes(30.001)

    with pytest.raises(TooLateToUndo, match="30 secondes"):
        community.drafts.undo(kept.id, visit="visit of Ana")
    assert community.forum.count() == 1


def test_taking_back_what_is_not_published_changes_nothing(community, people):
    kept = people.keeps("Ana", "Ma box")

    assert community.drafts.undo(kept.id, visit="visit of Ana") == kept


def test_when_a_question_is_taken_back_its_replies_are_drafts_of_their_authors_again(community, people, clock):
    asked = people.keeps("Ana", "Ma box", to=TO_ORANGE, subject="Box")
    question = people.confirms("Ana", asked.id)
    clock.passes(5)
    reply = people.replies("Bob", question.id, "Débranchez-la.")

    community.drafts.undo(asked.id, visit="visit of Ana")

    (returned,) = community.drafts.of_visit("visit of Bob")
    assert returned.draft.text == "Débranchez-la."
    assert community.search.passages("box débranchez") == ()
    with pytest.raises(NotConfirmable, match="retirée"):
        people.confirms("Bob", returned.id)
    with pytest.raises(NotFound):
        community.forum.thank(reply.id, by=people.enters("Ana"))


def test_a_reply_can_be_taken_back_and_the_question_is_open_again(community, people):
    question = people.asks("Ana", "Box")
    kept = people.keeps("Bob", "Débranchez-la.", to=Destination(kind="thread", id=question.id))
    reply = people.confirms("Bob", kept.id)
    community.forum.mark_solution(reply.id, by=people.enters("Ana"))

    community.drafts.undo(kept.id, visit="visit of Bob")

    thread = community.forum.thread(question.id)
    assert thread.replies == ()
    assert not thread.question.is_solved


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_may_not_stay_goes_once_nothing_can_be_taken_back(community, people, clock, kind):
    kept = people.keeps("Ana", "Ma box", to=TO_ORANGE, subject="Box", **{kind: b"RIFF"})
    published = people.confirms("Ana", kept.id)

    clock.passes(30)
    assert community.drafts.sweep() == 0
    clock.passes(1)
    assert community.drafts.sweep() == 1

    assert getattr(community.forum.thread(published.id).question, kind) is None
    assert getattr(community.drafts.get(kept.id, visit="visit of Ana"), kind) is None
    with pytest.raises(NotFound):
        community.kept.read(getattr(kept, kind))
    assert community.drafts.sweep() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_may_stay_is_published_with_the_words(community, people, clock, kind):
    kept = people.keeps("Ana", "Ma box", to=TO_ORANGE, subject="Box", **{kind: b"RIFF"}, **{f"keeps_{kind}": True})
    published = people.confirms("Ana", kept.id)

    clock.passes(60)
    community.drafts.sweep()

    assert community.kept.read(getattr(community.forum.thread(published.id).question, kind)) == b"RIFF"


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_a_draft_that_is_not_published_is_never_swept(community, people, clock, kind):
    kept = people.keeps("Ana", "Ma box", **{kind: b"RIFF"})

    clock.passes(1_000_000)
    community.drafts.sweep()

    assert community.kept.read(getattr(kept, kind)) == b"RIFF"


@pytest.mark.parametrize("kind", KINDS)
def test_keeping_a_draft_also_erases_the_files_that_are_due(community, people, clock, kind):
    kept = people.keeps("Ana", "Ma box", to=TO_ORANGE, subject="Box", **{kind: b"RIFF"})
    people.confirms("Ana", kept.id)

    clock.passes(31)
    people.keeps("Bob", "Autre chose")

    with pytest.raises(NotFound):
        community.kept.read(getattr(kept, kind))
