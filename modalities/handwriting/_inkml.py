"""Ink Markup Language (W3C Recommendation of 20 September 2011): what other programs write, and read.

Points are explicit numbers, velocities (') and accelerations ("), each channel on its own, as section 3.2.1 has it.
Entities and external documents are refused, never fetched.
"""

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

from errors import N_, NotInk
from modalities.handwriting import Ink

NAMESPACE = "http://www.w3.org/2003/InkML"
BROKEN = N_("le XML est abîmé")
FORBIDDEN = N_("il renvoie à d’autres fichiers, ce qui est refusé")
NO_INK = N_("ce n’est pas de l’InkML")

_CHANNELS = ("X", "Y", "T", "F")
_VALUE = re.compile(r"([!'\"]?)\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|\*|\?|T|F)")
_MS = {"ms": 1.0, "s": 1000.0, "us": 0.001, "µs": 0.001, "ns": 1e-6}


def read_inkml(content: bytes, *, name: str) -> Ink:
    """The traces of a document, in its order. Raises ``NotInk`` and ``TooManyPoints``."""
    from modalities.handwriting._files import ink_from

    root = _parsed(content, name=name)
    if _local(root) != "ink":
        raise NotInk(name=name, why=NO_INK)
    formats = {one.get("{http://www.w3.org/XML/1998/namespace}id", ""): one for one in _all(root, "context")}
    first = next(_all(root, "traceFormat"), None)
    strokes = []
    for trace in _all(root, "trace"):
        if trace.get("type", "penDown") == "penUp":
            continue
        context = formats.get(trace.get("contextRef", "").lstrip("#"))
        own = next(_all(context, "traceFormat"), None) if context is not None else None
        strokes.append(_points(trace.text or "", _channels(own if own is not None else first), name=name))
    return ink_from(strokes, name=name)


def write_inkml(ink: Ink, *, text: str = "") -> bytes:
    """A document with the ink and, as an annotation, what it was read or corrected as."""
    from xml.etree.ElementTree import Element, SubElement, tostring

    root = Element("ink", {"xmlns": NAMESPACE})
    if text:
        SubElement(root, "annotation", {"type": "truth"}).text = text
    context = SubElement(SubElement(root, "definitions"), "context", {"xml:id": "sheet"})
    form = SubElement(context, "traceFormat")
    for channel, units in zip(_CHANNELS, ("px", "px", "ms", "dev"), strict=True):
        SubElement(form, "channel", {"name": channel, "type": "decimal", "units": units})
    for number, stroke in enumerate(ink.strokes):
        trace = SubElement(root, "trace", {"xml:id": f"stroke{number}", "contextRef": "#sheet"})
        trace.text = ", ".join(f"{x:.1f} {y:.1f} {t:.0f} {p:.3f}" for x, y, t, p in stroke.tolist())
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _parsed(content: bytes, *, name: str) -> Any:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        return fromstring(content, forbid_dtd=True)
    except DefusedXmlException as failure:
        raise NotInk(name=name, why=FORBIDDEN) from failure
    except (ParseError, ValueError, LookupError) as failure:
        raise NotInk(name=name, why=BROKEN) from failure


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(element: Any, tag: str) -> Iterator[Any]:
    return (one for one in element.iter() if _local(one) == tag)


def _channels(form: Any) -> list[tuple[str, float]]:
    """Names of the channels in order, with what makes milliseconds of a time; X and Y where nothing is said."""
    if form is None:
        return [("X", 1.0), ("Y", 1.0)]
    named = [(str(one.get("name", "")), str(one.get("units", "ms"))) for one in _all(form, "channel")]
    return [(name, _MS.get(units, 1.0) if name == "T" else 1.0) for name, units in named]


def _points(text: str, channels: Sequence[tuple[str, float]], *, name: str) -> list[list[float | None]]:
    points: list[list[float | None]] = []
    reading = _Reading(len(channels))
    for written in filter(str.strip, text.split(",")):
        values = reading.point(written)
        if values is None:
            raise NotInk(name=name, why=N_("un trait contient autre chose que des nombres"))
        named = {channel: value * factor for (channel, factor), value in zip(channels, values, strict=True)}
        points.append([named.get(channel) for channel in _CHANNELS])
    return points


class _Reading:
    """One trace: what each channel's last value and speed were."""

    def __init__(self, channels: int) -> None:
        self._values = [0.0] * channels
        self._speeds = [0.0] * channels
        self._orders = [""] * channels
        """How the coming values are meant: "" as they are, ' as speeds, " as changes of speed."""

    def point(self, written: str) -> list[float] | None:
        """The values of one point; None for what is not InkML."""
        found = _VALUE.findall(written)
        if _VALUE.sub("", written).strip() or len(found) > len(self._values):
            return None
        for index, (order, value) in enumerate(found):
            if order:
                self._orders[index] = "" if order == "!" else order
            self._take(index, value)
        return list(self._values)

    def _take(self, index: int, value: str) -> None:
        if value == "?":
            self._values[index] = math.nan
        elif value == "*":  # as before: the same value, or the same speed
            self._values[index] += self._speeds[index] if self._orders[index] else 0.0
        elif value in "TF":
            self._values[index] = float(value == "T")
        elif not self._orders[index]:
            self._speeds[index] = 0.0
            self._values[index] = float(value)
        else:
            self._speeds[index] = float(value) + (self._speeds[index] if self._orders[index] == '"' else 0.0)
            self._values[index] += self._speeds[index]
