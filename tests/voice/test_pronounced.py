"""What espeak-ng makes of the names respelled for it: its phonemes, of which those of French people are known."""

import shutil
import subprocess

import pytest

from modalities.voice._saying.table import looked_up
from modalities.voice._spoken import spoken

pytestmark = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")


def phonemes(texts: list[str], voice: str) -> list[str]:
    """A line for each text, without the marks of stress and of linking."""
    command = ["espeak-ng", "-x", "-q", "-v", voice]
    heard = [subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout for text in texts]
    return [" ".join(one.translate(str.maketrans("", "", "',_!|2-")).split()) for one in heard]


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("Livebox", "lajv bOks"),
        ("wifi", "wifi"),
        ("Wi-Fi", "wifi"),
        ("carte SIM", "kart sim"),
        ("eSIM", "isim"),
        ("HDMI", "aS de Em i"),
        ("USB-C", "y Es be se"),
        ("4G", "katr Ze"),
        ("5G", "sE~k Ze"),
        ("code PIN", "kOd pin"),
        ("PUK", "pyk"),
        ("RIO", "rio"),
        ("SMS", "Es Em Es"),
        ("TV", "te ve"),
        ("Orange", "orA~Z"),
        ("Sosh", "sOS"),
        ("MyOrange", "maj orA~Z"),
        ("iPhone", "ajfOn"),
        ("YouTube", "jutub"),
        ("un mail", "W~ mEl"),
        ("Freebox", "fribOks"),
        ("Deezer", "dizEr"),
        ("les cookies", "le kuki"),
        ("71", "swasA~t e O~z"),
    ],
)
def test_a_name_is_heard_as_french_people_say_it(written, heard):
    assert phonemes([spoken(written, "fr").text], "fr") == [heard]


def test_a_french_voice_says_every_name_with_french_sounds():
    names = looked_up("fr", "names")

    heard = dict(zip(names, phonemes([spoken(name, "fr").text for name in names], "fr"), strict=True))

    assert {name: sounds for name, sounds in heard.items() if "(en)" in sounds} == {}
