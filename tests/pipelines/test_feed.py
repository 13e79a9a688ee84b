"""The agenda as iCalendar, read again as a calendar would."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from community.agenda import Activity, Plan
from community.members import Member
from community.spaces import Spaces
from pipelines.feed import calendar_of

START = datetime(2026, 3, 28, 9, 0, tzinfo=UTC)
ACTIVITY = Activity(
    id="abc",
    plan=Plan(
        title="Essayer la dictée",
        space="test-centre",
        mode="room",
        place="Salle 3; Rennes, près du port",
        starts_at=START,
        ends_at=START + timedelta(hours=2),
        description="Première ligne.\nSeconde ligne, avec \\ et ;",
    ),
    held_by=Member(id="zoe", pseudonym="Zoé"),
    planned_at=START - timedelta(days=9),
    changed_at=START - timedelta(days=3),
)


def written(*activities: Activity, language="fr") -> bytes:
    return calendar_of(activities, base_url="https://cafe.example", spaces=Spaces(), language=language)


def events(feed: bytes):
    return Calendar.from_ical(feed).walk("VEVENT")


def test_what_is_written_is_read_again_as_it_was():
    (event,) = events(written(ACTIVITY))

    assert event["UID"] == "activity-abc@cafe-multimodal"
    assert event["SUMMARY"] == "Essayer la dictée"
    assert event["LOCATION"] == "Salle 3; Rennes, près du port"
    assert "Première ligne.\nSeconde ligne, avec \\ et ;" in event["DESCRIPTION"]
    assert event["URL"] == "https://cafe.example/activity?id=abc"
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 0)
    assert event["DTSTAMP"].dt == ACTIVITY.changed_at


def test_hours_are_those_of_paris_in_winter_and_in_summer():
    summer = replace(ACTIVITY, id="summer", plan=replace(ACTIVITY.plan, starts_at=START + timedelta(days=2)))
    summer = replace(summer, plan=replace(summer.plan, ends_at=summer.plan.starts_at + timedelta(hours=1)))
    feed = written(ACTIVITY, summer)
    winter_event, summer_event = events(feed)

    assert b"DTSTART;TZID=Europe/Paris:20260328T100000" in feed
    assert b"DTSTART;TZID=Europe/Paris:20260330T110000" in feed
    assert winter_event["DTSTART"].dt.astimezone(UTC) == START
    assert summer_event["DTSTART"].dt.astimezone(UTC) == START + timedelta(days=2)
    (zone,) = Calendar.from_ical(feed).walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Paris"


def test_what_is_cancelled_keeps_its_name_and_says_so():
    cancelled = replace(ACTIVITY, sequence=4, cancelled_at=START, reason="La salle est inondée.")

    (event,) = events(written(cancelled))

    assert (event["UID"], event["STATUS"], event["SEQUENCE"]) == ("activity-abc@cafe-multimodal", "CANCELLED", 4)
    assert "Annulée : La salle est inondée." in event["DESCRIPTION"]
    assert "Cancelled: La salle est inondée." in events(written(cancelled, language="en"))[0]["DESCRIPTION"]


def test_lines_are_folded_at_75_bytes_and_end_as_they_should():
    long = replace(ACTIVITY, plan=replace(ACTIVITY.plan, title="é" * 120, description="à 🎤 " * 500))
    feed = written(long)

    assert feed.endswith(b"\r\n")
    assert b"\n" not in feed.replace(b"\r\n", b"")
    assert max(len(line) for line in feed.split(b"\r\n")) <= 75
    assert events(feed)[0]["SUMMARY"] == "é" * 120


def test_nobody_slips_in_an_event_or_turns_the_writing():
    hostile = replace(
        ACTIVITY,
        plan=replace(
            ACTIVITY.plan,
            title="a\r\nEND:VEVENT\r\nBEGIN:VEVENT\x00\x1b\u202eb",
            description="\x07x\r\nSTATUS:CANCELLED" + "e\u0301" * 1000,
        ),
    )
    (event,) = events(written(hostile))

    assert event["STATUS"] == "CONFIRMED"
    assert not any(sign in str(event["SUMMARY"]) for sign in "\r\x00\x1b\u202e")


def test_the_address_of_what_is_online_is_not_in_the_feed():
    hidden = replace(ACTIVITY, plan=replace(ACTIVITY.plan, mode="online", place=""))

    (event,) = events(written(hidden))

    assert event["LOCATION"] == "En ligne, l’adresse est sur la page de l’activité"


def test_an_agenda_without_activities_is_a_calendar():
    assert events(written()) == []
    assert Calendar.from_ical(written())["VERSION"] == "2.0"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_demonstration_says_that_it_is_one(language):
    (event,) = events(written(replace(ACTIVITY, is_demonstration=True), language=language))

    assert ("Démonstration" if language == "fr" else "Demonstration") in event["DESCRIPTION"]
