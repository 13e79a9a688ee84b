"""What was understood and put into a field: shown with its doubts, changed to another reading, taken back."""

import re
from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from pages._language import _, language, plural
from pages._text import label
from pipelines.contribute import is_doubtful
from vocabulary import Recognition, Word

_MOST_DOUBTS = 6  # words whose other readings are offered; with more it is quicker to say it again


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What the ways in need to know of a field."""

    key: str
    label: str
    max_chars: int | None
    is_long: bool
    """Whether it takes several lines."""
    starts_over: bool
    """Whether new words take the place of the former: those that are searched for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was understood for one field."""

    number: int
    """Of what was taken into this field, counted from one."""
    recognition: Recognition
    text: str
    """As it was put into the field, or would have been."""
    before: str
    """What stood in the field."""
    after: str | None
    """What stands in it since; None where there was no room, and nothing was changed."""

    @property
    def fits(self) -> bool:
        return self.after is not None


def put_what_was_taken(key: str, *, start: str) -> bool:
    """Give the field its words before it is drawn: those that were taken since, or at first those it begins with.

    Gives whether it begins: what was understood before somebody left the page is shown no more.
    """
    if _next(key) in st.session_state:
        st.session_state[key] = st.session_state.pop(_next(key))
    elif key not in st.session_state:
        st.session_state[key] = start
        forget_taken(key)
        return True
    return False


def after_taking(key: str, text: str) -> None:
    """Let the field hold these words when it is drawn next."""
    st.session_state[_next(key)] = text


def take(field: Field, text: str, recognition: Recognition) -> None:
    """Put what was understood after what stands in the field; where there is no room, only show it."""
    key = field.key
    text = text.strip() if field.is_long else " ".join(text.split())
    before = st.session_state.get(key, "")
    both = f"{before.rstrip()} {text}" if before.strip() and not field.starts_over else text
    after = both if _fits(field, both) else None
    last = taken(key)
    st.session_state[_taken(key)] = Taken(
        number=last.number + 1 if last else 1, recognition=recognition, text=text, before=before, after=after
    )
    if after is not None:
        after_taking(key, after)


def _fits(field: Field, text: str) -> bool:
    return field.max_chars is None or len(text) <= field.max_chars


def taken(key: str) -> Taken | None:
    """What was understood last for this field."""
    found: Taken | None = st.session_state.get(_taken(key))
    return found


def forget_taken(key: str) -> None:
    """Show it no more."""
    st.session_state.pop(_taken(key), None)


def show_taken(field: Field) -> None:
    """Draw what was understood last, its other readings, and the ways back."""
    key, last = field.key, taken(field.key)
    if last is None:
        return
    read = last.recognition.modality == "handwriting"
    st.markdown(_("Ce que j’ai lu :") if read else _("Ce que j’ai entendu :"))
    st.html(_marked_words(last))
    if last.fits:
        for number, (said, others) in enumerate(_readings(last)):
            _choose_reading(key, f"{key}-reading-{last.number}-{number}", said, others)
    else:
        count = plural("{count} signe", "{count} signes", field.max_chars or 0)
        st.warning(
            _("Le champ n’a pas assez de place ({count} au plus) : rien n’y est changé.").format(count=count),
            icon=":material/short_text:",
        )
    _offer_ways_back(field, last)


def _offer_ways_back(field: Field, last: Taken) -> None:
    """Not once the author has typed on: going back would lose that."""
    key = field.key
    if st.session_state.get(key, "") != (last.before if last.after is None else last.after):
        return
    if not last.before.strip() and not last.fits:
        return
    with st.container(horizontal=True):
        if last.before.strip() and not field.starts_over and _fits(field, last.text):
            st.button(_("N’en garder que cela"), key=f"{key}-only", on_click=_keep_only, args=(key,))
        if last.fits:
            st.button(
                _("Remettre comme avant"), key=f"{key}-back", icon=":material/undo:", on_click=_put_back, args=(key,)
            )


def _keep_only(key: str) -> None:
    """Leave out what stood in the field; a reading that was chosen since stays."""
    last, text = taken(key), st.session_state.get(key, "")
    if last is None:
        return
    begins = f"{last.before.rstrip()} "
    only = text.removeprefix(begins) if last.fits and text.startswith(begins) else last.text
    after_taking(key, only)
    st.session_state[_taken(key)] = replace(last, after=only)


def _put_back(key: str) -> None:
    last = taken(key)
    if last is not None:
        after_taking(key, last.before)
    forget_taken(key)


def _marked_words(last: Taken) -> str:
    """The words as they were understood, the doubtful ones marked, for eyes and for screen readers."""
    words, modality = last.recognition.words, last.recognition.modality
    if " ".join(word.text for word in words).split() == last.text.split():
        said = " ".join(_marked(word, modality) for word in words)
    else:  # its author chose other readings on the sheet
        said = escape(last.text)
    lang = escape(last.recognition.language or language())
    return f'<blockquote class="words understood" lang="{lang}">{said}</blockquote>'


def _marked(word: Word, modality: str) -> str:
    if not is_doubtful(word, modality=modality):
        return escape(word.text)
    hint = f'<span class="only-said">, {escape(_("mot douteux"))}</span>'
    return f'<span class="doubtful">{escape(word.text)}{hint}</span>'


def _readings(last: Taken) -> list[tuple[str, tuple[str, ...]]]:
    """What may be read otherwise, with its other readings: the doubtful words, or else the whole."""
    recognition = last.recognition
    doubts = [word for word in recognition.words if is_doubtful(word, modality=recognition.modality)]
    readings = [(word.text, tuple(other.text for other in word.alternatives)) for word in doubts[:_MOST_DOUBTS]]
    if not any(others for _said, others in readings):
        readings = [(last.text, tuple(other.text for other in recognition.alternatives))]
    distinct = [(said, tuple(dict.fromkeys(one for one in others if one and one != said))) for said, others in readings]
    return [(said, others) for said, others in distinct if others]


def _choose_reading(key: str, name: str, said: str, others: tuple[str, ...]) -> None:
    """Draw the other readings of a word; the one that is chosen takes its place in the field, where it still stands."""
    st.radio(
        _("Au lieu de « {word} » :").format(word=label(said)),
        (said, *others),
        format_func=label,
        horizontal=True,
        key=name,
        on_change=_read_otherwise,
        args=(key, name, (said, *others)),
    )


def _read_otherwise(key: str, name: str, readings: tuple[str, ...]) -> None:
    chosen, text = st.session_state[name], st.session_state.get(key, "")
    others = sorted((re.escape(one) for one in readings if one != chosen), key=len, reverse=True)
    standing = list(re.finditer(rf"(?<!\w)(?:{'|'.join(others)})(?!\w)", text))
    if standing:
        start, end = standing[-1].span()  # what was said last stands last
        changed = text[:start] + chosen + text[end:]
        after_taking(key, changed)
        last = taken(key)
        if last is not None and last.after == text:
            st.session_state[_taken(key)] = replace(last, after=changed)


def _next(key: str) -> str:
    return f"{key}-next-words"


def _taken(key: str) -> str:
    return f"{key}-taken"
