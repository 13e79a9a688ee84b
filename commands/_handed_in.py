"""What ``ask`` was handed in, and what was understood of it."""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from commands._listening import listened
from errors import CafeError

if TYPE_CHECKING:
    from pipelines.handing_in import HandedIn
    from pipelines.house import House


def modalities_of(inputs: Iterable[str]) -> list[tuple[str, str]]:
    from pipelines.inputs import modality_of

    return [(name, modality_of(name)) for name in inputs]


def engine_setting(modalities: Sequence[tuple[str, str]]) -> str:
    """What ``--engine`` names: the recogniser of what is handed in, speech unless all of it is written by hand."""
    kinds = {modality for _name, modality in modalities} - {"text"}
    return "handwriting" if kinds == {"handwriting"} else "speech"


def understood(name: str, modality: str, house: "House", options: argparse.Namespace) -> "list[HandedIn]":
    """What one input holds: several inks where it is a .jsonl file. Raises what makes it, or one of them, of no use."""
    from pipelines.contribute import hints
    from pipelines.handing_in import HandedIn
    from pipelines.inputs import text_from
    from pipelines.writing import read_file

    language = options.lang or house.settings.language
    if modality == "text":
        return [HandedIn(name=name, recognition=text_from(name, language=language))]
    if modality == "handwriting":
        read = []
        for one in read_file(Path(name), house.reader, settings=house.settings, language=language):
            if isinstance(one, CafeError):
                raise one
            read.append(HandedIn(name=name, recognition=one[0], what=one[1]))
        return read
    words = hints(house.community)
    heard, clip = listened(Path(name), house.listening, house.settings, language=options.lang, hints=words)
    return [HandedIn(name=name, recognition=heard, what=clip)]
