"""The wall of an atelier, drawn and kept up to date by the browser."""

from pathlib import Path

import streamlit as st

from community.cafes import Atelier
from modalities.picture import qr
from pages._language import _, language
from pipelines.reaching import Reach

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "cafe_wall_board",
    html=(_HERE / "wall_board.html").read_text("utf-8"),
    css=(_HERE / "wall_board.css").read_text("utf-8"),
    js=(_HERE / "wall_board.js").read_text("utf-8"),
)


def source_of(atelier: str) -> str:
    """Where a browser asks what a wall shows now."""
    return f"/walls/{atelier}.json"


def show_board(atelier: Atelier, *, title: str, reach: Reach, link: str) -> None:
    """Draw the wall. ``link`` is what a telephone opens, in full; empty where none could."""
    drawn = qr(link)
    _mount(
        key="wall-board",
        data={
            "source": source_of(atelier.id),
            "language": language(),
            "title": title,
            "question": atelier.question,
            "join": {
                "path": drawn.path if drawn is not None else "",
                "size": drawn.size if drawn is not None else 0,
                "address": reach.in_words if link else "",
            },
            "words": _words(link),
        },
    )


def _words(link: str) -> dict[str, object]:
    return {
        "participants": [_("participant"), _("participants")],
        "contributions": [_("contribution"), _("contributions")],
        "votes": [_("vote"), _("votes")],
        "for": _("Pour"),
        "against": _("Contre"),
        "no_opinion": _("Sans avis"),
        "vote": _("Le vote :"),
        "spoken": _("de vive voix"),
        "ink": _("écrit à la main"),
        "photo": _("en photo"),
        "waiting": _("Les contributions apparaîtront ici dès qu’elles seront publiées."),
        "veiled": _("On contribue à l’aveugle : les contributions se verront quand l’animateur les montrera."),
        "trouble": _("La connexion est perdue. Le mur essaie de la retrouver."),
        "how": _("Pour participer, visez ce code avec votre téléphone, ou tapez :") if link else "",
        "then": _("puis « Cafés ».") if link else "",
        "code": _("Code QR qui ouvre cet atelier"),
        "whole": _("Tout l’écran"),
        "back": _("Quitter le plein écran"),
    }
