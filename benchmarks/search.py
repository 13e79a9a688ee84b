"""How quick search and the busiest pages are in a large community, beside the bare full-text query of the database.

    cafe bench search [--posts N] [--kept FOLDER]           python -m benchmarks.search [--posts N] [--kept FOLDER] […]

A made-up community (``made_up.py``) of 10 000, 100 000 and 1 000 000 posts, or of N, is put into SQLite and into a
PostgreSQL server of the bench's own. *Bare* is what the database's own full-text search needs for the same words on the
same index: the ten best posts that hold any of them, by bm25 or ts_rank. Where no post holds all words this is what it
takes to find anything. What holds all of them is measured too (*bare, all*), though it often finds nothing. Both sides
take turns; of each text the quickest round counts.

*Search* is two to four words of a thread, one in seven with a typing mistake; *similar* is a whole new question. The
filled databases stay in the folder and serve again; a million posts need some 8 GB there, and minutes.
"""

import argparse
import json
import os
import platform
import shutil
import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import make_url

from benchmarks import filling, postgresql, posting
from benchmarks.made_up import ATELIERS, MadeUp
from benchmarks.timing import spread, timed
from community import Community, open_community
from community.words import stems, words

SIZES = (10_000, 100_000, 1_000_000)
TIMES_BARE = 1.5
P95_AT_A_MILLION_MS = 50.0  # on SQLite
TIMES_TEN_THOUSAND = 3.0  # the 95th percentile at a million beside that at ten thousand

SEARCHES = 100
SIMILAR = 40
ROUNDS = 3
BARE_S = 40.0  # so long the bare queries are waited for; the texts that come after are left out of the comparison
PAGES = 200
BYTES_A_POST = 8_000  # in both databases together

Find = Callable[[list[str]], Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A filled database."""

    database: str
    posts: int
    address: str
    any_of: Find
    """The bare query for posts that hold any of these stems."""
    all_of: Find


def run(posts: int | None = None, *, kept: Path | None = None, databases: Sequence[str] = ()) -> dict[str, Any]:
    """Measure and print; gives all figures, in seconds."""
    sizes = SIZES if posts is None else (posts,)
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="cafe-bench-") as passing:
        folder = kept or Path(passing)
        _let_others_in(Path(passing))
        _require_room(folder, sum(sizes))
        for size in sizes:
            made_up = MadeUp(posts=size)
            for database in databases or ("sqlite", "postgresql"):
                try:
                    with _OPENED[database](made_up, folder) as subject:
                        rows.append(measured(subject, made_up))
                except postgresql.Absent as why:
                    print(f"{database}: {why}")
                    continue
                print(table(rows[-1:]))
    verdicts = list(_verdicts(rows))
    print("\n".join(verdicts))
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return {"subject": "search", "machine": machine, "rows": rows, "verdicts": verdicts}


def measured(subject: Subject, made_up: MadeUp) -> dict[str, Any]:
    """Everything that is measured in one database."""
    with tempfile.TemporaryDirectory() as data:
        community = open_community(subject.address, data=Path(data))
        try:
            threads = some_threads(community, made_up)
            figures = {
                "database": subject.database,
                "posts": subject.posts,
                "search": beside_bare(community, subject, searched(community, threads)),
                "similar": beside_bare(community, subject, made_up.questions_nobody_asked(SIMILAR)),
                **pages(community, threads),
            }
        finally:
            community.close()
    return {**figures, "posting": posting.run(subject.address)}


# -- search ---------------------------------------------------------------------------------------------------------


def searched(community: Community, threads: Sequence[str]) -> list[str]:
    """What people might type who look for these threads."""
    random = Random("searched")
    typed = []
    for id in threads[:SEARCHES]:
        question = community.forum.thread(id).question
        known = list(dict.fromkeys(words(question.title, ("fr",))))
        known += [word for word in dict.fromkeys(words(question.body, ("fr",))) if word not in known][:3]
        chosen = random.sample(known, min(len(known), random.randint(2, 4)))
        if random.random() < 1 / 7:
            chosen[0] = _mistyped(chosen[0], random)
        typed.append(" ".join(chosen))
    return typed


def _mistyped(word: str, random: Random) -> str:
    place = random.randrange(1, len(word))
    return word[:place] + word[place + 1 :] if len(word) > 3 else word


def beside_bare(community: Community, subject: Subject, texts: Sequence[str]) -> dict[str, Any]:
    """Our search and the database's own, text by text: the quickest of some rounds, in which they take turns."""
    ours, any_of, all_of = list[float](), list[float](), list[float]()
    found, waited = 0, 0.0
    for text in texts:
        held = list(dict.fromkeys(stems(text, "fr")))
        found += bool(community.search.questions(text))  # what is read first is read from the disk
        rounds = []
        bare: list[tuple[float, float]] = []
        for _ in range(ROUNDS):
            rounds.append(timed(lambda text=text: community.search.questions(text)))  # type: ignore[misc]
            if waited < BARE_S:
                bare.append((timed(lambda: subject.any_of(held))[0], timed(lambda: subject.all_of(held))[0]))  # noqa: B023
                waited += sum(bare[-1])
        ours.append(min(seconds for seconds, _ in rounds))
        if bare:
            any_of.append(min(seconds for seconds, _ in bare))
            all_of.append(min(seconds for _, seconds in bare))
    beside = ours[: len(any_of)]
    return {
        "texts": len(texts),
        "found_something": found,
        "ours": spread(ours),
        "bare": spread(any_of),
        "bare_all": spread(all_of),
        "times_bare": statistics.median(beside) / statistics.median(any_of),
        "times_bare_p95": spread(beside)["p95"] / spread(any_of)["p95"],
    }


# -- pages ----------------------------------------------------------------------------------------------------------


def pages(community: Community, threads: Sequence[str]) -> dict[str, Any]:
    """What the pages ask of the community to be drawn."""
    thread = [timed(lambda id=id: community.forum.thread(id))[0] for id in threads]  # type: ignore[misc]
    cafe = [timed(lambda: _read_cafe(community))[0] for _ in range(PAGES)]
    atelier = [timed(lambda number=number: _read_atelier(community, number))[0] for number in range(PAGES)]  # type: ignore[misc]
    return {
        "thread": spread(thread),
        "cafe": spread(cafe),
        "atelier": spread(atelier),
        "top_members": spread(_read_top_members(community)),
    }


def _read_cafe(community: Community) -> None:
    community.cafes.get("made-up")
    community.cafes.counts("made-up")


def _read_top_members(community: Community) -> list[float]:
    """Each month in turn. What was put in was not told as it happened, so the ledger is filled first."""
    if not community.merits.months():
        community.merits.mend()
    months = community.merits.months()
    return [timed(lambda month=month: community.merits.top(month))[0] for month in islice(cycle(months), PAGES)]  # type: ignore[misc]


def _read_atelier(community: Community, number: int) -> None:
    atelier = community.cafes.atelier(f"made-up-{1 + number % ATELIERS}")
    contributions = community.cafes.contributions(atelier.id, limit=100)
    community.cafes.tally(atelier.id)
    community.outcomes.of_contributions([contribution.id for contribution in contributions])


def some_threads(community: Community, made_up: MadeUp) -> list[str]:
    """Threads of the whole span of time, the same for the same seed."""
    random = Random("threads")
    batch = made_up.batch(random.randrange(made_up.batches()))
    asked = [question for question, reply in batch.posts if reply is None]
    return [question.id for question in random.sample(asked, min(PAGES, len(asked)))]


# -- databases ------------------------------------------------------------------------------------------------------


@contextmanager
def in_sqlite(made_up: MadeUp, folder: Path) -> Iterator[Subject]:
    bare = """
        SELECT search_posts.thread FROM search_index JOIN search_posts ON search_posts.number = search_index.rowid
        WHERE search_index MATCH ? ORDER BY search_index.rank LIMIT 10
    """
    with filling.filled_sqlite(made_up, folder, tell=_tell) as address:
        file = str(make_url(address).database)
        with closing(sqlite3.connect(file)) as connection:

            def find(joined: str) -> Find:
                return lambda held: connection.execute(bare, [joined.join(f'"{stem}"' for stem in held)]).fetchall()

            yield Subject(
                database="SQLite",
                posts=made_up.posts,
                address=address,
                any_of=find(" OR "),
                all_of=find(" AND "),
            )


@contextmanager
def _in_postgresql(made_up: MadeUp, folder: Path) -> Iterator[Subject]:
    bare = """
        SELECT thread FROM search_posts, CAST(%s AS tsquery) AS wanted
        WHERE lexemes @@ wanted ORDER BY ts_rank(lexemes, wanted) DESC LIMIT 10
    """
    with (
        filling.filled_postgresql(made_up, folder, tell=_tell) as address,
        closing(postgresql.connect(address)) as connection,
    ):

        def find(joined: str) -> Find:
            return lambda held: connection.execute(bare, [joined.join(f"'{stem}'" for stem in held)]).fetchall()

        yield Subject(
            database="PostgreSQL",
            posts=made_up.posts,
            address=address,
            any_of=find(" | "),
            all_of=find(" & "),
        )


_OPENED = {"sqlite": in_sqlite, "postgresql": _in_postgresql}


def _tell(line: str) -> None:
    print(line, flush=True)


def _let_others_in(folder: Path) -> None:
    # PostgreSQL refuses root, so that another account must be able to reach its folder.
    if os.geteuid() == 0:
        folder.chmod(0o711)


def _require_room(folder: Path, posts: int) -> None:
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    needed = posts * BYTES_A_POST
    if shutil.disk_usage(there).free < needed:
        raise SystemExit(f"{posts} posts need {needed / 1e9:.0f} GB in {folder}: give another folder with --kept.")


# -- figures --------------------------------------------------------------------------------------------------------


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Plain text: median and 95th percentile in milliseconds."""
    lines = []
    for row in rows:
        lines.append(f"{row['database']}, {row['posts']} posts: median / 95th percentile, ms")
        for name in ("search", "similar"):
            one = row[name]
            sides = "   ".join(
                f"{title} {_ms(one[side])}" for title, side in (("ours", "ours"), ("bare", "bare"), ("all", "bare_all"))
            )
            lines.append(f"  {name:12} {sides}   times bare {one['times_bare']:.2f} / {one['times_bare_p95']:.2f}")
        for name in ("thread", "cafe", "atelier", "top_members"):
            lines.append(f"  {name:12} {_ms(row[name]) if row[name] else 'not there yet'}")
        written = row["posting"]
        lines.append(
            f"  {'posting':12} alone {_ms(written['alone'])}   while {written['writers']} write"
            f" {_ms(written['meanwhile'])}, {written['posts_a_second']:.0f} posts a second, of {written['confirmed']}"
            f" {written['lost']} lost, refused: {written['refused'] or 'nobody'}"
        )
    return "\n".join(lines)


def _ms(figures: dict[str, float]) -> str:
    return f"{1000 * figures['median']:.1f} / {1000 * figures['p95']:.1f}"


def _verdicts(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What was asked, and whether it was reached."""
    for row in rows:
        at = f"{row['database']}, {row['posts']} posts"
        for name in ("search", "similar"):
            yield _verdict(f"{at}, {name}: times bare", row[name]["times_bare"], TIMES_BARE)
            p95 = row[name]["ours"]["p95"]
            if row["posts"] == SIZES[-1]:
                if row["database"] == "SQLite":
                    yield _verdict(f"{at}, {name}: p95, ms", 1000 * p95, P95_AT_A_MILLION_MS)
                for least in rows:
                    if (least["database"], least["posts"]) == (row["database"], SIZES[0]):
                        times = p95 / least[name]["ours"]["p95"]
                        yield _verdict(f"{at}, {name}: p95 beside 10 000 posts", times, TIMES_TEN_THOUSAND)
        yield _verdict(f"{at}: posts lost", row["posting"]["lost"], 0)
        yield _verdict(f"{at}: posts refused", sum(row["posting"]["refused"].values()), 0)


def _verdict(what: str, value: float, most: float) -> str:
    return f"{'within' if value <= most else 'OVER  '} {what} {value:.4g}, at most {most:g}"


def main() -> None:
    """Run from a shell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, help="measure this size only")
    parser.add_argument("--kept", type=Path, help="a folder for the filled databases, used again by the next run")
    parser.add_argument("--database", action="append", choices=sorted(_OPENED), default=[])
    parser.add_argument("--out", type=Path, help="a file for all figures, as JSON")
    options = parser.parse_args()
    figures = run(options.posts, kept=options.kept, databases=options.database)
    if options.out:
        options.out.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
