"""What every finder of faces does, the scripted one and the real one alike; then what each does of its own."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from errors import BadSetting, EngineFailed, ModelDamaged, ModelMissing, UnknownBackend
from modalities import available, gaze, load
from modalities.gaze import Face, Looks
from tests.conftest import ROOT

FACE = "open_palm__emre-A_palm_04.jpg"
RIGHT_EYE, LEFT_EYE = (33, 133), (362, 263)
RIGHT_IRIS, LEFT_IRIS = 468, 473
NOSE, CHIN, HAIR = 1, 152, 10


def loaded(name, folder, **options):
    return load(gaze, name, folders=[folder], unknown_option="is accepted", **options)


@pytest.fixture(scope="module", params=available(gaze))
def finder(request, shared_models):
    return loaded(request.param, shared_models, says="centre")


@pytest.fixture(scope="module")
def faces(shared_models):
    return loaded("mediapipe", shared_models)


@pytest.fixture(scope="module")
def read(shared_data):
    return lambda name: np.asarray(Image.open(shared_data / "gestures" / name).convert("RGB"))


@pytest.fixture(scope="module")
def picture(read):
    return read(FACE)


def resized(picture, part):
    height, width, _ = picture.shape
    return np.asarray(Image.fromarray(picture).resize((round(width * part), round(height * part))))


def width_of(face):
    return float(np.ptp(face.points[:, 0]))


def middle(face):
    return face.points[:, :2].mean(axis=0)


# -- what all of them do ----------------------------------------------------------------------------------------------


def test_a_face_has_its_points_in_heights_of_the_picture(finder, picture):
    (face,) = finder.find(picture)

    height, width, _ = picture.shape
    assert face.points.shape == (478, 3)
    assert face.points.dtype == np.float32
    assert np.isfinite(face.points).all()
    assert (face.points[:, :2] > 0).all()
    assert (face.points[:, 0] < width / height).all()
    assert (face.points[:, 1] < 1).all()
    assert 0.05 < width_of(face) < 0.6
    assert face.confidence is None or 0 <= face.confidence <= 1


def test_each_iris_stands_between_the_corners_of_its_eye(finder, picture):
    (face,) = finder.find(picture)

    x = face.points[:, 0]
    for (left, right), iris in ((RIGHT_EYE, RIGHT_IRIS), (LEFT_EYE, LEFT_IRIS)):
        assert x[left] < x[iris] < x[right]
        assert x[iris + 1 : iris + 5].min() < x[iris] < x[iris + 1 : iris + 5].max() or finder.name == "scripted"


def test_the_nose_is_nearer_than_the_eyes(finder, picture):
    (face,) = finder.find(picture)

    assert face.points[NOSE, 2] < face.points[list(RIGHT_EYE + LEFT_EYE), 2].min()


@pytest.mark.parametrize("colour", [0, 128, 255])
def test_where_there_is_nothing_nobody_is_found(finder, colour):
    assert finder.find(np.full((480, 640, 3), colour, np.uint8)) == ()


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (2160, 3840), (300, 40)])
def test_no_shape_of_a_picture_is_too_odd(finder, shape):
    assert finder.find(np.zeros((*shape, 3), np.uint8)) == ()


def test_the_picture_is_left_as_it_was_and_may_lie_anyhow_in_memory(finder, picture):
    upside_down = np.ascontiguousarray(picture[::-1])
    before = upside_down.copy()

    (face,) = finder.find(upside_down[::-1])

    assert face.points.shape == (478, 3)
    assert np.array_equal(before, upside_down)


def test_several_may_look_at_once(finder, picture):
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: finder.find(picture), range(8)))

    assert all(len(faces) == 1 for faces in found)
    assert all(np.array_equal(faces[0].points, found[0][0].points) for faces in found)


def test_a_stream_finds_the_face_again_and_again(finder, picture):
    tracker = finder.follow()

    found = [tracker.find(picture, t_ms=33 * number) for number in range(1, 11)]
    tracker.close()

    assert [len(faces) for faces in found] == [1] * 10
    assert max(np.abs(middle(faces[0]) - middle(found[0][0])).max() for faces in found) < 0.02


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

    assert [len(faces) for faces in found] == [1] * 4


def test_a_stream_may_go_dark_and_change_its_size(finder, picture):
    tracker = finder.follow()
    small, dark = resized(picture, 0.6), np.zeros_like(picture)

    found = [tracker.find(frame, t_ms=40 * i) for i, frame in enumerate([picture, dark, dark, small, small, picture])]
    tracker.close()

    assert [len(faces) for faces in found] == [1, 0, 0, 1, 1, 1]


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
        load(gaze, "telepathy")


# -- what the real one does -------------------------------------------------------------------------------------------


def test_the_points_lie_on_the_face(faces, picture):
    (face,) = faces.find(picture)

    x, y = face.points[:, 0], face.points[:, 1]
    assert y[HAIR] < y[list(RIGHT_EYE + LEFT_EYE)].mean() < y[NOSE] < y[CHIN]
    assert x[RIGHT_EYE[0]] < x[NOSE] < x[LEFT_EYE[1]]
    eyes = np.linalg.norm(face.points[RIGHT_EYE[0], :2] - face.points[LEFT_EYE[1], :2])
    assert 0.25 < np.linalg.norm(face.points[HAIR, :2] - face.points[CHIN, :2]) / (eyes * 6) < 0.5


@pytest.fixture(scope="module")
def head(faces, picture):
    """The picture cut around its head, square."""
    (face,) = faces.find(picture)
    side = round(2 * width_of(face) * len(picture))
    left, top = (round(part * len(picture) - side / 2) for part in middle(face))
    return np.ascontiguousarray(picture[max(0, top) : top + side, left : left + side])


def test_all_three_axes_are_in_heights_of_the_picture(faces, head):
    wider = np.concatenate([head, np.full_like(head, 128)], axis=1)

    (alone,), (beside,) = faces.find(head), faces.find(wider)

    assert np.abs(alone.points[:, :2] - beside.points[:, :2]).max() < 0.03
    assert np.abs(alone.points[:, 2] - beside.points[:, 2]).max() < 0.05


@pytest.mark.parametrize("count", [2, 3, 4])
def test_of_many_faces_there_are_at_most_three_and_the_larger_come_first(faces, head, count):
    heads = [resized(head, size) for size in (0.7, 1.0, 0.85, 0.75)[:count]]
    together = np.concatenate(
        [np.pad(one, ((0, len(head) - len(one)), (0, 0), (0, 0)), mode="edge") for one in heads], axis=1
    )

    found = faces.find(together)

    widths = [width_of(face) for face in found]
    assert len(found) == min(3, count)
    assert widths == sorted(widths, reverse=True)


def test_without_its_model_it_says_what_to_type(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    with pytest.raises(ModelMissing, match="cafe models pull face_landmarker"):
        load(gaze, "mediapipe", folders=[tmp_path])


def test_a_model_that_is_damaged_is_not_used(shared_models, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    copy = tmp_path / "face_landmarker.task"
    whole = (shared_models / copy.name).read_bytes()

    for damaged in (whole[:2_000_000], whole[:-1] + b"?", b"", whole[:1_000_000] + b"????" + whole[1_000_004:]):
        copy.write_bytes(damaged)
        with pytest.raises(ModelDamaged, match="cafe models pull face_landmarker"):
            load(gaze, "mediapipe", folders=[tmp_path])


def test_it_writes_nothing_to_standard_error(shared_models, shared_data):
    program = f"""
from pathlib import Path
import numpy as np
from PIL import Image
from modalities import gaze, load
finder = load(gaze, "mediapipe", folders=[Path({str(shared_models)!r})])
picture = np.asarray(Image.open({str(shared_data / "gestures" / FACE)!r}).convert("RGB"))
tracker = finder.follow()
print(len(finder.find(picture)), len(tracker.find(picture, t_ms=0)))
"""

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=120, check=False)

    assert done.stdout.split() == [b"1", b"1"]
    assert done.stderr == b""


# -- what the scripted one does ---------------------------------------------------------------------------------------


def test_the_script_is_shown_a_line_a_picture_and_then_again(picture):
    shown = Face(points=np.zeros((478, 3), np.float32))
    finder = load(gaze, "scripted", says=[shown, (), "left", (shown, shown, shown)])

    assert [len(finder.find(picture)) for _ in range(5)] == [1, 0, 1, 3, 1]


def test_what_is_no_look_is_refused_with_those_that_are():
    with pytest.raises(BadSetting, match=r"leftwards.*centre"):
        load(gaze, "scripted", says="leftwards")


@pytest.mark.parametrize("label", ["centre", "left", "right", "up", "down", "closed"])
def test_the_face_of_each_line_is_seen_to_look_so(picture, label):
    looks = Looks(load(gaze, "scripted", says=label))

    assert looks.of_picture(picture).label == label


def test_a_stream_shows_each_look_for_a_while(picture):
    stream = Looks(load(gaze, "scripted", says="centre left right up")).follow()

    seen = [stream.see(picture, t_ms=t_ms) for t_ms in range(0, 6000, 50)]

    assert [one.event.label for one in seen if one.event is not None] == ["centre", "left", "right", "up"]
