"""The demonstration content: what the loader and the readers may count on."""

import itertools
import re
import tomllib
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

DEMO = Path(__file__).resolve().parents[2] / "assets" / "demo"
FORUMS = ("forum-orange.toml", "forum-sosh.toml")
SVG = "{http://www.w3.org/2000/svg}"


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((DEMO / name).read_text(encoding="utf-8"))


MEMBERS = read("members.toml")["member"]
PSEUDONYMS = {member["pseudonym"] for member in MEMBERS}
CASES = read("moderation.toml")["case"]
MODERATORS = {member["pseudonym"] for member in MEMBERS if member["role"] == "moderator"}
ANIMATORS = {member["pseudonym"] for member in MEMBERS if member["role"] == "animator"}
QUESTIONS = [question for name in FORUMS for question in read(name)["question"]]
ENGLISH = {"BlueKettle", "Fiona in Brest"}
CAFES = [read(file.name)["cafe"] for file in sorted(DEMO.glob("cafe*.toml"))]
CAFE = read("cafe.toml")["cafe"]
ATELIERS = [atelier for cafe in CAFES for atelier in cafe["atelier"]]
CONTRIBUTIONS = [(atelier, said) for atelier in ATELIERS for said in atelier["contribution"]]
FIRST = [(atelier, said) for atelier in CAFE["atelier"] for said in atelier["contribution"]]
ANSWERED = [(atelier, said, reply) for atelier, said in FIRST for reply in said.get("reply", [])]
CONTRIBUTIONS = [*FIRST, *((atelier, reply) for atelier, _, reply in ANSWERED)]


def replies(question: dict[str, Any]) -> list[dict[str, Any]]:
    return question.get("reply", [])


def solutions(question: dict[str, Any]) -> list[dict[str, Any]]:
    return [reply for reply in replies(question) if reply.get("solution", False)]


def sentences(body: str) -> list[str]:
    """What stands between two full stops or ends of line; a stop before a lower-case letter ends nothing."""
    pieces = re.split(r"(?<=[.!?…])\s+(?=[A-ZÀÂÇÉÈÊÎÔŒ“«])|\n+", body.strip())
    return [piece.strip() for piece in pieces if piece.strip()]


def folded(pseudonym: str) -> str:
    plain = unicodedata.normalize("NFKD", pseudonym).encode("ascii", "ignore").decode()
    return plain.casefold().replace(" ", "")


SOLVED = [question for question in QUESTIONS if solutions(question)]
POSTS = [*QUESTIONS, *(reply for question in QUESTIONS for reply in replies(question))]
DESCRIBED = [(question, post) for question in QUESTIONS for post in (question, *replies(question))]
TIPS = read("tips.toml")["tip"]
PICTURES = [*(picture for post in POSTS for picture in post.get("pictures", [])), CAFE["picture"]]
DRAWINGS = sorted((DEMO / "pictures").glob("*.svg"))
TEXTS = [
    *((question["id"], question["language"], question["title"]) for question in QUESTIONS),
    *((question["id"], question["language"], question["body"]) for question in QUESTIONS),
    *((question["id"], question["language"], reply["body"]) for question in QUESTIONS for reply in replies(question)),
    *(
        (asked["id"], asked["language"], shown["alt"])
        for asked, post in DESCRIBED
        for shown in post.get("pictures", [])
    ),
    *((cafe["id"], "fr", cafe["introduction"]) for cafe in CAFES),
    ("café", "fr", CAFE["picture"]["alt"]),
    *((atelier["id"], "fr", atelier[key]) for atelier in ATELIERS for key in ("title", "opening", "question")),
    *(
        (tip["id"], "en" if tip["id"].startswith("tip-") else "fr", version[key])
        for tip in TIPS
        for version in tip["version"]
        for key in ("title", "body")
    ),
    *((case["thing"], "fr", act["reason"]) for case in CASES for act in case["act"] if "reason" in act),
    *((atelier["id"], "en" if said["author"] in ENGLISH else "fr", said["body"]) for atelier, said in CONTRIBUTIONS),
]


def test_nobody_decides_about_their_own_words_or_flags_them_and_nothing_stays_hidden():
    written = {
        f"{question['id']}-{place}": reply["author"]
        for question in QUESTIONS
        for place, reply in enumerate(replies(question), 1)
    }

    for case in CASES:
        author = written[case["thing"].removeprefix("reply:")]
        assert all((act["by"] == author) == (act["done"] == "appealed") for act in case["act"])
        assert [act["at"] for act in case["act"]] == sorted(act["at"] for act in case["act"])
        assert case["act"][-1]["done"] != "hidden"


def test_every_file_says_only_what_the_schema_knows():
    question_keys = {"id", "title", "body", "language", "author", "asked_at", "me_too", "pictures", "reply"}
    reply_keys = {"body", "author", "written_at", "solution", "thanks", "pictures"}

    for name in FORUMS:
        assert set(read(name)) == {"space", "question"}
    for question in QUESTIONS:
        assert set(question) <= question_keys, question["id"]
        assert all(set(reply) <= reply_keys for reply in replies(question)), question["id"]


def test_each_forum_belongs_to_its_space():
    spaces = {name: read(name)["space"] for name in FORUMS}

    assert spaces == {"forum-orange.toml": "orange", "forum-sosh.toml": "sosh"}


def test_ids_are_slugs_and_unique_over_all_files():
    ids = [one["id"] for one in (*QUESTIONS, *CAFES, *ATELIERS)]

    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in ids)


def test_pseudonyms_differ_even_without_accents_case_and_spaces():
    names = [folded(member["pseudonym"]) for member in MEMBERS]

    assert len(names) == len(set(names))
    assert all(2 <= len(member["pseudonym"]) <= 40 for member in MEMBERS)
    assert {member["role"] for member in MEMBERS} == {"member", "animator", "moderator"}


def test_every_author_is_a_member_and_every_member_says_something():
    authors = {post["author"] for post in POSTS} | {said["author"] for _, said in CONTRIBUTIONS}
    authors |= {atelier["animator"] for atelier in ATELIERS}
    moderating = {act["by"] for case in CASES for act in case["act"] if act["done"] in ("left", "warned", "hidden")}

    assert authors == PSEUDONYMS - MODERATORS
    assert MODERATORS & moderating
    assert {act["by"] for case in CASES for act in case["act"]} <= PSEUDONYMS
    assert {atelier["animator"] for atelier in ATELIERS} <= ANIMATORS


def test_there_are_enough_solved_questions_in_both_forums_and_languages():
    solved_in = {name: sum(bool(solutions(question)) for question in read(name)["question"]) for name in FORUMS}
    english = [question for question in SOLVED if question["language"] == "en"]

    assert sum(solved_in.values()) >= 60
    assert min(solved_in.values()) >= 30
    assert len(english) >= 8


def test_some_questions_still_wait_for_an_answer():
    assert len(QUESTIONS) - len(SOLVED) >= 8


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_a_thread_runs_forward_in_time(question):
    moments = [question["asked_at"], *(reply["written_at"] for reply in replies(question))]

    assert all(isinstance(moment, datetime) and moment.tzinfo == UTC for moment in moments)
    assert all(earlier < later for earlier, later in itertools.pairwise(moments))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_a_question_has_at_most_one_solution_and_it_is_somebody_else_s(question):
    found = solutions(question)

    assert len(found) <= 1
    assert all(reply["author"] != question["author"] for reply in found)


@pytest.mark.parametrize("question", SOLVED, ids=lambda question: question["id"])
def test_a_solution_is_made_of_a_few_sentences_that_stand_alone(question):
    steps = sentences(solutions(question)[0]["body"])

    assert 2 <= len(steps) <= 7
    assert all(len(step) <= 170 for step in steps), max(steps, key=len)


def test_most_solutions_are_two_to_five_steps_one_a_line():
    stepwise = [question for question in SOLVED if 2 <= len(solutions(question)[0]["body"].strip().splitlines()) <= 5]

    assert len(stepwise) >= 0.8 * len(SOLVED)


def test_there_are_enough_members_for_every_count():
    others = len(MEMBERS) - 1

    assert all(0 <= question["me_too"] <= others for question in QUESTIONS)
    assert all(0 <= reply["thanks"] <= others for question in QUESTIONS for reply in replies(question))
    assert all(sum(atelier["votes"].values()) <= len(MEMBERS) for atelier in ATELIERS)


def test_titles_are_short_and_bodies_are_written():
    assert all(5 <= len(question["title"]) <= 90 for question in QUESTIONS)
    assert all(40 <= len(post["body"].strip()) <= 1_200 for post in POSTS)


@pytest.mark.parametrize(("where", "language", "text"), TEXTS)
def test_the_typography_is_real(where, language, text):
    assert "'" not in text
    assert '"' not in text
    assert "..." not in text
    assert "  " not in text
    if language == "fr":
        assert not re.search(r"[^\s«][?!;:»](?!\d)", text.replace("…", " ")), "a space goes before ? ! ; : »"
        assert not re.search(r"«\S", text)
        assert not re.search(r"\S (?=[,.])", text)


def test_no_phone_number_but_the_short_ones_that_everybody_knows():
    national = {"888", "3179", "33700", "114"}
    keyed = {"002"}  # of ##002#, the same in every GSM network

    for where, _, text in TEXTS:
        assert set(re.findall(r"\d{3,}", text)) <= national | keyed, where
        assert not re.search(r"\d\d[ .]\d\d[ .]\d\d", text), where


def test_no_price_and_no_address_that_will_have_changed():
    for where, _, text in TEXTS:
        assert "€" not in text, where
        assert "http" not in text, where
        assert "www." not in text, where


def test_pictures_that_are_shown_exist_and_pictures_that_exist_are_shown():
    shown = {picture["file"] for picture in PICTURES}

    assert shown == {f"pictures/{drawing.name}" for drawing in DRAWINGS}
    assert len(DRAWINGS) >= 14


def test_every_picture_is_described():
    assert all(set(picture) == {"file", "alt"} for picture in PICTURES)
    assert all(20 <= len(picture["alt"]) <= 250 for picture in PICTURES)


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_a_drawing_is_plain_svg_that_calls_nobody(drawing):
    root = ElementTree.fromstring(drawing.read_text(encoding="utf-8"))

    tags = {element.tag for element in root.iter()}
    attributes = {name.split("}")[-1] for element in root.iter() for name in element.attrib}
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox") == "0 0 480 320"
    assert tags <= {f"{SVG}{name}" for name in ("svg", "title", "g", "rect", "circle", "line", "path", "text")}
    assert not attributes & {"href", "style"}
    assert not [name for name in attributes if name.startswith("on")]
    assert "url(" not in drawing.read_text(encoding="utf-8")


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_a_drawing_has_a_title_its_own_paper_and_letters_that_can_be_read(drawing):
    root = ElementTree.fromstring(drawing.read_text(encoding="utf-8"))

    sizes = [float(element.get("font-size", "19")) for element in root.iter() if element.get("font-size")]
    assert root.findtext(f"{SVG}title")
    assert root.find(f"{SVG}rect").get("width") == "478"
    assert root.get("font-family") == "sans-serif"
    assert min(sizes) >= 17


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_a_drawing_can_be_drawn(drawing):
    resvg = pytest.importorskip("resvg_py")

    png = bytes(resvg.svg_to_bytes(svg_string=drawing.read_text(encoding="utf-8")))

    assert png.startswith(b"\x89PNG")


def test_the_cafe_has_five_ateliers_with_differing_voices_one_of_them_blind():
    assert [atelier.get("blind", False) for atelier in CAFE["atelier"]] == [False, False, False, True, False]
    for atelier in CAFE["atelier"]:
        authors = [said["author"] for said in atelier["contribution"]]
        moments = [said["written_at"] for said in atelier["contribution"]]
        assert 6 <= len(authors) <= 12
        assert len(authors) == len(set(authors))
        assert moments == sorted(moments)
        assert set(atelier["votes"]) == {"for", "against", "no_opinion"}
        assert min(atelier["votes"].values()) > 0


def test_every_space_with_cafes_has_one():
    assert {cafe.get("space", "dream-cafe") for cafe in CAFES} == {"dream-cafe", "lab", "test-centre"}


@pytest.mark.parametrize("cafe", [cafe for cafe in CAFES if cafe != CAFE], ids=lambda cafe: cafe["id"])
def test_a_short_cafe_has_three_ateliers_with_several_voices(cafe):
    assert len(cafe["atelier"]) == 3
    for atelier in cafe["atelier"]:
        authors = [said["author"] for said in atelier["contribution"]]
        moments = [said["written_at"] for said in atelier["contribution"]]
        assert len(authors) == len(set(authors)) >= 4
        assert moments == sorted(moments)
        assert set(atelier["votes"]) == {"for", "against", "no_opinion"}


@pytest.mark.parametrize("tip", TIPS, ids=lambda tip: tip["id"])
def test_a_tip_has_versions_of_several_and_quotes_what_stands_in_its_threads(tip):
    bodies = {
        f"{question['id']}-{place}": reply["body"]
        for question in QUESTIONS
        for place, reply in enumerate(replies(question), 1)
    }
    authors = {version["author"] for version in tip["version"]}
    moments = [version["written_at"] for version in tip["version"]]

    assert len(tip["version"]) >= 3
    assert len(authors) >= 2
    assert authors <= PSEUDONYMS
    assert moments == sorted(set(moments))
    for quote in tip["quote"]:
        body = bodies[quote["from"]]
        assert 0 <= body.find(quote["begins"]) < body.find(quote["ends"])
    used = set(re.findall(r"\{(\d)\}", tip["version"][-1]["body"]))
    assert used == {str(place) for place in range(1, len(tip["quote"]) + 1)}


def test_replies_in_ateliers_come_later_quote_word_for_word_and_are_thanked_for():
    for _, said, reply in ANSWERED:
        assert reply["written_at"] > said["written_at"]
        assert said["body"].count(reply.get("quote", said["body"])) == 1
    assert len(ANSWERED) >= 8
    assert sum("quote" in reply for _, _, reply in ANSWERED) >= 6
    assert all(0 <= said.get("thanks", 0) < len(MEMBERS) for _, said in CONTRIBUTIONS)
    assert sum(said.get("thanks", 0) > 0 for _, said in CONTRIBUTIONS) >= 8
