"""The command ``cafe``: the same pipelines as the app, without a browser.

Exit status: 0 done, 1 nothing understood, 2 bad input or usage, 130 stopped by Ctrl-C. Results go to standard output,
everything else to standard error. Heavy imports stand inside the commands: ``cafe --help`` must answer at once.
"""

import argparse
import importlib
import json
import os
import re
import secrets
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from errors import (
    N_,
    BadSetting,
    CafeError,
    Cancelled,
    NoGestureSeen,
    NoLookSeen,
    NoSuchFile,
    NotAvailable,
    NothingUnderstood,
    NotWritable,
    NotYetPossible,
    UnknownFormat,
)
from locales import translation
from vocabulary import LANGUAGES, Destination, Draft, Language, Recognition

if TYPE_CHECKING:
    from community import Community
    from community.drafts import KeptDraft, Published
    from modalities.models import ModelFile
    from modalities.speech import Clip
    from modalities.voice import Speech
    from pipelines.gesturing import Sight, Sighting
    from pipelines.handing_in import DraftFiles, HandedIn
    from pipelines.house import House
    from pipelines.listening import ListeningQueue
    from pipelines.telling_aloud import SpokenLine
    from settings import Settings
    from vocabulary import Answer

MODALITIES = ("speech", "handwriting", "gesture", "gaze")
ROLES = ("member", "animator", "moderator", "facilitator", "researcher", "administrator")
BENCHES = ("speech", "handwriting", "gesture", "search", "answers", "app")
GUEST = "invité"
DEFAULT_SPACE = "orange"
_UNDERSTAND_S = 30.0  # a command opens the model anew each time
_SHOWABLE = ("ink", "photo", "recording")
_SHOWN = ("ink",)
"""What ``ask`` publishes beside the words unless ``--show`` says otherwise: what a page proposes to their author."""

Translate = Callable[[str], str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    _speak_utf8()
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


def tell(sentence: str) -> None:
    """Say something that is no result."""
    print(sentence, file=sys.stderr)  # noqa: T201 - the terminal is this file's screen


def show(line: str) -> None:
    """Give a result."""
    print(line, flush=True)  # noqa: T201


def show_record(record: Mapping[str, Any]) -> None:
    show(json.dumps(record, ensure_ascii=False))


def _speak_utf8() -> None:
    """JSON is UTF-8 whatever the system's own encoding; a file name that is not becomes an escape."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _log_traceback() -> Path:
    from platformdirs import user_log_path

    log = user_log_path("cafe-multimodal", appauthor=False, ensure_exists=True) / "errors.log"
    with log.open("a", encoding="utf-8") as out:
        traceback.print_exc(file=out)
    return log


# -- what may be typed ----------------------------------------------------------------------------------------------

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


class _Parser(argparse.ArgumentParser):
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


def parser(_: Translate) -> argparse.ArgumentParser:
    """Everything that may be typed after ``cafe``."""
    whole = _Parser(
        translate=_,
        prog="cafe",
        description=_("Participer à une communauté en parlant, et entendre et voir sa réponse."),
    )
    commands = whole.add_subparsers(title=_("Commandes"), metavar=_("COMMANDE"), required=True, parser_class=_Parser)

    def command(name: str, does: Callable[[argparse.Namespace, Translate], int], said: str) -> _Parser:
        added = commands.add_parser(name, translate=_, help=said, description=said)
        added.set_defaults(command=does)
        return added

    _describe_run(command("run", run, _("ouvre l’application dans le navigateur")), _)
    _describe_ask(command("ask", ask, _("pose une question : parlée, écrite à la main ou tapée")), _)
    _describe_recognise(command("recognise", recognise, _("dit ce qui est reconnu dans des fichiers")), _)
    _describe_models(command("models", models, _("montre les modèles, ou les télécharge")), _)
    _describe_index(command("index", index, _("donne à chaque message son vecteur, pour le trouver par le sens")), _)
    _describe_archive(command("archive", archive, _("importe ou exporte les forums, en JSON Lines")), _)
    _describe_moderation(command("moderation", moderation, _("exporte le journal de la modération")), _)
    _describe_merits(command("merits", merits, _("vérifie les signes de reconnaissance, ou les remet d’aplomb")), _)
    _describe_role(command("role", role, _("donne un rôle à quelqu’un")), _)
    _describe_code(command("code", code, _("donne à quelqu’un un code pour revenir")), _)
    _json(command("doctor", doctor, _("dit ce que cette machine sait faire, et ce qui manque")), _)
    _describe_bench(command("bench", bench, _("mesure la vitesse et la justesse")), _)
    return whole


def _json(command: _Parser, _: Translate) -> None:
    command.may("--json", action="store_true", help=_("un objet JSON par résultat sur la sortie standard"))


def _engine(command: _Parser, _: Translate) -> None:
    command.may("--engine", metavar=_("NOM"), help=_("le moteur de reconnaissance ; sans lui, celui des réglages"))
    command.may("--lang", choices=LANGUAGES, help=_("la langue parlée ou écrite ; sans elle, la parole est détectée"))


def _describe_run(command: _Parser, _: Translate) -> None:
    command.may("--port", type=int, metavar="N", help=_("le port où l’application écoute"))
    command.may("--data", type=Path, metavar=_("DOSSIER"), help=_("le dossier de la base et de tout ce qui est gardé"))
    demo = command.either()
    demo.add_argument("--demo", action="store_true", help=_("charge le contenu de démonstration"))
    demo.add_argument("--no-demo", action="store_true", help=_("ne le charge pas, même la première fois"))
    command.may("--no-browser", action="store_true", help=_("n’ouvre pas le navigateur"))


def _describe_ask(command: _Parser, _: Translate) -> None:
    kinds = _(
        "un fichier de parole (.wav .flac .mp3 .ogg .webm .m4a), d’encre (.json .jsonl .inkml), une photo d’une note "
        "(.png .jpg) ou un texte (.txt), ou - pour l’entrée standard"
    )
    command.gives("inputs", nargs="+", metavar=_("ENTRÉE"), help=kinds)
    _engine(command, _)
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
    _json(command, _)


def _describe_recognise(command: _Parser, _: Translate) -> None:
    command.gives(
        "modality", choices=MODALITIES, metavar="|".join(MODALITIES), help=_("ce que les fichiers contiennent")
    )
    command.gives("files", nargs="+", metavar=_("FICHIER"), help=_("ce qui est à reconnaître"))
    _engine(command, _)
    command.may("--from-above", action="store_true", help=_("les mains sont sur une table, vues d’en haut"))
    _json(command, _)


def _describe_models(command: _Parser, _: Translate) -> None:
    command.set_defaults(names=[], all=False, action=None)
    _json(command, _)
    said = _("télécharge des modèles")
    ways = command.add_subparsers(metavar="", parser_class=_Parser)
    pull = ways.add_parser("pull", translate=_, help=said, description=said)
    pull.set_defaults(action="pull")
    pull.gives("names", nargs="*", metavar=_("NOM"), help=_("les modèles voulus, par leur nom"))
    pull.may("--all", action="store_true", help=_("tous les modèles"))
    pull.may("--json", action="store_true", default=argparse.SUPPRESS, help=_("un objet JSON par modèle"))
    said = _("fait une copie plus rapide du modèle de phrases, la mesure, et la garde si elle vaut la peine")
    quicken = ways.add_parser("quicken", translate=_, help=said, description=said)
    quicken.set_defaults(action="quicken")
    quicken.may("--json", action="store_true", default=argparse.SUPPRESS, help=_("un objet JSON"))


def _describe_archive(command: _Parser, _: Translate) -> None:
    command.gives("way", choices=("import", "export"), metavar="import|export", help=_("dans quel sens"))
    command.gives("file", type=Path, metavar=_("FICHIER"), help=_("les lignes JSON ; docs/archive.md dit leur forme"))
    command.may("--source", metavar=_("NOM"), help=_("d’où vient l’archive ; sans lui, le nom du fichier"))
    command.may("--space", metavar=_("ESPACE"), help=_("l’espace à exporter (orange, sosh) ; sans lui, tous"))
    _json(command, _)


def _describe_index(command: _Parser, _: Translate) -> None:
    command.may("--anew", action="store_true", help=_("refait tout ; sans elle, seulement ce qui manque"))
    _json(command, _)


def _describe_moderation(command: _Parser, _: Translate) -> None:
    command.gives("way", choices=("export",), metavar="export", help=_("dans quel sens"))
    command.gives("file", type=Path, metavar=_("FICHIER"), help=_("fichier .csv ou .jsonl"))
    _json(command, _)


def _describe_merits(command: _Parser, _: Translate) -> None:
    command.gives(
        "action", choices=("check", "mend"), metavar="check|mend", help=_("vérifie seulement, ou corrige aussi")
    )
    _json(command, _)


def _describe_role(command: _Parser, _: Translate) -> None:
    command.gives("pseudonym", metavar=_("PSEUDONYME"), help=_("à qui"))
    command.gives("role", choices=ROLES, metavar=_("RÔLE"), help="|".join(ROLES))
    _json(command, _)


def _describe_code(command: _Parser, _: Translate) -> None:
    command.gives("pseudonym", metavar=_("PSEUDONYME"), help=_("à qui"))
    _json(command, _)


def _describe_bench(command: _Parser, _: Translate) -> None:
    command.gives("subject", choices=BENCHES, metavar="|".join(BENCHES), help=_("ce qui est mesuré"))
    command.may("--posts", type=_at_least_one, metavar="N", help=_("le nombre de messages de la base mesurée"))
    command.may("--kept", type=Path, metavar=_("DOSSIER"), help=_("garde les bases remplies pour la mesure suivante"))
    command.may("--out", type=Path, metavar=_("FICHIER.json"), help=_("écrit aussi les mesures dans ce fichier"))


def _at_least_one(typed: str) -> int:
    if not typed.isdecimal() or int(typed) < 1:
        raise argparse.ArgumentTypeError(f"1, 2, 3 … ≠ {typed}")
    return int(typed)


def _shown(typed: str) -> tuple[str, ...]:
    names = () if typed == "none" else tuple(typed.split(","))
    if not set(names) <= set(_SHOWABLE):
        raise argparse.ArgumentTypeError(f"{','.join(_SHOWABLE)} | none ≠ {typed}")
    return names


def _recipient(typed: str) -> str:
    if typed == "forum" or re.fullmatch(r"atelier:\S+", typed):
        return typed
    raise argparse.ArgumentTypeError(f"forum | atelier:ID ≠ {typed}")


# -- run ------------------------------------------------------------------------------------------------------------


def run(options: argparse.Namespace, _: Translate) -> int:
    """Open the app; returns when it was stopped."""
    from pipelines import starting

    settings = _settings(data=options.data and options.data.expanduser().absolute(), port=options.port)
    starting.refuse_busy_port(settings)
    if options.demo or (starting.is_first_start(settings) and not options.no_demo):
        loaded = starting.load_demonstration(settings, only_if_empty=not options.demo)
        if loaded:
            tell(_("Le contenu de démonstration est chargé : il est marqué comme tel partout où il se montre."))
    tell(_("Le café est ouvert : {address} (Ctrl-C pour le fermer)").format(address=settings.base_url))
    return starting.serve(settings, opens_browser=starting.has_screen() and not options.no_browser)


def _settings(**chosen: Any) -> "Settings":
    """The settings, with what was typed in their place. Raises ``BadSetting``."""
    from settings import Settings

    settings = Settings.read()
    typed = {name: value for name, value in chosen.items() if value is not None}
    if not 0 <= typed.get("port", 0) <= 65535:
        raise BadSetting(name=f"--port {typed['port']}", why=N_("un port va de 0 à 65535"))
    return settings.model_copy(update=typed)


# -- recognise ------------------------------------------------------------------------------------------------------


def recognise(options: argparse.Namespace, _: Translate) -> int:
    """Recognise each file for itself: one that is of no use does not stop the others."""
    with _RECOGNISING[options.modality](options) as recognised:
        outcomes = [outcome for name in options.files for outcome in _outcomes(name, recognised, options, _)]
    return 2 if 2 in outcomes else min(outcomes)


Recognised = Callable[[Path], Iterable["Recognition | Sighting | CafeError"]]
"""What is recognised in a file: several recognitions where it holds several, each of no use given as its error."""


@contextmanager
def _recognising_speech(options: argparse.Namespace) -> Iterator[Recognised]:
    from pipelines.contribute import PRODUCTS
    from pipelines.house import listening_queue

    settings = _settings(speech=options.engine)
    with closing(listening_queue(settings)) as queue:
        yield lambda path: [_listened(path, queue, settings, language=options.lang, hints=PRODUCTS)[0]]


@contextmanager
def _recognising_handwriting(options: argparse.Namespace) -> Iterator[Recognised]:
    from pipelines.house import load_reader
    from pipelines.writing import read_file

    settings = _settings(handwriting=options.engine)
    reader = load_reader(settings)

    def read(path: Path) -> Iterator[Recognition | CafeError]:
        for one in read_file(path, reader, settings=settings, language=options.lang):
            yield one if isinstance(one, CafeError) else one[0]

    yield read


@contextmanager
def _recognising_gesture(options: argparse.Namespace) -> Iterator[Recognised]:
    from modalities.gesture import Gestures
    from pipelines.gesturing import HandSight
    from pipelines.house import load_hand_finder

    settings = _settings(gesture=options.engine)
    sight = HandSight(Gestures(load_hand_finder(settings), from_above=options.from_above))
    yield lambda path: _sightings(path, sight, settings, NoGestureSeen())


@contextmanager
def _recognising_gaze(options: argparse.Namespace) -> Iterator[Recognised]:
    from pipelines.gesturing import EyeSight
    from pipelines.house import load_face_finder

    settings = _settings(gaze=options.engine)
    sight = EyeSight(load_face_finder(settings))
    yield lambda path: _sightings(path, sight, settings, NoLookSeen())


def _sightings(
    path: Path, sight: "Sight", settings: "Settings", nothing: NothingUnderstood
) -> Iterator["Sighting | CafeError"]:
    """What is seen in a file; of a clip in which nothing happens, that nothing does."""
    from pipelines.gesturing import sightings_in

    found = False
    for sighting in sightings_in(path, sight, settings=settings):
        found = True
        yield sighting
    if not found:
        yield nothing


_RECOGNISING = {
    "speech": _recognising_speech,
    "handwriting": _recognising_handwriting,
    "gesture": _recognising_gesture,
    "gaze": _recognising_gaze,
}
_NOTHING_SEEN = {"gesture": NoGestureSeen, "gaze": NoLookSeen}


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


def _listened(
    path: Path, queue: "ListeningQueue", settings: "Settings", *, language: str | None, hints: Sequence[str]
) -> "tuple[Recognition, Clip]":
    """What is said in a file, and its sound. Waits in short steps, so that Ctrl-C is noticed while an engine works."""
    from pipelines.contribute import clip_from

    clip = clip_from(path, name=str(path), settings=settings)
    listening = queue.submit(clip, language=language, hints=hints)
    while True:
        try:
            return listening.result(timeout=0.2), clip
        except TimeoutError:
            _show_progress(f"{path.name} : {listening.progress:4.0%}")
        except CafeError:
            _show_progress("")
            raise


def _show_progress(line: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)  # noqa: T201


# -- ask ------------------------------------------------------------------------------------------------------------


def ask(options: argparse.Namespace, _: Translate) -> int:
    """From what was said or written to a draft, with ``--post`` to a question, and to an answer."""
    from pipelines.house import open_house

    modalities = _modalities(options.inputs)
    settings = _settings(**{_engine_setting(modalities): options.engine})
    _refuse_bad_outputs(options)
    with closing(open_house(settings)) as house:
        to = _destination(options, house)
        handed = [one for name, modality in modalities for one in _understood(name, modality, house, options)]
        return _go_on(house, handed, to, options, _)


def _modalities(inputs: Iterable[str]) -> list[tuple[str, str]]:
    from pipelines.inputs import modality_of

    return [(name, modality_of(name)) for name in inputs]


def _engine_setting(modalities: Sequence[tuple[str, str]]) -> str:
    """What ``--engine`` names: the recogniser of what is handed in, speech unless all of it is written by hand."""
    kinds = {modality for _name, modality in modalities} - {"text"}
    return "handwriting" if kinds == {"handwriting"} else "speech"


def _refuse_bad_outputs(options: argparse.Namespace) -> None:
    """Before anything is published, see that what was asked for can be written."""
    wanted = ((options.say, (".wav",)), (options.captions, (".vtt",)), (options.picture, (".png", ".svg")))
    for path, known in wanted:
        if path is None:
            continue
        if path.suffix.lower() not in known:
            raise UnknownFormat(name=path, known=" ".join(known))
        if not path.parent.is_dir():
            raise NotWritable(name=path, why=N_("le dossier n’existe pas"))
        if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
            raise NotWritable(name=path, why=N_("le droit d’écrire manque"))


def _destination(options: argparse.Namespace, house: "House") -> Destination:
    """Raises ``NotFound`` for a space or an atelier that is not there."""
    kind, _colon, identity = options.to.partition(":")
    if kind == "atelier":
        return Destination(kind="atelier", id=house.community.cafes.atelier(identity).id)
    return Destination(kind="forum", id=house.community.spaces.get(options.space).id)


def _understood(name: str, modality: str, house: "House", options: argparse.Namespace) -> "list[HandedIn]":
    """What one input holds: several inks where it is a .jsonl file. Raises what makes it, or one of them, of no use."""
    from pipelines.contribute import hints
    from pipelines.handing_in import HandedIn
    from pipelines.inputs import text_from
    from pipelines.writing import read_file

    language = options.lang or house.settings.language
    if modality == "text":
        return [HandedIn(name=name, recognition=text_from(name, language=language))]
    if modality == "handwriting":
        read = []
        for one in read_file(Path(name), house.reader, settings=house.settings, language=language):
            if isinstance(one, CafeError):
                raise one
            read.append(HandedIn(name=name, recognition=one[0], what=one[1]))
        return read
    words = hints(house.community)
    heard, clip = _listened(Path(name), house.listening, house.settings, language=options.lang, hints=words)
    return [HandedIn(name=name, recognition=heard, what=clip)]


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
    from pipelines.handing_in import kept_with_draft

    author = options.pseudonym or house.settings.pseudonym or GUEST
    inputs = [(one.name, one.recognition) for one in handed]
    heard, files = kept_with_draft(handed)
    try:
        draft = draft_from(heard, author=author, language=options.lang)
    except NothingUnderstood as nothing:
        tell(nothing.said(_))
        _show_asked(Asked(inputs, Draft(text="", author=author, to=to, language=options.lang or "fr")), options, _)
        return nothing.exit_code
    draft = replace(
        draft,
        to=to,
        subject=options.subject or suggested_subject(draft),
        keeps_recording="recording" in options.show,
        keeps_ink="ink" in options.show,
        keeps_photo="photo" in options.show,
    )
    kept, posted = _kept_and_posted(house, draft, files, options, _)
    is_question = posted is not None and posted.kind == "question"
    found = answer(
        house.community,
        draft.text,
        language=draft.language,
        space=to.id if to.kind == "forum" else None,
        exclude=posted.id if posted is not None and is_question else None,
        sense=house.understanding.sense_of(draft.text, wait_s=_UNDERSTAND_S),
    )
    found = _retold(house, found, draft.text, _)
    asked = Asked(inputs, kept.draft, posted, found)
    spoken = cache(lambda: _spoken(house, found))
    asked.spoken = _written(options.say, lambda: _sound(spoken()), _)
    asked.captions = _written(options.captions, lambda: _captions(spoken()), _)
    asked.picture = _written(options.picture, lambda: _drawing(house, asked, options.picture), _)
    _show_asked(asked, options, _)
    wanted = {options.say: asked.spoken, options.captions: asked.captions, options.picture: asked.picture}
    return 0 if all(written for path, written in wanted.items() if path is not None) else 2


@dataclass
class Asked:
    """What came of a question, on its way to the terminal."""

    heard: Sequence[tuple[str, Recognition]]
    """Each with the input that it was in."""
    draft: Draft
    posted: "Published | None" = None
    answer: "Answer | None" = None
    spoken: str | None = None
    captions: str | None = None
    picture: str | None = None


def _kept_and_posted(
    house: "House", draft: Draft, files: "DraftFiles", options: argparse.Namespace, _: Translate
) -> "tuple[KeptDraft, Published | None]":
    """Keep the draft with what was handed in; publish it only when that was asked for."""
    visit = _visit(house.settings)
    kept = house.community.drafts.keep(draft, visit=visit, **files)
    if not options.post:
        tell(_("Rien n’est publié. Le brouillon est gardé : {id}").format(id=kept.id))
        return kept, None
    member = house.community.members.trusted(draft.author)
    posted = house.community.drafts.confirm(kept.id, visit=visit, member=member, by=["command"])
    tell(_("C’est publié : {link}").format(link=house.settings.base_url + posted.link))
    return kept, posted


def _visit(settings: "Settings") -> str:
    """The token under which this data folder's command line keeps its drafts, as a browser has its own."""
    file = settings.data / "command-line-visit"
    try:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(32), "utf-8")
        return file.read_text("utf-8").strip()
    except OSError as failure:
        raise NotWritable(name=file, why=failure.strerror or failure) from failure


def _written(path: Path | None, make: Callable[[], bytes], _: Translate) -> str | None:
    """Write what was asked for. A voice that is not here takes nothing from the rest: the sentence says why."""
    if path is None:
        return None
    try:
        path.write_bytes(make())
    except CafeError as error:
        tell(error.said(_))
        return None
    except OSError as failure:
        tell(NotWritable(name=path, why=failure.strerror or failure).said(_))
        return None
    return str(path)


def _spoken(house: "House", found: "Answer") -> "list[tuple[SpokenLine, Speech]]":
    from pipelines.speaking import read_aloud
    from pipelines.telling_aloud import spoken_answer

    lines = spoken_answer(found)
    return list(zip(lines, read_aloud(lines, house.voice, language=found.language), strict=True))


def _sound(spoken: "Sequence[tuple[SpokenLine, Speech]]") -> bytes:
    from pipelines.speaking import save_wav

    return save_wav(speech for _line, speech in spoken)


def _captions(spoken: "Sequence[tuple[SpokenLine, Speech]]") -> bytes:
    from pipelines.captioning import captions_of

    return captions_of(spoken).encode()


def _drawing(house: "House", asked: Asked, path: Path) -> bytes:
    from pipelines.picturing import card_of

    assert asked.answer is not None, "only an answer is drawn"
    card = card_of(
        asked.answer,
        house.painter,
        base_url=house.settings.base_url,
        language=asked.answer.language,
        link=asked.posted.link if asked.posted is not None else None,
        kept=house.community.kept,
    )
    return card.svg.encode() if path.suffix.lower() == ".svg" else card.png


def _show_asked(asked: Asked, options: argparse.Namespace, _: Translate) -> None:
    if options.json:
        show_record(_record_of(asked))
        return
    if asked.answer is None:
        return
    show(_("Question : {text}").format(text=asked.draft.text))
    show(asked.answer.text)
    for source in asked.answer.sources:
        show(f"— {source.author}, « {source.title} » ({source.link})")
    if asked.answer.rewritten:
        show(_("Écrit par une machine à partir des citations ci-dessus") + f" · {asked.answer.rewriter}")
        for told in asked.answer.rewritten:
            show(told.sentence)


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


def _record_of(asked: Asked) -> dict[str, Any]:
    from pipelines.records import answer_record, draft_record, recognition_record
    from vocabulary import Answer

    posted = asked.posted
    found = asked.answer or Answer(text="", language=asked.draft.language)
    return {
        "recognitions": [recognition_record(one, source=name) for name, one in asked.heard],
        "draft": draft_record(asked.draft),
        "posted": posted and {"id": posted.id, "kind": posted.kind, "link": posted.link},
        "answer": answer_record(found, picture=asked.picture, spoken=asked.spoken, captions=asked.captions),
    }


# -- models, doctor, bench ------------------------------------------------------------------------------------------


def models(options: argparse.Namespace, _: Translate) -> int:
    """List the model files, or download those that are asked for."""
    from modalities import models as kept

    settings = _settings()
    if options.action == "pull":
        names = [model.name for model in kept.catalogue()] if options.all else options.names
        if not names:
            raise BadSetting(name="cafe models pull", why=N_("nommez un modèle, ou ajoutez --all"))
        for name in names:
            _pull(name, settings, options, _)
        return 0
    if options.action == "quicken":
        return _quicken(settings, options, _)
    for model in kept.catalogue():
        where = kept.find(model.name, settings.model_folders)
        _show_model(model, where, options, _)
    return 0


def archive(options: argparse.Namespace, _: Translate) -> int:
    """Import a forum's archive, or export it; 2 where a line of it was broken."""
    from community import open_community

    settings = _settings()
    if options.way == "import" and not options.file.is_file():
        raise NoSuchFile(name=options.file)
    with closing(open_community(settings.database_address, data=settings.data)) as community:
        if options.way == "import":
            return _import(community, options, _)
        if options.space:
            community.spaces.get(options.space)
        return _export(community, options, _)


def index(options: argparse.Namespace, _: Translate) -> int:
    """Give every post that has none its vector; where no model is here, say how to get it."""
    from community import open_community
    from pipelines.house import load_embedder
    from pipelines.indexing import index as make_vectors

    settings = _settings()
    embedder = load_embedder(settings)
    if embedder is None:
        raise BadSetting(name="CAFE_MEANING = none", why=N_("sans modèle du sens, on cherche par les mots seulement"))
    from tqdm import tqdm  # its import takes longer than most commands

    bar = tqdm(desc=_("Vecteurs"), unit="", disable=not sys.stderr.isatty())

    def tell_bar(made: int, waiting: int) -> None:
        bar.total = made + waiting
        bar.update(made - bar.n)

    with bar, closing(open_community(settings.database_address, data=settings.data)) as community:
        done = make_vectors(community, embedder, anew=options.anew, tell=tell_bar)
    if options.json:
        show_record(asdict(done))
    else:
        show(
            _("{made} vecteurs faits, {here} en tout ({model}, {store}), en {seconds} s").format(
                **{**asdict(done), "seconds": round(done.seconds)}
            )
        )
    return 0


def moderation(options: argparse.Namespace, _: Translate) -> int:
    """Write out every act of moderation, oldest first."""
    from community import open_community
    from pipelines.moderation_log import as_csv, as_json_lines

    written = {".csv": as_csv, ".jsonl": as_json_lines}.get(options.file.suffix.lower())
    if written is None:
        raise NotWritable(name=options.file, why=N_("son nom finit par .csv ou .jsonl"))
    settings = _settings()
    with closing(open_community(settings.database_address, data=settings.data)) as community:
        return _write_lines(written(community.moderation.write_out()), options, _)


def _import(community: "Community", options: argparse.Namespace, _: Translate) -> int:
    with options.file.open("rb") as lines:
        done = community.archive.read_in(
            lines,
            source=options.source or options.file.name,
            tell=lambda read: _show_progress(_("{count} lignes lues").format(count=read)),
        )
    _show_progress("")
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
    return _write_lines((line + "\n" for line in community.archive.write_out(space=options.space)), options, _)


def _write_lines(lines: Iterable[str], options: argparse.Namespace, _: Translate) -> int:
    """Into the file that is named: the whole of it, or nothing."""
    count = 0
    beside = options.file.with_name(options.file.name + ".part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as out:
            for line in lines:
                out.write(line)
                count += 1
        beside.replace(options.file)
    except OSError as error:
        raise NotWritable(name=options.file, why=str(error.strerror)) from error
    if options.json:
        show_record({"lines": count})
    else:
        show(_("{count} lignes écrites dans {file}").format(count=count, file=options.file))
    return 0


def merits(options: argparse.Namespace, _: Translate) -> int:
    """Reckon the ledger of merit anew from what stands in the community; 2 where it is wrong and stays so."""
    from community import open_community

    settings = _settings()
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


def role(options: argparse.Namespace, _: Translate) -> int:
    """Give a member a role."""
    from community import open_community

    settings = _settings()
    with closing(open_community(settings.database_address, data=settings.data)) as community:
        given = community.roles.given(community.members.named(options.pseudonym), options.role)
    if options.json:
        show_record({"pseudonym": given.pseudonym, "role": given.role})
    else:
        show(f"{given.pseudonym} : {given.role}")
    return 0


def code(options: argparse.Namespace, _: Translate) -> int:
    """Give a member a code by which they come back, in place of the one that they had."""
    from community import open_community
    from pipelines.code_words import WORDS

    settings = _settings()
    with closing(open_community(settings.database_address, data=settings.data)) as community:
        member = community.members.named(options.pseudonym)
        given = community.codes.given(member)
    words = [_(WORDS[pictogram]) for pictogram in given]
    if options.json:
        show_record({"pseudonym": member.pseudonym, "code": list(given), "words": words})
    else:
        show(", ".join(words))
    return 0


def _quicken(settings: "Settings", options: argparse.Namespace, _: Translate) -> int:
    from modalities.meaning import transformers

    if settings.meaning != "transformers":
        raise BadSetting(name=f"CAFE_MEANING = {settings.meaning}", why=N_("seul transformers a une copie plus rapide"))
    _show_progress(_("La copie se fait : une demi-minute environ."))
    made = transformers.quicken(settings.meaning_model, settings.model_folders)
    _show_progress("")
    if options.json:
        show_record({**asdict(made), "kept": made.is_kept})
        return 0
    told = _("{model} : {before} ms par question avant, {after} ms après ; accord {agreement}")
    show(
        told.format(
            model=made.model,
            before=round(made.before_ms, 1),
            after=round(made.after_ms, 1),
            agreement=round(made.agreement, 3),
        )
    )
    show(
        _("La copie est gardée. Refaites les vecteurs : cafe index")
        if made.is_kept
        else _("Elle n’en vaut pas la peine : le modèle reste comme il est.")
    )
    return 0


def _pull(name: str, settings: "Settings", options: argparse.Namespace, _: Translate) -> None:
    from modalities import models as kept

    where = kept.pull(name, progress=lambda part: _show_progress(f"{name} : {part:4.0%}"))
    _show_progress("")
    _show_model(next(model for model in kept.catalogue() if model.name == name), where, options, _)


def _show_model(model: "ModelFile", where: Path | None, options: argparse.Namespace, _: Translate) -> None:
    if options.json:
        record = {"name": model.name, "for": model.purpose, "licence": model.licence, "bytes": model.bytes}
        show_record({**record, "here": where is not None, "path": where and str(where)})
        return
    state = str(where) if where else _("manque : cafe models pull {name}").format(name=model.name)
    show(f"{model.name:22} {model.bytes / 1e6:7.0f} Mo  {model.licence:12} {state}")


def doctor(options: argparse.Namespace, _: Translate) -> int:
    """Say what is here and what is missing; 2 when something that everything needs is missing."""
    from pipelines.doctor import examine

    marks = {True: "✓", False: "✗", None: "–"}
    found = examine(_settings())
    if options.json:
        show_record({"findings": [asdict(finding) for finding in found]})
    for finding in () if options.json else found:
        show(f"{marks[finding.ok]} {_(finding.what)}" + (f" : {_(finding.why)}" if finding.why else ""))
        if finding.command:
            show(f"    {finding.command}")
    return 2 if any(finding.ok is False for finding in found) else 0


def bench(options: argparse.Namespace, _: Translate) -> int:
    """Measure one subject. The measuring programs stand in the checkout only."""
    checkout = Path(__file__).resolve().parent
    here = [name for name in BENCHES if (checkout / "benchmarks" / f"{name}.py").exists()]
    if options.subject not in here:
        raise NotYetPossible(name=f"bench {options.subject}", known=", ".join(here) or "–")
    sys.path.insert(0, str(checkout))
    given: dict[str, Any] = {}
    if options.subject == "speech":
        given = {"model": _settings().speech_model}
    elif options.subject in ("search", "answers"):
        given = {"posts": options.posts, "kept": options.kept}
    measured = importlib.import_module(f"benchmarks.{options.subject}").run(**given)
    written = json.dumps(measured, ensure_ascii=False, indent=2).encode() + b"\n"
    return 0 if not options.out or _written(options.out, lambda: written, _) else 2


if __name__ == "__main__":
    sys.exit(main())
