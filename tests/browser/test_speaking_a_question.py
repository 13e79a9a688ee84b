"""The whole way, as a member walks it: speak, correct, confirm, hear and see the answer."""

import re

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import QUESTION, free_port, serving
from tests.browser.ways import (
    ask,
    begin_with,
    confirm,
    doubted,
    draft_text,
    in_state,
    kept,
    picture_of_the_answer,
    seconds_left,
    settled,
    speak,
    write,
)
from vocabulary import Alternative, Recognition, Word

RED = "Pourquoi le voyant de ma Livebox est-il rouge ?"
HIDDEN_NUMBER = "Comment appeler sans montrer mon numéro ?"  # its answer is short to listen to
HESITANT = Recognition(
    modality="speech",
    engine="scripted",
    language="fr",
    text="Ma boîte est en feu depuis mai.",
    words=(
        Word(text="Ma", confidence=0.97),
        Word(text="boîte", confidence=0.31, alternatives=(Alternative(text="box"), Alternative(text="botte"))),
        Word(text="est", confidence=0.95),
        Word(text="en", confidence=0.95),
        Word(text="feu", confidence=0.2),
        Word(text="depuis", confidence=0.9),
        Word(text="mai.", confidence=0.4, alternatives=(Alternative(text="mars."),)),
    ),
)


@pytest.fixture(scope="module")
def server(listening):
    return listening


def test_a_spoken_question_is_corrected_confirmed_and_answered(page, server):
    page.goto(server.address)

    speak(page)
    text = draft_text(page)
    heard = text.input_value()
    text.fill(RED)
    kept(page)
    page.get_by_text("Garder ma voix avec ce que je publie").click()
    confirm(page, "Ana")
    card = picture_of_the_answer(page)

    assert heard == QUESTION
    assert page.locator("h1.words").inner_text() == RED  # the suggested subject follows the correction
    assert "nono_bricole" in page.get_by_test_id("reader-sentence-0").inner_text()
    assert page.get_by_test_id("reader-sentence-1").inner_text().startswith("Vérifiez que le câble de la box")
    assert "Vérifiez que le câble de la box" in card.get_attribute("alt")
    assert page.get_by_role("heading", name="Qui le dit").is_visible()
    assert page.get_by_role("button", name="Annuler la publication").is_visible()
    page.get_by_label("La voix de l’auteur").wait_for()
    page.get_by_text("Ce que la machine avait compris").click()
    page.locator("blockquote.words").get_by_text(QUESTION).wait_for()


def test_the_answer_is_heard_to_its_end_word_by_word(page, server):
    ask(page, server, HIDDEN_NUMBER, pseudonym="Bruno")
    page.get_by_test_id("reader-more").click()
    for _step in range(5):
        page.get_by_test_id("reader-faster").click()

    page.get_by_test_id("reader-listen").click()
    page.locator('[data-testid="reader"] .word.now').first.wait_for()
    being_read = page.locator('[data-testid="reader"] [aria-current="true"]').count()
    page.locator('[data-testid="reader"][data-state="ended"]').wait_for(timeout=90_000)

    assert being_read == 1
    assert page.get_by_test_id("reader-status").inner_text() == "Lecture terminée"


def test_the_reader_stops_and_begins_again_from_the_start(page, server):
    ask(page, server, HIDDEN_NUMBER, pseudonym="Fanny")

    page.get_by_test_id("reader-listen").click()
    in_state(page, "playing")
    page.get_by_test_id("reader-stop").click()
    in_state(page, "idle")
    page.get_by_test_id("reader-more").click()
    page.get_by_test_id("reader-again").click()
    in_state(page, "playing")

    assert page.get_by_test_id("reader-sentence-0").get_attribute("aria-current") == "true"


def test_a_question_that_nobody_answered_is_posted_and_nothing_is_invented(page, server):
    ask(page, server, "Quelle est la recette du clafoutis aux mirabelles ?", pseudonym="Clément")

    page.get_by_test_id("reader-text").filter(has_text="question").wait_for()

    assert page.get_by_role("heading", name="Qui le dit").count() == 0
    assert page.locator('[data-testid="stImage"]').count() == 0


def test_the_picture_may_be_kept_and_is_said_in_words(page, server):
    ask(page, server, RED, pseudonym="Denise")
    alt = picture_of_the_answer(page).get_attribute("alt")

    with page.expect_download() as png:
        page.get_by_role("button", name="Garder l’image (PNG)").click()
    with page.expect_download() as svg:
        page.get_by_role("button", name="Garder l’image (SVG)").click()
    page.get_by_text("Ce que dit l’image, en mots").click()
    words = page.locator('[data-testid="stExpander"] .words').first
    words.wait_for()

    assert png.value.path().read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in svg.value.path().read_bytes()[:400]
    assert words.inner_text().split() == alt.split()


def test_a_spoken_draft_survives_a_reload_and_a_killed_server(data, listens, page):
    port = free_port()
    with serving(data, port=port, **listens) as first:
        page.goto(first.address)
        speak(page)
        draft_text(page).fill("Ma Livebox clignote en orange depuis hier soir")
        kept(page)

        page.reload()

        assert draft_text(page).input_value() == "Ma Livebox clignote en orange depuis hier soir"
        first.kill()

    with serving(data, port=port, **listens):
        page.reload()

        assert draft_text(page).input_value() == "Ma Livebox clignote en orange depuis hier soir"
        assert page.get_by_label("Votre enregistrement, à réécouter").count() == 1
        assert page.get_by_test_id("heard").inner_text().split() == QUESTION.split()


def test_a_reload_while_typing_loses_nothing(page, server):
    page.goto(server.address)
    write(page, "Ma télécommande")

    draft_text(page).press("End")
    page.keyboard.type(" ne répond plus")
    page.reload()  # at once: what is typed is sent only after a pause

    text = draft_text(page)
    kept(page)
    assert text.input_value() == "Ma télécommande ne répond plus"


def test_what_is_typed_while_the_server_is_dead_is_kept_when_it_comes_back(data, listens, page):
    port = free_port()
    with serving(data, port=port, **listens) as first:
        page.goto(first.address)
        write(page, "Mon décodeur")
        first.kill()
        # Put in at once: under load, Streamlit's own notice of the lost connection takes the focus between two letters.
        draft_text(page).fill("Mon décodeur est bloqué sur la mire")

        with serving(data, port=port, **listens):
            kept(page)  # the page finds its café again by itself
            page.reload()

            assert draft_text(page).input_value() == "Mon décodeur est bloqué sur la mire"


def test_a_draft_is_kept_while_similar_questions_are_read(page, server):
    page.goto(server.address)
    write(page, RED)

    page.locator(".st-key-similar a").filter(has_text="Le voyant de ma Livebox est rouge, que faire ?").click()
    page.get_by_role("heading", name="Le voyant de ma Livebox est rouge, que faire ?").wait_for()
    page.get_by_role("link", name="Demander").click()
    page.get_by_role("heading", name="Vos brouillons").wait_for()
    page.get_by_role("button", name=re.compile(re.escape(RED))).click()

    assert draft_text(page).input_value() == RED


def test_the_other_readings_of_a_doubtful_word_are_one_click_away(page, server):
    begin_with(page, server, HESITANT)
    marks = doubted(page, "boîte").evaluate(
        "(word) => [getComputedStyle(word).textDecorationLine, getComputedStyle(word, '::after').content]"
    )

    doubted(page, "boîte").click()
    readings = page.get_by_test_id("others").get_by_role("button").all_inner_texts()
    page.get_by_test_id("others").get_by_role("button", name="box").click()
    kept(page)

    assert marks[0] == "underline"  # not by colour alone
    assert "?" in marks[1]
    assert readings == ["box", "botte", "Garder « boîte »"]
    assert draft_text(page).input_value() == "Ma box est en feu depuis mai."
    assert "corrigé" in doubted(page, "boîte").inner_text()
    page.reload()
    assert draft_text(page).input_value() == "Ma box est en feu depuis mai."
    assert "boîte" in page.get_by_test_id("heard").inner_text()  # what was heard is not rewritten


def test_a_doubtful_word_without_other_readings_says_so(page, server):
    begin_with(page, server, HESITANT)

    doubted(page, "feu").click()

    assert "Pas d’autre lecture" in page.get_by_test_id("others").inner_text()


def test_a_publication_is_taken_back(page, server):
    ask(page, server, "Une question que je vais reprendre", pseudonym="Chloé")

    page.get_by_role("button", name="Annuler la publication").click()

    assert draft_text(page).input_value() == "Une question que je vais reprendre"
    page.goto(f"{server.address}/forum")
    page.get_by_role("heading", name="Entraide").wait_for()
    settled(page)
    assert page.get_by_text("Une question que je vais reprendre").count() == 0


def test_what_the_page_sends_by_itself_does_not_cross_the_way_back_to_the_draft(page, server):
    crossing = Crossing()
    page.route_web_socket("**/_stcore/stream", crossing)
    ask(page, server, "Une question que je vais changer", pseudonym="Inès")
    seconds_left(page, "2[0-7]")

    page.get_by_role("button", name="Annuler la publication").click()

    draft_text(page)
    page.locator(".st-key-confirm button").wait_for()
    settled(page)
    assert draft_text(page).input_value() == "Une question que je vais changer"
    assert crossing.screens > 0  # it stood between them


class Crossing:
    """Between the browser and the server: what the page sent by itself is sent once more as the next screen comes.

    As if the browser had sent it a moment before it knew of that screen, which reaches it once all of it is answered:
    so they cross on a loaded machine.
    """

    def __init__(self) -> None:
        self.screens = 0
        self._unasked: list[bytes] = []
        self._held: list[bytes] = []
        self._waits = False

    def __call__(self, browser) -> None:
        server = browser.connect_to_server()

        def to_server(sent: bytes) -> None:
            if BackMsg.FromString(sent).rerun_script.is_auto_rerun:
                self._unasked.append(sent)
            server.send(sent)

        def to_browser(sent: bytes) -> None:
            message = ForwardMsg.FromString(sent)
            kind = message.WhichOneof("type")
            of_a_part = len(message.metadata.run.fragment_ids) > 0
            if kind == "new_session" and not of_a_part:
                self.screens += 1
                for unasked in self._unasked:
                    server.send(unasked)
                    self._waits = True
                self._unasked.clear()
            if kind == "script_finished" and of_a_part:
                self._waits = False
            self._held.append(sent)
            while self._held and not self._waits:
                browser.send(self._held.pop(0))

        browser.on_message(to_server)
        server.on_message(to_browser)


def test_the_way_back_counts_without_touching_the_button_and_ends_by_itself(page, server):
    page.clock.install()
    ask(page, server, "Une question qui restera", pseudonym="Hugo")
    back = page.get_by_role("button", name="Annuler la publication")
    back.focus()
    drawn = back.element_handle()

    seconds_left(page, "2[0-7]")

    assert drawn.evaluate("(button) => button.isConnected && button.matches(':focus')")
    page.clock.fast_forward(30_000)
    thanks = page.get_by_test_id("way-back").get_by_role("timer")
    thanks.filter(has_text="C’est publié. Merci !").wait_for()
    assert back.count() == 0
    assert thanks.evaluate("(sentence) => sentence.matches(':focus')")  # nobody is sent back to the top of the page
