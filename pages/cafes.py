"""The cafés, each a story of ateliers."""

import streamlit as st

from community.permissions import may
from pages._cafe import show_cafe
from pages._deeds import offer
from pages._demonstration import show_demonstration_label
from pages._house import house
from pages._language import _
from pages._visit import member, viewer
from pages.leafing import Leaves


def open_cafe(id: str) -> None:
    """Go to the page of a café."""
    st.switch_page("cafe.py", query_params={"id": id})


cafes = house().community.cafes.all(viewer=viewer())
leaves = Leaves("cafe", {cafe.id: cafe.title for cafe in cafes})
offer(leaves.offers(open_cafe))

st.title(_("Cafés"), anchor=False)
show_demonstration_label(any(cafe.is_demonstration for cafe in cafes))
for cafe in cafes:
    show_cafe(cafe, key=leaves.key(cafe.id))
if not cafes:
    st.info(_("Aucun café n’est ouvert pour le moment."))
if may("open_cafe", member()):
    st.page_link("open_cafe.py", label=_("Ouvrir un café"), icon=":material/add:")
leaves.show_current()
