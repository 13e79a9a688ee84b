"""One atelier: the animator's opening, the vote, the contributions."""

from contextlib import suppress

import streamlit as st

from community.cafes import Choice, Exchange, VoteTally
from community.happenings import Thing
from community.viewers import viewer_of
from errors import NotFound
from pages._chart import show_chart
from pages._closing import show_closing
from pages._deeds import Offer, offer
from pages._demonstration import show_demonstration_label
from pages._exchange import contributions_of, show_exchange
from pages._follow import show_follow
from pages._house import house
from pages._language import _, language, plural
from pages._published import show_undo
from pages._recording import show_what_was_expressed
from pages._space import show_space
from pages._text import label, show
from pages._tips import show_tips_of
from pages._visit import member
from pages.leafing import Leaves
from pipelines.figures import tally_figures

A_PAGE = 20
cafes = house().community.cafes
here = member()
reader = viewer_of(here)
atelier = cafes.atelier(st.query_params.get("id", ""), viewer=reader)
cafe = cafes.get(atelier.cafe, viewer=reader)
SHOWN = f"exchanges-shown-{atelier.id}"


def show_vote(tally: VoteTally) -> None:
    """Draw the three choices with their counts, and these as bars; choosing one's own again withdraws it."""
    sealed = tally.is_sealed
    choices: dict[Choice, tuple[str, str, int]] = {
        "for": (_("Pour"), ":material/thumb_up:", tally.for_),
        "against": (_("Contre"), ":material/thumb_down:", tally.against),
        "no_opinion": (_("Sans avis"), ":material/remove:", tally.no_opinion),
    }
    with st.container(horizontal=True):
        for choice, (name, icon, count) in choices.items():
            own = tally.mine == choice
            if st.button(
                name if sealed else f"{name} ({count})",
                key=f"vote-{choice}",
                icon=":material/check:" if own else icon,
                type="primary" if own else "secondary",
                disabled=here is None or atelier.closed,
            ):
                assert here is not None, "the button is disabled for a guest"
                cafes.vote(atelier.id, None if own else choice, by=here)
                st.rerun()
    show_chart(tally_figures(tally, language()))
    if here is None:
        st.caption(_("Pour voter, choisissez un pseudonyme : le bouton « Invité » en haut de la page."))
    elif tally.mine:
        st.caption(_("Votre vote est noté. Appuyez encore pour le retirer."))


def vote_by_hand(choice: Choice, tally: VoteTally) -> None:
    """Vote; the same gesture once more leaves the vote as it is: a hand that stays up takes nothing back."""
    if here is not None and not atelier.closed and tally.mine != choice:
        cafes.vote(atelier.id, choice, by=here)
        st.rerun()


def vote_offers(tally: VoteTally) -> dict[str, Offer]:
    """Voting by a gesture, for who may vote."""
    if here is None or atelier.closed:
        return {}
    return {
        "yes": Offer(name=_("Voter pour"), do=lambda: vote_by_hand("for", tally)),
        "no": Offer(name=_("Voter contre"), do=lambda: vote_by_hand("against", tally)),
    }


def the_one_asked_for() -> Exchange | None:
    """The exchange with the contribution that the address names, to be drawn first; None where it names none."""
    id = st.query_params.get("contribution", "")
    if not id or "published" in st.query_params:
        return None
    with suppress(NotFound):
        found = cafes.exchange_of(id, viewer=reader)
        return found if found.contribution.atelier == atelier.id else None
    return None


tally = cafes.tally(atelier.id, by=here)
shown = st.session_state.setdefault(SHOWN, A_PAGE)
exchanges = cafes.exchanges(atelier.id, limit=shown + 1, viewer=reader)
asked_for = the_one_asked_for()
contributions = contributions_of(exchanges[:shown] if asked_for is None else [asked_for, *exchanges[:shown]])
leaves = Leaves("contribution", {one.contribution.id: one.contribution.body for one in exchanges[:shown]})
offer({**vote_offers(tally), **leaves.offers()})

show_space(cafe.space)
show_undo()
st.page_link("cafe.py", label=label(cafe.title), icon=":material/arrow_back:", query_params={"id": cafe.id})
show(atelier.title, lang="fr", level=1)
show_demonstration_label(cafe.is_demonstration)
show(atelier.opening, lang="fr")
opening = house().community.preparing.words_of(cafe.id).get(atelier.id)
if opening is not None:
    show_what_was_expressed(opening)
st.caption(_("Atelier animé par {name}").format(name=label(atelier.animator.pseudonym)))
show_follow(Thing(kind="atelier", id=atelier.id), here=here)
show_closing(atelier, here=here)

show(atelier.question, lang="fr", level=2)
show_vote(tally)

is_sealed = cafes.is_sealed(atelier.id, viewer=reader)
if is_sealed:
    st.header(_("Les contributions"), anchor=False)
    st.info(
        _("Cet atelier est à l’aveugle : vous verrez ce que disent les autres quand vous aurez donné votre avis."),
        icon=":material/visibility_off:",
    )
else:
    st.header(plural("{count} contribution", "{count} contributions", atelier.contributions), anchor=False)
if atelier.closed:
    st.info(_("Cet atelier est fermé : il ne prend plus de contribution. Tout reste à lire."), icon=":material/lock:")
if not atelier.closed:
    with st.container(key="next-contribution"):
        st.page_link(
            "ask.py",
            label=_("Contribuer, en parlant ou en écrivant"),
            icon=":material/mic:",
            query_params={"to": f"atelier:{atelier.id}"},
        )
ids = list(contributions)
steps = house().community.outcomes.of_contributions(ids, viewer=reader)
thanked = cafes.thanked(ids, by=here) if here is not None else frozenset()
if asked_for is not None:
    st.caption(_("La contribution que vous cherchez :"))
    first = asked_for.contribution.id
    show_exchange(asked_for, atelier=atelier, steps=steps, thanked=thanked, here=here, key=f"asked-for-{first}")
    st.caption(_("Toutes les autres :"))
for exchange in exchanges[:shown]:
    if asked_for is not None and exchange.contribution.id == asked_for.contribution.id:
        continue
    key = leaves.key(exchange.contribution.id)
    show_exchange(exchange, atelier=atelier, steps=steps, thanked=thanked, here=here, key=key)
if len(exchanges) > shown and st.button(_("Voir plus"), key="more-contributions", icon=":material/expand_more:"):
    st.session_state[SHOWN] += A_PAGE
    st.rerun()
if not is_sealed and atelier.contributions:
    show_tips_of(Thing(kind="atelier", id=atelier.id))
leaves.show_current()
