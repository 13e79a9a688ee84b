"""The screen where one looks; the camera's events are put where the browser would put them."""

import itertools
import json

import pytest
from streamlit.testing.v1 import AppTest

from modalities.gaze._calibration import CHECK_POINTS, NINE_POINTS, Window, checked, fitted
from pages._house import house
from pipelines.live import clock_s
from tests.conftest import ROOT
from tests.fixtures.lookers import Looker, shown_to
from tests.pages.conftest import button, said

COUNT = itertools.count(1)
WINDOW = Window(width=1280, height=720)


def learnt(window: Window = WINDOW, **beside):
    """A calibration of somebody whose looks land beside what they look at when it is checked."""
    calibration = fitted(shown_to(Looker(), NINE_POINTS, window=window), window=window)
    return checked(calibration, shown_to(Looker(**beside), CHECK_POINTS, window=window), window=window)


GOOD = learnt(bias_px=(30.0, 40.0))


@pytest.fixture
def app(settings):
    """The screen, run once, in a house of its own that finds the faces it is told to."""
    import streamlit as st

    settings(gaze="scripted", script="centre")
    st.cache_resource.clear()
    opened = AppTest.from_file(str(ROOT / "pages" / "look.py"), default_timeout=30)
    opened.session_state["visit"] = "this browser"
    yield opened.run()
    house().close()
    st.cache_resource.clear()


@pytest.fixture
def community(app):
    return house().community


def habits(community):
    return community.habits.of_visit("this browser")


def told(app, **event) -> None:
    """As the camera tells it."""
    app.session_state["look"] = {"event": json.dumps([{"id": next(COUNT), "at": clock_s(), "event": event}])}
    app.run()
    assert not app.exception


def calibrated(app, calibration=GOOD) -> None:
    told(app, look="calibrated", calibration=json.loads(json.dumps(calibration.as_record())))


def metrics(app) -> list[str]:
    return [one.value for one in app.metric]


def test_it_says_what_it_does_and_that_pictures_stay(app):
    assert "la machine apprend où vous regardez, et vos images ne la quittent pas" in said(app)
    assert "Un regard désigne ; seul, il ne publie jamais" in said(app)
    assert "Pas encore calibré" in said(app)


def test_a_calibration_is_kept_and_its_error_shown_in_words(app, community):
    calibrated(app)

    px, angle = metrics(app)
    assert px == "50 pixels"  # 30 and 40 at right angles
    assert angle.endswith("°")
    assert "Vos yeux suffisent" in said(app)
    assert "chacune de 100 pixels" in said(app)
    assert habits(community)["calibration"] == json.loads(json.dumps(GOOD.as_record()))


@pytest.mark.parametrize(
    ("window", "bias_px", "sentence"),
    [
        (Window(width=1280, height=720), (96.0, 128.0), "vous pointerez donc avec la tête"),
        (Window(width=200, height=80), (12.0, 16.0), "le clavier choisit"),
    ],
    ids=["head", "keyboard"],
)
def test_an_error_that_is_too_large_says_what_points_instead(app, window, bias_px, sentence):
    calibrated(app, learnt(window, bias_px=bias_px))

    assert sentence in said(app)


def test_a_calibration_that_failed_says_why_and_leaves_the_one_before(app, community):
    calibrated(app)

    told(app, look="failed", sentence="Vos yeux *dormaient* :red[un peu].")

    assert any("dormaient" in one.value for one in app.warning)
    assert not any("*dormaient*" in one.value for one in app.warning)  # a sentence is no Markdown
    assert "50 pixels" in metrics(app)
    assert "calibration" in habits(community)


@pytest.mark.parametrize(
    "record", [None, 3, "all", {}, {"weights": [[1, 2]]}, {**GOOD.as_record(), "middle": [float("nan")] * 7}]
)
def test_what_is_no_calibration_is_not_kept(app, community, record):
    told(app, look="calibrated", calibration=record)

    assert "calibration" not in habits(community)
    assert "Pas encore calibré" in said(app)


def test_a_calibration_that_can_no_longer_be_read_says_so_and_the_screen_goes_on(app, community):
    community.habits.keep("this browser", "calibration", {"weights": "gone"})

    app.run()

    assert not app.exception
    assert "ce qui en est gardé est illisible" in said(app)
    assert "Pas encore calibré" in said(app)


def test_a_look_only_says_what_was_chosen_and_once(app, community):
    told(app, look="chosen", target="try-out:coffee")
    assert "Vous avez choisi : **Café**." in said(app)

    app.session_state["look-tried"] = None
    app.run()  # the browser sends what it has sent before

    assert "Vous avez choisi" not in said(app)
    assert community.forum.count() == 0


@pytest.mark.parametrize("target", ["try-out:wine", "try-out/more", "coffee", "many:coffee", "", None, 3])
def test_a_target_that_is_not_on_this_page_is_left_aside(app, target):
    told(app, look="chosen", target=target)

    assert "Vous avez choisi" not in said(app)


@pytest.mark.parametrize("event", [{}, {"look": None}, {"look": "dancing"}, {"label": "thumb_up"}])
def test_events_that_mean_nothing_here_change_nothing(app, event):
    told(app, **event)

    assert "Pas encore calibré" in said(app)


def test_settings_begin_as_usual_and_a_choice_is_kept(app, community):
    assert app.radio(key="look-choose").value == 1250
    assert app.radio(key="look-lock").value == 250
    assert app.toggle(key="look-blink").value is False

    app.radio(key="look-choose").set_value(3000).run()
    app.radio(key="look-rest").set_value("top").run()
    app.toggle(key="look-blink").set_value(True).run()

    assert habits(community)["look"] == {
        "lock_ms": 250,
        "choose_ms": 3000,
        "blink_chooses": True,
        "rest": "top",
        "way": "auto",
    }


@pytest.mark.parametrize("kept", [None, 3, [], {"lock_ms": -1, "choose_ms": "soon", "rest": [], "way": {}}])
def test_settings_that_make_no_sense_are_as_usual(app, community, kept):
    community.habits.keep("this browser", "look", kept)

    app.run()

    assert not app.exception
    assert app.radio(key="look-choose").value == 1250
    assert app.radio(key="look-rest").value == "bottom"


def test_all_of_it_is_forgotten_when_asked(app, community):
    calibrated(app)
    app.radio(key="look-choose").set_value(3000).run()

    button(app, "Oublier mon regard").click()
    app.run()

    assert habits(community) == {}
    assert app.radio(key="look-choose").value == 1250
    assert "Pas encore calibré" in said(app)
    assert "sont oubliés" in said(app)


def test_without_what_finds_faces_the_screen_says_so_and_targets_stay(settings):
    import streamlit as st

    settings(gaze="nothing")
    st.cache_resource.clear()
    app = AppTest.from_file(str(ROOT / "pages" / "look.py"), default_timeout=30)
    app.session_state["visit"] = "this browser"

    app.run()

    assert not app.exception
    assert "« nothing » n’est pas un moteur connu" in said(app)
    assert "Essayer" in said(app)
    house().close()
    st.cache_resource.clear()
