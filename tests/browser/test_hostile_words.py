"""Script and markup in members' words: shown as text everywhere, run nowhere."""

import pytest

from tests.browser.ways import ask, begin_with, draft_text, picture_of_the_answer, settled
from vocabulary import Alternative, Recognition, Word

MARKUP = '<script>window.hurt = 1</script><img src=x onerror="window.hurt = 1"><b>gras</b>'
MARKDOWN = "[lien](javascript:window.hurt=1) **gras** :red[rouge] $x$"
HOSTILE = f"Ma Livebox {MARKUP} {MARKDOWN} est-elle rouge ?"


@pytest.fixture
def watched(page):
    """A page that notes every dialog."""
    page.dialogs = []
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    return page


def unhurt(page) -> bool:
    return page.evaluate("window.hurt === undefined") and page.dialogs == []


def test_hostile_words_are_words_in_the_draft_the_question_and_the_forum(watched, server):
    page = watched

    ask(page, server, HOSTILE, pseudonym="Eve & <b>Bob</b>")
    settled(page)

    assert page.locator("h1.words").inner_text().startswith("Ma Livebox <script>")
    assert page.locator("p.words").first.inner_text() == HOSTILE
    assert page.locator("b, em, img[src=x]").count() == 0
    assert page.locator('a[href^="javascript:"]').count() == 0
    assert unhurt(page)
    page.goto(f"{server.address}/forum")
    page.get_by_role("heading", name="Entraide").wait_for()
    settled(page)
    assert page.get_by_text("<script>").first.is_visible()
    assert page.locator("img[src=x]").count() == 0
    assert page.locator('a[href^="javascript:"]').count() == 0
    assert unhurt(page)


def test_hostile_readings_are_words_in_the_draft(watched, server):
    page = watched
    word = Word(text=MARKUP, confidence=0.1, alternatives=(Alternative(text="<u>autre</u>"),))

    begin_with(page, server, Recognition(modality="speech", engine="scripted", text=MARKUP, words=(word,)))
    page.get_by_test_id("heard").get_by_role("button").click()
    page.get_by_test_id("others").get_by_role("button", name="<u>autre</u>").click()

    assert draft_text(page).input_value() == "<u>autre</u>"
    assert page.locator("img[src=x], u").count() == 0
    assert unhurt(page)


def test_hostile_words_are_words_in_the_picture(watched, server, tmp_path):
    page = watched
    ask(page, server, f"Pourquoi le voyant de ma Livebox est-il rouge {MARKUP} ?", pseudonym="Mallory")
    picture_of_the_answer(page)

    with page.expect_download() as downloaded:
        page.get_by_role("button", name="Garder l’image (SVG)").click()
    drawn = tmp_path / "card.svg"
    downloaded.value.save_as(drawn)
    picture = page.context.new_page()
    picture.goto(drawn.as_uri())

    assert picture.evaluate("window.hurt === undefined")
    assert picture.locator("script, foreignObject, img").count() == 0
    photographs = picture.locator("image").evaluate_all("(all) => all.map((one) => one.href.baseVal.slice(0, 11))")
    assert set(photographs) <= {"data:image/"}, "those of the sources, and nothing from elsewhere"
    assert unhurt(page)
