"""What a member has here, counted in words."""

from collections.abc import Mapping

from pages._language import _, plural


def counted(counts: Mapping[str, int]) -> list[str]:
    """A line for each kind of thing that there is, those that a member would look for first."""
    lines = {name: _line(name, count) for name, count in counts.items() if count}
    return [lines[name] for name in sorted(lines, key=lambda name: (_rank(name), name))]


def _rank(name: str) -> int:
    first = ("questions", "replies", "contributions", "files", "drafts")
    return first.index(name) if name in first else len(first)


def _line(name: str, count: int) -> str:
    lines = {
        "questions": plural("{count} question", "{count} questions", count),
        "replies": plural("{count} réponse", "{count} réponses", count),
        "contributions": plural("{count} contribution", "{count} contributions", count),
        "files": plural("{count} son, écrit ou photo", "{count} sons, écrits et photos", count),
        "drafts": plural("{count} brouillon", "{count} brouillons", count),
        "ateliers": plural("{count} atelier animé", "{count} ateliers animés", count),
        "cafes": plural("{count} café ouvert", "{count} cafés ouverts", count),
        "articles": plural("{count} article", "{count} articles", count),
        "activities": plural("{count} activité de l’agenda", "{count} activités de l’agenda", count),
        "sign_ups": plural("{count} inscription", "{count} inscriptions", count),
        "codes": plural("{count} code pour revenir", "{count} codes pour revenir", count),
        "identities": plural("le lien avec {count} compte", "le lien avec {count} comptes", count),
        "atelier_closings": plural("{count} fermeture d’atelier", "{count} fermetures d’ateliers", count),
        "synthesis_parts": plural("{count} passage de synthèse", "{count} passages de synthèse", count),
        "synthesis_signings": plural("{count} synthèse signée", "{count} synthèses signées", count),
        "merits": plural("{count} signe de reconnaissance", "{count} signes de reconnaissance", count),
        "discreet_members": _("Le souhait de ne pas montrer ses signes de reconnaissance"),
        "askable_members": _("L’accord pour être sollicité"),
        "asked_members": plural("{count} demande reçue", "{count} demandes reçues", count),
        "unveiled_walls": plural("{count} mur dévoilé", "{count} murs dévoilés", count),
        "tips": plural("{count} astuce", "{count} astuces", count),
        "tip_versions": plural("{count} version d’une astuce", "{count} versions d’astuces", count),
        "flags": plural("{count} signalement", "{count} signalements", count),
        "moderation_log": plural("{count} acte de modération", "{count} actes de modération", count),
        "appeals": plural("{count} recours", "{count} recours", count),
        "votes": plural("{count} vote", "{count} votes", count),
        "me_toos": plural("{count} « moi aussi »", "{count} « moi aussi »", count),
        "thanks": plural("{count} merci", "{count} mercis", count),
        "cafe_words": plural("{count} texte d’un café", "{count} textes de cafés", count),
        "contribution_thanks": plural("{count} merci dans un atelier", "{count} mercis dans des ateliers", count),
        "outcome_steps": plural(
            "{count} suite donnée à une contribution", "{count} suites données à des contributions", count
        ),
        "follows": plural("{count} chose suivie", "{count} choses suivies", count),
        "notices": plural("{count} nouvelle", "{count} nouvelles", count),
        "mailboxes": plural("{count} adresse de courriel", "{count} adresses de courriel", count),
        "visits": plural("le lien avec {count} navigateur", "le lien avec {count} navigateurs", count),
        "hands": plural("{count} réglage d’écriture", "{count} réglages d’écriture", count),
        "habits": plural("{count} réglage de geste ou de regard", "{count} réglages de geste ou de regard", count),
        "members": _("Le pseudonyme et le compte"),
    }
    return lines.get(name) or f"{name} : {count}"
