"""The one road to publication: a pseudonym, and a confirmation."""

import time
from collections.abc import Collection

import streamlit as st

from community.consent import Act
from community.drafts import UNDO_SECONDS, KeptDraft
from errors import CafeError
from pages._deeds import Offer
from pages._draft import CONFIRM, leave, show_discard
from pages._field import words_field
from pages._house import house
from pages._language import _
from pages._published import lead_to
from pages._spoken_yes import said_yes
from pages._text import label
from pages._visit import enter, member, visit
from pages.arrival import lead_to as lead_to_field

_AGREED = "agreed-by-gesture"
_AGREED_SECONDS = 60.0
_LOOKED_AT = "confirm-looked-at"


def agree(kept: KeptDraft) -> None:
    """Take note of a gesture that says yes: it leads to the button, and publishes nothing."""
    st.session_state[_AGREED] = (kept.id, time.monotonic())
    lead_to_field("confirm")
    st.rerun()


def offers_by_look(kept: KeptDraft) -> dict[str, Offer]:
    """After a gesture that says yes, a look may be the second act; before, it may not publish."""
    if not has_agreed(kept):
        return {}
    return {"publish": Offer(name=_("Confirmer et publier"), do=lambda: _confirm_by_look(kept))}


def has_agreed(kept: KeptDraft) -> bool:
    """Whether a gesture has just said yes: what follows may be the second act."""
    agreed, at = st.session_state.get(_AGREED, ("", 0.0))
    return bool(agreed == kept.id and time.monotonic() - at < _AGREED_SECONDS)


def _confirm_by_look(kept: KeptDraft) -> None:
    """Noted, and done where the button stands: it waits for the same things."""
    st.session_state[_LOOKED_AT] = kept.id


def show_confirmation(kept: KeptDraft, *, is_kept: bool, is_to_be_chosen: bool = False) -> None:
    """Draw the pseudonym and the one button that publishes.

    While the text on the screen is not the one that is kept (too long, a full disk), the button waits: it would publish
    the former one. So it does while the author has still to choose between the text and the sheet.
    """
    if is_to_be_chosen:
        st.info(
            _("Avant de publier, choisissez plus haut entre votre texte et ce qui est lu sur la feuille."),
            icon=":material/arrow_upward:",
        )
    agreed = has_agreed(kept)
    if agreed:
        st.info(
            _(
                "Votre geste est vu. Un geste seul ne publie rien : "
                "appuyez sur « Confirmer et publier », ou sur la touche Entrée."
            ),
            icon=":material/thumb_up:",
        )
    waits = is_to_be_chosen or not is_kept
    here = member()
    pseudonym = here.pseudonym if here else words_field(_("Votre pseudonyme"), key="pseudonym", max_chars=40)
    if here:
        st.write(_("Ce message portera votre pseudonyme : **{name}**.").format(name=label(pseudonym)))
    with st.container(horizontal=True):
        pressed = st.button(_name_of(kept), key=CONFIRM, type="primary", icon=":material/check:", disabled=waits)
        if pressed and not waits:  # it may have been pressed before it had to wait
            _publish(kept, pseudonym, by=["press"])
        if st.session_state.pop(_LOOKED_AT, None) == kept.id and not waits and agreed:
            _publish(kept, pseudonym, by=["gesture", "look"])
        if st.button(_("Plus tard"), key="later", icon=":material/schedule:"):
            leave()
            st.rerun()
        show_discard(kept)
    if agreed and not waits and said_yes(kept):
        _publish(kept, pseudonym, by=["gesture", "word"])
    if _is_for_a_cafe(kept):
        st.caption(_("Si le café n’est pas encore ouvert, personne d’autre ne le lira avant."))
    elif _is_sentence(kept):
        st.caption(_("Personne d’autre ne la lira avant que vous ne signiez la synthèse."))
    else:
        st.caption(
            _("Après la publication, vous aurez {seconds} secondes pour l’annuler.").format(seconds=UNDO_SECONDS)
        )


def _is_sentence(kept: KeptDraft) -> bool:
    return kept.draft.to is not None and kept.draft.to.kind == "synthesis"


def _is_for_a_cafe(kept: KeptDraft) -> bool:
    return kept.draft.to is not None and kept.draft.to.kind in ("introduction", "opening")


def _name_of(kept: KeptDraft) -> str:
    if _is_for_a_cafe(kept):
        return _("Mettre dans le café")
    return _("Ajouter à la synthèse") if _is_sentence(kept) else _("Confirmer et publier")


def _publish(kept: KeptDraft, pseudonym: str, *, by: Collection[Act]) -> None:
    try:
        author = enter(pseudonym)
        published = house().community.drafts.confirm(kept.id, visit=visit(), member=author, by=by)
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
        return
    lead_to(published, draft=kept.id)
