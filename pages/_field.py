"""A field for a few words, typed, said or written by hand: what was understood goes into it, for its author to change.

Nothing is sent by that. What stood in the field stays, the new words come after it, and one press brings back what was
there. The ways in stay folded until they are asked for, one of them at a time.
"""

from typing import Any, Literal

import streamlit as st

from pages._field_hand import write_in_field
from pages._field_taken import Field, after_taking, forget_taken, put_what_was_taken, show_taken
from pages._field_voice import forget_unheard, is_listening, speak_into_field
from pages._language import _

Way = Literal["say", "write"]
_OPEN = "field-open"


def words_field(
    label: str,
    *,
    key: str,
    value: str = "",
    max_chars: int | None = None,
    height: int | None = None,
    starts_over: bool = False,
    **more: Any,
) -> str:
    """Draw the field with its ways in below it, and give its words; with ``height``, in pixels, it takes several lines.

    With ``starts_over`` what is said or written takes the place of what stood there: for what is searched for.
    ``more`` is what ``st.text_input`` takes. It stands in no form: a form would hold back what is typed while one
    speaks.
    """
    if put_what_was_taken(key, start=value):
        forget_unheard(key)
        if opened(key) is not None:
            _open(key, None)
    is_busy = opened(key) == "say" and is_listening(key)
    if height is None:
        text = st.text_input(label, key=key, max_chars=max_chars, disabled=is_busy, **more)
    else:
        text = st.text_area(label, key=key, max_chars=max_chars, height=height, disabled=is_busy, **more)
    _offer_ways(key)
    way = opened(key)
    if way is not None:
        field = Field(key=key, label=label, max_chars=max_chars, is_long=height is not None, starts_over=starts_over)
        with st.container(border=True, key=f"way-into-{key}"):
            if way == "say":
                speak_into_field(field)
            show_taken(field)
            if way == "write":
                write_in_field(field, open_way=_open)
            st.button(
                _("Replier"),
                key=f"{key}-fold",
                icon=":material/expand_less:",
                type="tertiary",
                on_click=_open,
                args=(key, None),
            )
    return text or ""


def words_form(
    label: str, submit: str, *, key: str, icon: str, type: Literal["primary", "secondary"] = "secondary", max_chars: int
) -> str | None:
    """Draw one field with its button, which the Enter key presses too; gives the words once it is pressed.

    It is a form until a way in is opened: then the words stand in a field of their own, for which nothing is held back.
    """
    inner = f"{key}-open"
    if opened(inner) is not None:
        text = words_field(label, key=inner, max_chars=max_chars)
        return text if st.button(submit, key=f"{key}-submit", icon=icon, type=type) else None
    if inner in st.session_state:  # it was folded just now
        st.session_state[key] = st.session_state[inner]
    put_what_was_taken(key, start="")
    with st.form(f"{key}-form", border=False):
        text = st.text_input(label, key=key, max_chars=max_chars) or ""
        with st.container(horizontal=True):  # the Enter key presses the first
            pressed = st.form_submit_button(submit, icon=icon, type=type)
            for way, (name, sign) in _ways().items():
                st.form_submit_button(
                    name, key=f"{inner}-{way}-first", icon=sign, type="tertiary", on_click=_open_form, args=(key, way)
                )
    return text if pressed else None


def clear_field(key: str) -> None:
    """Let the field, or that of a form, be empty when it is drawn next: what stood in it is said."""
    for one in (key, f"{key}-open"):
        forget_taken(one)
    after_taking(key, "")
    _open(key, None)


def opened(key: str) -> Way | None:
    """The way into this field that is open now."""
    field, way = st.session_state.get(_OPEN, (None, None))
    return way if field == key else None


def _offer_ways(key: str) -> None:
    with st.container(horizontal=True, key=f"ways-into-{key}", gap="small"):
        for way, (name, icon) in _ways().items():
            st.button(
                name,
                key=f"{key}-{way}",
                icon=icon,
                type="tertiary",
                on_click=_open,
                args=(key, None if opened(key) == way else way),
            )


def _ways() -> dict[Way, tuple[str, str]]:
    """The name and the sign of each."""
    return {"say": (_("Parler"), ":material/mic:"), "write": (_("Écrire à la main"), ":material/draw:")}


def _open_form(key: str, way: Way) -> None:
    after_taking(f"{key}-open", st.session_state.get(key, ""))
    _open(f"{key}-open", way)


def _open(key: str, way: Way | None) -> None:
    st.session_state[_OPEN] = (key, way)
