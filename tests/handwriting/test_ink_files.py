"""Ink in JSON and InkML: read, written, and refused with a clear sentence."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import CannotBeRead, EmptyInput, NoSuchFile, NotInk, TooManyBytes, TooManyPoints
from modalities.handwriting import Ink, read_inks, write_inkml, write_json
from modalities.handwriting._files import MOST_POINTS, ink_from_json
from tests.fixtures import hand

ONE = {"width": 100, "height": 50, "strokes": [[[1, 2, 0, 0.5], [3, 4, 10, 0.6]]]}


def read(content: bytes | str) -> Ink:
    (found,) = read_inks(content.encode() if isinstance(content, str) else content, name="ink")
    if isinstance(found, CannotBeRead):
        raise found
    return found


def same(one: Ink, other: Ink) -> bool:
    return len(one.strokes) == len(other.strokes) and all(
        np.allclose(a, b, atol=[0.051, 0.051, 0.51, 0.0006]) for a, b in zip(one.strokes, other.strokes, strict=True)
    )


@pytest.mark.parametrize("write", [write_json, write_inkml])
def test_what_is_written_is_read_again(write):
    ink = hand.ink("Où est ma facture d'été ?\nMerci")

    assert same(read(write(ink)), ink)


def test_a_file_of_lines_gives_an_ink_a_line_and_a_bad_one_stops_none():
    lines = "\n".join([json.dumps(ONE), '{"strokes": 3}', "", json.dumps(ONE)])

    found = list(read_inks(lines.encode(), name="inks.jsonl"))

    assert [type(one) for one in found] == [Ink, NotInk, Ink]
    assert "inks.jsonl:2" in found[1].said()


def test_indented_json_is_one_ink():
    assert len(read(json.dumps(ONE, indent=2)).strokes) == 1


def test_no_stroke_is_an_ink_without_strokes():
    assert read('{"strokes": []}').strokes == ()
    assert read('{"strokes": [[], []]}').strokes == ()


def test_missing_times_and_pressures_are_filled_in():
    ink = read('{"strokes": [[[1, 2], [3, 4, null, null]], [[5, 6]]]}')

    assert [stroke[:, 2].tolist() for stroke in ink.strokes] == [[0.0, 10.0], [20.0]]
    assert {float(p) for stroke in ink.strokes for p in stroke[:, 3]} == {0.5}


def test_times_never_run_backwards():
    ink = read('{"strokes": [[[0, 0, 500, 1], [1, 0, 480, 1], [2, 0, 900, 1]]]}')

    assert ink.strokes[0][:, 2].tolist() == [0.0, 10.0, 400.0]


def test_negative_places_are_brought_onto_the_sheet():
    ink = read('{"strokes": [[[-30, -5, 0, 1], [10, 20, 10, 1]]]}')

    assert ink.strokes[0][:, :2].tolist() == [[0.0, 0.0], [40.0, 25.0]]
    assert (ink.width, ink.height) == (40.0, 25.0)


@pytest.mark.parametrize(
    "content",
    [
        "not json",
        "[1, 2]",
        '{"strokes": {}}',
        '{"strokes": [3]}',
        '{"strokes": [[[1]]]}',
        '{"strokes": [[[NaN, 1, 0, 1]]]}',
        '{"strokes": [[["a", 1, 0, 1]]]}',
        '{"strokes": [[[1e300, 1, 0, 1]]]}',
        '{"strokes": [[[null, 1, 0, 1]]]}',
        '{"strokes": [], "width": -3}',
        '{"strokes": [], "height": "tall"}',
        b"\xff\xfe\x00",
        b"%PDF-1.4",
        "[" * 100_000,
    ],
)
def test_what_is_no_ink_is_refused_in_one_sentence(content):
    with pytest.raises(NotInk, match="ink"):
        read(content)


def test_files_that_are_missing_empty_or_huge(tmp_path):
    (tmp_path / "empty.json").touch()
    (tmp_path / "huge.json").write_bytes(b" " * 2_000_001)

    for name, error in [("missing.json", NoSuchFile), ("empty.json", EmptyInput), ("huge.json", TooManyBytes)]:
        with pytest.raises(error):
            list(read_inks(tmp_path / name, name=name, megabytes=2))


def test_more_points_than_an_hour_of_writing_are_refused():
    stroke = json.dumps([[1, 1]] * (MOST_POINTS + 1))

    with pytest.raises(TooManyPoints, match="500000"):
        ink_from_json(f'{{"strokes": [{stroke}]}}', name="ink")


JUNK = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=20,
)


@given(JUNK)
def test_whatever_the_strokes_hold_it_is_an_ink_or_a_clear_error(strokes):
    try:
        ink = ink_from_json(json.dumps({"strokes": strokes}), name="ink")
    except CannotBeRead:
        return

    assert all(np.isfinite(stroke).all() and (np.diff(stroke[:, 2]) >= 0).all() for stroke in ink.strokes)


# -- InkML ----------------------------------------------------------------------------------------------------------


def inkml(traces: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<ink xmlns="http://www.w3.org/2003/InkML">{traces}</ink>'


def test_speeds_and_changes_of_speed_are_added_up():
    ink = read(inkml("<trace>1125 18432, '23 '43, \"7 \"-8, 3 -5, 7 -3</trace>"))

    points = ink.strokes[0][:, :2].tolist()
    # The worked example of section 3.2.1 of the recommendation.
    assert points == [[1125, 18432], [1148, 18475], [1178, 18510], [1211, 18540], [1251, 18567]]


def test_channels_are_read_by_their_names_and_seconds_become_milliseconds():
    form = (
        "<traceFormat><channel name='F' type='decimal'/><channel name='Y'/>"
        "<channel name='X'/><channel name='T' units='s'/></traceFormat>"
    )

    ink = read(inkml(form + "<trace>0.25 20 10 0, 0.75 21 11 0.5</trace>"))

    assert ink.strokes[0].tolist() == [[10, 20, 0, 0.25], [11, 21, 500, 0.75]]


def test_what_the_pen_did_above_the_paper_is_left_out():
    ink = read(inkml('<trace>1 1, 2 2</trace><trace type="penUp">2 2, 9 9</trace>'))

    assert len(ink.strokes) == 1


def test_the_text_is_written_as_an_annotation():
    written = write_inkml(hand.ink("oui"), text="oui & <non>").decode()

    assert '<annotation type="truth">oui &amp; &lt;non&gt;</annotation>' in written


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-16-le"),
        ("utf-16", "utf-16-be"),
        ("iso-8859-1", "iso-8859-1"),
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_encoding_that_a_document_declares_is_read(declared, encoding, mark):
    marked = mark if encoding in ("utf-16-le", "utf-16-be") else ""  # the others have theirs, or know none
    document = inkml("<annotation>été</annotation><trace>1 2, 3 4</trace>")
    declaring = document.replace('version="1.0"', f'version="1.0" encoding="{declared}"')

    ink = read((marked + declaring).encode(encoding))

    assert ink.strokes[0][:, :2].tolist() == [[1, 2], [3, 4]]


def test_an_entity_in_utf_16_is_refused_like_any_other():
    document = inkml("<trace>&x;</trace>", '<!DOCTYPE ink [<!ENTITY x SYSTEM "file:///etc/passwd">]>')

    with pytest.raises(NotInk, match="refusé"):
        read(document.replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16"))


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (inkml("<trace>1 1</trace>", '<!DOCTYPE ink [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "refusé"),
        (inkml("&x;", '<!DOCTYPE ink [<!ENTITY x "a"><!ENTITY y "&x;&x;">]>'), "refusé"),
        (inkml("<trace>1 1"), "abîmé"),
        ("<svg/>", "InkML"),
        (inkml("<trace>one two</trace>"), "nombres"),
        (inkml("<trace>1 2 3 4 5 6</trace>"), "nombres"),
    ],
)
def test_inkml_that_is_of_no_use_is_refused(document, why):
    with pytest.raises(NotInk, match=why):
        read(document)
