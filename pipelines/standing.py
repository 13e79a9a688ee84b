"""Whether what an answer quotes can still be read: hidden, taken back or erased words are quoted no more."""

from dataclasses import replace
from typing import TYPE_CHECKING

from errors import NotFound
from pipelines.quotable import Told
from vocabulary import Source

if TYPE_CHECKING:
    from community import Community
    from community.tips import Tip


def stands(community: "Community", source: Source) -> bool:
    """Whether everyone can still read these words where they were quoted from."""
    try:
        return any(source.quote in written for written in _written(community, source))
    except NotFound:
        return False


def without_withdrawn(community: "Community", told: Told) -> Told | None:
    """What is told, without what a tip took from words that nobody reads any more; None where nothing is left.

    The tip itself keeps them, with their author's name, until somebody writes it anew; an answer does not say them.
    """
    if told.source.kind != "tip":
        return told
    passages = _passages(community, community.tips.get(told.source.id))
    longest = max(passages, key=len, default="")
    return replace(told, source=replace(told.source, quote=longest)) if longest else None


def _written(community: "Community", source: Source) -> list[str]:
    if source.kind == "tip":
        return _passages(community, community.tips.get(source.thread))
    if source.kind == "contribution":
        return [community.cafes.contribution(source.id).body]
    if source.kind == "atelier":
        return [community.cafes.atelier(source.thread).question]
    return [reply.body for reply in community.forum.thread(source.thread).replies if reply.id == source.id]


def _passages(community: "Community", tip: "Tip") -> list[str]:
    """The text of a tip, in the pieces that are left between withdrawn words; whole where there are none."""
    withdrawn = community.tips.withdrawn(tip)
    if not withdrawn:
        return [tip.body]
    pieces, start, place = [], 0, 0
    for words, quote in tip.parts:
        begin = tip.body.index(words, place)
        place = begin + len(words)
        if quote in withdrawn:
            pieces.append(tip.body[start:begin].strip())
            start = place
    return [piece for piece in [*pieces, tip.body[start:].strip()] if piece]
