"""Posts are found by their meaning: it follows each of them, in every database."""

import json

import numpy as np
import pytest

from community.happenings import Thing
from community.meanings import UnusableVector, Waiting
from community.members import Member
from community.viewers import GUEST, viewer_of
from tests.community.meaning import DIMENSIONS, MODEL, understand, vector_of, vectors_of


def found(community, text: str, **asked) -> list[str]:
    near = community.meanings.nearest(vector_of(text), model=MODEL, **asked)
    return [one.written.id for one in near if one.cosine > 0.99]


def moderator(community, people) -> Member:
    return community.roles.given(people.enters("Modo"), "moderator")


def test_a_question_and_its_replies_are_found_by_what_they_say(community, people):
    asked = people.asks("Ana", "Ma box", "Le voyant est rouge.")
    replied = people.replies("Bea", asked.id, "Coupez le courant.")

    understand(community)

    assert found(community, "Ma box\nLe voyant est rouge.") == [asked.id]
    assert found(community, "Ma box\nCoupez le courant.") == [replied.id]


def test_a_reply_is_given_with_its_question(community, people):
    asked = people.asks("Ana", "Ma box", "Le voyant est rouge.")
    people.replies("Bea", asked.id, "Coupez le courant.")
    understand(community)

    near = community.meanings.nearest(vector_of("Ma box\nCoupez le courant."), model=MODEL)[0]

    assert (near.written.body, near.question.id) == ("Coupez le courant.", asked.id)


def test_a_post_waits_from_the_moment_it_is_published(community, people):
    community.meanings.begin(model=MODEL, dimensions=DIMENSIONS)
    people.asks("Ana", "Ma box")

    assert [one.text for one in community.meanings.waiting(limit=5)] == ["Ma box\nMerci d’avance."]
    assert community.meanings.figures().waiting == 1


def test_what_waits_is_not_lost_when_the_house_closes(opened, address, people, community):
    people.asks("Ana", "Ma box")
    community.close()

    again = opened(address)

    assert understand(again) == 1
    assert len(found(again, "Ma box\nMerci d’avance.")) == 1


def test_what_is_taken_back_is_found_no_more(community, people, clock):
    kept = people.keeps("Ana", "Le voyant est rouge.", to=people.destination("forum", "orange"), subject="Ma box")
    people.confirms("Ana", kept.id)
    understand(community)

    community.drafts.undo(kept.id, visit="visit of Ana")

    assert found(community, "Ma box\nLe voyant est rouge.") == []
    assert community.meanings.figures().here == 0


def test_what_is_hidden_is_found_by_nobody_and_again_when_it_is_shown(community, people):
    asked = people.asks("Ana", "Ma box", "Le voyant est rouge.")
    understand(community)
    modo = moderator(community, people)

    thing = Thing(kind="question", id=asked.id)
    community.moderation.decide(thing, "hidden", reason="Ce n’est pas le lieu.", by=modo)

    assert found(community, "Ma box\nLe voyant est rouge.") == []
    assert found(community, "Ma box\nLe voyant est rouge.", viewer=viewer_of(modo)) == []
    assert community.meanings.figures().here == 0
    community.moderation.decide(thing, "shown", reason="C’est bien le lieu.", by=modo)
    understand(community)
    assert found(community, "Ma box\nLe voyant est rouge.") == [asked.id]


def test_a_solution_keeps_its_meaning(community, people):
    asked = people.asks("Ana", "Ma box", "Le voyant est rouge.")
    replied = people.replies("Bea", asked.id, "Coupez le courant.")
    understand(community)

    community.forum.mark_solution(replied.id, by=people.enters("Ana"))

    near = community.meanings.nearest(vector_of("Ma box\nCoupez le courant."), model=MODEL)[0]
    assert near.written.is_solution
    assert community.meanings.figures().waiting == 0


def test_the_meaning_of_somebodys_words_goes_with_them(community, people):
    people.asks("Ana", "Ma box", "Le voyant est rouge.")
    people.asks("Bea", "Ma clé", "Elle ne marche pas.")
    understand(community)

    community.leaving.leave(people.enters("Ana"), choice="nothing")

    assert found(community, "Ma box\nLe voyant est rouge.") == []
    assert community.meanings.figures().here == 1
    with community.store.reading() as rows:
        assert len(rows.meanings.since(0, limit=10)) == 1


def test_what_an_archive_brings_waits_too(community):
    line = {
        "kind": "question",
        "id": "1",
        "space": "orange",
        "title": "Ma box",
        "body": "Rouge.",
        "author": "Zoé",
        "asked_at": "2026-01-02T10:00:00+00:00",
    }
    community.archive.read_in([json.dumps(line).encode()], source="test")

    assert understand(community) == 1
    assert len(found(community, "Ma box\nRouge.")) == 1


def test_one_space_may_be_asked_for(community, people):
    people.asks("Ana", "Ma box", "Rouge.", space="orange")
    sosh = people.asks("Ana", "Ma box", "Rouge.", space="sosh")
    understand(community)

    assert found(community, "Ma box\nRouge.", space="sosh") == [sosh.id]
    assert len(found(community, "Ma box\nRouge.")) == 2


def test_vectors_of_two_models_are_never_mixed(community, people):
    people.asks("Ana", "Ma box")
    understand(community)
    asked = vector_of("Ma box\nMerci d’avance.")
    assert community.meanings.nearest(asked, model="another") == ()
    waited = [Waiting(number=1, text="Ma box\nMerci d’avance.")]

    assert community.meanings.begin(model="another", dimensions=DIMENSIONS)

    assert community.meanings.nearest(asked, model=MODEL) == ()
    assert community.meanings.nearest(asked, model="another") == ()
    assert community.meanings.take(waited, vectors_of([waited[0].text]), model=MODEL) == 0
    assert community.meanings.figures().waiting == 1


def test_to_begin_with_the_same_model_forgets_nothing(community, people):
    people.asks("Ana", "Ma box")
    understand(community)

    assert not community.meanings.begin(model=MODEL, dimensions=DIMENSIONS)

    assert community.meanings.figures().here == 1


def test_a_post_that_says_something_else_meanwhile_waits_again(community, people):
    asked = people.asks("Ana", "Ma box")
    community.meanings.begin(model=MODEL, dimensions=DIMENSIONS)
    (waited,) = community.meanings.waiting(limit=5)
    with community.store.writing() as rows:
        rows.index.remove(asked.id)
    other = people.asks("Bea", "Ma clé")

    kept = community.meanings.take([waited], vectors_of([waited.text]), model=MODEL)

    assert kept == 0
    assert understand(community) == 1
    assert found(community, "Ma clé\nMerci d’avance.") == [other.id]


@pytest.mark.parametrize("row", [np.zeros(DIMENSIONS), np.full(DIMENSIONS, np.nan)])
def test_a_post_of_which_no_vector_can_be_made_waits_no_more(community, people, row):
    people.asks("Ana", "?!", "…")
    people.asks("Bea", "Ma clé")
    community.meanings.begin(model=MODEL, dimensions=DIMENSIONS)
    waited = community.meanings.waiting(limit=5)
    rows = vectors_of([one.text for one in waited])
    rows[[one.text.startswith("?!") for one in waited].index(True)] = row

    assert community.meanings.take(waited, rows, model=MODEL) == 1

    figures = community.meanings.figures()
    assert (figures.here, figures.waiting) == (1, 0)


def test_a_question_that_is_no_direction_is_refused(community, people):
    people.asks("Ana", "Ma box")
    understand(community)

    with pytest.raises(UnusableVector):
        community.meanings.nearest(np.full(DIMENSIONS, np.nan, np.float32), model=MODEL)
    with pytest.raises(UnusableVector):
        community.meanings.nearest(np.ones(3, np.float32), model=MODEL)


def test_what_nobody_but_its_author_may_see_has_no_meaning(community, people):
    kept = people.keeps("Ana", "Rouge.", to=people.destination("forum", "orange"), subject="Ma box")
    with community.store.writing() as rows:
        assert rows.meanings.count_waiting() == 0

    people.confirms("Ana", kept.id)

    assert understand(community) == 1
    assert found(community, "Ma box\nRouge.", viewer=GUEST) != []


def test_what_was_brought_to_an_atelier_is_found_with_it(community, people, cafe):
    _, brought = people.contributes("Ana", "Oui, à l’ombre.")
    understand(community)

    (near,) = community.meanings.nearest(vector_of("Faut-il plus de bancs ?\nOui, à l’ombre."), model=MODEL)

    assert (near.written.id, near.atelier.id, near.question) == (brought.id, "bancs", None)
    assert near.cosine > 0.99


def test_of_a_question_the_reply_is_given_that_most_likely_helps(community, people):
    asked = people.asks("Ana", "Ma box", "Rouge.")
    people.replies("Bea", asked.id, "Moi aussi.")
    solution = people.replies("Cléo", asked.id, "Coupez le courant.")
    community.forum.mark_solution(solution.id, by=people.enters("Ana"))
    understand(community)

    (near, *_) = community.meanings.nearest(vector_of("Ma box\nRouge."), model=MODEL)

    assert (near.written.id, near.best.id) == (asked.id, solution.id)


def test_what_is_usual_does_not_rise(community, people):
    for number in range(30):
        people.asks("Ana", f"Question {number}")
    understand(community)

    near = community.meanings.nearest(vector_of("Question 3\nMerci d’avance."), model=MODEL, limit=30)

    assert near[0].rise > 0.9
    assert max(one.rise for one in near[1:]) < near[0].rise
    assert abs(sum(one.rise for one in near) / len(near)) < 0.05
