"""Speaking into a field."""

from typing import NoReturn

import streamlit as st

from errors import CafeError, CannotBeRead, ModelMissing
from modalities.speech.component import Problem, microphone
from pages._field_taken import Field, forget_taken, take
from pages._hearing import hear
from pages._house import house
from pages._language import _, language
from pages._text import label
from pipelines.choosing import who_listens


def is_listening(key: str) -> bool:
    """Whether something was said for this field that is not understood yet: meanwhile nothing is typed in it."""
    return st.session_state.get(_sound(key)) is not None


def forget_unheard(key: str) -> None:
    """Hold no longer what nobody could listen to."""
    st.session_state.pop(_answer(key), None)


def speak_into_field(field: Field) -> None:
    """Draw the microphone; what is heard goes into the field. What is missing for that says so, and typing goes on."""
    key = field.key
    problem = microphone(key=f"microphone-{key}")
    if problem is not None:
        st.warning(_why_no_microphone(problem), icon=":material/mic_off:")
        return
    try:
        who_listens(house().settings, language(), language=language())
    except ModelMissing:
        st.warning(
            _("La dictée n’est pas encore installée pour cette langue : tapez, ou écrivez à la main."),
            icon=":material/hearing_disabled:",
        )
        st.page_link("machine.py", label=_("Comment installer la dictée"), icon=":material/download:")
        return
    except CafeError as error:
        st.warning(error.said(_), icon=":material/hearing_disabled:")
        return
    sound = st.audio_input(
        _("« {field} » : appuyez sur le micro, parlez, appuyez encore").format(field=label(field.label)),
        sample_rate=16_000,
        key=_sound(key),
    )
    st.caption(_("Rien n’est envoyé : vos mots vont dans le champ, et vous les relisez. Le son n’est pas gardé."))
    if sound is not None:
        st.session_state[_count(key)] = st.session_state.get(_count(key), 0) + 1  # a recording is listened to once
        _hear(field, sound.getvalue())
    answer, unheard = st.session_state.get(_answer(key), (None, None))
    if answer is not None:
        st.info(answer, icon=":material/hearing:")
    if unheard is not None and st.button(_("Essayer encore"), key=f"{key}-hear-again", icon=":material/refresh:"):
        _hear(field, unheard)


def _hear(field: Field, content: bytes) -> NoReturn:
    """Listen, and draw the page anew; a recording to which nobody could listen is held, to be tried again."""
    answer, unheard = _listen(field, content)
    st.session_state[_answer(field.key)] = (answer, content if unheard else None)
    st.rerun()


def _listen(field: Field, content: bytes) -> tuple[str | None, bool]:
    """Put what was said into the field; gives why there is nothing to put, and whether it may be tried again."""
    try:
        heard = hear(content)
    except TimeoutError:
        return _("La machine écoute quelqu’un d’autre. Attendez un peu, ou tapez."), True
    except CannotBeRead as error:
        return error.said(_), False
    except CafeError as error:
        return error.said(_), True
    if not heard.text.strip():
        forget_taken(field.key)
        return _("Je n’ai rien entendu : le champ est resté comme il était. Redites-le, ou tapez."), False
    take(field, heard.text, heard)
    return None, False


def _why_no_microphone(problem: Problem) -> str:
    return {
        "missing": _("Aucun micro n’est branché : tapez, ou écrivez à la main."),
        "denied": _("Le navigateur refuse le micro à cette page : tapez, ou écrivez à la main."),
        "insecure": _("Le navigateur n’ouvre le micro que sur localhost ou en https : tapez, ou écrivez à la main."),
    }[problem]


def _sound(key: str) -> str:
    return f"{key}-sound-{st.session_state.get(_count(key), 0)}"


def _count(key: str) -> str:
    return f"{key}-sounds"


def _answer(key: str) -> str:
    return f"{key}-unheard"
