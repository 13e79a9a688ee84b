"""``cafe ask``: from what was said or written to a draft, with ``--post`` to a question, and to an answer."""

import argparse
import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from commands._answer_files import refuse_bad_outputs, write_answer
from commands._asked import Asked, show_asked
from commands._handed_in import engine_setting, modalities_of, understood
from commands._options import offer_engine, offer_json
from commands._parser import Parser, Translate
from commands._posting import destination_of, kept_and_posted
from commands._settings import read_settings
from commands._terminal import tell
from errors import N_, CafeError, NothingUnderstood
from vocabulary import Destination, Draft

if TYPE_CHECKING:
    from pipelines.handing_in import HandedIn
    from pipelines.house import House
    from vocabulary import Answer

SAID = N_("pose une question : parlée, écrite à la main ou tapée")

GUEST = "invité"
DEFAULT_SPACE = "orange"
_UNDERSTAND_S = 30.0  # a command opens the model anew each time
_SHOWABLE = ("ink", "photo", "recording")
_SHOWN = ("ink",)
"""What ``ask`` publishes beside the words unless ``--show`` says otherwise: what a page proposes to their author."""


def describe(command: Parser, _: Translate) -> None:
    kinds = _(
        "un fichier de parole (.wav .flac .mp3 .ogg .webm .m4a), d’encre (.json .jsonl .inkml), une photo d’une note "
        "(.png .jpg) ou un texte (.txt), ou - pour l’entrée standard"
    )
    command.gives("inputs", nargs="+", metavar=_("ENTRÉE"), help=kinds)
    offer_engine(command, _)
    command.may("--to", type=_recipient, default="forum", metavar="forum|atelier:ID", help=_("où publier"))
    command.may("--space", default=DEFAULT_SPACE, metavar=_("ESPACE"), help=_("l’espace du forum (orange, sosh)"))
    command.may("--subject", default="", metavar=_("SUJET"), help=_("le sujet ; sans lui, les premiers mots"))
    command.may("--post", action="store_true", help=_("publie ; sans cela, seul un brouillon est gardé"))
    command.may(
        "--show",
        type=_shown,
        default=_SHOWN,
        metavar="ink,photo,recording|none",
        help=_("ce qui est publié à côté du texte ; sans elle, l’encre seule, comme sur la page"),
    )
    command.may("--as", dest="pseudonym", metavar=_("PSEUDONYME"), help=_("qui publie"))
    command.may("--say", type=Path, metavar="SON.wav", help=_("écrit la réponse lue à voix haute"))
    said = _("écrit ce que dit la voix en sous-titres, en même temps que le son")
    command.may("--captions", type=Path, metavar="SON.vtt", help=said)
    command.may("--picture", type=Path, metavar="IMAGE.png", help=_("écrit la réponse dessinée (.png ou .svg)"))
    offer_json(command, _)


def _recipient(typed: str) -> str:
    if typed == "forum" or re.fullmatch(r"atelier:\S+", typed):
        return typed
    raise argparse.ArgumentTypeError(f"forum | atelier:ID ≠ {typed}")


def _shown(typed: str) -> tuple[str, ...]:
    names = () if typed == "none" else tuple(typed.split(","))
    if not set(names) <= set(_SHOWABLE):
        raise argparse.ArgumentTypeError(f"{','.join(_SHOWABLE)} | none ≠ {typed}")
    return names


def run(options: argparse.Namespace, _: Translate) -> int:
    """From what was said or written to a draft, with ``--post`` to a question, and to an answer."""
    from pipelines.house import open_house

    modalities = modalities_of(options.inputs)
    settings = read_settings(**{engine_setting(modalities): options.engine})
    refuse_bad_outputs(options)
    with closing(open_house(settings)) as house:
        to = destination_of(options, house)
        handed = [one for name, modality in modalities for one in understood(name, modality, house, options)]
        return _go_on(house, handed, to, options, _)


def _go_on(
    house: "House",
    handed: "Sequence[HandedIn]",
    to: Destination,
    options: argparse.Namespace,
    _: Translate,
) -> int:
    """All that follows once it is known what was said."""
    from pipelines.answer import answer
    from pipelines.contribute import draft_from, suggested_subject
    from pipelines.finding import heading_of
    from pipelines.handing_in import kept_with_draft

    author = options.pseudonym or house.settings.pseudonym or GUEST
    inputs = [(one.name, one.recognition) for one in handed]
    heard, files = kept_with_draft(handed)
    try:
        draft = draft_from(heard, author=author, language=options.lang)
    except NothingUnderstood as nothing:
        tell(nothing.said(_))
        show_asked(Asked(inputs, Draft(text="", author=author, to=to, language=options.lang or "fr")), options, _)
        return nothing.exit_code
    draft = replace(
        draft,
        to=to,
        subject=options.subject or suggested_subject(draft),
        keeps_recording="recording" in options.show,
        keeps_ink="ink" in options.show,
        keeps_photo="photo" in options.show,
    )
    kept, posted = kept_and_posted(house, draft, files, options, _)
    is_question = posted is not None and posted.kind == "question"
    sense_of = partial(house.understanding.sense_of, wait_s=_UNDERSTAND_S)
    found = answer(
        house.community,
        draft.text,
        language=draft.language,
        space=to.id if to.kind == "forum" else None,
        exclude=posted.id if posted is not None and is_question else None,
        sense=sense_of(draft.text),
        heading=heading_of(draft.subject, draft.text, sense_of),
    )
    found = _retold(house, found, draft.text, _)
    asked = Asked(inputs, kept.draft, posted, found)
    is_written = write_answer(asked, house, options, _)
    show_asked(asked, options, _)
    return 0 if is_written else 2


def _retold(house: "House", found: "Answer", question: str, _: Translate) -> "Answer":
    """The answer with its quotes told anew, where the settings want a machine to; one that is missing is said."""
    from pipelines.house import NONE, load_rewriter
    from pipelines.rewriting import with_rewriting

    if house.settings.rewriting == NONE or not found.sources:
        return found
    try:
        return with_rewriting(found, question, load_rewriter(house.settings))
    except CafeError as missing:
        tell(missing.said(_))
        return found
