"""The contributions of an atelier, of which words are quoted as they stand."""

import streamlit as st

from community.cafes import Atelier, Contribution
from community.literal import literal_span
from community.members import Member
from community.syntheses import Manuscript
from community.viewers import viewer_of
from errors import CafeError
from modalities.voice import sentences
from pages._house import house
from pages._language import _, day, plural
from pages._text import label, show

_A_PAGE = 20
_MANY = 12  # sentences of one contribution, beyond which buttons are no help


def show_what_may_be_quoted(atelier: Atelier, manuscript: Manuscript, *, here: Member) -> None:
    """Draw the contributions, each with the way to quote some of its words."""
    shown = st.session_state.setdefault(f"quotable-{atelier.id}", _A_PAGE)
    found = house().community.cafes.contributions(atelier.id, limit=shown + 1, viewer=viewer_of(here))
    st.header(_("Citer les contributions"), anchor=False)
    if not found:
        st.write(_("Personne n’a encore contribué."))
    quoted = [part.quoted.id for part in manuscript.parts if part.quoted is not None]
    for contribution in found[:shown]:
        with st.container(border=True, key=f"quotable-{contribution.id}"):
            show(contribution.body, lang=contribution.language)
            st.caption(f"{label(contribution.author.pseudonym)} · {day(contribution.written_at)}")
            times = quoted.count(contribution.id)
            if times:
                st.badge(plural("{count} citation", "{count} citations", times), icon=":material/format_quote:")
            if contribution.is_shy or contribution.hidden_at is not None:
                st.caption(_("Cette contribution n’est pas montrée à tout le monde : elle ne se cite pas."))
            else:
                _ask_words(contribution, here=here)
    if len(found) > shown and st.button(_("Voir plus"), key="more-quotable", icon=":material/expand_more:"):
        st.session_state[f"quotable-{atelier.id}"] += _A_PAGE
        st.rerun()


def _ask_words(contribution: Contribution, *, here: Member) -> None:
    """Draw its sentences, each quoted by one press, and a field for fewer or more words."""
    with st.popover(_("Citer"), icon=":material/format_quote:", key=f"quote-{contribution.id}"):
        st.markdown(_("Appuyez sur une phrase pour la citer."))
        for place, sentence in enumerate(quotable(contribution)):
            if st.button(label(sentence), key=f"sentence-{contribution.id}-{place}", type="tertiary"):
                _quote(contribution, sentence, here=here)
        with st.form(f"quote-form-{contribution.id}", border=False):
            words = st.text_area(
                _("Ou effacez ici ce que vous ne citez pas, sans rien changer au reste."),
                value=contribution.body,
                key=f"quote-words-{contribution.id}",
                height=200,
            )
            if st.form_submit_button(_("Citer ces mots"), icon=":material/format_quote:", type="primary"):
                _quote(contribution, words, here=here)


def quotable(contribution: Contribution) -> tuple[str, ...]:
    """The sentences of a contribution that stand in it as they are; none of a long one, where a field is better."""
    found = sentences(contribution.body, contribution.language)
    return tuple(one for one in found if literal_span(one, contribution.body)) if len(found) <= _MANY else ()


def _quote(contribution: Contribution, words: str, *, here: Member) -> None:
    try:
        house().community.syntheses.quote(contribution.id, words, by=here)
    except CafeError as error:
        st.error(error.said(_))
    else:
        st.rerun()
