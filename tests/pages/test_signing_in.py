"""Coming back, and being sent away, as the screens say it."""

import io
import wave
from datetime import timedelta

import pytest

from community.codes import LENGTH, PICTOGRAMS, TRIES
from community.members import sealed
from pages._house import house
from pipelines.code_words import WORDS, code_in, word_of, words_of
from tests.fixtures.spoken import speak
from tests.pages.conftest import ask_in_writing, button, said
from tests.pages.test_community_screens import open_screen
from tests.pages.test_following import restart
from vocabulary import LANGUAGES, now

HERE = "this browser"


def silence():
    """A second of it, as a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((1, 2, 16_000, 16_000, "NONE", ""))
        out.writeframes(bytes(32_000))
    return file.getvalue()


def away(community, member, *, hours=1.0):
    """Let the session of the test's browser have ended so many hours ago."""
    at = now() - community.sessions.lasts - timedelta(hours=hours)
    with community.store.writing() as rows:
        rows.members.used(member.id, sealed(HERE), at=at)


def type_code(app, words):
    app.text_input(key="code-words").set_value(" ".join(words))
    button(app, "Entrer avec ces mots").click()
    return app.run()


@pytest.fixture
def ana(community):
    return community.members.enter("Ana", visit="Ana’s laptop")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_is_understood_in_the_words_in_which_it_is_shown(language):
    words = words_of(PICTOGRAMS, language)

    assert len(set(words)) == len(PICTOGRAMS)
    assert code_in(", ".join(words).upper()) == PICTOGRAMS


def test_every_word_of_a_code_is_one_word_in_both_languages():
    assert [word for word in WORDS for language in LANGUAGES if len(word_of(word, language).split()) != 1] == []


@pytest.mark.parametrize(
    ("said_as", "code"),
    [
        ("la tasse, puis l’étoile et deux clés", ("cup", "star", "key")),
        ("COEUR cœur coeur", ("thanks", "thanks", "thanks")),
        ("cup tasse", ("cup", "cup")),
        ("tassse étoilée", ()),
        ("", ()),
        ("\u202e\x00😀 " * 1000, ()),
    ],
)
def test_nothing_is_guessed_in_what_was_said(said_as, code):
    assert code_in(said_as) == code


def test_a_member_is_shown_a_code_and_it_is_read_aloud(app, community):
    ana = community.members.enter("Ana", visit=HERE)
    open_screen(app.run(), "my_code")

    button(app, "Faire mon code").click()
    app.run()

    assert not app.exception
    assert community.codes.waiting_since(ana) is not None
    owner, code = app.session_state["code-made"]
    assert owner == ana.id
    assert all(word in said(app) for word in words_of(code, "fr"))


@pytest.mark.parametrize(
    ("public_address", "is_shown"), [("https://cafe.example", True), ("http://localhost:8501", False)]
)
def test_a_telephone_is_led_to_where_the_code_is_given(app, settings, public_address, is_shown):
    settings(public_address=public_address)
    restart(app)
    house().community.members.enter("Ana", visit=HERE)
    open_screen(app.run(), "my_code")

    button(app, "Faire mon code").click()
    app.run()

    assert not app.exception
    assert ("Sur un téléphone" in said(app)) is is_shown


def test_a_code_that_was_made_elsewhere_is_not_shown(app, community):
    ana = community.members.enter("Ana", visit=HERE)
    code = community.codes.make(ana, by=ana)

    open_screen(app.run(), "my_code")

    assert "Un code vous attend" in said(app)
    assert " ".join(words_of(code, "fr")) not in said(app)


def test_who_types_the_words_of_a_code_comes_back_where_they_were(app, community, ana):
    code = community.codes.make(ana, by=ana)
    ask_in_writing(app.run(), "Une question à moitié écrite.")
    draft = app.query_params["draft"]
    open_screen(app, "sign_in")

    type_code(app, words_of(code, "fr"))

    assert not app.exception
    assert app.session_state["member"] == ana.id
    assert app.query_params["draft"] == draft
    assert "Ce message portera votre pseudonyme : **Ana**." in said(app)


def test_a_code_of_too_few_words_says_how_many_were_recognised(app, community, ana):
    open_screen(app.run(), "sign_in")

    type_code(app, ["tasse", "lune", "clé"])

    assert f"J’ai reconnu 2 mots sur {LENGTH}" in said(app)


@pytest.mark.parametrize("screen", ["forum", "ask"])
def test_who_was_away_too_long_is_told_so_and_is_a_guest(app, community, screen):
    away(community, community.members.enter("Ana", visit=HERE))

    open_screen(app.run(), screen)

    assert not app.exception
    assert "Votre session sous le pseudonyme « Ana » est terminée" in said(app)
    assert app.session_state["member"] is None


def test_a_session_that_ends_while_a_page_is_open_publishes_nothing_more(app, community):
    ana = community.members.enter("Ana", visit=HERE)
    ask_in_writing(app.run(), "Une question ?")
    assert "Ce message portera votre pseudonyme" in said(app)
    away(community, ana)

    button(app, "Confirmer et publier").click()
    app.run()

    assert community.forum.count() == 0
    assert "Votre session sous le pseudonyme « Ana » est terminée" in said(app)


def test_whose_session_has_ended_comes_back_with_their_code_only(app, community, ana):
    bob = community.members.enter("Bob", visit=HERE)
    of_ana, of_bob = community.codes.make(ana, by=ana), community.codes.make(bob, by=bob)
    away(community, bob)
    open_screen(app.run(), "sign_in", of=bob.id)

    type_code(app, words_of(of_ana, "fr"))
    assert "Ce n’est pas le code de « Bob »" in said(app)
    type_code(app, words_of(of_bob, "fr"))

    assert app.session_state["member"] == bob.id


def test_a_removed_account_says_so_and_the_draft_stays(app, community):
    ana = community.members.enter("Ana", visit=HERE)
    ask_in_writing(app.run(), "Une question ?")
    with community.store.writing() as rows:
        rows.sign_in.forget(ana.id)
        rows._connection.exec_driver_sql("DELETE FROM members")

    app.run()

    assert not app.exception
    assert "Ce compte n’existe plus" in said(app)
    assert house().community.drafts.of_visit(HERE)[0].draft.text == "Une question ?"


def test_who_left_in_another_tab_is_a_guest_in_this_one(app, community):
    ana = community.members.enter("Ana", visit=HERE)
    app.run()

    community.sessions.leave(ana, visit=HERE)
    app.run()

    assert app.session_state["member"] is None


def test_who_leaves_this_browser_is_a_guest_here(app, community):
    ana = community.members.enter("Ana", visit=HERE)
    open_screen(app.run(), "my_code")
    assert "Sans code, vous ne pourrez pas revenir" in said(app)

    button(app, "Quitter ce navigateur").click()
    app.run()

    assert community.sessions.standing(ana.id, visit=HERE) == "none"
    assert app.session_state["member"] is None


def test_who_gives_wrong_codes_is_asked_to_wait_and_keeps_their_own_session(app, community, ana):
    bob = community.members.enter("Bob", visit=HERE)
    open_screen(app.run(), "sign_in")

    for _ in range(TRIES + 1):
        type_code(app, ["tasse"] * LENGTH)

    assert "Trop de codes faux" in said(app)
    assert community.sessions.standing(bob.id, visit=HERE) == "open"


@pytest.mark.parametrize("screen", ["sign_in", "my_code"])
def test_a_guest_finds_the_way_in_english_too(app, screen):
    app.session_state["language"] = "en"

    open_screen(app.run(), screen)

    assert not app.exception
    assert not any(french in said(app) for french in ("Choisissez", "pseudonyme", "Revenir"))


@pytest.fixture
def heard(app, settings, community):
    """Says something on the page, which the recogniser hears as it is told to; gives the pictures that are laid."""

    def say(text, sound=None):
        settings(script=text)
        restart(app)
        open_screen(app.run(), "sign_in")
        app.get("audio_input")[0].set_value(("code.wav", sound or speak("tasse", "fr"), "audio/wav"))
        app.run()
        assert not app.exception
        return app.session_state["code-said"][1]

    return say


def test_a_code_that_is_said_is_laid_and_enters_nowhere_by_itself(app, heard):
    assert heard("Globe, casque, pile, tasse, clé et étoile") == ("abroad", "advisor", "battery", "cup", "key", "star")
    assert "J’ai entendu « Globe, casque" in said(app)
    assert "Regardez les images, puis entrez" in said(app)
    assert app.session_state["member"] is None


def test_what_was_said_in_part_is_laid_in_part_and_said_so(app, heard):
    assert heard("globe, quasque, pile") == ("abroad", "battery")
    assert "2 images sur 6" in said(app)


def test_silence_lays_nothing(app, heard):
    assert heard("tasse", sound=silence()) == ()
    assert "Je n’ai rien entendu" in said(app)
