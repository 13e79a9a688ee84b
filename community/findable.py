"""The search finds what everyone may see of a thread, and nothing else of it."""

from typing import TYPE_CHECKING

from community.happenings import Thing
from community.viewers import GUEST

if TYPE_CHECKING:
    from community.storage import Rows


def make_findable(rows: "Rows", thing: Thing) -> None:
    """Bring the index up to date with who may see a question, a reply or a tip; contributions stand in none."""
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
    elif thing.kind == "reply":
        rows.index.remove(thing.id)
        shown = rows.forum.reply(thing.id, viewer=GUEST)
        question = rows.forum.question(shown.question, viewer=GUEST) if shown is not None else None
        if shown is not None and question is not None:
            rows.index.add_reply(shown, question)
