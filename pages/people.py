"""The people of the café, for who administers it: their roles, and codes for who cannot come back."""

import streamlit as st

from community.members import ROLES, Member
from errors import CafeError, NotAllowed
from pages._demonstration import show_demonstration_label
from pages._field import words_field
from pages._house import house
from pages._language import _
from pages._roles import name_of_role
from pages._text import label, show
from pages._visit import member
from pages.code_pad import show_code

_A_PAGE = 20
_GIVEN = "code-given"
roles, codes = house().community.roles, house().community.codes


def choose_role(one: Member, *, by: Member) -> None:
    """Draw the choice of a role, and the button that gives it."""
    key = f"role-{one.id}"
    chosen = st.selectbox(
        _("Rôle de {name}").format(name=one.pseudonym),  # not drawn: only said, as it stands
        ROLES,
        index=ROLES.index(one.role),
        format_func=name_of_role,
        key=key,
        label_visibility="collapsed",
    )
    if chosen != one.role and st.button(
        _("Donner ce rôle"), key=f"give-{one.id}", type="primary", icon=":material/badge:"
    ):
        try:
            roles.give(one.id, chosen, by=by)
        except CafeError as error:
            st.error(error.said(_), icon=":material/error:")
        else:
            st.rerun()


def give_code(one: Member, *, by: Member) -> None:
    """Draw the button that makes a code for somebody, and the code once it is made."""
    if st.button(_("Donner un code"), key=f"code-for-{one.id}", icon=":material/key:"):
        st.session_state[_GIVEN] = (one.id, codes.make(one, by=by))
    given_to, code = st.session_state.get(_GIVEN, (None, None))
    if given_to == one.id:
        st.write(_("Montrez ces images à {name} seulement : elles servent une fois.").format(name=label(one.pseudonym)))
        show_code(code)


def show_person(one: Member, *, by: Member) -> None:
    """Draw somebody, with what an administrator may do for them."""
    with st.container(border=True, key=f"person-{one.id}"):
        show(one.pseudonym, lang="", level=2)
        show_demonstration_label(one.is_demonstration)
        choose_role(one, by=by)
        if not one.is_demonstration:
            give_code(one, by=by)


def show_people(here: Member) -> None:
    """Draw the search, and those whom it finds."""
    wanted = words_field(
        _("Chercher un pseudonyme"), key="person-wanted", starts_over=True, max_chars=40, icon=":material/search:"
    )
    limit = st.session_state.setdefault("people-shown", _A_PAGE)
    found = roles.people(by=here, named=wanted, limit=limit + 1)
    if not found:
        st.info(_("Personne ne porte ce pseudonyme."), icon=":material/search_off:")
    for one in found[:limit]:
        show_person(one, by=here)
    if len(found) > limit and st.button(_("Voir plus"), key="more-people", icon=":material/expand_more:"):
        st.session_state["people-shown"] += _A_PAGE
        st.rerun()


here = member()
st.title(_("Personnes"), anchor=False)
try:
    if here is None:
        raise NotAllowed
    show_people(here)
except NotAllowed:
    st.info(_("Cette page est pour qui administre le café."), icon=":material/admin_panel_settings:")
