"""The quotes told anew by a machine, under the quotes themselves: only sentences that passed the check."""

from html import escape

import streamlit as st

from pages._house import house
from pages._language import _
from pages._text import label
from pipelines.rewriting_desk import Retelling
from vocabulary import Answer


def show_rewritten(answer: Answer, *, asked: str, key: str) -> None:
    """Draw what a machine makes of the quotes, as it comes; nothing where none is asked to."""
    desk = house().rewriting
    if desk is None or not answer.sources or not asked.strip():
        return
    with st.container(border=True, key=f"rewritten-{key}"):
        st.subheader(_("Les mêmes mots, en plus court"), anchor=False)
        if desk.ask(answer, asked).is_over:
            _draw(desk.ask(answer, asked))
        else:
            _follow(answer, asked)


@st.fragment(run_every=1.0)
def _follow(answer: Answer, asked: str) -> None:
    desk = house().rewriting
    assert desk is not None, "the settings do not change while the house is open"
    retelling = desk.ask(answer, asked)
    _draw(retelling)
    if retelling.is_over:
        st.rerun()


def _draw(retelling: Retelling) -> None:
    _say_who_writes(retelling)
    places = {source.id: n for n, source in enumerate(retelling.answer.sources, start=1)}
    for told in retelling.sentences:
        links = " ".join(_link(places[source], source) for source in told.sources)
        language = escape(retelling.answer.language)
        st.html(f'<p lang="{language}" class="words">{escape(told.sentence)} {links}</p>')


def _link(place: int, source: str) -> str:
    """Where it is quoted, on this page."""
    called = escape(_("Citation {n}").format(n=place))
    return f'<a href="#{escape(quote_anchor(source))}" aria-label="{called}">[{place}]</a>'


def _say_who_writes(retelling: Retelling) -> None:
    if retelling.sentences:
        told = _("Écrit par une machine à partir des citations ci-dessus")
        st.caption(f":material/smart_toy: {told} · {label(retelling.model or '')}")
    elif retelling.error is not None:
        st.caption(f"{_('La machine ne reformule pas cette fois.')} {label(retelling.error.said(_))}")
    elif retelling.is_over:
        st.caption(_("La machine n’a rien trouvé à dire de plus court sans rien changer : les citations suffisent."))
    else:
        st.caption(_("Une machine reformule les citations ci-dessus…"))


def quote_anchor(source: str) -> str:
    """Where on the page a source is quoted."""
    return f"quote-{source}"
