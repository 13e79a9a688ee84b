"""What tests of listening share: someone who speaks, and a recogniser that has learnt what they say."""

from pathlib import Path

import pytest

from modalities.speech import Clip, decode
from tests.fixtures import spoken, tiny_whisper


@pytest.fixture(scope="session")
def tiny_checkpoint(tmp_path_factory) -> Path:
    return tiny_whisper.unpacked(tmp_path_factory.mktemp("whisper"))


@pytest.fixture(scope="session")
def tiny(tiny_checkpoint):
    """Our back-end with the test checkpoint."""
    from modalities.speech import whisper

    return whisper.load(model=str(tiny_checkpoint))


@pytest.fixture(scope="session")
def said():
    """The sound of a sentence of ``spoken.SENTENCES``, as a clip; each is spoken once."""
    pytest.importorskip("espeakng_loader", reason="espeak-ng speaks the sentences, and its wheel is not here")
    clips: dict[str, Clip] = {}

    def clip_of(text: str, language: str = "fr") -> Clip:
        if text not in clips:
            clips[text] = decode(spoken.speak(text, language), name=text)
        return clips[text]

    return clip_of
