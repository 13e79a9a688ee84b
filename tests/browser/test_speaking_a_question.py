"""The whole way, as a member walks it: speak, correct, confirm, hear and see the answer."""

import re
from pathlib import Path

from tests.browser.conftest import QUESTION, serving

PLAYED = re.compile(r"00:0[4-9]")
"""The recorder's clock once the question has been said."""


def speak(page) -> None:
    """Record the question, as a member does, and stop once it is said."""
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_test_id("stAudioInputWaveformTimeCode").filter(has_text=PLAYED).wait_for()
    page.get_by_role("button", name="Arrêter l’enregistrement").click()


def confirm(page, pseudonym: str) -> None:
    page.get_by_label("Votre pseudonyme").fill(pseudonym)
    page.get_by_label("Votre pseudonyme").press("Enter")
    page.get_by_role("button", name="Confirmer et publier").click()


def test_a_spoken_question_is_corrected_confirmed_and_answered(server, open_page):
    page = open_page()
    page.goto(server.address)

    speak(page)
    text = page.get_by_test_id("draft-text")
    text.wait_for()
    heard = text.input_value()
    text.fill("Pourquoi le voyant de ma Livebox est-il rouge ?")
    page.get_by_test_id("draft-status").filter(has_text="Gardé comme brouillon").wait_for()
    confirm(page, "Ana")
    page.get_by_role("heading", name="Ce que la communauté sait déjà").wait_for()

    assert heard == QUESTION
    assert page.get_by_test_id("reader-sentence-0").is_visible()
    assert page.get_by_role("img", name=re.compile("rouge", re.IGNORECASE)).first.is_visible()
    assert page.get_by_role("button", name="Annuler la publication").is_visible()


def test_the_answer_is_heard(server, open_page):
    page = open_page()
    page.goto(f"{server.address}/ask")
    page.get_by_role("tab", name="Écrire").click()
    page.get_by_label("Votre question ou votre contribution").fill("Pourquoi le voyant de ma Livebox est-il rouge ?")
    page.get_by_role("button", name="Continuer").click()
    confirm(page, "Bruno")

    page.get_by_test_id("reader-listen").click()
    page.locator('[data-testid="reader"][data-state="playing"]').wait_for()

    page.locator('[data-testid="reader"][data-state="ended"]').wait_for(timeout=60_000)

    assert page.get_by_test_id("reader-status").inner_text() == "Lecture terminée"


def test_a_reload_in_the_middle_loses_nothing(server, open_page):
    page = open_page()
    page.goto(server.address)
    speak(page)
    text = page.get_by_test_id("draft-text")
    text.wait_for()

    text.fill("Ma Livebox clignote en orange depuis hier soir")
    page.reload()
    text.wait_for()

    assert text.input_value() == "Ma Livebox clignote en orange depuis hier soir"
    assert page.get_by_label("Votre enregistrement, à réécouter").count() == 1


def test_a_draft_survives_a_killed_server(data: Path, checkpoint: Path, open_page):
    page = open_page()
    with serving(data, demo=False, speech="whisper", speech_model=str(checkpoint)) as first:
        page.goto(first.address)
        speak(page)
        page.get_by_test_id("draft-text").wait_for()
        draft = page.url.partition("draft=")[2]
        first.kill()

    with serving(data, demo=False, speech="whisper", speech_model=str(checkpoint)) as second:
        page.goto(f"{second.address}/?draft={draft}")
        page.get_by_test_id("draft-text").wait_for()

        assert page.get_by_test_id("draft-text").input_value() == QUESTION


def test_a_publication_is_taken_back(server, open_page):
    page = open_page()
    page.goto(server.address)
    page.get_by_role("tab", name="Écrire").click()
    page.get_by_label("Votre question ou votre contribution").fill("Une question que je vais reprendre")
    page.get_by_role("button", name="Continuer").click()
    confirm(page, "Chloé")

    page.get_by_role("button", name="Annuler la publication").click()
    page.get_by_test_id("draft-text").wait_for()

    assert page.get_by_test_id("draft-text").input_value() == "Une question que je vais reprendre"
    page.goto(f"{server.address}/forum")
    page.get_by_role("heading", name="Entraide").wait_for()
    assert page.get_by_text("Une question que je vais reprendre").count() == 0
