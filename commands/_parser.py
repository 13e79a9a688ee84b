"""argparse, with our words: what may be typed, its help, and what is said when it may not be typed."""

import argparse
import re
from collections.abc import Callable
from typing import Any, NoReturn

from errors import N_

Translate = Callable[[str], str]

_SAID_BY_ARGPARSE = (
    (r"the following arguments are required: (.+)", N_("il manque : {0}")),
    (r"unrecognized arguments: (.+)", N_("mots en trop : {0}")),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", N_("{0} ne peut pas être {1}. Choix : {2}")),
    (r"argument (.+?): expected (?:one|at least one) argument", N_("il manque une valeur après {0}")),
    (r"argument (.+?): invalid (?:int|float) value: (.+)", N_("{0} attend un nombre, et non {1}")),
    (r"argument (.+?): not allowed with argument (.+)", N_("{0} ne va pas avec {1}")),
    (r"argument (.+?): (.+)", "{0} : {1}"),
)
"""argparse knows no French: its sentences, and ours."""


class Parser(argparse.ArgumentParser):
    """An argparse parser whose words are ours, and whose errors take one line."""

    def __init__(self, *, translate: Translate, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)
        super().__init__(add_help=False, formatter_class=_formatter(translate), **options)
        self._translate = translate
        self._given = self.add_argument_group(translate("Ce que l’on donne"))
        self._chosen = self.add_argument_group(translate("Ce que l’on peut choisir"))
        self._chosen.add_argument("-h", "--help", action="help", help=translate("montre cette aide"))

    def gives(self, name: str, **options: Any) -> None:
        self._given.add_argument(name, **options)

    def may(self, *names: str, **options: Any) -> None:
        self._chosen.add_argument(*names, **options)

    def either(self) -> Any:
        """A group of options of which only one may be typed."""
        return self._chosen.add_mutually_exclusive_group()

    def error(self, message: str) -> NoReturn:
        said = message
        for pattern, sentence in _SAID_BY_ARGPARSE:
            if found := re.fullmatch(pattern, message):
                said = self._translate(sentence).format(*found.groups())
                break
        advice = self._translate("Essayez : {command} --help").format(command=self.prog)
        self.exit(2, f"{self.prog} : {said}. {advice}\n")


def _formatter(translate: Translate) -> Any:
    class Formatter(argparse.RawDescriptionHelpFormatter):
        def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
            super().add_usage(usage, actions, groups, translate("Usage : ") if prefix is None else prefix)

    return Formatter
