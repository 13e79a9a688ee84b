"""The words on a sheet."""

from pages._language import _


def copying_labels() -> dict[str, str]:
    """The same for a sheet of which nothing is kept."""
    said = _("Ces lignes ne sont pas gardées.")
    return {**sheet_labels(), "keeping": said, "kept": said}


def sheet_labels() -> dict[str, str]:
    """In the member's language, as ``modalities.handwriting.component.LABELS`` names them."""
    return {
        "tools": _("Outils de la feuille"),
        "undo": _("Annuler"),
        "redo": _("Refaire"),
        "clear": _("Tout effacer"),
        "smaller": _("Réduire la feuille"),
        "larger": _("Agrandir la feuille"),
        "canvas": _("Feuille où écrire à la main, à la souris, au doigt ou au stylet"),
        "hint": _("Écrivez ici. Pour effacer, gribouillez par-dessus."),
        "keeping": _("Pas encore gardé…"),
        "kept": _("Gardé comme brouillon"),
        "refused": _("Ce navigateur ne garde plus rien : laissez la page ouverte jusqu’à « Gardé comme brouillon »."),
        "up": _("Plus haut sur la feuille"),
        "down": _("Plus bas sur la feuille"),
        "no_pen": _("Écrire à la main demande une souris, un doigt ou un stylet. Sans eux, il y a d’autres façons :"),
        "type": _("Taper"),
        "speak": _("Parler"),
        "read": _("Ce que je lis"),
        "how": _("Appuyez sur un mot pour voir d’autres lectures, le récrire ou l’effacer."),
        "doubtful": _("mot douteux"),
        "others": _("Autres lectures de « {word} » :"),
        "no_others": _("Pas d’autre lecture de « {word} »."),
        "raw": _("Sans le dictionnaire, je lis « {word} »."),
        "keep": _("Garder « {word} »"),
        "rewrite": _("Récrire ce mot"),
        "erase": _("Effacer ce mot"),
    }
