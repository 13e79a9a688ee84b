"""The real loading code of transformers, on a very small model."""

import shutil

import pytest

from errors import ModelDamaged, ModelMissing
from modalities.handwriting import Hand, trocr
from modalities.handwriting._drawing import draw_line
from tests.fixtures import hand
from tests.fixtures.tiny_trocr import SENTENCE


def test_a_folder_is_found_by_its_path_and_by_its_name(tiny_trocr):
    line = draw_line(hand.strokes(SENTENCE), Hand()).picture

    by_path = trocr.load(model=str(tiny_trocr)).read(line, language="fr")
    by_name = trocr.load(model=tiny_trocr.name, folders=[tiny_trocr.parent]).read(line, language="fr")

    assert by_path.text == by_name.text == SENTENCE
    assert all(word.box is None for word in by_path.words)


def test_its_beams_are_the_other_readings(tiny_trocr):
    line = draw_line(hand.strokes(SENTENCE), Hand()).picture

    read = trocr.load(model=str(tiny_trocr)).read(line, language="fr")

    assert read.alternatives
    assert read.confidence + sum(other.confidence for other in read.alternatives) <= 1.000001


def test_a_model_that_is_not_here_is_named_with_the_way_to_get_it():
    with pytest.raises(ModelMissing, match="nobody/has-such-a-model"):
        trocr.load(model="nobody/has-such-a-model")


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_folder_with_a_broken_file_is_damaged(tiny_trocr, tmp_path, name):
    folder = shutil.copytree(tiny_trocr, tmp_path / "broken")
    (folder / name).write_bytes(b"broken")

    with pytest.raises(ModelDamaged, match="broken"):
        trocr.load(model=str(folder))


def test_signs_of_another_reading_stand_beside_those_of_the_best():
    columns = trocr._columns("fractures", "facture")

    assert columns == (1, 2, 3, 5, 7, 9, 11, 13, 14)
