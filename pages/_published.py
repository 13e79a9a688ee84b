"""The thirty seconds after a publication, in which its author may take it back."""

import streamlit as st

from community.drafts import KeptDraft
from errors import CafeError, NotFound, NotYours
from pages._house import house
from pages._language import _
from pages._visit import visit
from vocabulary import now


def show_undo() -> None:
    """Draw the way back, while there is one, for the publication that the address names."""
    asked = st.query_params.get("published")
    if not asked:
        return
    try:
        kept = house().community.drafts.get(asked, visit=visit())
    except (NotFound, NotYours):
        return
    if kept.confirmed is None:
        return
    if kept.confirmed.undo_until > now():
        _show_way_back(kept)
    else:
        st.success(_("C’est publié. Merci !"), icon=":material/check_circle:")


@st.fragment(run_every=2.0)
def _show_way_back(kept: KeptDraft) -> None:
    assert kept.confirmed is not None, "only what is published can be taken back"
    left = round((kept.confirmed.undo_until - now()).total_seconds())
    if left <= 0:
        st.rerun()
    st.success(_("C’est publié. Vous pouvez encore l’annuler pendant {seconds} secondes.").format(seconds=left))
    if st.button(_("Annuler la publication"), key="undo", icon=":material/undo:"):
        try:
            house().community.drafts.undo(kept.id, visit=visit())
        except CafeError as error:
            st.error(error.said(_), icon=":material/error:")
            return
        st.switch_page("ask.py", query_params={"draft": kept.id})
