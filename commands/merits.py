"""``cafe merits``: the ledger of merit, checked against the community."""

import argparse
from contextlib import closing

from commands._options import offer_json
from commands._parser import Parser, Translate
from commands._settings import read_settings
from commands._terminal import show, show_record, tell
from errors import N_

SAID = N_("vérifie les signes de reconnaissance, ou les remet d’aplomb")


def describe(command: Parser, _: Translate) -> None:
    command.gives(
        "action", choices=("check", "mend"), metavar="check|mend", help=_("vérifie seulement, ou corrige aussi")
    )
    offer_json(command, _)


def run(options: argparse.Namespace, _: Translate) -> int:
    """Reckon the ledger of merit anew from what stands in the community; 2 where it is wrong and stays so."""
    from community import open_community

    settings = read_settings()
    with closing(open_community(settings.database_address, data=settings.data)) as community:
        found = community.merits.check() if options.action == "check" else community.merits.mend()
    counts = {
        "merits": found.merits,
        "missing": len(found.missing),
        "extra": len(found.extra),
        "hidden": found.hidden,
        "miscounted": found.miscounted,
    }
    if options.json:
        show_record(counts)
    elif found.is_right:
        show(_("{merits} signes inscrits : tout est juste.").format(**counts))
    else:
        sentence = _(
            "{merits} signes inscrits ; {missing} manquent, {extra} sont de trop, "
            "{hidden} sont cachés ou montrés à tort, {miscounted} comptes sont faux."
        )
        show(sentence.format(**counts))
        tell(_("Corrigé.") if options.action == "mend" else _("Pour corriger : cafe merits mend"))
    return 0 if found.is_right or options.action == "mend" else 2
