"""One activity: when and where, signing up, and for who runs it who comes."""

import streamlit as st

from community.agenda import LONGEST_REASON, Activity, SignUp, permitted
from community.members import Member
from community.permissions import may
from errors import CafeError
from pages._activity import names_of_spaces, offer_calendar, show_state, where
from pages._demonstration import show_demonstration_label
from pages._field import words_field
from pages._house import house
from pages._language import _, language, plural
from pages._text import label, show
from pages._visit import member
from pipelines.dating import span_in_words
from vocabulary import now

agenda = house().community.agenda
here = member()
activity = agenda.get(st.query_params.get("id", ""), by=here)


def show_signing_up(activity: Activity, here: Member | None) -> None:
    """Draw the one button: to come, to wait, or not to."""
    if activity.cancelled_at is not None or activity.is_over(now()):
        return
    mine = activity.mine
    if mine is not None and not mine.has_place:
        st.info(
            _(
                "Vous êtes numéro {number} sur la liste d’attente. "
                "Si une place se libère, elle est à vous, et une nouvelle vous le dit."
            ).format(number=mine.in_line),
            icon=":material/hourglass_top:",
        )
    if mine is None:
        name = _("M’inscrire sur la liste d’attente") if activity.is_full else _("M’inscrire")
        if st.button(name, key="sign-up", type="primary", icon=":material/event_available:", disabled=here is None):
            assert here is not None, "the button is disabled for a guest"
            agenda.sign_up(activity.id, by=here)
            st.rerun()
    elif not activity.has_begun(now()) and st.button(
        _("Ne plus venir") if mine.has_place else _("Ne plus attendre"), key="sign-off", icon=":material/event_busy:"
    ):
        assert here is not None, "who signed up is a member"
        agenda.sign_off(activity.id, by=here)
        st.rerun()
    if here is None:
        st.caption(_("Pour vous inscrire, choisissez un pseudonyme : le bouton « Invité » en haut de la page."))


def show_address(activity: Activity) -> None:
    """Draw where it takes place on-line, for who may know."""
    place = activity.plan.place
    if activity.plan.mode != "online" or activity.cancelled_at is not None:
        return
    if not place:
        st.caption(_("L’adresse s’affiche ici pour qui a une place."))
    elif place.startswith(("https://", "http://")) and " " not in place:
        st.link_button(_("Rejoindre en ligne"), place, icon=":material/videocam:")
    else:
        show(place, lang=activity.plan.language)


def show_who_comes(activity: Activity, here: Member) -> None:
    """Draw who signed up; once it begins, it is marked who came."""
    everyone = agenda.sign_ups(activity.id, by=here)
    inside = [one for one in everyone if one.has_place]
    waiting = [one for one in everyone if not one.has_place]
    st.header(plural("{count} inscription", "{count} inscriptions", len(inside)), anchor=False)
    takes_attendance = activity.takes_attendance(now())
    if inside and not takes_attendance and activity.cancelled_at is None:
        st.caption(_("Une demi-heure avant le début, vous pourrez noter ici qui est venu."))
    for one in inside:
        show_sign_up(one, here, takes_attendance=takes_attendance)
    if waiting:
        st.subheader(_("Liste d’attente"), anchor=False)
        for one in waiting:
            st.markdown(f"{one.in_line}. {label(one.member.pseudonym)}")


def show_sign_up(one: SignUp, here: Member, *, takes_attendance: bool) -> None:
    """Draw who signed up and, when it is time, whether they came."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"comes-{one.member.id}"):
        st.markdown(f"**{label(one.member.pseudonym)}**")
        if not takes_attendance:
            return
        answers = {True: _("Présence"), False: _("Absence")}
        came = st.segmented_control(
            _("{name} était là ?").format(name=label(one.member.pseudonym)),
            [True, False],
            default=one.attended,
            format_func=answers.__getitem__,
            key=f"came-{one.member.id}",
            label_visibility="collapsed",
        )
        if came != one.attended:
            agenda.mark(one.activity, one.member.id, attended=came, by=here)


def show_running(activity: Activity, here: Member) -> None:
    """Draw what who runs it may do."""
    if activity.cancelled_at is None and not activity.is_over(now()):
        offer_changes(activity, here)
    show_who_comes(activity, here)


def offer_changes(activity: Activity, here: Member) -> None:
    """Draw the ways to change it, to move it, and to cancel it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            "plan.py",
            label=_("Changer ou déplacer"),
            icon=":material/edit_calendar:",
            query_params={"id": activity.id},
        )
        with st.popover(_("Annuler l’activité"), icon=":material/event_busy:"):
            ask_cancel(activity, here)


def ask_cancel(activity: Activity, here: Member) -> None:
    """Ask why, then cancel."""
    with st.container(key="cancel"):
        reason = words_field(
            _("Pourquoi ? Les personnes inscrites le liront."), key="cancel-reason", max_chars=LONGEST_REASON
        )
        cancelled = st.button(
            _("Annuler, et prévenir tout le monde"), key="cancel-activity", icon=":material/event_busy:"
        )
    if cancelled:
        try:
            agenda.cancel(activity.id, reason=reason, by=here)
        except CafeError as error:
            st.error(error.said(_), icon=":material/error:")
        else:
            st.rerun()


plan = activity.plan
st.page_link("agenda.py", label=_("Agenda"), icon=":material/arrow_back:")
show(plan.title, lang=plan.language, level=1)
show_demonstration_label(activity.is_demonstration)
st.markdown(f":material/schedule: **{span_in_words(plan.starts_at, plan.ends_at, language())}**")
st.markdown(where(activity))
st.caption(
    _("{space} · animée par {name}").format(
        space=label(names_of_spaces().get(plan.space, plan.space)), name=label(activity.held_by.pseudonym)
    )
)
show_state(activity)
if activity.cancelled_at is not None:
    show(activity.reason, lang=plan.language, quote=True)
elif activity.reason:
    st.caption(_("Dernier changement : {reason}").format(reason=label(activity.reason)))
if plan.description:
    show(plan.description, lang=plan.language)
show_signing_up(activity, here)
show_address(activity)
if activity.cancelled_at is None:
    offer_calendar(activity)
if here is not None and may("run_activity", here, permitted(activity)):
    show_running(activity, here)
