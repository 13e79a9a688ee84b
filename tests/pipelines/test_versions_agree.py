"""The written, spoken, drawn and easy-to-read versions of an answer say the same.

For every question of the demonstration and of the list beside this file that is answered there, and for answers put
together at random: the facts of each step, in their order; whose words they are.
"""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community import demonstration, open_community
from modalities import load, picture
from modalities.picture import Card
from modalities.voice._spoken import spoken
from pipelines.answer import answer
from pipelines.picturing import card_of, labels
from pipelines.plain import plain
from pipelines.telling_aloud import spoken_answer
from tests.pipelines.facts import differences, facts_of
from tests.pipelines.test_answer_on_demonstration import ANSWERED, language_of
from vocabulary import LANGUAGES, Answer, Language, Source

TURNED_INTO_BRANCHES = {"sinon", "otherwise"}
"""« si …, sinon … » is drawn as a branch for « oui » and one for « non », in whatever order."""

NUMBERED = {
    "fr": ("Un", "Deux", "Trois", "Quatre", "Cinq", "Six"),
    "en": ("One", "Two", "Three", "Four", "Five", "Six"),
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> dict[str, Answer]:
    """Every answer that the demonstration gives, by one of its questions."""
    folder = tmp_path_factory.mktemp("versions")
    opened = open_community(f"sqlite:///{folder / 'cafe.db'}", data=folder)
    demonstration.load(opened)
    asked = [(question, language_of(question)) for question, _title in ANSWERED]
    asked += [(f"{one.title}\n{one.body}", one.language) for one in opened.forum.questions(limit=500)]
    found = {question: answer(opened, question, language=language) for question, language in asked}
    opened.close()
    known = {one.text: question for question, one in found.items() if one.known}
    return {question: found[question] for question in known.values()}


# -- the versions, as sentences by the step that they tell -----------------------------------------------------------


def told_aloud(said: Answer) -> Iterator[tuple[str, str, str]]:
    """Each written line, what is said for it, and what the voice is given to say it."""
    lines: dict[int, list[str]] = {}
    written: dict[int, str] = {}
    for line in spoken_answer(said):
        lines.setdefault(line.line, []).append(line.said)
        written[line.line] = line.written
    for number, breaths in lines.items():
        text = " ".join(breaths)
        yield written[number], text, spoken(text, said.language).text


def said_as_steps(said: Answer) -> dict[int, list[tuple[str, str]]]:
    """What is said of each step, from 1, and what the voice is given, without the number that is said before it."""
    found: dict[int, list[tuple[str, str]]] = {}
    step = 0
    for _written, text, voice in told_aloud(said):
        opens = step < len(said.steps) and len(said.steps) > 1 and text.startswith(f"{NUMBERED[said.language][step]}. ")
        if opens:
            step += 1
            text, voice = text.partition(". ")[2], voice.partition(". ")[2]
        if step and words(text) and "".join(words(text)) in "".join(words(said.steps[step - 1])):
            found.setdefault(step, []).append((text, voice))
    return found


def shown_as_steps(told: Answer) -> dict[int, list[str]]:
    """The easy lines of each step, from 1."""
    found: dict[int, list[str]] = {}
    for line in plain(told).lines:
        if line.step is not None:
            found.setdefault(line.step, []).append(line.text)
    return found


def drawn_as_steps(card: Card, language: Language) -> list[str]:
    """The steps of a card in words, each behind its number."""
    label = {"fr": "Étape", "en": "Step"}[language]
    numbered = re.findall(rf"^{label} (\d+)\s?: (.*)$", card.alt, re.MULTILINE)
    assert [int(number) for number, _step in numbered] == list(range(1, len(numbered) + 1))
    return [step for _number, step in numbered]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def joined(pieces: list[str]) -> str:
    """Pieces as one text, a line each."""
    return "\n".join(" ".join(piece.split()) for piece in pieces)


@cache
def painter():
    return load(picture, "card")


def drawn(told: Answer) -> Card:
    return card_of(told, painter(), base_url="http://cafe.example", language=told.language)


# -- what must agree -------------------------------------------------------------------------------------------------


def spoken_disagreements(told: Answer) -> list[str]:
    found = []
    steps = said_as_steps(told)
    if len(told.steps) > 1:
        if list(steps) != list(range(1, len(told.steps) + 1)):
            return [f"steps said: {list(steps)} of {len(told.steps)}"]
        for number, step in enumerate(told.steps, 1):
            said = joined([text for text, _voice in steps[number]])
            found += about(step, said, told.language)
            found += about(step, joined([voice for _text, voice in steps[number]]), told.language, but="names")
    for written, said, voice in told_aloud(told):
        if words(written) and written in told.text and words(said)[-len(words(written)) :] == words(written):
            found += about(said, voice, told.language, but="names")
    everything = joined([said for _written, said, _voice in told_aloud(told)])
    return found + [f"not said: {source.author}" for source in told.sources if source.author not in everything]


def easy_disagreements(told: Answer) -> list[str]:
    steps = shown_as_steps(told)
    if sorted(steps) != list(range(1, len(told.steps) + 1)):
        return [f"steps shown: {list(steps)} of {len(told.steps)}"]
    found = []
    for number, step in enumerate(told.steps, 1):
        found += about(step, joined(steps[number]), told.language)
    lines = plain(told).lines
    found += about(told.text, joined([line.text for line in lines]), told.language)
    order = [line.step for line in lines if line.step is not None]
    if order != sorted(order):
        found.append(f"order: {order}")
    everything = joined([line.text for line in lines])
    return found + [f"not shown: {source.author}" for source in told.sources if source.author not in everything]


def drawn_disagreements(told: Answer) -> list[str]:
    card = drawn(told)
    steps = drawn_as_steps(card, told.language)
    if len(steps) != len(told.steps):
        return [f"steps drawn: {len(steps)} of {len(told.steps)}"]
    found = [one for step, shown in zip(told.steps, steps, strict=True) for one in about(step, shown, told.language)]
    seen = words(html.unescape(" ".join(re.findall(r">([^<>]+)<", re.sub(r"<style>.*?</style>", "", card.svg)))))
    branches = labels(told.language)["diagram"] in card.alt
    place = 0
    for step in steps:
        for word in words(step):
            if word not in seen[place:]:
                if "…" not in card.svg and word not in TURNED_INTO_BRANCHES:
                    found.append(f"not drawn in its place: {word} of {step!r}")
                break
            place += 0 if branches else seen[place:].index(word) + 1
    return found + [f"not drawn: {source.author}" for source in told.sources if source.author not in card.alt]


def about(written: str, other: str, language: Language, *, but: str = "") -> list[str]:
    told = differences(facts_of(written, language), facts_of(other, language))
    return [f"{one} ({written!r}, {other!r})" for one in told if not (but and one.startswith(but))]


# -- the answers of the demonstration --------------------------------------------------------------------------------


def test_the_demonstration_answers_in_both_languages(answers):
    known = [told.language for told in answers.values()]

    assert known.count("fr") >= 50
    assert known.count("en") >= 5


@pytest.mark.parametrize("disagreements", [spoken_disagreements, easy_disagreements, drawn_disagreements])
def test_every_answer_of_the_demonstration_is_the_same_in_every_version(answers, disagreements):
    found = [said for told in answers.values() for said in disagreements(told)]

    assert found == []


def test_the_day_that_is_said_is_the_day_of_the_source(answers):
    for told in answers.values():
        heads = [said for written, said, _voice in told_aloud(told) if written.endswith(":") and written != said]
        dated = [source for source in told.sources if source.kind == "reply" and source.written_at is not None]

        for source in dated:
            day = re.compile(rf"\b{source.written_at.day}(er)?\b")
            assert any(source.author in head and day.search(head) for head in heads)


# -- answers put together at random ----------------------------------------------------------------------------------

STEPS = {
    "fr": [
        *(
            "Débranchez la box et attendez 30 secondes.",
            "N’ouvrez jamais le boîtier (danger).",
            "Ne touchez pas au fil.",
        ),
        *("À 14 h 30, appelez le 3179.", "Si le voyant est rouge, attendez deux minutes et rebranchez-la."),
        *("Choisissez « Wifi et réseau ; avancé », puis validez.", "Tapez #31# puis le numéro.", "Passez en 2,4 GHz."),
        *(
            "Il faut : un câble, une prise et un tournevis.",
            "Payez 29,99 € sans frais.",
            "Demandez l’eSIM ; gardez le RIO.",
        ),
        *(
            "Le débit tombe, mais il remonte à 21 h.",
            "Remplacez le canal par le 1, le 6 ou le 11.",
            "Rien ne s’affiche.",
        ),
    ],
    "en": [
        *("Unplug the box, count to sixty, and plug it in again.", "Don’t open the box.", "Never pull the cable."),
        *("Call 888 from your mobile.", "At 2:30 pm, wait 10 minutes.", "Connect to the 2.4 GHz network."),
        *("Choose ‘Wi-Fi and more’, then press the button.", "You need: a cable, a plug, and a screwdriver."),
        *("If the light is red, restart the box and wait.", "Ask for an eSIM; keep the PIN.", "It costs nothing."),
    ],
}
MOMENT = datetime(2026, 3, 12, tzinfo=UTC)


@st.composite
def made_up(draw) -> Answer:
    language = draw(st.sampled_from(LANGUAGES))
    steps = draw(st.lists(st.sampled_from(STEPS[language]), min_size=1, max_size=5, unique=True))
    author = draw(st.sampled_from(["Bob", "nono_bricole", "Inès_M"]))
    quote = "\n".join(steps)
    source = Source(
        id="r", thread="q", title="La box", author=author, quote=quote, link="/question?id=q", written_at=MOMENT
    )
    says = f"{author} répond, dans « La box » :" if language == "fr" else f"{author} replies, in ‘La box’:"
    return Answer(
        text=f"{says}\n{quote}", language=language, known=True, title="La box", steps=tuple(steps), sources=(source,)
    )


@settings(deadline=None, max_examples=25)
@given(made_up())
def test_answers_put_together_at_random_are_the_same_in_every_version(told):
    assert spoken_disagreements(told) + easy_disagreements(told) + drawn_disagreements(told) == []


# -- a version that is wrong is seen to be ----------------------------------------------------------------------------


def told_by_bob(*steps: str) -> Answer:
    quote = "\n".join(steps)
    source = Source(id="r", thread="q", title="La box", author="Bob", quote=quote, link="/question?id=q")
    text = f"Bob répond, dans « La box » :\n{quote}"
    return Answer(text=text, known=True, title="La box", steps=steps, sources=(source,))


RIGHT = told_by_bob("Ne touchez pas au fil.", "Attendez 30 secondes.")


@pytest.mark.parametrize(
    "wrong",
    [
        ("Attendez 30 secondes.", "Ne touchez pas au fil."),
        ("Touchez au fil.", "Attendez 30 secondes."),
        ("Ne touchez pas au fil.", "Attendez 20 secondes."),
        ("Ne touchez pas au fil.",),
    ],
)
@pytest.mark.parametrize(
    ("version", "disagreements"),
    [
        ("spoken_answer", spoken_disagreements),
        ("plain", easy_disagreements),
        ("card_of", drawn_disagreements),
    ],
)
def test_a_step_that_is_lost_swapped_or_changed_is_seen(monkeypatch, version, disagreements, wrong):
    assert disagreements(RIGHT) == []
    makes = globals()[version]
    told = told_by_bob(*wrong)
    monkeypatch.setitem(globals(), version, lambda _right, *rest, **options: makes(told, *rest, **options))

    assert disagreements(RIGHT) != []
