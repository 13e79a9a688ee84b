"""To print a page: the button, and what only the paper shows. How the paper looks stands in ``print.css``."""

from base64 import b64encode
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from modalities.picture import qr
from pages._house import house
from pages._language import _
from vocabulary import Answer

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "cafe_printing",
    html=(_HERE / "printing.html").read_text("utf-8"),
    css=(_HERE / "printing.css").read_text("utf-8"),
    js=(_HERE / "printing.js").read_text("utf-8"),
)


def show_print_button(*, key: str) -> None:
    """Draw the button that prints this page as it stands."""
    _mount(key=f"print-{key}", data={"label": _("Imprimer")})


def show_printed_answer(answer: Answer) -> None:
    """What paper shows in place of the reader: the lines of an answer, its steps numbered."""
    lines = "".join(_printed_line(line, answer) for line in answer.text.split("\n") if line.strip())
    st.html(f'<div class="only-printed printed-answer" lang="{answer.language}">{lines}</div>')


def _printed_line(line: str, answer: Answer) -> str:
    words = escape(line.strip())
    if line in answer.steps:
        return f'<p class="printed-step"><span>{answer.steps.index(line) + 1}.</span>{words}</p>'
    return f"<p>{words}</p>"


def show_printed_address(path: str) -> None:
    """At the end of the paper, where this page is found: its address, and the code of it."""
    here = _origin() + path
    code = qr(here)
    drawing = ""
    if code is not None:
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.size} {code.size}">'
            f'<path shape-rendering="crispEdges" d="{code.path}"/></svg>'
        )
        drawing = f'<img alt="" src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">'
    words = escape(_("Cette page, et ce qui s’y est ajouté depuis :"))
    st.html(f'<div class="only-printed printed-address">{drawing}<p>{words}<br>{escape(here)}</p></div>')


def _origin() -> str:
    """Scheme, host and port by which others reach this café."""
    asked = urlsplit(house().settings.public_address or st.context.url or "")
    return f"{asked.scheme}://{asked.netloc}" if asked.netloc else ""
