"""The votes of an atelier, drawn on its page."""

from typing import Any

from streamlit.testing.v1 import AppTest

from tests.pages.test_community_screens import open_screen

OPEN = "portes-d-entree"


def charts(app: AppTest) -> list[Any]:
    """The text alternatives of the pictures of a screen."""
    return [picture.alt for element in app.get("image") for picture in element.proto.imgs]


def blind_atelier(community) -> str:
    """One of the demonstration."""
    return next(atelier.id for cafe in community.cafes.all() for atelier in cafe.ateliers if atelier.is_blind)


def test_an_atelier_shows_its_votes_as_bars_with_their_words(app, community, demonstrated):
    tally = community.cafes.tally(OPEN)

    open_screen(app.run(), "atelier", id=OPEN)

    assert not app.exception
    (alt,) = [alt for alt in charts(app) if "Pour" in alt]
    assert f"– Pour\u00a0: {tally.for_}." in alt
    assert f"– Contre\u00a0: {tally.against}." in alt


def test_a_blind_atelier_draws_no_votes_before_one_has_contributed(app, community, demonstrated):
    open_screen(app.run(), "atelier", id=blind_atelier(community))

    assert not app.exception
    assert [alt for alt in charts(app) if "Pour" in alt] == []
