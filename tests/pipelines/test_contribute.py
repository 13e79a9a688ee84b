"""From what was recognised to a draft."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import NothingUnderstood
from pipelines.contribute import SUBJECT_CHARACTERS, draft_from, is_doubtful, suggested_subject
from vocabulary import Draft, Recognition, Word

MORNING = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def heard(text: str, *, seconds: int = 0, language: str | None = None) -> Recognition:
    return Recognition(
        modality="speech",
        engine="scripted",
        text=text,
        language=language,
        captured_at=MORNING + timedelta(seconds=seconds),
    )


def typed(text: str) -> Draft:
    return Draft(text=text, author="Ana")


def written_by_hand(text: str) -> Draft:
    return Draft(
        text=text, author="Ana", recognitions=(Recognition(modality="handwriting", engine="scripted", text=text),)
    )


def test_a_draft_follows_the_order_in_which_things_were_said():
    late, early = heard("a ramp?", seconds=5), heard("Is there", seconds=1)

    draft = draft_from([late, early], author="Ana")

    assert draft.text == "Is there a ramp?"
    assert draft.recognitions == (early, late)


def test_a_draft_holds_exactly_what_was_recognised():
    draft = draft_from([heard("ma  livebox est roouge *gras* <b>")], author="Ana")

    assert draft.text == "ma  livebox est roouge *gras* <b>"


def test_nothing_understood_in_any_of_them_is_no_draft():
    with pytest.raises(NothingUnderstood):
        draft_from([heard(""), heard("  ")], author="Ana")


def test_nothing_at_all_is_no_draft():
    with pytest.raises(NothingUnderstood):
        draft_from([], author="Ana")


def test_silence_beside_words_adds_nothing_but_stays_as_what_was_heard():
    draft = draft_from([heard("", seconds=0), heard("Bonjour", seconds=1)], author="Ana")

    assert draft.text == "Bonjour"
    assert len(draft.recognitions) == 2


@pytest.mark.parametrize(
    ("heard_in", "asked", "expected"),
    [("en", None, "en"), ("fr", None, "fr"), ("de", None, "fr"), (None, None, "fr"), ("en", "fr", "fr")],
)
def test_the_draft_is_in_the_language_that_was_chosen_else_heard(heard_in, asked, expected):
    draft = draft_from([heard("hello", language=heard_in)], author="Ana", language=asked)

    assert draft.language == expected


@pytest.mark.parametrize(("confidence", "doubtful"), [(None, False), (0.1, True), (0.95, False), (0.0, True)])
def test_a_word_is_doubtful_when_its_engine_doubts_it(confidence, doubtful):
    assert is_doubtful(Word(text="Livebox", confidence=confidence)) is doubtful


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Ma Livebox ne s’allume plus.", "Ma Livebox ne s’allume plus."),
        ("Bonjour. Ma box est rouge. Que dois-je faire ? Merci.", "Que dois-je faire ?"),
        ("Bonjour à tous. Ma facture a doublé ce mois-ci. Merci.", "Ma facture a doublé ce mois-ci."),
        ("bonjour ma livebox est rouge depuis ce matin", "ma livebox est rouge depuis ce matin"),
        ("Hello everyone, my box is red", "my box is red"),
        ("Bonjour ! Ma facture a doublé ce mois-ci.", "Ma facture a doublé ce mois-ci."),
        ("Bonjour", "Bonjour"),
        ("how do i reset my voicemail", "how do i reset my voicemail"),
        ("  deux\n lignes ", "deux"),
        ("", ""),
        ("…", ""),
    ],
)
def test_the_suggested_subject_is_a_telling_sentence_of_the_author(text, subject):
    assert suggested_subject(typed(text)) == subject


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Où est\nma facture d'été ?", "Où est ma facture d'été ?"),
        ("Bonjour,\noù est ma\nfacture ? Merci\nd'avance.", "où est ma facture ?"),
        ("Ma box clignote.\nQue dois-je\nfaire ?", "Que dois-je faire ?"),
        ("How do I\nreset it?", "How do I reset it?"),
        ("\n", ""),
    ],
)
def test_where_a_line_of_handwriting_ends_no_sentence_does(text, subject):
    assert suggested_subject(written_by_hand(text)) == subject


def test_a_long_subject_is_cut_between_two_words():
    text = "je voudrais savoir comment " + "transférer mon numéro " * 8

    subject = suggested_subject(typed(text))

    assert len(subject) <= SUBJECT_CHARACTERS
    assert subject.endswith("…")
    assert text.startswith(subject[:-1] + " ")


@given(st.text(max_size=400))
def test_a_subject_invents_no_word_and_is_never_too_long(text):
    for draft in (typed(text), written_by_hand(text)):
        subject = suggested_subject(draft)

        assert len(subject) <= SUBJECT_CHARACTERS
        assert subject.removesuffix("…") in " ".join(text.split())
