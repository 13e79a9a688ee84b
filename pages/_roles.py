"""The roles, as they are called on the screens."""

from community.members import Role
from pages._language import _


def name_of_role(role: Role) -> str:
    """What somebody with that role does here."""
    return {
        "member": _("Participe"),
        "animator": _("Anime des cafés"),
        "moderator": _("Modère"),
        "facilitator": _("Facilite des séances"),
        "researcher": _("Fait de la recherche"),
        "administrator": _("Administre le café"),
    }[role]
