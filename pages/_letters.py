"""One's news by e-mail: an address, the code that shows that it is one's own, how often, and no more."""

import streamlit as st

from community.mail import PACES, Mailbox
from community.members import Member
from errors import CafeError, MailNotSent
from pages._house import house
from pages._language import _, language
from pages._text import label


def show_letters(here: Member) -> None:
    """Draw the way to get one's news by e-mail; nothing where this café sends none."""
    if house().postman is None:
        return
    st.header(_("Par courriel"), anchor=False)
    mailbox = house().community.mail.mailbox(here)
    if mailbox is None:
        _ask_address(here)
    elif not mailbox.is_confirmed:
        _ask_code(here, mailbox)
    else:
        _show_mailbox(here, mailbox)


def show_stop() -> None:
    """Draw the button to which the link of a letter leads; it needs no sign-in."""
    token = st.query_params.get("stop")
    if not token:
        return
    if st.button(_("Ne plus recevoir de courriels"), key="stop-letters", type="primary", icon=":material/unsubscribe:"):
        house().community.mail.stop(token)
        st.query_params.pop("stop")
        st.success(_("C’est fait : votre adresse est effacée, plus aucun courriel ne partira."))


def _ask_address(here: Member) -> None:
    st.write(_("Le café peut vous écrire quand il y a du nouveau. Votre adresse n’est montrée à personne."))
    with st.form("give-address", border=False):
        address = st.text_input(_("Votre adresse de courriel"), key="mail-address", autocomplete="email")
        given = st.form_submit_button(_("Recevoir un code"), icon=":material/mail:")
    if given:
        _give(here, address)


def _give(here: Member, address: str) -> None:
    mail, postman = house().community.mail, house().postman
    assert postman is not None, "the form is not drawn without one"
    try:
        code = mail.give(here, address, language=language())
        postman.send_code(address.strip(), code, language=language())
    except MailNotSent as error:
        mail.forget(here)  # no code is on its way
        st.error(error.said(_), icon=":material/error:")
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
    else:
        st.rerun()


def _ask_code(here: Member, mailbox: Mailbox) -> None:
    st.write(_("Un code est parti à {address}. Entrez-le ici.").format(address=label(mailbox.address)))
    with st.form("confirm-address", border=False):
        code = st.text_input(_("Le code"), key="mail-code", max_chars=12, autocomplete="one-time-code")
        given = st.form_submit_button(_("C’est mon adresse"), icon=":material/check:", type="primary")
    if given:
        try:
            house().community.mail.confirm(here, code)
        except CafeError as error:
            st.error(error.said(_), icon=":material/error:")
        else:
            st.rerun()
    _offer_to_forget(here, _("Donner une autre adresse"))


def _show_mailbox(here: Member, mailbox: Mailbox) -> None:
    st.write(_("Vos nouvelles arrivent aussi à {address}.").format(address=label(mailbox.address)))
    names = {"hour": _("Au plus un courriel par heure"), "day": _("Au plus un courriel par jour")}
    pace = st.radio(
        _("À quel rythme ?"), PACES, index=PACES.index(mailbox.pace), format_func=names.__getitem__, key="mail-pace"
    )
    if pace != mailbox.pace:
        house().community.mail.choose_pace(here, pace)
    _offer_to_forget(here, _("Ne plus recevoir de courriels"))


def _offer_to_forget(here: Member, name: str) -> None:
    if st.button(name, key="forget-address", icon=":material/unsubscribe:"):
        house().community.mail.forget(here)
        st.rerun()
