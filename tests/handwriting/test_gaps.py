"""Where there is room for a space."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from modalities.handwriting._gaps import LEAST, room_for_space


def two_strokes(gap: int, *, slant: float = 0.0, height: int = 48) -> np.ndarray:
    """Two thick strokes on paper with a gap between them, leaning to the right."""
    line = np.full((height, 160), 255, np.uint8)
    for y in range(4, height - 4):
        lean = round(slant * (height / 2 - y))
        for left in (40, 60 + gap):
            line[y, left + lean : left + lean + 20] = 0
    return line


@pytest.mark.parametrize("slant", [0.0, 0.2, 0.4])
@pytest.mark.parametrize("gap", [LEAST, 12, 30])
def test_there_is_room_in_white_that_is_wide_enough_upright_or_slanted(gap, slant):
    room = room_for_space(two_strokes(gap, slant=slant), column=8)

    assert room[(60 + gap // 2) // 8]


@pytest.mark.parametrize("gap", [0, 2, LEAST - 1])
def test_there_is_none_between_the_letters_of_a_word(gap):
    room = room_for_space(two_strokes(gap), column=8)

    assert not room[7]


@given(width=st.integers(1, 200), ink=st.booleans())
def test_every_column_is_told_of_however_wide_the_line(width, ink):
    line = np.full((48, width), 0 if ink else 255, np.uint8)

    room = room_for_space(line, column=8)

    assert len(room) == -(-width // 8)
    assert room.all() if not ink and width >= LEAST else not room.any()
