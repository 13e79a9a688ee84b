"""For who moderates: every act with its reason, newest first, and the log as a file."""

import streamlit as st

from community.members import Member
from community.moderation_log import Entry
from community.permissions import may
from pages._house import house
from pages._language import _, day
from pages._moderation import icon_of, link_to_thing, name_of_done, name_of_ground
from pages._text import label, show
from pages._visit import member
from pipelines.moderation_log import as_csv, as_json_lines

_A_PAGE = 20
moderation = house().community.moderation
here = member()


def show_entry(entry: Entry) -> None:
    """Draw who did what to whose words, and why."""
    with st.container(border=True, key=f"entry-{entry.number}"):
        by, author = (
            label(who.pseudonym) if who is not None else _("une personne partie") for who in (entry.by, entry.author)
        )
        st.markdown(f":material/{icon_of(entry.done)}: **{name_of_done(entry.done)}** · {by} · {day(entry.at)}")
        st.caption(_("Mots de {name}").format(name=author))
        if entry.ground is not None:
            st.markdown(name_of_ground(entry.ground))
        if entry.reason:
            show(entry.reason, lang="fr", quote=True)
        link_to_thing(entry.thing)


def show_log(here: Member) -> None:
    """Draw the newest acts, and more of them when asked."""
    limit = st.session_state.setdefault("log-shown", _A_PAGE)
    entries = moderation.log(by=here, limit=limit + 1)
    if not entries:
        st.info(_("Le journal est vide."), icon=":material/menu_book:")
        return
    with st.container(horizontal=True):
        st.download_button(
            _("Pour un tableur (CSV)"),
            lambda: "".join(as_csv(moderation.write_out())),
            "moderation.csv",
            "text/csv",
            key="log-csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            _("Pour un programme (JSON Lines)"),
            lambda: "".join(as_json_lines(moderation.write_out())),
            "moderation.jsonl",
            "application/jsonl",
            key="log-json",
            icon=":material/download:",
            on_click="ignore",
        )
    for entry in entries[:limit]:
        show_entry(entry)
    if len(entries) > limit and st.button(_("Voir plus"), key="more-log", icon=":material/expand_more:"):
        st.session_state["log-shown"] += _A_PAGE
        st.rerun()


st.title(_("Journal de la modération"), anchor=False)
if here is None or not may("export_log", here):
    st.info(_("Cette page est pour qui modère."), icon=":material/shield:")
else:
    st.page_link("moderation.py", label=_("Tout ce qui attend"), icon=":material/arrow_back:")
    show_log(here)
