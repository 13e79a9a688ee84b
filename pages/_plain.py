"""The easy-to-read version of an answer: large, an idea a line, a picture beside each step, hard words explained."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

import streamlit as st

from modalities.picture import pictogram_for, svg_of
from pages import _habits
from pages._language import _, plural
from pages._reader import show_reader
from pipelines.plain import Explained, Plain, PlainLine, plain
from vocabulary import Answer

_HABIT = "plain"
_STYLE = (Path(__file__).parent / "plain.css").read_text("utf-8")


def show_plain(answer: Answer, *, key: str) -> bool:
    """Draw the choice of the easy-to-read version, and that version where it is chosen; gives whether it is."""
    chosen = f"plain-{key}"
    st.session_state.setdefault(chosen, bool(_habits.habits().get(_HABIT, False)))
    st.toggle(
        _("Facile à lire"),
        key=chosen,
        help=_("Phrases courtes, une idée par ligne, mots difficiles expliqués. Rien n’est ajouté à la réponse."),
        on_change=_remember,
        args=(chosen,),
    )
    if not st.session_state[chosen]:
        return False
    told = plain(answer)
    st.html(f"<style>\n{_STYLE}</style>")
    st.html(f'<div class="plain" lang="{told.language}">{"".join(_drawn(told, answer.steps))}</div>')
    with st.expander(_("Écouter la version facile à lire"), icon=":material/volume_up:"):
        show_reader(read_aloud(told), language=answer.language, key=chosen, sources=answer.sources)
    return True


def read_aloud(told: Plain) -> str:
    """The easy-to-read version as it is read aloud: the lines, each with its explanations after it."""
    return "\n".join(
        said
        for n, line in enumerate(told.lines)
        for said in (" ".join(line.text.split("\n")), *(_explanation(word) for word in told.explained_in(n)))
    )


def _remember(chosen: str) -> None:
    _habits.keep(_HABIT, bool(st.session_state[chosen]))


def _explanation(word: Explained) -> str:
    return _("Explication : {word}. {means}").format(word=word.written, means=word.means)


def _drawn(told: Plain, steps: Sequence[str]) -> Iterator[str]:
    """The lines of each sentence together; steps with their number and their picture."""
    for _place, found in groupby(enumerate(told.lines), key=lambda one: one[1].sentence):
        numbered = list(found)
        step = numbered[0][1].step
        lines = "".join(_line(line, told.explained_in(n)) for n, line in numbered)
        if numbered[0][1].kind == "says":
            yield lines
        elif step is None:
            yield f'<div class="plain-idea">{lines}</div>'
        else:
            yield f'<div class="plain-idea">{_tile(steps, step, told.language)}<div>{lines}</div></div>'


def _line(line: PlainLine, words: Sequence[Explained]) -> str:
    shown, done = "", 0
    for word in words:
        shown += _broken(line.text[done : word.start])
        shown += f'<span class="hard-word">{escape(line.text[word.start : word.end])}</span>'
        done = word.end
    shown += _broken(line.text[done:])
    if line.kind == "says":  # ours: a guillemet does not stand alone at the end of a line
        shown = shown.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    return f'<p class="plain-{line.kind}">{shown}</p>{_explanations(words)}'


def _explanations(words: Sequence[Explained]) -> str:
    if not words:
        return ""
    title = plural("Mot expliqué", "Mots expliqués", len(words))
    means = (_("{word} : {means}").format(word=word.written, means=word.means) for word in words)
    listed = "".join(f"<p>{escape(one)}</p>" for one in means)
    return f'<div class="explained"><strong>{escape(title)}</strong>{listed}</div>'


def _broken(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _tile(steps: Sequence[str], step: int, language: str) -> str:
    """The number of a step, over its picture, the card's, where a word of it has one."""
    name = pictogram_for(steps[step - 1], language)
    number = f'<span class="plain-number"><span class="only-said">{escape(_("Étape"))} </span>{step}</span>'
    if name is None:
        return f'<div class="plain-tile">{number}</div>'
    # As a mask, in the colour of the text: Streamlit lets no SVG through.
    address = "data:image/svg+xml;base64," + b64encode(svg_of(name).encode()).decode()
    drawing = f'<span class="pictogram" aria-hidden="true" style="--pictogram: url({address})"></span>'
    return f'<div class="plain-tile">{number}{drawing}</div>'
