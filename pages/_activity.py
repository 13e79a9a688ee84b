"""What the pages of the agenda have in common: names, and the lines that say where an activity stands."""

import streamlit as st

from community.agenda import Activity, Mode
from pages._house import house
from pages._language import _, language, plural
from pages._space import name_of_space
from pages._text import label
from pipelines.dating import hour_in_words
from pipelines.feed import calendar_of

ICONS: dict[Mode, str] = {
    "online": ":material/videocam:",
    "room": ":material/meeting_room:",
    "test_centre": ":material/science:",
}


def name_of_mode(mode: Mode) -> str:
    """The kind of place in the language of the screens."""
    return {"online": _("En ligne"), "room": _("Dans une salle"), "test_centre": _("En centre de test")}[mode]


def names_of_spaces() -> dict[str, str]:
    """By their ids, in the order in which they are shown."""
    return {space.id: name_of_space(space) for space in house().community.spaces.all()}


def hours_of(activity: Activity) -> str:
    """« 14:30 – 16:00 », by the clocks of Paris."""
    plan = activity.plan
    return f"{hour_in_words(plan.starts_at, language())} – {hour_in_words(plan.ends_at, language())}"


def show_state(activity: Activity) -> None:
    """Draw whether it is cancelled, whether there are places, and where who is here stands."""
    if activity.cancelled_at is not None:
        st.badge(_("Annulée"), icon=":material/event_busy:", color="red")
        return
    with st.container(horizontal=True):
        mine = activity.mine
        if mine is not None and mine.has_place:
            st.badge(_("Votre place est gardée"), icon=":material/event_available:", color="green")
        elif mine is not None:
            st.badge(_("Sur la liste d’attente"), icon=":material/hourglass_top:", color="orange")
        st.badge(_places(activity), icon=":material/groups:", color="gray")


def _places(activity: Activity) -> str:
    if activity.plan.capacity is None:
        return plural("{count} inscription", "{count} inscriptions", activity.taken)
    free = activity.plan.capacity - activity.taken
    if free > 0:
        return plural("{count} place libre", "{count} places libres", free)
    waiting = plural("{count} en attente", "{count} en attente", activity.waiting)
    return f"{_('Complet')}, {waiting}" if activity.waiting else _("Complet")


def where(activity: Activity) -> str:
    """The kind of place and the place, in Markdown."""
    plan = activity.plan
    name = f"{ICONS[plan.mode]} {name_of_mode(plan.mode)}"
    return f"{name} · {label(plan.place)}" if plan.place and plan.mode != "online" else name


def offer_calendar(activity: Activity) -> None:
    """Draw the way to take an activity into one's own calendar."""
    st.download_button(
        _("Ajouter à mon calendrier"),
        calendar_of(
            [activity], base_url=house().settings.base_url, spaces=house().community.spaces, language=language()
        ),
        f"{activity.id}.ics",
        "text/calendar",
        key=f"ics-{activity.id}",
        icon=":material/calendar_add_on:",
    )
