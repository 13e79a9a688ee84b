"""A whole session of looking, with a person who is made up and moved by the test."""

import json
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import EngineFailed
from modalities.gaze import LookStream
from modalities.gaze._calibration import calibration_from
from modalities.gaze._model_face import CLOSED, ModelFace
from pipelines.looking import LookSession
from tests.fixtures.lookers import FRAME_MS, WINDOW, Looker, Watched

SOMEBODY = ModelFace(eye_bias_deg=(3.0, -2.0), head_scale=1.05)
TOLD_WINDOW = {"window": {"width": 1280, "height": 720}}
YES = {"id": "yes", "left": 0, "top": 0, "width": 500, "height": 280}
NO = {"id": "no", "left": 780, "top": 440, "width": 500, "height": 280}
REST = {"left": 500, "top": 0, "width": 280, "height": 720}
ON_YES, ON_NO, IN_REST = (250, 140), (1030, 580), (640, 360)


class Page:
    """A browser's page: it shows what the session says, and its person looks at that."""

    def __init__(self, looker=None, **how):
        self.looker = looker or Looker(SOMEBODY)
        self.session = LookSession(LookStream(), **how)
        self.session.tell(TOLD_WINDOW)
        self.t_ms = 0
        self.events = []
        self.checking = None
        """Another looker from the first point of the check on."""

    def look(self, place, seconds=0.066, **changes):
        """The records of some seconds of looking at a pixel; None is nobody before the camera."""
        records = []
        for _ in range(max(1, round(seconds * 1000 / FRAME_MS))):
            faces = [] if place is None else [self.looker.face(*place, **changes)]
            record = self.session.see_faces(faces, t_ms=self.t_ms)
            json.dumps(record)
            self.t_ms += FRAME_MS
            records.append(record)
            if "event" in record:
                self.events.append(record["event"])
        return records

    def follow_points(self):
        """Look at what is shown, with a quarter of a second's delay, until nothing is shown any more."""
        shown, places = [], [(640.0, 360.0)] * 4
        for _ in range(2_000):
            showing = self.look(places[-4])[-1]["look"]["showing"]
            if showing is None:
                return shown
            if self.checking is not None and showing["for"] == "check":
                self.looker = self.checking
            shown.append(showing)
            places.append((showing["x"], showing["y"]))
        raise AssertionError("the points never end")

    def calibrate(self, points=9):
        self.session.tell({"calibrate": points})
        self.follow_points()
        return self.events[-1]


@cache
def kept_calibration():
    page = Page()
    page.calibrate()
    return page.session.calibration


def calibrated_page(looker=None):
    page = Page(looker, calibration=kept_calibration())
    page.session.tell({"page": "vote", "targets": [YES, NO], "rest": [REST]})
    return page


def chosen(page):
    return [event["target"] for event in page.events if event["look"] == "chosen"]


@pytest.mark.parametrize("points", [9, 5])
def test_somebody_is_calibrated_and_told_a_small_error(points):
    page = Page()

    told = page.calibrate(points)

    assert told["look"] == "calibrated"
    assert told["error_px"] < 12
    assert told["distance_mm"] == pytest.approx(600, rel=0.05)
    assert told["way"] == page.session.way == "eyes"
    assert calibration_from(told["calibration"]) == page.session.calibration


def test_points_are_shown_one_after_the_other_and_others_for_the_check():
    page = Page()
    page.session.tell({"calibrate": 9})

    shown = page.follow_points()

    turns = list(dict.fromkeys((one["for"], one["number"], one["of"]) for one in shown))
    assert turns == [*(("calibrate", n, 9) for n in range(1, 10)), *(("check", n, 5) for n in range(1, 6))]
    learnt, checks = ({(one["x"], one["y"]) for one in shown if one["for"] == goal} for goal in ("calibrate", "check"))
    assert not learnt & checks
    assert all(0 <= one["progress"] <= 1 for one in shown)
    assert page.t_ms < 60_000  # under a minute


@pytest.mark.parametrize("bias_px", [(70.0, 0.0), (-40.0, 80.0)])
def test_the_error_that_is_shown_matches_the_shift_that_was_injected(bias_px):
    page = Page()
    page.checking = Looker(SOMEBODY, bias_px=bias_px)

    told = page.calibrate()

    assert told["error_px"] == pytest.approx(page.checking.expected_px, rel=0.1)


@pytest.mark.parametrize("spread_px", [25.0, 45.0])
def test_the_error_that_is_shown_matches_the_trembling_that_was_injected(spread_px):
    """Five points of fifteen pictures: chance alone is within a seventh."""
    looker = Looker(SOMEBODY, spread_px=spread_px)

    told = Page(looker).calibrate()

    assert told["error_px"] == pytest.approx(looker.expected_px, rel=0.25)
    assert told["error_deg"] == pytest.approx(np.degrees(np.arctan(told["error_px"] * 0.2646 / 600)), rel=0.05)


def test_eyes_that_are_too_inaccurate_leave_pointing_to_the_head():
    page = Page(Looker(SOMEBODY, spread_px=120.0))

    told = page.calibrate()

    assert told["error_px"] > 144
    assert told["way"] == page.session.way == "head"


@pytest.mark.parametrize("who", ["nobody", "asleep", "elsewhere"])
def test_a_calibration_that_fails_says_why_and_ends(who):
    page = Page(said=lambda error: f"said: {error}")
    page.session.tell({"calibrate": 9})
    for _ in range(2_000):
        place = None if who == "nobody" else (640, 360)
        record = page.look(place, opening=CLOSED) if who == "asleep" else page.look(place)
        if record[-1]["look"]["showing"] is None:
            break

    (event,) = page.events
    assert event["look"] == "failed"
    assert event["sentence"].startswith("said: Le regard")
    assert page.session.calibration is None
    assert page.session.way == "head"


def test_a_calibration_that_fails_leaves_the_one_before():
    page = calibrated_page()
    before = page.session.calibration
    page.session.tell({"calibrate": 5})

    while page.look(None)[-1]["look"]["showing"] is not None:
        pass

    assert page.events[-1]["look"] == "failed"
    assert page.session.calibration == before


def test_a_calibration_can_be_stopped():
    page = Page()
    page.session.tell({"calibrate": 9})
    page.look((640, 360), 1.0)

    page.session.tell({"stop": True})

    assert page.look((640, 360))[-1]["look"]["showing"] is None
    assert page.events == []


def test_a_window_that_changes_during_a_calibration_ends_it():
    page = Page()
    page.session.tell({"calibrate": 9})
    page.look((640, 360), 1.0)

    page.session.tell({"window": {"width": 800, "height": 600}})

    assert page.look((640, 360))[-1]["look"]["showing"] is None


def test_what_is_looked_at_fills_its_ring_and_is_chosen_once():
    page = calibrated_page()
    page.look(IN_REST, 1.5)

    records = page.look(ON_YES, 4.0)

    assert chosen(page) == ["yes"]
    states = list(dict.fromkeys(record["look"]["state"] for record in records))
    assert [state for state in states if state != "rest"] == ["locking", "locked", "done"]
    assert records[-1]["look"]["pointer"] == pytest.approx(ON_YES, abs=12)


def test_nothing_is_chosen_in_the_rest_zone_by_blinking_or_with_nobody_there():
    page = calibrated_page()
    page.look(IN_REST, 6.0)
    for _ in range(12):
        page.look(ON_NO, 0.4)
        page.look(ON_NO, 0.3, opening=CLOSED)
        page.look(IN_REST, 0.6)
    page.look(None, 5.0)

    assert chosen(page) == []


def test_nothing_is_chosen_for_a_second_after_the_page_changed():
    page = calibrated_page()
    page.look(ON_YES, 1.9)
    page.session.tell({"page": "next", "targets": [YES, NO], "rest": [REST]})

    states = [record["look"]["state"] for record in page.look(ON_YES, 1.0)]

    assert set(states) == {"quiet"}
    assert chosen(page) == []


def test_targets_that_are_new_are_a_new_page_and_moved_ones_are_not():
    page = calibrated_page()
    page.look(IN_REST, 1.5)
    page.session.tell({"targets": [YES, {**NO, "top": 400}], "rest": [REST]})
    moved = page.look(IN_REST)[-1]["look"]["state"]

    page.session.tell({"targets": [YES, {**NO, "id": "publish"}]})

    assert moved == "rest"
    assert page.look(ON_NO)[-1]["look"]["state"] == "quiet"


def test_nothing_is_chosen_under_the_points_of_a_calibration():
    page = calibrated_page()
    page.look(IN_REST, 1.5)
    page.session.tell({"calibrate": 9})

    page.look(ON_YES, 3.0)

    assert chosen(page) == []


def test_a_lost_face_is_said_and_found_again():
    page = calibrated_page()
    page.look(IN_REST, 1.5)

    gone, back = page.look(None)[-1]["look"], page.look(IN_REST)[-1]["look"]

    assert (gone["face"], gone["faces"], gone["pointer"], gone["state"]) == ("no_face", 0, None, "paused")
    assert (back["face"], back["faces"]) == ("seen", 1)


def test_looks_that_miss_again_and_again_are_said_and_one_point_mends_them():
    page = calibrated_page()
    page.looker = Looker(SOMEBODY, bias_px=(90.0, 60.0))  # has slid since
    for _ in range(5):
        page.look(IN_REST, 1.5)
        page.look(ON_YES, 1.9)
        page.look(IN_REST, 0.5)
        page.look(ON_NO, 1.9)
    warned = page.look(IN_REST)[-1]["look"]["warning"]

    page.session.tell({"recentre": True})
    page.follow_points()

    assert warned == "drift"
    assert page.events[-1]["look"] == "recentred"
    after = page.look(ON_YES, 2.0)[-1]["look"]
    assert after["warning"] is None
    assert after["pointer"] == pytest.approx(ON_YES, abs=15)


def test_a_head_that_has_gone_elsewhere_is_said():
    page = calibrated_page()

    assert page.look(IN_REST, position_mm=(0.0, 60.0, 900.0))[-1]["look"]["warning"] == "moved"
    assert page.look(IN_REST)[-1]["look"]["warning"] is None


def test_a_zoomed_page_asks_for_a_new_calibration_and_the_head_points_meanwhile():
    page = calibrated_page()

    page.session.tell({"window": {"width": 640, "height": 360, "ratio": 2}})

    look = page.look(IN_REST)[-1]["look"]
    assert (look["warning"], look["way"]) == ("window", "head")


def test_a_moved_window_keeps_its_calibration():
    page = calibrated_page()
    page.session.tell({"window": {"width": 1280, "height": 720, "left": 100, "top": 50}})

    assert page.look((640, 360), 1.5)[-1]["look"]["pointer"] == pytest.approx((540, 310), abs=12)


def test_a_member_who_comes_back_brings_the_calibration():
    kept = kept_calibration()

    page = Page(calibration=kept)

    assert page.session.way == "eyes"
    assert page.look(ON_YES, 1.0)[-1]["look"]["pointer"] == pytest.approx(ON_YES, abs=12)


def test_without_a_calibration_the_head_points_and_chooses():
    page = Page()
    page.session.tell({"page": "vote", "targets": [YES, NO], "rest": [REST]})
    page.look(IN_REST, 1.5)

    records = page.look(IN_REST, 3.0, yaw_deg=10, pitch_deg=6)

    assert records[0]["look"]["way"] == "head"
    assert chosen(page) == ["yes"]


def test_the_person_chooses_the_way_and_nothing_points_for_who_wants_the_keyboard():
    page = calibrated_page()

    page.session.tell({"way": "keyboard"})
    alone = page.look(ON_YES, 4.0)
    page.session.tell({"way": "auto"})

    assert {(record["look"]["way"], record["look"]["pointer"]) for record in alone} == {("keyboard", None)}
    assert chosen(page) == []
    assert page.session.way == "eyes"


def test_the_pace_is_the_persons():
    page = calibrated_page()
    page.session.tell({"pace": {"lock_ms": 500, "choose_ms": 4_000}})
    page.look(IN_REST, 1.5)

    page.look(ON_YES, 3.5)
    before = chosen(page)
    page.look(ON_YES, 1.5)

    assert (before, chosen(page)) == ([], ["yes"])


def test_the_pointer_trembles_less_than_the_looks():
    page = calibrated_page(looker=Looker(SOMEBODY, spread_px=30.0))

    places = np.array([record["look"]["pointer"] for record in page.look(IN_REST, 8.0)])

    assert np.hypot(*places[10:].std(axis=0)) < 0.6 * page.looker.expected_px


def test_the_face_is_drawn_in_heights_of_the_picture():
    (record,) = Page().look((640, 360))

    assert all(0 <= x <= 4 / 3 and 0 <= y <= 1 for line in record["lines"] for x, y in line)
    assert all(line[0] == line[-1] for line in record["lines"])
    assert Page().look(None)[0]["lines"] == []


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
BOX = st.dictionaries(st.sampled_from(["id", "left", "top", "width", "height", "ratio"]), ANYTHING)
KEYS = st.sampled_from(
    ["window", "page", "targets", "rest", "calibrate", "recentre", "centre", "stop", "pace", "way", "other"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(KEYS, ANYTHING | BOX | st.lists(BOX, max_size=3), max_size=4), max_size=6))
def test_nothing_that_a_page_tells_breaks_a_session(messages):
    page = Page()
    page.session.tell({"page": "vote", "targets": [YES, NO], "rest": [REST]})

    for message in messages:
        page.session.tell(message)
        page.look(ON_YES)

    assert not chosen(page)


@pytest.mark.parametrize(
    "window",
    [
        {},
        {"width": 0, "height": 100},
        {"width": -5, "height": 100},
        {"width": float("nan"), "height": 100},
        {"width": 10**400, "height": 100},
        {"width": True, "height": 100},
        {"width": "1280", "height": 720},
        {"width": 1280, "height": 720, "ratio": 0},
        {"width": 1280, "height": 720, "left": None},
    ],
)
def test_a_window_that_is_none_changes_nothing(window):
    page = Page()

    page.session.tell({"window": window})

    assert page.session.window == WINDOW


def test_a_page_with_too_many_targets_changes_nothing():
    page = calibrated_page()

    page.session.tell({"page": "flood", "targets": [{**YES, "id": str(n)} for n in range(10_000)]})
    page.look(IN_REST, 1.5)
    page.look(ON_YES, 2.5)

    assert chosen(page) == ["yes"]


class Tracker:
    """Follows one made-up face, and breaks when it is told to."""

    def __init__(self):
        self.is_broken, self.is_closed = False, False

    def find(self, frame, *, t_ms):
        if self.is_broken:
            raise EngineFailed(name="faces", why="broken")
        return (SOMEBODY.looking_at(640, 360),)

    def close(self):
        self.is_closed = True


def test_frames_go_in_and_what_fails_is_told_to_the_channel():
    tracker = Tracker()
    session = LookSession(LookStream(tracker))
    frame = np.zeros((480, 640, 3), np.uint8)

    record = session.see(frame, t_ms=0)
    tracker.is_broken = True
    with pytest.raises(EngineFailed):
        session.see(frame, t_ms=66)
    session.close()

    assert record["look"]["face"] == "seen"
    assert tracker.is_closed


def test_a_calibration_by_frames_of_any_shape_shows_the_error_that_was_injected():
    """The whole way but the landmark model: frames in, JSON out, the person moved by what is shown."""
    looker = Looker(SOMEBODY, bias_px=(0.0, 0.0))
    tracker = Watched(looker, lambda: session.point or (640.0, 360.0))
    session = LookSession(LookStream(tracker))
    session.tell(TOLD_WINDOW)
    session.tell({"calibrate": 9})
    frame, t_ms, events = np.zeros((360, 640, 3), np.uint8), 0, []

    while not events:
        record = json.loads(json.dumps(session.see(frame, t_ms=t_ms)))
        if (record["look"]["showing"] or {}).get("for") == "check":
            looker.bias_px = (60.0, 25.0)
        events += [record["event"]] if "event" in record else []
        t_ms += FRAME_MS

    assert events[0]["look"] == "calibrated"
    assert events[0]["error_px"] == pytest.approx(65.0, rel=0.1)


def test_a_pace_that_would_choose_by_chance_is_left_aside():
    page = calibrated_page()
    page.look(IN_REST, 1.5)

    page.session.tell({"pace": {"lock_ms": 0, "choose_ms": 1}})
    page.look(ON_YES, 1.0)

    assert chosen(page) == []


def test_a_calibration_for_another_window_is_not_used():
    kept = kept_calibration()

    page = Page(calibration=replace(kept, window=replace(kept.window, ratio=2.0)))

    assert page.session.way == "head"
