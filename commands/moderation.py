"""``cafe moderation``: the journal of moderation, as a file."""

import argparse
from contextlib import closing
from pathlib import Path

from commands._files import write_lines
from commands._options import offer_json
from commands._parser import Parser, Translate
from commands._settings import read_settings
from errors import N_, NotWritable

SAID = N_("exporte le journal de la modération")


def describe(command: Parser, _: Translate) -> None:
    command.gives("way", choices=("export",), metavar="export", help=_("dans quel sens"))
    command.gives("file", type=Path, metavar=_("FICHIER"), help=_("fichier .csv ou .jsonl"))
    offer_json(command, _)


def run(options: argparse.Namespace, _: Translate) -> int:
    """Write out every act of moderation, oldest first."""
    from community import open_community
    from pipelines.moderation_log import as_csv, as_json_lines

    written = {".csv": as_csv, ".jsonl": as_json_lines}.get(options.file.suffix.lower())
    if written is None:
        raise NotWritable(name=options.file, why=N_("son nom finit par .csv ou .jsonl"))
    settings = read_settings()
    with closing(open_community(settings.database_address, data=settings.data)) as community:
        return write_lines(written(community.moderation.write_out()), options, _)
