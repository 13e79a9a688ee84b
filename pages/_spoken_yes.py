"""The microphone beside the button that publishes, for who has agreed by a gesture: one word is the second act."""

import streamlit as st

from community.drafts import KeptDraft
from errors import CafeError
from modalities.speech.component import microphone
from pages._hearing import hear
from pages._language import _, language
from pages._text import label
from pages.arrival import lead_to
from pipelines.saying_yes import WORD, says_publish


def listen_or_stop() -> None:
    """Begin to record, or end it, as a press of the microphone does."""
    lead_to("yes")
    st.rerun()


def said_yes(kept: KeptDraft) -> bool:
    """Draw the microphone; whether « publier » was said, once for each recording."""
    word = WORD[language()]
    if microphone(key="microphone-for-yes"):
        st.caption(_("Aucun micro ne répond ici : le mot ne peut pas être dit, le bouton reste."))
        return False
    heard = f"yes-heard-{kept.id}"
    count, answer = st.session_state.get(heard, (0, None))
    sound = st.audio_input(
        _("Ou dites « {word} » : appuyez sur le micro, ou montrez la main ouverte, avant et après").format(word=word),
        sample_rate=16_000,
        key=f"say-yes-{kept.id}-{count}",  # a recording is listened to once, then the microphone is new
    )
    if answer is not None:
        st.warning(answer, icon=":material/hearing:")
    if sound is None:
        return False
    is_yes, answer = _listen(sound.getvalue())
    st.session_state[heard] = (count + 1, answer)
    if not is_yes:
        st.rerun()
    return is_yes


def _listen(content: bytes) -> tuple[bool, str | None]:
    """Whether the word was said, and what to answer if it was not."""
    try:
        heard = hear(content)
    except TimeoutError:
        return False, _("La machine écoute quelqu’un d’autre. Appuyez sur « Confirmer et publier », ou redites-le.")
    except CafeError as error:
        return False, error.said(_)
    if says_publish(heard, language()):
        return True, None
    if not heard.text:
        return False, _("Je n’ai rien entendu. Rien n’est publié.")
    return False, _("J’ai entendu « {text} ». Rien n’est publié.").format(text=label(heard.text))
