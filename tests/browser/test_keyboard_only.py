"""The whole way without a mouse: the tabulator, Enter, Space and the arrows. What has the focus is always seen."""

import pytest

from tests.browser.test_speaking_a_question import HESITANT
from tests.browser.ways import begin_with, doubted, draft_text, in_state, kept, settled, write

FOCUSED = """() => {
  let one = document.activeElement;
  while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  const look = (part) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor } = getComputedStyle(part);
    return [outlineStyle === "none" ? "" : outlineWidth + outlineColor, boxShadow, borderColor].join();
  };
  const seen = (target) => {
    const beside = target.labels?.[0]?.children ?? []; // a radio button is drawn by its label
    const around = [target, target.parentElement, target.parentElement?.parentElement, ...beside];
    return around.filter((part) => part?.checkVisibility({ opacityProperty: true })).map(look).join("|");
  };
  const before = window.focusBefore;
  const unseen = before?.one.isConnected && before.one !== one && before.look === seen(before.one) ? before.name : null;
  const box = one.getBoundingClientRect();
  const name = [one.tagName, one.dataset.testid, one.ariaLabel ?? one.innerText ?? ""].join(" ").slice(0, 100);
  const beyond = box.right <= 0 || box.left >= innerWidth || box.bottom <= 0 || box.top >= innerHeight;
  const outside = one !== document.body && beyond;
  window.focusBefore = { one, name, look: seen(one) };
  return { name, isPage: one === document.body, unseen: unseen ?? (outside ? name : null) };
}"""


@pytest.fixture(scope="module")
def server(listening):
    return listening


@pytest.fixture
def keyboard(open_page):
    return Keyboard(open_page(reduced_motion="reduce"))


class Keyboard:
    """Presses keys, and notes each thing that had the focus without showing it."""

    def __init__(self, page) -> None:
        self.page = page
        self.unseen = set()

    def press(self, key: str) -> dict:
        self.page.keyboard.press(key)
        focused = self.page.evaluate(FOCUSED)
        if focused["unseen"]:
            self.unseen.add(focused["unseen"])
        return focused

    def go_to(self, target, *, key: str = "Tab") -> None:
        """Walk to a part of the page; fails when it cannot be reached."""
        target.first.wait_for()
        for _step in range(80):
            if target.first.evaluate("(one) => one.matches(':focus')"):
                return
            self.press(key)
        raise AssertionError(f"not reached with {key}: {target}")


def test_the_whole_way_without_a_mouse(keyboard, server):
    page = keyboard.page
    page.goto(server.address)
    page.get_by_test_id("stAudioInput").wait_for()
    settled(page)

    keyboard.go_to(page.get_by_role("tab", name="Parler"))
    for _tab in ("by hand", "a photo", "typed"):
        keyboard.press("ArrowRight")
    keyboard.press("Enter")
    keyboard.go_to(page.locator(".st-key-written textarea"))
    page.keyboard.type("Comment appeler sans montrer")
    keyboard.go_to(page.locator('[data-testid="stFormSubmitButton"] button'))
    keyboard.press("Enter")

    text = draft_text(page)
    keyboard.go_to(text)
    keyboard.press("End")
    page.keyboard.type(" mon numéro ?")
    kept(page)
    keyboard.go_to(page.locator('[class*="st-key-space-"] input[type=radio]'))
    keyboard.press("ArrowRight")
    page.locator('[class*="st-key-space-"] label').filter(has_text="Forum Sosh").locator("input:checked").wait_for(
        state="attached"
    )
    settled(page)
    keyboard.go_to(page.locator(".st-key-pseudonym input"))
    page.keyboard.type("Claire")
    keyboard.press("Enter")
    settled(page)
    keyboard.go_to(page.locator(".st-key-confirm button"))
    keyboard.press("Enter")

    page.get_by_test_id("reader").wait_for()
    assert page.locator("h1.words").inner_text() == "Comment appeler sans montrer mon numéro ?"
    assert page.get_by_role("link", name="Forum Sosh", exact=True).count() == 1
    keyboard.go_to(page.get_by_role("button", name="Annuler la publication"))  # it is there for thirty seconds only
    keyboard.go_to(page.get_by_test_id("reader-listen"))
    keyboard.press("Enter")
    in_state(page, "playing")
    keyboard.press("Space")
    in_state(page, "paused")
    keyboard.go_to(page.get_by_role("button", name="Annuler la publication"), key="Shift+Tab")
    keyboard.press("Space")

    assert draft_text(page).input_value() == "Comment appeler sans montrer mon numéro ?"
    assert keyboard.unseen == set()


@pytest.mark.parametrize("path", ["/", "/forum", "/question?id=voyant-rouge-livebox", "/atelier?id=portes-d-entree"])
@pytest.mark.parametrize("width", [1100, 360])
def test_the_tabulator_passes_everything_once_and_is_held_nowhere(open_page, server, path, width):
    keyboard = Keyboard(open_page(reduced_motion="reduce", viewport={"width": width, "height": 740}))
    keyboard.page.goto(f"{server.address}{path}")
    keyboard.page.locator("h1").first.wait_for()
    settled(keyboard.page)

    visited = []
    for _step in range(120):
        focused = keyboard.press("Tab")
        if focused["isPage"] and visited:
            break
        visited.append(focused["name"])

    assert focused["isPage"]  # and from there to the browser's own buttons
    assert len(visited) > 6
    assert keyboard.unseen == set()


def test_the_readings_of_a_doubtful_word_by_keyboard(keyboard, server):
    page = keyboard.page
    begin_with(page, server, HESITANT)

    keyboard.go_to(doubted(page, "boîte"))
    keyboard.press("Enter")
    page.get_by_test_id("others").wait_for()
    assert page.evaluate(FOCUSED)["name"].endswith("box")  # the first reading has the focus

    keyboard.press("Escape")
    assert page.get_by_test_id("others").is_hidden()
    assert doubted(page, "boîte").evaluate("(word) => word.matches(':focus')")

    keyboard.press("Space")
    keyboard.press("Tab")
    keyboard.press("Enter")
    kept(page)
    assert draft_text(page).input_value() == "Ma botte est en feu depuis mai."
    assert keyboard.unseen == set()


def test_the_first_thing_that_the_tabulator_meets_leads_past_the_menu(keyboard, server):
    keyboard.page.goto(server.address)
    settled(keyboard.page)

    met = keyboard.press("Tab")

    assert "stSkipToContent" in met["name"]


def test_the_way_to_throw_a_draft_away_opens_and_closes_by_keyboard(keyboard, server):
    page = keyboard.page
    page.goto(server.address)
    write(page, "Un brouillon à jeter")

    keyboard.go_to(page.get_by_role("button", name="Jeter"))
    keyboard.press("Enter")
    page.get_by_role("button", name="Oui, jeter ce brouillon").wait_for()
    keyboard.press("Escape")
    page.get_by_role("button", name="Oui, jeter ce brouillon").wait_for(state="hidden")
    keyboard.press("Enter")
    keyboard.go_to(page.get_by_role("button", name="Oui, jeter ce brouillon"))
    keyboard.press("Enter")

    page.get_by_test_id("stAudioInput").wait_for()
    assert page.get_by_role("heading", name="Vos brouillons").count() == 0
