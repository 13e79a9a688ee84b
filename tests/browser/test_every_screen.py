"""Every screen in both languages: axe-core, sizes of targets, words that stayed in French, requests to elsewhere."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.browser.screens import SCREENS, open_screen
from tests.browser.test_accessibility import ALL_IN_SIGHT, TOO_SMALL, violations
from tests.browser.ways import elsewhere, requests_of, settled

WINDOW = {"width": 1100, "height": 900}
THE_SAME = {
    "Français",
    "English",
    "Langue · Language",
    "Forum Orange",
    "Forum Sosh",
    "Agenda",
    "Cafés",
    "Question",
    "Solution",
    "solution",
    "Dream Café",
    "Article",
    "Film",
    "Badge",
    "Pause",
    "euro",
    "globe",
    "triangle",
    "participants",
    "contributions",
    "votes",
}
"""Names, and words that both languages write alike."""
MAIN_MENU = {"fr": "Menu principal", "en": "Main menu"}
ALIKE = re.compile(
    r"\d+ (contributions?|questions?|cafés?)|\d+ participants, \d+ ateliers, \d+ contributions"
    r"|whisper-\w+|\w+_landmarker|[a-z]{2}_[A-Z]{2}-\w+-medium|CAFE_ADDRESS=\S+ cafe run|[A-Z0-9, ]+"
)
"""Likewise: what is counted, models, what is typed to start, formats of files."""
DEMO = Path(__file__).parents[2] / "assets" / "demo" / "members.toml"
PSEUDONYMS = {"Prune", *(member["pseudonym"] for member in tomllib.loads(DEMO.read_text("utf-8"))["member"])}

TEXTS = """() => {
  const members = ".words, :not(html)[lang], [data-testid=stPageLink], [translate=no], [data-testid=stCode], svg, "
    + "style, script, textarea, [data-testid=reader-text], [data-testid=heard], [class*=st-key-words-of-]";
  const parts = [document.body, ...[...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean)];
  const texts = [];
  for (const part of parts) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, nodeValue } = walker.currentNode;
      if (!parentElement || parentElement.closest(members) || !parentElement.checkVisibility()) continue;
      texts.push(nodeValue);
    }
    for (const name of ["aria-label", "placeholder", "title"]) {
      for (const one of part.querySelectorAll(`[${name}]`)) {
        const written = "svg, style, .words, [aria-hidden=true], [class*=st-key-words-of-]";
        if (!one.checkVisibility() || one.closest(written)) continue;
        texts.push(one.getAttribute(name));
      }
    }
  }
  return texts;
}"""


def sentences(page) -> set[str]:
    """The words of the screen that have letters, without members' own."""
    texts = {" ".join(text.split()) for text in page.evaluate(TEXTS)}
    return {text for text in texts if sum(sign.isalpha() for sign in text) > 2}


def is_alike(text: str) -> bool:
    """Whether all of it is names, and words that both languages write alike."""
    parts = [text] if text in THE_SAME else text.split(" · ")
    return all(part in THE_SAME or part in PSEUDONYMS or ALIKE.fullmatch(part) for part in parts)


@pytest.fixture(scope="module")
def server(retelling):
    return retelling


@pytest.fixture(scope="module")
def people(browser):
    """A page in French, in light colours, and one in English, in dark ones."""
    contexts = {
        language: browser.new_context(locale=locale, color_scheme=colours, viewport=WINDOW, permissions=["microphone"])
        for language, locale, colours in [("fr", "fr-FR", "light"), ("en", "en-GB", "dark")]
    }
    for context in contexts.values():
        context.set_default_timeout(60_000)  # the server has just started, and makes itself ready
        context.new_page()
    yield {language: context.pages[0] for language, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="module")
def asked(people):
    """What the two pages asked for, on all screens so far."""
    return {language: requests_of(page) for language, page in people.items()}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_is_for_everyone_in_both_languages(people, asked, server, screen):
    faults, small, tagged, said = {}, {}, {}, {}
    for language, page in people.items():
        if screen == "answer":
            page.context.clear_cookies()  # another person: the screens before know no pseudonym yet
        page.set_viewport_size(WINDOW)  # a member's: every stroke is drawn more slowly in a tall one
        open_screen(screen, page, server)
        page.set_viewport_size(ALL_IN_SIGHT)
        settled(page)
        faults[language], small[language] = violations(page), page.evaluate(TOO_SMALL)
        page.locator(f'[aria-label="{MAIN_MENU[language]}"]').wait_for()  # Streamlit's own words follow ours
        said[language] = sentences(page)
        tagged[language] = page.locator("html").get_attribute("lang")

    assert {language: elsewhere(urls, server) for language, urls in asked.items()} == {"fr": [], "en": []}
    assert min(map(len, asked.values())) > 5
    assert faults == {"fr": [], "en": []}
    assert small == {"fr": [], "en": []}
    assert tagged == {"fr": "fr", "en": "en"}
    assert len(said["fr"]) > 8
    assert {text for text in said["fr"] & said["en"] if not is_alike(text)} == set()
