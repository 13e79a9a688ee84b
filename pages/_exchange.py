"""A contribution with the replies to it: what it quotes, who thanks for it, and the ways to answer."""

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from community.cafes import Atelier, Contribution, Exchange, Quote, reply_place
from community.members import Member
from community.outcomes import Step
from pages._house import house
from pages._language import _, plural
from pages._merits import show_author
from pages._moderation import show_moderation
from pages._outcome import may_say, say_what_became, show_state
from pages._recording import show_what_was_expressed
from pages._text import label, show
from pipelines.quoting import sentences_of

_SHORT = 1
"""Sentences up to which a contribution is quoted whole, without a choice."""


def contributions_of(exchanges: Sequence[Exchange]) -> dict[str, Contribution]:
    """All of them by their ids, in the order in which they are drawn."""
    return {one.id: one for exchange in exchanges for one in (exchange.contribution, *exchange.replies)}


def show_exchange(
    exchange: Exchange,
    *,
    atelier: Atelier,
    steps: Mapping[str, Sequence[Step]],
    thanked: Collection[str],
    here: Member | None,
    key: str,
) -> None:
    """Draw one; ``thanked`` are the contributions for which the member here thanks, ``key`` is of the container."""
    first = exchange.contribution
    with st.container(border=True, key=key):
        _show_contribution(first, atelier=atelier, steps=steps.get(first.id, ()), thanked=thanked, here=here)
        if not exchange.replies:
            return
        st.markdown(f"**{plural('{count} réponse', '{count} réponses', len(exchange.replies))}**")
        for reply in exchange.replies:
            with st.container(border=True, key=f"reply-{reply.id}"):
                _show_contribution(reply, atelier=atelier, steps=steps.get(reply.id, ()), thanked=thanked, here=here)


def _show_contribution(
    one: Contribution, *, atelier: Atelier, steps: Sequence[Step], thanked: Collection[str], here: Member | None
) -> None:
    if one.quote is not None:
        _show_quote(one.quote, atelier)
    elif one.span is not None:
        st.caption(_("Ce qui était cité n’est plus montré."))
    show(one.body, lang=one.language)
    show_what_was_expressed(one)
    show_author(one.author, one.written_at)
    show_moderation(one, here=here)
    show_state(steps)
    with st.container(horizontal=True):
        _show_thanks(one, thanks=one.id in thanked, here=here)
        if not atelier.closed:
            _show_ways_to_answer(one)
        if here is not None and may_say(atelier, here):
            say_what_became(one, here=here)
        elif here is not None and one.author.id == here.id:
            st.page_link("my_words.py", label=_("Suivre ce qu’elle devient"), icon=":material/timeline:")


def _show_quote(quote: Quote, atelier: Atelier) -> None:
    """The words as they stand in what they are taken from, with the way there."""
    show(quote.words, lang="fr", quote=True)
    st.page_link(
        "atelier.py",
        label=_("Mots de {name}").format(name=label(quote.author.pseudonym)),
        icon=":material/format_quote:",
        query_params={"id": atelier.id, "contribution": quote.of},
    )


def _show_thanks(one: Contribution, *, thanks: bool, here: Member | None) -> None:
    own = here is not None and here.id == one.author.id
    name = _("Merci ({count})").format(count=one.thanks)
    icon = ":material/check:" if thanks else ":material/favorite:"
    if st.button(name, key=f"thank-{one.id}", icon=icon, disabled=here is None or own):
        assert here is not None, "the button is disabled for a guest"
        house().community.cafes.thank(one.id, by=here)
        st.rerun()


def _show_ways_to_answer(one: Contribution) -> None:
    st.page_link(
        "ask.py",
        label=_("Répondre"),
        icon=":material/reply:",
        query_params={"to": f"contribution:{reply_place(one.id)}"},
    )
    with st.popover(_("Citer"), icon=":material/format_quote:", key=f"quote-{one.id}"):
        _ask_what_to_quote(one)


def _ask_what_to_quote(one: Contribution) -> None:
    """Draw its sentences, of which one or all are quoted as they stand."""
    sentences = sentences_of(one.body)
    start = len(one.body) - len(one.body.lstrip())
    spans = [(start, len(one.body.rstrip()))]
    if len(sentences) > _SHORT:
        spans += [(sentence.start, sentence.end) for sentence in sentences]
    names = [_("Tout"), *(label(sentence.words) for sentence in sentences)]
    chosen = st.radio(
        _("Quels mots citez-vous ?"), range(len(spans)), format_func=names.__getitem__, key=f"quote-words-{one.id}"
    )
    st.page_link(
        "ask.py",
        label=_("Répondre en citant ces mots"),
        icon=":material/reply:",
        query_params={"to": f"contribution:{reply_place(one.id, spans[chosen])}"},
    )
