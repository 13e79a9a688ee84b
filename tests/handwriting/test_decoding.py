"""From the chances of each column to a text: where the words of the language weigh in, and where they do not."""

import numpy as np
import pytest

from modalities.handwriting._decoding import readings
from modalities.handwriting._text_model import text_model


def read(*columns, language="fr"):
    """The best reading of columns, each a sign or the chances of several; "" is the blank."""
    given = [column if isinstance(column, dict) else {column: 1.0} for column in columns]
    signs = ["", *sorted({sign for column in given for sign in column if sign})]
    rows = []
    for column in given:
        rows.append([column.get(sign, 0.0) for sign in signs])
        rows.append([1.0, *[0.0] * (len(signs) - 1)])  # so that a letter may follow itself
    return readings(np.array(rows, np.float32), signs, model=text_model(language))[0].text


@pytest.mark.parametrize(
    "text",
    ["l'été", "d'un", "jusqu'ici", "chez-moi", "peut-être", "non, merci", "c'est tout."],
)
def test_a_space_that_may_be_none_is_none_where_none_belongs(text):
    perhaps = {"": 0.5, " ": 0.5}
    columns = []
    for sign, following in zip(text, [*text[1:], ""], strict=True):
        columns.append(sign)
        if sign in "'-" or following in tuple(",."):
            columns.append(perhaps)

    assert read(*columns) == text


def test_a_space_that_is_seen_stays_even_where_none_belongs():
    assert read("l", "'", {"": 0.001, " ": 0.999}, "é", "t", "é") == "l' été"


@pytest.mark.parametrize("name", ["covfefe", "Gwrtz", "Rossignac"])
def test_a_name_that_no_lexicon_knows_is_read_as_it_is_seen(name):
    columns = [{sign: 0.93, "e": 0.07} if sign != "e" else sign for sign in name]

    assert read(*columns) == name


def test_where_the_letters_say_little_a_known_word_is_preferred():
    assert read("f", "a", "c", {"t": 0.45, "l": 0.55}, "u", "r", "e") == "facture"


def test_a_figure_is_not_lengthened():
    assert read("1", "6", {"0": 0.5, "": 0.5}, language=None) == "16"
