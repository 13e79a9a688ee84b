"""Facts that a person read by hand, and texts that must be found to differ."""

import pytest

from tests.pipelines.facts import Number, denials_of, differences, facts_of, names_of, numbers_of


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Attendez deux minutes.", ["2 min"]),
        ("fr", "À 14 h 30, à 14h30, à 14:30, à quatorze heures trente.", ["14:30"] * 4),
        ("fr", "À dix heures, puis à 21 h.", ["10 h", "21 h"]),
        ("fr", "La bande 2,4 GHz ; la bande deux virgule quatre gigahertz.", ["2.4 GHz"] * 2),
        ("fr", "quatre-vingt-dix-neuf, soixante et onze, quatre-vingts", ["99", "71", "80"]),
        ("fr", "vingt et un, trente-deux, dix-sept, cent quatorze", ["21", "32", "17", "114"]),
        ("fr", "deux mille vingt-cinq, mille, trois cents", ["2025", "1000", "300"]),
        ("fr", "huit cent quatre-vingt-huit", ["888"]),
        ("fr", "zéro zéro deux", ["0", "0", "2"]),
        ("fr", "Tapez #31# ou dièse trente et un dièse.", ["#", "31", "#"] * 2),
        ("fr", "29,99 € ou vingt-neuf euros quatre-vingt-dix-neuf", ["29.99 €"] * 2),
        ("fr", "50 % ou cinquante pour cent", ["50 %"] * 2),
        ("fr", "en 4G, en quatre G", ["4 G", "4 G"]),
        ("fr", "1 000 pages", ["1000"]),
        ("fr", "une fois, trois fois", ["1 times", "3 times"]),
        ("en", "Wait ten minutes, then sixty seconds.", ["10 min", "60 s"]),
        ("en", "the two point four gigahertz network, 2.4 GHz", ["2.4 GHz"] * 2),
        ("en", "eight hundred and eighty-eight, twenty-one", ["888", "21"]),
        ("en", "no number here", []),
    ],
)
def test_numbers_are_found_in_figures_and_in_words(language, text, expected):
    assert [f"{number.value} {number.unit}".strip() for number in numbers_of(text, language)] == expected


def test_names_are_what_is_quoted_and_what_is_written_as_a_name():
    text = "Ouvrez « Mon offre », puis l’eSIM du compte Google. Mettez le SMS de nono_bricole en 4G."

    assert list(names_of(text)) == ["mon offre", "esim", "google", "sms", "nono_bricole", "4g"]


def test_the_capital_of_a_sentence_makes_no_name():
    assert list(names_of("Débranchez la box. Attendez. 1. Ouvrez : Puis fermez.\nEnfin")) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Ne touchez pas, n’ouvrez jamais sans aide.", ["ne", "pas", "n'", "jamais", "sans"]),
        ("fr", "Rien à faire, sauf si aucune ne marche.", ["rien", "sauf", "aucune", "ne"]),
        (
            "en",
            "Don’t press it, never without help, unless it cannot.",
            ["don't", "never", "without", "unless", "cannot"],
        ),
    ],
)
def test_denials_are_found(language, text, expected):
    assert list(denials_of(text, language)) == expected


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "Attendez 2 minutes.", "Attendez deux minutes."),
        ("fr", "Appelez le 3179 depuis la ligne.", "Appelez le trente et un, soixante-dix-neuf depuis la ligne."),
        ("fr", "Envoyez-le au 33700.", "Envoyez-le au trente-trois, sept cents."),
        ("fr", "Tapez #002#.", "Tapez dièse zéro zéro deux dièse."),
        ("en", "Call 3179.", "Call three one, seven nine."),
        ("fr", "Débranchez la box et attendez.", "Débranchez la box. Attendez."),
    ],
)
def test_the_same_facts_in_other_words_agree(language, one, other):
    assert differences(facts_of(one, language), facts_of(other, language)) == []


@pytest.mark.parametrize(
    ("language", "one", "other", "what"),
    [
        ("fr", "Attendez 30 secondes.", "Attendez.", "numbers"),
        ("fr", "Attendez 30 secondes.", "Attendez 30 minutes.", "numbers"),
        ("fr", "Le 1, le 6.", "Le 6, le 1.", "numbers"),
        ("fr", "Le 1 et le 6.", "Le 16.", "numbers"),
        ("fr", "Appelez le 3179.", "Appelez le trente et un, soixante-dix-huit.", "numbers"),
        ("fr", "Tapez #31#.", "Tapez trente et un.", "numbers"),
        ("fr", "Ne débranchez pas la box.", "Débranchez la box.", "denials"),
        ("fr", "Ne débranchez pas la box.", "Ne débranchez la box.", "denials"),
        ("fr", "Partez sans rien.", "Partez.", "denials"),
        ("fr", "Ouvrez « Wifi », puis l’eSIM.", "Ouvrez puis l’eSIM.", "names"),
        ("fr", "Demandez à nono_bricole.", "Demandez à papi_roger.", "names"),
        ("en", "Don’t press it.", "Press it.", "denials"),
        ("en", "Call 888.", "Call eighty-eight.", "numbers"),
    ],
)
def test_what_was_lost_swapped_or_changed_is_told(language, one, other, what):
    assert [found.partition(":")[0] for found in differences(facts_of(one, language), facts_of(other, language))] == [
        what
    ]


def test_a_number_knows_whether_it_follows_another_at_once():
    first, second, third = numbers_of("trente et un, soixante-dix-neuf, et huit", "fr")

    assert (first, second, third) == (Number("31"), Number("79", close=True), Number("8"))
