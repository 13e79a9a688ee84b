"""What gestures do."""

import pytest

from pipelines.acting import DEEDS, GESTURES, USUAL, deeds_from, with_deed


def test_every_usual_gesture_is_one_that_is_known_and_every_deed_has_one():
    assert set(USUAL) <= set(GESTURES)
    assert set(USUAL.values()) == set(DEEDS)


def test_a_member_who_chose_nothing_has_the_usual_deeds():
    assert deeds_from(None) == USUAL


def test_what_a_member_chose_is_what_gestures_do_and_nothing_else_is():
    assert deeds_from({"victory": "yes"}) == {"victory": "yes"}
    assert deeds_from({}) == {}


@pytest.mark.parametrize("kept", ["yes", 3, ["yes"], {"thumb_up": "publish"}, {"thumb_up": None}])
def test_what_makes_no_sense_does_nothing_that_could_surprise(kept):
    assert "publish" not in deeds_from(kept).values()
    assert set(deeds_from(kept).values()) <= set(DEEDS)


def test_a_gesture_is_given_another_deed_or_none_and_the_others_stay():
    changed = with_deed(USUAL, "thumb_up", "next")

    assert changed["thumb_up"] == "next"
    assert with_deed(changed, "thumb_up", None) == {name: deed for name, deed in USUAL.items() if name != "thumb_up"}
    assert {name: deed for name, deed in changed.items() if name != "thumb_up"} == {
        name: deed for name, deed in USUAL.items() if name != "thumb_up"
    }
