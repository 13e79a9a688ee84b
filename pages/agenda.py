"""The agenda: all activities over all spaces, on-line, in a room, in a test centre."""

from itertools import groupby

import streamlit as st

from community.agenda import MODES, Activity
from community.permissions import may
from pages._activity import ICONS, hours_of, name_of_mode, names_of_spaces, show_state, where
from pages._deeds import offer
from pages._demonstration import show_demonstration_label
from pages._house import house
from pages._language import _, language
from pages._text import label
from pages._visit import member
from pages.leafing import Leaves
from pipelines.dating import day_in_words

_A_PAGE = 30
agenda = house().community.agenda
here = member()
spaces = names_of_spaces()


def open_activity(id: str) -> None:
    """Go to the page of an activity."""
    st.switch_page("activity.py", query_params={"id": id})


def show_activity(activity: Activity) -> None:
    """Draw an activity of the list."""
    with st.container(border=True, key=leaves.key(activity.id)):
        st.page_link(
            "activity.py",
            label=f"**{hours_of(activity)} · {label(activity.plan.title)}**",
            query_params={"id": activity.id},
        )
        st.markdown(where(activity))
        st.caption(
            f"{label(spaces.get(activity.plan.space, activity.plan.space))} · {label(activity.held_by.pseudonym)}"
        )
        show_state(activity)


def show_feed() -> None:
    """Draw the way to see the agenda in one's own calendar."""
    with st.expander(_("Voir l’agenda dans mon calendrier"), icon=":material/calendar_add_on:"):
        st.write(_("Donnez cette adresse à votre calendrier : il suivra ce qui s’ajoute, se déplace et s’annule."))
        st.code(f"{house().settings.base_url}/agenda.ics", language=None, wrap_lines=True)


st.title(_("Agenda"), anchor=False)
st.write(_("Ateliers, séances et rencontres de tous les espaces. Les heures sont celles de Paris."))
when = st.segmented_control(
    _("Quand"),
    ["coming", "past"],
    default="coming",
    required=True,
    key="agenda-when",
    format_func=lambda name: _("À venir") if name == "coming" else _("Passées"),
)
asked_space = st.query_params.get("space")
with st.expander(_("Choisir un lieu ou un espace"), icon=":material/filter_list:", expanded=asked_space in spaces):
    mode = st.segmented_control(
        _("Où"), MODES, key="agenda-mode", format_func=lambda one: f"{ICONS[one]} {name_of_mode(one)}"
    )
    space = st.segmented_control(
        _("Espace"),
        list(spaces),
        default=asked_space if asked_space in spaces else None,
        format_func=lambda id: label(spaces[id]),
        key="agenda-space",
    )

limit = st.session_state.setdefault("agenda-shown", _A_PAGE)
listed = agenda.past if when == "past" else agenda.coming
found = listed(space=space, mode=mode, by=here, limit=limit + 1)
more, found = len(found) > limit, found[:limit]
leaves = Leaves("activity", {activity.id: activity.plan.title for activity in found})
offer(leaves.offers(open_activity))

if may("plan", here):
    with st.container(key="next-plan"):
        st.page_link("plan.py", label=_("Annoncer une activité"), icon=":material/edit_calendar:")
show_demonstration_label(any(activity.is_demonstration for activity in found))
if not found:
    st.info(_("Rien n’est prévu ici pour le moment."), icon=":material/event:")
for day, activities in groupby(found, key=lambda activity: day_in_words(activity.plan.starts_at, language())):
    st.header(day[0].upper() + day[1:], anchor=False)
    for activity in activities:
        show_activity(activity)
if more and st.button(_("Voir plus"), key="more-activities", icon=":material/expand_more:"):
    st.session_state["agenda-shown"] += _A_PAGE
    st.rerun()
show_feed()
leaves.show_current()
