"""The command ``cafe``: the same pipelines as the app, without a browser. What may be typed stands in ``commands``.

Exit status: 0 done, 1 nothing understood, 2 bad input or usage, 130 stopped by Ctrl-C. Results go to standard output,
everything else to standard error.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

from commands import (
    Command,
    archive,
    ask,
    bench,
    code,
    doctor,
    index,
    merits,
    models,
    moderation,
    recognise,
    role,
    run,
)
from commands._parser import Parser, Translate
from commands._terminal import speak_utf8, tell
from errors import CafeError, Cancelled
from locales import translation
from vocabulary import LANGUAGES, Language

COMMANDS: dict[str, Command] = {
    "run": run,
    "ask": ask,
    "recognise": recognise,
    "models": models,
    "index": index,
    "archive": archive,
    "moderation": moderation,
    "merits": merits,
    "role": role,
    "code": code,
    "doctor": doctor,
    "bench": bench,
}
"""In the order of the help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    speak_utf8()
    _ = translation(interface_language(os.environ)).gettext
    try:
        options = parser(_).parse_args(arguments)
        return int(options.command(options, _))
    except CafeError as error:
        tell(error.said(_))
        return error.exit_code
    except KeyboardInterrupt:
        tell(Cancelled().said(_))
        return 130
    except BrokenPipeError:  # whoever read our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the outermost edge
        tell(
            _("Quelque chose d’imprévu est arrivé ({why}). Le détail est dans {file}").format(
                why=f"{type(error).__name__}: {error}".splitlines()[0], file=_log_traceback()
            )
        )
        return 2


def interface_language(environment: Mapping[str, str]) -> Language:
    """That of the setting, else English where the system speaks English, else French."""
    chosen = environment.get("CAFE_LANGUAGE", "")
    if chosen in LANGUAGES:
        return chosen
    spoken = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "en" if spoken.lower().startswith("en") else "fr"


def parser(_: Translate) -> argparse.ArgumentParser:
    """Everything that may be typed after ``cafe``."""
    whole = Parser(
        translate=_,
        prog="cafe",
        description=_("Participer à une communauté en parlant, et entendre et voir sa réponse."),
    )
    typed = whole.add_subparsers(title=_("Commandes"), metavar=_("COMMANDE"), required=True, parser_class=Parser)
    for name, command in COMMANDS.items():
        said = _(command.SAID)
        added = typed.add_parser(name, translate=_, help=said, description=said)
        added.set_defaults(command=command.run)
        command.describe(added, _)
    return whole


def _log_traceback() -> Path:
    from platformdirs import user_log_path

    log = user_log_path("cafe-multimodal", appauthor=False, ensure_exists=True) / "errors.log"
    with log.open("a", encoding="utf-8") as out:
        traceback.print_exc(file=out)
    return log


if __name__ == "__main__":
    sys.exit(main())
