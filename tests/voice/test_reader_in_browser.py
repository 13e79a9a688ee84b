"""The reader in Chromium, with the sound of the voice that is here."""

import re
import wave
from pathlib import Path

import pytest
from reader_texts import TEXTS, spoken_of
from reader_walk import being_read, in_state, opened, press, said, was_lit

from community.captions import captions_in
from modalities.voice import sentences

pytestmark = pytest.mark.browser


def test_the_text_is_there_before_any_sound_and_is_only_text(page, address):
    page.goto(address)
    in_state(page, "idle")

    shown = [page.get_by_test_id(f"reader-sentence-{n}").text_content() for n in range(3)]

    assert shown == list(sentences(TEXTS["livebox"], "fr"))
    assert page.locator('[data-testid="reader-text"] b').count() == 0
    assert page.get_by_test_id("reader-text").get_attribute("lang") == "fr"


def test_the_sentences_are_read_one_after_another_to_the_end(page, address):
    fetched = []
    page.on("request", lambda request: fetched.append(request.url.rsplit("/", 1)[1]))
    page.goto(address)

    press(page, "listen")

    for n in range(3):
        being_read(page, n).wait_for()
        assert said(page, "status") == f"Lecture de la phrase {n + 1} sur 3"
    assert said(page, "listen") == "Pause"
    in_state(page, "ended")
    assert said(page, "status") == "Lecture terminée"
    assert said(page, "listen") == "Écouter"
    assert [name for name in fetched if name.endswith(".wav")] == ["0.wav", "1.wav", "2.wav"]


def test_the_first_sound_comes_early_and_the_next_one_is_fetched_meanwhile(page, address):
    page.goto(f"{address}?text=long")
    with page.expect_response(re.compile(r"/1\.wav")):
        press(page, "listen")

    page.wait_for_function("heard.length")

    assert page.evaluate("heard[0].at - clicked") < 1_000  # ms, on a busy machine
    assert page.evaluate("audio.currentTime < audio.duration")


def test_the_first_breath_that_the_page_brings_along_is_heard_without_asking(page, address):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if ".wav" in request.url else None)
    page.goto(f"{address}?text=long&brought=1&mute=1")  # whoever asks gets nothing

    press(page, "listen")
    was_lit(page, "Livebox")

    assert not [url for url in asked if "/0.wav" in url]


def test_the_word_being_heard_is_marked(page, address):
    page.goto(f"{address}?text=long")

    press(page, "listen")

    for word in ("Livebox", "l'arrière", "dizaine"):
        was_lit(page, word)
    assert page.get_by_test_id("reader-sentence-0").text_content() == sentences(TEXTS["long"], "fr")[0]


def test_a_word_after_an_emoji_is_marked_where_it_stands(page, address):
    page.goto(address)

    press(page, "listen")

    was_lit(page, "l'été")


def test_stop_stops_and_listen_goes_on_from_that_sentence(page, address):
    page.goto(address)
    press(page, "listen")
    being_read(page, 1).wait_for()

    press(page, "stop")
    in_state(page, "idle")

    assert page.evaluate("audio.paused")
    press(page, "listen")
    being_read(page, 1).wait_for()


def test_again_goes_back_to_the_start_and_repeat_to_the_sentence(page, address):
    page.goto(address)
    opened(page)
    press(page, "listen")
    being_read(page, 1).wait_for()

    press(page, "repeat")
    page.wait_for_function("heard.length === 3")
    assert being_read(page, 1).count() == 1

    press(page, "again")
    being_read(page, 0).wait_for()


def test_slower_and_faster_change_the_speed_but_not_the_pitch(page, address):
    page.goto(f"{address}?text=long")
    opened(page)
    press(page, "listen")
    page.evaluate("document.documentElement.lang = 'fr'")  # as the café does, in the language of its screens

    page.get_by_test_id("reader-slower").focus()
    for _ in range(7):
        page.keyboard.press("Enter")

    assert said(page, "speed") == "Vitesse : 0,6"
    assert page.evaluate("[audio.playbackRate, audio.preservesPitch]") == [0.6, True]
    assert page.get_by_test_id("reader-slower").get_attribute("aria-disabled") == "true"
    press(page, "faster")
    assert said(page, "speed") == "Vitesse : 0,7"
    assert page.evaluate("audio.playbackRate") == 0.7


def test_pause_keeps_the_very_place(page, address):
    page.goto(f"{address}?text=long")
    press(page, "listen")
    was_lit(page, "Livebox")

    press(page, "listen")
    in_state(page, "paused")
    stopped = page.evaluate("audio.currentTime")
    assert page.evaluate("audio.paused")
    assert said(page, "listen") == "Reprendre"
    assert page.locator(".word.now").count() == 1
    press(page, "listen")

    in_state(page, "playing")
    assert page.evaluate("audio.currentTime") >= stopped
    was_lit(page, "l'arrière")
    assert page.evaluate("heard.length") == 2
    assert page.evaluate("heard[0].src === heard[1].src")


def test_one_goes_from_sentence_to_sentence(page, address):
    page.goto(f"{address}?text=long")
    opened(page)
    press(page, "listen")
    being_read(page, 0).wait_for()

    press(page, "next")
    being_read(page, 1).wait_for()
    press(page, "next")
    being_read(page, 2).wait_for()
    press(page, "previous")
    being_read(page, 1).wait_for()
    press(page, "previous")

    being_read(page, 0).wait_for()
    assert page.get_by_test_id("reader-previous").get_attribute("aria-disabled") == "true"


def test_a_long_first_sentence_is_heard_in_two_breaths_and_lights_as_one(page, address):
    page.goto(f"{address}?text=long")
    press(page, "listen")

    was_lit(page, "secondes")

    assert page.evaluate("new Set(heard.map(({ src }) => src)).size") == 2
    assert being_read(page, 0).count() == 1
    assert page.get_by_test_id("reader-sentence-0").text_content() == sentences(TEXTS["long"], "fr")[0]


def test_what_is_said_shorter_than_it_is_written_lights_as_a_whole(page, address):
    page.goto(f"{address}?text=answer")
    assert page.get_by_test_id("reader-sentence-0").text_content() == "Marie répond, dans « Voyant » :"

    press(page, "listen")
    being_read(page, 0).wait_for()
    assert page.locator(".word.now").count() == 0
    being_read(page, 1).wait_for()
    was_lit(page, "Débranchez")

    assert page.get_by_test_id("reader-sentence-1").text_content() == "Débranchez la box pendant une minute."


def test_the_word_heard_last_is_spelled_and_another_may_be_chosen(page, address):
    page.goto(f"{address}?text=long")
    opened(page)
    press(page, "listen")
    was_lit(page, "Livebox")

    with page.expect_response(re.compile(r"/0/\d+-\d+\.wav")) as spelled:
        press(page, "spell")

    assert spelled.value.ok
    in_state(page, "paused")
    words = page.get_by_test_id("reader-words").get_by_role("button")
    heard = page.locator(".word.now").text_content()
    chosen = page.get_by_test_id("reader-words").locator("[aria-pressed=true]")
    assert chosen.text_content() == heard
    assert said(page, "letters") == " · ".join(heard)
    assert words.first.text_content() == "Éteignez"
    assert all(box["height"] >= 44 and box["width"] >= 44 for box in [one.bounding_box() for one in words.all()])
    words.first.focus()
    page.keyboard.press("Enter")
    assert said(page, "letters") == "É · t · e · i · g · n · e · z"
    page.keyboard.press("Escape")
    assert page.locator('[data-testid="reader-spell"]:focus').count() == 1
    assert not page.get_by_test_id("reader-words").is_visible()
    page.keyboard.press("Escape")
    assert page.locator('[data-testid="reader-more"]:focus').count() == 1
    assert not page.get_by_test_id("reader-options").is_visible()


def test_the_sound_and_the_captions_are_kept(page, address):
    page.goto(f"{address}?text=long")
    opened(page)

    with page.expect_download() as kept:
        press(page, "wav")
    with wave.open(str(kept.value.path())) as sound:
        seconds = sound.getnframes() / sound.getframerate()
    with page.expect_download() as captioned:
        press(page, "vtt")
    captions = captions_in(Path(captioned.value.path()).read_text("utf-8"))

    assert kept.value.suggested_filename.endswith(".wav")
    assert captions[-1].end == pytest.approx(seconds, abs=0.01)
    assert " ".join(caption.words for caption in captions) == TEXTS["long"]


def test_a_player_of_the_browser_takes_the_captions(page, address):
    page.goto(f"{address}?text=long")
    opened(page)
    with page.expect_download() as captioned:
        press(page, "vtt")
    written = Path(captioned.value.path()).read_text("utf-8")

    cues = page.evaluate(
        """async (written) => {
          const video = document.body.appendChild(document.createElement("video"));
          const track = video.appendChild(document.createElement("track"));
          track.src = URL.createObjectURL(new Blob([written], { type: "text/vtt" }));
          track.track.mode = "showing";
          await new Promise((loaded) => (track.onload = loaded));
          const timed = (cue) => document.createTreeWalker(cue.getCueAsHTML(), NodeFilter.SHOW_PROCESSING_INSTRUCTION);
          const times = (cue) => { const walk = timed(cue); let n = 0; while (walk.nextNode()) n++; return n; };
          return [...track.track.cues].map((cue) => [cue.getCueAsHTML().textContent, cue.startTime, times(cue)]);
        }""",
        written,
    )

    assert [cue[0] for cue in cues] == [line.said for line in spoken_of("long")]
    assert [cue[1] for cue in cues] == sorted(cue[1] for cue in cues)
    assert all(cue[2] > 0 for cue in cues if " " in cue[0])  # each word with its time


def test_answers_begin_by_themselves_where_one_chose_so(page, address):
    page.goto(f"{address}?text=other")
    opened(page)
    press(page, "early")

    page.goto(f"{address}?text=long")
    page.locator(":is([data-state=playing], [data-state=blocked])[data-testid=reader]").wait_for()

    assert page.get_by_test_id("reader-early").get_attribute("aria-checked") == "true"


@pytest.mark.parametrize("text", ["emoji", "arabic", "word"])
def test_odd_texts_are_read_to_their_end(page, address, text):
    page.goto(f"{address}?text={text}")

    press(page, "listen")
    in_state(page, "ended")

    assert page.get_by_test_id("reader-text").text_content() == TEXTS[text].replace(". ", ".")


def test_what_makes_no_sense_for_a_text_is_not_shown(page, address):
    page.goto(f"{address}?text=emoji")
    opened(page)

    for name in ("previous", "next", "again", "spell"):
        assert not page.get_by_test_id(f"reader-{name}").is_visible()
    for name in ("repeat", "slower", "faster", "wav", "vtt"):
        assert page.get_by_test_id(f"reader-{name}").is_visible()


def test_two_buttons_are_shown_until_more_is_asked_for_and_a_third_while_it_is_read(page, address):
    page.goto(f"{address}?text=long")
    in_state(page, "idle")
    buttons = page.get_by_test_id("reader").get_by_role("button")

    assert [button.inner_text() for button in buttons.all()] == ["Écouter", "Options de lecture"]
    press(page, "listen")
    in_state(page, "playing")
    assert [button.inner_text() for button in buttons.all()] == ["Pause", "Arrêter", "Options de lecture"]


def test_who_opened_the_options_once_finds_them_open_in_this_browser(page, address):
    page.goto(f"{address}?text=long")
    opened(page)
    assert page.get_by_test_id("reader-more").get_attribute("aria-expanded") == "true"

    page.goto(f"{address}?text=other")
    in_state(page, "idle")

    assert page.get_by_test_id("reader-options").is_visible()
    press(page, "more")
    page.goto(address)
    in_state(page, "idle")
    assert not page.get_by_test_id("reader-options").is_visible()
    assert page.get_by_test_id("reader-more").get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize("ends", ["pressed", "by itself"])
def test_stop_goes_away_and_leaves_the_focus_in_the_reader(page, address, ends):
    page.goto(f"{address}?text=other")
    press(page, "listen")
    page.get_by_test_id("reader-stop").focus()

    if ends == "pressed":
        page.keyboard.press("Enter")
    page.locator('[data-testid="reader"]:is([data-state=idle], [data-state=ended])').wait_for()

    assert page.locator('[data-testid="reader-listen"]:focus').count() == 1
    assert not page.get_by_test_id("reader-stop").is_visible()


def test_ten_thousand_words_begin_at_once(page, address):
    page.goto(f"{address}?text=endless")
    in_state(page, "idle")

    press(page, "listen")
    page.wait_for_function("heard.length")

    assert page.evaluate("heard[0].at - clicked") < 1_000


def test_the_speed_chosen_stays_for_the_next_sentence(page, address):
    page.goto(address)
    opened(page)
    press(page, "faster")

    press(page, "listen")
    being_read(page, 1).wait_for()

    assert page.evaluate("audio.playbackRate") == 1.1


def test_everything_is_done_by_keyboard_alone(page, address):
    page.goto(f"{address}?text=long")
    in_state(page, "idle")
    page.get_by_test_id("reader-more").focus()
    page.keyboard.press("Enter")
    sentence = ["previous", "repeat", "next", "again"]
    names = ["listen", "more", "slower", "faster", *sentence, "spell", "wav", "vtt", "early", "ear"]
    page.get_by_test_id("reader-listen").focus()

    for name in names:
        focused = page.locator(f'[data-testid="reader-{name}"]:focus-visible')
        assert focused.count() == 1
        assert focused.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
        assert focused.evaluate("button => button.tagName") == "BUTTON"
        page.keyboard.press("Tab")
    page.get_by_test_id("reader-listen").focus()
    page.keyboard.press("Enter")
    in_state(page, "playing")
    page.keyboard.press("Space")
    in_state(page, "paused")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    in_state(page, "idle")


def test_a_rerun_of_the_page_does_not_interrupt(page, address):
    page.goto(f"{address}?text=long")
    press(page, "listen")
    word = page.locator(".word.now").inner_text()

    page.get_by_role("button", name="Recalculer").click()
    page.locator(".word.now").filter(has_not_text=re.compile(f"^{re.escape(word)}$")).wait_for()

    assert page.evaluate("heard.length") == 1
    assert page.evaluate("!audio.paused")


def test_a_component_mounted_anew_goes_on(page, address):
    page.goto(f"{address}?text=long")
    press(page, "listen")
    word = page.locator(".word.now").inner_text()
    page.evaluate("window.before = audio")

    page.get_by_text("Déplacer").click()
    moved = page.locator('[data-testid="stVerticalBlock"] [data-testid="stVerticalBlock"] .word.now')
    moved.filter(has_not_text=re.compile(f"^{re.escape(word)}$")).wait_for()

    assert page.evaluate("audio === before && !audio.paused && heard.length === 1")


def test_another_answer_stops_the_one_before(page, address):
    page.goto(f"{address}?text=long")
    press(page, "listen")
    in_state(page, "playing")

    page.get_by_role("button", name="Une autre réponse").click()
    page.get_by_text("Elle est courte.").wait_for()

    in_state(page, "idle")
    assert page.evaluate("audio.paused")


def test_a_reader_that_is_gone_is_silent(page, address):
    page.goto(f"{address}?text=long")
    press(page, "listen")
    page.wait_for_function("window.heard.length === 1")

    page.get_by_text("Cacher").click()

    page.wait_for_function("audio.paused")


def test_a_voice_that_does_not_answer_leaves_the_text(page, address):
    page.goto(f"{address}?mute=1")

    press(page, "listen")

    in_state(page, "silent")
    assert "lisible" in said(page, "note")
    assert page.get_by_test_id("reader-sentence-0").is_visible()
    assert said(page, "listen") == "Écouter"


def test_a_browser_that_refuses_to_begin_by_itself_is_asked_by_the_member(page, address):
    with page.expect_console_message(lambda message: message.text == "reader is blocked"):
        page.goto(f"{address}?autoplay=1", wait_until="commit")

    assert "accord" in said(page, "note")
    press(page, "listen")
    being_read(page, 1).wait_for()
    assert not page.get_by_test_id("reader-note").is_visible()


def test_it_fits_a_small_telephone(page, address):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{address}?text=long")
    opened(page)
    press(page, "listen")
    in_state(page, "playing")

    sizes = [button.bounding_box() for button in page.locator('[data-testid="reader"] button:visible').all()]

    assert len(sizes) == 14
    assert all(size["width"] >= 44 and size["height"] >= 44 for size in sizes)
    assert all(size["x"] >= 0 and size["x"] + size["width"] <= 360 for size in sizes)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("shown", ["listen", "options", "spell"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_it(page, address, scheme, shown):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}?text=long")
    press(page, "listen")
    page.locator(".word.now").wait_for()
    if shown != "listen":
        opened(page)
    if shown == "spell":
        press(page, "spell")

    found = axe.run(page).response["violations"]

    ours = [
        (violation["id"], node["html"])
        for violation in found
        for node in violation["nodes"]
        if violation["impact"] in ("serious", "critical") and "reader" in str(node["target"])
    ]
    assert ours == []
