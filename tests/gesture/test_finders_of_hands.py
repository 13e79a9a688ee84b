"""What every finder of hands does, the scripted one and the real one alike; then what each does of its own."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from errors import BadSetting, EngineFailed, ModelDamaged, ModelMissing, UnknownBackend
from modalities import available, gesture, load
from modalities._landmarker import quiet
from modalities.gesture import Gestures, Hand
from modalities.gesture._synthetic import SHAPES, SWIPES, hand
from tests.conftest import ROOT

HAND = "open_palm__emre-A_palm_07.jpg"


def loaded(name, folder, **options):
    return load(gesture, name, folders=[folder], unknown_option="is accepted", **options)


@pytest.fixture(scope="module", params=available(gesture))
def finder(request, shared_models):
    return loaded(request.param, shared_models, says="open_palm")


@pytest.fixture(scope="module")
def hands(shared_models):
    return loaded("mediapipe", shared_models)


@pytest.fixture(scope="module")
def read(shared_data):
    return lambda name: np.asarray(Image.open(shared_data / "gestures" / name).convert("RGB"))


@pytest.fixture(scope="module")
def picture(read):
    return read(HAND)


def middle(hand):
    return hand.points[:, :2].mean(axis=0)


# -- what all of them do ----------------------------------------------------------------------------------------------


def test_a_hand_has_twenty_one_points_in_heights_of_the_picture(finder, picture):
    (hand,) = finder.find(picture)

    height, width, _ = picture.shape
    assert hand.points.shape == (21, 3)
    assert hand.points.dtype == np.float32
    assert np.isfinite(hand.points).all()
    assert (hand.points[:, :2] > 0).all()
    assert (hand.points[:, 0] < width / height).all()
    assert (hand.points[:, 1] < 1).all()
    assert 0.1 < np.ptp(hand.points[:, 1]) < 0.8
    assert abs(hand.points[0, 2]) < 0.01
    assert hand.is_left is False
    assert hand.confidence is None or 0 <= hand.confidence <= 1


def test_an_open_hand_has_its_tips_far_from_its_wrist_and_its_thumb_on_the_right_side(finder, picture):
    (hand,) = finder.find(picture)

    far = np.linalg.norm(hand.points[:, :2] - hand.points[0, :2], axis=1)
    assert all(far[tip] > far[tip - 2] for tip in (8, 12, 16, 20))
    assert hand.points[4, 0] > hand.points[20, 0]  # a right hand that shows its palm


@pytest.mark.parametrize("colour", [0, 128, 255])
def test_where_there_is_nothing_nobody_is_found(finder, colour):
    assert finder.find(np.full((480, 640, 3), colour, np.uint8)) == ()


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (2160, 3840), (300, 40)])
def test_no_shape_of_a_picture_is_too_odd(finder, shape):
    assert finder.find(np.zeros((*shape, 3), np.uint8)) == ()


def test_the_picture_is_left_as_it_was_and_may_lie_anyhow_in_memory(finder, picture):
    upside_down = np.ascontiguousarray(picture[::-1])
    before = upside_down.copy()

    (hand,) = finder.find(upside_down[::-1])

    assert hand.points.shape == (21, 3)
    assert np.array_equal(before, upside_down)


def test_several_may_look_at_once(finder, picture):
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: finder.find(picture), range(8)))

    assert all(len(hands) == 1 for hands in found)
    assert all(np.array_equal(hands[0].points, found[0][0].points) for hands in found)


def test_a_stream_finds_the_hand_again_and_again(finder, picture):
    tracker = finder.follow()

    found = [tracker.find(picture, t_ms=33 * number) for number in range(1, 11)]
    tracker.close()

    assert [len(hands) for hands in found] == [1] * 10
    assert max(np.abs(middle(hands[0]) - middle(found[0][0])).max() for hands in found) < 0.02


@pytest.mark.parametrize(
    "times",
    [
        pytest.param([0, 0, 0, 0], id="repeating"),
        pytest.param([1000, 967, 934, 901], id="backwards"),
        pytest.param([5000, 0, 33, 66], id="set back"),
        pytest.param([100, 166, 133, 200], id="out of order"),
        pytest.param([-500, -400, -300, -200], id="before zero"),
        pytest.param([0, 2**62, 0, 2**62], id="leaping"),
    ],
)
def test_no_time_of_a_picture_is_too_odd(finder, picture, times):
    tracker = finder.follow()

    found = [tracker.find(picture, t_ms=time) for time in times]
    tracker.close()

    assert all(len(hands) <= 1 for hands in found)
    assert len(found[0]) == 1


def test_a_stream_may_go_dark_and_change_its_size(finder, picture):
    tracker = finder.follow()
    small = np.ascontiguousarray(picture[::2, ::2])
    dark = np.zeros_like(picture)

    found = [tracker.find(frame, t_ms=40 * i) for i, frame in enumerate([picture, dark, dark, small, small, picture])]
    tracker.close()

    assert [len(hands) for hands in found] == [1, 0, 0, 1, 1, 1]


def test_streams_know_nothing_of_each_other(finder, picture):
    first, second = finder.follow(), finder.follow()

    first.find(picture, t_ms=0)
    nothing = second.find(np.zeros_like(picture), t_ms=0)
    first.close()
    still_open = second.find(picture, t_ms=40)
    second.close()

    assert nothing == ()
    assert len(still_open) == 1


def test_a_stream_that_is_closed_says_so_and_may_be_closed_again(finder, picture):
    tracker = finder.follow()
    tracker.close()
    tracker.close()

    with pytest.raises(EngineFailed, match="fermé"):
        tracker.find(picture, t_ms=0)


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(UnknownBackend, match="mediapipe"):
        load(gesture, "telepathy")


# -- what the real one does -------------------------------------------------------------------------------------------


def test_hands_are_found_in_nearly_all_pictures(hands, shared_data, read):
    names = [path.name for path in sorted((shared_data / "gestures").glob("*.jpg"))]

    found = [name for name in names if hands.find(read(name))]

    assert len(names) == 139
    assert len(found) >= 134  # 136 when it was measured for the design


# Whose hand it is was seen by looking at the pictures, which are not mirrored.
RIGHT = ("open_palm__emre-A_palm_00.jpg", "open_palm__emre-A_palm_04.jpg", "victory__emre-A_closer_07.jpg", HAND)
LEFT = ("open_palm__hagrid-fig2_palm.jpg", "open_palm__hagrid-fig2_stop.jpg", "none__hagrid-fig2_four.jpg")


@pytest.mark.parametrize(("name", "is_left"), [*((name, False) for name in RIGHT), *((name, True) for name in LEFT)])
def test_the_side_is_that_of_the_person_before_the_camera(hands, read, name, is_left):
    (hand,) = hands.find(read(name))
    (mirrored,) = hands.find(np.ascontiguousarray(read(name)[:, ::-1]))

    assert hand.is_left is is_left
    assert mirrored.is_left is not is_left


def test_all_three_axes_are_in_heights_of_the_picture(hands, picture):
    wider = np.concatenate([picture, np.full_like(picture, 128)], axis=1)

    (alone,), (beside,) = hands.find(picture), hands.find(wider)

    assert np.abs(alone.points[:, :2] - beside.points[:, :2]).max() < 0.02
    assert np.abs(alone.points[:, 2] - beside.points[:, 2]).max() < 0.05


def test_of_many_hands_there_are_two_and_the_larger_comes_first(hands, picture):
    small = np.asarray(Image.fromarray(picture).resize((384, 288)))
    small = np.pad(small, ((0, 192), (0, 0), (0, 0)), mode="edge")
    both = np.concatenate([small, picture, small], axis=1)

    first, second = hands.find(both)

    assert np.ptp(first.points[:, 1]) > np.ptp(second.points[:, 1])
    assert 384 / 480 < middle(first)[0] < (384 + 640) / 480


def test_without_its_model_it_says_what_to_type(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    with pytest.raises(ModelMissing, match="cafe models pull hand_landmarker"):
        load(gesture, "mediapipe", folders=[tmp_path])


def test_a_model_that_is_damaged_is_not_used(shared_models, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    copy = tmp_path / "hand_landmarker.task"
    whole = (shared_models / copy.name).read_bytes()

    for damaged in (whole[:5_000_000], whole[:-1] + b"?", b"", b"PK" + whole[2:4_000_000] + b"!" + whole[4_000_001:]):
        copy.write_bytes(damaged)
        with pytest.raises(ModelDamaged, match="cafe models pull hand_landmarker"):
            load(gesture, "mediapipe", folders=[tmp_path])


def test_a_damaged_model_does_not_hide_a_sound_one(shared_models, tmp_path, picture):
    (tmp_path / "hand_landmarker.task").write_bytes(b"half")

    finder = load(gesture, "mediapipe", folders=[tmp_path, shared_models])

    assert len(finder.find(picture)) == 1


def test_it_writes_nothing_to_standard_error_and_connects_to_nothing(shared_models, shared_data):
    program = f"""
import sys, socket
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise SystemExit(f"it wants to connect: {{arguments}}")
sys.addaudithook(refuse)
from pathlib import Path
import numpy as np
from PIL import Image
from modalities import gesture, load
finder = load(gesture, "mediapipe", folders=[Path({str(shared_models)!r})])
picture = np.asarray(Image.open({str(shared_data / "gestures" / HAND)!r}).convert("RGB"))
tracker = finder.follow()
print(len(finder.find(picture)), len(tracker.find(picture, t_ms=0)))
"""

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=120, check=False)

    assert done.stdout.split() == [b"1", b"1"]
    assert done.stderr == b""


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not here")
def test_its_own_code_connects_to_nothing_either(shared_models, shared_data, tmp_path):
    """The audit hook above sees Python only."""
    program = (
        "from pathlib import Path; import numpy as np; from PIL import Image; from modalities import gesture, load;"
        f"finder = load(gesture, 'mediapipe', folders=[Path({str(shared_models)!r})]);"
        f"print(len(finder.find(np.asarray(Image.open({str(shared_data / 'gestures' / HAND)!r})))))"
    )
    trace = tmp_path / "trace"

    subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=connect", "-o", trace, sys.executable, "-c", program],
        cwd=ROOT, capture_output=True, timeout=120, check=True,
    )  # fmt: skip

    assert "AF_INET" not in trace.read_text()


def test_what_others_write_to_standard_error_meanwhile_is_passed_on(capfd):
    with quiet():
        os.write(2, b"W0000 00:00:1.2   3 graph.cc:1] MediaPipe says something\nsomebody else says something\n")

    assert capfd.readouterr().err == "somebody else says something\n"


def test_who_fails_while_it_is_quiet_is_heard_again_afterwards(capfd):
    with pytest.raises(EngineFailed), quiet():
        raise EngineFailed(name="mediapipe", why="test")
    os.write(2, b"here\n")

    assert capfd.readouterr().err == "here\n"


# -- what the scripted one does ---------------------------------------------------------------------------------------


def test_the_script_is_shown_a_line_a_picture_and_then_again(picture):
    shown = Hand(points=np.zeros((21, 3), np.float32))
    finder = load(gesture, "scripted", says=[shown, (), "fist", (shown, shown)])

    assert [len(finder.find(picture)) for _ in range(5)] == [1, 0, 1, 2, 1]


def test_a_text_is_several_lines(picture):
    finder = load(gesture, "scripted", says="fist nobody")

    assert [len(finder.find(picture)) for _ in range(4)] == [1, 0, 1, 0]


def test_what_is_no_gesture_is_refused_with_those_that_are():
    with pytest.raises(BadSetting, match=r"thumbs_up.*thumb_up"):
        load(gesture, "scripted", says="thumbs_up")


@pytest.mark.parametrize(
    ("label", "way"),
    [("swipe_left", (-1, 0)), ("swipe_right", (1, 0)), ("swipe_up", (0, -1)), ("swipe_down", (0, 1))],
)
def test_a_swipe_goes_its_way_in_less_than_a_second(picture, label, way):
    tracker = load(gesture, "scripted", says=label).follow()

    found = [(t_ms, tracker.find(picture, t_ms=t_ms)) for t_ms in range(0, 2000, 20)]

    places = [(t_ms, middle(hands[0])) for t_ms, hands in found if hands]
    moved = places[-1][1] - places[0][1]
    along = float(moved @ np.array(way))
    assert along > 0.5
    assert abs(float(moved @ np.array(way[::-1]))) < 0.01
    moving = [t_ms for t_ms, place in places if 0.01 < float((place - places[0][1]) @ np.array(way)) < along - 0.01]
    assert moving[-1] - moving[0] < 600


def test_each_gesture_of_a_stream_stays_and_then_the_hand_goes_away(picture):
    tracker = load(gesture, "scripted", says="fist victory").follow()

    seen = [bool(tracker.find(picture, t_ms=t_ms)) for t_ms in range(0, 4400, 100)]

    assert seen.count(True) > 25
    assert [one for one, before in zip(seen, [None, *seen], strict=False) if one != before] == [True, False] * 2


@pytest.mark.parametrize("label", SHAPES)
@pytest.mark.parametrize("is_left", [False, True])
def test_the_hand_of_each_line_is_seen_as_such(picture, label, is_left):
    finder = load(gesture, "scripted", says=[hand(label, at=(0.66, 0.5), is_left=is_left)])

    assert Gestures(finder).of_picture(picture).label == label


@pytest.mark.parametrize("label", [*(label for label in SHAPES if label != "none"), *SWIPES])
def test_a_stream_of_each_line_acts_once_each_time_it_is_shown(picture, label):
    stream = Gestures(load(gesture, "scripted", says=label)).follow()

    seen = [stream.see(picture, t_ms=t_ms) for t_ms in range(0, 4400, 66)]

    assert [one.event.label for one in seen if one.event is not None] == [label, label]


def test_a_shape_that_asks_for_nothing_does_nothing(picture):
    stream = Gestures(load(gesture, "scripted", says="none nobody")).follow()

    assert not any(stream.see(picture, t_ms=t_ms).event for t_ms in range(0, 4400, 66))
