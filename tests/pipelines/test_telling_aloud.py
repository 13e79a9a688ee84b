"""An answer as it is said: sources briefly, steps with their numbers, members' words as they are written."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modalities import load, voice
from pipelines.answer import unknown
from pipelines.attributing import continued, introduced
from pipelines.telling_aloud import SOON, lit_words, spoken_answer, spoken_text, written_lines
from vocabulary import Answer, Source

TODAY = date(2026, 6, 1)


def source(**others) -> Source:
    about = {
        "id": "1",
        "thread": "2",
        "title": "Voyant rouge",
        "author": "Marie",
        "quote": "Débranchez la box. Attendez une minute.",
        "link": "/question?id=2",
        "written_at": datetime(2026, 3, 12, 9, tzinfo=UTC),
    }
    return Source(**{**about, **others})


def answer(*sources: Source, language="fr", goes_on=False) -> Answer:
    """As the community answers: the steps of the first source, then a sentence of the others."""
    quoted = [one.quote.split("\n") for one in sources]
    lines = []
    for n, (one, quotes) in enumerate(zip(sources, quoted, strict=True)):
        lines += [introduced(one, is_first=n == 0, language=language), *quotes]
        if n == 0 and goes_on:
            lines.append(continued(one, language=language))
    return Answer(
        text="\n".join(lines), language=language, known=True, title="?", steps=tuple(quoted[0]), sources=sources
    )


def said(answer: Answer) -> list[str]:
    return [line.said for line in spoken_answer(answer, today=TODAY)]


def test_whose_words_follow_and_of_which_day_is_said_briefly():
    told = said(answer(source(quote="Débranchez la box.")))

    assert told == ["D’après la réponse de Marie, le 12 mars :", "Débranchez la box."]


@pytest.mark.parametrize(
    ("language", "moment", "expected"),
    [
        ("fr", datetime(2025, 3, 12, tzinfo=UTC), "le 12 mars 2025"),
        ("fr", datetime(2026, 5, 1, tzinfo=UTC), "le 1er mai"),
        ("en", datetime(2026, 3, 12, tzinfo=UTC), "on March 12:"),
        ("en", datetime(2025, 3, 12, tzinfo=UTC), "on March 12, 2025:"),
    ],
)
def test_a_year_is_said_when_it_is_another_one(language, moment, expected):
    assert expected in said(answer(source(written_at=moment), language=language))[0]


def test_a_source_without_a_date_is_said_without_one():
    assert said(answer(source(written_at=None)))[0] == "D’après la réponse de Marie :"


def test_a_tip_is_said_by_its_name_and_its_authors():
    tip = source(kind="tip", title="Bien redémarrer", author="Ana et Luc")

    assert said(answer(tip))[0] == "D’après l’astuce « Bien redémarrer », de Ana et Luc :"


def test_steps_are_said_with_their_numbers_in_their_order():
    told = said(answer(source(quote="Débranchez la box.\nAttendez une minute.\nRebranchez-la."), goes_on=True))

    assert told[1:] == [
        "Un. Débranchez la box.",
        "Deux. Attendez une minute.",
        "Trois. Rebranchez-la.",
        "La suite est dans le fil.",
    ]


def test_one_sentence_alone_has_no_number():
    assert said(answer(source(quote="Débranchez la box.")))[1] == "Débranchez la box."


def test_what_others_add_is_said_after_and_not_counted():
    told = said(
        answer(source(quote="Débranchez.\nAttendez."), source(author="Luc", quote="Attendez.", written_at=None))
    )

    assert told == [
        "D’après la réponse de Marie, le 12 mars :",
        "Un. Débranchez.",
        "Deux. Attendez.",
        "D’après la réponse de Luc :",
        "Attendez.",
    ]


@pytest.mark.parametrize("is_posted", [True, False])
def test_not_knowing_is_said_too(is_posted):
    nothing = unknown("fr", posted=is_posted)

    assert " ".join(said(nothing)) == nothing.text


def test_what_is_written_stands_on_the_screen_line_by_line():
    shown = answer(source(quote="Débranchez la box.\nAttendez une minute."))

    assert list(written_lines(spoken_answer(shown))) == shown.text.split("\n")


def test_words_light_where_they_stand_in_the_written_line():
    line = spoken_answer(answer(source(quote="Débranchez.\nAttendez une minute.")))[2]
    speech = load(voice, "scripted").speak(line.said, language="fr")

    lit = lit_words(line, speech)

    assert [line.written[word.first : word.last] for word in lit] == ["Attendez", "une", "minute"]
    assert lit[0].start > 0  # « Deux. » comes before


def test_a_line_said_in_other_words_lights_as_a_whole():
    line = spoken_answer(answer(source()))[0]
    speech = load(voice, "scripted").speak(line.said, language="fr")

    assert lit_words(line, speech) == ()


def test_a_long_first_sentence_begins_with_a_short_breath():
    long = "Éteignez la box avec le bouton qui est à l’arrière, puis attendez une dizaine de secondes, et rallumez-la."

    first, rest = spoken_text(long, "fr")

    assert first.said == "Éteignez la box avec le bouton qui est à l’arrière,"
    assert first.line == rest.line == 0
    assert len(first.said) <= SOON
    assert first.written[first.first : first.last] == first.said
    assert rest.written[rest.first : rest.last] == rest.said


words = st.text(st.characters(codec="utf-8"), max_size=400)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, min_size=1, max_size=4), st.sampled_from(["fr", "en"]))
def test_whatever_is_written_every_letter_is_said_once_and_in_order(quotes, language):
    text = "\n".join(quotes)
    lines = spoken_answer(Answer(text=text, language=language))

    together = "".join("".join(line.said for line in lines).split())

    assert together == "".join(text.split())
    assert all(line.written[line.first : line.last] == line.said[line.at :] for line in lines)


def test_ten_thousand_words_are_cut_into_breaths():
    lines = spoken_text("mot " * 10_000, "fr")

    assert sum(len(line.said.split()) for line in lines) == 10_000
    assert max(len(line.said) for line in lines) < 300


def test_nothing_is_said_of_nothing():
    assert spoken_answer(Answer(text="")) == ()
    assert spoken_text(" \n ", "fr") == ()
