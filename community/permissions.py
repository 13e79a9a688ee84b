"""Who may do what, in one table. Pages ask it what to offer; the community asks it again before it does anything.

A guest reads and drafts. A member takes part. The other roles add what their work needs, and an administrator may do
what every role may. Some acts belong to whoever made the thing, or to whoever animates it, whatever their role: that is
said of the *object* (``Thing``), not of the person. Nothing here lets anybody see or change what is in somebody else's
drafts.
"""

from dataclasses import dataclass
from typing import Literal

from community.members import Member, Role
from errors import NotAllowed, NotYours

Act = Literal[
    # Taking part
    "read",
    "ask",
    "reply",
    "contribute",
    "vote",
    "thank",
    "me_too",
    "mark_solution",
    "ask_who_knows",
    "withdraw",
    # Cafés and ateliers
    "open_cafe",
    "animate",
    "read_before_contributing",
    "follow_up",
    "ask_outcome",
    # Tips, agenda, à grignoter
    "edit_tip",
    "plan",
    "run_activity",
    "sign_up",
    "publish_article",
    "complete_article",
    # Moderation
    "flag",
    "moderate",
    "read_hidden",
    "read_shy",
    "welcome",
    "make_public",
    "appeal",
    "export_log",
    # People
    "hide_merits",
    "give_role",
    "give_code",
    "import_archive",
    "export_archive",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What an act is about, as far as permissions go."""

    author: str | None = None
    """The member who made it."""
    animators: frozenset[str] = frozenset()
    """The members who hold it: those of an atelier, of its café, of an activity."""
    asker: str | None = None
    """Who asked the question under which it stands."""
    is_closed: bool = False
    """It takes nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Who may do an act: any of these is enough."""

    guests: bool = False
    members: bool = False
    roles: frozenset[Role] = frozenset()
    author: bool = False
    asker: bool = False
    animators: bool = False
    not_author: bool = False
    """It is never done to what is one's own, whatever else holds."""
    only_open: bool = False
    """It is never done to what is closed, whatever else holds."""


def _roles(*names: Role) -> frozenset[Role]:
    return frozenset((*names, "administrator"))


RULES: dict[Act, Rule] = {
    "read": Rule(guests=True, members=True),
    "ask": Rule(members=True),
    "reply": Rule(members=True, only_open=True),
    "contribute": Rule(members=True, only_open=True),
    "vote": Rule(members=True, only_open=True),
    "thank": Rule(members=True, not_author=True),
    "me_too": Rule(members=True, not_author=True),
    # Who asked knows what helped; animators, facilitators and moderators tidy up after them.
    "mark_solution": Rule(asker=True, roles=_roles("animator", "facilitator", "moderator")),
    "ask_who_knows": Rule(author=True),
    "withdraw": Rule(author=True),
    "open_cafe": Rule(roles=_roles("animator", "facilitator")),
    "animate": Rule(animators=True, roles=_roles()),
    # Who holds a blind atelier sees what comes; moderators must be able to.
    "read_before_contributing": Rule(animators=True, roles=_roles("moderator")),
    # What became of somebody's words is said by who holds the atelier, or by who decides.
    "follow_up": Rule(animators=True, roles=_roles("animator", "moderator")),
    "ask_outcome": Rule(author=True),
    "edit_tip": Rule(members=True, only_open=True),
    "plan": Rule(roles=_roles("animator", "facilitator")),
    "run_activity": Rule(animators=True, roles=_roles("facilitator")),
    "sign_up": Rule(members=True, only_open=True),
    "publish_article": Rule(roles=_roles("animator", "moderator")),
    # Films and captions are joined by who wrote it; moderators mend.
    "complete_article": Rule(author=True, roles=_roles("moderator")),
    "flag": Rule(members=True, not_author=True),
    # Nobody judges what is their own.
    "moderate": Rule(roles=_roles("moderator"), not_author=True),
    # Who wrote what is hidden still reads it, so that nothing of theirs is lost and they can appeal.
    "read_hidden": Rule(author=True, roles=_roles("moderator")),
    # What its author shows to the animator only: of the atelier, or, in a forum, whoever animates here.
    "read_shy": Rule(author=True, animators=True, roles=_roles("animator", "moderator")),
    "welcome": Rule(animators=True, roles=_roles("animator", "moderator"), not_author=True),
    "make_public": Rule(author=True),
    "appeal": Rule(author=True),
    "export_log": Rule(roles=_roles("moderator")),
    "hide_merits": Rule(author=True),
    "give_role": Rule(roles=_roles()),
    # A code lets one in: nobody gets that of somebody else, but who may do everything anyway.
    "give_code": Rule(author=True, roles=_roles()),
    "import_archive": Rule(roles=_roles()),
    "export_archive": Rule(roles=_roles("researcher")),
}

_ANYTHING = Thing()


def may(act: Act, who: Member | None, thing: Thing = _ANYTHING) -> bool:
    """Whether somebody may do that. ``who`` is None for a guest."""
    rule = RULES[act]
    if rule.only_open and thing.is_closed:
        return False
    if who is None:
        return rule.guests
    if rule.not_author and thing.author == who.id:
        return False
    return (
        rule.members
        or who.role in rule.roles
        or (rule.author and thing.author == who.id)
        or (rule.asker and thing.asker == who.id)
        or (rule.animators and who.id in thing.animators)
    )


def require(act: Act, who: Member | None, thing: Thing = _ANYTHING) -> Member:
    """Who may do that, else raises ``NotYours`` where it belongs to somebody else, and ``NotAllowed``."""
    if who is not None and may(act, who, thing):
        return who
    rule = RULES[act]
    belongs = (rule.author and thing.author) or (rule.asker and thing.asker) or (rule.animators and thing.animators)
    if belongs and not (rule.only_open and thing.is_closed):
        raise NotYours
    raise NotAllowed
