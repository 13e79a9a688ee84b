"""``cafe bench``: how quick and how right it is."""

import argparse
import importlib
import json
import sys
from pathlib import Path
from typing import Any

from commands._files import write_file
from commands._parser import Parser, Translate
from commands._settings import read_settings
from errors import N_, NotYetPossible

SAID = N_("mesure la vitesse et la justesse")

BENCHES = ("speech", "handwriting", "gesture", "search", "answers", "app")


def describe(command: Parser, _: Translate) -> None:
    command.gives("subject", choices=BENCHES, metavar="|".join(BENCHES), help=_("ce qui est mesuré"))
    command.may("--posts", type=_at_least_one, metavar="N", help=_("le nombre de messages de la base mesurée"))
    command.may("--kept", type=Path, metavar=_("DOSSIER"), help=_("garde les bases remplies pour la mesure suivante"))
    command.may("--out", type=Path, metavar=_("FICHIER.json"), help=_("écrit aussi les mesures dans ce fichier"))


def _at_least_one(typed: str) -> int:
    if not typed.isdecimal() or int(typed) < 1:
        raise argparse.ArgumentTypeError(f"1, 2, 3 … ≠ {typed}")
    return int(typed)


def run(options: argparse.Namespace, _: Translate) -> int:
    """Measure one subject. The measuring programs stand in the checkout only."""
    checkout = Path(__file__).resolve().parents[1]
    here = [name for name in BENCHES if (checkout / "benchmarks" / f"{name}.py").exists()]
    if options.subject not in here:
        raise NotYetPossible(name=f"bench {options.subject}", known=", ".join(here) or "–")
    sys.path.insert(0, str(checkout))
    given: dict[str, Any] = {}
    if options.subject == "speech":
        given = {"model": read_settings().speech_model}
    elif options.subject in ("search", "answers"):
        given = {"posts": options.posts, "kept": options.kept}
    measured = importlib.import_module(f"benchmarks.{options.subject}").run(**given)
    written = json.dumps(measured, ensure_ascii=False, indent=2).encode() + b"\n"
    return 0 if not options.out or write_file(options.out, lambda: written, _) else 2
