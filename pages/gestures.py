"""What gestures do, how they are made, and those that a member teaches: all of it remembered for this browser."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Literal

import streamlit as st

from modalities.gesture import Profile
from pages._deeds import called, deeds, icon, names
from pages._habits import forget, keep
from pages._hands import profile, taught
from pages._language import _
from pages._teaching import show_teaching
from pages.arrival import show_title
from pipelines.acting import DEEDS, GESTURES, Deed, with_deed

_NOTHING = "nothing"


def deed_names() -> dict[str, str]:
    """What a gesture may do, on whatever page."""
    return {
        "yes": _("Oui, ou pour"),
        "no": _("Non, ou contre"),
        "listen": _("Écouter, ou arrêter"),
        "erase": _("Effacer, après une question"),
        "next": _("La suite"),
        "previous": _("Ce qui précède"),
        "choose": _("Ouvrir ce qui est entouré"),
        _NOTHING: _("Ne fait rien"),
    }


def choose_deed(gesture: str, name: str, now: Mapping[str, Deed]) -> None:
    """Draw what one gesture does, of what all of them do now; another choice is kept at once."""
    done = now.get(gesture)
    options: list[str] = [_NOTHING, *DEEDS]
    chosen = st.selectbox(
        f"{icon(gesture)} {name}",
        options,
        index=options.index(done) if done else 0,
        format_func=deed_names().__getitem__,
        key=f"deed-{gesture}",
    )
    deed: Deed | None = next((one for one in DEEDS if one == chosen), None)
    if deed != done:
        keep("deeds", with_deed(now, gesture, deed))


def back_to_usual() -> None:
    """Forget what was chosen."""
    forget("deeds")
    for gesture in (*GESTURES, *(one.name for one in taught())):
        st.session_state.pop(f"deed-{gesture}", None)


def choose_profile() -> None:
    """Draw how who is here gestures; another choice is kept at once."""
    now = profile()
    sides: dict[Literal["left", "right", "either"], str] = {
        "either": _("L’une ou l’autre"),
        "left": _("La gauche"),
        "right": _("La droite"),
    }
    hand = st.radio(
        _("Quelle main agit ?"),
        list(sides),
        index=list(sides).index(now.hand),
        format_func=sides.__getitem__,
        horizontal=True,
        key="profile-hand",
    )
    asked = {
        "one_hand": _("Ne suivre qu’une main, jusqu’à ce qu’elle sorte de l’image"),
        "tremor": _("Ma main tremble : calmer ses mouvements"),
        "slow": _("Me laisser plus de temps pour chaque geste"),
    }
    chosen = {
        name: st.toggle(sentence, value=getattr(now, name), key=f"profile-{name}") for name, sentence in asked.items()
    }
    changed: Profile = replace(now, hand=hand, **chosen)
    if changed != now:
        keep("profile", asdict(changed))


show_title(_("Gestes"), screen="gestures")
st.write(
    _(
        "Un geste fait la même chose sur toutes les pages. Un geste seul ne publie jamais : "
        "il faut toujours confirmer d’une autre façon."
    )
)
st.header(_("Ce que fait chaque geste"), anchor=False)
known_deeds = deeds()
for gesture, name in {**names(), **{one.name: called(one.name) for one in taught()}}.items():
    choose_deed(gesture, name, known_deeds)
st.button(_("Revenir aux gestes habituels"), key="usual-deeds", icon=":material/restart_alt:", on_click=back_to_usual)
st.header(_("Comment je fais mes gestes"), anchor=False)
choose_profile()
st.header(_("Apprendre un geste au café"), anchor=False)
show_teaching()
