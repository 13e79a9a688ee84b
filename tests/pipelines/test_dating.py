"""Days and hours in words."""

from datetime import UTC, date, datetime

import pytest

from pipelines.dating import date_in_words, day_in_words, moment_in_words


@pytest.mark.parametrize(
    ("day", "form", "french", "english"),
    [
        (date(2026, 12, 1), "full", "mardi 1er décembre 2026", "Tuesday, December 1, 2026"),
        (date(2026, 12, 1), "long", "1er décembre 2026", "December 1, 2026"),
        (date(2026, 5, 1), "of the year", "1er mai", "May 1"),
        (date(2021, 1, 21), "long", "21 janvier 2021", "January 21, 2021"),
        (date(2021, 1, 11), "full", "lundi 11 janvier 2021", "Monday, January 11, 2021"),
    ],
)
def test_french_counts_the_first_day_of_a_month_only(day, form, french, english):
    assert date_in_words(day, "fr", form=form) == french
    assert date_in_words(day, "en", form=form) == english


def test_late_in_the_evening_it_is_tomorrow_already_in_paris():
    late = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)

    assert day_in_words(late, "fr", form="long") == "1er juillet 2026"
    assert moment_in_words(late, "fr") == "mercredi 1er juillet 2026 à 00:30"
