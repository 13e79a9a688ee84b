"""The agenda as iCalendar (RFC 5545), for the calendar that somebody has already."""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone, vText

from community.agenda import PARIS, Activity
from community.spaces import Spaces
from errors import N_, NotFound
from locales import translation
from vocabulary import Language

PAST_KEPT = timedelta(days=60)
"""How long what is over stays in the feed."""

# As rules: a list of every change since 1970, which the library would write, is longer than the agenda.
_CLOCKS_OF_PARIS = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""

_NAME = N_("Agenda du Café multimodal")
_ONLINE = N_("En ligne, l’adresse est sur la page de l’activité")
_CANCELLED = N_("Annulée : {reason}")
_DEMONSTRATION = N_("Démonstration : personnes et messages inventés")


def calendar_of(activities: Iterable[Activity], *, base_url: str, spaces: Spaces, language: Language = "fr") -> bytes:
    """Activities as a calendar, their hours by the clocks of Paris; lines are folded at 75 bytes."""
    say = translation(language).gettext
    calendar = Calendar()
    calendar.add("prodid", "-//Cafe multimodal//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", say(_NAME))
    calendar.add("x-wr-timezone", str(PARIS))
    calendar.add_component(Timezone.from_ical(_CLOCKS_OF_PARIS))
    for activity in activities:
        calendar.add_component(_event(activity, base_url=base_url, spaces=spaces, language=language))
    return bytes(calendar.to_ical())


def _event(activity: Activity, *, base_url: str, spaces: Spaces, language: Language) -> Event:
    say, plan = translation(language).gettext, activity.plan
    link = f"{base_url}/activity?id={activity.id}"
    place = plan.place or say(_ONLINE)
    is_cancelled = activity.cancelled_at is not None
    said = [
        say(_CANCELLED).format(reason=activity.reason) if is_cancelled else "",
        say(_DEMONSTRATION) if activity.is_demonstration else "",
        plan.description,
        link,
    ]
    event = Event()
    event.add("uid", f"activity-{activity.id}@cafe-multimodal")
    event.add("dtstamp", _utc(activity.changed_at))
    event.add("created", _utc(activity.planned_at))
    event.add("last-modified", _utc(activity.changed_at))
    event.add("sequence", activity.sequence)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("dtstart", plan.starts_at.astimezone(PARIS))
    event.add("dtend", plan.ends_at.astimezone(PARIS))
    event.add("summary", vText(_plain(plan.title)))
    event.add("location", vText(_plain(place)))
    event.add("description", vText(_plain("\n\n".join(filter(None, said)))))
    event.add("categories", [_space_name(plan.space, spaces)])
    event.add("url", link)
    return event


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _space_name(space: str, spaces: Spaces) -> str:
    try:
        return spaces.get(space).name
    except NotFound:  # one that this version no longer has
        return space


def _plain(text: str) -> str:
    """Without the controls that RFC 5545 forbids, and without the marks that turn the direction of writing."""
    return "".join(sign for sign in text if sign == "\n" or not unicodedata.category(sign).startswith("C"))
