"""Fields for a few words: typed, said, or written by hand. What the browser sends is written by the tests."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest

from community.agenda import Plan
from community.happenings import Thing
from community.members import compared
from pages._house import house
from tests.fixtures import hand
from tests.fixtures.spoken import speak
from tests.pages.conftest import ask_in_writing, button, said
from tests.pages.test_community_screens import open_screen, publish
from tests.pages.test_following import restart
from tests.pages.test_signing_in import silence
from vocabulary import Alternative, Destination, Recognition, Word, now

HERE = "this browser"
HOUR = timedelta(hours=1)
SPEECH = speak("Merci beaucoup.", "fr")
HESITANT = Recognition(
    modality="speech",
    engine="scripted",
    language="fr",
    text="La boîte du café",
    words=(
        Word(text="La", confidence=0.9),
        Word(text="boîte", confidence=0.2, alternatives=(Alternative(text="box"), Alternative(text="botte"))),
        Word(text="du", confidence=0.9),
        Word(text="café", confidence=None),
    ),
)


@pytest.fixture
def settings(settings):
    settings(handwriting="scripted", script="La nuit des mots")
    return settings


@pytest.fixture
def animator(community):
    with community.store.writing() as rows:
        return rows.members.get_or_add("Zoé", compared("Zoé"), at=now(), role="animator")[0]


@pytest.fixture
def planning(app, animator):
    app.session_state["member"] = animator.id
    return open_screen(app.run(), "plan")


def press(app, key: str):
    app.button(key=key).click()
    return app.run()


def say(app, key: str, sound: bytes = SPEECH):
    """Open the microphone of a field, if it is not open, and speak."""
    if not any(f"{key}-sound-" in one.proto.id for one in app.get("audio_input")):
        press(app, f"{key}-say")
    app.get("audio_input")[0].set_value(("words.wav", sound, "audio/wav"))
    app.run()
    assert not app.exception
    return app


def write(app, key: str, sheet: int = 0):
    """Open the sheet of a field, if it is not open, write on it and put it into the field."""
    if not [one for one in app.button if one.key == f"{key}-take-ink"]:
        press(app, f"{key}-write")
    strokes = hand.strokes("oui")
    operations = [
        {"n": number, "do": "add", "id": f"s{number}", "stroke": stroke.tolist()}
        for number, stroke in enumerate(strokes, start=1)
    ]
    app.session_state[f"{key}-sheet-{sheet}"] = {"news": json.dumps({"page": "a page", "operations": operations})}
    app.run()
    press(app, f"{key}-take-ink")
    assert not app.exception
    return app


def value(app, key: str) -> str:
    return next(one.value for one in (*app.text_input, *app.text_area) if one.key == key)


@pytest.fixture
def hears(monkeypatch):
    """Let the recogniser give this recognition."""

    def give(recognition):
        result = SimpleNamespace(result=lambda timeout: recognition, cancel=lambda: None)
        monkeypatch.setattr(house().listening, "submit", lambda *_clip, **_options: result)

    return give


def test_the_ways_in_are_folded_until_they_are_asked_for(planning):
    assert not planning.get("audio_input")
    assert "Replier" not in [one.label for one in planning.button]

    press(planning, "description-new-say")
    assert len(planning.get("audio_input")) == 1
    press(planning, "title-new-write")
    assert not planning.get("audio_input")
    press(planning, "title-new-fold")

    assert "Replier" not in [one.label for one in planning.button]


@pytest.mark.parametrize("key", ["description-new", "title-new", "place-new"])
def test_what_is_said_goes_into_the_field_and_is_sent_nowhere(planning, community, key):
    say(planning, key)

    assert value(planning, key) == "La nuit des mots"
    assert community.agenda.coming() == ()
    assert "Voici ce que tout le monde lira" not in said(planning)


def test_an_activity_is_announced_without_typing(planning, community, animator):
    say(planning, "title-new")
    say(planning, "place-new")
    write(planning, "description-new")
    button(planning, "Relire").click()
    planning.run()
    button(planning, "Confirmer et annoncer").click()
    planning.run()

    assert not planning.exception
    (announced,) = community.agenda.coming(by=animator)
    assert {announced.plan.title, announced.plan.place, announced.plan.description} == {"La nuit des mots"}


def test_what_is_said_follows_what_stood_there_and_one_press_brings_that_back(planning):
    planning.text_input(key="title-new").set_value("Tapé :")
    planning.run()

    say(planning, "title-new")
    assert value(planning, "title-new") == "Tapé : La nuit des mots"
    press(planning, "title-new-back")

    assert value(planning, "title-new") == "Tapé :"
    assert "Ce que j’ai entendu" not in said(planning)


def test_only_what_is_said_is_kept_when_its_author_says_so(planning):
    planning.text_input(key="title-new").set_value("Tapé :")
    say(planning, "title-new")

    press(planning, "title-new-only")
    assert value(planning, "title-new") == "La nuit des mots"
    press(planning, "title-new-back")

    assert value(planning, "title-new") == "Tapé :"


def test_what_is_written_by_hand_is_joined_by_what_is_said(planning):
    write(planning, "title-new")
    say(planning, "title-new")

    assert value(planning, "title-new") == "La nuit des mots La nuit des mots"


def test_a_second_sheet_is_blank_and_its_words_follow(planning):
    write(planning, "title-new")
    assert planning.button(key="title-new-take-ink").disabled

    write(planning, "title-new", sheet=1)

    assert value(planning, "title-new") == "La nuit des mots La nuit des mots"


def test_silence_changes_nothing_and_says_so(planning):
    planning.text_input(key="title-new").set_value("Tapé")

    say(planning, "title-new", silence())

    assert value(planning, "title-new") == "Tapé"
    assert "Je n’ai rien entendu" in said(planning)


def test_what_is_no_sound_says_so_and_changes_nothing(planning):
    planning.text_input(key="title-new").set_value("Tapé")

    say(planning, "title-new", b"no sound at all")

    assert value(planning, "title-new") == "Tapé"
    assert "votre enregistrement" in said(planning)


def test_what_finds_no_room_is_shown_and_nothing_is_cut(planning):
    long = "a" * 195
    planning.text_input(key="title-new").set_value(long[:100])
    planning.run()
    limit = planning.text_input(key="title-new").proto.max_chars
    planning.text_input(key="title-new").set_value("a" * (limit - 3))

    say(planning, "title-new")

    assert value(planning, "title-new") == "a" * (limit - 3)
    assert "n’a pas assez de place" in said(planning)
    assert "La nuit des mots" in said(planning)
    press(planning, "title-new-only")
    assert value(planning, "title-new") == "La nuit des mots"


def test_a_doubtful_word_is_marked_and_its_other_readings_are_one_press_away(planning, hears):
    hears(HESITANT)
    planning.text_input(key="title-new").set_value("La boîte et")
    say(planning, "title-new")
    assert '<span class="doubtful">boîte' in said(planning)

    choice = next(one for one in planning.radio if "boîte" in one.label)
    choice.set_value("box")
    planning.run()
    assert value(planning, "title-new") == "La boîte et La box du café"
    choice = next(one for one in planning.radio if "boîte" in one.label)
    choice.set_value("botte")
    planning.run()

    assert value(planning, "title-new") == "La boîte et La botte du café"


def test_another_reading_of_the_whole_takes_its_place_behind_what_was_typed(planning, hears):
    hears(
        Recognition(
            modality="speech",
            engine="scripted",
            text="Le café de nuit",
            words=tuple(Word(text=word, confidence=0.9) for word in ("Le", "café", "de", "nuit")),
            alternatives=(Alternative(text="Le café détruit"),),
        )
    )
    planning.text_input(key="title-new").set_value("Voici :")
    say(planning, "title-new")

    next(one for one in planning.radio if "Le café de nuit" in one.label).set_value("Le café détruit")
    planning.run()

    assert value(planning, "title-new") == "Voici : Le café détruit"
    assert 'class="doubtful"' not in said(planning)


def test_a_reading_is_not_put_where_its_author_has_written_something_else(planning, hears):
    hears(HESITANT)
    say(planning, "title-new")
    planning.text_input(key="title-new").set_value("Le déboîtement")
    planning.run()

    next(one for one in planning.radio if "boîte" in one.label).set_value("box")
    planning.run()

    assert value(planning, "title-new") == "Le déboîtement"


def test_hostile_words_are_shown_as_text(planning, hears):
    hears(Recognition(modality="speech", engine="scripted", text="<script>alert(1)</script> :red[oh]"))

    say(planning, "title-new")

    assert "<script>" not in said(planning)
    assert value(planning, "title-new") == "<script>alert(1)</script> :red[oh]"


def test_where_nothing_listens_it_is_said_and_typing_goes_on(app, settings, animator):
    settings(speech="nobody")
    restart(app)
    app.session_state["member"] = animator.id
    open_screen(app.run(), "plan")

    say(app, "title-new")
    app.text_input(key="title-new").set_value("Tapé")
    app.run()

    assert not app.exception
    assert "nobody" in said(app)
    assert value(app, "title-new") == "Tapé"


def test_where_nothing_reads_it_is_said_and_typing_goes_on(app, settings, animator):
    settings(handwriting="nobody")
    restart(app)
    app.session_state["member"] = animator.id
    open_screen(app.run(), "plan")

    write(app, "title-new")

    assert "nobody" in said(app)
    assert value(app, "title-new") == ""


def test_where_there_is_no_microphone_it_is_said_and_typing_goes_on(planning):
    press(planning, "title-new-say")
    planning.session_state["microphone-title-new"] = {"problem": "missing"}
    planning.run()

    assert "Aucun micro n’est branché" in said(planning)
    assert not planning.get("audio_input")
    assert not planning.text_input(key="title-new").disabled


def test_a_cafe_is_named_by_hand_and_its_ateliers_by_voice(app, community, animator):
    app.session_state["member"] = animator.id
    open_screen(app.run(), "open_cafe")
    write(app, "cafe-title")
    press(app, "begin")
    (cafe,) = community.preparing.of_host(animator)
    assert cafe.title == "La nuit des mots"

    atelier = cafe.ateliers[0].id
    say(app, f"title-{atelier}")
    say(app, f"question-{atelier}")
    press(app, f"note-{atelier}")

    assert not app.exception
    described = community.preparing.get(cafe.id, by=animator).ateliers[0]
    assert described.title == described.question == "La nuit des mots"


def test_the_reasons_of_moderation_are_said(app, community):
    forum = Destination(kind="forum", id="orange")
    question = Thing(kind="question", id=publish(community, "Oh.", by="Zoé", to=forum, subject="Voyant"))
    with community.store.writing() as rows:
        mo = rows.members.get_or_add("Mo", "mo", at=now(), role="moderator")[0]
    of = f"question:{question.id}"
    community.members.enter("Ana", visit=HERE)
    open_screen(app.run(), "flag", of=of)
    app.radio(key="flag-ground").set_value("other")
    say(app, "flag-words")
    press(app, "flag-it")
    assert [one.words for one in community.moderation.queue(by=mo)[0].flags] == ["La nuit des mots"]

    app.session_state["member"] = mo.id
    open_screen(app, "moderation", of="")
    app.radio(key=f"decision-{question.id}").set_value("hidden")
    say(app, f"reason-{question.id}")
    press(app, f"decide-on-{question.id}")
    assert community.moderation.queue(by=mo) == ()

    app.session_state["member"] = community.members.trusted("Zoé").id
    open_screen(app, "decision", of=of)
    assert "La nuit des mots" in said(app)
    app.radio(key="appeal-ground").set_value("else")
    say(app, "appeal-words")
    press(app, "make-appeal")

    assert not app.exception
    assert "Votre appel est reçu" in said(app)


def test_a_cancellation_is_said_in_english(app, community, animator):
    start = now() + timedelta(days=3)
    plan = Plan(title="Dictation", space="lab", mode="room", place="Room 3", starts_at=start, ends_at=start + HOUR)
    activity = community.agenda.plan(plan, by=animator)
    app.session_state["member"] = animator.id
    app.session_state["language"] = "en"
    open_screen(app.run(), "activity", id=activity.id)

    say(app, "cancel-reason")
    assert "What I heard:" in said(app)
    assert not any(french in said(app) for french in ("entendu", "champ"))
    press(app, "cancel-activity")

    assert community.agenda.get(activity.id).reason == "La nuit des mots"


def test_what_is_searched_for_is_said_and_said_anew(app, community):
    forum = Destination(kind="forum", id="orange")
    publish(community, "La nuit des mots, c’est quand ?", by="Zoé", to=forum, subject="La nuit des mots")
    open_screen(app.run(), "forum")
    app.text_input(key="wanted").set_value("hippopotame")
    app.run()

    say(app, "wanted")

    assert value(app, "wanted") == "La nuit des mots"
    assert "1 question trouvée" in said(app)
    press(app, "wanted-back")
    assert value(app, "wanted") == "hippopotame"


def test_a_pseudonym_is_said_and_enters_nowhere_by_itself(app, community):
    app.run()
    app.text_input(key="new-pseudonym").set_value("Ana et")

    press(app, "new-pseudonym-open-say-first")
    say(app, "new-pseudonym-open")
    assert value(app, "new-pseudonym-open") == "Ana et La nuit des mots"
    assert app.session_state["member"] is None
    press(app, "new-pseudonym-submit")

    assert community.members.get(app.session_state["member"]).pseudonym == "Ana et La nuit des mots"


def test_a_pseudonym_that_was_said_stays_when_the_microphone_is_folded(app):
    app.run()
    press(app, "new-pseudonym-open-write-first")
    write(app, "new-pseudonym-open")

    press(app, "new-pseudonym-open-fold")
    assert value(app, "new-pseudonym") == "La nuit des mots"
    button(app, "Entrer").click()
    app.run()

    assert app.session_state["member"] is not None


def test_the_subject_of_a_question_is_said(app, community):
    ask_in_writing(app.run(), "Mon décodeur est bloqué sur la mire.")
    subject = next(str(one.key) for one in app.text_input if str(one.key).startswith("subject-"))

    say(app, subject)
    press(app, f"{subject}-only")
    say(app, "pseudonym")
    button(app, "Confirmer et publier").click()
    app.run()

    assert not app.exception
    (question,) = community.forum.questions()
    assert question.title == question.author.pseudonym == "La nuit des mots"


def test_what_was_typed_on_is_not_taken_back_with_what_was_said(planning):
    say(planning, "title-new")
    planning.text_input(key="title-new").set_value("La nuit des mots, à l’aube")
    planning.run()

    assert "Remettre comme avant" not in [one.label for one in planning.button]


def test_who_comes_back_to_the_page_finds_a_field_that_begins(planning):
    say(planning, "title-new")

    open_screen(planning, "forum")
    open_screen(planning, "plan")

    assert value(planning, "title-new") == ""
    assert "Ce que j’ai entendu" not in said(planning)
    assert not planning.get("audio_input")


def test_a_recording_that_found_nobody_to_listen_is_tried_again(planning, hears, monkeypatch):
    def busy(timeout):
        raise TimeoutError

    hears(None)
    with monkeypatch.context() as patched:
        listening = SimpleNamespace(result=busy, cancel=lambda: None)
        patched.setattr(house().listening, "submit", lambda *_clip, **_options: listening)
        say(planning, "title-new")
    assert "La machine écoute quelqu’un d’autre" in said(planning)
    assert value(planning, "title-new") == ""

    hears(HESITANT)
    press(planning, "title-new-hear-again")

    assert value(planning, "title-new") == "La boîte du café"
    assert "La machine écoute quelqu’un d’autre" not in said(planning)


def test_why_an_atelier_is_closed_is_said(app, community, demonstrated):
    atelier = next(one for cafe in community.cafes.all() for one in cafe.ateliers if not one.closed)
    app.session_state["member"] = atelier.animator.id
    open_screen(app.run(), "atelier", id=atelier.id)

    say(app, f"lock-reason-{atelier.id}-False")
    press(app, f"do-lock-{atelier.id}-False")

    assert not app.exception
    assert community.closings.last(atelier.id).reason == "La nuit des mots"
