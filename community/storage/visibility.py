"""Who sees which rows of what members wrote: the one place where that is decided.

Whatever hides words adds its condition here, and every reading asks ``visible``.
"""

from sqlalchemy import Alias, ColumnElement, FromClause, Select, Table, and_, exists, false, or_, select, true

from community.happenings import ThingKind
from community.permissions import RULES, Act
from community.storage.tables import articles, ateliers, cafes, contributions, questions, replies, tips
from community.viewers import Viewer

POSTS: dict[ThingKind, Table] = {
    "question": questions,
    "reply": replies,
    "contribution": contributions,
    "tip": tips,
    "article": articles,
}
"""The tables of what members wrote."""


def visible(table: FromClause, viewer: Viewer) -> ColumnElement[bool]:
    """The rows of a table of ``POSTS``, or of an alias of one, that a viewer may see; it joins what it needs itself.

    A reply goes where its question goes, but for its author, to whom it stays.
    """
    if viewer.sees_everything:
        return true()
    shown = and_(
        or_(table.c.hidden_at.is_(None), _may("read_hidden", table, viewer)),
        or_(~table.c.is_shy, _may("read_shy", table, viewer)),
    )
    written = table.element if isinstance(table, Alias) else table
    if written is replies:
        asked = questions.alias("asked")
        own = table.c.author == viewer.member if viewer.member is not None else false()
        return and_(shown, or_(own, exists().where(asked.c.id == table.c.question, visible(asked, viewer))))
    if written is contributions:
        return and_(shown, table.c.atelier.not_in(sealed_ateliers(viewer)))
    if written is tips:  # of one that was begun, nobody sees anything before its first version is confirmed
        return and_(shown, table.c.newest > 0)
    return shown


def sealed_ateliers(viewer: Viewer) -> Select[tuple[str]]:
    """The ids of the blind ateliers whose contributions a viewer may not see yet.

    A blind atelier opens to whoever has contributed to it, and to everyone when it is closed. Who holds it, and who
    moderates, see all of it.
    """
    sealed = ateliers.alias("sealed")
    chosen = select(sealed.c.id).where(sealed.c.is_blind, ~sealed.c.closed, sealed.c.id.not_in(viewer.unsealed))
    if viewer.sees_everything or viewer.role in RULES["read_before_contributing"].roles:
        return chosen.where(false())
    if viewer.member is None:
        return chosen
    mine = contributions.alias("mine")
    return chosen.where(
        sealed.c.id.not_in(held_ateliers(viewer.member)),
        ~exists().where(mine.c.atelier == sealed.c.id, mine.c.author == viewer.member),
    )


def held_ateliers(member: str) -> Select[tuple[str]]:
    """The ids of the ateliers that a member animates, or whose café they opened."""
    held = ateliers.alias("held")
    of_cafe = cafes.alias("of_cafe")
    holds = or_(held.c.animator == member, of_cafe.c.host == member)
    return select(held.c.id).join(of_cafe, of_cafe.c.id == held.c.cafe).where(holds)


def visible_thing(kind: ColumnElement[str], id: ColumnElement[str], viewer: Viewer) -> ColumnElement[bool]:
    """Whether a viewer may see the thing that two columns name; what nobody wrote, such as an atelier, is seen."""
    if viewer.sees_everything:
        return true()
    unseen = []
    for name, table in POSTS.items():
        there = table.alias(f"seen_{name}")
        unseen.append(and_(kind == name, ~exists().where(there.c.id == id, visible(there, viewer))))
    return or_(kind.is_(None), ~or_(*unseen))


def written_by(member: str, kind: ColumnElement[str], id: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a member wrote the thing that two columns name."""
    return or_(
        *(
            and_(kind == name, exists().where(table.c.id == id, table.c.author == member))
            for name, table in ((name, table.alias(f"own_{name}")) for name, table in POSTS.items())
        )
    )


def _may(act: Act, table: FromClause, viewer: Viewer) -> ColumnElement[bool]:
    """What the table of permissions says of a row."""
    rule = RULES[act]
    if viewer.role in rule.roles:
        return true()
    if viewer.member is None:
        return false()
    theirs = [table.c.author == viewer.member] if rule.author else []
    if rule.animators and "atelier" in table.c:
        theirs.append(table.c.atelier.in_(held_ateliers(viewer.member)))
    return or_(false(), *theirs)
