import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from community.words import folded, singular, small_words_like, spellings, stem, stems, words


@pytest.mark.parametrize(
    "same",
    [
        "réseau réseaux reseau RÉSEAUX",
        "facture factures facturé facturation",
        "bloqué bloquée bloquées bloquer bloquent bloque",
        "résilier résilié résiliation résilie",
        "clignote clignotent clignotait clignotant",
        "étranger étrangère étrangers",
        "numéro numéros",
        "connexion connexions",
        "payer paye payé paie",
        "envoyer envoi envoyé",
        "wifi Wi-Fi WIFI wi‑fi",
        "e-mail email E-mails",
        "cœur coeur",
        "cheval chevaux",
    ],
)
def test_forms_of_one_word_have_one_stem(same):
    assert len(set(stems(same, "fr"))) == 1


@pytest.mark.parametrize("others", ["box bus", "code compte", "carte cadre", "livebox décodeur"])
def test_different_words_have_different_stems(others):
    assert len(set(stems(others, "fr"))) == 2


def test_elisions_and_small_words_are_left_out():
    text = "Bonjour, est-ce que quelqu’un sait pourquoi l’écran n'affiche rien aujourd’hui, s’il vous plaît ?"

    assert words(text, ("fr",)) == ["ecran", "affiche"]


def test_inversions_are_small_words_and_compounds_are_several():
    assert words("Puis-je appeler ? A-t-il un porte-monnaie ?", ("fr",)) == ["appeler", "porte", "monnaie"]


def test_english_has_its_own_small_words_and_stems():
    assert stems("What’s wrong with the phone’s batteries?", "en") == ["wrong", "phone", "batteri"]
    assert stems("battery", "en") == ["batteri"]


def test_numbers_stay():
    assert stems("le 3900, en 4G ou 5 GHz", "fr") == ["3900", "4g", "5", "ghz"]


@pytest.mark.parametrize("empty", ["", "   ", "?!…", "le la les", "😀", "\x00", "\ud800"])
def test_a_text_that_says_nothing_has_no_stems(empty):
    assert stems(empty, "fr") == []


@given(st.text(st.characters(), max_size=200), st.sampled_from(["fr", "en", "de"]))
def test_stems_of_any_text_are_single_words_in_small_letters_and_not_too_long(text, language):
    for found in stems(text, language):
        assert found.split() == [found]
        assert 0 < len(found) <= 48
        assert not set(found) & set("'\" \x00")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèêàùçôîœ", min_size=1, max_size=15))
def test_accents_change_no_stem(word):
    assert stems(word, "fr") == stems(folded(word), "fr")


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=12), st.integers(0, 11), st.sampled_from("aeiz")
)
def test_one_typing_mistake_leaves_a_spelling_in_common(word, place, letter):
    place %= len(word)
    missing = word[:place] + word[place + 1 :]
    wrong = word[:place] + letter + word[place + 1 :]
    doubled = word[:place] + letter + word[place:]
    exchanged = word[:place] + word[place : place + 2][::-1] + word[place + 2 :]

    for mistyped in (missing, wrong, doubled, exchanged):
        assert spellings(word) & spellings(mistyped)


def test_a_mistyped_small_word_is_recognised():
    assert "comment" in small_words_like("coment", ("fr",))
    assert small_words_like("livebox", ("fr", "en")) == set()


def test_the_singular_loses_its_mark():
    assert [singular(word) for word in ("factures", "reseaux", "bus", "acces", "boss")] == [
        "facture",
        "reseau",
        "bus",
        "acce",
        "boss",
    ]


def test_many_threads_may_stem_at_once():
    together = threading.Barrier(4)
    expected = stem("clignotements", "fr")

    def stem_all(thread):
        together.wait()
        return [stem(f"clignotement{'s' * (place % 2)}{thread}{place}", "fr") for place in range(500)]

    with ThreadPoolExecutor(4) as pool:
        several = list(pool.map(stem_all, range(4)))

    stem.cache_clear()
    alone = [[stem(f"clignotement{'s' * (p % 2)}{t}{p}", "fr") for p in range(500)] for t in range(4)]
    assert several == alone
    assert stem("clignotements", "fr") == expected


@given(text=st.text())
@example(text="L’été\u00a0: porte-clé, e-mail… ¨o\u0301 ½ Σς ﬁn")
@example(text="sans blanc " + "a-b'c" * 100)
def test_a_text_says_the_same_folded_first_or_word_by_word(text):
    assume(folded(folded(text)) == folded(text))  # but for a few letters that are drawn as bold or slanted ones

    said = words(text, ("fr", "en"))

    assert words(folded(text), ("fr", "en")) == said
    assert stems(text, "fr") == [stem(word, "fr") for word in words(text, ("fr",))]
