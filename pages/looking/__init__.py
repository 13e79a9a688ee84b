"""Looking, in the browser: the points of a calibration over the whole window, and targets that a look can choose.

Both hear of a camera of ``pages.camera`` what its ``LookSession`` sees, and tell it of the window and the targets. A
target is a button as well: a press or the keyboard does the same as a look.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from pages._language import _

_HERE = Path(__file__).parent
_SCRIPTS = ("looking_words.js", "looking_rounds.js", "looking_board.js", "looking.js")
"""One script in the browser, which can import nothing: each file may use what stands in those before it."""

_CSS = (_HERE / "looking.css").read_text("utf-8")
_JS = "\n".join((_HERE / name).read_text("utf-8") for name in _SCRIPTS)

_mount_rounds = st.components.v2.component(
    "cafe_looking_rounds", html=(_HERE / "looking_rounds.html").read_text("utf-8"), css=_CSS, js=_JS
)
_mount_board = st.components.v2.component(
    "cafe_looking_board", html=(_HERE / "looking_board.html").read_text("utf-8"), css=_CSS, js=_JS
)


def show_rounds(*, camera: str, is_calibrated: bool) -> None:
    """Draw what begins a calibration, and the points that it shows; what was learnt comes as an event of the camera."""
    _mount_rounds(
        key=f"{camera}-rounds",
        data={
            "camera": camera,
            "calibrated": is_calibrated,
            "labels": json.dumps({**_rounds(), **_ways(), **_troubles()}),
        },
    )


def show_targets(*, camera: str, page: str, targets: Mapping[str, str], rest: str, says: bool) -> str | None:
    """Draw targets, of which ``targets`` gives the names; the id of the one that was pressed, once.

    What a look chose comes as an event of the camera, see ``chosen_on``. ``page`` names what is shown: after another
    page nothing is chosen for a second. ``rest`` says where the eyes may rest: "bottom", "top" or only "between" the
    targets. ``says`` is whether troubles are said here too, which on one screen only one part should do.
    """
    key = f"{camera}-targets-{page}"
    held = st.session_state.get(key)
    pressed = held.get("chosen") if held is not None else None
    _mount_board(
        key=key,
        data={
            "camera": camera,
            "page": page,
            "targets": json.dumps([{"id": id, "name": name} for id, name in targets.items()]),
            "rest": rest,
            "says": says,
            "labels": json.dumps({**_board(), **_ways(), **_troubles()}),
        },
        on_chosen_change=_noticed,
    )
    return pressed if pressed in targets else None


def chosen_on(page: str, event: Mapping[str, Any]) -> str | None:
    """The id of the target of a page that an event says was chosen by looking; None for any other event."""
    target = event.get("target")
    if event.get("look") != "chosen" or not isinstance(target, str) or not target.startswith(f"{page}:"):
        return None
    return target.removeprefix(f"{page}:")


def _rounds() -> dict[str, str]:
    return {
        "rounds": _("Calibrage du regard"),
        "nine": _("Calibrer avec 9 points"),
        "five": _("Plus court : 5 points"),
        "again": _("Recentrer"),
        "stop": _("Arrêter"),
        "count": _("Point {number} sur {of}"),
        "task_wait": _("Regardez le milieu de la fenêtre…"),
        "task_calibrate": _("Regardez le point jusqu’à ce qu’il change de place. Échap arrête."),
        "task_check": _("Vérification : regardez encore chaque point. Échap arrête."),
        "task_recentre": _("Regardez ce point. Échap arrête."),
        "camera_first": _("Allumez d’abord la caméra, puis placez-vous bien en face."),
        "calibrated": _("C’est fini : l’erreur mesurée est écrite plus bas."),
        "recentred": _("Recentré : le pointeur suit de nouveau votre regard."),
        "centred": _("Recentré : votre tête, comme elle est, désigne le milieu."),
        "failed": _("Cela n’a pas suffi. Ce qui était appris reste."),
        "stopped": _("Arrêté. Ce qui était appris reste."),
        "window_changed": _("La fenêtre a bougé ou changé de taille : les points ont été arrêtés. Recommencez."),
        "not_shown": _("Les points n’ont pas pu être montrés. Recommencez."),
        "no_pictures": _("La caméra n’envoie plus d’images. Échap ramène à la page."),
    }


def _board() -> dict[str, str]:
    return {
        "targets": _("À choisir d’un regard, d’un clic ou au clavier"),
        "rest": _("Repos : ici, rien n’est choisi"),
        "more": _("La suite"),
        "chosen": _("Choisi : {name}"),
    }


def _ways() -> dict[str, str]:
    """With what one points now."""
    return {
        "way_eyes": _("Vous pointez avec les yeux."),
        "way_head": _("Vous pointez avec la tête : tournez-la vers ce que vous voulez choisir."),
        "way_keyboard": _("Ici, le clavier choisit : Tabulation, puis Entrée."),
    }


def _troubles() -> dict[str, str]:
    """Why looks do not choose, or not well. Each says what goes on."""
    go_on = _("La souris et le clavier marchent toujours.")
    sentences = {
        "no_face": _("Aucun visage n’est vu : placez-vous en face de la caméra."),
        "half_outside": _("Votre visage sort de l’image : reculez, ou revenez au milieu."),
        "turned_away": _("Votre tête est trop tournée : regardez vers l’écran."),
        "closed": _("Vos yeux sont fermés : rien n’est choisi."),
        "several": _("Plusieurs visages sont vus : seul compte celui qui était là le premier."),
        "drift": _("Votre regard tombe à côté de ce que vous choisissez : recentrez-vous."),
        "moved": _("Vous vous êtes éloigné de votre place : revenez-y, ou calibrez de nouveau."),
        "window": _("La fenêtre n’est plus celle du calibrage : calibrez de nouveau."),
    }
    return {name: f"{sentence} {go_on}" for name, sentence in sentences.items()}


def _noticed() -> None:
    """Streamlit gives Python only the values that have a callback."""
