"""How a member takes part is remembered for the browser that they use."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def test_nobody_has_habits_at_first(community):
    assert community.habits.of_visit("v") == {}


def test_habits_belong_to_one_browser(community):
    community.habits.keep("v", "profile", {"hand": "left"})
    community.habits.keep("v", "acts", {"fist": "erase"})
    community.habits.keep("w", "profile", {"hand": "right"})

    assert community.habits.of_visit("v") == {"profile": {"hand": "left"}, "acts": {"fist": "erase"}}
    assert community.habits.of_visit("w") == {"profile": {"hand": "right"}}


def test_what_is_kept_later_takes_the_place_of_what_was_known(community):
    community.habits.keep("v", "profile", {"hand": "left"})

    community.habits.keep("v", "profile", {"is_slow": True})

    assert community.habits.of_visit("v") == {"profile": {"is_slow": True}}


def test_one_habit_can_be_forgotten_and_forgotten_again(community):
    community.habits.keep("v", "profile", 1)
    community.habits.keep("v", "acts", 2)

    community.habits.forget("v", "profile")
    community.habits.forget("v", "profile")

    assert community.habits.of_visit("v") == {"acts": 2}


@given(value=JSON)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_habit_comes_back_as_it_was_kept(community, value):
    community.habits.keep("v", "habit", value)

    assert community.habits.of_visit("v")["habit"] == value


@pytest.mark.parametrize("bad", [{1, 2}, object()])
def test_what_json_cannot_hold_is_refused_and_nothing_is_lost(community, bad):
    community.habits.keep("v", "habit", 1)

    with pytest.raises(TypeError):
        community.habits.keep("v", "habit", bad)

    assert community.habits.of_visit("v") == {"habit": 1}
