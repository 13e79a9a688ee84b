"""Every version of a tip: who wrote it, when, what it changed; two side by side; an older one brought back."""

import streamlit as st

from community.tips import Version
from pages._compared import show_compared, show_legend
from pages._house import house
from pages._language import _, day
from pages._recording import show_what_was_expressed
from pages._space import show_space
from pages._text import label
from pages._tips import begin_version, what_changed
from pages._visit import viewer

_A_PAGE = 10
community = house().community
tip = community.tips.get(st.query_params.get("id", ""), viewer=viewer())
versions = {version.number: version for version in community.tips.versions(tip.id, viewer=viewer())}


def name_of(version: Version) -> str:
    """Its number, its author and its day."""
    return _("Version {number}, {name}, {day}").format(
        number=version.number, name=version.author.pseudonym, day=day(version.written_at)
    )


def before(number: int) -> int:
    """The version that stood before this one; itself where it was the first."""
    return max((other for other in versions if other < number), default=number)


def compare(left: int, right: int) -> None:
    """Choose what stands on the left and on the right."""
    st.session_state[f"left-{tip.id}"], st.session_state[f"right-{tip.id}"] = left, right


def choose(sentence: str, *, key: str) -> int:
    """Draw the choice of one of the versions."""
    chosen: int = st.selectbox(
        sentence,
        list(versions),
        format_func=lambda number: name_of(versions[number]),
        key=key,
        placeholder=_("Choisir une version"),
    )
    return chosen


def show_comparison() -> None:
    """Draw two versions side by side, at first the newest beside the one before."""
    held = [st.session_state.get(f"{side}-{tip.id}") for side in ("left", "right")]
    if any(number not in versions for number in held):
        compare(before(tip.version), tip.version)
    left_column, right_column = st.columns(2)
    with left_column:
        left = versions[choose(_("Avant"), key=f"left-{tip.id}")]
    with right_column:
        right = versions[choose(_("Après"), key=f"right-{tip.id}")]
    show_legend()
    show_compared(
        f"{left.title}\n{left.body}",
        f"{right.title}\n{right.body}",
        names=(name_of(left), name_of(right)),
        lang=tip.language,
    )


def show_version(version: Version) -> None:
    """Draw one of the list."""
    with st.container(border=True, key=f"version-{version.number}"):
        st.markdown(f"**{label(name_of(version))}**")
        st.caption(what_changed(version))
        show_what_was_expressed(version)
        with st.container(horizontal=True):
            if version.number != before(version.number):
                st.button(
                    _("Voir ce qu’elle change"),
                    key=f"compare-{version.number}",
                    icon=":material/compare:",
                    on_click=compare,
                    args=(before(version.number), version.number),
                )
            if version.number != tip.version and st.button(
                _("Ramener cette version"), key=f"bring-back-{version.number}", icon=":material/restore:"
            ):
                begin_version(tip.id, title=version.title, body=version.body, lang=tip.language, base=tip.version)


show_space(tip.space)
st.page_link("tip.py", label=label(tip.title), icon=":material/arrow_back:", query_params={"id": tip.id})
st.title(_("Toutes les versions"), anchor=False)
st.write(_("Rien ne se perd : une version ramenée devient une version de plus, que vous relisez avant de la publier."))
if len(versions) > 1:
    st.header(_("Deux versions côte à côte"), anchor=False)
    show_comparison()
    st.header(_("Une par une"), anchor=False)
limit = st.session_state.setdefault("versions-shown", _A_PAGE)
for version in list(versions.values())[:limit]:
    show_version(version)
if len(versions) > limit and st.button(_("Voir plus de versions"), key="more-versions", icon=":material/expand_more:"):
    st.session_state["versions-shown"] += _A_PAGE
    st.rerun()
