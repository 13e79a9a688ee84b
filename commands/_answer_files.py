"""The answer as files: read aloud, in captions, drawn."""

import argparse
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from commands._asked import Asked
from commands._files import write_file
from commands._parser import Translate
from errors import N_, NotWritable, UnknownFormat

if TYPE_CHECKING:
    from community.drafts import Published
    from modalities.voice import Speech
    from pipelines.house import House
    from pipelines.telling_aloud import SpokenLine
    from vocabulary import Answer


def refuse_bad_outputs(options: argparse.Namespace) -> None:
    """Before anything is published, see that what was asked for can be written."""
    wanted = ((options.say, (".wav",)), (options.captions, (".vtt",)), (options.picture, (".png", ".svg")))
    for path, known in wanted:
        if path is None:
            continue
        if path.suffix.lower() not in known:
            raise UnknownFormat(name=path, known=" ".join(known))
        if not path.parent.is_dir():
            raise NotWritable(name=path, why=N_("le dossier n’existe pas"))
        if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
            raise NotWritable(name=path, why=N_("le droit d’écrire manque"))


def write_answer(asked: Asked, house: "House", options: argparse.Namespace, _: Translate) -> bool:
    """Write what was asked for, and note in ``asked`` where it lies; False where something could not be written."""
    found = asked.answer
    assert found is not None, "only an answer is written"
    spoken = cache(lambda: _spoken(house, found))
    asked.spoken = write_file(options.say, lambda: _sound(spoken()), _)
    asked.captions = write_file(options.captions, lambda: _captions(spoken()), _)
    asked.picture = write_file(options.picture, lambda: _drawing(house, found, asked.posted, options.picture), _)
    wanted = {options.say: asked.spoken, options.captions: asked.captions, options.picture: asked.picture}
    return all(written for path, written in wanted.items() if path is not None)


def _spoken(house: "House", found: "Answer") -> "list[tuple[SpokenLine, Speech]]":
    from pipelines.speaking import read_aloud
    from pipelines.telling_aloud import spoken_answer

    lines = spoken_answer(found)
    return list(zip(lines, read_aloud(lines, house.voice, language=found.language), strict=True))


def _sound(spoken: "Sequence[tuple[SpokenLine, Speech]]") -> bytes:
    from pipelines.speaking import save_wav

    return save_wav(speech for _line, speech in spoken)


def _captions(spoken: "Sequence[tuple[SpokenLine, Speech]]") -> bytes:
    from pipelines.captioning import captions_of

    return captions_of(spoken).encode()


def _drawing(house: "House", found: "Answer", posted: "Published | None", path: Path) -> bytes:
    from pipelines.picturing import card_of

    card = card_of(
        found,
        house.painter,
        base_url=house.settings.base_url,
        language=found.language,
        link=posted.link if posted is not None else None,
        kept=house.community.kept,
    )
    return card.svg.encode() if path.suffix.lower() == ".svg" else card.png
