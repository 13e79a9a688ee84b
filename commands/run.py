"""``cafe run``: the app, in the browser."""

import argparse
from pathlib import Path

from commands._parser import Parser, Translate
from commands._settings import read_settings
from commands._terminal import tell
from errors import N_

SAID = N_("ouvre l’application dans le navigateur")


def describe(command: Parser, _: Translate) -> None:
    command.may("--port", type=int, metavar="N", help=_("le port où l’application écoute"))
    command.may("--data", type=Path, metavar=_("DOSSIER"), help=_("le dossier de la base et de tout ce qui est gardé"))
    demo = command.either()
    demo.add_argument("--demo", action="store_true", help=_("charge le contenu de démonstration"))
    demo.add_argument("--no-demo", action="store_true", help=_("ne le charge pas, même la première fois"))
    command.may("--no-browser", action="store_true", help=_("n’ouvre pas le navigateur"))


def run(options: argparse.Namespace, _: Translate) -> int:
    """Open the app; returns when it was stopped."""
    from pipelines import starting

    settings = read_settings(data=options.data and options.data.expanduser().absolute(), port=options.port)
    starting.refuse_busy_port(settings)
    if options.demo or (starting.is_first_start(settings) and not options.no_demo):
        loaded = starting.load_demonstration(settings, only_if_empty=not options.demo)
        if loaded:
            tell(_("Le contenu de démonstration est chargé : il est marqué comme tel partout où il se montre."))
    tell(_("Le café est ouvert : {address} (Ctrl-C pour le fermer)").format(address=settings.base_url))
    return starting.serve(settings, opens_browser=starting.has_screen() and not options.no_browser)
