"""The phrases that Whisper writes where nobody speaks."""

import pytest

from modalities.speech._invented import is_invented

HINTS = ("Livebox", "Sosh", "Orange", "Airbox")


@pytest.mark.parametrize(
    "text",
    [
        "Sous-titres réalisés par la communauté d'Amara.org",
        "Sous-titrage Société Radio-Canada",
        "Sous-titrage ST' 501",
        "❤️ par SousTitreur.com",
        "Merci d'avoir regardé cette vidéo !",
        "Merci d’avoir regardé la vidéo, à bientôt.",
        "Abonnez-vous !",
        "N'oubliez pas de vous abonner à la chaîne.",
        "Thanks for watching!",
        "Thank you for watching.",
        "Please subscribe to my channel.",
        "Subtitles by the Amara.org community",
    ],
)
def test_signatures_of_subtitles_and_ends_of_videos_are_invented_however_sure_the_model_is(text):
    assert is_invented(text, seconds=3.0, no_speech=0.0, certainty=-0.05)


@pytest.mark.parametrize(
    "text",
    [
        "Merci.",
        "merci",
        "Merci beaucoup.",
        "Merci à tous !",
        "Thank you.",
        "Au revoir.",
        "Silence.",
        "Livebox",
        "Merci d'avoir regardé mon problème, la box remarche.",
        "Merci beaucoup, ça marche.",
        "Comment activer les sous-titres réalisés par la télé ?",
        "Le sous-titrage ne marche pas sur ma télé.",
        "Je voudrais m'abonner à la fibre.",
        "Comment m'abonner ?",
        "Thanks for watching my box while I was away.",
        "How do I subscribe to the fibre?",
        "Ma Livebox Orange clignote.",
    ],
)
def test_what_people_say_is_let_through(text):
    assert not is_invented(text, seconds=3.0, no_speech=0.05, certainty=-0.3, prompt=HINTS)


@pytest.mark.parametrize("text", ["Merci.", "Merci beaucoup.", "Thank you.", "Merci d'avoir regardé !", "Bye."])
@pytest.mark.parametrize(("no_speech", "certainty"), [(0.9, -0.2), (0.1, -1.4), (0.5, -0.8)])
def test_short_courtesies_are_invented_where_the_sound_does_not_bear_them_out(text, no_speech, certainty):
    assert is_invented(text, seconds=2.0, no_speech=no_speech, certainty=certainty)


def test_thanks_for_having_looked_are_believed_only_when_all_is_clear():
    text = "Merci d'avoir regardé."

    assert not is_invented(text, seconds=2.0, no_speech=0.01, certainty=-0.1)
    assert is_invented(text, seconds=2.0, no_speech=0.01, certainty=-0.4)


def test_nobody_says_a_long_sentence_in_an_instant():
    text = "Je voudrais savoir comment redémarrer ma Livebox sans perdre mes réglages."

    assert is_invented(text, seconds=0.6)
    assert not is_invented(text, seconds=4.0)


def test_the_prompt_is_not_taken_for_speech():
    assert is_invented("Livebox, Sosh, Orange", seconds=3.0, prompt=HINTS)
    assert is_invented("Sosh.", seconds=3.0, no_speech=0.8, certainty=-0.5, prompt=HINTS)


def test_nothing_is_not_invented():
    assert not is_invented("", seconds=0.0)
    assert not is_invented("…", seconds=0.0)
