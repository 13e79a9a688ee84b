"""One atelier: the animator's opening, the vote, the contributions."""

import streamlit as st

from community.cafes import Choice, VoteTally
from community.happenings import Thing
from community.viewers import viewer_of
from pages._closing import show_closing
from pages._deeds import Offer, offer
from pages._demonstration import show_demonstration_label
from pages._follow import show_follow
from pages._house import house
from pages._language import _, plural
from pages._merits import show_author
from pages._moderation import show_moderation
from pages._outcome import may_say, say_what_became, show_state
from pages._published import show_undo
from pages._recording import show_what_was_expressed
from pages._space import show_space
from pages._text import label, show
from pages._visit import member
from pages.leafing import Leaves

cafes = house().community.cafes
here = member()
reader = viewer_of(here)
atelier = cafes.atelier(st.query_params.get("id", ""), viewer=reader)
cafe = cafes.get(atelier.cafe, viewer=reader)


def show_vote(tally: VoteTally) -> None:
    """Draw the three choices with their counts; choosing one's own again withdraws it."""
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


tally = cafes.tally(atelier.id, by=here)
contributions = cafes.contributions(atelier.id, limit=100, offset=0, viewer=reader)
leaves = Leaves("contribution", {contribution.id: contribution.body for contribution in contributions})
offer({**vote_offers(tally), **leaves.offers()})

show_space(cafe.space)
show_undo()
st.page_link("cafe.py", label=label(cafe.title), icon=":material/arrow_back:", query_params={"id": cafe.id})
show(atelier.title, lang="fr", level=1)
show_demonstration_label(cafe.is_demonstration)
show(atelier.opening, lang="fr")
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
steps = house().community.outcomes.of_contributions([contribution.id for contribution in contributions], viewer=reader)
for contribution in contributions:
    with st.container(border=True, key=leaves.key(contribution.id)):
        show(contribution.body, lang=contribution.language)
        show_what_was_expressed(contribution)
        show_author(contribution.author, contribution.written_at)
        show_moderation(contribution, here=here)
        show_state(steps.get(contribution.id, ()))
        if here is not None and may_say(atelier, here):
            say_what_became(contribution, here=here)
        elif here is not None and contribution.author.id == here.id:
            st.page_link("my_words.py", label=_("Suivre ce qu’elle devient"), icon=":material/timeline:")
leaves.show_current()
