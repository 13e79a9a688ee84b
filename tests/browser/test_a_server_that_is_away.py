"""The server is away: the café says so in its own words, and not Streamlit of itself."""

import pytest

from tests.browser.conftest import serving
from tests.browser.ways import settled

SAID = {
    "fr-FR": ("Le café ne répond pas", "Laissez cette page ouverte : ce que vous avez écrit y reste."),
    "en-GB": ("The café does not answer", "Leave this page open: what you wrote stays on it."),
}


@pytest.mark.parametrize("locale", SAID)
def test_a_dead_server_is_said_without_streamlits_words(open_page, data, locale):
    page = open_page(locale=locale)
    title, sentence = SAID[locale]
    with serving(data, speech="scripted") as running:
        page.goto(running.address)
        settled(page)
        running.kill()

        dialog = page.get_by_role("dialog", name=title)
        dialog.wait_for()

    dialog.get_by_text(sentence).wait_for()
    dialog.get_by_text("cafe run").wait_for()
    assert "streamlit" not in dialog.inner_text().lower()
