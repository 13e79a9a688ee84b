"""``cafe index``: a vector for each post, to find it by meaning."""

import argparse
import sys
from contextlib import closing
from dataclasses import asdict

from commands._options import offer_json
from commands._parser import Parser, Translate
from commands._settings import read_settings
from commands._terminal import show, show_record
from errors import N_, BadSetting

SAID = N_("donne à chaque message son vecteur, pour le trouver par le sens")


def describe(command: Parser, _: Translate) -> None:
    command.may("--anew", action="store_true", help=_("refait tout ; sans elle, seulement ce qui manque"))
    offer_json(command, _)


def run(options: argparse.Namespace, _: Translate) -> int:
    """Give every post that has none its vector; where no model is here, say how to get it."""
    from community import open_community
    from pipelines.house import load_embedder
    from pipelines.indexing import index as make_vectors

    settings = read_settings()
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
