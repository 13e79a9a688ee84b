"""The ways to begin a draft: speak, write by hand, photograph a note, type, hand in a recording."""

import streamlit as st

from errors import CafeError, ModelMissing
from modalities.speech.component import microphone
from pages import _draft
from pages._house import house
from pages._language import _, choose_written_language, language, name_of
from pages._my_hand import show_my_hand
from pages._photo import take_photo
from pages._sheet import show_sheet
from pages._text import label
from pipelines.choosing import who_listens
from vocabulary import LANGUAGES

_DETECT = "auto"
_SOUND_FILES = ["wav", "flac", "mp3", "ogg", "webm", "m4a", "mp4"]


def show() -> None:
    """Draw the ways in; a recording or a text begins a draft and shows it."""
    speak, by_hand, photo, write, file = st.tabs(
        [
            f":material/mic: {_('Parler')}",
            f":material/draw: {_('Écrire à la main')}",
            f":material/photo_camera: {_('Une photo')}",
            f":material/keyboard: {_('Taper')}",
            f":material/audio_file: {_('Un fichier')}",
        ],
        key="ways-in",
    )
    with speak:
        _speak()
    with by_hand:
        show_sheet(None)
        show_my_hand()
    with photo:
        take_photo()
    with write:
        _write()
    with file:
        _hand_in()


def _spoken_language(key: str) -> str | None:
    """The language that is going to be spoken, as its speaker says; None to detect it."""
    choice = st.radio(
        _("Je parle"),
        [*LANGUAGES, _DETECT],
        key=key,
        index=LANGUAGES.index(language()),
        format_func=lambda code: _("Détecter la langue") if code == _DETECT else name_of(code),
        horizontal=True,
    )
    return None if choice == _DETECT else choice


def _speak() -> None:
    spoken = _spoken_language("spoken-language")
    _say_who_listens(spoken)
    problem = microphone(key="microphone")
    if problem:
        st.warning(_why_no_microphone(problem), icon=":material/mic_off:")
    sound = st.audio_input(
        _("Appuyez sur le micro, parlez, puis appuyez encore pour terminer"), sample_rate=16_000, key="sound"
    )
    st.caption(
        _("Le micro n’est ouvert que pendant l’enregistrement. Le son reste sur la machine qui fait tourner ce café.")
    )
    if sound is not None:
        _listen_to(sound.getvalue(), name=_("votre enregistrement"), spoken=spoken)


def _why_no_microphone(problem: str) -> str:
    return {
        "missing": _("Aucun micro n’est branché. Branchez-en un, ou écrivez : l’onglet « Taper » est à côté."),
        "denied": _(
            "Le navigateur refuse le micro à cette page. Autorisez-le par le cadenas à côté de l’adresse, ou écrivez."
        ),
        "insecure": _("Le navigateur n’ouvre le micro que sur localhost ou en https. Changez d’adresse, ou écrivez."),
    }[problem]


def _say_who_listens(spoken: str | None) -> None:
    """Say which engine is going to listen and why, or what is missing."""
    try:
        why = who_listens(house().settings, spoken, language=language())
    except ModelMissing:
        st.warning(
            _("La dictée n’est pas encore installée pour cette langue. Écrivez, ou enregistrez pour plus tard."),
            icon=":material/hearing_disabled:",
        )
        st.page_link("machine.py", label=_("Comment installer la dictée"), icon=":material/download:")
        return
    except CafeError as error:
        st.warning(error.said(_), icon=":material/hearing_disabled:")
        return
    st.caption(label(why))


def _hand_in() -> None:
    spoken = _spoken_language("file-language")
    limit = house().settings.minutes
    handed = st.file_uploader(
        _("Un enregistrement, de {minutes} minutes au plus").format(minutes=f"{limit:g}"), _SOUND_FILES, key="file"
    )
    if handed is not None:
        _listen_to(handed.getvalue(), name=handed.name, spoken=spoken)


def _listen_to(sound: bytes, *, name: str, spoken: str | None) -> None:
    _draft.begin_once(sound, lambda: _draft.begin_by_voice(sound, name=name, spoken=spoken))


def _write() -> None:
    with st.form("write", border=False):
        written_in = choose_written_language(_("J’écris en"), key="written-language")
        text = st.text_area(_("Votre question ou votre contribution"), key="written", height=160)
        if st.form_submit_button(_("Continuer"), icon=":material/arrow_forward:", type="primary") and text.strip():
            _draft.begin_in_writing(text, written_in=written_in)
            st.rerun()
