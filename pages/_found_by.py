"""That something was looked for by its words alone, and why."""

import streamlit as st

from pages._house import house
from pages._language import _
from pipelines.house import NONE
from vocabulary import FoundBy


def show_found_by(by: FoundBy, *, key: str) -> None:
    """Draw one calm sentence where words alone were looked for, with the way to what is missing."""
    if by == "both":
        return
    if house().no_embedder is not None:
        st.caption(_("Cherché par les mots seulement : le modèle du sens n’est pas installé."))
        with st.container(key=f"on-screen-install-{key}"):
            st.page_link("machine.py", label=_("Comment l’installer"), icon=":material/computer:")
    elif house().settings.meaning == NONE:
        st.caption(_("Cherché par les mots seulement."))
    else:
        st.caption(_("Cherché par les mots seulement : le sens n’est pas encore prêt."))
