"""The wall of an atelier: what the page gives it to draw, and who may show that of a blind one."""

import json

import pytest

from community.cafes import Atelier, Cafe
from pages.wall_board import source_of
from pipelines.walling import FORMER_LENGTH, NEWEST_LENGTH, wall_as_json
from tests.pages.conftest import button, said
from tests.pages.test_community_screens import open_screen, publish
from vocabulary import Destination, now


@pytest.fixture
def zoe(community):
    """Who sits at this browser, and holds the atelier."""
    return community.members.enter("Zoé", visit="this browser")


def opened(community, zoe, *, is_blind: bool) -> None:
    atelier = Atelier(
        id="bancs",
        cafe="ville",
        title="Bancs",
        opening="Bonjour !",
        question="Plus de bancs ?",
        animator=zoe,
        position=1,
        is_blind=is_blind,
    )
    cafe = Cafe(id="ville", title="La ville", introduction="Imaginer.", ateliers=(atelier,))
    with community.store.writing() as rows:
        rows.cafes.add(cafe, at=now())


def contribute(community, text: str, *, by: str = "Ana") -> str:
    return publish(community, text, by=by, to=Destination(kind="atelier", id="bancs"))


def labels(app) -> list[str]:
    return [one.label for one in app.button]


def test_a_wall_says_that_this_machine_is_reached_by_nobody_else(app, community, zoe):
    opened(community, zoe, is_blind=False)

    open_screen(app.run(), "wall", id="bancs")

    assert not app.exception
    assert "n’écoute que sur cet ordinateur" in said(app)
    assert "Montrer les contributions sur le mur" not in labels(app)


def test_who_holds_a_blind_atelier_shows_its_wall_and_veils_it_again(app, community, zoe):
    opened(community, zoe, is_blind=True)
    contribute(community, "À l’ombre")
    open_screen(app.run(), "wall", id="bancs")

    button(app, "Montrer les contributions sur le mur").click()
    app.run()
    assert not community.walls.of_atelier("bancs").is_veiled

    button(app, "Ne montrer que les nombres").click()
    app.run()
    assert community.walls.of_atelier("bancs").is_veiled


def test_nobody_else_is_offered_to_show_it(app, community, zoe):
    opened(community, zoe, is_blind=True)
    app.session_state["member"] = None

    open_screen(app.run(), "wall", id="bancs")

    assert not app.exception
    assert "Montrer les contributions sur le mur" not in labels(app)


def test_an_address_of_no_atelier_says_so(app):
    open_screen(app.run(), "wall", id="nothing")

    assert "introuvable" in said(app)


def test_the_way_to_the_wall_is_on_the_atelier_for_who_holds_it(app, community, zoe):
    opened(community, zoe, is_blind=False)

    open_screen(app.run(), "atelier", id="bancs")

    assert "Le mur, pour la salle" in [link.proto.label for link in app.get("page_link")]


def test_what_is_veiled_does_not_leave_the_server(community, zoe):
    opened(community, zoe, is_blind=True)
    contribute(community, "Un secret")

    sent = wall_as_json(community.walls.of_atelier("bancs"))

    assert "secret" not in json.dumps(sent)
    assert (sent["contributions"], sent["tally"], sent["newest"], sent["isVeiled"]) == (1, None, [], True)


def test_long_words_are_shortened_and_short_ones_keep_their_lines(community, zoe):
    opened(community, zoe, is_blind=False)
    contribute(community, "mot " * 1000)
    contribute(community, "Un\nDeux", by="Bob")
    contribute(community, "mot " * 1000, by="Cléo")

    first, second, third = wall_as_json(community.walls.of_atelier("bancs"))["newest"]

    assert len(first["text"]) <= NEWEST_LENGTH
    assert first["text"].endswith("…")
    assert second["text"] == "Un\nDeux"
    assert len(third["text"]) <= FORMER_LENGTH


def test_the_wall_is_asked_under_its_own_path():
    assert source_of("bancs") == "/walls/bancs.json"
