"""``cafe archive``: the forums as JSON Lines, in and out."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from commands._files import write_lines
from commands._options import offer_json
from commands._parser import Parser, Translate
from commands._settings import read_settings
from commands._terminal import show, show_progress, show_record, tell
from errors import N_, NoSuchFile

if TYPE_CHECKING:
    from community import Community

SAID = N_("importe ou exporte les forums, en JSON Lines")


def describe(command: Parser, _: Translate) -> None:
    command.gives("way", choices=("import", "export"), metavar="import|export", help=_("dans quel sens"))
    command.gives("file", type=Path, metavar=_("FICHIER"), help=_("les lignes JSON ; docs/archive.md dit leur forme"))
    command.may("--source", metavar=_("NOM"), help=_("d’où vient l’archive ; sans lui, le nom du fichier"))
    command.may("--space", metavar=_("ESPACE"), help=_("l’espace à exporter (orange, sosh) ; sans lui, tous"))
    offer_json(command, _)


def run(options: argparse.Namespace, _: Translate) -> int:
    """Import a forum's archive, or export it; 2 where a line of it was broken."""
    from community import open_community

    settings = read_settings()
    if options.way == "import" and not options.file.is_file():
        raise NoSuchFile(name=options.file)
    with closing(open_community(settings.database_address, data=settings.data)) as community:
        if options.way == "import":
            return _import(community, options, _)
        if options.space:
            community.spaces.get(options.space)
        return _export(community, options, _)


def _import(community: "Community", options: argparse.Namespace, _: Translate) -> int:
    with options.file.open("rb") as lines:
        done = community.archive.read_in(
            lines,
            source=options.source or options.file.name,
            tell=lambda read: show_progress(_("{count} lignes lues").format(count=read)),
        )
    show_progress("")
    community.merits.mend()  # what comes in was not told as it happened
    for broken in done.broken:
        why = _(broken.why).format(name=broken.name)
        tell(_("ligne {number} : {why}").format(number=broken.number, why=why))
    counts = {"questions": done.questions, "replies": done.replies, "known": done.known, "broken": len(done.broken)}
    if options.json:
        show_record(counts)
    else:
        sentence = _("{questions} questions et {replies} réponses importées ; {known} déjà là, {broken} refusées.")
        show(sentence.format(**counts))
    return 2 if done.broken else 0


def _export(community: "Community", options: argparse.Namespace, _: Translate) -> int:
    return write_lines((line + "\n" for line in community.archive.write_out(space=options.space)), options, _)
