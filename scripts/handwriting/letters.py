"""The lines of old French letters that are learnt from: those of every second writer, as the bench halves them."""

import csv
from pathlib import Path

from rapidfuzz import fuzz

from modalities import handwriting, load
from modalities.handwriting import decode_photo
from modalities.handwriting._drawing import at_height
from modalities.handwriting._lines_of_photo import lines_of_photo
from scripts.handwriting.lines import Line

DATA = Path(__file__).parents[3] / "shared" / "data"
_SURE = 62  # per cent alike: a line that was found is the one of the transcript
_SURER_THAN_NEXT = 10


def learnt_from(data: Path = DATA) -> list[Line]:
    """Their single lines, and those lines of their pages that are surely one of the transcript."""
    with (data / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["path"].startswith("offline/fr1914")]
    writers = sorted({row["person"] for row in rows if "_line_" in row["path"]})
    mine = [row for row in rows if row["person"] in writers[::2]]
    single = [line for row in mine if "_line_" in row["path"] for line in _of_line(data / row["path"], row["label"])]
    return [*single, *(line for row in mine if "_page_" in row["path"] for line in _of_page(data / row["path"], row))]


def _of_line(file: Path, text: str) -> list[Line]:
    found = lines_of_photo(decode_photo(file, name=file.name)).lines
    return [(text, at_height(line.picture)) for line in found[:1]]


def _of_page(file: Path, row: dict[str, str]) -> list[Line]:
    reader = load(handwriting, "rapidocr", tuned=False)
    transcript, learnt = row["label"].split("\n"), []
    for line in lines_of_photo(decode_photo(file, name=file.name)).lines:
        text = _same(reader.read(line.picture, language="fr").text, transcript)
        if text is not None:
            learnt.append((text, at_height(line.picture)))
    return learnt


def _same(read: str, transcript: list[str]) -> str | None:
    """The line of the transcript that was surely read; None where two could be it, or none."""
    alike = sorted(((fuzz.ratio(read, text), text) for text in transcript), reverse=True)
    if len(read) < 5 or not alike:
        return None
    (best, text), next_best = alike[0], alike[1][0] if len(alike) > 1 else 0
    is_as_long = abs(len(text) - len(read)) < 0.25 * len(text)
    return text if best >= _SURE and best - next_best > _SURER_THAN_NEXT and is_as_long else None
