"""The sheet as Python keeps it: what a browser says, done once and in order."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from modalities.handwriting import Sheet, read_inks, sheet_from_json

LINE = [[1, 2, 0, 0.5], [30, 40, 16, 0.5]]


def news(*operations, page="p"):
    numbered = [{"n": number, **operation} for number, operation in enumerate(operations, start=1)]
    return json.dumps({"page": page, "operations": numbered})


def add(id, stroke=LINE):
    return {"do": "add", "id": id, "stroke": stroke}


def test_strokes_stand_in_the_order_in_which_they_were_drawn():
    sheet = Sheet().after(news(add("b"), add("a")))

    assert sheet.ids == ("b", "a")
    assert len(sheet.ink.strokes) == 2
    assert sheet.acknowledged("p") == 2


def test_what_is_hidden_can_be_shown_again():
    sheet = Sheet().after(news(add("a"), add("b"), {"do": "hide", "ids": ["a"]}))
    again = sheet.after(json.dumps({"page": "p", "operations": [{"n": 4, "do": "show", "ids": ["a"]}]}))

    assert sheet.ids == ("b",)
    assert again.ids == ("a", "b")


def test_what_is_said_twice_is_done_once():
    said = news(add("a"), {"do": "hide", "ids": ["a"]}, {"do": "show", "ids": ["a"]})

    once = Sheet().after(said)

    assert once.after(said).to_json() == once.to_json()


def test_two_pages_write_on_one_sheet():
    sheet = Sheet().after(news(add("a"), page="p")).after(news(add("b"), page="q"))

    assert sheet.ids == ("a", "b")
    assert (sheet.acknowledged("p"), sheet.acknowledged("q")) == (1, 1)


def test_a_chosen_reading_belongs_to_its_strokes():
    sheet = Sheet().after(news(add("a"), add("b"), {"do": "choose", "ids": ["b", "a"], "text": "été"}))

    assert sheet.choices == {frozenset({"a", "b"}): "été"}


def test_a_choice_of_a_reading_can_be_taken_back():
    chosen = Sheet().after(news(add("a"), {"do": "choose", "ids": ["a"], "text": "été"}))

    back = chosen.after(json.dumps({"page": "p", "operations": [{"n": 3, "do": "choose", "ids": ["a"], "text": ""}]}))

    assert back.choices == {}


def says(page, *, last="", hidden=0):
    return json.dumps({"page": page, "operations": [], "last": last, "hidden": hidden})


def test_a_page_that_begins_is_told_the_whole_sheet():
    sheet = Sheet().after(news(add("a"), add("b"), {"do": "hide", "ids": ["a"]}))

    told = json.loads(sheet.untold(None))

    assert (told["ids"], told["strokes"]) == (["a", "b"], [LINE, LINE])
    assert (told["shown"], told["hidden"], told["last"]) == (["b"], ["a"], "b")
    assert told["seen"] == {"p": 3}


def test_a_page_is_told_what_others_have_drawn_since_until_it_says_that_it_knows():
    sheet = Sheet().after(news(add("p-1"), page="p")).after(news(add("q-1"), add("q-2"), page="q"))

    told = json.loads(sheet.untold(says("p", last="p-1")))

    assert told["ids"] == ["q-1", "q-2"]
    assert sheet.untold(says("p", last=told["last"])) == ""


def test_a_page_is_told_what_others_have_hidden():
    sheet = Sheet().after(news(add("p-1"), page="p")).after(news({"do": "hide", "ids": ["p-1"]}, page="q"))

    told = json.loads(sheet.untold(says("p")))

    assert (told["ids"], told["shown"], told["hidden"]) == ([], [], ["p-1"])
    assert sheet.untold(says("p", hidden=1)) == ""


def test_of_a_long_sheet_only_what_is_new_travels():
    page = [add(f"p-{number}", [[x, 9, x, 0.5] for x in range(50)]) for number in range(1, 1001)]
    sheet = Sheet().after(news(*page, page="p"))

    other = sheet.after(news(add("q-1"), page="q"))

    assert sheet.untold(says("p")) == ""  # its own strokes never come back to it
    assert json.loads(other.untold(says("p", last="p-1000")))["ids"] == ["q-1"]


@pytest.mark.parametrize("last", ["", "gone", None, 4])
def test_a_page_that_knows_a_stroke_which_is_gone_is_told_the_others(last):
    sheet = Sheet().after(news(add("p-1"), page="p")).after(news(add("q-1"), page="q"))

    assert json.loads(sheet.untold(says("p", last=last)))["ids"] == ["q-1"]


def test_the_sheet_grows_and_never_shrinks_under_its_ink():
    sheet = Sheet().after(news({"do": "size", "width": 300, "height": 200}, add("a")))

    larger = sheet.after(json.dumps({"page": "q", "operations": [{"n": 1, "do": "size", "width": 200, "height": 900}]}))

    assert (sheet.width, sheet.height) == (300, 200)
    assert (larger.width, larger.height) == (300, 900)


def test_a_kept_sheet_comes_back_whole_and_is_an_ink_file_too():
    sheet = Sheet().after(
        news(add("a"), add("b"), {"do": "hide", "ids": ["a"]}, {"do": "choose", "ids": ["b"], "text": "oui"})
    )

    back = sheet_from_json(sheet.to_json())
    (ink,) = read_inks(sheet.to_json(), name="sheet")

    assert (back.ids, back.hidden, back.choices, back.seen) == (sheet.ids, sheet.hidden, sheet.choices, sheet.seen)
    assert list(back.strokes) == ["a", "b"]
    assert np.array_equal(ink.strokes[0], sheet.ink.strokes[0])


def test_a_stroke_of_a_hundred_thousand_points_keeps_its_shape():
    points = [[i / 100, math.sin(i / 5000) * 50 + 60, i, 0.5] for i in range(100_000)]

    (stroke,) = Sheet().after(news(add("a", points))).ink.strokes

    assert len(stroke) <= 20_000
    assert np.ptp(stroke[:, 0]) == pytest.approx(1000, rel=0.01)


@pytest.mark.parametrize(
    "stroke",
    [
        [],
        None,
        "x",
        [[1, 2]],
        [[1, 2, 3, float("nan")]],
        [[1, 2, 3, 4], [1]],
        [[1e9, 0, 0, 0]],
        [[None, 1, 2, 3]],
        [[10**400, 1, 2, 3]],
    ],
)
def test_a_stroke_that_is_nowhere_is_passed_over_and_the_others_are_kept(stroke):
    sheet = Sheet().after(news(add("bad", stroke), add("good")))

    assert sheet.ids == ("good",)
    assert sheet.acknowledged("p") == 2


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)
OPERATIONS = st.fixed_dictionaries(
    {"n": st.integers(0, 5), "do": st.sampled_from(["add", "hide", "show", "choose", "size", "dance"])},
    optional=dict.fromkeys(("id", "ids", "stroke", "text", "width", "height"), JSON),
)


@given(st.lists(OPERATIONS | JSON, max_size=6))
def test_whatever_a_browser_says_the_sheet_stays_a_sheet(operations):
    sheet = Sheet().after(json.dumps({"page": "p", "operations": operations}))

    assert sheet_from_json(sheet.to_json()).ids == sheet.ids


@pytest.mark.parametrize("said", [None, "", "{", "[]", "3", '{"operations": 4}', '{"page": "p"}'])
def test_what_is_no_news_changes_nothing(said):
    assert Sheet().after(said).to_json() == Sheet().to_json()


def test_what_was_erased_is_gone_from_a_finished_sheet():
    sheet = Sheet().after(
        news(add("a"), add("b"), {"do": "choose", "ids": ["a"], "text": "non"}, {"do": "hide", "ids": ["a"]})
    )

    left = sheet.without_erased()

    assert left.ids == ("b",)
    assert b'"a"' not in left.to_json()
