"""From the first screen to a publication, and back."""

from datetime import timedelta

import pytest

from pages._house import house
from tests.fixtures.spoken import speak
from tests.pages.conftest import HEARD, ask_in_writing, button, kept_draft, said
from vocabulary import now


def test_the_first_screen_promises_that_nobody_sees_anything_yet(app):
    app.run()

    assert not app.exception
    assert app.title[0].value == "Que voulez-vous demander ?"
    assert "avant que vous ne confirmiez" in said(app)


def test_a_recording_becomes_a_draft_of_what_was_heard(app):
    app.run()

    app.get("audio_input")[0].set_value(("question.wav", speak(HEARD, "fr"), "audio/wav"))
    app.run()

    assert not app.exception
    assert app.title[0].value == "Relisez, corrigez, confirmez"
    assert kept_draft(app).draft.text == HEARD
    assert kept_draft(app).recording is not None


def test_what_is_written_becomes_a_draft_and_nothing_is_public(app, community):
    ask_in_writing(app.run(), "Où est ma facture ?")

    assert not app.exception
    assert app.title[0].value == "Relisez, corrigez, confirmez"
    assert community.forum.questions() == ()


def test_only_the_confirmation_publishes(app, community):
    ask_in_writing(app.run(), "Où est ma facture ?")

    app.text_input(key="pseudonym").set_value("Ana")
    button(app, "Confirmer et publier").click()
    app.run()

    assert not app.exception
    (question,) = community.forum.questions()
    assert (question.body, question.author.pseudonym) == ("Où est ma facture ?", "Ana")
    assert "Ce que la communauté sait déjà" in said(app)


def test_a_publication_can_be_taken_back_at_once(app, community):
    ask_in_writing(app.run(), "Où est ma facture ?")
    app.text_input(key="pseudonym").set_value("Ana")
    button(app, "Confirmer et publier").click()
    app.run()

    press_the_way_back(app)

    assert community.forum.questions() == ()
    assert app.title[0].value == "Relisez, corrigez, confirmez"


def test_who_presses_too_late_is_told_so_and_it_stays_published(app, community, monkeypatch):
    ask_in_writing(app.run(), "Où est ma facture ?")
    app.text_input(key="pseudonym").set_value("Ana")
    button(app, "Confirmer et publier").click()
    app.run()
    later = now() + timedelta(seconds=31)
    monkeypatch.setattr(community.drafts, "_now", lambda: later)

    press_the_way_back(app)

    assert "trop tard pour annuler" in said(app)
    assert len(community.forum.questions()) == 1


def press_the_way_back(app) -> None:
    """As the browser does, on the screen of the one question there is."""
    (question,) = house().community.forum.questions()
    app.session_state[f"way-back-{question.id}"] = {"taken": True}
    app.run()


def published_elsewhere(app) -> None:
    """As in another tab of the same browser."""
    kept, visit = kept_draft(app), app.session_state["visit"]
    ana = house().community.members.enter("Ana", visit=visit)
    house().community.drafts.confirm(kept.id, visit=visit, member=ana, by=["press"])


def test_a_press_that_comes_after_that_of_another_tab_leads_to_what_it_published(app, community):
    ask_in_writing(app.run(), "Où est ma facture ?")
    published_elsewhere(app)

    button(app, "Confirmer et publier").click()
    app.run()

    (question,) = community.forum.questions()
    assert not app.exception
    assert app.query_params["id"] == question.id
    assert "Ce que la communauté sait déjà" in said(app)


def test_the_address_of_a_draft_that_is_published_leads_to_what_it_became(app, community):
    ask_in_writing(app.run(), "Où est ma facture ?")
    published_elsewhere(app)

    app.run()  # not that press, another

    (question,) = community.forum.questions()
    assert app.title[0].value == "Que voulez-vous demander ?"
    (link,) = (one.proto for one in app.get("page_link") if one.proto.label.startswith("Ce brouillon est déjà publié"))
    assert f"id={question.id}" in link.query_string
    assert "draft" not in app.query_params


def test_a_pseudonym_that_is_no_name_is_refused_with_a_sentence(app, community):
    ask_in_writing(app.run(), "Où est ma facture ?")

    app.text_input(key="pseudonym").set_value("!")
    button(app, "Confirmer et publier").click()
    app.run()

    assert "au moins une lettre" in said(app)
    assert community.forum.questions() == ()


def test_a_pseudonym_of_another_browser_is_refused(app, community):
    community.members.enter("Ana", visit="another browser")
    ask_in_writing(app.run(), "Où est ma facture ?")

    app.text_input(key="pseudonym").set_value("ana")
    button(app, "Confirmer et publier").click()
    app.run()

    assert "déjà pris" in said(app)
    assert community.forum.questions() == ()


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "**gras** :red[rouge] :smile: $x$",
        "[lien](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
    ],
)
def test_signs_are_shown_as_text_wherever_they_were_written(app, community, hostile):
    ask_in_writing(app.run(), hostile)
    app.text_input(key="pseudonym").set_value("Ana & <b>")
    button(app, "Confirmer et publier").click()
    app.run()

    assert not app.exception
    (question,) = community.forum.questions()
    assert question.body == hostile
    bodies = [one.proto.body for one in app.get("html") if "words" in one.proto.body]
    assert bodies
    assert all("<script" not in body and "<img" not in body for body in bodies)


def test_a_file_that_is_no_sound_is_refused_and_writing_goes_on(app, community):
    app.run()

    app.file_uploader(key="file").set_value(("notes.wav", b"not a sound at all", "audio/wav"))
    app.run()

    assert "notes.wav" in said(app)
    assert [area.key for area in app.text_area] == ["written"]


def test_a_text_of_100_000_characters_is_refused_and_stays_in_the_editor(app, community):
    ask_in_writing(app.run(), "court")
    editor = f"editor-{kept_draft(app).id}"

    app.session_state[editor] = {"text": "a" * 100_000}
    app.run()

    assert not app.exception
    assert "raccourcissez" in said(app)
    assert kept_draft(app).draft.text == "court"
    assert app.session_state[editor]["text"] == "a" * 100_000


def test_the_other_ways_in_go_on_without_a_microphone(app):
    app.run()

    app.session_state["microphone"] = {"problem": "denied"}
    app.run()

    assert "refuse le micro" in said(app)
    assert [tab.label.split(": ")[1] for tab in app.tabs] == [
        "Parler",
        "Écrire à la main",
        "Une photo",
        "Taper",
        "Un fichier",
    ]


def test_a_text_that_is_not_kept_cannot_be_published_in_its_former_state(app, community):
    ask_in_writing(app.run(), "court")

    app.session_state[f"editor-{kept_draft(app).id}"] = {"text": "a" * 100_000}
    app.run()

    assert button(app, "Confirmer et publier").disabled


def test_a_french_question_stays_french_on_an_english_screen(app, community):
    app.session_state["language"] = "en"
    app.run()

    app.radio(key="written-language").set_value("fr")
    next(area for area in app.text_area if area.key == "written").set_value("Où est ma facture ?")
    button(app, "Continue").click()
    app.run()

    assert kept_draft(app).draft.language == "fr"
