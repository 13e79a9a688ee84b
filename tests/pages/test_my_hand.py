"""Three lines to copy: what is learnt of them, and what is not."""

import json

import numpy as np
import pytest

from community.hands import LearntHand
from modalities.handwriting import Hand
from tests.fixtures import hand
from tests.pages.conftest import button, said

VISIT = "this browser"
FRENCH = ("Où êtes-vous ?", "L’été : 25 €", "Très déçu, là")


def steep(line: str) -> list[np.ndarray]:
    """A jumping hand that leans far to the right, which is read better once that is known."""
    leaning = hand.strokes(line, jitter=2.5)
    for stroke in leaning:
        stroke[:, 0] -= 1.1 * (stroke[:, 1] - 90)
    return leaning


def begin(app):
    app.run()
    app.button(key="begin-copying").click()
    return app.run()


def next_button(app):
    return next(one for one in app.button if str(one.key).endswith("-next"))


def write(app, strokes, *, instead=()):
    """As the sheet in the browser says it, then press the button below; ``instead`` of strokes that are erased."""
    key = str(next_button(app).key).removesuffix("-next")
    begun = len(instead)
    ids = [f"s{number}" for number in range(begun + 1, begun + 1 + len(strokes))]
    operations = [
        {"n": number, "do": "add", "id": id, "stroke": stroke.tolist()}
        for number, (id, stroke) in enumerate(zip(ids, strokes, strict=True), start=begun + 1)
    ]
    erased = {"n": begun + len(strokes) + 1, "do": "hide", "ids": [f"s{n}" for n in range(1, begun + 1)]}
    app.session_state[key] = {"news": json.dumps({"page": key, "operations": [*operations, erased]})}
    app.run()
    next_button(app).click()
    return app.run()


def test_the_lines_are_those_of_the_language_of_the_screen(app):
    begin(app)

    assert f"**{FRENCH[0]}**" in said(app)


def test_the_last_button_says_that_it_finishes(app):
    begin(app)
    labels = [next_button(app).label]

    for line in FRENCH[:2]:
        write(app, hand.strokes(line))
        labels.append(next_button(app).label)

    assert labels == ["Ligne suivante", "Ligne suivante", "Terminer"]


def test_where_nothing_is_read_better_nothing_is_kept_and_the_screen_says_so(app, community):
    begin(app)

    for line in FRENCH:
        write(app, hand.strokes(line))

    assert not app.exception
    assert community.hands.of_visit(VISIT) is None
    assert "La lecture habituelle est déjà celle qui convient le mieux" in said(app)
    assert "est adaptée à votre écriture" not in said(app)
    assert app.button(key="begin-copying")


def test_what_is_learnt_is_kept_with_its_figures_and_nothing_of_the_lines(app, community):
    begin(app)

    sheets = []
    for line in FRENCH:
        sheets.append(f"{str(next_button(app).key).removesuffix('-next')}-sheet")
        write(app, steep(line))

    learnt = community.hands.of_visit(VISIT)
    assert learnt is not None
    assert set(learnt.allowed_for) == set(Hand.__slots__)
    assert learnt.wrong_before > learnt.wrong_after
    assert [name for name in ("copy-done", *sheets) if name in app.session_state] == []


def test_the_figures_are_there_after_a_reload_for_as_long_as_the_hand_is_used(app, community):
    hand_learnt = LearntHand(allowed_for={"pen": 2.5}, wrong_before=0.25, wrong_after=0.1)
    community.hands.learn(VISIT, hand_learnt)

    app.run()

    assert "avant : 25 %, maintenant : 10 %" in said(app).replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")

    app.button(key="forget-hand").click()
    app.run()

    assert community.hands.of_visit(VISIT) is None
    assert "maintenant" not in said(app)


def test_a_hand_without_figures_is_said_to_be_used_and_no_figure_is_invented(app, community):
    community.hands.learn(VISIT, LearntHand(allowed_for={"pen": 2.5}))

    app.run()

    assert "La lecture est adaptée" in said(app)
    assert "maintenant" not in said(app)


@pytest.mark.parametrize("other", ["la fibre en mai", "Merci beaucoup", "êtes"])
def test_another_line_than_the_one_that_is_shown_is_asked_for_once_more(app, community, other):
    begin(app)

    other_line = hand.strokes(other)
    write(app, other_line)

    assert "Ce que je lis est loin de la ligne à copier" in said(app)
    assert f"**{FRENCH[0]}**" in said(app)

    write(app, hand.strokes(FRENCH[0]), instead=[*other_line, "the former erasing"])

    assert "Ce que je lis est loin" not in said(app)
    assert f"**{FRENCH[1]}**" in said(app)
    assert community.hands.of_visit(VISIT) is None


def test_copying_can_be_stopped_and_nothing_of_it_is_kept(app, community):
    begin(app)
    write(app, hand.strokes(FRENCH[0]))

    button(app, "Arrêter").click()
    app.run()

    assert app.button(key="begin-copying")
    begin(app)
    assert f"**{FRENCH[0]}**" in said(app)
    assert community.hands.of_visit(VISIT) is None


def test_a_recogniser_that_is_missing_is_said_at_each_line_and_copying_can_be_stopped(app, settings):
    settings(handwriting="nobody")
    begin(app)

    write(app, hand.strokes(FRENCH[0]))

    assert not app.exception
    assert "« nobody »" in said(app)
    assert f"**{FRENCH[0]}**" in said(app)
    assert button(app, "Arrêter")
