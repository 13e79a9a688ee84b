"""Who is here: a browser, and the pseudonym that it uses."""

import secrets
from collections.abc import Callable, Mapping

import streamlit as st

from community.members import Member
from community.permissions import may
from community.viewers import Viewer, viewer_of
from errors import AccountGone, CafeError, NotFound, SessionEnded
from pages._house import house
from pages._language import _, plural
from pages._roles import name_of_role
from pages._text import label

COOKIE = "cafe_visit"
"""How the names of its cookies begin; the moment follows at which one was given."""
_SEEN = "seen-here"
_SENT_AWAY = "sent-away"


def visit() -> str:
    """The random token of this browser, or of this session where cookies are refused."""
    if "visit" not in st.session_state:
        given = _all_of(st.context.cookies)
        st.session_state["visit"] = house().community.sessions.used_of(given) if given else secrets.token_urlsafe(24)
    return str(st.session_state["visit"])


def first_of(cookies: Mapping[str, str]) -> str | None:
    """The token that a browser was given first; None where it has none."""
    return next(iter(_all_of(cookies)), None)


def _all_of(cookies: Mapping[str, str]) -> tuple[str, ...]:
    """The tokens of a browser, first given first: two where its first two pages were asked for at once."""
    return tuple(cookies[name] for name in sorted(cookies) if name == COOKIE or name.startswith(f"{COOKIE}_"))


def member() -> Member | None:
    """Who takes part in this session; None for a guest without a pseudonym, and for whose session has ended."""
    if "member" not in st.session_state:
        st.session_state["member"] = _last_here()
    chosen = st.session_state["member"]
    return _still_here(chosen) if chosen else None


def _last_here() -> str | None:
    sessions = house().community.sessions
    here = sessions.here(visit())
    ended = () if here else sessions.ended(visit())
    if ended and st.session_state.get(_SENT_AWAY) is None:
        st.session_state[_SENT_AWAY] = SessionEnded(name=label(ended[0].pseudonym))
    return here[0].id if here else None


def _still_here(id: str) -> Member | None:
    community = house().community
    try:
        found = community.members.get(id)
    except NotFound:
        _send_away(AccountGone())
        return None
    standing = community.sessions.standing(id, visit=visit())
    if standing == "ended":
        _send_away(SessionEnded(name=label(found.pseudonym)))
        return None
    if standing == "none" and st.session_state.get(_SEEN) == id:  # it was left in another tab
        _send_away(None)
        return None
    if standing == "open":
        st.session_state[_SEEN] = id
    return found


def _send_away(why: CafeError | None) -> None:
    """Be a guest again, and be told why; None for who left on purpose."""
    st.session_state["member"] = None
    st.session_state[_SENT_AWAY] = why


def tell(why: CafeError) -> None:
    """Say on this page and the next why a sign-in did not succeed, until it is read; nothing else changes."""
    st.session_state[_SENT_AWAY] = why


def viewer() -> Viewer:
    """Who reads in this session: every reading of what members wrote is given it."""
    return viewer_of(member())


def enter(pseudonym: str) -> Member:
    """Take part under a pseudonym. Raises ``PseudonymTaken``, ``PseudonymUnusable`` or ``SessionEnded``."""
    entered = house().community.members.enter(pseudonym, visit=visit())
    become(entered)
    return entered


def become(who: Member) -> None:
    """Be somebody who has shown who they are."""
    st.session_state["member"] = who.id
    st.session_state[_SENT_AWAY] = None


def show_sent_away(offer_provider: Callable[[str], None]) -> None:
    """Say why somebody is a guest again, until they come back or have read it."""
    why: CafeError | None = st.session_state.get(_SENT_AWAY)
    if why is None:
        return
    with st.container(key="sent-away"):
        st.info(why.said(_), icon=":material/info:")
        with st.container(horizontal=True):
            if isinstance(why, SessionEnded):
                st.page_link("sign_in.py", label=_("Revenir avec mon code"), icon=":material/login:")
            offer_provider("provider-again")
            if st.button(_("Continuer ainsi"), key="stay-guest", icon=":material/check:"):
                st.session_state[_SENT_AWAY] = None
                st.rerun()


def show_who_is_here(offer_provider: Callable[[str], None], ask_pseudonym: Callable[[], None]) -> None:
    """Draw who takes part, and the way to be somebody else on a shared computer.

    ``offer_provider`` draws the button of the provider under a key, where there is one; ``ask_pseudonym`` the field for
    a new pseudonym.
    """
    here = member()
    unread = house().community.following.unread(here) if here is not None else 0
    icon = ":material/notifications_unread:" if unread else ":material/person:"
    with st.popover(label(here.pseudonym) if here else _("Invité"), icon=icon):
        if here is not None:
            st.write(_("Vous participez sous le pseudonyme **{name}**.").format(name=label(here.pseudonym)))
            if here.role != "member":
                st.write(name_of_role(here.role))
            _show_ways_of_a_member(here, unread)
        _show_others(here)
        if here is None:
            ask_pseudonym()
            st.page_link("sign_in.py", label=_("Revenir avec mon code"), icon=":material/login:")
            offer_provider("provider")
        elif st.button(_("Changer de personne"), key="be-somebody-else", icon=":material/person_add:"):
            st.session_state["member"] = None
            st.rerun()


def _show_ways_of_a_member(here: Member, unread: int) -> None:
    news = plural("{count} nouvelle", "{count} nouvelles", unread) if unread else _("Nouvelles")
    st.page_link("notices.py", label=news, icon=":material/notifications:")
    st.page_link("my_words.py", label=_("Ce que deviennent mes mots"), icon=":material/timeline:")
    st.page_link("recognition.py", label=_("Reconnaissance"), icon=":material/workspace_premium:")
    st.page_link("my_code.py", label=_("Mon code pour revenir"), icon=":material/key:")
    st.page_link("leave.py", label=_("Emporter, ou partir"), icon=":material/luggage:")
    if may("welcome", here):
        beginning = house().community.shy_start.count_waiting(by=here)
        welcome = plural("{count} première participation", "{count} premières participations", beginning)
        st.page_link("welcome.py", label=welcome, icon=":material/waving_hand:")
    if may("moderate", here):
        waiting = house().community.moderation.waiting(by=here)
        queue = plural("Modération : {count} en attente", "Modération : {count} en attente", waiting)
        st.page_link("moderation.py", label=queue, icon=":material/shield:")
    if may("give_role", here):
        st.page_link("people.py", label=_("Personnes et rôles"), icon=":material/admin_panel_settings:")


def _show_others(here: Member | None) -> None:
    """Draw who else takes part in this browser, and who did until their session ended."""
    for other in house().community.sessions.here(visit()):
        if here is not None and other.id == here.id:
            continue
        if st.button(label(other.pseudonym), key=f"be-{other.id}", icon=":material/person:"):
            become(other)
            st.rerun()
    for other in house().community.sessions.ended(visit()):
        st.page_link(
            "sign_in.py",
            label=_("Revenir : {name}").format(name=label(other.pseudonym)),
            icon=":material/person_off:",
            query_params={"of": other.id},
        )
