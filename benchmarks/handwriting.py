"""How well and how fast handwriting is read, beside the bare recogniser on the same lines.

    cafe bench handwriting                 python -m benchmarks.handwriting [--data FOLDER] [--rounds N] [--misread]

*Bare* is RapidOCR's recognition model as its own documentation calls it, on a line drawn 64 pixels high with a pen of
4 pixels. *Ours* goes from the strokes to the text: finding the line, drawing it, reading it, weighing the readings. The
rate is the micro character error: edits over all characters of a set; case and accents count, ’ and ' are the same.

How ink is drawn was tuned on the first half of each set only; both halves are printed. A half of ``fr1914`` is eleven
of its writers; the on-line inks have one writer a set, so that their halves are every other ink. What the text model
takes for names and capitals was last chosen with all of ``myscript`` in view: its second half is no proof there.
"""

import argparse
import csv
import json
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import sheet_page
from benchmarks.timing import timed
from modalities import handwriting, load
from modalities.handwriting import Ink, Reader, read_inks

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
ASKED = {"wacom": 0.015, "myscript": 0.04, "fr1914 lines": 0.20}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Something written, and what it says."""

    set: str
    half: int
    """1: it was tuned on; 2: it was not."""
    written: str
    ours: Callable[[], str]
    bare: Callable[[], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One case, read both ways."""

    set: str
    half: int
    written: str
    read: str
    read_bare: str
    edits: int
    edits_bare: int
    took_ms: float
    took_bare_ms: float


def run(data: Path | None = None, *, rounds: int = 3, misread: bool = False) -> dict[str, Any]:
    """Measure every set that is there; prints a table and gives all figures."""
    folder = data or DATA
    reader, bare = Reader(load(handwriting, "rapidocr")), bare_recogniser()
    cases = [*ink_cases(folder / "ink", reader, bare), *photo_cases(folder, reader, bare)]
    if not cases:
        print(f"No ink and no photo in {folder}.", file=sys.stderr)
    for case in cases[:1]:
        case.ours()  # the words of the language are read once
    rows = [measured(case, rounds) for case in cases]
    summary = [summary_of(name, rows) for name in dict.fromkeys(row.set for row in rows)]
    print(table(summary))
    for row in rows if misread else ():
        if row.edits:
            print(f"{row.set}: {row.written!r} was read {row.read!r}, bare {row.read_bare!r}")
    page = sheet_page.run(folder / "ink")
    return {"rounds": rounds, "summary": summary, "page_of_twenty_lines": page, "rows": [asdict(row) for row in rows]}


def bare_recogniser() -> Callable[[NDArray[np.uint8]], str]:
    """The library alone: recognition without its own search for text."""
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    engine = RapidOCR()

    def read(picture: NDArray[np.uint8]) -> str:
        found: Any = engine(picture, use_det=False, use_cls=False, use_rec=True)
        return "".join(found.txts or ())

    return read


# -- the sets -------------------------------------------------------------------------------------------------------


def ink_cases(folder: Path, reader: Reader, bare: Callable[[NDArray[np.uint8]], str]) -> Iterable[Case]:
    """Words, numbers and lines of the two sets; pages stand apart, and circled or struck-out words are left out."""
    for name in ("wacom", "myscript"):
        path = folder / f"{name}.jsonl"
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []
        for number, row in enumerate(row for row in rows if not is_editing_gesture(row)):
            (ink,) = read_inks(json.dumps({"strokes": row["strokes"]}).encode(), name=name)
            assert isinstance(ink, Ink), ink
            language = row["lang"] if row["lang"] in ("fr", "en") else None
            if row["level"] in ("word", "line"):
                yield _ink_case(name, 1 + number % 2, row["text"], [ink], language, reader, bare)
            else:
                lines = [_part(ink, line.strokes) for line in reader.read_lines(ink, language=language)]
                yield _ink_case(f"{name}, pages", 2, row["text"], lines, language, reader, bare, whole=ink)


def is_editing_gesture(row: dict[str, Any]) -> bool:
    """Whether an editing gesture is drawn over the word: the set has « hello » surrounded and struck out."""
    strokes = [np.array([point[:2] for point in stroke], float) for stroke in row["strokes"]]
    if row["level"] != "word" or len(strokes) != 2:
        return False
    widths = [float(np.ptp(stroke[:, 0])) for stroke in strokes]
    return row["text"].isalpha() and len(row["text"]) > 2 and min(widths) > 0.6 * max(widths)


def _part(ink: Ink, numbers: Sequence[int]) -> Ink:
    return Ink(strokes=tuple(ink.strokes[number] for number in numbers), width=ink.width, height=ink.height)


def _ink_case(
    name: str,
    half: int,
    written: str,
    lines: Sequence[Ink],
    language: str | None,
    reader: Reader,
    bare: Callable[[NDArray[np.uint8]], str],
    whole: Ink | None = None,
) -> Case:
    def ours() -> str:
        fresh = Reader(reader.recogniser)  # what was read before is remembered
        return fresh.read_ink(whole or lines[0], language=language).text

    def alone() -> str:
        return "\n".join(bare(drawn_plainly(line)) for line in lines)

    return Case(set=name, half=half, written=written, ours=ours, bare=alone)


def drawn_plainly(ink: Ink, *, height: int = 64, pen: int = 4, margin: float = 0.12) -> NDArray[np.uint8]:
    """The line as one would draw it without knowing more: RGB, its box scaled to the height."""
    import cv2

    points = np.concatenate([stroke[:, :2] for stroke in ink.strokes])
    low, high = points.min(axis=0), points.max(axis=0)
    edge = int(height * margin)
    scale = (height - 2 * edge) / max(high[1] - low[1], 1e-6)
    picture = np.full((height, int((high[0] - low[0]) * scale) + 2 * edge + 1), 255, np.uint8)
    for stroke in ink.strokes:
        path = np.round(((stroke[:, :2] - low) * scale + edge) * 16).astype(np.int32)
        cv2.polylines(picture, [path.reshape(-1, 1, 2)], False, 0, pen, cv2.LINE_AA, 4)
    return np.repeat(picture[..., None], 3, axis=2)


def photo_cases(data: Path, reader: Reader, bare: Callable[[NDArray[np.uint8]], str]) -> Iterable[Case]:
    """The cut lines of old letters."""
    manifest = data / "MANIFEST.csv"
    if not manifest.is_file():
        return
    with manifest.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["path"].startswith("offline/fr1914_line")]
    writers = sorted({row["person"] for row in rows})
    for row in rows:
        half = 1 + writers.index(row["person"]) % 2
        yield _photo_case(data / row["path"], row["label"], half, reader, bare)


def _photo_case(path: Path, written: str, half: int, reader: Reader, bare: Callable[[NDArray[np.uint8]], str]) -> Case:
    from modalities.handwriting import decode_photo

    photo = decode_photo(path, name=path.name)

    def ours() -> str:
        return reader.read_photo(photo, language="fr")[0].text.replace("\n", " ")

    return Case(set="fr1914 lines", half=half, written=written, ours=ours, bare=lambda: bare(photo.pixels))


# -- measuring ------------------------------------------------------------------------------------------------------


def measured(case: Case, rounds: int) -> Row:
    """Both ways, in turn, so that a busy moment of the machine falls on both; the quickest round of each."""
    ours, bare = [], []
    read = read_bare = ""
    for _round in range(rounds):
        took, read = timed(case.ours)
        ours.append(took)
        took, read_bare = timed(case.bare)
        bare.append(took)
    return Row(
        set=case.set,
        half=case.half,
        written=case.written,
        read=read,
        read_bare=read_bare,
        edits=edits(case.written, read),
        edits_bare=edits(case.written, read_bare),
        took_ms=round(1000 * min(ours), 2),
        took_bare_ms=round(1000 * min(bare), 2),
    )


def edits(written: str, read: str) -> int:
    """Characters to insert, delete or replace; the shape of apostrophes does not count."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(written.replace("’", "'"), read.replace("’", "'"))


def summary_of(name: str, rows: Sequence[Row]) -> dict[str, Any]:
    """One set: its rates, whole and by halves, and the milliseconds a line."""
    own = [row for row in rows if row.set == name]
    lines = [row.written.count("\n") + 1 for row in own]
    ratios = [row.took_ms / row.took_bare_ms for row in own]
    return {
        "set": name,
        "cases": len(own),
        "asked": ASKED.get(name),
        "rate": _rate(own),
        "rate_bare": _rate(own, bare=True),
        "tuned_on": _rate([row for row in own if row.half == 1]),
        "other_half": _rate([row for row in own if row.half == 2]),
        "ms_a_line": round(statistics.median(row.took_ms / n for row, n in zip(own, lines, strict=True)), 1),
        "slowest_ms_a_line": round(max(row.took_ms / n for row, n in zip(own, lines, strict=True)), 1),
        "ms_a_line_bare": round(statistics.median(row.took_bare_ms / n for row, n in zip(own, lines, strict=True)), 1),
        "times_bare": round(statistics.median(ratios), 2),
        "times_bare_in_all": round(sum(row.took_ms for row in own) / sum(row.took_bare_ms for row in own), 2),
    }


def _rate(rows: Sequence[Row], *, bare: bool = False) -> float | None:
    characters = sum(len(row.written) for row in rows)
    return sum(row.edits_bare if bare else row.edits for row in rows) / characters if characters else None


def table(summary: Sequence[dict[str, Any]]) -> str:
    """Plain text, one line a set."""
    heads = ("set", "cases", "asked", "ours", "bare", "tuned on", "others", "ms", "slowest", "bare ms", "times")
    lines = ["{:16} {:>5} {:>7} {:>7} {:>7} {:>8} {:>7} {:>6} {:>7} {:>7} {:>5}".format(*heads)]
    for one in summary:
        rates = [one[name] for name in ("asked", "rate", "rate_bare", "tuned_on", "other_half")]
        shown = ["–" if rate is None else f"{rate:.1%}" for rate in rates]
        lines.append(
            f"{one['set']:16} {one['cases']:5} {shown[0]:>7} {shown[1]:>7} {shown[2]:>7} {shown[3]:>8} {shown[4]:>7} "
            f"{one['ms_a_line']:6} {one['slowest_ms_a_line']:7} {one['ms_a_line_bare']:7} {one['times_bare']:5}"
        )
    return "\n".join(lines)


def main() -> None:
    """Run from a shell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder with ink/*.jsonl and MANIFEST.csv")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--misread", action="store_true", help="name what was read wrongly")
    options = parser.parse_args()
    run(options.data, rounds=options.rounds, misread=options.misread)


if __name__ == "__main__":
    main()
