"""What a question asks about a thing."""

import pytest

from pipelines.matters import matters


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "combien ça coûte", "est-ce payant ?"),
        ("fr", "mon colis n’arrive pas", "la LIVRAISON est en retard"),
        ("fr", "résilier l’abonnement", "annuler ma commande"),
        ("en", "how much does it cost", "is there a fee"),
        ("en", "my phone was stolen", "the thief has it"),
    ],
)
def test_one_matter_is_said_in_several_words(language, one, other):
    assert matters(one, language) & matters(other, language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "combien coûte un répéteur", "où poser le répéteur"),
        ("fr", "imprimer mes photos", "copier mes messages"),
        ("en", "repair my phone", "hide my phone number"),
    ],
)
def test_the_same_thing_is_no_matter(language, one, other):
    assert not matters(one, language) & matters(other, language)


@pytest.mark.parametrize("text", ["", "bonjour", "la box", "\u202e" * 50, "a" * 100_000])
def test_what_asks_nothing_has_none(text):
    assert matters(text, "fr") == frozenset()
