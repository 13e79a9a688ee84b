"""The wall of an atelier: what is published in one browser is soon seen in another, large, by a whole room."""

import re
from datetime import UTC, datetime

from community import open_community
from community.viewers import WHOLE
from tests.browser.conftest import free_port, serving
from tests.browser.ways import settled, write
from vocabulary import Destination, Draft

SOON = 2.0  # seconds
ATELIER = "la-journee-d-apres"
HOSTILE = "<img src=x onerror=alert(1)> **gras** ab\u202ec"


def open_wall(page, server, atelier: str = ATELIER) -> None:
    page.goto(f"{server.address}/wall?id={atelier}")
    page.get_by_test_id("counts").get_by_text("participants").wait_for()


def publish(server, text: str, *, by: str, atelier: str = ATELIER) -> None:
    """As somebody of another browser."""
    community = open_community(f"sqlite:///{server.data / 'cafe.db'}", data=server.data)
    member = community.members.enter(by, visit=by)
    draft = Draft(text=text, author=by, to=Destination(kind="atelier", id=atelier))
    community.drafts.confirm(community.drafts.keep(draft, visit=by).id, visit=by, member=member, by=["press"])
    community.close()


def published_at(server, text: str) -> datetime:
    community = open_community(f"sqlite:///{server.data / 'cafe.db'}", data=server.data)
    found = community.cafes.contributions(ATELIER, limit=100, viewer=WHOLE)
    community.close()
    return next(one.written_at for one in found if one.body == text)


def test_what_is_published_in_one_browser_is_on_the_wall_within_two_seconds(open_page, server):
    room, telephone = open_page(), open_page()
    open_wall(room, server)
    telephone.goto(f"{server.address}/?to=atelier:{ATELIER}")
    write(telephone, "Une journée sans mot de passe.")
    telephone.locator(".st-key-pseudonym input").fill("Depuis la salle")
    telephone.locator(".st-key-pseudonym input").press("Enter")
    settled(telephone)

    telephone.locator(".st-key-confirm button").click()
    newest = room.get_by_test_id("newest").filter(has_text="Une journée sans mot de passe.")
    newest.wait_for()
    seen = datetime.now(UTC)

    assert (seen - published_at(server, "Une journée sans mot de passe.")).total_seconds() < SOON
    assert "Depuis la salle" in newest.inner_text()


def test_letters_are_read_from_the_back_of_a_room(open_page, server):
    room = open_page(viewport={"width": 1920, "height": 1080})
    open_wall(room, server)
    publish(server, "Court et bon.", by="Lise")

    quote = room.get_by_test_id("newest").locator("blockquote")
    quote.get_by_text("Court et bon.").wait_for()
    size = float(quote.evaluate("(one) => getComputedStyle(one).fontSize").removesuffix("px"))

    assert size >= 50  # a twentieth of the height: read at eight times the width of the screen's height and more
    assert room.get_by_test_id("vote").get_attribute("aria-label").startswith("Le vote : Pour ")


def test_signs_of_members_are_shown_as_text(open_page, server):
    room = open_page()
    open_wall(room, server)

    publish(server, HOSTILE, by="Mallory")

    quote = room.get_by_test_id("newest").locator("blockquote")
    quote.filter(has_text="onerror").wait_for()
    assert quote.evaluate("(one) => one.textContent") == HOSTILE
    assert quote.locator("img").count() == 0


def test_a_blind_atelier_shows_numbers_only(open_page, server):
    room = open_page()
    open_wall(room, server, "chez-moi-a-l-aveugle")

    room.get_by_text("On contribue à l’aveugle").wait_for()
    assert room.get_by_test_id("newest").is_hidden()
    assert room.get_by_test_id("vote").is_hidden()


def test_nothing_moves_for_who_wants_none(open_page, server):
    room = open_page(reduced_motion="reduce")
    open_wall(room, server)

    publish(server, "Sans bouger.", by="Calme")
    newest = room.get_by_test_id("newest").filter(has_text="Sans bouger.")
    newest.wait_for()

    assert newest.evaluate("(one) => getComputedStyle(one).animationName") == "none"


def test_a_wall_finds_the_café_again(open_page, data):
    room, port = open_page(), free_port()
    with serving(data, port=port) as first:
        open_wall(room, first)
    room.get_by_text("La connexion est perdue.").wait_for()

    with serving(data, port=port) as second:
        room.get_by_text("La connexion est perdue.").wait_for(state="hidden")
        publish(second, "De retour.", by="Revenante")
        room.get_by_test_id("newest").filter(has_text="De retour.").wait_for()


def test_a_room_is_told_how_to_join_or_why_it_cannot(open_page, data, server):
    room = open_page()
    open_wall(room, server)
    room.get_by_text(re.compile("n’écoute que sur cet ordinateur")).wait_for()
    assert room.get_by_test_id("join").is_hidden()

    port = free_port()
    with serving(data, port=port, public_address=f"http://127.0.0.1.nip.example:{port}") as public:
        open_wall(room, public)
        join = room.get_by_test_id("join")
        join.locator("svg path").wait_for()
        assert f"127.0.0.1.nip.example:{port}" in join.inner_text()
