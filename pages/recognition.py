"""Signs of recognition: who did good to most people in a month, the months before, and the rules, word for word."""

from datetime import date

import streamlit as st
from babel.dates import format_skeleton

from community.members import Member
from community.merit_rules import KINDS, MeritKind
from pages._demonstration import show_demonstration_label
from pages._house import house
from pages._language import _, language
from pages._merits import ICONS, how_many, link_to_member, name_of_kind
from pages._text import label
from pages._visit import member

merits = house().community.merits
here = member()


def name_of_month(month: str) -> str:
    """« mars 2026 »."""
    year, number = month.split("-")
    return str(format_skeleton("yMMMM", date(int(year), int(number), 1), locale=language()))


def as_title(sentence: str) -> str:
    """With a capital, as a line of its own begins."""
    return sentence[:1].upper() + sentence[1:]


def shown_month(months: tuple[str, ...], current: str) -> str:
    """The month that the address names, else the one that goes on, else the last in which anything happened."""
    asked = st.query_params.get("month")
    if asked in (*months, current):
        return str(asked)
    return current if current in months or not months else months[0]


def show_way_to(month: str, *, icon: str) -> None:
    """Draw the way to another month."""
    st.page_link("recognition.py", label=name_of_month(month), icon=icon, query_params={"month": month})


def show_neighbours(months: tuple[str, ...], month: str, current: str) -> None:
    """Draw the ways to the month before and to the one after."""
    every = sorted({*months, current})
    place = every.index(month)
    with st.container(horizontal=True):
        if place > 0:
            show_way_to(every[place - 1], icon=":material/arrow_back:")
        if place + 1 < len(every):
            show_way_to(every[place + 1], icon=":material/arrow_forward:")


def show_kind(kind: MeritKind, named: tuple[tuple[Member, int], ...]) -> None:
    """Draw who is named for one kind."""
    with st.container(border=True, key=f"top-{kind}"):
        st.subheader(f"{ICONS[kind]} {label(name_of_kind(kind))}", anchor=False)
        for one, people in named:
            link_to_member(one, more=f" · {how_many(kind, people)}")


def show_month(month: str) -> None:
    """Draw who is named in a month."""
    top = merits.top(month)
    show_demonstration_label(any(one.is_demonstration for named in top.values() for one, _people in named))
    for kind in KINDS:
        if kind in top:
            show_kind(kind, top[kind])
    nobody = [name_of_kind(kind) for kind in KINDS if kind not in top]
    if not top:
        st.info(_("Rien à montrer pour ce mois."), icon=":material/hourglass_empty:")
    elif nobody:
        st.caption(_("Personne ce mois-là : {names}").format(names=label(", ".join(nobody))))


def show_rules() -> None:
    """Draw the rules, as the file has them by which the café counts."""
    st.header(_("Les règles"), anchor=False)
    st.caption(_("Mot pour mot celles du fichier par lequel le café compte : {file}").format(file="assets/merits.toml"))
    st.markdown("\n".join(f"- {label(sentence)}" for sentence in merits.rules.general[language()]))
    for kind in KINDS:
        said = merits.rules.kinds[kind].said[language()]
        rule = _("**{name}** : {rule}").format(name=label(said.name), rule=label(said.rule))
        st.markdown(f"{ICONS[kind]} {rule}")


current, months = merits.month(), merits.months()
month = shown_month(months, current)

st.title(_("Reconnaissance"), anchor=False)
st.write(_("Merci à celles et ceux qui ont fait du bien au plus grand nombre de personnes différentes."))
if here is not None:
    st.page_link("member.py", label=_("Mes signes"), icon=":material/person:", query_params={"id": here.id})
if month != current and st.query_params.get("month") is None:
    st.caption(_("Rien encore en {month}.").format(month=name_of_month(current)))
going_on = _("{month}, en cours").format(month=name_of_month(month))
st.header(as_title(going_on if month == current else name_of_month(month)), anchor=False)
show_neighbours(months, month, current)
show_month(month)
show_rules()
