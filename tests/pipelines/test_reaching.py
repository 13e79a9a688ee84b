"""By which address the telephones of a room reach the café."""

import pytest

from pipelines.reaching import address_in_the_network, reach
from settings import Settings


def settings(**chosen) -> Settings:
    return Settings(port=8501, **chosen)


def test_a_café_that_listens_on_this_machine_only_says_so():
    reached = reach(settings(address="127.0.0.1"), own_address=lambda: "192.168.1.12")

    assert (reached.address, reached.is_for_all) == ("http://localhost:8501", False)


@pytest.mark.parametrize(
    ("own", "address", "words"),
    [
        ("192.168.1.12", "http://192.168.1.12:8501", "192.168.1.12:8501"),
        ("fd00::2", "http://[fd00::2]:8501", "[fd00::2]:8501"),
    ],
)
def test_a_café_that_listens_everywhere_is_reached_by_its_own_address(own, address, words):
    reached = reach(settings(address="0.0.0.0"), own_address=lambda: own)

    assert (reached.address, reached.is_for_all, reached.in_words) == (address, True, words)


def test_without_any_network_it_is_of_use_on_this_machine_only():
    assert not reach(settings(address="0.0.0.0"), own_address=lambda: None).is_for_all


def test_an_address_that_a_browser_has_used_from_elsewhere_works():
    reached = reach(settings(address="0.0.0.0"), seen_at="http://10.0.0.7:8501/wall?id=x", own_address=lambda: None)

    assert (reached.address, reached.is_for_all) == ("http://10.0.0.7:8501", True)


@pytest.mark.parametrize("seen_at", [None, "http://localhost:8501/wall", "http://127.0.0.1:8501/", "", "http://"])
def test_an_address_of_this_machine_alone_is_not_given_to_a_room(seen_at):
    reached = reach(settings(address="0.0.0.0"), seen_at=seen_at, own_address=lambda: "192.168.1.12")

    assert reached.address == "http://192.168.1.12:8501"


def test_a_public_address_comes_first():
    reached = reach(settings(public_address="https://cafe.exemple.fr/"), seen_at="http://10.0.0.7:8501/wall")

    assert (reached.address, reached.in_words, reached.is_for_all) == (
        "https://cafe.exemple.fr",
        "https://cafe.exemple.fr",
        True,
    )


def test_the_machine_s_own_address_is_one_or_none():
    found = address_in_the_network()

    assert found is None or not found.startswith("127.")
