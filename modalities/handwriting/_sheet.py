"""What stands on a member's sheet: strokes that are added, hidden and shown again, and readings that they chose.

The browser says what happened as numbered operations and says them again until it hears that we have them; an
operation that was applied already is passed over. So a lost message, a reload or a second tab loses nothing and
doubles nothing.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from modalities.handwriting import Ink, Stroke

MOST_POINTS = 20_000  # of one stroke; a longer one keeps every n-th
MOST_STROKES = 20_000
_FURTHEST = 1e5  # canvas pixels
_LONGEST_ID = 40
_LONGEST_WORD = 200


@dataclass(frozen=True, kw_only=True, eq=False)  # without slots, so that ``ids`` is worked out once
class Sheet:
    """An immutable sheet; ``after`` gives the next one."""

    strokes: Mapping[str, Stroke] = field(default_factory=dict)
    """By the id that the browser gave them, in the order in which they were drawn. Hidden ones are among them."""
    hidden: frozenset[str] = frozenset()
    """What was erased or undone; it can be shown again."""
    choices: Mapping[frozenset[str], str] = field(default_factory=dict)
    """The reading that their author chose for the word of these strokes."""
    width: float = 640.0
    height: float = 320.0
    seen: Mapping[str, int] = field(default_factory=dict)
    """The last operation of each browser page that has written on this sheet."""
    encoded: Mapping[str, str] = field(default_factory=dict)
    """The strokes as JSON: a page is kept at each pause, and to write all of it anew would take longer than a rerun."""

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The strokes that are to be seen, in the order in which they were drawn."""
        return tuple(id for id in self.strokes if id not in self.hidden)

    @classmethod
    def of_strokes(cls, strokes: Iterable[Stroke], *, width: float, height: float) -> "Sheet":
        """A sheet that no browser page has written on yet."""
        named = {f"file-{number}": stroke for number, stroke in enumerate(strokes, start=1)}
        encoded = {id: _encoded(stroke) for id, stroke in named.items()}
        return cls(strokes=named, encoded=encoded, width=width, height=height)

    @property
    def ink(self) -> Ink:
        """Those strokes."""
        return Ink(strokes=tuple(self.strokes[id] for id in self.ids), width=self.width, height=self.height)

    def after(self, news: str | None) -> "Sheet":
        """The sheet once what a browser says has been done. What is no operation is passed over, never an error."""
        sheet = self
        said = _said(news)
        for operation in said.operations:
            number = operation.get("n")
            if not isinstance(number, int) or isinstance(number, bool) or number <= sheet.seen.get(said.page, 0):
                continue
            sheet = replace(_done(sheet, operation), seen={**sheet.seen, said.page: number})
        return sheet

    def untold(self, news: str | None) -> str:
        """What the browser page that says this has not drawn yet, as JSON; empty where it knows all of it.

        To a page that begins this is the whole sheet, later what came from other pages: a stroke never goes back to the
        page that it was drawn on. It is told until the page says that it knows it.
        """
        said = _said(news)
        order = list(self.strokes)
        since = order.index(said.last) + 1 if said.last in self.strokes else 0
        ids = [id for id in order[since:] if not said.page or not id.startswith(f"{said.page}-")]
        if not ids and (not order or len(self.hidden) == said.hidden):
            return ""
        rest = {
            "width": self.width,
            "height": self.height,
            "ids": ids,
            "last": order[-1],
            "shown": list(self.ids),
            "hidden": sorted(self.hidden),
            "choices": [{"ids": sorted(ids), "text": text} for ids, text in self.choices.items()],
            "seen": dict(self.seen),
        }
        strokes = ",".join(self.encoded[id] for id in ids)
        return f'{json.dumps(rest)[:-1]},"strokes":[{strokes}]}}'

    def without_erased(self) -> "Sheet":
        """The sheet as its author leaves it: what they erased is gone for good."""
        ids = self.ids
        return replace(
            self,
            strokes={id: self.strokes[id] for id in ids},
            encoded={id: self.encoded[id] for id in ids},
            hidden=frozenset(),
            choices={chosen: text for chosen, text in self.choices.items() if chosen <= set(ids)},
        )

    def acknowledged(self, page: str) -> int:
        """The last operation of a browser page that is on the sheet."""
        return self.seen.get(page, 0)

    def to_json(self) -> bytes:
        """All of it, as the community keeps it; what is to be seen stands first, as in an ink file."""
        rest = {
            "width": self.width,
            "height": self.height,
            "ids": list(self.ids),
            "order": list(self.strokes),
            "choices": [{"ids": sorted(ids), "text": text} for ids, text in self.choices.items()],
            "seen": dict(self.seen),
        }
        strokes = ",".join(self.encoded[id] for id in self.ids)
        erased = ",".join(f"{json.dumps(id)}:{self.encoded[id]}" for id in self.strokes if id in self.hidden)
        return f'{json.dumps(rest)[:-1]},"strokes":[{strokes}],"erased":{{{erased}}}}}'.encode()


def sheet_from_json(content: bytes) -> Sheet:
    """What ``to_json`` wrote."""
    found = json.loads(content)
    drawn = dict(zip(found["ids"], found["strokes"], strict=True)) | found["erased"]
    strokes = {id: np.array(drawn[id], dtype=np.float64) for id in found["order"]}
    return Sheet(
        strokes=strokes,
        encoded={id: _encoded(stroke) for id, stroke in strokes.items()},
        hidden=frozenset(found["erased"]),
        choices={frozenset(one["ids"]): one["text"] for one in found["choices"]},
        width=found["width"],
        height=found["height"],
        seen=found["seen"],
    )


def _encoded(stroke: Stroke) -> str:
    points = [[round(x, 1), round(y, 1), round(t), round(p, 3)] for x, y, t, p in stroke.tolist()]
    return json.dumps(points, separators=(",", ":"))


def page_of(news: str | None) -> str:
    """Which browser page speaks; empty before its first message."""
    return _said(news).page


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """What a browser page says."""

    page: str = ""
    operations: tuple[dict[str, Any], ...] = ()
    last: str = ""
    """The stroke that it was told of last, in the order of the sheet."""
    hidden: int = 0
    """How many strokes it hides."""


def _said(news: str | None) -> _News:
    try:
        found = json.loads(news or "{}")
    except (ValueError, RecursionError):
        found = {}
    if not isinstance(found, dict) or not isinstance(found.get("operations"), list):
        return _News()
    hidden = found.get("hidden")
    return _News(
        page=str(found.get("page", ""))[:_LONGEST_ID],
        operations=tuple(one for one in found["operations"] if isinstance(one, dict)),
        last=str(found.get("last", "")),
        hidden=hidden if isinstance(hidden, int) else 0,
    )


def _done(sheet: Sheet, operation: Mapping[str, Any]) -> Sheet:
    does = operation.get("do")
    if does == "add":
        return _added(sheet, operation.get("id"), operation.get("stroke"))
    ids = _known_ids(sheet, operation.get("ids"))
    if does == "hide":
        return replace(sheet, hidden=sheet.hidden | ids)
    if does == "show":
        return replace(sheet, hidden=sheet.hidden - ids)
    if does == "choose" and ids and isinstance(operation.get("text"), str):
        return _chosen(sheet, ids, operation["text"][:_LONGEST_WORD].strip())
    if does == "size":
        return _sized(sheet, operation.get("width"), operation.get("height"))
    return sheet


def _chosen(sheet: Sheet, ids: frozenset[str], text: str) -> Sheet:
    """An empty text takes a choice back."""
    others = {word: chosen for word, chosen in sheet.choices.items() if word != ids}
    return replace(sheet, choices={**others, ids: text} if text else others)


def _added(sheet: Sheet, id: Any, points: Any) -> Sheet:
    if not isinstance(id, str) or not 0 < len(id) <= _LONGEST_ID or id in sheet.strokes:
        return sheet
    stroke = _stroke(points)
    if stroke is None or len(sheet.strokes) >= MOST_STROKES:
        return sheet
    return replace(sheet, strokes={**sheet.strokes, id: stroke}, encoded={**sheet.encoded, id: _encoded(stroke)})


def _stroke(points: Any) -> Stroke | None:
    """None for what holds a point that is nowhere."""
    if not isinstance(points, list) or not points:
        return None
    step = math.ceil(len(points) / MOST_POINTS)
    kept = points[::step]
    try:
        stroke = np.array(kept, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        return None
    if stroke.ndim != 2 or stroke.shape[1] != 4 or not np.isfinite(stroke).all():
        return None
    if np.abs(stroke[:, :2]).max() > _FURTHEST:
        return None
    stroke[:, 2] = np.maximum.accumulate(np.maximum(stroke[:, 2], 0.0))
    stroke[:, 3] = np.clip(stroke[:, 3], 0.0, 1.0)
    return stroke


def _known_ids(sheet: Sheet, ids: Any) -> frozenset[str]:
    if not isinstance(ids, list):
        return frozenset()
    return frozenset(id for id in ids if isinstance(id, str) and id in sheet.strokes)


def _sized(sheet: Sheet, width: Any, height: Any) -> Sheet:
    """The sheet only grows: ink that was on it stays on it."""
    sizes = [value for value in (width, height) if isinstance(value, int | float) and not isinstance(value, bool)]
    if len(sizes) != 2 or not all(math.isfinite(size) and 0 < size <= _FURTHEST for size in sizes):
        return sheet
    if not sheet.strokes:
        return replace(sheet, width=float(sizes[0]), height=float(sizes[1]))
    return replace(sheet, width=max(sheet.width, float(sizes[0])), height=max(sheet.height, float(sizes[1])))
