"""Writing the synthesis of an atelier: quotations, sentences between them, and the signature."""

import streamlit as st

from community.closings import holds
from community.members import Member
from community.permissions import may
from community.syntheses import Manuscript, Part, place_for
from errors import CafeError
from pages._closing import show_lock
from pages._house import house
from pages._language import _, day
from pages._published import show_undo
from pages._quoting import show_what_may_be_quoted
from pages._space import show_space
from pages._synthesis_part import show_part
from pages._text import label
from pages._visit import member, viewer, visit
from vocabulary import Destination, Draft

syntheses = house().community.syntheses
here = member()
atelier = house().community.cafes.atelier(st.query_params.get("id", ""), viewer=viewer())


def write_anew(part: Part) -> None:
    """Go to a draft that begins with the words of a sentence, and takes its place once it is confirmed."""
    to = Destination(kind="synthesis", id=place_for(atelier.id, part.id))
    draft = Draft(text=part.text, author="", language=part.language, to=to)
    kept = house().community.drafts.keep(draft, visit=visit())
    st.switch_page("ask.py", query_params={"draft": kept.id})


def show_standing(parts: tuple[Part, ...], *, here: Member) -> None:
    """Draw the text as it stands, each part with what may be done with it."""
    for place, part in enumerate(parts):
        with st.container(border=True, key=f"part-{part.id}"):
            show_part(part)
            with st.container(horizontal=True):
                up, down = _("Monter"), _("Descendre")
                if st.button(up, key=f"up-{part.id}", icon=":material/arrow_upward:", disabled=place == 0):
                    syntheses.move(part.id, up=True, by=here)
                    st.rerun()
                is_last = place == len(parts) - 1
                if st.button(down, key=f"down-{part.id}", icon=":material/arrow_downward:", disabled=is_last):
                    syntheses.move(part.id, up=False, by=here)
                    st.rerun()
                if not part.is_quote and st.button(_("Réécrire"), key=f"anew-{part.id}", icon=":material/edit:"):
                    write_anew(part)
                if st.button(_("Écarter"), key=f"aside-{part.id}", icon=":material/move_to_inbox:"):
                    syntheses.set_aside(part.id, by=here)
                    st.rerun()


def show_set_aside(parts: tuple[Part, ...], *, here: Member) -> None:
    """Draw what was set aside: nothing of it is lost."""
    if not parts:
        return
    with st.expander(_("Ce qui a été écarté ({count})").format(count=len(parts)), icon=":material/inbox:"):
        for part in parts:
            show_part(part)
            if part.set_aside_by is not None:
                st.caption(_("Écarté par {name}").format(name=label(part.set_aside_by.pseudonym)))
            if st.button(_("Remettre"), key=f"back-{part.id}", icon=":material/undo:"):
                syntheses.put_back(part.id, by=here)
                st.rerun()


def show_signature(manuscript: Manuscript, *, here: Member) -> None:
    """Draw the button that signs what was on the screen when it was pressed."""
    now_shown = [part.id for part in manuscript.parts]
    seen = st.session_state.get(f"seen-{atelier.id}", now_shown)
    st.session_state[f"seen-{atelier.id}"] = now_shown
    if manuscript.is_signed and manuscript.signed is not None:
        when, who = day(manuscript.signed.signed_at), label(manuscript.signed.signed_by.pseudonym)
        st.success(_("Signée par {name}, le {day}").format(name=who, day=when), icon=":material/signature:")
        st.page_link("synthesis.py", label=_("Lire la synthèse"), query_params={"id": atelier.id})
        return
    if manuscript.signed is not None:
        st.warning(
            _("Elle a changé depuis sa signature : on lit encore l’ancienne, tant que celle-ci n’est pas signée."),
            icon=":material/history:",
        )
    if not atelier.closed:
        st.info(_("Pour signer la synthèse, fermez d’abord l’atelier."), icon=":material/lock_open:")
        show_lock(atelier, here=here)
        return
    st.write(_("Une fois signée, tout le monde la lira sous votre nom, et les personnes citées seront prévenues."))
    if st.button(
        _("Signer et publier"),
        key="sign",
        type="primary",
        icon=":material/signature:",
        disabled=not manuscript.parts,
    ):
        try:
            syntheses.sign(atelier.id, seen=seen, by=here, acts=["press"])
        except CafeError as error:
            st.error(error.said(_), icon=":material/error:")
        else:
            st.rerun()


def show_writing(here: Member) -> None:
    """Draw all that who holds the atelier needs."""
    manuscript = syntheses.manuscript(atelier.id, by=here)
    st.write(_("Personne d’autre ne la voit avant votre signature. Rien de ce que vous écartez n’est perdu."))
    if not manuscript.parts:
        st.info(_("Elle est encore vide. Citez des contributions plus bas, ou commencez par une phrase à vous."))
    show_standing(manuscript.parts, here=here)
    with st.container(key="next-sentence"):
        st.page_link(
            "ask.py",
            label=_("Ajouter une phrase, en parlant ou en écrivant"),
            icon=":material/mic:",
            query_params={"to": f"synthesis:{place_for(atelier.id)}"},
        )
    show_set_aside(manuscript.set_aside, here=here)
    show_signature(manuscript, here=here)
    show_what_may_be_quoted(atelier, manuscript, here=here)


show_space(atelier.space)
show_undo()
st.page_link("atelier.py", label=label(atelier.title), icon=":material/arrow_back:", query_params={"id": atelier.id})
st.title(_("La synthèse en préparation"), anchor=False)
if here is not None and may("animate", here, holds(atelier)):
    show_writing(here)
else:
    st.info(_("La synthèse est écrite par qui anime l’atelier. Vous la lirez quand elle sera signée."))
