"""Where the words of ``ask`` go: into a draft that is kept, and from there, where that was asked for, to everybody."""

import argparse
import secrets
from typing import TYPE_CHECKING

from commands._parser import Translate
from commands._terminal import tell
from errors import NotWritable
from vocabulary import Destination, Draft

if TYPE_CHECKING:
    from community.drafts import KeptDraft, Published
    from pipelines.handing_in import DraftFiles
    from pipelines.house import House
    from settings import Settings


def destination_of(options: argparse.Namespace, house: "House") -> Destination:
    """Raises ``NotFound`` for a space or an atelier that is not there."""
    kind, _colon, identity = options.to.partition(":")
    if kind == "atelier":
        return Destination(kind="atelier", id=house.community.cafes.atelier(identity).id)
    return Destination(kind="forum", id=house.community.spaces.get(options.space).id)


def kept_and_posted(
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
