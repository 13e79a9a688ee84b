"""Answers drawn as cards, and values as records."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path

import pytest

from modalities import available, load, picture
from modalities.picture import Card, Diagram, Photo, pictogram_for
from pipelines.extracting import steps_in
from pipelines.picturing import card_of, chart_of
from pipelines.records import answer_record, draft_record, recognition_record
from vocabulary import Answer, Destination, Draft, Figure, Picture, Recognition, Source, Word

DEMONSTRATION = Path(__file__).parents[2] / "assets" / "demo"
KNOWN = Answer(
    text="Bob répond",
    known=True,
    title="Le voyant est rouge",
    steps=("Débranchez la box.", "Attendez."),
    sources=(
        Source(
            id="r1", thread="q1", title="Le voyant", author="Bob", quote="Débranchez la box.", link="/question?id=q1"
        ),
    ),
)
UNKNOWN = Answer(text="Personne n’a encore répondu.")


class Noting:
    name = "noting"

    def draw(
        self,
        answer: Answer,
        *,
        link: str,
        labels: Mapping[str, str],
        photos: Sequence[Photo] = (),
        diagram: Diagram | None = None,
    ) -> Card:
        self.link, self.labels, self.photos, self.diagram = link, labels, photos, diagram
        return Card(svg="<svg/>", png=b"", alt="")


@pytest.mark.parametrize(
    ("answer", "posted", "link"),
    [
        (KNOWN, None, "http://cafe.test/question?id=q1"),
        (KNOWN, "/question?id=mine", "http://cafe.test/question?id=q1"),
        (UNKNOWN, "/question?id=mine", "http://cafe.test/question?id=mine"),
        (UNKNOWN, None, "http://cafe.test/"),
    ],
)
def test_the_code_leads_to_the_best_source_else_to_ones_own_question(answer, posted, link):
    painter = Noting()

    card_of(answer, painter, base_url="http://cafe.test/", language="fr", link=posted)

    assert painter.link == link


def test_the_labels_are_those_of_the_contract():
    painter = Noting()

    card_of(KNOWN, painter, base_url="http://cafe.test", language="fr")

    drawn = ["source", "step", "unknown", "scan", "goes_on", "photo", "no_photo", "diagram", "yes", "no", "total"]
    assert sorted(painter.labels) == sorted(drawn)
    assert [name for name, words in painter.labels.items() if not words] == ["total"]


def test_the_photographs_of_all_sources_come_once_each_and_one_that_is_gone_keeps_its_words(community):
    box = Picture(file=community.kept.put(b"a box", "image/png"), media_type="image/png", alt="Une box.")
    gone = Picture(file="0" * 64 + ".png", media_type="image/png", alt="Un câble.")
    answer = replace(KNOWN, sources=(replace(KNOWN.sources[0], pictures=(box, gone, box)),))
    painter = Noting()

    card_of(answer, painter, base_url="http://cafe.test", language="fr", kept=community.kept)

    assert [(photo.content, photo.alt) for photo in painter.photos] == [(b"a box", "Une box."), (None, "Un câble.")]


def test_figures_alone_are_drawn_without_a_source_or_a_code():
    figures = (Figure(label="For", count=2, sign="vote_for"), Figure(label="Against", count=1))

    card = chart_of(figures, load(picture, "card"), language="en")

    assert card.alt == "– For: 2.\n– Against: 1.\n3 votes in all."


def test_of_figures_the_card_says_what_they_add_up_to_and_leads_to_their_atelier():
    atelier = replace(KNOWN.sources[0], kind="atelier")
    figures = (Figure(label="Pour", count=2), Figure(label="Contre", count=1))
    painter = Noting()

    card_of(replace(KNOWN, sources=(atelier,), figures=figures), painter, base_url="http://cafe.test", language="en")

    assert painter.labels["total"] == "3 votes in all"
    assert painter.labels["scan"] == "Open the atelier"


@pytest.mark.parametrize("name", available(picture))
@pytest.mark.parametrize("answer", [KNOWN, UNKNOWN])
def test_every_painter_draws_what_is_known_and_what_is_not(name, answer):
    card = card_of(answer, load(picture, name), base_url="http://cafe.test", language="fr")

    assert card.svg.lstrip().startswith(("<svg", "<?xml"))
    assert card.png.startswith(b"\x89PNG")
    assert card.alt


def test_a_record_of_speech_has_the_keys_of_the_design():
    heard = Recognition(
        modality="speech", engine="scripted", text="Bonjour", words=(Word(text="Bonjour", start=0.0, end=0.5),)
    )

    record = recognition_record(heard, source="a.wav")

    assert list(record) == [
        "input", "modality", "engine", "language", "text", "confidence", "alternatives", "words", "seconds"
    ]  # fmt: skip
    assert record["words"] == [{"text": "Bonjour", "start": 0.0, "end": 0.5, "confidence": None}]


def test_a_record_of_a_gesture_has_a_label_in_place_of_text():
    record = recognition_record(Recognition(modality="gesture", engine="scripted", label="thumb_up"), source="a.gif")

    assert record["label"] == "thumb_up"
    assert "text" not in record


def test_a_record_of_a_draft_says_where_it_goes():
    draft = Draft(text="Bonjour", author="Ana", to=Destination(kind="forum", id="sosh"))

    assert draft_record(draft)["to"] == {"kind": "forum", "id": "sosh"}


def test_a_record_of_an_answer_has_the_keys_of_the_design():
    record = answer_record(KNOWN, picture="out.png")

    assert {"text", "sources", "known", "picture", "spoken"} <= set(record)
    assert {"id", "title", "author", "quote"} <= set(record["sources"][0])
    assert (record["picture"], record["spoken"]) == ("out.png", None)
    assert {field.name for field in fields(Answer)} <= set(record)


def test_nearly_every_step_of_the_demonstration_has_its_pictogram():
    asked = [
        question
        for forum in ("forum-orange", "forum-sosh")
        for question in tomllib.loads((DEMONSTRATION / f"{forum}.toml").read_text("utf-8"))["question"]
    ]
    told = [
        (step.words, question["language"])
        for question in asked
        for reply in question.get("reply", ())
        if reply.get("solution")
        for step in steps_in(reply["body"])
    ]

    shown = [words for words, language in told if pictogram_for(words, language)]

    assert len(told) > 200
    assert len(shown) >= 0.95 * len(told)
