"""The search finds what everyone may see of a thread, a tip or an atelier, and nothing else of it."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from community.happenings import Happening, Thing
from community.viewers import GUEST

if TYPE_CHECKING:
    from community.storage import Rows


def make_findable(rows: "Rows", thing: Thing) -> None:
    """Bring the index up to date with who may see a question, a reply, a tip, a contribution or those of an atelier."""
    if thing.kind == "question":
        rows.index.remove_thread(thing.id)
        question = rows.forum.question(thing.id, viewer=GUEST)
        if question is not None:
            rows.index.add_question(question)
            for reply in rows.forum.replies(thing.id, viewer=GUEST):
                rows.index.add_reply(reply, question)
    elif thing.kind == "tip":
        tip = rows.tips.get(thing.id)
        if tip is not None:
            rows.index.put_tip(tip)
    elif thing.kind == "contribution":
        rows.index.remove_contribution(thing.id)
        _add_contributions(rows, (thing.id,))
    elif thing.kind == "atelier":
        rows.index.remove_atelier(thing.id)
        _add_contributions(rows, rows.cafes.contribution_ids(thing.id))
    elif thing.kind == "reply":
        rows.index.remove(thing.id)
        shown = rows.forum.reply(thing.id, viewer=GUEST)
        question = rows.forum.question(shown.question, viewer=GUEST) if shown is not None else None
        if shown is not None and question is not None:
            rows.index.add_reply(shown, question)


def follow_ateliers(rows: "Rows", happening: Happening) -> None:
    """Keep the index up to date with contributions: those of a blind atelier are found once it is closed."""
    kind = happening.kind, happening.thing.kind
    if kind in {("published", "contribution"), ("closed", "atelier"), ("reopened", "atelier")}:
        make_findable(rows, happening.thing)
    elif kind == ("taken_back", "contribution"):
        rows.index.remove_contribution(happening.thing.id)


def _add_contributions(rows: "Rows", ids: Collection[str]) -> None:
    shown = rows.exchanges.by_id(ids, viewer=GUEST)
    ateliers = rows.cafes.ateliers_by_id({one.atelier for one in shown.values()})
    for contribution in shown.values():
        rows.index.add_contribution(contribution, ateliers[contribution.atelier])
