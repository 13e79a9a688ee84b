"""Tips on other screens: one of a list, those that were made of a thread, the draft of a version."""

from collections.abc import Sequence

import streamlit as st
from babel.lists import format_list

from community.happenings import Thing
from community.members import Member
from community.tips import Tip, Version
from pages._house import house
from pages._language import _, day, language, plural
from pages._takeable import named
from pages._text import label, show
from pages._visit import viewer, visit
from pipelines.shortening import shortened
from vocabulary import Destination, Draft


def names_of(members: Sequence[Member]) -> str:
    """Their pseudonyms in a row: « Ana, Léo et Zoé »."""
    return format_list([label(member.pseudonym) for member in members], locale=language())


def show_tip(tip: Tip, *, key: str) -> None:
    """Draw a tip of a list."""
    with st.container(border=True, key=key):
        st.page_link(
            "tip.py", label=f"**{label(tip.title)}**", icon=":material/lightbulb:", query_params={"id": tip.id}
        )
        show(shortened(tip.body), lang=tip.language)
        authors = plural("{count} auteur", "{count} auteurs", len(tip.credited))
        st.caption(" · ".join([f"{authors} : {names_of(tip.credited)}", day(tip.changed_at)]))


def show_tips_of(place: Thing) -> None:
    """Draw the ways to the tips that were made of a thread or an atelier, and the way to make one."""
    made = house().community.tips.made_from(place, viewer=viewer())
    if made and place.kind == "atelier":
        st.header(plural("L’astuce tirée de cet atelier", "Les astuces tirées de cet atelier", len(made)), anchor=False)
    elif made:
        st.header(plural("L’astuce tirée de ce fil", "Les astuces tirées de ce fil", len(made)), anchor=False)
    for tip in made:
        st.page_link("tip.py", label=label(tip.title), icon=":material/lightbulb:", query_params={"id": tip.id})
    with st.container(key="on-screen-make-a-tip"):
        st.page_link(
            "new_tip.py",
            label=_("En faire une astuce"),
            icon=":material/lightbulb:" if not made else ":material/add:",
            query_params={"from": named(place)},
        )


def begin_version(tip: str, *, title: str, body: str, lang: str, base: int) -> None:
    """Begin a draft of the whole text of a tip, or go back to the one that was begun and not changed."""
    draft = Draft(
        text=body,
        author="",
        language="en" if lang == "en" else "fr",
        subject=title,
        to=Destination(kind="tip", id=tip, version=base),
    )
    drafts = house().community.drafts
    same = [one for one in drafts.of_visit(visit()) if (one.draft.to, one.draft.text) == (draft.to, draft.text)]
    kept = same[0] if same else drafts.keep(draft, visit=visit())
    st.switch_page("ask.py", query_params={"draft": kept.id})


def what_changed(version: Version) -> str:
    """What a version changed, in words."""
    if version.base == 0:
        return _("première version")
    said = [
        plural("{count} mot ajouté", "{count} mots ajoutés", version.added) if version.added else "",
        plural("{count} mot retiré", "{count} mots retirés", version.removed) if version.removed else "",
        _("ramène la version {number}").format(number=version.same_as) if version.same_as else "",
        _("jointe à ce qu’un autre écrivait en même temps") if version.joined else "",
    ]
    return ", ".join(filter(None, said)) or _("mise en forme")
