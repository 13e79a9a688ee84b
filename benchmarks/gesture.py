"""How surely gestures are recognised, and what that costs, beside MediaPipe's own recogniser.

    cafe bench gesture                     python -m benchmarks.gesture [--data FOLDER] [--models FOLDER] [--misread]

*Stock* is MediaPipe's gesture recogniser (lite). *Stored* are the networks that come with the café; they have seen the
people of these pictures. *Left out* is the fair figure: each person's pictures are read by networks that never saw that
person; the people who gave a single picture are left out in five groups. *Made-up* are the networks before they saw
anybody. How hands are made up and where the thresholds lie was chosen with these pictures in view: people who are kept
aside have the last word.

A command is right when the picture's label is given; « none » is right when no command is, so also where no hand is
found or the answer is « unsure ». Of ``gestures_hard``, hands on a table, those count in which a hand is found. They
are read twice: as by a camera over the table (``from_above``: every thumb is ``thumb_up``), and as by one that faces a
person, where a thumb that lies sideways is « unsure ».
"""

import argparse
import csv
import json
import math
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image, ImageSequence

from modalities import gesture, load
from modalities.frames import Frame
from modalities.gesture import COMMANDS, NONE, SWIPES, Gestures, HandFinder, Profile
from modalities.gesture._shapes import FILE, Shapes, decided, shares_of, stored_shapes
from modalities.gesture._swipes import Swipes
from scripts.gesture.train import Case, cases_of, labelled_pictures, samples_of, taught_by_people

SHARED = Path(__file__).resolve().parents[2] / "shared"
ASKED = {
    "commands": 0.99,
    "none": 0.97,
    "hard": 0.80,
    "added_ms": 5.0,
    "beyond_hold_ms": 200.0,
    "cores": 0.5,
}
_SINGLES = 5
"""Groups in which people with one picture are left out."""
_CAMERA_HALF = {"swipe_left.gif": 640, "swipe_right.gif": 640}
"""Clips of which only the left part is what the camera saw."""
_STOCK = {
    "Closed_Fist": "fist",
    "Open_Palm": "open_palm",
    "Pointing_Up": "pointing_up",
    "Thumb_Down": "thumb_down",
    "Thumb_Up": "thumb_up",
    "Victory": "victory",
}
_FPS = 15
_WIDE_MM = 700
"""What a laptop's camera sees across at arm's length: 60 degrees at 60 cm."""

_SIGNS_FPS = (30, 60)
"""The signs in the air come without their times, and with x alone: what goes up and down or round looks like a
swipe."""

Reads = Mapping[str, str | None]
"""The label that each picture was given; None where no hand was found."""


def run(data: Path | None = None, models: Path | None = None, *, misread: bool = False) -> dict[str, Any]:
    """Measure everything; prints a table and gives all figures."""
    data, models = data or SHARED / "data", models or SHARED / "models"
    if not (data / "MANIFEST.csv").is_file():
        print(f"No pictures in {data}.", file=sys.stderr)
        return {}
    torch.set_num_threads(1)
    finder: HandFinder = load(gesture, "mediapipe", folders=[models])
    cases = cases_of(data, finder)
    kept = dict(np.load(FILE))
    made_up = Shapes(kept, prefix="made_")
    left_out = shapes_without_each_person(cases, data, kept)
    found: dict[str, dict[str, float | None]] = {
        "stock": _rates(cases, stock_reads(data, models), None),
        "stored": _rates_of(cases, lambda _person: stored_shapes()),
        "made-up": _rates_of(cases, lambda _person: made_up),
        "left out": _rates_of(cases, left_out.__getitem__),
    }
    spread = spread_of(cases, left_out)
    clips = clips_of(data, finder)
    speed = speed_of(data, finder)
    print(table(found, clips, speed, spread))
    if misread:
        for path, label, read in _wrong(cases, reads(cases, left_out.__getitem__)):
            print(f"{path}: {label} was read {read}")
    return {"accuracy": found, "spread": spread, "clips": clips, "speed": speed, "asked": ASKED}


# -- shapes ------------------------------------------------------------------------------------------------------------


def shapes_without_each_person(
    cases: Sequence[Case], data: Path, kept: Mapping[str, np.ndarray[Any, Any]]
) -> dict[str, Shapes]:
    """For each person, networks that never saw that person."""
    samples = samples_of(cases, data)
    pictures = Counter(case.person for case in cases)
    singles = sorted(person for person in pictures if pictures[person] == 1)
    groups = [[person] for person in sorted(pictures) if pictures[person] > 1]
    groups += [singles[start::_SINGLES] for start in range(_SINGLES)]
    found: dict[str, Shapes] = {}
    for group in filter(None, groups):
        learnt = taught_by_people(kept, [sample for sample in samples if sample.person not in group])
        found |= dict.fromkeys(group, Shapes(learnt))
    return found


def reads(cases: Iterable[Case], shapes_for: Callable[[str], Shapes], *, from_above: bool = False) -> Reads:
    """What each picture shows, to the networks for its person."""
    return {case.path: _read(case, shapes_for(case.person), from_above=from_above) for case in cases}


def _read(case: Case, shapes: Shapes, *, from_above: bool) -> str | None:
    looks = [shares_of(shapes, hand.points, is_left=hand.is_left, from_above=from_above) for hand in case.looks]
    return decided(looks).label if looks else None


def stock_reads(data: Path, models: Path) -> Reads | None:
    """What MediaPipe's own recogniser says; None where its model is absent."""
    path = models / "gesture_recognizer_lite.task"
    if not path.is_file():
        return None
    import mediapipe
    from mediapipe.tasks.python import vision
    from mediapipe.tasks.python.core.base_options import BaseOptions

    options = vision.GestureRecognizerOptions(base_options=BaseOptions(model_asset_buffer=path.read_bytes()))
    found: dict[str, str | None] = {}
    with vision.GestureRecognizer.create_from_options(options) as recogniser:
        for picture, _label, _person in labelled_pictures(data):
            pixels = np.asarray(Image.open(picture).convert("RGB"))
            said = recogniser.recognize(mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=pixels)).gestures
            name = picture.relative_to(data).as_posix()
            found[name] = _STOCK.get(said[0][0].category_name, NONE) if said else None
    return found


def _rates_of(cases: Sequence[Case], shapes_for: Callable[[str], Shapes]) -> dict[str, float | None]:
    return _rates(cases, reads(cases, shapes_for), reads(cases, shapes_for, from_above=True))


def _rates(cases: Sequence[Case], facing: Reads | None, above: Reads | None) -> dict[str, float | None]:
    if facing is None:
        return dict.fromkeys(("commands", "none", "hard", "hard, facing"))
    hard = [case for case in cases if _is_hard(case)]
    return {
        "commands": _share(facing[case.path] == case.label for case in cases if _is_command(case)),
        "none": _share(facing[case.path] not in COMMANDS for case in cases if case.label == NONE),
        "hard": None
        if above is None
        else _share(above[case.path] == case.label for case in hard if above[case.path] is not None),
        "hard, facing": _share(facing[case.path] == case.label for case in hard if facing[case.path] is not None),
    }


def spread_of(cases: Sequence[Case], left_out: Mapping[str, Shapes]) -> dict[str, dict[str, float | int | None]]:
    """The fair figure person by person; people who gave one picture together."""
    read = reads(cases, left_out.__getitem__)
    pictures = Counter(case.person for case in cases)
    found: dict[str, dict[str, float | int | None]] = {}
    for name in sorted({_group(case, pictures) for case in cases if not _is_hard(case)}):
        own = [case for case in cases if not _is_hard(case) and _group(case, pictures) == name]
        found[name] = {
            "pictures": len(own),
            "commands": _share(read[case.path] == case.label for case in own if case.label != NONE),
            "none": _share(read[case.path] not in COMMANDS for case in own if case.label == NONE),
        }
    return found


def _group(case: Case, pictures: Mapping[str, int]) -> str:
    return case.person if pictures[case.person] > 1 else "one picture each"


def _is_hard(case: Case) -> bool:
    return case.path.startswith("gestures_hard/")


def _is_command(case: Case) -> bool:
    return not _is_hard(case) and case.label != NONE


def _share(hits: Iterable[bool]) -> float | None:
    counted = list(hits)
    return sum(counted) / len(counted) if counted else None


def _wrong(cases: Iterable[Case], read: Reads) -> Iterator[tuple[str, str, str | None]]:
    for case in cases:
        label = read[case.path]
        if label != case.label and not (case.label == NONE and label not in COMMANDS):
            yield case.path, case.label, label


# -- moves -------------------------------------------------------------------------------------------------------------


def frames_of(clip: Path) -> Iterator[tuple[int, Frame]]:
    """Milliseconds and picture, of a GIF."""
    t_ms = 0
    with Image.open(clip) as opened:
        for frame in ImageSequence.Iterator(opened):
            pixels = np.asarray(frame.convert("RGB"))
            yield t_ms, np.ascontiguousarray(pixels[:, : _CAMERA_HALF.get(clip.name, pixels.shape[1])])
            t_ms += int(frame.info.get("duration", 40))


def clips_of(data: Path, finder: HandFinder) -> dict[str, Any]:
    """Swipes found and false, and acts that nobody meant, in the clips and in trajectories."""
    found, false, unmeant, seconds = [], [], [], 0.0
    labelled = _labelled_clips(data)
    for name, labels in labelled.items():
        stream = Gestures(finder).follow()
        happened = []
        for t_ms, frame in frames_of(data / "gesture_videos" / name):
            seen = stream.see(frame, t_ms=t_ms)
            happened += [str(seen.event.label)] if seen.event else []
            last_ms = t_ms
        stream.close()
        seconds += last_ms / 1000
        swipes = [label for label in happened if label in SWIPES]
        meant = [label for label in labels if label in SWIPES]
        found.append((sum((Counter(meant) & Counter(swipes)).values()), len(meant)))
        false += list((Counter(swipes) - Counter(meant)).elements())
        unmeant += list((Counter(happened) - Counter(labels)).elements())
    return {
        "swipes_found": sum(hit for hit, _of in found),
        "swipes": sum(of for _hit, of in found),
        "false_swipes": len(false),
        "unmeant": len(unmeant),
        "seconds": round(seconds, 1),
        "at_most_an_hour": round(_at_most(len(unmeant)) / seconds * 3600) if seconds else None,
        "trajectories": trajectories(data),
    }


def _labelled_clips(data: Path) -> dict[str, list[str]]:
    with (data / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "gesture-video"]
    return {Path(row["path"]).name: row["label"].split(",") for row in rows}


def _at_most(events: int) -> float:
    """How many are expected at most, at 95 %, where so many were seen (Poisson); 3.0 where none was."""
    low, high = 0.0, 100.0
    for _step in range(60):
        mean = (low + high) / 2
        chance = sum(math.exp(-mean) * mean**n / math.factorial(n) for n in range(events + 1))
        low, high = (mean, high) if chance > 0.05 else (low, mean)
    return high


def trajectories(data: Path) -> dict[str, tuple[int, int]]:
    """False swipes of movements that are none, of how many: finger tips that rest or draw circles, and 24 other
    signs."""
    found: dict[str, tuple[int, int]] = {}
    history = data / "landmarks" / "kinivi_point_history.csv"
    if history.is_file():
        rows = np.loadtxt(history, delimiter=",")
        for number, name in enumerate(("stop", "clockwise", "counter-clockwise")):
            paths = [0.5 + row[1:].reshape(-1, 2) for row in rows if row[0] == number]
            found[name] = sum(_has_swipe(path, 1000 / 30) for path in paths), len(paths)
    signs = data / "landmarks" / "midair_x_train.json"
    if signs.is_file():
        others = [sign["x"] for sign in json.loads(signs.read_text("utf-8")) if sign["label"] == "other"]
        paths = [np.column_stack([0.5 + np.array(x) / _WIDE_MM, np.full(len(x), 0.5)]) for x in others]
        for fps in _SIGNS_FPS:
            found[f"other signs in the air, at {fps} a second"] = (
                sum(_has_swipe(p, 1000 / fps) for p in paths),
                len(paths),
            )
    return found


def _has_swipe(path: np.ndarray[Any, Any], step_ms: float) -> bool:
    swipes = Swipes()
    return any(swipes.moved(at, number * step_ms) for number, at in enumerate(path))


# -- speed -------------------------------------------------------------------------------------------------------------


def speed_of(data: Path, finder: HandFinder) -> dict[str, float]:
    """What our part adds to the bare landmarker, how late an event is, and what fifteen pictures a second take."""
    clip = list(frames_of(data / "gesture_videos" / "hagrid_demo.gif"))
    stream = Gestures(finder).follow(Profile(tremor=True))
    tracker = finder.follow()
    bare, ours = [], []
    cpu = time.process_time()
    for t_ms, frame in clip:
        begun = time.perf_counter()
        hands = tracker.find(frame, t_ms=t_ms)
        between = time.perf_counter()
        stream.see_hands(hands, t_ms=t_ms, width=frame.shape[1] / frame.shape[0])
        bare.append(1000 * (between - begun))
        ours.append(1000 * (time.perf_counter() - between))
    cpu = time.process_time() - cpu
    tracker.close()
    stream.close()
    return {
        "bare_ms": round(statistics.median(bare), 1),
        "added_ms": round(statistics.median(ours), 2),
        "added_ms_worst_of_20": round(sorted(ours)[len(ours) * 19 // 20], 2),
        "beyond_hold_ms": round(_beyond_hold_ms(data, finder)),
        "cores": round(cpu / len(clip) * _FPS, 2),
    }


def _beyond_hold_ms(data: Path, finder: HandFinder) -> float:
    """From the first picture of a thumb, at 15 a second, to its event, beyond the time for which it is held.

    From when a picture reaches us: what the camera and the browser take before is not in it.
    """
    path = next(path for path, label, _person in labelled_pictures(data) if label == "thumb_up")
    shown = np.asarray(Image.open(path).convert("RGB"))
    empty = np.full_like(shown, 96)
    stream = Gestures(finder).follow()
    late = []
    step_ms = 1000 / _FPS
    started = 0.0
    for number in range(12 * _FPS):
        t_ms = number * step_ms
        is_shown = number // _FPS % 3 > 0  # a second away, two seconds shown
        if number % (3 * _FPS) == _FPS:
            started = t_ms
        begun = time.perf_counter()
        seen = stream.see(shown if is_shown else empty, t_ms=t_ms)
        took_ms = 1000 * (time.perf_counter() - begun)
        if seen.event:
            late.append(t_ms + took_ms - started - Profile().hold_ms(str(seen.event.label)))
    stream.close()
    return max(late) if late else math.inf


# -- the table ---------------------------------------------------------------------------------------------------------


def table(
    accuracy: Mapping[str, Mapping[str, float | None]],
    clips: Mapping[str, Any],
    speed: Mapping[str, float],
    spread: Mapping[str, Mapping[str, float | int | None]],
) -> str:
    """Plain text."""
    rows = {
        "commands": "six commands right",
        "none": "« none » kept silent",
        "hard": "hands on a table, from above",
        "hard, facing": "hands on a table, facing",
    }
    line = "{:30} {:>8}" + " {:>8}" * len(accuracy)
    lines = [line.format("", "asked", *accuracy)]
    for key, name in rows.items():
        lines.append(
            line.format(name, _percent(ASKED.get(key)), *(_percent(figures[key]) for figures in accuracy.values()))
        )
    lines.append("left out, person by person:")
    for name, one in spread.items():
        rates = f"commands {_percent(one['commands'])}, none {_percent(one['none'])}"
        lines.append(f"  {name:20} {one['pictures']:4} pictures: {rates}")
    lines += [
        f"swipes found                   {clips['swipes_found']} of {clips['swipes']}, false {clips['false_swipes']}",
        *(f"  false, {name}: {hits} of {of}" for name, (hits, of) in clips["trajectories"].items()),
        f"acts that nobody meant         {clips['unmeant']} in {clips['seconds']} s, all the clips that there are: "
        f"at most {clips['at_most_an_hour']} an hour, at 95 %",
        f"added to the bare landmarker   {speed['added_ms']} ms a picture (1 in 20: {speed['added_ms_worst_of_20']}), "
        f"asked {ASKED['added_ms']:.0f}; bare {speed['bare_ms']} ms",
        f"event after the hold           {speed['beyond_hold_ms']} ms, asked {ASKED['beyond_hold_ms']:.0f}",
        f"one participant, {_FPS} a second   {speed['cores']} cores, asked {ASKED['cores']}",
    ]
    return "\n".join(lines)


def _percent(share: float | int | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def main() -> None:
    """Run from a shell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder with MANIFEST.csv and gestures/")
    parser.add_argument("--models", type=Path, help="a folder with hand_landmarker.task")
    parser.add_argument("--misread", action="store_true", help="name what was read wrongly")
    options = parser.parse_args()
    run(options.data, options.models, misread=options.misread)


if __name__ == "__main__":
    main()
