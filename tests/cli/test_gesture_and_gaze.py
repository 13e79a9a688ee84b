"""Gestures and looks in pictures and clips, on the command line."""

import shutil

import numpy as np
import pytest
from PIL import Image

from tests.frames.clips import gif_that_claims, grey_levels, jpeg_that_claims, png_that_claims, write_clip

KEYS = {"input", "modality", "engine", "language", "label", "confidence", "alternatives", "words", "seconds"}
SWIPES = {
    "swipe_left.gif": ["swipe_left"],
    "swipe_right.gif": ["swipe_right"],
    "swipe_left_right.gif": ["swipe_right", "swipe_left", "swipe_right"],
}


@pytest.fixture
def see(cafe, shared_models):
    """``see("gesture", files…)`` with the publisher's models."""
    return lambda *arguments, **settings: cafe("recognise", *arguments, **{"MODELS": str(shared_models), **settings})


@pytest.fixture
def lit(tmp_path):
    """A clip of twelve seconds in which a script may be played: its pictures are not of one colour."""
    frame = np.zeros((120, 160, 3), np.uint8)
    frame[:, 80:] = 200
    return write_clip(tmp_path / "lit.mp4", [frame] * 180, rate=15)


@pytest.mark.parametrize("label", ["open_palm", "fist", "thumb_up", "thumb_down", "victory", "pointing_up"])
def test_a_gesture_in_a_picture_is_named(see, shared_data, label):
    picture = sorted((shared_data / "gestures").glob(f"{label}__*.jpg"))[0]

    outcome = see("gesture", picture, "--json")

    assert outcome.status == 0
    assert outcome.err == ""
    assert set(outcome.record) == KEYS
    assert outcome.record["label"] == label
    assert outcome.record["input"] == str(picture)
    assert (outcome.record["modality"], outcome.record["engine"]) == ("gesture", "mediapipe")


@pytest.mark.parametrize("name", SWIPES)
def test_each_swipe_of_a_clip_is_one_event_with_its_time(see, shared_data, name):
    outcome = see("gesture", shared_data / "gesture_videos" / name, "--json")

    assert outcome.status == 0
    assert outcome.err == ""
    assert [one["label"] for one in outcome.records if one["label"].startswith("swipe")] == SWIPES[name]
    times = [one["at"] for one in outcome.records]
    assert times == sorted(times)
    assert all(set(one) == {*KEYS, "at"} for one in outcome.records)


def test_a_hand_that_asks_for_nothing_is_shown_as_none_and_is_nothing_understood(see, tmp_path):
    Image.fromarray(np.full((300, 400, 3), 90, np.uint8)).save(tmp_path / "wall.jpg")

    for_programs = see("gesture", tmp_path / "wall.jpg", "--json")
    for_people = see("gesture", tmp_path / "wall.jpg")

    assert (for_programs.status, for_people.status) == (1, 1)
    assert for_programs.record["label"] == "none"
    assert for_programs.err == ""
    assert for_people.out == ""
    assert "wall.jpg" in for_people.err
    assert len(for_people.err.splitlines()) == 1


def test_a_clip_in_which_nothing_happens_gives_no_record_and_one_sentence(see, tmp_path):
    for modality in ("gesture", "gaze"):
        path = write_clip(tmp_path / "night.webm", grey_levels(8))

        outcome = see(modality, path, "--json")

        assert outcome.status == 1
        assert outcome.out == ""
        assert "night.webm" in outcome.err
        assert len(outcome.err.splitlines()) == 1


def test_one_gesture_among_several_files_is_enough(see, shared_data, tmp_path):
    Image.fromarray(np.full((300, 400, 3), 90, np.uint8)).save(tmp_path / "wall.jpg")
    thumb = shared_data / "gestures" / "thumb_up__emre-A_up_08.jpg"

    outcome = see("gesture", tmp_path / "wall.jpg", thumb)

    assert outcome.status == 0
    assert outcome.out == f"{thumb} : thumb_up\n"


def test_a_gif_of_one_picture_is_a_picture(see, shared_data, tmp_path):
    Image.open(shared_data / "gestures" / "open_palm__emre-A_palm_07.jpg").save(tmp_path / "palm.gif")

    outcome = see("gesture", tmp_path / "palm.gif", "--json")

    assert outcome.record["label"] == "open_palm"
    assert "at" not in outcome.record


def test_of_two_views_side_by_side_the_hand_is_found(see, shared_data, tmp_path):
    picture = np.asarray(Image.open(shared_data / "gestures" / "open_palm__emre-A_palm_07.jpg").convert("RGB"))
    picture = picture[60:420]
    Image.fromarray(np.concatenate([np.zeros_like(picture), picture], axis=1)).save(tmp_path / "wide.png")

    outcome = see("gesture", tmp_path / "wide.png", "--json")

    assert outcome.record["label"] == "open_palm"


def test_a_look_comes_with_how_the_head_is_held(see, shared_data):
    outcome = see("gaze", shared_data / "gestures" / "open_palm__hagrid-fig2_stop.jpg", "--json")
    seen = see("gaze", shared_data / "gestures" / "victory__emre-A_closer_07.jpg", "--json")

    assert outcome.status == 1  # a hand and no face
    assert (outcome.record["label"], outcome.record["head"], outcome.record["direction"]) == (None, None, None)
    assert seen.status == 0
    assert set(seen.record) == {*KEYS, "head", "direction"}
    assert seen.record["label"] in {"centre", "left", "right", "up", "down", "closed"}
    assert set(seen.record["head"]) == {"yaw", "pitch", "roll"}
    assert all(abs(degrees) < 60 for degrees in seen.record["head"].values())


def test_blinks_of_a_clip_are_told_with_how_long_they_lasted(see, shared_data):
    outcome = see("gaze", shared_data / "gesture_videos" / "swipe_left_right.gif", "--json")

    blinks = [one for one in outcome.records if "blink" in one]
    assert outcome.status == 0
    assert blinks
    assert all(one["label"] == "closed" and 0 < one["blink"]["seconds"] < 0.4 for one in blinks)


def test_a_script_plays_in_a_clip_without_any_model(cafe, lit, tmp_path):
    nowhere = {"MODELS": "", "SCRIPT": "thumb_up swipe_left"}

    outcome = cafe("recognise", "gesture", lit, "--engine", "scripted", "--json", **nowhere)

    labels = [one["label"] for one in outcome.records]
    assert outcome.status == 0
    assert outcome.err == ""
    assert {one["engine"] for one in outcome.records} == {"scripted"}
    assert [label for label in labels if label in ("thumb_up", "swipe_left")][:2] == ["thumb_up", "swipe_left"]


def test_a_script_of_looks_plays_in_its_order(cafe, lit):
    outcome = cafe(
        "recognise", "gaze", lit, "--engine", "scripted", "--json", SCRIPT="centre left right up down closed"
    )

    assert outcome.status == 0
    assert [one["label"] for one in outcome.records][:6] == ["centre", "left", "right", "up", "down", "closed"]


def test_a_script_that_is_no_gesture_is_refused_with_those_that_are(cafe, lit):
    outcome = cafe("recognise", "gesture", lit, "--engine", "scripted", SCRIPT="Bonjour")

    assert outcome.status == 2
    assert "thumb_up" in outcome.err
    assert len(outcome.err.splitlines()) == 1


BAD = {
    "empty.jpg": b"",
    "document.jpg": b"%PDF-1.7\n%\xe2\xe3\n",
    "text.mp4": b"Bonjour, ceci est un texte.\n" * 40,
    "document.webm": b"%PDF-1.7\n" + bytes(3000),
    "bomb.png": png_that_claims(60_000, 60_000),
    "bomb.jpg": jpeg_that_claims(65_000, 65_000),
    "large.gif": gif_that_claims(5000, 5000),
    "empty.mp4": b"",
    "list.mp4": b"ffconcat version 1.0\nfile '/etc/passwd'\n",
}


@pytest.mark.parametrize("modality", ["gesture", "gaze"])
def test_each_file_of_no_use_is_named_in_one_sentence_and_stops_no_other(see, tmp_path, shared_data, modality):
    for name, content in BAD.items():
        (tmp_path / name).write_bytes(content)
    good = shared_data / "gestures" / "victory__emre-A_closer_07.jpg"

    outcome = see(modality, *(tmp_path / name for name in BAD), tmp_path / "missing.gif", good, "--json")

    assert outcome.status == 2
    assert len(outcome.records) == 1
    sentences = outcome.err.splitlines()
    assert len(sentences) == len(BAD) + 1
    assert all(name in sentence for name, sentence in zip([*BAD, "missing.gif"], sentences, strict=True))


def test_one_pixel_is_a_picture_of_nothing(see, tmp_path):
    Image.new("RGB", (1, 1)).save(tmp_path / "dot.png")

    assert see("gesture", tmp_path / "dot.png").status == 1
    assert see("gaze", tmp_path / "dot.png").status == 1


def test_a_clip_that_is_cut_off_gives_what_happened_before(see, shared_data, tmp_path):
    whole = (shared_data / "gesture_videos" / "swipe_left_right.gif").read_bytes()
    (tmp_path / "cut.gif").write_bytes(whole[: len(whole) // 3])

    outcome = see("gesture", tmp_path / "cut.gif", "--json")

    assert [one["label"] for one in outcome.records if one["label"].startswith("swipe")] == ["swipe_right"]


@pytest.mark.parametrize("modality", ["gesture", "gaze"])
@pytest.mark.parametrize("name", ["hand.txt", "hand.tiff", "hand", "hand.wav"])
def test_a_format_that_is_not_read_names_those_that_are(see, tmp_path, modality, name):
    (tmp_path / name).write_bytes(b"hand")

    outcome = see(modality, tmp_path / name)

    assert outcome.status == 2
    assert ".png .jpg .jpeg .webp .gif .mp4 .webm .mov" in outcome.err
    assert len(outcome.err.splitlines()) == 1


@pytest.mark.parametrize(("modality", "model"), [("gesture", "hand_landmarker"), ("gaze", "face_landmarker")])
def test_a_model_that_is_missing_or_damaged_comes_with_the_command_that_gets_it(
    cafe, lit, tmp_path, monkeypatch, shared_models, modality, model
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "models"
    folder.mkdir()

    missing = cafe("recognise", modality, lit, MODELS=str(folder))
    shutil.copy(shared_models / f"{model}.task", folder)
    with (folder / f"{model}.task").open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"????")
    damaged = cafe("recognise", modality, lit, MODELS=str(folder))
    told = cafe("doctor", "--json", MODELS=str(folder))

    for outcome in (missing, damaged):
        assert outcome.status == 2
        assert f"cafe models pull {model}" in outcome.err
        assert len(outcome.err.splitlines()) == 1
    assert "abîmé" in damaged.err
    (finding,) = [one for one in told.record["findings"] if model in one["command"]]
    assert finding["ok"] is False


def test_the_doctor_knows_hands_faces_and_the_camera(cafe, shared_models, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    here = cafe("doctor", "--json", MODELS=str(shared_models)).record["findings"]
    missing = cafe("doctor", "--json", MODELS=str(tmp_path)).record["findings"]

    assert [one["ok"] for one in here if "MediaPipe" in one["what"]] == [True, True]
    assert {one["command"] for one in missing if "MediaPipe" in one["what"]} == {
        "cafe models pull hand_landmarker",
        "cafe models pull face_landmarker",
    }
    assert any("caméra" in one["what"] for one in here)


def test_a_camera_behind_an_address_without_https_is_warned_of(cafe):
    told = cafe("doctor", "--json", ADDRESS="192.168.1.4")

    (camera,) = [finding for finding in told.record["findings"] if "caméra" in finding["what"]]
    assert camera["ok"] is None
    assert "https" in camera["why"]


def test_on_a_table_a_thumb_is_a_thumb_whatever_way_it_points(see, shared_data, tmp_path):
    upright = Image.open(sorted((shared_data / "gestures").glob("thumb_up__*.jpg"))[0])
    upright.rotate(180).save(tmp_path / "turned.png")

    facing = see("gesture", tmp_path / "turned.png", "--json")
    from_above = see("gesture", tmp_path / "turned.png", "--json", "--from-above")

    assert facing.record["label"] == "thumb_down"
    assert from_above.record["label"] == "thumb_up"
