"""The signed synthesis of an atelier."""

import streamlit as st

from community.closings import holds
from community.permissions import may
from pages._demonstration import show_demonstration_label
from pages._house import house
from pages._language import _, day, plural
from pages._space import show_space
from pages._synthesis_part import show_part
from pages._text import label, show
from pages._visit import member, viewer

community = house().community
here = member()
atelier = community.cafes.atelier(st.query_params.get("id", ""), viewer=viewer())
synthesis = community.syntheses.signed(atelier.id, viewer=viewer())

show_space(atelier.space)
st.page_link("atelier.py", label=label(atelier.title), icon=":material/arrow_back:", query_params={"id": atelier.id})
st.title(_("Synthèse"), anchor=False)
show(atelier.question, lang="fr", level=2)
show_demonstration_label(community.cafes.get(atelier.cafe, viewer=viewer()).is_demonstration)
if synthesis is None:
    st.info(_("La synthèse de cet atelier n’est pas encore signée."), icon=":material/hourglass:")
else:
    for part in synthesis.parts:
        with st.container(key=f"part-{part.id}"):
            show_part(part)
    st.markdown(
        ":material/signature: **{signed}**".format(
            signed=_("Signée par {name}, le {day}").format(
                name=label(synthesis.signed_by.pseudonym), day=day(synthesis.signed_at)
            )
        )
    )
    quoted = {part.quoted.author.id for part in synthesis.parts if part.quoted is not None}
    if quoted:
        st.caption(
            plural(
                "Les mots de {count} personne y sont cités tels quels ; chaque citation mène à sa contribution.",
                "Les mots de {count} personnes y sont cités tels quels ; chaque citation mène à sa contribution.",
                len(quoted),
            )
        )
if here is not None and may("animate", here, holds(atelier)):
    with st.container(key="next-writing"):
        st.page_link(
            "synthesis_writing.py",
            label=_("Écrire la synthèse"),
            icon=":material/edit_note:",
            query_params={"id": atelier.id},
        )
