"""What became of a contribution, drawn under it; who holds the atelier says how it goes on."""

from collections.abc import Sequence

import streamlit as st

from community.cafes import Atelier, Contribution
from community.members import Member
from community.outcomes import LONGEST_REASON, SAID, State, Step
from community.permissions import Thing, may
from errors import CafeError
from pages._field import clear_field, words_field
from pages._house import house
from pages._language import _, day
from pages._text import label, show

_ICONS: dict[State, str] = {
    "received": "inbox",
    "discussed": "forum",
    "synthesised": "summarize",
    "passed_on": "forward_to_inbox",
    "kept": "task_alt",
    "not_kept": "block",
}


def name_of_state(state: State) -> str:
    """The state in the language of the screens."""
    return {
        "received": _("Reçue"),
        "discussed": _("Discutée"),
        "synthesised": _("Dans la synthèse"),
        "passed_on": _("Transmise"),
        "kept": _("Retenue"),
        "not_kept": _("Pas retenue"),
    }[state]


def show_state(steps: Sequence[Step]) -> None:
    """Draw where a contribution stands, on one line."""
    if steps:
        last = steps[-1]
        st.caption(f":material/{_ICONS[last.state]}: {name_of_state(last.state)}, {day(last.at)}")


def show_steps(steps: Sequence[Step], *, lang: str) -> None:
    """Draw every step, with its date, its person and its reason."""
    for step in steps:
        who = label(step.by.pseudonym)
        st.markdown(f":material/{_ICONS[step.state]}: **{name_of_state(step.state)}** · {day(step.at)} · {who}")
        if step.reason:
            show(step.reason, lang=lang, quote=True)


def may_say(atelier: Atelier, here: Member | None) -> bool:
    """Whether somebody may say what became of the contributions to an atelier."""
    return may("follow_up", here, Thing(animators=atelier.animators))


def say_what_became(contribution: Contribution, *, here: Member) -> None:
    """Draw the form by which who holds the atelier says how it goes on."""
    with st.popover(_("Dire la suite"), icon=":material/edit_note:", key=f"outcome-{contribution.id}"):
        with st.container(key=f"say-outcome-{contribution.id}"):
            state = st.radio(
                _("Ce qu’elle devient"), SAID, format_func=name_of_state, key=f"outcome-state-{contribution.id}"
            )
            reason = words_field(
                _("Pourquoi ? Son auteur le lira."),
                key=f"outcome-reason-{contribution.id}",
                max_chars=LONGEST_REASON,
                height=120,
            )
            said = st.button(_("Dire"), key=f"outcome-said-{contribution.id}", icon=":material/check:", type="primary")
        if not said:
            return
        try:
            house().community.outcomes.say(contribution.id, state, reason=reason, by=here)
            clear_field(f"outcome-reason-{contribution.id}")
        except CafeError as error:
            st.error(error.said(_))
        else:
            st.rerun()
