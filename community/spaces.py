"""The spaces of the community. They are few and named by the house, so they live in code and not in the store."""

from dataclasses import dataclass

from errors import N_, NotFound
from vocabulary import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """One community."""

    id: str
    name: str
    description: str
    language: Language = "fr"
    has_forum: bool = False
    """Whether it has a help forum, where questions can be asked."""
    has_cafes: bool = False
    """Whether cafés can be opened there."""


_ALL = (
    Space(
        id="orange",
        name=N_("Forum Orange"),
        description=N_("S’entraider entre clients : box, mobile, factures, messagerie."),
        has_forum=True,
    ),
    Space(
        id="sosh",
        name=N_("Forum Sosh"),
        description=N_("L’entraide des clients Sosh : forfaits, box, espace client."),
        has_forum=True,
    ),
    Space(
        id="lab",
        name=N_("Le Lab"),
        description=N_("Essayer avant tout le monde, et dire ce qu’on en pense."),
        has_cafes=True,
    ),
    Space(
        id="dream-cafe",
        name=N_("Dream Café"),
        description=N_("Des cafés où l’on imagine ensemble, atelier après atelier."),
        has_cafes=True,
    ),
    Space(
        id="test-centre",
        name=N_("Centre de test"),
        description=N_("Des séances accompagnées, sur place."),
        has_cafes=True,
    ),
)


class Spaces:
    """The spaces, in the order in which they are shown."""

    def all(self) -> tuple[Space, ...]:
        """Every space."""
        return _ALL

    def get(self, id: str) -> Space:
        """Raises ``NotFound``."""
        for space in _ALL:
            if space.id == id:
                return space
        raise NotFound(name=id)
