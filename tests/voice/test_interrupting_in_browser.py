"""What stops a reading: an open hand, and a member who speaks; and what does not."""

import base64
from pathlib import Path

import numpy as np
import pytest
from reader_walk import in_state, press, said

from tests.fixtures.spoken import RATE, Utterance, chord, say, wav_of

ROOT = Path(__file__).parents[2]
SCRIPTS = [ROOT / "modalities" / "voice" / name for name in ("reader_sounds.js", "reader_ear.js")]
WITHIN_MS = 300

pytestmark = pytest.mark.browser

SHOWN = """
window.show = (label, event) => dispatchEvent(
  new CustomEvent("cafe-live-seen", { detail: { key: "hands", t: 0, seen: { label, event } } }));
// The reader's clock counts pictures: on a busy machine a hand that is still there would seem to be another one.
window.countPictures = () => {
  let at = performance.now();
  performance.now = () => at;
  const { show } = window;
  window.show = (...seen) => ((at += 50), show(...seen));
};
// As a camera of 20 pictures a second sees a hand.
window.hold = (label, pictures) => new Promise((done) => {
  window.heldAt = performance.now();
  const shown = setInterval(() => {
    if (!pictures--) return done(clearInterval(shown));
    window.show(label);
  }, 50);
});
"""

# Speech in the microphone, told by who does not know the reader.
OVERHEARD = """
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wanted) => {
  window.asked = (window.asked ?? 0) + 1;
  const stream = await ask(wanted);
  window.track = stream.getTracks()[0];
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(512);
  const look = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    if (!samples.some((sample) => Math.abs(sample) > 0.02)) return;
    window.spokenAt = performance.now();
    clearInterval(look);
  }, 5);
  return stream;
};
"""


@pytest.fixture
def microphone(tmp_path):
    """The flags of a microphone that plays samples, over and over."""

    def playing(samples):
        file = tmp_path / "microphone.wav"
        file.write_bytes(wav_of(samples))
        fake = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
        return (*fake, f"--use-file-for-fake-audio-capture={file}")

    return playing


def quiet(seconds: float):
    return np.random.default_rng(1).normal(0, 0.0005, round(seconds * RATE)).astype(np.float32)


def listen(page, address, text="long"):
    page.goto(f"{address}?text={text}")
    press(page, "listen")
    page.locator(".word.now").wait_for()


def let_it_hear(page):
    press(page, "more")
    press(page, "ear")


# -- a hand ---------------------------------------------------------------------------------------------------------


def test_an_open_hand_stops_the_reading_where_it_is(page, address):
    page.add_init_script(SHOWN)
    listen(page, address)

    page.evaluate("hold('open_palm', 8)")

    in_state(page, "paused")
    assert page.evaluate("pausedAt - heldAt") < WITHIN_MS
    assert "main" in said(page, "status")
    press(page, "listen")
    in_state(page, "playing")


@pytest.mark.parametrize("label", ["no_hand", "thumb_up", "unsure"])
def test_another_hand_does_not(page, address, label):
    page.add_init_script(SHOWN)
    listen(page, address)

    page.evaluate(f"hold('{label}', 8)")

    assert page.evaluate("!audio.paused")


def test_one_picture_that_was_mistaken_does_not(page, address):
    page.add_init_script(SHOWN)
    listen(page, address)

    page.evaluate("hold('open_palm', 1)")
    page.evaluate("hold('no_hand', 6)")

    assert page.evaluate("!audio.paused")


def test_what_the_hand_asks_for_is_not_done_a_second_time_by_the_page(page, address):
    page.add_init_script(SHOWN)
    listen(page, address)
    page.evaluate("hold('open_palm', 8).then(() => show('open_palm', { label: 'open_palm' }))")
    in_state(page, "paused")

    page.get_by_role("button", name="Comme une main").click()
    page.get_by_role("button", name="Recalculer").click()

    in_state(page, "paused")
    page.get_by_role("button", name="Comme une main").click()  # another hand, later
    in_state(page, "playing")


def test_a_hand_that_asked_to_listen_does_not_stop_what_it_began(page, address):
    page.add_init_script(SHOWN)
    page.goto(f"{address}?text=long")
    in_state(page, "idle")
    page.evaluate("countPictures()")

    page.evaluate("hold('open_palm', 4).then(() => show('open_palm', { label: 'open_palm' }))")
    page.get_by_role("button", name="Comme une main").click()
    page.locator(".word.now").wait_for()
    page.evaluate("hold('open_palm', 6)")  # it is still there

    assert page.evaluate("!audio.paused")


# -- a voice --------------------------------------------------------------------------------------------------------


def test_the_microphone_is_off_until_it_is_asked_for_and_when_nothing_is_read(launch, microphone, address):
    page = launch(*microphone(quiet(3)))
    page.add_init_script(OVERHEARD)
    listen(page, address)
    assert page.evaluate("window.asked") is None
    assert not page.get_by_test_id("reader-microphone").is_visible()

    let_it_hear(page)
    page.get_by_text("Micro allumé").wait_for()
    press(page, "listen")

    page.get_by_text("Micro allumé").wait_for(state="hidden")
    assert page.evaluate("track.readyState") == "ended"


def test_speaking_stops_the_reading_at_once(launch, microphone, address):
    (voice,) = say([Utterance(text="Attends, comment ça, la fibre ?", language="fr", pitch=70)])
    page = launch(*microphone(np.concatenate([quiet(2.5), 0.5 * voice, quiet(3)])))
    page.add_init_script(OVERHEARD)
    listen(page, address)

    let_it_hear(page)
    page.get_by_text("Micro allumé").wait_for()
    in_state(page, "paused")

    assert page.evaluate("pausedAt - spokenAt") < WITHIN_MS
    assert "Vous parlez" in said(page, "status")
    assert page.evaluate("track.readyState") == "ended"


@pytest.mark.parametrize("sound", ["silence", "a quiet room", "a keyboard", "a fan"])
def test_what_is_no_voice_does_not(launch, microphone, address, sound):
    chance = np.random.default_rng(2)
    samples = {"silence": np.zeros(RATE), "a quiet room": quiet(2), "a fan": chance.normal(0, 0.02, RATE * 2)}
    if sound == "a keyboard":
        samples[sound] = quiet(2)
        for start in range(4_000, RATE * 2 - 2_000, 9_000):
            samples[sound][start : start + 1_500] += chance.normal(0, 0.3, 1_500) * np.exp(-np.arange(1_500) / 300)
    page = launch(*microphone(samples[sound]))
    listen(page, address)

    let_it_hear(page)
    page.get_by_text("Micro allumé").wait_for()
    page.locator(".word.now", has_text="connexion").wait_for()

    assert page.evaluate("!audio.paused")


def test_a_microphone_that_is_refused_says_so_and_the_button_stays(launch, address):
    page = launch("--deny-permission-prompts", "--use-fake-device-for-media-stream")
    listen(page, address)

    let_it_hear(page)

    page.get_by_text("Le navigateur refuse le micro").wait_for()
    assert page.evaluate("!audio.paused")
    assert page.get_by_test_id("reader-ear").get_attribute("aria-checked") == "false"
    press(page, "ear")
    page.get_by_text("Le navigateur refuse le micro").wait_for()


def test_a_machine_without_a_microphone_says_so(page, address):
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotFoundError') }"
    )
    listen(page, address)

    let_it_hear(page)

    page.get_by_text("Aucun micro n’est branché").wait_for()
    assert page.evaluate("!audio.paused")


# -- our own voice, from loudspeakers -------------------------------------------------------------------------------

HEARD_BY = """
([scripts, room, own]) => {
  const floats = (text) => new Float32Array(Uint8Array.from(atob(text), (one) => one.charCodeAt(0)).buffer);
  const made = new Function(`${scripts}; return { Detector, isVoiced, loudness, QUIETEST }`)();
  const [mic, reading] = [floats(room), floats(own)];
  const detector = new made.Detector();
  const levels = [];
  for (let at = 0; at < reading.length; at += 320) levels.push(made.loudness(reading.subarray(at, at + 320)));
  for (let at = 683; at < mic.length; at += 320) {
    const level = made.loudness(mic.subarray(at - 320, at));
    const voiced = level > made.QUIETEST && made.isVoiced(mic.subarray(at - 683, at), 16000);
    const now = Math.floor(at / 320);
    const own = Math.max(...levels.slice(Math.max(0, now - 18), now + 4), 0);
    if (detector.hears({ level, voiced, own })) return at / 16000;
  }
  return null;
}
"""


@pytest.fixture(scope="module")
def reading():
    """Some ten seconds of the answer, 16 kHz."""
    text = (
        "Éteignez la Livebox avec le bouton qui est à l'arrière, puis attendez une dizaine de secondes. "
        "Quand le voyant passe au vert, la connexion est revenue."
    )
    (samples,) = say([Utterance(text=text, language="fr", speed=175)])
    return samples[::3]


@pytest.fixture(scope="module")
def member():
    (samples,) = say([Utterance(text="Attends, attends, je ne comprends pas.", language="fr", pitch=80, speed=150)])
    return samples[::3]


def in_the_room(reading, *, comes_back: float, member=None, at_s: float = 5.0):
    """What the microphone hears: our voice, late and with an echo, a member over it, and the hiss of the room."""
    room = np.random.default_rng(3).normal(0, 0.001, len(reading))
    for late, share in [(1_600, 1.0), (2_500, 0.4), (3_700, 0.25)]:
        room[late:] += comes_back * share * reading[:-late]
    if member is not None:
        start = round(at_s * 16_000)
        room[start : start + len(member)] += 0.5 * member[: len(room) - start]
    return room.astype("<f4")


def heard_at(page, room, reading):
    scripts = "\n".join(file.read_text("utf-8") for file in SCRIPTS)
    sounds = [base64.b64encode(samples.astype("<f4").tobytes()).decode() for samples in (room, reading)]
    return page.evaluate(f"(given) => ({HEARD_BY})(given)", [scripts, *sounds])


@pytest.mark.parametrize("comes_back", [0.0, 0.01, 0.1, 0.3, 0.7])
def test_our_own_voice_from_loudspeakers_does_not_stop_itself(page, reading, comes_back):
    page.goto("about:blank")

    assert heard_at(page, in_the_room(reading, comes_back=comes_back), reading) is None


@pytest.mark.parametrize("comes_back", [0.0, 0.01, 0.1])
def test_a_member_is_heard_over_our_voice(page, reading, member, comes_back):
    page.goto("about:blank")

    heard = heard_at(page, in_the_room(reading, comes_back=comes_back, member=member), reading)

    assert heard is not None
    assert 5.0 < heard < 5.0 + WITHIN_MS / 1000


def test_a_chord_that_goes_on_is_part_of_the_room(page, reading):
    page.goto("about:blank")
    music = np.resize(chord(3.0), len(reading)).astype("<f4")

    assert heard_at(page, music, reading * 0) is None
