"""A day is chosen in the language of the screens."""

from datetime import date, timedelta

import pytest

from community.members import compared
from tests.pages.conftest import button, said
from tests.pages.test_community_screens import open_screen
from vocabulary import now


@pytest.fixture
def animator(community):
    with community.store.writing() as rows:
        return rows.members.get_or_add("Zoé", compared("Zoé"), at=now(), role="animator")[0]


def choose(app, key: str, **parts: int):
    for part, value in parts.items():
        app.selectbox(key=f"{key}-{part}").set_value(value)
    return app.run()


def test_an_activity_takes_place_on_the_day_that_is_chosen(app, community, animator):
    app.session_state["member"] = animator.id
    open_screen(app.run(), "plan")
    app.text_input(key="title-new").set_value("Une rencontre")
    app.text_input(key="place-new").set_value("Salle 3")
    year = now().year + 1
    choose(app, "day-new", day=3, month=12, year=year)
    assert f"3 décembre {year}" in said(app)
    assert app.selectbox(key="day-new-month").options[11] == "décembre"

    button(app, "Relire").click()
    app.run()
    button(app, "Confirmer et annoncer").click()
    app.run()

    assert not app.exception
    (announced,) = community.agenda.coming()
    assert announced.plan.starts_at.date() == date(year, 12, 3)


def test_a_day_that_does_not_exist_is_said_and_nothing_is_announced(app, community, animator):
    app.session_state["member"] = animator.id
    open_screen(app.run(), "plan")
    app.text_input(key="title-new").set_value("Une rencontre")
    year = now().year
    choose(app, "day-new", day=31, month=2, year=year)

    button(app, "Relire").click()
    app.run()

    assert f"Il n’y a pas de 31 février en {year}" in said(app)
    assert "Voici ce que tout le monde lira" not in said(app)


def test_the_dates_of_a_cafe_may_stay_open_and_come_later(app, community, animator):
    cafe = community.preparing.begin("La nuit", space="dream-cafe", ateliers=3, by=animator)
    app.session_state["member"] = animator.id
    open_screen(app.run(), "open_cafe", id=cafe.id)
    tomorrow = now().date() + timedelta(days=1)
    choose(app, f"starts-{cafe.id}", day=tomorrow.day, month=tomorrow.month)
    assert "Choisissez aussi ce qui manque" in said(app)
    button(app, "Noter le titre et les dates").click()
    app.run()
    assert "Choisissez aussi ce qui manque" in said(app)
    choose(app, f"starts-{cafe.id}", year=tomorrow.year)
    choose(app, f"ends-{cafe.id}", day=tomorrow.day, month=tomorrow.month, year=tomorrow.year)

    button(app, "Noter le titre et les dates").click()
    app.run()

    assert not app.exception
    prepared = community.preparing.get(cafe.id, by=animator)
    assert (prepared.starts_on, prepared.ends_on) == (tomorrow, tomorrow)
