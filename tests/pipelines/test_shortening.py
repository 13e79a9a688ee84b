"""The beginning of a text, where there is room for no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.shortening import shortened


@pytest.mark.parametrize(
    ("text", "length", "beginning"),
    [
        ("Où est ma facture ?", 19, "Où est ma facture ?"),
        ("  deux\n lignes ", 20, "deux lignes"),
        ("un deux trois", 12, "un deux…"),
        ("un deux trois", 8, "un deux…"),
        ("un deux, trois", 10, "un deux…"),
        ("a" * 100, 10, "a" * 9 + "…"),
        ("", 10, ""),
    ],
)
def test_a_text_is_cut_between_two_words(text, length, beginning):
    assert shortened(text, length=length) == beginning


@given(st.text(max_size=300), st.integers(2, 200))
def test_the_beginning_is_never_too_long_and_holds_nothing_else(text, length):
    beginning = shortened(text, length=length)

    assert len(beginning) <= length
    assert " ".join(text.split()).startswith(beginning.removesuffix("…"))
