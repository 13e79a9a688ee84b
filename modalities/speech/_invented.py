"""The phrases that Whisper invents where nobody speaks, and how to tell them from the same words really said.

It has learnt from subtitles, and writes their first and last lines on music, breath and noise. Some of these nobody
says to a help forum; others ("merci") everybody does, and then the sound speaks for them.
"""

import re
import unicodedata
from collections.abc import Sequence

_NOBODY_SAYS = (
    # The authors of subtitles, as they sign them.
    r"(les )?sous titres? (realises?|faits?|traduits?|proposes?|crees?|rediges?)( et \w+)? (par|avec|pour) .*",
    r"(les )?sous titres?( par)?( la communaute)?( d)? amara( org)?",
    r"(les )?sous titres? st 501",
    r"sous titrage( st 501)?( (la )?(societe )?radio canada)?",
    r".* soustitreur com",
    r"(sous titres?|sous titrage|transcription|traduction|adaptation)( et \w+)? par .*",
    r"(realise|traduit) par la communaute.*",
    r"(subtitles?|captions?|transcription|translated|transcribed)( \w+)? by .*",
    r"(subtitles?|captions?) .*amara( org)?( community)?.*",
    r"amara org",
    # The ends of videos.
    r"(et )?merci (beaucoup )?d avoir (regarde|visionne|suivi) (cette|la|ma|notre|mes|nos|ces|l|le|ce) "
    r"(videos?|emission|chaine|journal|reportage|film|episode)( .*)?",
    r"(et )?(n oubliez pas de vous abonner|abonnez vous)( a (la|ma|notre) chaine)?( .*(cloche|video|pouce|like).*)?",
    r"n hesitez pas a (vous abonner|liker|laisser un (like|pouce)).*",
    r"(a|et a) (bientot|tout de suite) (pour|dans) (une|la) (nouvelle|prochaine) video",
    r"(et )?(thanks|thank you)( so much| very much)? for (watching|viewing)( (this|the|my) video)?( (and|bye|see) .*)?",
    r"(please |and )?(don t forget to )?(like and )?subscribe( to (my|our|the|this) channel.*)?",
    r"(i ll )?see you (guys )?(in the )?next (time|video)",
)
_HARDLY_SAID = (r"(et )?merci (beaucoup )?d avoir (regarde|visionne|suivi|ecoute)",)
_MAY_BE_SAID = (
    # Said to people as well as written on noise: believed when the sound bears it out.
    r"(et )?merci( beaucoup| bien| a tous| a vous| a tous et a bientot)?",
    r"(a bientot|au revoir|a la prochaine|a tout de suite|bonne journee|bonne soiree)",
    r"(thank you|thanks)( very much| so much| all)?",
    r"(bye|bye bye|goodbye|you|okay|oh|so|silence|musique|music|applaudissements|applause|rires?)",
)
_FASTEST = 40.0  # letters a second; quick readers reach 25
_SURE_SILENCE = 0.6  # Whisper's own threshold for its probability that there is no speech
_SOME_DOUBT = 0.3
_NO_DOUBT = 0.1
_UNSURE = -1.0  # Whisper's own threshold for the mean logarithm of the probability of its words
_HESITANT = -0.6
_CERTAIN = -0.2


def is_invented(
    text: str,
    *,
    seconds: float,
    no_speech: float = 0.0,
    certainty: float = 0.0,
    prompt: Sequence[str] = (),
) -> bool:
    """Whether a whole utterance is one that nobody said; never for a phrase within a longer sentence.

    ``seconds`` is how long somebody spoke, ``no_speech`` the engine's probability that nobody did, ``certainty`` the
    mean natural logarithm of the probability of its words (0.0 is certain); ``prompt`` the words that the engine was
    given beforehand, which it may repeat.
    """
    said = plain(text)
    if not said:
        return False
    if len(said.replace(" ", "")) > _FASTEST * max(seconds, 0.1):
        return True
    if _is_one_of(_NOBODY_SAYS, said):
        return True
    if _is_one_of(_HARDLY_SAID, said):
        return no_speech > _NO_DOUBT or certainty < _CERTAIN
    if _is_one_of(_MAY_BE_SAID, said):
        return no_speech > _SURE_SILENCE or certainty < _UNSURE or (no_speech > _SOME_DOUBT and certainty < _HESITANT)
    return _repeats(said, prompt, doubtful=no_speech > _SURE_SILENCE or certainty < _UNSURE)


def plain(text: str) -> str:
    """Lower case, without accents or punctuation, words separated by one space."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", bare.lower()))


def _is_one_of(phrases: Sequence[str], said: str) -> bool:
    return any(re.fullmatch(phrase, said) for phrase in phrases)


def _repeats(said: str, prompt: Sequence[str], *, doubtful: bool) -> bool:
    """Whether it is the prompt, or a part of it: three words of it in a row, or fewer where little was heard."""
    given = f" {plain(' '.join(prompt))} "
    return f" {said} " in given and (doubtful or len(said.split()) >= 3)
