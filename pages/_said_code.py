"""A code that is said: its pictures are laid into their places, and whoever said it looks before entering."""

import streamlit as st

from community.codes import LENGTH, Code
from errors import CafeError
from modalities.speech.component import microphone
from pages._hearing import hear
from pages._language import _, language
from pages._text import label
from pipelines.code_words import WORDS, code_in, is_whole, word_of

_SAID = "code-said"


def laid() -> Code:
    """The pictures that were said last; none before."""
    code: Code = st.session_state.get(_SAID, (0, (), None))[1]
    return code[:LENGTH]


def listen_for_code() -> None:
    """Draw the microphone; what is heard is shown and laid into the places, and enters nowhere by itself."""
    if microphone(key="microphone-for-code"):
        st.caption(_("Aucun micro ne répond ici : choisissez les images, ou tapez les mots."))
        return
    count, _code, answer = st.session_state.get(_SAID, (0, (), None))
    sound = st.audio_input(
        _("Appuyez sur le micro, dites vos {count} mots, appuyez encore").format(count=LENGTH),
        sample_rate=16_000,
        key=f"say-code-{count}",  # a recording is listened to once, then the microphone is new
    )
    if answer is not None:
        st.info(answer, icon=":material/hearing:")
    if sound is not None:
        st.session_state[_SAID] = (count + 1, *_heard(sound.getvalue()))
        st.rerun()


def _heard(content: bytes) -> tuple[Code, str]:
    """The pictures, and what to say of them."""
    try:
        heard = hear(content, hints=tuple(word_of(name, language()) for name in WORDS))
    except TimeoutError:
        return (), _("La machine écoute quelqu’un d’autre. Choisissez les images, ou redites-les.")
    except CafeError as error:
        return (), error.said(_)
    if not heard.text:
        return (), _("Je n’ai rien entendu. Redites-les, ou choisissez les images.")
    code = code_in(heard.text)
    if is_whole(code):
        return code, _("J’ai entendu « {text} ». Regardez les images, puis entrez.").format(text=label(heard.text))
    return code, _("J’ai entendu « {text} » : {count} images sur {length}. Complétez ou corrigez-les.").format(
        text=label(heard.text), count=len(code), length=LENGTH
    )
