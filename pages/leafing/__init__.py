"""A list that is leafed through without a mouse: one of it is the current one, and can be opened."""

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from pages._deeds import Offer, looks, shows_hands
from pages._language import _
from pipelines.shortening import shortened

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "cafe_leafing", html="<span hidden></span>", js=(_HERE / "leafing.js").read_text("utf-8")
)


class Leaves:
    """What is listed on a page, under ids of its own."""

    def __init__(self, kind: str, titles: Mapping[str, str]) -> None:
        """``titles`` are by the ids, in the order of the list."""
        self._kind = kind
        self._titles = titles
        self._ids = list(titles)
        self._held = f"leaf-{kind}"

    @property
    def current(self) -> str | None:
        """The id of the current one; None while nobody leafs, or where nothing is listed."""
        if not self._ids or not (shows_hands() or looks()):
            return None
        held = st.session_state.get(self._held)
        return held if held in self._ids else self._ids[0]

    def key(self, id: str) -> str:
        """The key of the container of one of them; the current one is drawn with another."""
        return f"listed-{self._kind}-{'current-' if id == self.current else ''}{id}"

    def show_current(self) -> None:
        """Bring the current one into view."""
        _mount(key="leafing", data={"current": self.key(self.current) if self.current else ""}, height=0)

    def offers(self, open: Callable[[str], None] | None = None) -> dict[str, Offer]:
        """Going on and back in the list, and opening the current one."""
        if self.current is None:
            return {}
        current = self.current
        turning = {
            "next": Offer(name=_("La suite"), do=lambda: self._turn(1)),
            "previous": Offer(name=_("Revenir d’un pas"), do=lambda: self._turn(-1)),
        }
        if open is None:
            return turning
        name = _("Ouvrir « {title} »").format(title=shortened(self._titles[current], length=40))
        return {**turning, "choose": Offer(name=name, do=lambda: open(current))}

    def _turn(self, by: int) -> None:
        """At both ends it stays."""
        assert self.current is not None, "turning is offered where there is a current one"
        place = min(max(self._ids.index(self.current) + by, 0), len(self._ids) - 1)
        st.session_state[self._held] = self._ids[place]
        st.rerun()
