"""What gestures do on the pages; the camera's events are put where the browser would put them."""

import itertools
import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.cafes import VoteTally
from pages._house import house
from pipelines.acting import GESTURES
from pipelines.live import clock_s
from tests.pages.conftest import ask_in_writing, button, kept_draft, said

COUNT = itertools.count(1)


def gesture(app, label: str) -> None:
    """As the camera tells it."""
    told = {"id": next(COUNT), "at": clock_s(), "event": {"label": label}}
    app.session_state["hands"] = {"event": json.dumps([told])}
    app.run()
    assert not app.exception


def bring_out_the_camera(app) -> None:
    app.toggle(key="gestures-shown").set_value(True)
    app.run()
    assert not app.exception


@pytest.fixture
def member(app, community):
    return community.members.enter("Ana", visit=app.session_state["visit"])


@pytest.fixture
def asked(community, member):
    """Three questions, the newest first."""
    ids = []
    for text in ("Première", "Deuxième", "Troisième"):
        ids.insert(0, question(community, member, text))
    return ids


def question(community, member, text: str) -> str:
    from vocabulary import Destination, Draft

    draft = Draft(text=text, author="", subject=text, to=Destination(kind="forum", id="orange"))
    kept = community.drafts.keep(draft, visit="asker")
    return community.drafts.confirm(kept.id, visit="asker", member=member, by=["press"]).id


@pytest.fixture
def atelier(community, demonstrated):
    """One that is open for votes."""
    return next(one for cafe in community.cafes.all() for one in cafe.ateliers if not one.closed)


def on_page(app, page: str, **query: str) -> None:
    app.switch_page(f"{page}.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception


def tally(community, atelier, member) -> VoteTally:
    return community.cafes.tally(atelier.id, by=member)


def test_without_the_camera_no_gesture_acts(app, community, atelier, member):
    on_page(app.run(), "atelier", id=atelier.id)

    gesture(app, "thumb_up")

    assert tally(community, atelier, member).mine is None


@pytest.mark.parametrize(
    "told",
    [
        "not JSON",
        "7",
        '["thumb_up"]',
        '[{"event": {"label": "thumb_up"}}]',
        '[{"id": "1", "at": 0, "event": {"label": "thumb_up"}}]',
        '[{"id": 1, "at": null, "event": {"label": "thumb_up"}}]',
        '[{"id": 1, "at": 0, "event": "thumb_up"}]',
    ],
)
def test_what_no_camera_of_ours_tells_does_nothing(app, community, atelier, member, told):
    on_page(app.run(), "atelier", id=atelier.id)
    bring_out_the_camera(app)

    app.session_state["hands"] = {"event": told}
    app.run()

    assert not app.exception
    assert tally(community, atelier, member).mine is None


def test_a_thumb_up_votes_for_and_a_thumb_down_against(app, community, atelier, member):
    on_page(app.run(), "atelier", id=atelier.id)
    bring_out_the_camera(app)

    gesture(app, "thumb_up")
    assert tally(community, atelier, member).mine == "for"

    gesture(app, "thumb_down")
    assert tally(community, atelier, member).mine == "against"


def test_a_thumb_that_stays_up_takes_no_vote_back(app, community, atelier, member):
    on_page(app.run(), "atelier", id=atelier.id)
    bring_out_the_camera(app)

    gesture(app, "thumb_up")
    gesture(app, "thumb_up")

    assert tally(community, atelier, member).mine == "for"


def test_the_same_event_told_again_acts_once(app, community, atelier, member):
    on_page(app.run(), "atelier", id=atelier.id)
    bring_out_the_camera(app)
    gesture(app, "thumb_up")
    community.cafes.vote(atelier.id, None, by=member)

    app.run()  # the browser sends what it has sent before

    assert tally(community, atelier, member).mine is None


def test_a_guest_cannot_vote_by_hand_either(app, community, atelier):
    before = community.cafes.tally(atelier.id)
    on_page(app.run(), "atelier", id=atelier.id)
    bring_out_the_camera(app)

    gesture(app, "thumb_up")

    assert community.cafes.tally(atelier.id) == before
    assert "choisissez un pseudonyme" in said(app)


def test_swipes_go_through_the_forum_and_a_finger_opens_a_question(app, asked):
    on_page(app.run(), "forum")
    bring_out_the_camera(app)

    gesture(app, "swipe_right")
    gesture(app, "swipe_right")
    gesture(app, "swipe_left")
    gesture(app, "pointing_up")

    assert app.query_params["id"] == asked[1]
    assert "Deuxième" in said(app)


def test_swipes_go_from_one_question_to_the_next_and_stop_at_the_ends(app, asked):
    on_page(app.run(), "question", id=asked[0])
    bring_out_the_camera(app)

    seen = []
    for label in ("swipe_left", "swipe_right", "swipe_right", "swipe_right"):
        gesture(app, label)
        seen.append(app.query_params["id"])

    assert seen == [asked[0], asked[1], asked[2], asked[2]]


def test_an_open_palm_listens(app, asked):
    on_page(app.run(), "question", id=asked[0])
    bring_out_the_camera(app)

    gesture(app, "open_palm")

    assert app.session_state["listen-presses"] == 1


def test_a_thumb_up_on_a_draft_publishes_nothing_and_says_what_to_do(app, community):
    ask_in_writing(app.run(), "Où est ma facture ?")
    app.text_input(key="pseudonym").set_value("Ana")
    bring_out_the_camera(app)

    gesture(app, "thumb_up")

    assert community.forum.questions() == ()
    assert "Un geste seul ne publie rien" in said(app)

    button(app, "Confirmer et publier").click()  # the second act
    app.run()

    assert len(community.forum.questions()) == 1


def test_an_open_palm_opens_the_microphone_only_once_a_thumb_has_agreed(app, community):
    ask_in_writing(app.run(), "Où est ma facture ?")
    bring_out_the_camera(app)

    gesture(app, "open_palm")
    assert "led-to" not in app.session_state

    gesture(app, "thumb_up")
    gesture(app, "open_palm")

    assert app.session_state["led-to"][1] == "yes"
    assert community.forum.questions() == ()


def test_a_fist_on_a_draft_loses_nothing(app, community):
    ask_in_writing(app.run(), "Où est ma facture ?")
    kept = kept_draft(app)
    bring_out_the_camera(app)

    gesture(app, "fist")

    assert community.drafts.get(kept.id, visit=app.session_state["visit"]).draft.text == "Où est ma facture ?"
    assert any(one.label == "Oui, jeter ce brouillon" for one in app.button)


@given(labels=st.lists(st.sampled_from([*GESTURES, "none", "unsure", "Mon geste", ""]), min_size=1, max_size=12))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_gestures_in_any_order_publish_or_throw_away_a_draft(app, labels):
    app.query_params.clear()
    ask_in_writing(app.run(), "Où est ma facture ?")
    kept = kept_draft(app)
    app.text_input(key="pseudonym").set_value("Ana")
    bring_out_the_camera(app)
    before = house().community.forum.count()

    for label in labels:
        gesture(app, label)

    after = house().community.drafts.get(kept.id, visit=app.session_state["visit"])
    assert after.confirmed is None
    assert house().community.forum.count() == before


def test_a_gesture_does_what_its_owner_chose(app, community, atelier, member):
    on_page(app.run(), "gestures")
    app.selectbox(key="deed-victory").set_value("yes")
    app.run()
    on_page(app, "atelier", id=atelier.id)
    bring_out_the_camera(app)

    gesture(app, "victory")

    assert tally(community, atelier, member).mine == "for"


def test_the_usual_gestures_come_back(app, community):
    on_page(app.run(), "gestures")
    app.selectbox(key="deed-thumb_up").set_value("nothing")
    app.run()
    assert "thumb_up" not in community.habits.of_visit(app.session_state["visit"])["deeds"]

    button(app, "Revenir aux gestes habituels").click()
    app.run()

    assert app.selectbox(key="deed-thumb_up").value == "yes"
    assert "deeds" not in community.habits.of_visit(app.session_state["visit"])


# -- looking --------------------------------------------------------------------------------------------------------


def look_at(app, target: str, *, at: float | None = None) -> None:
    """As the camera tells it, once the ring of a target is full."""
    event = {"look": "chosen", "target": f"{app.session_state['screen']}:{target}"}
    app.session_state["look"] = {
        "event": json.dumps([{"id": next(COUNT), "at": clock_s() if at is None else at, "event": event}])
    }
    app.run()
    assert not app.exception


@pytest.fixture
def face(settings, shared_models):
    """Asked for first: a house that finds a face, and could find hands."""
    settings(gaze="scripted", script="centre", models=str(shared_models))


def choose_by_looking(app) -> None:
    app.toggle(key="looks-shown").set_value(True)
    app.run()
    assert not app.exception


def test_a_look_at_a_target_votes(face, app, community, atelier, member):
    on_page(app.run(), "atelier", id=atelier.id)
    choose_by_looking(app)

    look_at(app, "yes")

    assert tally(community, atelier, member).mine == "for"


def test_a_target_of_another_screen_does_nothing_here(face, app, community, atelier, member):
    on_page(app.run(), "atelier", id=atelier.id)
    choose_by_looking(app)

    app.session_state["look"] = {
        "event": json.dumps(
            [{"id": next(COUNT), "at": clock_s(), "event": {"look": "chosen", "target": "atelier other:yes"}}]
        )
    }
    app.run()

    assert tally(community, atelier, member).mine is None


def a_draft_to_confirm(app):
    ask_in_writing(app.run(), "Où est ma facture ?")
    app.text_input(key="pseudonym").set_value("Ana")
    app.run()


@given(targets=st.lists(st.sampled_from(["yes", "no", "erase", "publish", "next", "confirm"]), min_size=1, max_size=8))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_looks_in_any_order_publish_or_throw_away_a_draft(face, app, community, targets):
    app.query_params.clear()
    a_draft_to_confirm(app)
    kept = kept_draft(app)
    app.session_state["looks-shown"] = True
    before = community.forum.count()

    for target in targets:
        look_at(app, target)

    assert community.drafts.get(kept.id, visit=app.session_state["visit"]).confirmed is None
    assert community.forum.count() == before


def test_a_gesture_and_then_a_look_are_two_acts_and_publish(face, app, community):
    a_draft_to_confirm(app)
    bring_out_the_camera(app)
    choose_by_looking(app)

    gesture(app, "thumb_up")
    assert community.forum.questions() == ()
    look_at(app, "publish")

    assert [question.body for question in community.forum.questions()] == ["Où est ma facture ?"]


def test_the_cameras_of_hands_and_of_looks_are_on_together(face, app):
    app.run()
    bring_out_the_camera(app)
    before = house().live.tokens

    choose_by_looking(app)

    hands, both = before, house().live.tokens
    assert hands < both  # neither took the other's place
    assert len(both) == 2


def test_a_look_that_comes_late_chooses_nothing(face, app, community, atelier, member):
    on_page(app.run(), "atelier", id=atelier.id)
    choose_by_looking(app)

    look_at(app, "yes", at=clock_s() - 5)

    assert tally(community, atelier, member).mine is None


def test_a_look_long_after_a_gesture_publishes_nothing(face, app, community, monkeypatch):
    a_draft_to_confirm(app)
    bring_out_the_camera(app)
    choose_by_looking(app)
    gesture(app, "thumb_up")
    agreed = time.monotonic()
    monkeypatch.setattr("pages._confirmation.time", FakeClock(agreed + 61))

    look_at(app, "publish")

    assert community.forum.questions() == ()


class FakeClock:
    def __init__(self, now: float) -> None:
        self._now = now

    def monotonic(self) -> float:
        return self._now


# -- teaching -------------------------------------------------------------------------------------------------------


def told(app, **event) -> None:
    """As the camera tells of what is taught."""
    app.session_state["hands"] = {"event": json.dumps([{"id": next(COUNT), "at": clock_s(), "event": event}])}
    app.run()
    assert not app.exception


def begin_to_teach(app, name: str) -> None:
    on_page(app.run(), "gestures")
    button(app, "Sortir la caméra").click()
    app.run()
    app.text_input(key="teach-name").set_value(name)
    button(app, "Le montrer").click()
    app.run()
    assert not app.exception


def a_gesture(name: str) -> dict:
    from modalities.gesture._points import FEATURES

    return {"name": name, "shape": [0.5] * FEATURES}


def test_a_gesture_is_named_shown_twice_and_kept(app, community):
    begin_to_teach(app, "Cornes **rock**")
    assert "1 fois sur 2" in said(app)
    button(app, "Je suis prêt").click()
    app.run()

    told(app, taken=1)
    assert "2 fois sur 2" in said(app)
    told(app, taught=a_gesture("Cornes **rock**"))

    assert community.habits.of_visit(app.session_state["visit"])["taught"] == [a_gesture("Cornes **rock**")]
    assert "est appris" in said(app)
    assert any("Cornes" in one.label for one in app.selectbox)


def test_what_was_not_learnt_says_why_and_is_asked_for_again(app, community):
    begin_to_teach(app, "Cornes")
    told(app, taken=1)

    told(app, not_taught={"name": "Cornes", "why": "ce nom est déjà pris"})

    assert "« Cornes » n’a pas été appris : ce nom est déjà pris" in said(app)
    assert "1 fois sur 2" in said(app)
    assert "taught" not in community.habits.of_visit(app.session_state["visit"])


def test_a_taught_gesture_does_what_its_owner_chose_and_can_be_forgotten(app, community, atelier, member):
    community.habits.keep(app.session_state["visit"], "taught", [a_gesture("Cornes")])
    on_page(app.run(), "gestures")
    app.selectbox(key="deed-Cornes").set_value("no")
    app.run()
    on_page(app, "atelier", id=atelier.id)
    bring_out_the_camera(app)

    gesture(app, "Cornes")
    assert tally(community, atelier, member).mine == "against"

    on_page(app, "gestures")
    button(app, "Oublier ce geste").click()
    app.run()
    assert community.habits.of_visit(app.session_state["visit"])["taught"] == []


def test_how_somebody_gestures_is_remembered(app, community):
    on_page(app.run(), "gestures")

    app.radio(key="profile-hand").set_value("left")
    app.toggle(key="profile-tremor").set_value(True)
    app.run()

    kept = community.habits.of_visit(app.session_state["visit"])["profile"]
    assert kept == {"hand": "left", "one_hand": False, "tremor": True, "slow": False}


@pytest.mark.parametrize("habit", ["left", {"hand": "third", "tremor": "yes"}, [1], None])
def test_habits_that_make_no_sense_are_as_usual(app, community, habit):
    for name in ("profile", "taught", "deeds"):
        community.habits.keep(app.session_state["visit"], name, habit)

    on_page(app.run(), "gestures")

    assert app.radio(key="profile-hand").value == "either"
    assert not app.toggle(key="profile-tremor").value
