"""The measuring of gestures measures what it says."""

import pytest

from benchmarks import gesture as bench
from modalities.gesture._synthetic import hand
from scripts.gesture.train import Case


def case(label, shape, *, person, folder="gestures"):
    hands = () if shape is None else (hand(shape),)
    return Case(path=f"{folder}/{label}__{person}_{shape}.jpg", label=label, person=person, hands=hands, looks=hands)


def test_a_command_counts_where_its_label_is_read_and_none_where_nothing_acts():
    cases = [
        case("fist", "fist", person="A"),
        case("fist", "open_palm", person="B"),
        case("thumb_up", None, person="C"),
        case("none", "none", person="D"),
        case("none", None, person="E"),
        case("none", "fist", person="F"),
    ]

    rates = bench._rates_of(cases, lambda _person: bench.stored_shapes())

    assert rates["commands"] == pytest.approx(1 / 3)
    assert rates["none"] == pytest.approx(2 / 3)
    assert rates["hard"] is None


def test_of_hands_on_a_table_those_count_that_are_found():
    cases = [
        case("thumb_up", "thumb_down", person="A", folder="gestures_hard"),
        case("fist", "fist", person="A", folder="gestures_hard"),
        case("fist", None, person="A", folder="gestures_hard"),
    ]

    rates = bench._rates_of(cases, lambda _person: bench.stored_shapes())

    assert rates["hard"] == 1.0
    assert rates["hard, facing"] == 0.5


def test_nobody_is_read_by_networks_that_saw_that_person(monkeypatch, shared_data):
    monkeypatch.setattr(bench, "taught_by_people", lambda kept, samples: {sample.person for sample in samples})
    monkeypatch.setattr(bench, "Shapes", lambda saw: saw)
    people = ["A", "A", "B", "C", "D"]

    saw = bench.shapes_without_each_person([case("fist", "fist", person=one) for one in people], shared_data, {})

    assert set(saw) == set(people)
    assert all(person not in saw[person] for person in people)
    assert saw["A"] >= {"B", "C", "D"}


@pytest.mark.parametrize(("events", "most"), [(0, 3.00), (1, 4.74), (5, 10.51)])
def test_how_many_events_are_to_be_expected_at_most(events, most):
    # One-sided 95 % limits of a Poisson mean, as any table has them.
    assert bench._at_most(events) == pytest.approx(most, abs=0.01)


def test_without_pictures_there_is_nothing_to_measure(tmp_path, capsys):
    assert bench.run(tmp_path) == {}
    assert "No pictures" in capsys.readouterr().err
