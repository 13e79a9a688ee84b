"""The easy-to-read version: shorter sentences, hard words explained, and nothing that the answer does not say."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.glossary import entries, hard_words
from pipelines.plain import plain
from pipelines.plain_sentences import simpler
from vocabulary import LANGUAGES, Answer, Source

SAID_IN_TWO = [
    (
        "fr",
        "Débranchez l’alimentation de la box et attendez une minute.",
        ["Débranchez l’alimentation de la box.", "Attendez une minute."],
    ),
    (
        "fr",
        "Éteignez la box, sortez la carte et essuyez ses contacts.",
        ["Éteignez la box.", "Sortez la carte.", "Essuyez ses contacts."],
    ),
    (
        "fr",
        "Choisissez un mot de passe, puis cherchez ce réseau.",
        ["Choisissez un mot de passe.", "Puis cherchez ce réseau."],
    ),
    (
        "fr",
        "La box est allumée ; le voyant est vert.",
        ["La box est allumée.", "Le voyant est vert."],
    ),
    ("fr", "Le partage dépanne, mais il n’apprend rien.", ["Le partage dépanne.", "Mais il n’apprend rien."]),
    (
        "fr",
        "Appuyez sur le bouton (à l’arrière de la box) pendant dix secondes.",
        ["Appuyez sur le bouton pendant dix secondes.", "(À l’arrière de la box)"],
    ),
    (
        "fr",
        "Il vous faut : un câble, une prise et un tournevis.",
        ["Il vous faut :", "un câble", "une prise", "un tournevis"],
    ),
    ("fr", "Prenez l’eSIM et activez-la.", ["Prenez l’eSIM.", "Activez-la."]),
    ("en", "Choose a password and connect the laptop to it.", ["Choose a password.", "Connect the laptop to it."]),
    ("en", "Open the box, then press the button.", ["Open the box.", "Then press the button."]),
]

LEFT_ALONE = [
    ("fr", "Ne débranchez pas et rallumez la box."),  # perhaps neither of both
    ("fr", "Coupez puis rallumez le wifi."),  # one object for both
    ("fr", "Débranchez la box et rallumez-la trois fois."),  # perhaps both three times
    ("fr", "Appuyez sur A ou tenez B et attendez."),
    ("fr", "Cliquez sur les messages que vous recevez et ouvrez tous les jours."),
    ("fr", "Vérifiez le câble et appelez le 3900 si le voyant reste rouge."),  # perhaps both only if
    ("fr", "Choisissez « Débranchez la box et attendez une minute »."),
    ("fr", "Voulez-vous débrancher la box ; attendez-vous ?"),
    ("fr", "Lancez `rm box et attendez une minute`."),
    ("fr", "Ouvrez http://exemple.fr/a;b et-attendez."),
    ("fr", "הפעל מחדש את הנתב et attendez une minute."),
    ("fr", "Une parenthèse (qui ne se ferme jamais et attendez une minute."),
    ("fr", "Débranchez la prise (sauf la rouge) de la box."),
    ("en", "Check the plug and switch on the wall."),  # a switch
    ("en", "Don’t open the box and touch the wire."),  # neither of both
    ("en", "Press the button to open and close the lid."),
]


def tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@pytest.mark.parametrize(("language", "sentence", "expected"), SAID_IN_TWO)
def test_a_sentence_of_several_ideas_becomes_several(language, sentence, expected):
    assert [text.replace("\n", " ") for text, _kind in simpler(sentence, language)] == expected


@pytest.mark.parametrize(("language", "sentence"), LEFT_ALONE)
def test_what_cannot_be_taken_apart_safely_stays_word_for_word(language, sentence):
    ((text, kind),) = simpler(sentence, language)

    assert (text.replace("\n", " "), kind) == (sentence, "said")


def test_a_condition_keeps_what_depends_on_it_and_has_a_line_of_its_own():
    ((text, _kind),) = simpler("Si le voyant est rouge, débranchez la box et attendez une minute.", "fr")

    assert text == "Si le voyant est rouge,\ndébranchez la box et attendez une minute."


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_whatever_is_written_no_word_is_lost_and_none_is_invented(text, language):
    told = plain(Answer(text=text, language=language))

    assert_same_words(text, told, language)


PIECES = [
    *("débranchez la box", "attendez 30 secondes", "et", ",", " ; ", "puis", "ne touchez pas", "(le câble gris)", "si"),
    *("vous attendez", "« ouvrez ; et fermez »", ":", ".", "\n", "1. ", "- ", "?", "OUVREZ LA PORTE", "🙂", "שלום"),
    *("http://a.fr/b;c", "et rallumez-la", "mais il chauffe", "ou", "open the box", "and press the button", "then"),
    *("un câble, une prise et un fil", "14 h 30", "2,4 GHz", "don’t", "…", "”", "“", "`x`", "e\u0301"),
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), st.sampled_from(LANGUAGES))
def test_however_sentences_are_put_together_no_word_is_lost_and_none_is_invented(text, language):
    told = plain(Answer(text=text, language=language))

    assert_same_words(text, told, language)


def assert_same_words(text, told, language):
    said = [word for line in told.lines for word in tokens(line.text)]
    lost, invented = Counter(tokens(text)) - Counter(said), Counter(said) - Counter(tokens(text))

    assert set(lost) <= {"et" if language == "fr" else "and"}
    assert not invented
    assert [word for word in said if word.isdecimal()] == [word for word in tokens(text) if word.isdecimal()]


def test_each_line_knows_whose_words_it_says_and_which_step_it_is():
    box = "Débranchez la box et attendez une minute. Rebranchez-la."
    first = Source(id="r1", thread="q1", title="Voyant", author="Bob", quote=box, link="/question?id=q1")
    second = Source(
        id="r2", thread="q2", title="Wifi", author="Zoé", quote="Vérifiez le câble.", link="/question?id=q2"
    )
    answer = Answer(
        text="Bob répond, dans « Voyant » :\nDébranchez la box et attendez une minute.\nRebranchez-la.\n"
        "Zoé ajoute, dans « Wifi » :\nVérifiez le câble.",
        known=True,
        steps=("Débranchez la box et attendez une minute.", "Rebranchez-la."),
        sources=(first, second),
    )

    told = plain(answer)

    assert [(line.text, line.kind, line.source, line.step) for line in told.lines] == [
        ("Bob répond, dans « Voyant » :", "says", "r1", None),
        ("Débranchez la box.", "said", "r1", 1),
        ("Attendez une minute.", "said", "r1", 1),
        ("Rebranchez-la.", "said", "r1", 2),
        ("Zoé ajoute, dans « Wifi » :", "says", "r2", None),
        ("Vérifiez le câble.", "said", "r2", None),
    ]
    assert [line.sentence for line in told.lines] == [0, 1, 1, 2, 3, 4]


def test_a_hard_word_is_explained_once_where_it_stands_first():
    told = plain(Answer(text="Débranchez la box.\nRebranchez la box."))

    (word,) = told.explained_in(0)
    assert told.lines[0].text[word.start : word.end] == "box"
    assert word.means == "L’appareil qui apporte Internet chez vous."
    assert told.explained_in(1) == ()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Résiliez, puis réinitialisez les box.", ["Résiliez", "réinitialisez", "box"]),
        ("fr", "Faites les mises à jour du navigateur.", ["mises à jour", "navigateur"]),
        ("fr", "Videz le cache.", ["Videz le cache"]),
        ("fr", "Évitez de le cacher, il est caché.", []),
        ("fr", "Un téléphone portable, répétez, débité.", []),
        ("fr", "Passez en 2,4 GHz avec le RIO, le SSID et l’IMEI.", ["2,4 GHz", "RIO", "SSID", "IMEI"]),
        ("fr", "Les micro-filtres et le pare-feu.", ["micro-filtres", "pare-feu"]),
        ("fr", "Allez sur https://box.exemple/fibre ou box@exemple.fr", []),
        ("en", "Ask for a new eSIM in your online account.", ["eSIM", "online account"]),
        ("en", "Repeaters and downloads", ["Repeaters", "downloads"]),
        ("en", "Light the cachet.", []),
    ],
)
def test_hard_words_are_found_in_their_forms_and_no_others(language, text, expected):
    assert [text[found.start : found.end] for found in hard_words(text, language)] == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_is_large_and_its_explanations_are_short(language):
    known = entries(language)

    assert len(known) >= 80
    assert len({entry.term for entry in known}) == len(known)
    for entry in known:
        for sentence in re.split(r"(?<=[.!?])\s", entry.means):
            assert len(sentence.split()) <= 18, entry
        assert entry.means.endswith("."), entry


def test_an_endless_sentence_stays_as_it_is_and_is_quick():
    text = "débranchez la box et " * 20_000

    told = plain(Answer(text=text))

    assert [line.text for line in told.lines] == [text.strip()]
