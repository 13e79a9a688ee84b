"""A painter that draws the same small card for every answer: for demonstrations and for tests."""

from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from modalities.picture import Card, Diagram, Photo
from modalities.picture._wording import describe
from vocabulary import Answer

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1" viewBox="0 0 2 1">'
    '<path d="M0 0h2v1H0z" fill="#fdf9f1"/></svg>'
)

_PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGP8+/MjAwMDAA6dAunnUxbvAAAAAElFTkSuQmCC")
"""The same: two pixels of paper."""


def load(*, alt: str | None = None) -> "ScriptedPainter":
    """A painter whose cards have the text alternative ``alt``; without it, what the answer says."""
    return ScriptedPainter(alt)


@dataclass(frozen=True, slots=True)
class ScriptedPainter:
    """Says what it was told to."""

    alt: str | None = None

    @property
    def name(self) -> str:
        return "scripted"

    def draw(
        self,
        answer: Answer,
        *,
        link: str,
        labels: Mapping[str, str],
        photos: Sequence[Photo] = (),
        diagram: Diagram | None = None,
    ) -> Card:
        alt = (
            describe(answer, link=link, labels=labels, photos=photos, diagram=diagram) if self.alt is None else self.alt
        )
        return Card(svg=_SVG, png=_PNG, alt=alt)
