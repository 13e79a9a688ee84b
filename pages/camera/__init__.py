"""The camera as a way in: off until asked, shown in a mirror while it is on, its frames looked at on this machine.

The parts of the page that go with it (targets, a calibration) hear of all that is seen by the browser's event
``cafe-live-seen`` on ``window`` (``detail``: the camera's key, the frame's time, what the watcher gave), and speak to
the watcher by dispatching ``cafe-live-tell`` (``detail``: key, a name, a message; the last message of a name is told
again after a lost connection).
"""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from errors import CafeError
from locales import translation
from pages._house import house
from pages._language import _, language
from pages._visit import first_of
from pipelines.live import LiveDesk, Watcher, clock_s

_HERE = Path(__file__).parent
_SCRIPTS = ("camera_eye.js", "camera_line.js", "camera.js")
"""One script in the browser, which can import nothing: each file may use what stands in those before it."""

_LATE_SECONDS = 4.0

_mount = st.components.v2.component(
    "cafe_camera",
    html=(_HERE / "camera.html").read_text("utf-8"),
    css=(_HERE / "camera.css").read_text("utf-8"),
    js="\n".join((_HERE / name).read_text("utf-8") for name in _SCRIPTS),
)


def new_events(key: str) -> tuple[Mapping[str, Any], ...]:
    """What the camera of this key recognised since it was last asked, the oldest first; each is given once.

    Asked before the camera is drawn. What acts on the page (a gesture, which has a ``label``, or a target that a look
    has ``chosen``) is gone where the page was too busy to take it up within 4 seconds: its author no longer sees what
    it would act on. All else is kept.
    """
    handled = _handled(key)
    fresh = [one for one in _told(key) if one["id"] > handled]
    if fresh:
        st.session_state[f"{key}-handled"] = fresh[-1]["id"]
    return tuple(one["event"] for one in fresh if not _acts(one["event"]) or clock_s() - one["at"] < _LATE_SECONDS)


def _acts(event: Mapping[str, Any]) -> bool:
    return "label" in event or event.get("look") == "chosen"


def _told(key: str) -> list[dict[str, Any]]:
    held = st.session_state.get(key)
    told = held.get("event") if held is not None else None
    try:
        news = json.loads(told) if isinstance(told, str) else []
    except ValueError:
        return []
    return [one for one in news if _is_ours(one)] if isinstance(news, list) else []


def _is_ours(one: Any) -> bool:
    """Whether a page of ours told this: a page that was changed may tell anything."""
    return (
        isinstance(one, dict)
        and isinstance(one.get("id"), int)
        and isinstance(one.get("at"), (int, float))
        and isinstance(one.get("event"), dict)
    )


def camera(
    *,
    key: str,
    watcher: Callable[[], Watcher],
    about: str,
    purpose: str,
    names: Mapping[str, str],
    width: int = 480,
    tell: Mapping[str, Any] | None = None,
) -> None:
    """Draw the camera, off until somebody turns it on.

    ``watcher`` is called when it is on, in a thread of the server: nothing of Streamlit in it. ``about`` names all that
    the watcher depends on; another one begins anew. ``purpose`` says what the camera is for, ``names`` what the
    watcher's labels are called. Frames are at most ``width`` pixels wide; ``tell`` is told to the watcher.
    """
    _mount(
        key=key,
        data={
            "key": key,
            "token": _token(key, watcher, about),
            "width": width,
            "purpose": f"{purpose} {_('Les images restent sur cette machine : elles sont regardées, puis oubliées.')}",
            "names": json.dumps({**_usual_names(), **names}),
            "labels": json.dumps(_labels()),
            "handled": _handled(key),
            "tell": json.dumps(tell) if tell is not None else "",
        },
        on_event_change=_noticed,
        on_renew_change=_noticed,
    )


def _handled(key: str) -> int:
    return int(st.session_state.get(f"{key}-handled", 0))


@dataclass(frozen=True, slots=True)
class _Guest:
    """The session, as the live channel's desk knows it."""

    desk: LiveDesk
    name: str
    cameras: set[str] = field(default_factory=set)
    """The keys of those it was given tokens for: each camera of a page has one of its own."""

    def called(self, key: str) -> str:
        self.cameras.add(key)
        return f"{self.name} {key}"

    def leave(self) -> None:
        for key in self.cameras:
            self.desk.revoke(f"{self.name} {key}")


@st.cache_resource(scope="session", show_spinner=False, on_release=_Guest.leave)
def _guest() -> _Guest:
    """Streamlit lets go of it when the session ends: nobody comes in with its token any more."""
    return _Guest(house().live, secrets.token_urlsafe(16))


def _token(key: str, watcher: Callable[[], Watcher], about: str) -> str:
    guest = _guest()
    give = partial(
        guest.desk.token,
        guest.called(key),
        watcher,
        about=f"{about} {language()}",
        visit=first_of(st.context.cookies),
        said=partial(CafeError.said, translate=translation(language()).gettext),
    )
    token = give()
    held = st.session_state.get(key)
    is_refused = held is not None and held.get("renew") == token
    return give(renew=True) if is_refused else token


def _usual_names() -> dict[str, str]:
    return {
        "no_hand": _("Aucune main en vue"),
        "no_face": _("Aucun visage en vue"),
        "unsure": _("Je ne suis pas sûr"),
    }


def _labels() -> dict[str, str]:
    return {
        "camera": _("Caméra"),
        "turn_on": _("Allumer la caméra"),
        "turn_off": _("Éteindre la caméra"),
        "state_off": _("Caméra éteinte"),
        "state_asking": _("Le navigateur demande votre accord…"),
        "state_on": _("Caméra allumée"),
        "state_lost": _("Caméra perdue"),
        "state_hidden": _("Caméra en pause"),
        "picture": _("Vous, comme dans un miroir, avec ce que la machine voit"),
        "recognised": _("Reconnu : {gesture}"),
        **_problems(),
        **_troubles(),
    }


def _problems() -> dict[str, str]:
    """Why there is no picture at all. Each says what goes on without it."""
    go_on = _("Vous pouvez continuer avec la souris, le clavier ou la voix.")
    sentences = {
        "missing": _("Aucune caméra n’est branchée. Branchez-en une : elle s’allumera toute seule."),
        "refused": _("Le navigateur refuse la caméra à cette page. Autorisez-la dans la barre d’adresse."),
        "taken": _("Un autre programme utilise la caméra. Fermez-le, puis rallumez-la."),
        "unfit": _("Cette caméra ne donne pas d’images utilisables ici. Essayez-en une autre."),
        "insecure": _("Le navigateur ne donne la caméra qu’à une adresse en https ou à cette machine."),
        "other": _("La caméra n’a pas pu s’allumer. Débranchez-la, rebranchez-la, puis réessayez."),
        "lost": _("La caméra a été débranchée ou coupée. Dès qu’elle revient, elle se rallume."),
    }
    return {f"problem_{name}": f"{sentence} {go_on}" for name, sentence in sentences.items()}


def _troubles() -> dict[str, str]:
    """Why nothing is recognised though the camera is on."""
    return {
        "black": _("L’image est noire : découvrez l’objectif, ou allumez la lumière."),
        "frozen": _("L’image ne bouge plus : éteignez la caméra, puis rallumez-la."),
        "hidden": _("Cet onglet est caché : la caméra attend que vous y reveniez."),
        "unfocused": _("Une autre fenêtre a le clavier ; la caméra regarde toujours pour celle-ci."),
        "line_slow": _("La machine est occupée : les gestes peuvent attendre un peu."),
        "line_lost": _(
            "La connexion est coupée : elle est rétablie dès que possible. En attendant, rien n’est reconnu."
        ),
        "line_busy": _("Trop de caméras sont allumées sur cette machine. La vôtre attend son tour."),
        "line_replaced": _("La caméra a été allumée ailleurs pour cette page. Éteignez-la, puis rallumez-la ici."),
        "line_failed": _("Ce qui regarde les images est en panne. Éteignez la caméra, puis rallumez-la."),
    }


def _noticed() -> None:
    """Streamlit gives Python only the values that have a callback."""
