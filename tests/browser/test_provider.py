"""Signing in by a real provider of OpenID Connect."""

import json

import pytest

from tests.browser.conftest import free_port, serving
from tests.browser.ways import settled, write
from tests.fixtures.provider import providing

USERS = json.dumps({"ana": {"name": "Ana Vraie", "groups": ["staff"]}, "bob": {}})
ROLES = {"oidc_role_claim": "groups", "oidc_roles": "staff=animator"}
SPEAKS_OF_NOTHING = {"speech": "scripted", "handwriting": "scripted"}
BUTTON = "Entrer avec Compte d’essai"


@pytest.fixture(scope="module")
def provider():
    with providing(free_port(), users=USERS) as running:
        yield running


@pytest.fixture(scope="module")
def cafe(tmp_path_factory, provider):
    data = tmp_path_factory.mktemp("provider") / "data"
    with serving(data, **provider.settings, **ROLES, **SPEAKS_OF_NOTHING) as running:
        yield running


def leave_for_provider(page, server, path=""):
    page.goto(f"{server.address}{path}")
    page.get_by_role("button", name="Invité").click()
    page.get_by_role("button", name=BUTTON).click()


def as_account(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_an_account_takes_part_under_a_pseudonym_on_every_device_and_goes_on_where_it_was(open_page, cafe):
    laptop, phone = open_page(), open_page()
    laptop.goto(cafe.address)
    write(laptop, "Une question à moitié écrite.")
    laptop.locator(".st-key-confirm button").wait_for()
    draft = laptop.url
    laptop.get_by_role("button", name="Invité").click()
    laptop.get_by_role("button", name=BUTTON).click()
    as_account(laptop, "ana")
    laptop.locator(".st-key-first-pseudonym input").fill("Anémone")
    laptop.keyboard.press("Enter")

    laptop.get_by_text("Ce message portera votre pseudonyme").wait_for()
    assert laptop.url == draft
    laptop.reload()
    laptop.get_by_role("button", name="Anémone").click()
    laptop.get_by_text("Anime des cafés").wait_for()  # the role that the claim gives

    leave_for_provider(phone, cafe, "/cafes")
    as_account(phone, "ana")
    phone.get_by_role("button", name="Anémone").wait_for()
    settled(phone)
    assert phone.url == f"{cafe.address}/cafes"


def test_who_changes_their_mind_is_where_they_were_and_told_so(page, cafe):
    leave_for_provider(page, cafe, "/forum")

    page.get_by_role("button", name="Deny").click()

    page.get_by_text("refusée ou abandonnée").wait_for()
    settled(page)
    assert page.url == f"{cafe.address}/forum"


def test_an_answer_that_comes_twice_lets_nobody_in(open_page, cafe):
    page, other = open_page(), open_page()
    answers = []
    page.on("request", lambda request: answers.append(request.url) if "/oauth2callback" in request.url else None)
    leave_for_provider(page, cafe)
    as_account(page, "bob")
    page.locator(".st-key-first-pseudonym input").wait_for()

    other.goto(answers[0])

    other.get_by_text("La connexion n’a pas abouti").wait_for()
    other.get_by_role("button", name="Invité").wait_for()


def test_a_cookie_that_we_did_not_sign_lets_nobody_in(page, cafe):
    forged = "eyJzdWIiOiJhbmEifQ.Zm9yZ2Vk.c2lnbmF0dXJl"
    page.context.add_cookies([{"name": "_streamlit_user", "value": forged, "url": cafe.address}])

    page.goto(cafe.address)

    page.get_by_text("elle a été changée en route").wait_for()
    page.get_by_role("button", name="Invité").wait_for()


def test_a_cookie_of_another_browser_lets_nobody_in(open_page, cafe):
    page, thief = open_page(), open_page()
    leave_for_provider(page, cafe)
    as_account(page, "ana")
    page.get_by_role("button", name="Invité").wait_for(state="detached")
    stolen = [one for one in page.context.cookies() if one["name"].startswith("_streamlit")]

    thief.context.add_cookies(stolen)
    thief.goto(cafe.address)
    settled(thief)

    thief.get_by_role("button", name="Invité").wait_for()


def test_an_answer_that_has_expired_lets_nobody_in(page, tmp_path):
    with (
        providing(free_port(), seconds=-5, users=USERS) as late,
        serving(tmp_path / "data", **late.settings, **SPEAKS_OF_NOTHING) as cafe,
    ):
        leave_for_provider(page, cafe)
        as_account(page, "ana")

        page.get_by_text("Votre connexion a expiré").wait_for()
        page.get_by_role("button", name="Invité").wait_for()


def test_a_provider_that_is_away_is_a_sentence_and_the_café_goes_on(page, tmp_path):
    with providing(free_port()) as gone:
        settings = gone.settings
    with serving(tmp_path / "data", **settings, **SPEAKS_OF_NOTHING) as cafe:
        leave_for_provider(page, cafe, "/forum")

        page.get_by_text("Le service de connexion ne répond pas").wait_for()
        settled(page)
        assert page.url == f"{cafe.address}/forum"
