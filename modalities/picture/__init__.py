"""Picture out: what a painter is, and the card that it gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from modalities.picture._pictograms import pictogram_for, svg_of
from vocabulary import Answer

__all__ = ["Card", "Code", "Diagram", "Edge", "Node", "Painter", "Photo", "When", "pictogram_for", "qr", "svg_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An answer, drawn."""

    svg: str
    """Self-contained: no script, no reference to another file or machine."""
    png: bytes
    alt: str
    """All that the card says, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture that a source carries, as its bytes: a painter opens no file."""

    content: bytes | None
    """None where the file is not there any more."""
    media_type: str
    """``image/svg+xml``, ``image/png`` or ``image/jpeg``."""
    alt: str
    """What it shows, for who cannot see it."""


When = Literal["yes", "no", "then"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A condition, or what to do; the words of a source as they stand there."""

    words: str
    is_question: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A way from one node to another, by their places among the nodes."""

    start: int
    end: int
    when: When
    """What is answered to a question, or ``then`` after what was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """Steps that branch: a tree whose root is the first node, each question with a ``yes`` and at most one ``no``."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    steps: tuple[str, ...] = ()
    """The sentences that it stands for, word for word."""

    def after(self, node: int, when: When) -> int | None:
        """The node that follows another; None where none does."""
        return next((edge.end for edge in self.edges if edge.start == node and edge.when == when), None)


class Painter(Protocol):
    """One back-end."""

    @property
    def name(self) -> str: ...

    def draw(
        self,
        answer: Answer,
        *,
        link: str,
        labels: Mapping[str, str],
        photos: Sequence[Photo] = (),
        diagram: Diagram | None = None,
    ) -> Card:
        """Draw the card of an answer.

        ``link`` is the full address for the QR code; ``labels`` gives the few words that are drawn, in the member's
        language: ``source``, ``step``, ``unknown``, ``scan``; ``goes_on``, which stands after the last step where the
        source tells more; ``photo``, and ``no_photo`` for one that cannot be shown; ``diagram``, ``yes``, ``no``;
        ``total``, what the figures of the answer add up to, empty for none.

        ``photos`` are those of the sources, most useful first; of more than three the first are drawn. ``diagram`` is
        drawn in the place of the steps that it stands for.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A QR code: one path, dark on light, whatever the colours around it."""

    path: str
    """The data of an SVG path, one unit a module."""
    size: int
    """Units of each side, with the quiet zone around it."""


def qr(link: str) -> Code | None:
    """The QR code of an address; None for no address, or one too long."""
    from modalities.picture._qr import qr_modules, qr_path

    modules = qr_modules(link)
    return Code(path=qr_path(modules), size=len(modules)) if modules else None
