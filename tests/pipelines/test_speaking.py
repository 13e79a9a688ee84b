"""Answers read aloud."""

import io
import threading
import time
import wave

import pytest

from errors import NotFound, TooManyWords, VoiceSilent
from modalities import load, voice
from modalities.voice import Speech
from pipelines.speaking import PAUSE_SECONDS, SpeakingDesk, paragraphs_of, read_aloud, save_wav
from pipelines.telling_aloud import spoken_text

TEXT = spoken_text("Débranchez la box. Attendez une minute.\nRebranchez-la.", "fr")


class Counting:
    """The scripted voice, counting what it is asked."""

    name = "scripted"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, float]] = []
        self.then = lambda: None
        self._voice = load(voice, "scripted")

    def speak(self, text: str, *, language: str, speed: float = 1.0) -> Speech:
        self.asked.append((text, language, speed))
        speech = self._voice.speak(text, language=language, speed=speed)
        self.then()
        return speech


def scripted() -> voice.Voice:
    return load(voice, "scripted")


def seconds(sound: bytes) -> float:
    with wave.open(io.BytesIO(sound)) as file:
        return file.getnframes() / file.getframerate()


def test_a_text_is_given_back_sentence_by_sentence():
    desk = SpeakingDesk(scripted)

    token = desk.register(TEXT, "fr")

    said = [line.said for line in desk.reading(token).lines]
    assert said == ["Débranchez la box.", "Attendez une minute.", "Rebranchez-la."]


def test_nothing_is_spoken_before_it_is_asked_for():
    counting = Counting()
    desk = SpeakingDesk(lambda: counting)
    token = desk.register(TEXT, "fr", speed=0.8)

    desk.sound(token, 1)

    assert counting.asked == [("Attendez une minute.", "fr", 0.8)]


def test_a_sentence_asked_for_twice_is_spoken_once_and_sounds_the_same():
    counting = Counting()
    desk = SpeakingDesk(lambda: counting)
    token = desk.register(TEXT, "fr")

    first, second = desk.sound(token, 0), desk.sound(token, 0)

    assert first.wav == second.wav
    assert len(counting.asked) == 1


def test_the_same_text_keeps_its_token_and_another_speed_has_another():
    desk = SpeakingDesk(scripted)

    tokens = {desk.register(TEXT, "fr"), desk.register(TEXT, "fr"), desk.register(TEXT, "fr", speed=0.7)}

    assert len(tokens) == 2


@pytest.mark.parametrize("n", [-1, 3, 10**9])
def test_a_sentence_that_is_not_there_is_not_found(n):
    desk = SpeakingDesk(scripted)
    token = desk.register(TEXT, "fr")

    with pytest.raises(NotFound):
        desk.sound(token, n)


def test_a_token_that_was_never_given_is_not_found():
    desk = SpeakingDesk(scripted)

    with pytest.raises(NotFound):
        desk.sound("0" * 32, 0)


def test_the_desk_forgets_the_oldest_texts_first():
    desk = SpeakingDesk(scripted)
    oldest = desk.register(spoken_text("le premier", "fr"), "fr")

    newest = [desk.register(spoken_text(f"texte {n}", "fr"), "fr") for n in range(1000)][-1]

    assert desk.reading(newest).lines[0].said == "texte 999"
    with pytest.raises(NotFound):
        desk.reading(oldest)


def test_several_browsers_may_listen_at_once():
    desk = SpeakingDesk(scripted)
    token = desk.register(TEXT, "fr")
    sounds: list[bytes] = []

    threads = [threading.Thread(target=lambda n=n: sounds.append(desk.sound(token, n % 3).wav)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert len(sounds) == 12
    assert len(set(sounds)) == 3


def test_the_first_breath_is_made_while_the_page_is_drawn():
    counting, made = Counting(), threading.Event()
    desk = SpeakingDesk(lambda: counting)
    counting.then = made.set
    token = desk.register(TEXT, "fr")

    desk.get_ready(token)

    assert made.wait(20)
    desk.sound(token, 0)
    assert [text for text, *_rest in counting.asked] == ["Débranchez la box."]


def test_the_page_brings_the_first_breath_along_when_the_voice_is_quick():
    desk = SpeakingDesk(scripted)
    desk.warm_up(["fr"])
    token = desk.register(TEXT, "fr")

    speech, words = desk.first(token, wait_s=20)

    assert speech is desk.sound(token, 0)
    assert [TEXT[0].written[word.first : word.last] for word in words] == ["Débranchez", "la", "box"]


def test_a_page_does_not_wait_for_a_voice_that_hangs():
    comes = threading.Event()

    class Hanging(Counting):
        def speak(self, text, **how):
            if text != "Oui.":
                comes.wait(20)
            return super().speak(text, **how)

    hanging = Hanging()
    desk = SpeakingDesk(lambda: hanging)
    desk.warm_up(["fr"])
    begun = time.monotonic()

    early = desk.first(desk.register(TEXT, "fr"), wait_s=0.05)

    assert early is None
    assert time.monotonic() - begun < 2
    comes.set()


def test_a_voice_that_was_never_heard_is_not_waited_for():
    comes = threading.Event()
    desk = SpeakingDesk(lambda: comes.wait(20) and scripted())
    begun = time.monotonic()

    early = desk.first(desk.register(TEXT, "fr"), wait_s=10)

    assert early is None
    assert time.monotonic() - begun < 5
    comes.set()


def test_a_voice_that_hangs_at_its_start_keeps_no_page_waiting():
    comes = threading.Event()
    desk = SpeakingDesk(lambda: comes.wait(20) and scripted())

    token = desk.register(TEXT, "fr")
    desk.get_ready(token)

    assert desk.trouble("fr") is None
    comes.set()
    assert desk.sound(token, 0).seconds > 0


def test_who_waits_behind_a_voice_that_does_not_speak_is_told_at_once():
    asked = []

    def missing():
        asked.append(1)
        raise VoiceSilent(name="pyttsx3", why="elle n’a pas démarré")

    desk = SpeakingDesk(missing)
    token = desk.register(TEXT, "fr")

    for n in range(3):
        with pytest.raises(VoiceSilent):
            desk.sound(token, n)

    assert len(asked) == 1
    assert "pas démarré" in desk.trouble("fr").said()


def test_a_voice_that_lacks_one_language_speaks_the_other_at_once():
    class EnglishOnly(Counting):
        def speak(self, text, *, language, speed=1.0):
            if language == "fr":
                raise VoiceSilent(name="piper", why="aucune voix française n’est installée")
            return super().speak(text, language=language, speed=speed)

    voice = EnglishOnly()
    desk = SpeakingDesk(lambda: voice)
    desk.warm_up(["fr", "en"])

    speech = desk.sound(desk.register(TEXT, "en"), 0)

    assert speech.seconds > 0
    assert desk.trouble("en") is None
    assert "française" in desk.trouble("fr").said()


def test_a_word_is_spelled_and_only_words_of_the_text_are():
    counting = Counting()
    desk = SpeakingDesk(lambda: counting)
    token = desk.register(TEXT, "fr")

    desk.spelling(token, 0, 0, 10)

    assert counting.asked[0][0] == voice.spelled("Débranchez", "fr")
    for first, last in [(5, 5), (10, 11), (300, 400)]:
        with pytest.raises(NotFound):
            desk.spelling(token, 0, first, last)


def test_a_word_that_never_ends_is_not_spelled():
    desk = SpeakingDesk(scripted)
    token = desk.register(spoken_text("a" * 200, "fr"), "fr")

    with pytest.raises(TooManyWords):
        desk.spelling(token, 0, 0, 200)


def test_sentences_are_joined_with_a_pause_between_them():
    spoken = [load(voice, "scripted").speak(text, language="fr") for text in ("Un.", "Deux.", "Trois.")]

    joined = save_wav(spoken)

    assert seconds(joined) == pytest.approx(sum(one.seconds for one in spoken) + 2 * PAUSE_SECONDS, abs=0.01)


def test_no_sentence_gives_a_file_without_sound():
    assert seconds(save_wav([])) == 0


def test_a_whole_text_is_read_into_one_file():
    assert seconds(save_wav(read_aloud(TEXT, scripted(), language="fr"))) > 2


def test_paragraphs_are_told_by_the_sentences_that_begin_them():
    assert paragraphs_of("Un. Deux.\n\nTrois.\n\nQuatre. Cinq.", "fr") == (2, 3)
    assert paragraphs_of("Un.", "fr") == ()
    assert paragraphs_of("", "fr") == ()
    assert paragraphs_of("Un.\n\n…\n\nDeux.", "fr") == ()
