"""Captions: WebVTT read, refused and written anew."""

import pytest

from community.captions import MOST, Caption, as_webvtt, captions_in
from errors import BadCaptions

FILE = """\ufeffWEBVTT - Entretien
Kind: captions

STYLE
::cue { color: red }

NOTE rien à lire

premier
00:01.000 --> 00:04.250 align:start
<v Maëlle>Bonjour, <i>et</i> bienvenue

01:02:03.004 --> 01:02:05.000
- Merci &amp; bonsoir
<c.jaune>à vous</c>
"""


def test_words_times_and_speakers_are_read():
    assert captions_in(FILE.replace("\n", "\r\n")) == captions_in(FILE)
    assert captions_in(FILE) == (
        Caption(start=1.0, end=4.25, words="Bonjour, et bienvenue", speaker="Maëlle"),
        Caption(start=3723.004, end=3725.0, words="- Merci & bonsoir à vous"),
    )


def test_what_is_written_is_read_again_as_it_was():
    said = (
        Caption(start=0.0, end=0.5, words="a --> b <script>alert(1)</script> & c", speaker="L’un > l’autre"),
        Caption(start=3599.999, end=3600.001, words="é" * 1000),
    )

    assert captions_in(as_webvtt(said)) == said
    assert "<script>" not in as_webvtt(said)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("", 1),
        ("1\n00:01.000 --> 00:02.000\nBonjour", 1),
        ("WEBVTTbonjour\n\n00:01.000 --> 00:02.000\nBonjour", 1),
        ("WEBVTT\n\nBonjour\nà vous", 3),
        ("WEBVTT\n\n00:01.000 --> 00:99.000\nBonjour", 3),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nBonjour", 3),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\nUn\n\n00:01.000 --> 00:02.000\nDeux", 6),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>", 4),
        ("WEBVTT\n", 2),
    ],
)
def test_what_is_no_captions_says_at_which_line(file, line):
    with pytest.raises(BadCaptions) as refused:
        captions_in(file)

    assert refused.value.facts["line"] == line


def test_too_many_captions_are_refused():
    with pytest.raises(BadCaptions):
        captions_in("WEBVTT\n\n" + "00:01.000 --> 00:02.000\na\n\n" * (MOST + 1))
    with pytest.raises(BadCaptions):
        captions_in("WEBVTT\n\n00:01.000 --> 00:02.000\n" + "e\u0301" * 200_000)
