"""axe-core, the language of the page, the size of targets, motion.

Colours are measured on what can be seen only, and Streamlit scrolls within the page: so the window is made tall enough.
"""

import re
import urllib.request

import pytest

from tests.browser.conftest import absent
from tests.browser.screens import open_screen
from tests.browser.test_speaking_a_question import HESITANT
from tests.browser.ways import begin_with, doubted, picture_of_the_answer, settled

ALL_IN_SIGHT = {"width": 1100, "height": 6000}

TOO_SMALL = """() => {
  const parts = [document, ...[...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean)];
  const acts = "button, a[href], summary, select, input:not([type=radio]):not([type=checkbox]):not([type=file]), "
    + "textarea, [role=tab], [role=button], label:has(input[type=radio]), label:has(input[type=checkbox])";
  return parts.flatMap((part) => [...part.querySelectorAll(acts)])
    .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((one) => one.dataset.testid !== "stSkipToContent" || one.matches(":focus")) // seen once it has the focus
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.right > 0 && box.left < innerWidth) // a closed menu waits beside the window
    .filter(([, box]) => box.width < 43.5 || box.height < 43.5) // half a pixel of rounding
    .map(([one, box]) => `${(one.innerText || one.ariaLabel || one.outerHTML).slice(0, 80)}: `
      + `${Math.round(box.width)} × ${Math.round(box.height)}`);
}"""

MOVING = """() => {
  const parts = [document, ...[...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean)];
  const longest = (times) => Math.max(...times.split(",").map(parseFloat));
  return parts.flatMap((part) => [...part.querySelectorAll("body *, section *")])
    .filter((one) => one.checkVisibility())
    .filter((one) => {
      const style = getComputedStyle(one);
      const animates = style.animationName !== "none" && longest(style.animationDuration) > 0.01;
      return animates || longest(style.transitionDuration) > 0.01;
    })
    .map((one) => one.outerHTML.slice(0, 120));
}"""


def violations(page) -> list[str]:
    """What axe finds, of any impact: its rule, where, and why."""
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        absent("axe-playwright-python")
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:120]} {node['failureSummary'][:200]}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_where_words_are_doubtful(open_page, server, colours):
    page = open_page(color_scheme=colours, viewport=ALL_IN_SIGHT)
    begin_with(page, server, HESITANT)

    doubted(page, "boîte").click()
    page.get_by_test_id("others").wait_for()

    assert violations(page) == []
    assert page.evaluate(TOO_SMALL) == []


@pytest.mark.parametrize("path", ["/", "/people"])
def test_the_page_says_its_language_before_any_script_runs(server, path):
    def served(accepted: str, **more: str) -> str:
        headers = {"accept": "text/html,*/*", "accept-encoding": "gzip", "accept-language": accepted, **more}
        with urllib.request.urlopen(urllib.request.Request(server.address + path, headers=headers)) as page:
            found = re.search(r'<html lang="(.*?)"', page.read().decode())
            assert page.headers["etag"] is None  # else a browser would keep the page of another language
            return found[1]

    assert served("fr-FR,fr;q=0.9") == "fr"
    assert served("en-GB,en;q=0.9,fr;q=0.5") == "en"
    assert served("de") == "fr"
    assert served("fr", cookie="cafe_language=en") == "en"
    assert served("en", cookie='cafe_language="><script>') == "fr"


def test_the_language_of_the_page_follows_the_choice_and_is_remembered(page, server):
    page.goto(server.address)
    settled(page)
    page.locator('html[lang="fr"]').wait_for(state="attached")

    page.get_by_role("radio", name="English").or_(page.get_by_role("button", name="English")).first.click()
    page.locator('html[lang="en"]').wait_for(state="attached")
    page.reload()
    settled(page)

    page.locator('html[lang="en"]').wait_for(state="attached")


def test_a_choice_of_language_changes_the_screen_at_once_and_loses_nothing(page, server):
    page.goto(server.address)
    settled(page)
    page.locator('[data-testid="stTab"]').nth(3).click()
    page.locator(".st-key-written textarea").fill("Une phrase à moitié écrite")
    page.locator(".st-key-written textarea").blur()

    page.get_by_text("English", exact=True).first.click()
    page.locator('html[lang="en"]').wait_for(state="attached")
    settled(page)

    assert page.locator(".st-key-written textarea").input_value() == "Une phrase à moitié écrite"


def test_what_members_wrote_says_in_which_language_it_is(open_page, server):
    page = open_page(locale="en-GB")

    page.goto(f"{server.address}/question?id=voyant-rouge-livebox")
    settled(page)

    assert page.locator("h1.words").get_attribute("lang") == "fr"
    assert page.locator(".words:not([lang])").count() == 0


@pytest.mark.parametrize("screen", ["draft", "answer"])
def test_nothing_moves_for_those_who_asked_for_less_motion(open_page, server, screen):
    page = open_page(reduced_motion="reduce")

    open_screen(screen, page, server)

    assert page.evaluate(MOVING) == []


def test_every_picture_has_a_text_alternative(page, server):
    open_screen("answer", page, server)
    picture_of_the_answer(page)

    alternatives = [image.get_attribute("alt") for image in page.locator('[data-testid="stImage"] img').all()]

    assert len(alternatives) >= 2  # the card, and a member's own drawing
    assert all(re.search(r"\w{3}", alternative or "") for alternative in alternatives)
