"""``cafe recognise``: what is recognised in files, each for itself."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from commands._options import offer_engine, offer_json
from commands._parser import Parser, Translate
from commands._recognising import RECOGNISING, Recognised
from commands._terminal import show, show_record, tell
from errors import N_, CafeError, Cancelled, NoGestureSeen, NoLookSeen, NotAvailable, NothingUnderstood
from vocabulary import Recognition

if TYPE_CHECKING:
    from pipelines.gesturing import Sighting

SAID = N_("dit ce qui est reconnu dans des fichiers")

MODALITIES = ("speech", "handwriting", "gesture", "gaze")
_NOTHING_SEEN = {"gesture": NoGestureSeen, "gaze": NoLookSeen}


def describe(command: Parser, _: Translate) -> None:
    command.gives(
        "modality", choices=MODALITIES, metavar="|".join(MODALITIES), help=_("ce que les fichiers contiennent")
    )
    command.gives("files", nargs="+", metavar=_("FICHIER"), help=_("ce qui est à reconnaître"))
    offer_engine(command, _)
    command.may("--from-above", action="store_true", help=_("les mains sont sur une table, vues d’en haut"))
    offer_json(command, _)


def run(options: argparse.Namespace, _: Translate) -> int:
    """Recognise each file for itself: one that is of no use does not stop the others."""
    with RECOGNISING[options.modality](options) as recognised:
        outcomes = [outcome for name in options.files for outcome in _outcomes(name, recognised, options, _)]
    return 2 if 2 in outcomes else min(outcomes)


def _outcomes(name: str, recognised: Recognised, options: argparse.Namespace, _: Translate) -> Iterator[int]:
    """The exit status of each recognition of a file, once it is shown; of a file that is of no use, that of its error.

    Raises what stops all of them: ``NotAvailable`` and ``Cancelled``.
    """
    try:
        for found in recognised(Path(name)):
            if isinstance(found, NothingUnderstood):
                tell(f"{name} : {found.said(_)}")
                yield found.exit_code
            elif isinstance(found, CafeError):
                tell(found.said(_))
                yield found.exit_code
            elif isinstance(found, Recognition):
                _show_heard(found, name, options, _)
                yield 0 if found.text else NothingUnderstood.exit_code
            else:
                _show_seen(found, name, options, _)
                yield 0 if found.is_understood else NothingUnderstood.exit_code
    except (NotAvailable, Cancelled):
        raise
    except CafeError as error:
        tell(error.said(_))
        yield error.exit_code


def _show_heard(heard: Recognition, name: str, options: argparse.Namespace, _: Translate) -> None:
    from pipelines.records import recognition_record

    if options.json:
        show_record(recognition_record(heard, source=name))
    elif heard.text:
        show(f"{name} : {heard.text}" if len(options.files) > 1 else heard.text)
    else:
        tell(f"{name} : {NothingUnderstood().said(_)}")


def _show_seen(seen: "Sighting", name: str, options: argparse.Namespace, _: Translate) -> None:
    """A gesture or a look by its label, in a clip with the second; a head by where it turns."""
    from pipelines.records import sighting_record

    if options.json:
        show_record(sighting_record(seen, source=name))
        return
    if not seen.is_understood:
        unsure = " (unsure)" if seen.recognition.label == "unsure" else ""
        tell(f"{name} : {_NOTHING_SEEN[options.modality]().said(_)}{unsure}")
        return
    line = str(seen.recognition.label)
    if seen.closed_s is not None:
        line += " " + _("(clignement de {seconds} s)").format(seconds=f"{seen.closed_s:.2f}")
    if seen.head is not None:
        turned = [f"{degrees:+.0f}" for degrees in (seen.head.yaw_deg, seen.head.pitch_deg, seen.head.roll_deg)]
        line += _(" ; tête : lacet {0}°, tangage {1}°, roulis {2}°").format(*turned)
    at = "" if seen.at_s is None else f"{seen.at_s:.2f} s  "
    show(f"{name} : {at}{line}" if len(options.files) > 1 else f"{at}{line}")
