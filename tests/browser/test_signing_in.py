"""Coming back on another device, as a member does it."""

import urllib.request
from datetime import timedelta
from http.cookies import SimpleCookie

from community import open_community
from community.members import sealed
from pipelines.code_words import words_of
from tests.browser.conftest import serving
from tests.browser.ways import draft_text, settled, speak, write


def enter(page, pseudonym):
    page.get_by_role("button", name="Invité").click()
    page.get_by_label("Choisissez un pseudonyme").fill(pseudonym)
    page.keyboard.press("Enter")
    page.get_by_role("button", name=pseudonym).wait_for()


def make_code(page, server):
    """The words of a new code."""
    page.goto(f"{server.address}/my-code")
    page.get_by_role("button", name="Faire mon code").click()
    page.locator("ol.code li").first.wait_for()
    return [word.strip() for word in page.locator("ol.code li").all_inner_texts()]


def picture(page, word):
    return page.locator(".pictures").get_by_role("button", name=word, exact=True)


def test_six_pictures_bring_a_member_back_on_a_phone_where_they_were(open_page, told):
    laptop, phone = open_page(), open_page(viewport={"width": 390, "height": 844})
    laptop.goto(f"{told.address}/forum")
    enter(laptop, "Nadia")
    words = make_code(laptop, told)
    phone.goto(f"{told.address}/cafes")
    phone.get_by_role("button", name="Invité").click()
    phone.get_by_role("link", name="Revenir avec mon code").click()

    for word in words:
        picture(phone, word).click()
    phone.get_by_role("button", name="Entrer avec ce code").click()

    phone.get_by_role("button", name="Nadia").wait_for()
    settled(phone)
    assert phone.url == f"{told.address}/cafes"
    phone.reload()
    phone.get_by_role("button", name="Nadia").wait_for()


def test_a_code_is_chosen_and_mended_by_keyboard_alone(open_page, told):
    laptop, other = open_page(), open_page()
    laptop.goto(told.address)
    enter(laptop, "Noé")
    words = make_code(laptop, told)
    other.goto(f"{told.address}/sign-in")
    places = other.locator(".places li.is-filled")

    picture(other, "globe").press("Enter")
    other.get_by_role("button", name="Effacer la dernière").press("Enter")
    for word in words:
        picture(other, word).press(" ")

    assert places.all_inner_texts() == words
    other.keyboard.press("Enter")  # the last picture leads to the button that enters
    other.get_by_role("button", name="Noé").wait_for()


def test_a_wrong_code_says_so_and_stays_to_be_mended(page, told):
    page.goto(f"{told.address}/sign-in")

    for _ in range(6):
        picture(page, "tasse").click()
    page.get_by_role("button", name="Entrer avec ce code").click()

    page.get_by_text("Ce code n’existe pas.").wait_for()
    assert page.locator(".places li.is-filled").count() == 6


def test_two_first_pages_at_once_leave_one_person_in_the_browser(page, told):
    """The second was asked for before the first had brought its cookie, and comes when somebody has entered."""
    page.goto(f"{told.address}/forum")
    enter(page, "Inès")
    with urllib.request.urlopen(f"{told.address}/cafes") as second:
        given = SimpleCookie(second.headers["set-cookie"])

    page.context.add_cookies([{"name": one.key, "value": one.value, "url": told.address} for one in given.values()])
    page.reload()

    page.get_by_role("button", name="Inès").wait_for()


def away(server, visit):
    """Let everybody in a browser have been away for a year."""
    community = open_community(f"sqlite:///{server.data / 'cafe.db'}", data=server.data)
    with community.store.writing() as rows:
        for member, used_at in rows.members.of_visit(sealed(visit)):
            rows.members.used(member.id, sealed(visit), at=used_at - timedelta(days=365))
    community.close()


def test_whose_session_ends_finds_the_draft_again_after_coming_back(page, told):
    page.goto(told.address)
    enter(page, "Irma")
    words = make_code(page, told)
    page.goto(told.address)
    write(page, "Une question à moitié écrite.")
    page.get_by_text("Ce message portera votre pseudonyme").wait_for()
    draft = page.url
    away(told, next(one["value"] for one in page.context.cookies() if one["name"].startswith("cafe_visit")))

    page.locator(".st-key-confirm button").click()
    page.get_by_text("Votre session sous le pseudonyme « Irma » est terminée").first.wait_for()
    page.locator(".st-key-sent-away").get_by_role("link", name="Revenir avec mon code").click()
    for word in words:
        picture(page, word).click()
    page.get_by_role("button", name="Entrer avec ce code").click()

    page.get_by_text("Ce message portera votre pseudonyme").wait_for()
    assert page.url == draft
    assert draft_text(page).input_value() == "Une question à moitié écrite."


def test_a_code_is_said(page, tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    community = open_community(f"sqlite:///{data / 'cafe.db'}", data=data)
    olga = community.members.enter("Olga", visit="elsewhere")
    words = words_of(community.codes.make(olga, by=olga), "fr")
    community.close()
    with serving(data, speech="scripted", handwriting="scripted", script=", ".join(words)) as cafe:
        page.goto(f"{cafe.address}/sign-in")
        page.get_by_text("Dire les mots").click()

        speak(page)

        page.get_by_text("Regardez les images, puis entrez.").wait_for()
        assert page.locator(".places li.is-filled").all_inner_texts() == list(words)
        page.get_by_role("button", name="Entrer avec ce code").click()
        page.get_by_role("button", name="Olga").wait_for()
