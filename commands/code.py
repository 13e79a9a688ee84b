"""``cafe code``: pictures by which a member comes back."""

import argparse
from contextlib import closing

from commands._options import offer_json
from commands._parser import Parser, Translate
from commands._settings import read_settings
from commands._terminal import show, show_record
from errors import N_

SAID = N_("donne à quelqu’un un code pour revenir")


def describe(command: Parser, _: Translate) -> None:
    command.gives("pseudonym", metavar=_("PSEUDONYME"), help=_("à qui"))
    offer_json(command, _)


def run(options: argparse.Namespace, _: Translate) -> int:
    """Give a member a code by which they come back, in place of the one that they had."""
    from community import open_community
    from pipelines.code_words import WORDS

    settings = read_settings()
    with closing(open_community(settings.database_address, data=settings.data)) as community:
        member = community.members.named(options.pseudonym)
        given = community.codes.given(member)
    words = [_(WORDS[pictogram]) for pictogram in given]
    if options.json:
        show_record({"pseudonym": member.pseudonym, "code": list(given), "words": words})
    else:
        show(", ".join(words))
    return 0
