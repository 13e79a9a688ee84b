"""The spaces of the community. They are few and named by the house, so they live in code and not in the store."""

from dataclasses import dataclass

from errors import NotFound
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


_ALL = (
    Space(
        id="orange",
        name="Forum Orange",
        description="S’entraider entre clients : box, mobile, factures, messagerie.",
        has_forum=True,
    ),
    Space(
        id="sosh",
        name="Forum Sosh",
        description="L’entraide des clients Sosh : forfaits, box, espace client.",
        has_forum=True,
    ),
    Space(id="lab", name="Le Lab", description="Essayer avant tout le monde, et dire ce qu’on en pense."),
    Space(id="dream-cafe", name="Dream Café", description="Des cafés où l’on imagine ensemble, atelier après atelier."),
    Space(id="test-centre", name="Centre de test", description="Des séances accompagnées, sur place."),
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
