"""How well and how fast recordings are understood, and what our pipeline costs beside the bare library.

    cafe bench speech                      python -m benchmarks.speech [FOLDER] [--model PATH] [--rounds N]

Each clip goes through each back-end twice in the same run, in turn: through the pipeline (speech activity, pieces,
other readings, guard) and through the library alone, on the same decoded sound and for the same things: text, times and
confidences of words. Medians over the rounds.
"""

import argparse
import json
import re
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.timing import timed
from errors import CafeError
from modalities import load, speech
from modalities.speech import Clip, SpeechRecogniser, decode, recognise_speech

CLIPS = Path(__file__).resolve().parents[2] / "shared" / "data" / "speech"
ENGINES = ("whisper", "pocketsphinx")
_SOUNDS = (".wav", ".flac", ".mp3", ".ogg", ".webm", ".m4a")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A recording and what is said in it."""

    name: str
    clip: Clip
    language: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One recording through one back-end."""

    clip: str
    engine: str
    language: str
    seconds: float
    """Of sound."""
    error_rate: float | None
    """Wrong words a word said; None where there is no transcript, or it is empty."""
    bare_error_rate: float | None
    words: int
    """How many were understood."""
    took: float
    """Seconds, through the pipeline."""
    bare_took: float
    """Seconds, by the library alone."""
    real_time_factor: float
    overhead: float
    """How much longer the pipeline takes than the library: 0.1 is a tenth, less than 0 is quicker."""


def run(folder: Path | None = None, *, model: str | None = None, rounds: int = 3) -> dict[str, Any]:
    """Measure every clip of a folder with every back-end that is here; prints a table and gives all figures."""
    cases = list(cases_in(folder or CLIPS))
    if not cases:
        print(f"No recording in {folder or CLIPS}.", file=sys.stderr)
    rows: list[Row] = []
    absent: dict[str, str] = {}
    for name in ENGINES:
        try:
            recogniser = load(speech, name, model=model)
        except CafeError as error:
            absent[name] = error.said()
            print(f"{name}: {error.said()}", file=sys.stderr)
            continue
        rows += bench(recogniser, cases, rounds=rounds)
    summary = [summary_of(engine, rows) for engine in dict.fromkeys(row.engine for row in rows)]
    print(table(rows, summary))
    return {"rounds": rounds, "absent": absent, "summary": summary, "rows": [asdict(row) for row in rows]}


def cases_in(folder: Path) -> Iterator[Case]:
    """The recordings of a folder, each with the transcript of its name beside it (``.txt``), if there is one."""
    for path in sorted(path for path in folder.glob("*") if path.suffix in _SOUNDS):
        transcript = path.with_suffix(".txt")
        said = transcript.read_text(encoding="utf-8").strip() if transcript.is_file() else ""
        language = "fr" if re.search(r"commande|fleurs-fr|-fr\b", path.stem) else "en"
        yield Case(name=path.name, clip=decode(path, name=path.name), language=language, said=said)


def bench(recogniser: SpeechRecogniser, cases: Sequence[Case], *, rounds: int = 3) -> Iterator[Row]:
    """A row for each recording in a language that the recogniser knows."""
    alone = bare(recogniser)
    for case in cases:
        if recogniser.name == "pocketsphinx" and case.language != "en":
            continue
        print(f"{recogniser.name}: {case.name}", file=sys.stderr)
        yield measured(recogniser, alone, case, rounds)


def bare(recogniser: Any) -> Callable[[Case], str]:
    """The library alone, as its own documentation uses it, on the model that is already loaded."""
    if recogniser.name == "whisper":
        return lambda case: _bare_whisper(recogniser._network, case)
    if recogniser.name == "pocketsphinx":
        return lambda case: _bare_pocketsphinx(recogniser._decoder, case)
    raise ValueError(f"no library stands behind {recogniser.name}")


def _bare_whisper(network: Any, case: Case) -> str:
    half = network.device.type == "cuda"
    heard = network.transcribe(case.clip.samples, language=case.language, word_timestamps=True, fp16=half)
    return str(heard["text"])


def _bare_pocketsphinx(decoder: Any, case: Case) -> str:
    decoder.start_utt()
    decoder.process_raw((np.clip(case.clip.samples, -1, 1) * 32767).astype("<i2").tobytes(), full_utt=True)
    decoder.end_utt()
    best = decoder.hyp()
    return best.hypstr if best else ""


def measured(recogniser: SpeechRecogniser, alone: Callable[[Case], str], case: Case, rounds: int) -> Row:
    """Both ways, in turn, so that a busy moment of the machine falls on both."""
    took: list[float] = []
    bare_took: list[float] = []
    heard = bare_heard = ""
    for _ in range(rounds):
        seconds, recognition = timed(lambda: recognise_speech(case.clip, recogniser, language=case.language))
        took.append(seconds)
        heard = recognition.text
        seconds, bare_heard = timed(lambda: alone(case))
        bare_took.append(seconds)
    middle, bare_middle = statistics.median(took), statistics.median(bare_took)
    return Row(
        clip=case.name,
        engine=recogniser.name,
        language=case.language,
        seconds=round(case.clip.seconds, 2),
        error_rate=word_error_rate(case.said, heard),
        bare_error_rate=word_error_rate(case.said, bare_heard),
        words=len(heard.split()),
        took=round(middle, 3),
        bare_took=round(bare_middle, 3),
        real_time_factor=round(middle / case.clip.seconds, 3),
        overhead=round(middle / bare_middle - 1, 3),
    )


def word_error_rate(said: str, heard: str) -> float | None:
    """Case and punctuation do not count; an apostrophe separates words."""
    import jiwer

    if not normalised(said):
        return None
    return round(float(jiwer.wer(normalised(said), normalised(heard))), 3)


def normalised(text: str) -> str:
    """Lower case, words only."""
    return " ".join(re.findall(r"\w+", text.lower().replace("’", "'")))


def summary_of(engine: str, rows: Sequence[Row]) -> dict[str, Any]:
    """The whole of one back-end, over the clips whose words are known: elsewhere silence makes the pipeline quick."""
    own = [row for row in rows if row.engine == engine]
    known = [row for row in own if row.error_rate is not None]
    took, bare_took = sum(row.took for row in known), sum(row.bare_took for row in known)
    return {
        "engine": engine,
        "clips": len(own),
        "error_rate": _mean(row.error_rate for row in known),
        "bare_error_rate": _mean(row.bare_error_rate for row in known),
        "words_without_transcript": sum(row.words for row in own if row.error_rate is None),
        "real_time_factor": round(took / sum(row.seconds for row in known), 3) if known else None,
        "overhead": round(took / bare_took - 1, 3) if known else None,
    }


def _mean(rates: Iterator[float | None] | Any) -> float | None:
    known = [rate for rate in rates if rate is not None]
    return round(statistics.fmean(known), 3) if known else None


def table(rows: Sequence[Row], summary: Sequence[dict[str, Any]]) -> str:
    """Plain text, one line a clip and back-end."""
    lines = [f"{'clip':58} {'engine':13} {'WER':>6} {'bare':>6} {'s':>7} {'bare s':>7} {'RTF':>6} {'more':>7}"]
    lines += [
        f"{row.clip:58} {row.engine:13} {_rate(row.error_rate)} {_rate(row.bare_error_rate)} {row.took:7.2f} "
        f"{row.bare_took:7.2f} {row.real_time_factor:6.2f} {row.overhead:+7.1%}"
        for row in rows
    ]
    for one in summary:
        rates = f"WER {_rate(one['error_rate'])} (bare {_rate(one['bare_error_rate'])})"
        speed = f"RTF {one['real_time_factor']}, pipeline {_rate(one['overhead'])} beside the library"
        extra = f"{one['words_without_transcript']} words from clips without a transcript"
        lines.append(f"{one['engine']}: {one['clips']} clips, {rates}, {speed}, {extra}")
    return "\n".join(lines)


def _rate(rate: float | None) -> str:
    return f"{rate:6.1%}" if rate is not None else f"{'–':>6}"


def main() -> None:
    """Run from a shell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="recordings, with their transcripts as .txt beside them")
    parser.add_argument("--model", help="a size of Whisper, or the path of a checkpoint")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="print all figures after the table")
    options = parser.parse_args()
    found = run(options.folder, model=options.model, rounds=options.rounds)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
