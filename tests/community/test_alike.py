"""Other words for the same, as search takes them."""

import pytest

from community.alike import alike, said_plainly
from community.words import stem


@pytest.mark.parametrize(
    ("said", "meant", "language"),
    [("portable", "téléphone", "fr"), ("puce", "sim", "fr"), ("texto", "sms", "fr"), ("invoice", "bill", "en")],
)
def test_a_word_may_mean_another(said, meant, language):
    assert stem(meant.replace("é", "e"), language) in alike(stem(said, language), language)


def test_it_works_both_ways_and_never_means_itself():
    portable, telephone = stem("portable", "fr"), stem("telephone", "fr")

    assert portable in alike(telephone, "fr")
    assert portable not in alike(portable, "fr")


@pytest.mark.parametrize("name", ["freebox", "facebook", "netflix", "orange", "sosh"])
def test_what_has_a_name_of_its_own_means_nothing_else(name):
    assert not alike(stem(name, "fr"), "fr")


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [("norvege", "espagne", "fr"), ("thailande", "maroc", "fr"), ("norway", "spain", "en"), ("japan", "abroad", "en")],
)
def test_one_travels_to_a_country_as_to_its_likes(one, other, language):
    assert stem(other, language) in alike(stem(one, language), language)


def test_what_holds_in_europe_need_not_hold_farther_away():
    assert not alike(stem("norvege", "fr"), "fr") & alike(stem("thailande", "fr"), "fr")


def test_a_language_does_not_lend_its_words_to_the_other():
    assert not alike(stem("puce", "fr"), "en")


def test_several_words_are_said_plainly():
    assert said_plainly("Ma boîte vocale sonne", ("fr",)) == "ma repondeur messagerie vocale sonne"
    assert said_plainly("le wi-fi sans fil", ("en",)) == "le wi-fi sans fil"


def test_search_finds_who_says_it_in_other_words(community, people):
    people.asks("Ana", "Ma carte SIM est bloquée", "Mon téléphone la refuse depuis ce matin.")

    found = community.search.questions("le portable ne veut plus de ma puce")

    assert [one.question.title for one in found] == ["Ma carte SIM est bloquée"]


def test_the_word_itself_is_better_than_another_for_it(community, people):
    people.asks("Ana", "Activer une puce", "Elle est arrivée par la poste.")
    people.asks("Bob", "Activer une carte SIM", "Elle est arrivée par la poste.")

    found = community.search.questions("activer ma puce")

    assert [one.question.author.pseudonym for one in found] == ["Ana", "Bob"]
