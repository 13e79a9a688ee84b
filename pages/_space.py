"""In which space of the community one is."""

from contextlib import suppress

import streamlit as st

from community.cafes import place_of_reply
from community.spaces import Space
from community.syntheses import place_of
from errors import NotFound
from pages._house import house
from pages._language import _
from pages._visit import viewer
from vocabulary import Destination

_SPOT = "space-spot"


def keep_a_spot() -> None:
    """Reserve, above a screen, the place where it says in which space one is."""
    # All that stands below would jump when it is filled: st.empty() is empty again in each rerun, and a container takes
    # no room before something is in it, seen or not.
    st.session_state[_SPOT] = st.container(key="where")
    st.session_state[_SPOT].html("<span></span>")


def show_space(id: str) -> Space:
    """Say that this screen stands in a space, with the way to its page. Raises ``NotFound``."""
    space = house().community.spaces.get(id)
    _fill("space.py", _("Espace : {name}").format(name=name_of_space(space)), {"id": space.id})
    return space


def show_space_of(to: Destination | None) -> None:
    """Say in which space stands what a draft is meant for; nothing where that is not known yet."""
    community = house().community
    if to is None:
        return
    with suppress(NotFound):  # what became of the place meanwhile is said where it is confirmed
        if to.kind == "forum":
            show_space(to.id)
        elif to.kind == "thread":
            show_space(community.forum.thread(to.id, viewer=viewer()).question.space)
        elif to.kind == "atelier":
            show_space(community.cafes.atelier(to.id).space)
        elif to.kind == "synthesis":
            show_space(community.cafes.atelier(place_of(to.id)[0]).space)
        elif to.kind == "tip":
            show_space(community.tips.get(to.id, viewer=viewer()).space)
        elif to.kind == "introduction":
            show_space(community.preparing.space_of(cafe=to.id))
        elif to.kind == "opening":
            show_space(community.preparing.space_of(atelier=to.id))
        elif to.kind == "contribution":
            answered = community.cafes.contribution(place_of_reply(to.id)[0], viewer=viewer())
            show_space(community.cafes.atelier(answered.atelier).space)


def show_every_space() -> None:
    """On a screen that belongs to no space: the way to all of them."""
    if _SPOT in st.session_state:
        _fill("spaces.py", _("Tous les espaces"), {})


def name_of_space(space: Space) -> str:
    """Its name in the language of the screens."""
    return _(space.name)


def _fill(page: str, label: str, query: dict[str, str]) -> None:
    spot = st.session_state.pop(_SPOT, None)
    if spot is None:
        return
    with spot:
        st.page_link(page, label=label, icon=":material/home:", query_params=query)
