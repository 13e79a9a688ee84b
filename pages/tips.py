"""The tips: search them, or leaf through them."""

import streamlit as st

from pages._deeds import offer
from pages._demonstration import show_demonstration_label
from pages._field import words_field
from pages._house import house
from pages._language import _, plural
from pages._space import name_of_space
from pages._text import label
from pages._tips import show_tip
from pages._visit import viewer
from pages.leafing import Leaves

_A_PAGE = 10
community = house().community
spaces = {space.id: name_of_space(space) for space in community.spaces.all() if space.has_forum}


def open_tip(id: str) -> None:
    """Go to the page of a tip."""
    st.switch_page("tip.py", query_params={"id": id})


st.page_link("forum.py", label=_("Entraide"), icon=":material/arrow_back:")
st.title(_("Trucs et astuces"), anchor=False)
st.write(_("Le meilleur des fils d’entraide, récrit à plusieurs. Les auteurs sont nommés, chaque version est gardée."))
wanted = words_field(_("Chercher une astuce"), key="tip-wanted", starts_over=True, icon=":material/search:")
asked_space = st.query_params.get("space")
space = st.segmented_control(
    _("Espace"),
    list(spaces),
    default=asked_space if asked_space in spaces else None,
    format_func=lambda id: label(spaces[id]),
    key="tips-space",
)

more = False
if wanted.strip():
    found = tuple(one.tip for one in community.search.tips(wanted, space=space, limit=20, viewer=viewer()))
    st.write(plural("{count} astuce trouvée", "{count} astuces trouvées", len(found)) if found else _("Rien trouvé."))
else:
    limit = st.session_state.setdefault("tips-shown", _A_PAGE)
    found = community.tips.all(space=space, limit=limit + 1, viewer=viewer())
    more, found = len(found) > limit, found[:limit]
    if not found:
        st.info(
            _("Pas encore d’astuce ici. Sur la page d’un fil qui a aidé, choisissez « En faire une astuce »."),
            icon=":material/lightbulb:",
        )

leaves = Leaves("tip", {tip.id: tip.title for tip in found})
offer(leaves.offers(open_tip))
show_demonstration_label(any(tip.is_demonstration for tip in found))
for tip in found:
    show_tip(tip, key=leaves.key(tip.id))
if more and st.button(_("Voir plus d’astuces"), key="more-tips", icon=":material/expand_more:"):
    st.session_state["tips-shown"] += _A_PAGE
    st.rerun()
leaves.show_current()
