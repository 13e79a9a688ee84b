"""Each screen says in which space one is; each space and each café has a page."""

from datetime import date

import pytest

from community import demonstration
from community.viewers import WHOLE
from tests.pages.conftest import said
from tests.pages.test_community_screens import open_screen, publish
from vocabulary import Destination

CAFE = "parler-ecrire-montrer"


def where(app) -> list[str]:
    """What the screen says of the space in which one is."""
    links = [link.proto.label for link in app.get("page_link")]
    return [link for link in links if link.startswith("Espace :") or link == "Tous les espaces"][:1]


@pytest.mark.parametrize(
    ("screen", "query", "space"),
    [
        ("question", {"id": "voyant-rouge-livebox"}, "Espace : Forum Orange"),
        ("forum", {"space": "sosh"}, "Espace : Forum Sosh"),
        ("cafe", {"id": CAFE}, "Espace : Dream Café"),
        ("atelier", {"id": "portes-d-entree"}, "Espace : Dream Café"),
        ("ask", {"to": "atelier:portes-d-entree"}, "Espace : Dream Café"),
        ("ask", {"to": "thread:voyant-rouge-livebox"}, "Espace : Forum Orange"),
        ("ask", {"to": "thread:gone"}, "Tous les espaces"),
        ("space", {"id": "lab"}, "Espace : Le Lab"),
        ("notices", {}, "Tous les espaces"),
    ],
)
def test_each_screen_says_in_which_space_one_is(app, community, demonstrated, screen, query, space):
    open_screen(app.run(), screen, **query)

    assert not app.exception
    assert where(app) == [space]


def test_all_five_spaces_are_listed_with_what_they_are_for(app, community):
    open_screen(app.run(), "spaces")

    for space in community.spaces.all():
        assert space.description in said(app)


@pytest.mark.parametrize("space", ["orange", "sosh", "lab", "dream-cafe", "test-centre"])
def test_a_space_shows_what_happens_there(app, community, demonstrated, space):
    open_screen(app.run(), "space", id=space)

    assert not app.exception
    assert app.title[0].value == community.spaces.get(space).name


def test_a_space_that_nobody_knows_gives_a_sentence(app, community):
    open_screen(app.run(), "space", id="<script>")

    assert not app.exception
    assert "introuvable" in said(app)


def test_a_cafe_says_when_with_whom_and_how_much_life_there_is(app, community):
    demonstration.load(community, today=date(2026, 3, 23))  # when it was written

    open_screen(app.run(), "cafe", id=CAFE)

    assert not app.exception
    counts = community.cafes.counts(CAFE)
    assert f"{counts.participants} participants, 5 ateliers, {counts.contributions} contributions" in said(app)
    assert "Du 16 février 2026 au 18 décembre 2026" in said(app)


def test_the_cafes_lead_to_their_pages(app, community, demonstrated):
    open_screen(app.run(), "cafes")

    assert not app.exception
    assert any("Parler, écrire, montrer, regarder" in link.proto.label for link in app.get("page_link"))


def test_a_blind_atelier_shows_nothing_before_one_has_contributed(app, community, demonstrated):
    community.members.enter("Ana", visit="this browser")
    hidden = "J’accepte la caméra pour les gestes"

    open_screen(app.run(), "atelier", id="chez-moi-a-l-aveugle")
    assert hidden not in said(app)
    assert "à l’aveugle" in said(app)
    assert {one.label for one in app.button} >= {"Pour", "Contre", "Sans avis"}

    here = Destination(kind="atelier", id="chez-moi-a-l-aveugle")
    publish(community, "Rien du tout.", by="Ana", to=here, visit="this browser")
    app.run()

    assert not app.exception
    assert hidden in said(app)
    shown = community.cafes.atelier("chez-moi-a-l-aveugle", viewer=WHOLE).contributions
    assert shown > 1
    assert f"{shown} contributions" in said(app)
