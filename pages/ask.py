"""Ask or contribute: speak or write; correct what was understood; confirm."""

import streamlit as st

from pages import _draft, _ways_in
from pages._correcting import show_draft
from pages._language import _
from pages._listening import show_listening
from pages._sheet import show_sheet
from pages._space import show_space_of
from pages.arrival import show_title
from pages.presses import let_presses_count

let_presses_count()
draft = _draft.current()
show_space_of(draft.draft.to if draft is not None else _draft.asked_for())
if draft is None:
    show_title(_("Que voulez-vous demander ?"), screen="ways-in")
    st.write(_("Parlez, écrivez à la main ou tapez. Personne ne voit rien avant que vous ne confirmiez."))
    _draft.show_published()
    _draft.show_destination_asked_for()
    _ways_in.show()
    _draft.show_unfinished()
elif not _draft.is_heard(draft):
    show_title(_("J’écoute votre enregistrement"), screen=f"listening-{draft.id}")
    show_listening(draft)
elif _draft.is_being_written(draft):
    show_title(_("Écrivez à la main"), screen=f"sheet-{draft.id}")
    show_sheet(draft.id)
    _draft.show_later(draft)
else:
    show_title(_("Relisez, corrigez, confirmez"), screen=f"draft-{draft.id}")
    show_draft(draft)
