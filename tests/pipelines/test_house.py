"""What the house makes ready before it is asked for."""

import threading

from modalities.handwriting import Reader
from pipelines.house import open_house
from settings import Settings


class Slow:
    """A recogniser that says when it was warmed up, and for which languages."""

    name = "slow"

    def __init__(self):
        self.languages = []
        self.warm = threading.Event()

    def warm_up(self, language):
        self.languages.append(language)
        self.warm.set()


def test_the_reader_is_made_ready_once_a_language_and_nobody_waits_for_it(tmp_path):
    house = open_house(Settings(data=tmp_path))
    slow = Slow()
    house._reader = Reader(slow)

    house.get_ready_to_read("fr")
    house.get_ready_to_read("fr")

    assert slow.warm.wait(timeout=30)
    assert slow.languages == ["fr"]
    house.close()


def test_a_recogniser_that_is_not_here_is_no_error_before_it_is_needed(tmp_path):
    house = open_house(Settings(data=tmp_path, handwriting="telepathy"))

    house.get_ready_to_read("fr")

    house.close()


def test_a_recogniser_with_nothing_to_make_ready_is_left_alone():
    Reader(object()).warm_up("fr")
