"""Announce an activity, or change one: say what, when and where; read it again; announce it."""

from datetime import datetime, timedelta

import streamlit as st

from community.agenda import (
    LARGEST,
    LONGEST_DESCRIPTION,
    LONGEST_PLACE,
    LONGEST_TITLE,
    MODES,
    PARIS,
    Activity,
    Plan,
    paris,
    permitted,
)
from community.ids import new_id
from community.members import Member
from community.permissions import may
from errors import CafeError
from pages._activity import ICONS, name_of_mode, names_of_spaces
from pages._day import ask_day
from pages._field import words_field
from pages._house import house
from pages._language import _, language, plural
from pages._text import label, show
from pages._visit import member
from pipelines.dating import span_in_words
from vocabulary import now

_READ_AGAIN = "plan-read-again"
_MINUTES = (30, 45, 60, 90, 120, 180, 240, 480)
agenda = house().community.agenda
here = member()
changed = agenda.get(st.query_params["id"], by=here) if "id" in st.query_params else None
key = changed.id if changed is not None else "new"


def length(minutes: int) -> str:
    """« 1 h 30 »."""
    hours, left = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=left)
    return f"{hours} h {left:02d}" if left else f"{hours} h"


def ask_plan(former: Plan | None) -> Plan | None:
    """Draw the form; the plan once it is to be read again."""
    spaces = names_of_spaces()
    start = former.starts_at.astimezone(PARIS) if former else _tomorrow()
    minutes = round((former.ends_at - former.starts_at).total_seconds() / 60) if former else 60
    with st.container(key=f"plan-{key}"):
        title = words_field(
            _("Titre"), value=former.title if former else "", max_chars=LONGEST_TITLE, key=f"title-{key}"
        )
        day = ask_day(_("Quel jour ?"), value=start.date(), key=f"day-{key}").day
        with st.container(horizontal=True):
            hour = st.time_input(_("Début, heure de Paris"), value=start.time(), key=f"hour-{key}")
            lasts = st.selectbox(
                _("Durée"),
                choices := sorted({*_MINUTES, minutes}),
                index=choices.index(minutes),
                format_func=length,
                key=f"lasts-{key}",
            )
        mode = st.radio(
            _("Où"),
            MODES,
            index=MODES.index(former.mode) if former else 0,
            format_func=lambda one: f"{ICONS[one]} {name_of_mode(one)}",
            horizontal=True,
            key=f"mode-{key}",
        )
        place = words_field(
            _("L’adresse : une salle, ou un lien que seules les personnes inscrites verront"),
            value=former.place if former else "",
            max_chars=LONGEST_PLACE,
            key=f"place-{key}",
        )
        space = st.radio(
            _("Dans quel espace ?"),
            list(spaces),
            index=list(spaces).index(former.space) if former and former.space in spaces else 0,
            format_func=lambda id: label(spaces[id]),
            horizontal=True,
            key=f"space-{key}",
        )
        capacity = st.number_input(
            _("Nombre de places (vide : pour tous)"),
            min_value=1,
            max_value=LARGEST,
            value=former.capacity if former else None,
            step=1,
            key=f"capacity-{key}",
        )
        description = words_field(
            _("De quoi s’agit-il ?"),
            value=former.description if former else "",
            max_chars=LONGEST_DESCRIPTION,
            height=160,
            key=f"description-{key}",
        )
        if not st.button(_("Relire"), key="read-plan-again", icon=":material/arrow_forward:", type="primary"):
            return None
    if day is None:  # which is said where it is chosen
        return None
    starts_at = paris(day, hour)
    return agenda.check(
        Plan(
            title=title,
            space=space,
            mode=mode,
            place=place,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=lasts),
            capacity=capacity,
            description=description,
            language=former.language if former else language(),
        )
    )


def _tomorrow() -> datetime:
    return (now().astimezone(PARIS) + timedelta(days=1)).replace(hour=14, minute=0, second=0, microsecond=0)


def read_again(plan: Plan, id: str, former: Activity | None, here: Member) -> None:
    """Draw the plan as it will be announced, and the button that announces it."""
    st.write(_("Voici ce que tout le monde lira. Rien n’est annoncé avant que vous ne confirmiez."))
    with st.container(border=True):
        show(plan.title, lang=plan.language, level=2)
        st.markdown(f":material/schedule: **{span_in_words(plan.starts_at, plan.ends_at, language())}**")
        st.markdown(f"{ICONS[plan.mode]} {name_of_mode(plan.mode)} · {label(plan.place)}")
        if plan.mode == "online":
            st.caption(_("L’adresse en ligne n’est montrée qu’à qui a une place."))
        st.caption(label(names_of_spaces()[plan.space]))
        if plan.capacity is not None:
            st.caption(plural("{count} place", "{count} places", plan.capacity))
        if plan.description:
            show(plan.description, lang=plan.language)
    reason = ""
    if former is not None:
        reason = words_field(_("Pourquoi ce changement ? (facultatif)"), key="plan-reason", max_chars=500)
    with st.container(horizontal=True):
        if st.button(_("Confirmer et annoncer"), key="announce", type="primary", icon=":material/check:"):
            announce(plan, id, former, here, reason=reason)
        if st.button(_("Corriger"), key="correct-plan", icon=":material/edit:"):
            st.session_state.pop(_READ_AGAIN)
            st.session_state[f"plan-kept-{key}"] = plan
            st.rerun()


def announce(plan: Plan, id: str, former: Activity | None, here: Member, *, reason: str) -> None:
    """Announce it, or what has changed of it, and go to its page."""
    try:
        if former is None:
            agenda.plan(plan, by=here, id=id)
        else:
            agenda.change(former.id, plan, sequence=former.sequence, by=here, reason=reason)
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
        return
    st.session_state.pop(_READ_AGAIN, None)
    st.session_state.pop(f"plan-kept-{key}", None)
    st.switch_page("activity.py", query_params={"id": id})


st.page_link("agenda.py", label=_("Agenda"), icon=":material/arrow_back:")
st.title(_("Annoncer une activité") if changed is None else _("Changer une activité"), anchor=False)
allowed = may("plan", here) if changed is None else may("run_activity", here, permitted(changed))
if here is None or not allowed:
    st.info(_("Les activités sont annoncées par les animateurs et les facilitateurs."), icon=":material/info:")
    st.stop()
held = st.session_state.get(_READ_AGAIN)
if held is not None and held[0] == key:
    read_again(held[1], held[2], held[3], here)
else:
    try:
        asked = ask_plan(st.session_state.get(f"plan-kept-{key}") or (changed.plan if changed is not None else None))
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
    else:
        if asked is not None:
            # With the activity as it was when the form was filled in: who changed it meanwhile is not overwritten.
            st.session_state[_READ_AGAIN] = (key, asked, key if changed is not None else new_id(), changed)
            st.rerun()
