from concurrent.futures import ThreadPoolExecutor

import pytest

from community.storage.turns import Turns
from errors import StoreLocked


def until(condition):
    while not condition():
        pass


def test_turns_are_taken_in_the_order_in_which_they_were_asked_for():
    turns, taken = Turns(), []

    def take(number):
        with turns.turn(wait_s=30):
            taken.append(number)

    with ThreadPoolExecutor() as pool, turns.turn(wait_s=30):
        for number in range(5):
            pool.submit(take, number)
            until(lambda number=number: turns.waiting == number + 1)
        assert taken == []

    assert taken == [0, 1, 2, 3, 4]


def test_who_waits_too_long_is_told_so_and_holds_up_nobody():
    turns = Turns()

    with turns.turn(wait_s=30), ThreadPoolExecutor() as pool:
        waited = pool.submit(lambda: turns.turn(wait_s=0.01).__enter__())
        with pytest.raises(StoreLocked):
            waited.result()

    with turns.turn(wait_s=0):
        assert turns.waiting == 0


def test_an_error_ends_the_turn():
    turns = Turns()

    with pytest.raises(ZeroDivisionError), turns.turn(wait_s=30):
        _ = 1 / 0

    with turns.turn(wait_s=0):
        pass
