"""``cafe models``: which models are here, which are missing, and how they come."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from commands._options import offer_json
from commands._parser import Parser, Translate
from commands._settings import read_settings
from commands._terminal import show, show_progress, show_record
from errors import N_, BadSetting

if TYPE_CHECKING:
    from modalities.models import ModelFile
    from settings import Settings

SAID = N_("montre les modèles, ou les télécharge")


def describe(command: Parser, _: Translate) -> None:
    command.set_defaults(names=[], all=False, action=None)
    offer_json(command, _)
    said = _("télécharge des modèles")
    ways = command.add_subparsers(metavar="", parser_class=Parser)
    pull = ways.add_parser("pull", translate=_, help=said, description=said)
    pull.set_defaults(action="pull")
    pull.gives("names", nargs="*", metavar=_("NOM"), help=_("les modèles voulus, par leur nom"))
    pull.may("--all", action="store_true", help=_("tous les modèles"))
    pull.may("--json", action="store_true", default=argparse.SUPPRESS, help=_("un objet JSON par modèle"))
    said = _("fait une copie plus rapide du modèle de phrases, la mesure, et la garde si elle vaut la peine")
    quicken = ways.add_parser("quicken", translate=_, help=said, description=said)
    quicken.set_defaults(action="quicken")
    quicken.may("--json", action="store_true", default=argparse.SUPPRESS, help=_("un objet JSON"))


def run(options: argparse.Namespace, _: Translate) -> int:
    """List the model files, or download those that are asked for."""
    from modalities import models as kept

    settings = read_settings()
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


def _pull(name: str, settings: "Settings", options: argparse.Namespace, _: Translate) -> None:
    from modalities import models as kept

    where = kept.pull(name, progress=lambda part: show_progress(f"{name} : {part:4.0%}"))
    show_progress("")
    _show_model(next(model for model in kept.catalogue() if model.name == name), where, options, _)


def _quicken(settings: "Settings", options: argparse.Namespace, _: Translate) -> int:
    from modalities.meaning import transformers

    if settings.meaning != "transformers":
        raise BadSetting(name=f"CAFE_MEANING = {settings.meaning}", why=N_("seul transformers a une copie plus rapide"))
    show_progress(_("La copie se fait : une demi-minute environ."))
    made = transformers.quicken(settings.meaning_model, settings.model_folders)
    show_progress("")
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


def _show_model(model: "ModelFile", where: Path | None, options: argparse.Namespace, _: Translate) -> None:
    if options.json:
        record = {"name": model.name, "for": model.purpose, "licence": model.licence, "bytes": model.bytes}
        show_record({**record, "here": where is not None, "path": where and str(where)})
        return
    state = str(where) if where else _("manque : cafe models pull {name}").format(name=model.name)
    show(f"{model.name:22} {model.bytes / 1e6:7.0f} Mo  {model.licence:12} {state}")
