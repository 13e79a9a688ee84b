"""The measuring program, on a small community."""

import json

import numpy as np
import pytest

from benchmarks import answer_times, answering, answers, first_sound
from benchmarks.labelled import Asked
from modalities.meaning import scripted
from pipelines.indexing import index
from vocabulary import Answer, Source


@pytest.fixture(scope="module")
def demonstrated():
    with answering.demonstrated() as community:
        yield community


@pytest.fixture
def hurried(monkeypatch):
    """Few texts, and few questions."""
    monkeypatch.setattr(answer_times, "QUESTIONS", 4)
    monkeypatch.setattr(answer_times, "BARE", 2)
    monkeypatch.setattr(first_sound, "QUESTIONS", 0)  # no server and no browser of its own
    monkeypatch.setattr(answers, "questions", lambda half: (PUK, PIE))
    monkeypatch.setattr(answers, "_embedders", lambda: iter(()))


PUK = Asked(
    question="on me demande un code puk",
    language="fr",
    kind="short",
    family="puk",
    grades={"code-puk-carte-bloquee": 2},
)
PIE = Asked(question="recette de la tarte aux pommes", language="fr", kind="far", family="pie", grades={})


def test_answers_are_measured_with_their_verdicts(tmp_path, hurried, capsys):
    measured = answers.run(300, kept=tmp_path)

    assert measured["finding"][0]["ndcg_at_10"] == 1.0
    (refusing, *_) = measured["refusing"]
    assert (refusing["precision"], refusing["recall"], refusing["claims_in_source"]) == (1.0, 1.0, 1.0)
    assert measured["twice"] == [
        {"by": "words", "model": "", "precision": 1.0, "recall": 1.0, "refused": 1, "without_answer": 1}
    ]
    (times,) = measured["times"]
    assert times["asked"] == 4
    assert all(
        times[name]["p95"] > 0 for name in ("search", "bare_search", "sentence", "sound", "bare_sound", "picture")
    )
    assert "within refusal precision by words 1, at least 0.9" in capsys.readouterr().out
    json.dumps(measured)


def test_an_answer_from_another_thread_is_not_right(demonstrated):
    wrong = answering.refused(demonstrated, [PUK], lambda _question, _language: told("Vérifiez d’abord que…"))

    assert wrong["first_source_right"] == 0.0
    assert wrong["answered_wrongly"] == ["on me demande un code puk → Un autre fil"]


def test_a_claim_that_its_author_did_not_write_is_noticed(demonstrated):
    kept = demonstrated.forum.thread("code-puk-carte-bloquee").replies[0]
    invented = told("Achetez un nouveau téléphone.", id=kept.id, thread="code-puk-carte-bloquee", author="Inès_M")
    quoted = told(kept.body, id=kept.id, thread="code-puk-carte-bloquee", author="Inès_M")

    assert answering.refused(demonstrated, [PUK], lambda *_: invented)["claims_in_source"] == 0.0
    assert answering.refused(demonstrated, [PUK], lambda *_: quoted)["claims_in_source"] == 1.0


def test_what_is_refused_although_it_has_an_answer_lowers_the_precision(demonstrated):
    silent = answering.refused(demonstrated, [PUK, PIE], lambda *_: Answer(text="Personne n’a encore répondu."))

    assert silent["precision"] == 0.5
    assert silent["recall"] == 1.0
    assert silent["refused_wrongly"] == [PUK.question]


def test_meaning_finds_what_words_do_not(demonstrated):
    strange = Asked(
        question="gnagnagna", language="fr", kind="short", family="puk", grades={"code-puk-carte-bloquee": 2}
    )
    embedder = scripted.load(synonyms=[["gnagnagna", "puk"]])

    by_words = answering.found(answering.as_found(demonstrated), [strange])
    by_meaning = answering.found(answering.by_meaning(demonstrated, embedder), [strange])
    by_both = answering.found(answering.as_found(demonstrated, embedder), [strange])

    assert (by_words["ndcg_at_10"], by_meaning["ndcg_at_10"], by_both["ndcg_at_10"]) == (0.0, 1.0, 1.0)


def told(quote: str, *, id: str = "r", thread: str = "t", author: str = "x") -> Answer:
    source = Source(id=id, thread=thread, title="Un autre fil", author=author, quote=quote, link="/")
    return Answer(text=quote, known=True, title="Un autre fil", steps=(quote.splitlines()[0],), sources=(source,))


class ReadsAll:
    """The scripted embedder, which finds every passage as likely as not to answer."""

    def __init__(self) -> None:
        self._does = scripted.load()
        self.name, self.model, self.dimensions = self._does.name, self._does.model, self._does.dimensions

    def passages(self, texts):
        return self._does.passages(texts)

    def questions(self, texts):
        return self._does.questions(texts)

    def answering(self, _question, passages):
        return np.zeros(len(passages), np.float32)


def test_reading_is_timed_where_something_reads(demonstrated):
    index(demonstrated, ReadsAll())

    assert len(answering.seconds_to_read(demonstrated, ReadsAll(), [PUK])) == 1
    assert answering.seconds_to_read(demonstrated, scripted.load(), [PUK]) == []
