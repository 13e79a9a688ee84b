"""``cafe ask``, from an input to a question, an answer, a sound and a picture."""

import io
import sqlite3
import wave

import pytest

from community.captions import captions_in

QUESTION = "Ma Livebox clignote en orange, que faire ?"
KEYS = {"recognitions", "draft", "posted", "answer"}
RECOGNITION_KEYS = {
    "input", "modality", "engine", "language", "text", "confidence", "alternatives", "words", "seconds"
}  # fmt: skip


def questions(data) -> list[str]:
    """The titles in the store, newest last; none where no store was made."""
    if not (data / "cafe.db").exists():
        return []
    store = sqlite3.connect(data / "cafe.db")
    try:
        return [title for (title,) in store.execute("SELECT title FROM questions ORDER BY asked_at")]
    finally:
        store.close()


def test_a_spoken_question_is_heard_posted_answered_read_aloud_and_drawn(cafe, data, shared_data, tmp_path):
    sound, picture = tmp_path / "out.wav", tmp_path / "out.png"

    asked = cafe(
        "ask", shared_data / "speech/jfk.flac", "--engine", "pocketsphinx", "--lang", "en", "--post",
        "--say", sound, "--picture", picture, "--json", VOICE="scripted",
    )  # fmt: skip

    record = asked.record
    assert asked.status == 0, asked.err
    assert set(record) == KEYS
    assert set(record["recognitions"][0]) == RECOGNITION_KEYS
    assert "country" in record["recognitions"][0]["text"]
    assert record["draft"]["text"] == record["recognitions"][0]["text"]
    assert record["posted"]["kind"] == "question"
    assert not record["answer"]["known"]
    assert record["answer"]["sources"] == []
    assert record["answer"]["language"] == "en"
    assert (record["answer"]["spoken"], record["answer"]["picture"]) == (str(sound), str(picture))
    assert picture.read_bytes().startswith(b"\x89PNG")
    with wave.open(io.BytesIO(sound.read_bytes())) as spoken:
        assert spoken.getnframes() > 0
    assert len(questions(data)) == 1


def test_captions_are_written_in_time_with_the_sound(cafe, tmp_path):
    sound, captions = tmp_path / "out.wav", tmp_path / "out.vtt"

    asked = cafe(
        "ask", "-", "--say", sound, "--captions", captions, "--json", typed=QUESTION.encode(), VOICE="scripted"
    )

    told = captions_in(captions.read_text("utf-8"))
    with wave.open(str(sound)) as spoken:
        assert told[-1].end == pytest.approx(spoken.getnframes() / spoken.getframerate(), abs=0.01)
    assert " ".join(caption.words for caption in told) == asked.record["answer"]["text"]
    assert asked.record["answer"]["captions"] == str(captions)


def test_without_post_nothing_is_published_and_the_draft_is_kept(cafe, data):
    asked = cafe("ask", "-", "--json", typed=QUESTION.encode())

    assert asked.status == 0, asked.err
    assert asked.record["posted"] is None
    assert questions(data) == []
    assert "brouillon est gardé" in asked.err


def test_a_question_that_nobody_answered_is_no_answer_to_the_next(cafe, data):
    cafe("ask", "-", "--post", "--as", "Ana", typed=QUESTION.encode())

    asked = cafe("ask", "-", "--json", typed=b"Ma livebox clignotte en oranje")

    assert not asked.record["answer"]["known"]
    assert asked.record["draft"]["author"] == "invité"
    assert questions(data) == [QUESTION]


def test_several_inputs_make_one_draft_in_the_order_in_which_they_were_given(cafe, shared_data):
    asked = cafe(
        "ask", shared_data / "speech/jfk.flac", "-", "--engine", "scripted", "--json",
        typed="Merci d’avance.".encode(), SCRIPT="Où est mon code PUK ?",
    )  # fmt: skip

    assert [one["modality"] for one in asked.record["recognitions"]] == ["speech", "text"]
    assert asked.record["draft"]["text"] == "Où est mon code PUK ? Merci d’avance."
    assert asked.record["draft"]["subject"] == "Où est mon code PUK ?"


def test_who_publishes_comes_from_the_command_then_from_the_settings(cafe):
    by_command = cafe("ask", "-", "--json", "--as", "Zoé", typed=b"Bonjour la box", PSEUDONYM="Luc")
    by_setting = cafe("ask", "-", "--json", typed=b"Bonjour la box", PSEUDONYM="Luc")

    assert by_command.record["draft"]["author"] == "Zoé"
    assert by_setting.record["draft"]["author"] == "Luc"


@pytest.mark.parametrize("clip", ["silence-2s.wav", "noise-background.wav"])
def test_nothing_understood_publishes_nothing_and_says_so(cafe, data, shared_data, clip):
    asked = cafe("ask", shared_data / "speech" / clip, "--engine", "pocketsphinx", "--lang", "en", "--post", "--json")

    assert asked.status == 1
    assert asked.record["recognitions"][0]["text"] == ""
    assert asked.record["posted"] is None
    assert set(asked.record) == KEYS
    assert "pas compris" in asked.err
    assert questions(data) == []


def test_blank_text_is_nothing_understood(cafe):
    asked = cafe("ask", "-", "--json", typed=b" \n ")

    assert asked.status == 1
    assert asked.record["draft"]["text"] == ""


def test_text_from_a_file_keeps_its_markup_as_words(cafe, tmp_path):
    typed = "<script>alert('box')</script> *Pourquoi* ma box <b>coupe</b> ?"
    file = tmp_path / "question.txt"
    file.write_text("\ufeff" + typed, "utf-8")

    asked = cafe("ask", file, "--post", "--json")

    assert asked.status == 0, asked.err
    assert asked.record["draft"]["text"] == typed


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--to", "atelier:nowhere"], "nowhere"),
        (["--space", "nowhere"], "nowhere"),
        (["--say", "out.mp3"], ".wav"),
        (["--captions", "out.srt"], ".vtt"),
        (["--picture", "out.gif"], ".png .svg"),
        (["--say", "nowhere/out.wav"], "nowhere"),
        (["--picture", "nowhere/out.png"], "nowhere"),
        (["--as", "!", "--post"], "pseudonyme"),
        (["--subject", "x" * 300], "300"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_published(cafe, data, options, named):
    asked = cafe("ask", "-", "--post", *options, typed=QUESTION.encode())

    assert asked.status == 2
    assert asked.out == ""
    assert named in asked.err
    assert "Traceback" not in asked.err
    assert questions(data) == []


def test_a_text_that_is_too_long_is_refused_with_its_length(cafe, data):
    asked = cafe("ask", "-", "--post", "--json", typed=b"mot " * 25_000)

    assert asked.status == 2
    assert "20000" in asked.err
    assert questions(data) == []


def test_a_voice_that_is_not_here_takes_nothing_from_the_rest(cafe, data, tmp_path):
    asked = cafe("ask", "-", "--post", "--say", tmp_path / "out.wav", "--json", typed=QUESTION.encode(), VOICE="choir")

    assert asked.status == 2
    assert "choir" in asked.err
    assert asked.record["answer"]["spoken"] is None
    assert asked.record["posted"]["kind"] == "question"


def test_the_picture_may_be_svg(cafe, tmp_path):
    asked = cafe("ask", "-", "--picture", tmp_path / "out.svg", "--json", typed=QUESTION.encode())

    assert asked.status == 0, asked.err
    assert "<svg" in (tmp_path / "out.svg").read_text("utf-8")


def test_without_json_the_answer_is_told_in_words(cafe):
    asked = cafe("ask", "-", "--post", typed=QUESTION.encode())

    assert asked.out.splitlines() == [
        f"Question : {QUESTION}",
        "Personne n’a encore répondu à cette question ici. La question est publiée : les membres peuvent y répondre.",
    ]
