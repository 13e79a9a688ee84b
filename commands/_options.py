"""The options that several commands have."""

from commands._parser import Parser, Translate
from vocabulary import LANGUAGES


def offer_json(command: Parser, _: Translate) -> None:
    command.may("--json", action="store_true", help=_("un objet JSON par résultat sur la sortie standard"))


def offer_engine(command: Parser, _: Translate) -> None:
    command.may("--engine", metavar=_("NOM"), help=_("le moteur de reconnaissance ; sans lui, celui des réglages"))
    command.may("--lang", choices=LANGUAGES, help=_("la langue parlée ou écrite ; sans elle, la parole est détectée"))
