"""A machine tells the quotes of an answer anew, in Chromium: as it comes, with ways to the quotes."""

import shutil
from pathlib import Path

import pytest

from tests.browser.conftest import serving
from tests.browser.ways import ask, settled

SAID = (
    "Débranchez l’alimentation de votre Livebox, puis attendez une minute. "
    "Jetez-la par la fenêtre, puis appelez le 1234."
)


@pytest.fixture(scope="module")
def retelling(tmp_path_factory, demonstration):
    data = Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("retelling") / "data"))
    silent = {"speech": "scripted", "handwriting": "scripted", "voice": "scripted"}
    with serving(data, rewriting="scripted", script=SAID, **silent) as running:
        yield running


def test_a_sentence_leads_to_its_quote_and_what_is_not_quoted_is_never_shown(page, retelling):
    ask(page, retelling, "Pourquoi le voyant de ma Livebox est-il rouge ?", pseudonym="Ana")
    told = page.locator('[class*="st-key-rewritten-"]').first
    told.get_by_text("Écrit par une machine à partir des citations ci-dessus · scripted").wait_for()
    told.get_by_text("Débranchez l’alimentation de votre Livebox, puis attendez une minute.").wait_for()
    settled(page)
    link = told.get_by_role("link", name="Citation 1")
    size = link.bounding_box()

    link.press("Enter")

    quote = page.locator("blockquote").first
    quote.get_by_text("attendez une minute").wait_for()
    page.wait_for_url("**#quote-*")
    assert (size["width"], size["height"]) >= (44, 44)
    assert quote.bounding_box()["y"] > 0
    assert "1234" not in page.locator("body").inner_text()
