"""How good answers are on the labelled questions: what is found, what is refused, and what is shown of it."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.labelled import Asked
from benchmarks.ranking import ndcg, recall, share
from benchmarks.timing import timed
from community import Community, demonstration, open_community
from community.viewers import WHOLE
from community.words import stems
from errors import NotFound
from modalities.meaning import Embedder
from pipelines.answer import answer
from pipelines.finding import find, heading_of, ranked
from pipelines.indexing import index
from pipelines.meaning import Sense
from vocabulary import Answer, Language, Source

NDCG_AT, RECALL_AT = 10, 5
_LOOKED_AT = 30
_AGAIN, _ALL_OF_THEM = "-again", 10_000

Ranks = Callable[[Asked], list[str]]
"""Gives the ids that a question finds, best first."""


@contextmanager
def demonstrated(*, twice: bool = False) -> Iterator[Community]:
    """A community that holds the demonstration and nothing else; with ``twice`` every thread of its forums once more.

    In a large forum the same is asked again and again, which must not make the café doubt what it knows.
    """
    with TemporaryDirectory(prefix="cafe-answers-") as folder:
        community = open_community(f"sqlite:///{folder}/cafe.sqlite3", data=Path(folder))
        try:
            demonstration.load(community)
            if twice:
                _ask_again(community)
            yield community
        finally:
            community.close()


def _ask_again(community: Community) -> None:
    with community.store.writing() as rows:
        for question in rows.forum.oldest(space=None, after=None, limit=_ALL_OF_THEM, viewer=WHOLE):
            again = replace(question, id=f"{question.id}{_AGAIN}", recognitions=(), pictures=())
            rows.forum.add_question(again, draft=None)
            rows.index.add_question(again)
            for reply in rows.forum.replies(question.id, viewer=WHOLE):
                its = replace(reply, id=f"{reply.id}{_AGAIN}", question=again.id, recognitions=(), pictures=())
                rows.forum.add_reply(its, draft=None)
                rows.index.add_reply(its, again)


# -- finding --------------------------------------------------------------------------------------------------------


def as_found(community: Community, embedder: Embedder | None = None) -> Ranks:
    """As the café finds threads and tips, whether or not they would be given as an answer.

    By words alone, or with a model by words and by meaning; then every post has its vector afterwards.
    """
    if embedder is not None:
        index(community, embedder)

    def found_for(asked: Asked) -> list[str]:
        sense = None if embedder is None else sense_of(embedder, asked.question)
        told = ranked(community, asked.question, language=asked.language, sense=sense).told
        return list(dict.fromkeys(one.source.thread for one in told))

    return found_for


def sense_of(embedder: Embedder, question: str) -> Sense:
    """What a question means, however long that takes."""

    def reads(passages: Sequence[str]) -> list[float] | None:
        odds = embedder.answering(question, passages)
        return None if odds is None else [float(one) for one in odds]

    return Sense(model=embedder.model, vector=embedder.questions([question])[0], reads=reads)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    """What may be found."""

    ids: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def add(self, id: str, language: str, said: str) -> None:
        self.ids.append(id)
        self.languages.append(language)
        self.said.append(said)


def by_bm25(community: Community) -> Ranks:
    """By BM25 over stems and nothing else (Robertson and Zaragoza, "The probabilistic relevance framework", 2009).

    It knows no typing mistakes, no other words for the same, and neither thanks nor solutions: what a search engine
    gives who only fills it. SQLite's own (FTS5, k1 = 1.2, b = 0.75); those in another language come after.
    """
    texts = _texts(community)
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE texts USING fts5(stems)")
    said = [(" ".join(stems(text, language)),) for language, text in zip(texts.languages, texts.said, strict=True)]
    index.executemany("INSERT INTO texts VALUES (?)", said)

    def found_for(asked: Asked) -> list[str]:
        wanted = " OR ".join(f'"{stem}"' for stem in dict.fromkeys(stems(asked.question, asked.language)))
        rows = index.execute("SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank", (wanted or '""',))
        order = sorted((n - 1 for (n,) in rows), key=lambda n: texts.languages[n] != asked.language)
        return list(dict.fromkeys(texts.ids[n] for n in order))[:_LOOKED_AT]

    return found_for


def by_meaning(community: Community, embedder: Embedder) -> Ranks:
    """By the cosine of vectors alone, every text beside every question; those in another language come after."""
    texts = _texts(community)
    vectors = embedder.passages(texts.said)

    def found_for(asked: Asked) -> list[str]:
        (wanted,) = embedder.questions([asked.question])
        cosines: NDArray[np.float32] = vectors @ wanted
        order = sorted(range(len(texts.ids)), key=lambda n: (texts.languages[n] != asked.language, -cosines[n]))
        return list(dict.fromkeys(texts.ids[n] for n in order))[:_LOOKED_AT]

    return found_for


def _texts(community: Community) -> _Texts:
    texts = _Texts()
    for question in community.forum.questions(limit=1_000):
        texts.add(question.id, question.language, f"{question.title}\n{question.body}")
        for reply in community.forum.thread(question.id).replies:
            texts.add(question.id, reply.language, f"{question.title}\n{reply.body}")
    for tip in community.tips.all(limit=1_000):
        texts.add(tip.id, tip.language, f"{tip.title}\n{tip.body}")
    for cafe in community.cafes.all():
        for atelier in community.cafes.get(cafe.id).ateliers:
            for brought in community.cafes.contributions(atelier.id, limit=1_000):
                texts.add(brought.id, brought.language, f"{atelier.question}\n{brought.body}")
    return texts


def found(ranks: Ranks, questions: Sequence[Asked]) -> dict[str, float]:
    """How well what answers is found; questions without an answer do not count."""
    rankings = [(ranks(asked), asked) for asked in questions if asked.has_answer]
    return {
        "questions": len(rankings),
        "ndcg_at_10": _mean([ndcg(ranking, asked.grades, at=NDCG_AT) for ranking, asked in rankings]),
        "recall_at_5": _mean([recall(ranking, asked.answered_by, at=RECALL_AT) for ranking, asked in rankings]),
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def seconds_to_read(community: Community, embedder: Embedder, questions: Sequence[Asked]) -> list[float]:
    """Of each question, how long what may answer is read beside it; empty where nothing reads with a model."""
    taken = list[float]()
    for asked in questions:
        sense = sense_of(embedder, asked.question)

        def reads(passages: Sequence[str], sense: Sense = sense) -> Sequence[float] | None:
            seconds, odds = timed(lambda: sense.reads(passages))
            if odds is not None:
                taken.append(seconds)
            return odds

        ranked(community, asked.question, language=asked.language, sense=replace(sense, reads=reads))
    return taken


def told_elsewhere(community: Community, embedder: Embedder | None = None) -> tuple[int, int]:
    """Of the demonstration's questions, asked anew with their stories, to how many another thread is told as an answer.

    And how many there are. Their own threads, and the tips made of them, are left out: few have an answer elsewhere, so
    this says how often something is told that is about something else.
    """
    if embedder is not None:
        index(community, embedder)

    def sense_of_text(text: str) -> Sense | None:
        return None if embedder is None else sense_of(embedder, text)

    tips = community.tips.all(limit=1_000)
    told = list[bool]()
    for question in community.forum.questions(limit=1_000):
        text = f"{question.title}\n{question.body}"
        found = find(
            community,
            text,
            language=question.language,
            exclude=question.id,
            without=frozenset(tip.id for tip in tips if question.id in {place.id for place in tip.places}),
            sense=sense_of_text(text),
            heading=heading_of(question.title, question.body, sense_of_text),
        )
        told.append(bool(found.told))
    return sum(told), len(told)


# -- answering ------------------------------------------------------------------------------------------------------

Answers = Callable[[str, Language], Answer]


def refused(community: Community, questions: Sequence[Asked], answers: Answers | None = None) -> dict[str, Any]:
    """What is refused and what is given. An answer is right where its first source is one that answers."""
    give = answers or (lambda question, language: answer(community, question, language=language))
    given = [(give(asked.question, asked.language), asked) for asked in questions]
    silent = [asked for answered, asked in given if not answered.known]
    without = [asked for asked in questions if not asked.has_answer]
    told = [(answered, asked) for answered, asked in given if answered.known]
    right = [asked for answered, asked in told if answered.sources[0].thread in asked.answered_by]
    rightly_silent = sum(not asked.has_answer for asked in silent)
    claims = [(claim, source) for answered, _ in told for source in answered.sources for claim in _claims(source)]
    return {
        "questions": len(questions),
        "without_answer": len(without),
        "refused": len(silent),
        "precision": share(rightly_silent, len(silent)),
        "recall": share(rightly_silent, len(without)),
        "answered": len(told),
        "first_source_right": share(len(right), len(told)),
        "answered_right": share(len(right), len(questions) - len(without)),
        "claims": len(claims),
        "claims_in_source": share(sum(_stands_in(community, *one) for one in claims), len(claims)),
        "steps_in_a_quote": share(
            sum(
                any(step in source.quote for source in answered.sources)
                for answered, _ in told
                for step in answered.steps
            ),
            sum(len(answered.steps) for answered, _ in told),
        ),
        "refused_wrongly": [asked.question for asked in silent if asked.has_answer],
        "answered_wrongly": [f"{asked.question} → {answered.title}" for answered, asked in told if asked not in right],
    }


def _claims(source: Source) -> list[str]:
    """What is shown as somebody's words, line by line."""
    return [line.strip() for line in source.quote.splitlines() if line.strip()]


def _stands_in(community: Community, claim: str, source: Source) -> bool:
    """Whether the words stand in what the source's page shows, by the author who is named."""
    try:
        if source.kind == "contribution":
            return claim in community.cafes.contribution(source.id).body
        if source.kind == "tip":
            return claim in community.tips.get(source.id).body
        replies = community.forum.thread(source.thread).replies
    except NotFound:
        return False
    return any(
        reply.id == source.id and claim in reply.body and reply.author.pseudonym == source.author for reply in replies
    )
