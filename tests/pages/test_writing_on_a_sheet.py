"""What becomes of the ink on a sheet, as the server sees it: what the browser says is written by the tests."""

import json
from dataclasses import replace

import pytest

from modalities.handwriting import sheet_from_json
from pages._house import house
from tests.pages.conftest import button, kept_draft, said

READ = "oui"


@pytest.fixture
def settings(settings):
    settings(handwriting="scripted", script=READ)
    return settings


@pytest.fixture
def written(app):
    """The draft of a sheet with one line, read."""
    app.run()
    say(app, "sheet-new-0", add(1))
    button(app, "J’ai fini d’écrire").click()
    app.run()
    return app


def add(number: int) -> dict:
    """A stroke on a line of its own."""
    stroke = [[40.0 + 4 * step, 128.0 * number + 20 * (step % 2), 8.0 * step, 0.5] for step in range(20)]
    return {"do": "add", "id": f"s{number}", "stroke": stroke, "n": number}


def say(app, sheet: str, *operations: dict, page: str = "a page") -> None:
    app.session_state[sheet] = {"news": json.dumps({"page": page, "operations": operations})}
    app.run()


def write_in_another_tab(app, number: int = 2) -> None:
    """A line more on the sheet of the draft, as another tab of the same browser keeps it."""
    kept, visit = kept_draft(app), app.session_state["visit"]
    sheet = sheet_from_json(house().community.kept.read(kept.ink))
    news = json.dumps({"page": "another tab", "operations": [add(number)]})
    house().community.drafts.keep(kept.draft, visit=visit, id=kept.id, ink=sheet.after(news).to_json())


def type_instead(app, text: str) -> None:
    app.session_state[f"editor-{kept_draft(app).id}"] = {"text": text}
    app.run()


def press_confirm(app) -> None:
    app.text_input(key="pseudonym").set_value("Ana")
    button(app, "Confirmer et publier").click()
    app.run()


def test_an_erased_sheet_is_not_finished(app):
    app.run()
    say(app, "sheet-new-0", add(1))
    assert not button(app, "J’ai fini d’écrire").disabled

    say(app, "sheet-new-0", {"do": "hide", "ids": ["s1"], "n": 2})

    assert button(app, "J’ai fini d’écrire").disabled
    assert "vide" in button(app, "J’ai fini d’écrire").help


def test_what_is_read_on_a_sheet_needs_no_choice(written):
    assert not written.exception
    assert kept_draft(written).draft.text == READ
    assert "je lis autre chose" not in said(written)


def test_ink_of_another_tab_is_not_published_before_its_author_has_chosen(written, community):
    write_in_another_tab(written)

    press_confirm(written)

    assert not written.exception
    assert community.forum.questions() == ()
    assert "je lis autre chose" in said(written)
    assert button(written, "Confirmer et publier").disabled


def test_what_the_sheet_says_is_taken_over(written, community):
    type_instead(written, "oui, mais")
    write_in_another_tab(written)
    written.run()

    button(written, "Prendre ce qui est lu").click()
    written.run()

    assert kept_draft(written).draft.text.split() == [READ, READ]
    assert "je lis autre chose" not in said(written)
    press_confirm(written)
    (question,) = community.forum.questions()
    assert question.body.split() == [READ, READ]


def test_the_text_is_kept_beside_what_the_sheet_says(written):
    type_instead(written, "oui, mais")
    write_in_another_tab(written)
    written.run()

    button(written, "Garder mon texte").click()
    written.run()

    assert kept_draft(written).draft.text == "oui, mais"
    assert "je lis autre chose" not in said(written)
    assert [one.text.split() for one in kept_draft(written).draft.recognitions] == [[READ, READ]]


def test_a_corrected_text_survives_going_back_to_the_sheet_and_is_told_of_the_new_ink(written):
    type_instead(written, "oui, mais")
    identity = kept_draft(written).id
    button(written, "Revenir à la feuille").click()
    written.run()

    say(written, f"sheet-{identity}-1", add(2), page="later")
    button(written, "J’ai fini d’écrire").click()
    written.run()

    assert not written.exception
    assert kept_draft(written).draft.text == "oui, mais"
    assert "je lis autre chose" in said(written)


def test_a_text_that_was_only_read_follows_the_sheet(written):
    identity = kept_draft(written).id
    button(written, "Revenir à la feuille").click()
    written.run()

    say(written, f"sheet-{identity}-1", add(2), page="later")
    button(written, "J’ai fini d’écrire").click()
    written.run()

    assert kept_draft(written).draft.text.split() == [READ, READ]
    assert "je lis autre chose" not in said(written)


def test_finishing_in_a_tab_that_knows_of_no_correction_overwrites_none(written):
    """The first tab still shows the first screen's sheet when the second has corrected the text."""
    type_instead(written, "oui, mais")
    kept = kept_draft(written)
    written.session_state["first-sheet"].draft = kept.id
    written.run()

    button(written, "J’ai fini d’écrire").click()
    written.run()

    assert kept_draft(written).draft == replace(kept.draft, subject=kept_draft(written).draft.subject)


def test_where_reading_is_not_possible_the_way_goes_on_in_typing(app, settings):
    settings(handwriting="trocr", script=READ)
    app.run()
    say(app, "sheet-new-0", add(1))

    button(app, "J’ai fini d’écrire").click()
    app.run()

    assert not app.exception
    assert app.title[0].value == "Relisez, corrigez, confirmez"
    assert "tapez votre texte" in said(app)
