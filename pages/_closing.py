"""An atelier that is closed, its synthesis, and what else who holds it does with it."""

import streamlit as st

from community.cafes import Atelier
from community.closings import LONGEST_REASON, holds
from community.members import Member
from community.permissions import may
from errors import CafeError
from pages._field import words_field
from pages._house import house
from pages._language import _, day
from pages._text import label, show
from pages._visit import viewer


def show_closing(atelier: Atelier, *, here: Member | None) -> None:
    """Draw that an atelier is closed and the way to its synthesis; and for who holds it, what they may do."""
    if atelier.closed:
        _say_closed(atelier)
    if house().community.syntheses.signed(atelier.id, viewer=viewer()) is not None:
        with st.container(key="next-synthesis"):
            st.page_link(
                "synthesis.py",
                label=_("Lire la synthèse"),
                icon=":material/summarize:",
                query_params={"id": atelier.id},
            )
    if here is not None and may("animate", here, holds(atelier)):
        _show_ways(atelier, here)


def _say_closed(atelier: Atelier) -> None:
    closing = house().community.closings.last(atelier.id)
    if closing is None:  # it was made closed
        return
    who, when = label(closing.by.pseudonym), day(closing.at)
    st.info(_("Cet atelier a été fermé par {name} le {day}.").format(name=who, day=when), icon=":material/lock:")
    if closing.reason:
        show(closing.reason, lang="fr", quote=True)


def _show_ways(atelier: Atelier, here: Member) -> None:
    with st.container(horizontal=True, key="holding"):
        st.page_link(
            "wall.py", label=_("Le mur, pour la salle"), icon=":material/cast:", query_params={"id": atelier.id}
        )
        st.page_link(
            "synthesis_writing.py",
            label=_("Écrire la synthèse"),
            icon=":material/edit_note:",
            query_params={"id": atelier.id},
        )
        show_lock(atelier, here=here)


def show_lock(atelier: Atelier, *, here: Member) -> None:
    """Draw the way to close an atelier, or to open it again."""
    name = _("Rouvrir l’atelier") if atelier.closed else _("Fermer l’atelier")
    icon = ":material/lock_open:" if atelier.closed else ":material/lock:"
    with st.popover(name, icon=icon, key=f"lock-{atelier.id}-{atelier.closed}"):
        if atelier.closed:
            st.write(_("On pourra de nouveau contribuer et voter. Une synthèse signée reste."))
        else:
            st.write(_("On ne pourra plus contribuer ni voter. Tout restera à lire, et vous pourrez rouvrir."))
        with st.container(key=f"lock-form-{atelier.id}-{atelier.closed}"):
            reason = words_field(
                _("Pourquoi ? Tout le monde le lira.")
                if atelier.closed
                else _("Un mot à dire ? Tout le monde le lira."),
                key=f"lock-reason-{atelier.id}-{atelier.closed}",
                max_chars=LONGEST_REASON,
            )
            pressed = st.button(name, key=f"do-lock-{atelier.id}-{atelier.closed}", icon=icon, type="primary")
        if not pressed:
            return
        closings = house().community.closings
        try:
            if atelier.closed:
                closings.reopen(atelier.id, by=here, reason=reason)
            else:
                closings.close(atelier.id, by=here, reason=reason)
        except CafeError as error:
            st.error(error.said(_))
        else:
            st.rerun()
