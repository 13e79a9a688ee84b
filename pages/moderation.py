"""For who moderates: what waits for a decision, one thing after the other."""

from collections import Counter

import streamlit as st

from community.appeals import Appeal
from community.happenings import Thing as Happened
from community.members import Member
from community.moderation import LONGEST_REASON, Case, Decision
from community.permissions import Thing, may
from errors import CafeError
from pages._field import words_field
from pages._house import house
from pages._language import _, ago, plural
from pages._moderation import link_to_place, name_of_ground, show_entries, show_words, thing_asked_for
from pages._text import label, show
from pages._visit import member

_REASON_HEIGHT = 120
moderation = house().community.moderation
here = member()


def show_case(case: Case, *, here: Member) -> None:
    """Draw what was written, what is said against it, what was done before, and the decision."""
    words = case.words
    with st.container(border=True, key=f"case-{words.thing.id}"):
        show_words(words)
        link_to_place(words, text=label(words.title))
        if words.post.hidden_at is not None:
            st.badge(_("Masqué"), icon=":material/visibility_off:")
        for tip in case.quoted_in:
            name = _("Ces mots sont aussi dans l’astuce « {title} »").format(title=label(tip.title))
            st.page_link("tip.py", label=name, icon=":material/lightbulb:", query_params={"id": tip.id})
        show_flags(case)
        if case.history:
            st.markdown(f"**{_('Avant')}**")
            show_entries(case.history, names=True)
        if may("moderate", here, Thing(author=words.author.id)):
            show_decision(case, here=here)
        else:
            st.info(_("Ce sont vos mots : quelqu’un d’autre en décidera."), icon=":material/person:")


def show_flags(case: Case) -> None:
    """Draw how often which reason was given, and what was added to it."""
    if not case.flags:
        return
    since = ago(case.flags[0].at)
    st.markdown(f"**{plural('{count} signalement', '{count} signalements', len(case.flags))}** · {since}")
    for ground, count in Counter(flag.ground for flag in case.flags).most_common():
        st.markdown(f"{name_of_ground(ground)} ({count})")
    for flag in case.flags:
        if flag.words:
            show(flag.words, lang="fr", quote=True)
            st.caption(label(flag.by.pseudonym))


def show_appeal(case: Case, appeal: Appeal, *, here: Member) -> None:
    """Draw what was decided, what its author answers, and the decision about that."""
    thing = case.words.thing
    with st.container(border=True, key=f"appeal-{thing.id}"):
        show_words(case.words)
        link_to_place(case.words, text=label(case.words.title))
        show_entries(case.history, names=True)
        if house().community.appeals.may_decide(appeal, by=here):
            show_decision_of_appeal(thing, here=here)
        else:
            st.info(_("Votre décision est contestée : quelqu’un d’autre en décidera."), icon=":material/person:")


def show_decision_of_appeal(thing: Happened, *, here: Member) -> None:
    """Draw the form by which somebody says whether the author is right."""
    names = {True: _("L’auteur a raison : revenir sur la décision"), False: _("Maintenir la décision")}
    with st.container(key=f"decide-appeal-{thing.id}"):
        is_granted = st.radio(
            _("Que faire ?"), list(names), index=None, format_func=names.__getitem__, key=f"granted-{thing.id}"
        )
        reason = words_field(
            _("Pourquoi ? L’auteur le lira."),
            key=f"appeal-reason-{thing.id}",
            max_chars=LONGEST_REASON,
            height=_REASON_HEIGHT,
        )
        pressed = st.button(_("Décider"), key=f"decide-on-appeal-{thing.id}", type="primary", icon=":material/check:")
    if not pressed:
        return
    if is_granted is None:
        st.error(_("Choisissez ce qu’il faut faire."), icon=":material/error:")
        return
    try:
        house().community.appeals.decide(thing, is_granted=is_granted, reason=reason, by=here)
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
    else:
        st.rerun()


def show_decision(case: Case, *, here: Member) -> None:
    """Draw the form by which somebody decides, with a reason."""
    thing = case.words.thing
    names: dict[Decision, str] = {
        "left": _("Laisser tel quel"),
        "warned": _("Avertir l’auteur, et laisser ses mots"),
        "hidden": _("Masquer"),
    }
    if case.words.post.hidden_at is not None:
        names = {"shown": _("Montrer de nouveau"), "left": _("Laisser masqué")}
    with st.container(key=f"decide-{thing.id}"):
        decision: Decision | None = st.radio(
            _("Que faire ?"), list(names), index=None, format_func=names.__getitem__, key=f"decision-{thing.id}"
        )
        reason = words_field(
            _("Pourquoi ? L’auteur le lira, sauf si tout reste tel quel."),
            key=f"reason-{thing.id}",
            max_chars=LONGEST_REASON,
            height=_REASON_HEIGHT,
        )
        pressed = st.button(_("Décider"), key=f"decide-on-{thing.id}", type="primary", icon=":material/check:")
    if not pressed:
        return
    if decision is None:
        st.error(_("Choisissez ce qu’il faut faire."), icon=":material/error:")
        return
    try:
        moderation.decide(thing, decision, reason=reason, by=here)
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
    else:
        st.toast(_("C’est décidé et noté au journal."), icon=":material/check:")
        st.rerun()


st.title(_("Modération"), anchor=False)
if here is None or not may("moderate", here):
    st.info(_("Cette page est pour qui modère."), icon=":material/shield:")
    st.stop()
st.page_link("moderation_log.py", label=_("Journal de la modération"), icon=":material/menu_book:")
asked_for = thing_asked_for()
if asked_for is not None:
    st.page_link("moderation.py", label=_("Tout ce qui attend"), icon=":material/arrow_back:")
    show_case(moderation.case(asked_for, by=here), here=here)
else:
    contested = house().community.appeals.queue(by=here)
    waiting = moderation.queue(by=here)
    if not contested and not waiting:
        st.success(_("Rien n’attend."), icon=":material/check_circle:")
    if contested:
        st.header(_("Appels"), anchor=False)
    for case, appeal in contested:
        show_appeal(case, appeal, here=here)
    if waiting:
        st.header(_("Signalements"), anchor=False)
    for case in waiting:
        show_case(case, here=here)
