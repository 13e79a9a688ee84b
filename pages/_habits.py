"""How who is here takes part, as it is remembered for this browser."""

from typing import Any

from pages._house import house
from pages._visit import visit


def habits() -> dict[str, Any]:
    """Every habit by its name."""
    return house().community.habits.of_visit(visit())


def keep(name: str, value: Any) -> None:
    """Remember one; ``value`` is what JSON can hold."""
    house().community.habits.keep(visit(), name, value)


def forget(name: str) -> None:
    house().community.habits.forget(visit(), name)
