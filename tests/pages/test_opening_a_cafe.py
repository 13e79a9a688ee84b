"""An animator prepares a café, out of sight, and opens it."""

from datetime import date

import pytest

from tests.pages.conftest import ask_in_writing, button, said
from tests.pages.test_community_screens import open_screen


@pytest.fixture
def animator(community):
    member = community.members.enter("Zoé", visit="this browser")
    with community.store.writing() as rows:
        rows.members.set_role(member.id, "animator")
    return community.members.get(member.id)


@pytest.fixture
def begun(community, animator):
    return community.preparing.begin("La nuit", space="dream-cafe", ateliers=3, by=animator)


def test_a_member_is_told_who_opens_cafes(app, community):
    community.members.enter("Ana", visit="this browser")

    open_screen(app.run(), "open_cafe")

    assert not app.exception
    assert "Demandez ce rôle" in said(app)
    assert not [one for one in app.button if one.label == "Commencer"]


def test_a_cafe_is_begun_with_its_length(app, community, animator):
    open_screen(app.run(), "open_cafe")

    app.text_input(key="cafe-title").set_value("La nuit")
    app.radio(key="cafe-length").set_value(5)
    button(app, "Commencer").click()
    app.run()

    assert not app.exception
    (cafe,) = community.preparing.of_host(animator)
    assert (cafe.title, len(cafe.ateliers)) == ("La nuit", 5)
    assert "Personne d’autre ne voit ce café" in said(app)
    assert button(app, "Ouvrir le café à tous").disabled


def test_the_introduction_goes_the_way_of_every_draft(app, community, animator, begun):
    open_screen(app.run(), "ask", to=f"introduction:{begun.id}")

    ask_in_writing(app, "Parlons de la nuit.")
    button(app, "Mettre dans le café").click()
    app.run()

    assert not app.exception
    assert community.preparing.get(begun.id, by=animator).introduction == "Parlons de la nuit."
    assert "Parlons de la nuit." in said(app)


def test_a_cafe_that_is_complete_opens_to_all(app, community, animator, begun):
    community.preparing.describe(
        begun.id, title="La nuit", starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 30), by=animator
    )
    for place in [f"introduction:{begun.id}", *(f"opening:{atelier.id}" for atelier in begun.ateliers)]:
        open_screen(app.run(), "ask", to=place)
        ask_in_writing(app, f"Bonsoir {place}.")
        button(app, "Mettre dans le café").click()
        app.run()
    open_screen(app.run(), "open_cafe", id=begun.id)
    for number, atelier in enumerate(begun.ateliers, 1):
        app.text_input(key=f"title-{atelier.id}").set_value(f"Nuit {number}")
        app.text_input(key=f"question-{atelier.id}").set_value("Dormez-vous ?")
        button(app, f"Noter l’atelier {number}").click()
        app.run()

    button(app, "Ouvrir le café à tous").click()
    app.run()

    assert not app.exception
    assert [cafe.title for cafe in community.cafes.all()] == ["La nuit"]
    assert "Bonsoir introduction" in said(app)


def test_somebody_else_does_not_see_it(app, community, begun):
    other = community.members.enter("Max", visit="this browser")
    with community.store.writing() as rows:
        rows.members.set_role(other.id, "animator")
    app.run()
    app.session_state["member"] = other.id

    open_screen(app, "open_cafe", id=begun.id)

    assert not app.exception
    assert "La nuit" not in said(app)
