"""Somebody of the community: the signs of recognition of theirs, each with what earned it."""

import streamlit as st

from community.happenings import Thing
from community.ledger import Evidence
from community.members import Member
from community.merits import Sign
from pages._demonstration import show_demonstration_label
from pages._follow import show_follow
from pages._house import house
from pages._language import _, plural
from pages._merits import ICONS, how_many, local_day, name_of_kind
from pages._text import label, show
from pages._visit import member

_A_PAGE = 5
_PAGES = {"question": "question.py", "atelier": "atelier.py", "activity": "activity.py", "tip": "tip.py"}
community = house().community
here = member()
shown = community.members.get(st.query_params.get("id", ""))
is_me = here is not None and here.id == shown.id


def show_evidence(one: Evidence, sign: Sign) -> None:
    """Draw one thing that earned a sign, as the way to it."""
    said = {
        "reply": _("Réponse à « {title} »"),
        "contribution": _("Contribution à « {title} »"),
        "tip": _("Truc et astuce : {title}"),
        "activity": _("Séance : {title}"),
    }.get(one.thing.kind, "{title}")
    name = said.format(title=label(one.title)) + f" · {local_day(one.at)}"
    if one.people > 1:
        name += f" · {how_many(sign.kind, one.people)}"
    page = _PAGES.get(one.place.kind)
    if page is None:
        st.markdown(name)
        return
    address = {"id": one.place.id}
    if one.thing != one.place:
        address[one.thing.kind] = one.thing.id
    st.page_link(page, label=name, icon=":material/arrow_forward:", query_params=address)


def show_sign(sign: Sign) -> None:
    """Draw a sign, which opens what earned it."""
    shown_key = f"evidence-{sign.kind}"
    limit = st.session_state.setdefault(shown_key, _A_PAGE)
    proof = community.merits.proof(shown, sign.kind, seen_by=here, limit=limit)
    with st.container(border=True, key=f"sign-{sign.kind}"):
        st.subheader(f"{ICONS[sign.kind]} {label(name_of_kind(sign.kind))}", anchor=False)
        if sign.is_badge:
            st.badge(_("Badge"), icon=":material/workspace_premium:", color="orange")
        with st.expander(how_many(sign.kind, sign.people)):
            for one in proof.shown:
                show_evidence(one, sign)
            if proof.unseen:
                st.caption(
                    plural(
                        "Et {count} chose que vous ne pouvez pas lire, qui compte aussi.",
                        "Et {count} choses que vous ne pouvez pas lire, qui comptent aussi.",
                        proof.unseen,
                    )
                )
            if proof.count - proof.unseen > len(proof.shown) and st.button(
                _("Voir plus"), key=f"more-{sign.kind}", icon=":material/expand_more:"
            ):
                st.session_state[shown_key] += _A_PAGE
                st.rerun()


def offer_to_be_discreet(me: Member) -> None:
    """Draw the way to hide one's signs, and to show them again."""
    if community.merits.is_discreet(me):
        st.info(_("Vos signes sont cachés : personne d’autre que vous ne les voit."), icon=":material/visibility_off:")
        name, icon, is_on = _("Montrer mes signes"), ":material/visibility:", False
    else:
        name, icon, is_on = _("Cacher mes signes"), ":material/visibility_off:", True
    if st.button(name, key="be-discreet", icon=icon):
        community.merits.be_discreet(me, is_on=is_on, by=me)
        st.rerun()


def show_signs(signs: tuple[Sign, ...]) -> None:
    """Draw what somebody did, or why nothing of it is shown."""
    for sign in signs:
        show_sign(sign)
    if signs:
        return
    if not is_me and community.merits.is_discreet(shown):
        st.write(_("Cette personne garde ses signes pour elle."))
    elif is_me:
        st.write(_("Rien pour le moment. Répondre à quelqu’un, le citer, l’accueillir : tout cela se verra ici."))
    else:
        st.write(_("Rien pour le moment."))


show(shown.pseudonym, lang="", level=1)
show_demonstration_label(shown.is_demonstration)
show_follow(Thing(kind="member", id=shown.id), here=here)
st.header(_("Signes de reconnaissance"), anchor=False)
show_signs(community.merits.signs(shown, seen_by=here))
if here is not None and is_me:
    offer_to_be_discreet(here)
st.page_link("recognition.py", label=_("Les règles, et les signes de chaque mois"), icon=":material/workspace_premium:")
