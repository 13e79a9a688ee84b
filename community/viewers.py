"""Who looks: a guest, a member with a role, or the house itself, which looks after everything.

Every reading of what members wrote is given a viewer, and what a viewer may not see is not there for them: in lists, in
the search, in answers, in counts.
"""

from dataclasses import dataclass

from community.members import Member, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Somebody who reads."""

    member: str | None = None
    """The id of a member; None for a guest."""
    role: Role | None = None
    unsealed: frozenset[str] = frozenset()
    """Blind ateliers of which they see what was brought, whoever they are."""
    sees_everything: bool = False
    """The house: what moves words from one place to another, and what decides whether they are shown."""


GUEST = Viewer()
WHOLE = Viewer(sees_everything=True)


def viewer_of(member: Member | None) -> Viewer:
    """The viewer that a member is, or a guest."""
    return Viewer(member=member.id, role=member.role) if member is not None else GUEST
