"""Taking along all that is one's own, and leaving."""

import io

import streamlit as st

from community.leaving import CHOICES, Receipt, WordsLeft
from community.members import Member
from errors import CafeError
from pages._belongings import counted
from pages._house import house
from pages._language import _, day
from pages._text import label
from pages._visit import member
from pipelines.packing import pack

_RECEIPT, _SURE = "receipt-of-leaving", "leaving-for-sure"
leaving = house().community.leaving
here = member()


def packed(whose: Member) -> bytes:
    """The ZIP of what is a member's, made when it is asked for."""
    content = io.BytesIO()
    pack(leaving.belongings(whose), house().community.kept, content, _=_)
    return content.getvalue()


def show_taking_along(whose: Member) -> None:
    """Draw what there is, and the way to have it."""
    belongings = leaving.belongings(whose)
    counts = {name: len(rows) for name, rows in belongings.records.items() if name != "members"}
    st.header(_("Emporter"), anchor=False)
    st.write(
        _("Tout ce qui est à vous, dans un fichier ZIP : vos mots, votre encre, vos sons, vos photos, vos réglages.")
    )
    lines = counted({**counts, "files": len(belongings.files)})
    st.write("\n".join(f"- {line}" for line in lines) if lines else _("Il n’y a encore rien."))
    st.download_button(
        _("Emporter tout"),
        data=lambda: packed(whose),
        file_name="cafe.zip",
        mime="application/zip",
        key="take-along",
        icon=":material/download:",
        on_click="ignore",
    )


def show_leaving(whose: Member) -> None:
    """Draw the choice of what stays, and the two presses that erase."""
    names: dict[WordsLeft, str] = {
        "anonymised": _("Mes mots restent, sans mon nom"),
        "nothing": _("Rien : mes mots partent aussi"),
    }
    st.header(_("Partir"), anchor=False)
    choice: WordsLeft = st.radio(
        _("Que reste-t-il de vous ?"), CHOICES, key="words-left", format_func=lambda one: names[one]
    )
    if choice == "anonymised":
        st.write(_("Vos questions, vos réponses et vos contributions restent, signées « Membre parti »."))
    else:
        st.write(
            _(
                "Vos mots sont effacés. Une question à laquelle d’autres ont répondu reste vide, avec leurs réponses. "
                "Une astuce écrite à plusieurs reste, sans votre nom."
            )
        )
    st.write(
        _(
            "Vos sons, votre encre, vos photos, vos brouillons, vos réglages et votre pseudonyme sont effacés. "
            "Rien ne revient."
        )
    )
    if not st.session_state.get(_SURE):
        if st.button(_("Effacer mon compte"), key="leave", icon=":material/delete_forever:"):
            st.session_state[_SURE] = True
            st.rerun()
        return
    st.warning(_("C’est définitif. Voulez-vous vraiment partir, {name} ?").format(name=label(whose.pseudonym)))
    with st.container(horizontal=True):
        if st.button(_("Non, je reste"), key="stay", type="primary"):
            del st.session_state[_SURE]
            st.rerun()
        if st.button(_("Oui, effacer pour toujours"), key="leave-for-good", icon=":material/delete_forever:"):
            leave(whose, choice)


def leave(whose: Member, choice: WordsLeft) -> None:
    """Erase the account, and show the receipt."""
    try:
        st.session_state[_RECEIPT] = leaving.leave(whose, choice=choice)
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
        return
    st.session_state.pop(_SURE, None)
    st.session_state["member"] = None
    st.rerun()


def show_receipt(receipt: Receipt) -> None:
    """Draw what was erased, for its only reader."""
    erased, stays = counted(receipt.erased), counted(receipt.stays)
    st.success(_("C’est fait : votre compte est effacé."), icon=":material/check_circle:")
    st.header(_("Ce qui est effacé"), anchor=False)
    st.write("\n".join(f"- {line}" for line in [*erased, _("Le pseudonyme et le compte")]))
    if stays:
        st.header(_("Ce qui reste, sans votre nom"), anchor=False)
        st.write("\n".join(f"- {line}" for line in stays))
    st.caption(_("Reçu {number}, {day}").format(number=receipt.number, day=day(receipt.at)))
    st.download_button(
        _("Garder ce reçu"),
        data=_as_text(receipt, erased, stays),
        file_name=f"cafe-{receipt.number}.txt",
        mime="text/plain",
        key="keep-receipt",
        icon=":material/download:",
        on_click="ignore",
    )
    st.caption(_("Personne d’autre ne garde ce reçu : il disparaît quand vous quittez cette page."))


def _as_text(receipt: Receipt, erased: list[str], stays: list[str]) -> str:
    head = _("Reçu {number}, {day}").format(number=receipt.number, day=day(receipt.at))
    lines = [head, receipt.pseudonym, "", _("Ce qui est effacé"), *(f"- {line}" for line in erased)]
    lines.append(f"- {_('Le pseudonyme et le compte')}")
    if stays:
        lines += ["", _("Ce qui reste, sans votre nom"), *(f"- {line}" for line in stays)]
    return "\n".join([*lines, ""])


st.title(_("Emporter, ou partir"), anchor=False)
receipt: Receipt | None = st.session_state.get(_RECEIPT)
if here is not None:
    st.session_state.pop(_RECEIPT, None)
    show_taking_along(here)
    show_leaving(here)
elif receipt is not None:
    show_receipt(receipt)
else:
    st.info(_("Choisissez d’abord votre pseudonyme : le bouton « Invité » en haut de la page."))
