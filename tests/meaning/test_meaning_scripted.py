"""The scripted embedder: near in its vectors what was told to mean the same."""

import subprocess
import sys

import numpy as np
import pytest

from errors import NoSuchFile
from modalities import load, meaning
from tests.conftest import ROOT


def nearness(embedder, one, other):
    return float(embedder.questions([one])[0] @ embedder.passages([other])[0])


def test_a_text_is_found_in_other_words_only_once_their_synonyms_are_told():
    asked, written = "Ma télé ne marche plus", "Le téléviseur est en panne"
    told = load(meaning, "scripted", synonyms=[["télé", "téléviseur"], ["en panne", "ne marche plus"]])

    ignorant = nearness(load(meaning, "scripted"), asked, written)

    assert ignorant < 0.3 < 0.8 < nearness(told, asked, written)


def test_accents_capitals_endings_and_typing_mistakes_leave_texts_near():
    embedder = load(meaning, "scripted")

    assert nearness(embedder, "RESILIER MON CONTRAT", "résiliation du contrat") > 0.6
    assert nearness(embedder, "le repondeur", "le répondheur") > 0.4
    assert abs(nearness(embedder, "le répondeur", "la facture")) < 0.25


def test_the_words_of_every_text_do_not_make_texts_near():
    embedder = load(meaning, "scripted")

    assert abs(nearness(embedder, "Comment est la facture ?", "Comment est le réseau ?")) < 0.3


def test_synonyms_are_read_from_a_file_and_change_the_name_of_the_model(tmp_path):
    (tmp_path / "synonymes.txt").write_text("télé, téléviseur\n\nbox, Livebox, modem\n", "utf-8")

    told = load(meaning, "scripted", model="synonymes.txt", folders=[tmp_path])

    assert nearness(told, "mon modem", "la Livebox") > 0.9
    assert told.model != load(meaning, "scripted").model


def test_a_file_of_synonyms_that_is_not_there_is_named():
    with pytest.raises(NoSuchFile, match=r"nulle-part\.txt"):
        load(meaning, "scripted", model="nulle-part.txt")


def test_vectors_are_the_same_in_another_process():
    program = (
        "from modalities import load, meaning; e = load(meaning, 'scripted');"
        "print(e.model, e.passages(['Où est ma facture ?']).tobytes().hex())"
    )

    there = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)

    here = load(meaning, "scripted")
    assert there.stdout.split()[-1] == here.passages(["Où est ma facture ?"]).tobytes().hex()
    assert there.stdout.startswith(here.model)


def test_an_expression_stands_for_its_first_synonym_wherever_it_is():
    told = load(meaning, "scripted", synonyms=[["panne", "en rade", "tombé en rade"]])

    assert np.allclose(told.passages(["tombé en rade"]), told.passages(["panne"]))
