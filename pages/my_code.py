"""My code: six pictures by which I come back on another device; and leaving this browser."""

import streamlit as st

from community.codes import Code
from community.members import Member
from modalities.picture import qr
from pages._house import house
from pages._language import _, day, language
from pages._provider import leave_provider
from pages._reader import show_reader
from pages._text import label
from pages._visit import member, visit
from pages.code_pad import show_code
from pipelines.code_words import words_of
from pipelines.reaching import reach

_MADE = "code-made"
codes, sessions = house().community.codes, house().community.sessions


def show_made(code: Code) -> None:
    """Draw a code that was just made, and read it aloud."""
    show_code(code)
    st.write(_("Photographiez-le, notez-le ou retenez-le : cette page est la seule à le montrer."))
    spoken = ", ".join(words_of(code, language())).capitalize() + "."
    show_reader(spoken, language=language(), key=f"code-{'-'.join(code)}")
    _show_where_to_go()


def _show_where_to_go() -> None:
    """Draw the address at which the code is given, for a telephone; nothing where no other device comes here."""
    reached = reach(house().settings, seen_at=st.context.url)
    square = qr(f"{reached.address}/sign-in") if reached.is_for_all else None
    if square is None:
        return
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {square.size} {square.size}" width="220" height="220">'
        f'<path fill="#fff" d="M0 0h{square.size}v{square.size}H0z"/><path d="{square.path}"/></svg>'
    )
    st.write(
        _("Sur un téléphone, photographiez ce carré : il ouvre la page où choisir vos images. Le code n’y est pas.")
    )
    st.image(drawn, alt=_("Code QR qui ouvre la page où l’on revient"), width=220)


def show_my_code(here: Member) -> None:
    """Draw the code, or the way to have one."""
    st.write(
        _(
            "Six images, dans leur ordre, vous font revenir sous le pseudonyme **{name}** : sur un autre appareil, ou "
            "ici quand votre session est terminée. Ni clavier, ni mot de passe. Un code sert une seule fois."
        ).format(name=label(here.pseudonym))
    )
    owner, code = st.session_state.get(_MADE, (None, None))
    since = codes.waiting_since(here)
    if owner == here.id and since is not None:
        show_made(code)
    elif since is not None:
        st.info(
            _("Un code vous attend depuis le {day}. Il ne peut plus être montré ; un nouveau le remplace.").format(
                day=day(since)
            ),
            icon=":material/key:",
        )
    name = _("Faire un autre code") if since is not None else _("Faire mon code")
    if st.button(name, key="make-code", type="secondary" if since else "primary", icon=":material/key:"):
        st.session_state[_MADE] = (here.id, codes.make(here, by=here))
        st.rerun()


def show_leaving(here: Member) -> None:
    """Draw the ways to leave this browser, or the others."""
    st.header(_("Quitter"), anchor=False)
    if codes.waiting_since(here) is None:
        st.warning(_("Sans code, vous ne pourrez pas revenir sous ce pseudonyme."), icon=":material/warning:")
    with st.container(horizontal=True):
        if st.button(_("Quitter ce navigateur"), key="leave-browser", icon=":material/logout:"):
            sessions.leave(here, visit=visit())
            st.session_state.pop(_MADE, None)
            st.session_state["member"] = None
            leave_provider()
            st.switch_page("ask.py")
        if st.button(_("Quitter tous les autres appareils"), key="leave-others", icon=":material/devices:"):
            sessions.leave_everywhere(here, but=visit())
            st.success(_("C’est fait : vous ne participez plus qu’ici."), icon=":material/check:")


here = member()
st.title(_("Mon code pour revenir"), anchor=False)
if here is None:
    st.info(
        _("Un code va avec un pseudonyme. Choisissez-en un : le bouton « Invité » en haut de la page."),
        icon=":material/person:",
    )
    st.page_link("sign_in.py", label=_("Revenir avec mon code"), icon=":material/login:")
else:
    show_my_code(here)
    show_leaving(here)
