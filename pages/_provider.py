"""Signing in by an OpenID Connect provider: the button, and what it says of who comes back."""

from typing import cast

import streamlit as st

from community.identities import SaidOf, said_of
from community.members import Role
from errors import (
    CafeError,
    SignInDenied,
    SignInExpired,
    SignInForged,
    SignInRefused,
    SignInUnreachable,
)
from pages._house import house
from pages._language import _
from pages._text import label
from pages._visit import become, tell, visit
from pages._way_in import go_on, keep_page
from vocabulary import now

PENDING = "said-by-provider"
"""What the provider said of somebody who has no pseudonym yet."""
_TAKEN = "provider-answer-taken"
_OUTCOME = "sign-in"
"""In the address, when a sign-in did not succeed: app.py puts it there."""
_OUTCOMES: dict[str, type[SignInRefused]] = {
    "denied": SignInDenied,
    "failed": SignInRefused,
    "unreachable": SignInUnreachable,
}
_COOKIE = "_streamlit_user"


def offer_provider(key: str) -> None:
    """Draw the button that leads to the provider; nothing where this café has none."""
    settings = house().settings
    if settings.signs_in_elsewhere and st.button(
        _("Entrer avec {name}").format(name=label(settings.oidc_name)), key=key, icon=":material/passkey:"
    ):
        keep_page()
        st.login()


def leave_provider() -> None:
    """Sign out at the provider too, for who came from there."""
    if house().settings.signs_in_elsewhere and getattr(st.user, "is_logged_in", False):
        st.logout()
        st.stop()


def take_answer() -> None:
    """At the start of a session: let in who comes from the provider, or say why not. They go on where they were."""
    if _TAKEN in st.session_state or not house().settings.signs_in_elsewhere:
        return
    st.session_state[_TAKEN] = True
    outcome = _OUTCOMES.get(st.query_params.pop(_OUTCOME, ""))
    if outcome is not None:
        tell(outcome())
        go_on()
    if not getattr(st.user, "is_logged_in", False):
        if isinstance(st.context.cookies.get(_COOKIE), str):  # its signature is not ours
            tell(SignInForged())
        return
    try:
        said = _said()
    except SignInExpired as error:
        if not house().community.sessions.here(visit()) and not house().community.sessions.ended(visit()):
            tell(error)
        return
    except SignInRefused as error:
        tell(error)
        return
    if not house().community.identities.is_used(said):
        _let_in(said)


def _said() -> SaidOf:
    settings = house().settings
    roles = cast("dict[str, Role]", settings.roles_of_claim)
    return said_of(
        st.user.to_dict(),
        client=settings.oidc_client_id or "",
        at=now(),
        role_claim=settings.oidc_role_claim,
        roles=roles,
    )


def _let_in(said: SaidOf) -> None:
    try:
        member = house().community.identities.come_back(said, visit=visit())
    except CafeError as error:  # another tab was faster: its session is this browser's too
        if not house().community.sessions.here(visit()):
            tell(error)
        return
    if member is None:
        st.session_state[PENDING] = said
        st.switch_page("first_time.py")
    become(member)
    go_on()
