"""How long an answer takes in a large community: to its first sentence, its first sound and its picture.

Beside each the bare call, in turn: the database's own full-text query, a voice alone, the painter alone. Of what can be
asked twice the quicker round counts; a sentence is spoken once by each of two voices, which remember what they said.
"""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import search
from benchmarks.made_up import MadeUp
from benchmarks.timing import Given, spread, timed
from community import Community, open_community
from community.words import stems
from modalities.picture import Painter
from modalities.voice import Voice
from pipelines.answer import answer
from pipelines.house import load_painter, load_voice
from pipelines.picturing import card_of, labels
from pipelines.speaking import SpeakingDesk
from pipelines.telling_aloud import spoken_answer
from settings import Settings
from vocabulary import Answer

QUESTIONS = 40
ROUNDS = 2
BARE = 15
"""Of them also asked of the database alone, which takes seconds for each at a million posts."""
_ADDRESS = "http://localhost:8501"


def measured(posts: int, folder: Path) -> dict[str, Any]:
    """In SQLite, with the voice and the painter of the settings. Seconds."""
    made_up = MadeUp(posts=posts)
    with (
        search.in_sqlite(made_up, folder) as subject,
        tempfile.TemporaryDirectory(prefix="cafe-answers-") as data,
        _voiced() as voice,
        _voiced() as bare_voice,
    ):
        community = open_community(subject.address, data=Path(data))
        try:
            asked = _asked(community, made_up)
            return {
                "posts": posts,
                **_figures(community, subject, asked, (voice, bare_voice), load_painter(Settings())),
            }
        finally:
            community.close()


@contextmanager
def _voiced() -> Iterator[Voice]:
    """The voice of the settings, which has spoken before."""
    voice = load_voice(Settings())
    try:
        voice.speak("Bonjour.", language="fr")
        yield voice
    finally:
        close = getattr(voice, "close", None)
        if close is not None:
            close()


def _asked(community: Community, made_up: MadeUp) -> list[str]:
    """Half of them a few words of a thread, half a whole new question."""
    threads = search.some_threads(community, made_up)
    half = QUESTIONS // 2
    few, whole = search.searched(community, threads)[:half], made_up.questions_nobody_asked(half)
    return [text for pair in zip(few, whole, strict=True) for text in pair]


def _figures(
    community: Community, subject: search.Subject, asked: list[str], voices: tuple[Voice, Voice], painter: Painter
) -> dict[str, Any]:
    taken = defaultdict[str, list[float]](list)
    known = 0
    for n, question in enumerate(asked):
        times, answered = _once(community, question, voices, painter)
        known += answered.known
        for name, seconds in times.items():
            taken[name].append(seconds)
        if n < BARE:
            held = list(dict.fromkeys(stems(question, "fr")))
            taken["bare_search"].append(_quicker(lambda held=held: subject.any_of(held))[0])  # type: ignore[misc]
    return {"asked": len(asked), "known": known, **{name: spread(seconds) for name, seconds in taken.items()}}


def _once(
    community: Community, question: str, voices: tuple[Voice, Voice], painter: Painter
) -> tuple[dict[str, float], Answer]:
    search_s, _found = _quicker(lambda: community.search.passages(question, language="fr"))
    answer_s, answered = _quicker(lambda: answer(community, question, language="fr"))
    desk = SpeakingDesk(lambda: voices[0])  # a new one, which has heard nothing yet
    sound_s, first = timed(lambda: _first_sound(desk, answered))
    bare_s, _speech = timed(lambda: voices[1].speak(first, language="fr"))
    picture_s, _card = _quicker(lambda: card_of(answered, painter, base_url=_ADDRESS, language="fr"))
    link = _ADDRESS + (answered.sources[0].link if answered.sources else "/")
    drawn_s, _card = _quicker(lambda: painter.draw(answered, link=link, labels=labels("fr")))
    times = {
        "search": search_s,
        "sentence": answer_s,
        "sound": sound_s,
        "bare_sound": bare_s,
        "whole_sound": answer_s + sound_s,
        "picture": picture_s,
        "whole_picture": answer_s + picture_s,
        "bare_picture": drawn_s,
    }
    return times, answered


def _quicker(call: Callable[[], Given]) -> tuple[float, Given]:
    """Of some rounds, the quickest."""
    return min((timed(call) for _ in range(ROUNDS)), key=lambda one: one[0])


def _first_sound(desk: SpeakingDesk, answered: Answer) -> str:
    """Gives the sentence that was spoken."""
    lines = spoken_answer(answered)
    desk.sound(desk.register(lines, answered.language), 0)
    return lines[0].said
