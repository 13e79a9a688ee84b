"""One café: what it is about, when, with whom, and the story of its ateliers."""

import streamlit as st

from community.cafes import Atelier
from community.permissions import Thing as Permitted
from community.permissions import may
from community.viewers import viewer_of
from pages._cafe import dates, in_words, show_picture
from pages._deeds import offer
from pages._demonstration import show_demonstration_label
from pages._house import house
from pages._language import _, plural
from pages._published import show_undo
from pages._recording import show_what_was_expressed
from pages._space import show_space
from pages._text import label, show
from pages._visit import member
from pages.leafing import Leaves

community = house().community
here = member()
reader = viewer_of(here)
cafe = community.cafes.get(st.query_params.get("id", ""), viewer=reader)


def open_atelier(id: str) -> None:
    """Go to the page of an atelier."""
    st.switch_page("atelier.py", query_params={"id": id})


def show_atelier(number: int, atelier: Atelier) -> None:
    """Draw a step of the story, with the way to its page."""
    with st.container(border=True, key=leaves.key(atelier.id)):
        st.page_link(
            "atelier.py",
            label=f"**{number}. {label(atelier.title)}**",
            icon=":material/groups:",
            query_params={"id": atelier.id},
        )
        show(atelier.question, lang="fr")
        brought = plural("{count} contribution", "{count} contributions", atelier.contributions)
        if atelier.is_blind and community.cafes.is_sealed(atelier.id, viewer=reader):
            brought = _("à l’aveugle : contribuez pour voir les autres")
        held = _("animé par {name}").format(name=label(atelier.animator.pseudonym))
        st.caption(" · ".join([held, brought, *([_("fermé")] if atelier.closed else [])]))


leaves = Leaves("atelier", {atelier.id: atelier.title for atelier in cafe.ateliers})
offer(leaves.offers(open_atelier))
show_space(cafe.space)

st.page_link("cafes.py", label=_("Tous les cafés"), icon=":material/arrow_back:")
show(cafe.title, lang="fr", level=1)
show_demonstration_label(cafe.is_demonstration)
when = dates(cafe)
if when:
    st.markdown(f":material/calendar_month: {when}")
st.markdown(f":material/groups: {in_words(community.cafes.counts(cafe.id, viewer=reader))}")
if cafe.host is not None:
    st.caption(_("Café ouvert par {name}").format(name=label(cafe.host.pseudonym)))
show_picture(cafe)
show(cafe.introduction, lang="fr")

words = community.preparing.words_of(cafe.id).get(None)
if words is not None:
    show_what_was_expressed(words)
show_undo()
if here is not None and may("animate", here, Permitted(animators=frozenset({cafe.host.id} if cafe.host else ()))):
    st.page_link(
        "ask.py",
        label=_("Dire ou écrire l’introduction autrement"),
        icon=":material/edit:",
        query_params={"to": f"introduction:{cafe.id}"},
    )

st.header(_("Les ateliers"), anchor=False)
for number, atelier in enumerate(cafe.ateliers, start=1):
    show_atelier(number, atelier)
leaves.show_current()
