"""From ink to text: lines, words, late accents, insertions, and what nobody wrote."""

import numpy as np
import pytest

from modalities.handwriting import Hand, Reader, scripted
from modalities.handwriting._grouping import lines_of
from tests.fixtures import hand

SENTENCES = [
    "Où est ma facture d'été ?",
    "Ma Livebox clignote en orange depuis hier.",
    "J'ai payé 25,90 € le 3 août",
    "« Ça marche », dit-elle.",
]


def plain(text):
    return text.replace("’", "'")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_french_is_read_with_its_accents_quotes_and_figures(reader, sentence):
    read = reader.read_ink(hand.ink(sentence), language="fr")

    assert plain(read.text) == sentence


def test_each_line_of_writing_is_a_line_of_text(reader):
    text = "Bonjour à tous,\nmon téléphone ne sonne plus\ndepuis la mise à jour. Que faire ?"

    read = reader.read_ink(hand.ink(text, jitter=1.5), language="fr")

    assert plain(read.text) == text


def test_accents_and_dots_added_at_the_very_end_belong_to_their_letters(reader):
    text = "Il a été\nici cet été"
    strokes = hand.strokes(text)
    heights = [float(np.ptp(stroke[:, 1])) for stroke in strokes]
    letters = [stroke for stroke, height in zip(strokes, heights, strict=True) if height >= 0.6 * hand.X_HEIGHT]
    marks = [stroke for stroke, height in zip(strokes, heights, strict=True) if height < 0.6 * hand.X_HEIGHT]
    assert len(marks) >= 5

    read = reader.read_ink(hand.ink_of([*letters, *marks]), language="fr")

    assert read.text == text


def test_a_word_written_later_lands_where_it_stands(reader):
    before, inserted, after = "ma", "grande", "facture"
    first = hand.strokes(before)
    gap = hand.strokes(inserted, x=first[-1][:, 0].max() + 40)
    last = hand.strokes(after, x=gap[-1][:, 0].max() + 40)

    read = reader.read_ink(hand.ink_of([*first, *last, *gap]), language="fr")

    assert read.text == "ma grande facture"


def test_a_line_that_climbs_is_one_line(reader):
    strokes = [stroke.copy() for stroke in hand.strokes("Ma Livebox clignote en orange")]
    for stroke in strokes:
        stroke[:, 1] -= 0.12 * stroke[:, 0]

    read = reader.read_ink(hand.ink_of(strokes), language="fr")

    assert read.text == "Ma Livebox clignote en orange"


def test_a_page_of_a_real_writer_has_its_twelve_lines(shared_data):
    import json

    rows = [json.loads(line) for line in (shared_data / "ink/myscript.jsonl").read_text("utf-8").splitlines()]
    page = next(row for row in rows if row["level"] == "page")

    found = lines_of(hand.ink_of([np.array(stroke, float) for stroke in page["strokes"]]))

    assert len(found) == 12
    assert sorted(number for line in found for number in line) == list(range(len(page["strokes"])))


def test_words_know_their_strokes_place_and_time(reader):
    (line,) = reader.read_lines(hand.ink("ma facture"), language="fr")

    one, two = line.words
    assert sorted((*one.strokes, *two.strokes)) == list(line.strokes)
    assert one.word.box[2] < two.word.box[0]
    assert 0 <= one.word.start < one.word.end < two.word.start < two.word.end


def test_a_line_that_stays_the_same_is_read_once():
    recogniser = scripted.load(says=("une", "deux", "trois"))
    reader = Reader(recogniser)
    ink = hand.ink("une")

    first, again = reader.read_ink(ink), reader.read_ink(ink)
    longer = reader.read_ink(hand.ink("une\ndeux"))

    assert first.text == again.text == "une"
    assert longer.text == "une\ndeux"


def test_another_language_or_hand_reads_the_line_anew():
    reader = Reader(scripted.load(says=("une", "deux", "trois")))
    ink = hand.ink("une")

    texts = [reader.read_ink(ink).text, reader.read_ink(ink, language="en").text]
    texts.append(reader.read_ink(ink, hand=Hand(pen=2.0)).text)

    assert texts == ["une", "deux", "trois"]


def test_no_stroke_and_a_lone_dot_say_nothing(reader):
    dot = np.array([[10.0, 10.0, 0.0, 0.5]])

    assert reader.read_ink(hand.ink_of([])).text == ""
    assert reader.read_ink(hand.ink_of([dot])).text == ""


def test_a_stroke_of_a_hundred_thousand_points_is_read(reader):
    (first, *rest) = hand.strokes("oui")
    many = np.repeat(first, 100_000 // len(first) + 1, axis=0)

    read = reader.read_ink(hand.ink_of([many, *rest]), language="fr")

    assert read.text == "oui"


def test_a_deliberate_misspelling_survives(reader):
    read = reader.read_ink(hand.ink("Ma facteure est en retart"), language="fr")

    assert read.text == "Ma facteure est en retart"


def test_where_the_lexicon_prefers_another_reading_the_raw_one_stays_among_the_readings(rapidocr, shared_data):
    import json

    rows = [json.loads(line) for line in (shared_data / "ink/myscript.jsonl").read_text("utf-8").splitlines()]
    row = next(row for row in rows if row["text"] == "leçon")

    read = Reader(rapidocr).read_ink(hand.ink_of([np.array(s, float) for s in row["strokes"]]), language="fr")

    assert read.text == "leçon"
    assert read.raw is not None
    assert read.raw in [other.text for other in read.words[0].alternatives]
    assert read.raw in [other.text for other in read.alternatives]


def test_an_apostrophe_makes_no_word_doubtful(reader):
    (line,) = reader.read_lines(hand.ink("l'été d'avant"), language="fr")

    assert all(read.word.confidence > 0.9 for read in line.words)
