"""The draft of a tip: its title, and what others wrote meanwhile. Neither text is lost: the writer chooses."""

from dataclasses import replace

import streamlit as st

from community.drafts import KeptDraft
from community.merging import Merged, Touching
from community.tips import Meeting
from pages._compared import show_compared, show_legend
from pages._field import words_field
from pages._house import house
from pages._language import _
from pages._late_ink import take_another_editor
from pages._text import label
from pages._tips import names_of
from pages._visit import viewer, visit
from pages.arrival import lead_to
from vocabulary import Destination, Draft

_CHOICES = ("mine", "theirs", "both")


def show_title_of_tip(id: str, draft: Draft) -> Draft:
    """Let the author change the title, where the draft holds the whole text; say whose words it began with."""
    assert draft.to is not None, "only the draft of a tip is drawn here"
    quoted = {quote.author.id: quote.author for quote in house().community.tips.quoted_in(draft.to.id)}
    if quoted:
        st.caption(_("Seront nommés avec vous : {names}").format(names=names_of(list(quoted.values()))))
    if draft.to.version is None:
        return draft
    title = words_field(_("Titre de l’astuce"), value=draft.subject, key=_title_key(id, draft), max_chars=200)
    return replace(draft, subject=title.strip())


def _title_key(id: str, draft: Draft) -> str:
    """Another one once the title was chosen between two: the browser would keep the former."""
    return f"tip-title-{id}-{draft.to.version if draft.to is not None else None}"


def show_meeting(kept: KeptDraft, *, typed: str | None) -> bool:
    """Draw what others wrote since the draft was begun; gives whether its author has still to choose.

    ``typed`` is what the editor holds for this run, which may not be kept yet.
    """
    title = st.session_state.get(_title_key(kept.id, kept.draft), kept.draft.subject)
    draft = replace(kept.draft, text=kept.draft.text if typed is None else typed, subject=title)
    meeting = house().community.tips.meeting(draft, viewer=viewer())
    if meeting is None:
        return False
    who = label(meeting.newest.author.pseudonym)
    if meeting.settled is not None:
        st.info(
            _(
                "Entre-temps, {name} a écrit la version {number}. "
                "Vos changements ne se touchent pas : ils seront joints."
            ).format(name=who, number=meeting.newest.number),
            icon=":material/merge:",
        )
        return False
    with st.container(border=True, key="meeting"):
        st.warning(
            _(
                "Entre-temps, {name} a écrit la version {number} et changé les mêmes phrases que vous. "
                "Rien n’est perdu : les deux textes sont gardés. Choisissez, puis relisez."
            ).format(name=who, number=meeting.newest.number),
            icon=":material/call_split:",
        )
        show_legend()
        title = _choose(meeting.title, meeting, part="title", kept=kept)
        body = _choose(meeting.body, meeting, part="body", kept=kept)
        if st.button(_("Prendre ce choix"), key="settle", type="primary", icon=":material/south:"):
            _settle(kept, title, body, meeting.newest.number)
    return True


def _choose(merge: Merged, meeting: Meeting, *, part: str, kept: KeptDraft) -> str:
    """Draw each passage that both changed with the choice; gives the text as it is chosen now."""
    names = {
        "mine": _("Mon texte"),
        "theirs": _("Le texte de {name}").format(name=meeting.newest.author.pseudonym),
        "both": _("Les deux, l’un après l’autre"),
    }
    pieces = []
    for place, piece in enumerate(merge):
        if isinstance(piece, str):
            pieces.append(piece)
            continue
        show_compared(piece.theirs, piece.mine, names=(names["theirs"], names["mine"]), lang=kept.draft.language)
        chosen = st.radio(
            _("Que garder ici ?"),
            _CHOICES,
            format_func=lambda choice: label(names[choice]),
            key=f"meeting-{kept.id}-{meeting.newest.number}-{part}-{place}",
            horizontal=True,
        )
        pieces.append(_chosen(piece, chosen))
    return "".join(pieces)


def _chosen(piece: Touching, choice: str) -> str:
    return {"mine": piece.mine, "theirs": piece.theirs, "both": piece.both}[choice]


def _settle(kept: KeptDraft, title: str, body: str, newest: int) -> None:
    assert kept.draft.to is not None, "it meets a tip"
    to = Destination(kind="tip", id=kept.draft.to.id, version=newest)
    draft = replace(kept.draft, text=body, subject=" ".join(title.split()), to=to)
    house().community.drafts.keep(draft, visit=visit(), id=kept.id)
    take_another_editor(kept)
    lead_to("draft")
    st.rerun()
