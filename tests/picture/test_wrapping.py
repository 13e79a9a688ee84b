"""Lines: here a character is one wide, so that widths can be counted."""

from hypothesis import given
from hypothesis import strategies as st

from modalities.picture._wrapping import balanced, wrapped

WORDS = st.lists(st.text("abcé’", min_size=1, max_size=30), max_size=40).map(" ".join)


def test_words_go_to_the_next_line_when_the_line_is_full():
    assert wrapped("un deux trois", width=7, lines=3, measure=len) == ["un deux", "trois"]


def test_what_is_left_over_is_cut_at_a_word():
    assert wrapped("un deux, trois quatre", width=8, lines=1, measure=len) == ["un deux…"]


def test_a_word_wider_than_the_line_is_broken():
    assert wrapped("abcdefgh ij", width=3, lines=5, measure=len) == ["abc", "def", "gh", "ij"]


def test_french_signs_stay_with_their_word():
    assert wrapped("que faire ?", width=9, lines=2, measure=len) == ["que", "faire ?"]


def test_an_accent_stays_with_its_letter():
    assert wrapped("abe\u0301d", width=3, lines=3, measure=len) == ["ab", "e\u0301d"]


def test_nothing_gives_no_line():
    assert wrapped("", width=10, lines=2, measure=len) == []


def test_a_title_leaves_no_word_alone():
    assert wrapped("un deux trois quatre", width=15, lines=3, measure=len) == ["un deux trois", "quatre"]
    assert balanced("un deux trois quatre", width=15, lines=3, measure=len) == ["un deux", "trois quatre"]


@given(text=WORDS, width=st.integers(5, 60), lines=st.integers(1, 6))
def test_no_line_is_too_wide_and_none_is_too_many(text, width, lines):
    for shape in (wrapped, balanced):
        found = shape(text, width=width, lines=lines, measure=len)

        assert len(found) <= lines
        assert all(len(line) <= width for line in found)


@given(text=WORDS)
def test_nothing_is_lost_where_there_is_place(text):
    found = wrapped(text, width=40, lines=1000, measure=len)

    assert " ".join(found) == text


@given(text=WORDS, width=st.integers(30, 80))
def test_balancing_changes_neither_the_words_nor_the_number_of_lines(text, width):
    greedy = wrapped(text, width=width, lines=1000, measure=len)

    even = balanced(text, width=width, lines=1000, measure=len)

    assert (len(even), " ".join(even)) == (len(greedy), " ".join(greedy))
