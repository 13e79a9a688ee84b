"""Posts and questions are understood behind those who publish, and in a limited time for who asks."""

import threading

import numpy as np
import pytest

from errors import EngineFailed
from modalities.meaning import scripted
from pipelines.indexing import index
from pipelines.meaning import Understanding

SYNONYMS = [["livebox", "box", "modem"], ["rouge", "écarlate"]]


class Embedder:
    """The scripted one, which may be slow or fail."""

    name = "scripted"

    def __init__(self) -> None:
        self._does = scripted.load(synonyms=SYNONYMS)
        self.model, self.dimensions = self._does.model, self._does.dimensions
        self.fails = False
        self.asked: list[str] = []
        self.read: list[str] = []
        self.worked = threading.Event()
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def passages(self, texts):
        self.worked.set()
        return self._vectors(texts)

    def questions(self, texts):
        self.asked += texts
        return self._vectors(texts)

    def answering(self, question, passages):
        self.read += passages
        vectors = self._vectors([question, *passages])
        return vectors[1:] @ vectors[0]

    def _vectors(self, texts):
        self.may_go_on.wait(30)
        if self.fails:
            raise EngineFailed(name=self.name, why="no")
        return self._does.passages(texts)


@pytest.fixture
def embedder():
    return Embedder()


@pytest.fixture
def understanding(community, embedder):
    made = Understanding(community, lambda: embedder)
    yield made
    embedder.may_go_on.set()
    made.close()


def near(community, sense) -> list[str]:
    return [one.written.id for one in community.meanings.nearest(sense.vector, model=sense.model)]


def test_a_post_is_found_by_words_that_it_does_not_say(community, post, understanding):
    wanted = post("Livebox", "Le voyant est rouge.")
    post("Facture", "Je ne comprends pas la facture.")

    assert understanding.work()

    assert near(community, understanding.sense_of("modem écarlate"))[0] == wanted


def test_who_publishes_does_not_wait(community, post, understanding, embedder):
    embedder.may_go_on.clear()
    understanding.start()

    post("Livebox", "Le voyant est rouge.")

    assert community.meanings.figures().waiting == 1
    assert embedder.worked.wait(30)


def test_a_question_is_understood_once(understanding, embedder):
    assert understanding.sense_of("voyant rouge") is understanding.sense_of(" voyant rouge ")

    assert embedder.asked == ["voyant rouge"]


def test_a_question_that_takes_too_long_is_looked_for_by_its_words(community, embedder):
    understanding = Understanding(community, lambda: embedder, wait_s=0.01)
    embedder.may_go_on.clear()

    assert [understanding.sense_of(text) for text in ("un", "deux", "trois", "quatre")] == [None] * 4
    embedder.may_go_on.set()


def test_an_engine_that_fails_takes_nothing_from_the_words(understanding, embedder, caplog):
    embedder.fails = True

    assert understanding.sense_of("voyant rouge") is None
    assert "by its words alone" in caplog.text
    embedder.fails = False
    assert understanding.sense_of("voyant rouge") is not None


def test_a_passage_is_read_beside_a_question_once(understanding, embedder):
    sense = understanding.sense_of("voyant rouge")

    first = sense.reads(["le voyant est rouge", "la facture"])
    second = sense.reads(["la facture", "le réseau"])

    assert first[0] > first[1] == second[0]
    assert embedder.read == ["le voyant est rouge", "la facture", "le réseau"]
    assert sense.reads([]) == []


def test_what_takes_too_long_to_read_is_not_waited_for(community, embedder):
    understanding = Understanding(community, lambda: embedder, wait_s=0.5)
    sense = understanding.sense_of("voyant rouge")
    embedder.may_go_on.clear()

    assert sense.reads(["le voyant est rouge"]) is None
    embedder.may_go_on.set()


def test_an_engine_that_fails_to_read_is_told_of_and_asked_again(understanding, embedder, caplog):
    sense = understanding.sense_of("voyant rouge")
    embedder.fails = True

    assert sense.reads(["le voyant est rouge"]) is None
    assert "cannot be read" in caplog.text
    embedder.fails = False
    assert sense.reads(["le voyant est rouge"]) is not None


def test_without_a_model_nothing_is_understood_and_nothing_is_lost(community, post):
    understanding = Understanding(community, lambda: None)
    post("Livebox", "Le voyant est rouge.")

    assert not understanding.work()
    assert understanding.sense_of("voyant rouge") is None
    assert community.meanings.figures().waiting == 1


@pytest.mark.parametrize("text", ["", " \n", "?!… 🎈"])
def test_what_says_nothing_has_no_meaning(understanding, text):
    assert understanding.sense_of(text) is None


def test_all_posts_are_given_their_vectors_with_progress(community, post, embedder):
    for number in range(3):
        post(f"Question {number}", "Bonjour.", ("Bea", "Réponse."))
    told = []

    done = index(community, embedder, tell=lambda made, waiting: told.append((made, waiting)))

    assert (done.made, done.here, done.model) == (6, 6, embedder.model)
    assert told[0] == (0, 6)
    assert told[-1] == (6, 0)


def test_what_was_cut_off_goes_on_where_it_was(community, post, embedder):
    post("Livebox", "Le voyant est rouge.")
    index(community, embedder)
    post("Facture", "Je ne comprends pas la facture.")

    assert index(community, embedder).made == 1
    assert index(community, embedder).made == 0
    assert index(community, embedder, anew=True).made == 2


def test_another_model_makes_all_vectors_anew(community, post, embedder):
    post("Livebox", "Le voyant est rouge.")
    index(community, embedder)
    other = Embedder()
    other.model = "another"

    assert index(community, other).made == 1

    vector = np.ones(embedder.dimensions, np.float32)
    assert community.meanings.nearest(vector, model=embedder.model) == ()
    assert len(community.meanings.nearest(vector, model="another")) == 1
