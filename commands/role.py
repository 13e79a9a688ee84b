"""``cafe role``: who is a moderator, a facilitator, an administrator."""

import argparse
from contextlib import closing

from commands._options import offer_json
from commands._parser import Parser, Translate
from commands._settings import read_settings
from commands._terminal import show, show_record
from errors import N_

SAID = N_("donne un rôle à quelqu’un")

ROLES = ("member", "animator", "moderator", "facilitator", "researcher", "administrator")


def describe(command: Parser, _: Translate) -> None:
    command.gives("pseudonym", metavar=_("PSEUDONYME"), help=_("à qui"))
    command.gives("role", choices=ROLES, metavar=_("RÔLE"), help="|".join(ROLES))
    offer_json(command, _)


def run(options: argparse.Namespace, _: Translate) -> int:
    """Give a member a role."""
    from community import open_community

    settings = read_settings()
    with closing(open_community(settings.database_address, data=settings.data)) as community:
        given = community.roles.given(community.members.named(options.pseudonym), options.role)
    if options.json:
        show_record({"pseudonym": given.pseudonym, "role": given.role})
    else:
        show(f"{given.pseudonym} : {given.role}")
    return 0
