"""The wall of an atelier: large, for a whole room, up to date by itself."""

import streamlit as st

from community.closings import holds
from community.members import Member
from community.permissions import may
from community.walls import Wall
from pages._demonstration import show_demonstration_label
from pages._house import house
from pages._language import _
from pages._space import show_space
from pages._text import label
from pages._visit import member
from pages.wall_board import show_board
from pipelines.reaching import reach

here = member()
wall = house().community.walls.of_atelier(st.query_params.get("id", ""))
atelier = wall.atelier
cafe = house().community.cafes.get(atelier.cafe)
reached = reach(house().settings, seen_at=st.context.url)


def show_veil(wall: Wall, *, here: Member) -> None:
    """Draw the choice of who holds a blind atelier: counts only, or what was brought."""
    walls = house().community.walls
    if wall.is_veiled:
        if st.button(_("Montrer les contributions sur le mur"), key="unveil", icon=":material/visibility:"):
            walls.unveil(atelier.id, by=here)
            st.rerun()
    elif (
        atelier.is_blind
        and not atelier.closed
        and st.button(_("Ne montrer que les nombres"), key="veil", icon=":material/visibility_off:")
    ):
        walls.veil(atelier.id, by=here)
        st.rerun()


show_space(atelier.space)
st.page_link("atelier.py", label=label(atelier.title), icon=":material/arrow_back:", query_params={"id": atelier.id})
show_demonstration_label(cafe.is_demonstration)
if not reached.is_for_all and not atelier.closed:
    st.warning(
        _(
            "Les téléphones ne peuvent pas rejoindre ce mur : ce café n’écoute que sur cet ordinateur. Pour ouvrir la "
            "salle, fermez-le, puis lancez : `CAFE_ADDRESS=0.0.0.0 cafe run`"
        ),
        icon=":material/wifi_off:",
    )
if here is not None and may("animate", here, holds(atelier)):
    show_veil(wall, here=here)
with st.container(key="wall"):
    show_board(
        atelier,
        title=f"{cafe.title} – {atelier.title}",
        reach=reached,
        link=f"{reached.address}/atelier?id={atelier.id}" if reached.is_for_all and not atelier.closed else "",
    )
