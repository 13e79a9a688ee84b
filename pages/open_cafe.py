"""Opening a café: preparing it out of sight, until all of it is there and its host lets everybody in."""

from collections.abc import Callable

import streamlit as st

from community.cafes import LONG_STORY, SHORT_STORY, Atelier, Cafe
from community.members import Member
from community.permissions import may
from community.preparing import LONGEST_ALT, LONGEST_QUESTION, LONGEST_TITLE, CafeWords, missing
from errors import CafeError
from modalities.handwriting import decode_photo, encode_photo
from pages._cafe import show_picture
from pages._day import ask_day
from pages._field import words_field
from pages._house import house
from pages._language import _, plural
from pages._published import show_undo
from pages._recording import show_what_was_expressed
from pages._space import name_of_space, show_space
from pages._text import label, show
from pages._visit import member

preparing = house().community.preparing
spaces = {space.id: space for space in house().community.spaces.all() if space.has_cafes}
here = member()


def begin(here: Member) -> None:
    """Draw the first questions, and the cafés that are being prepared already."""
    with st.container(key="begin-cafe"):
        title = words_field(_("Comment s’appelle ce café ?"), key="cafe-title", max_chars=LONGEST_TITLE)
        space = st.radio(
            _("Dans quel espace ?"),
            list(spaces),
            index=list(spaces).index("dream-cafe"),
            format_func=lambda id: name_of_space(spaces[id]),
            horizontal=True,
            key="cafe-space",
        )
        count = st.radio(
            _("Combien d’ateliers ?"),
            [SHORT_STORY, *LONG_STORY],
            format_func=lambda count: plural("{count} atelier", "{count} ateliers", count),
            help=_("Une histoire courte a 3 ateliers, une longue de 5 à 7."),
            horizontal=True,
            key="cafe-length",
        )
        pressed = st.button(_("Commencer"), key="begin", icon=":material/arrow_forward:", type="primary")
    if pressed:
        try:
            begun = preparing.begin(title, space=space, ateliers=count, by=here)
        except CafeError as error:
            st.error(error.said(_), icon=":material/error:")
        else:
            st.query_params["id"] = begun.id
            st.rerun()
    prepared = preparing.of_host(here)
    if prepared:
        st.header(_("Vos cafés en préparation"), anchor=False)
    for cafe in prepared:
        st.page_link("open_cafe.py", label=label(cafe.title), icon=":material/edit_note:", query_params={"id": cafe.id})


def prepare(cafe: Cafe, here: Member) -> None:
    """Draw all that a café needs, in the order in which its visitors will see it."""
    words = preparing.words_of(cafe.id)
    st.page_link("open_cafe.py", label=_("Tous vos cafés en préparation"), icon=":material/arrow_back:")
    show_undo()
    st.title(label(cafe.title), anchor=False)
    st.info(_("Personne d’autre ne voit ce café avant que vous ne l’ouvriez."), icon=":material/visibility_off:")
    ask_dates(cafe, here)
    st.header(_("L’introduction"), anchor=False)
    show_words(words.get(None), to=f"introduction:{cafe.id}", name=_("Dire ou écrire l’introduction"))
    st.header(_("L’image"), anchor=False)
    ask_picture(cafe, here)
    st.header(_("Les ateliers"), anchor=False)
    for number, atelier in enumerate(cafe.ateliers, start=1):
        ask_atelier(number, atelier, words.get(atelier.id), here)
    show_opening(cafe, here)


def ask_dates(cafe: Cafe, here: Member) -> None:
    """Draw the title and the dates."""
    with st.container(key="cafe-dates"):
        title = words_field(_("Le titre"), value=cafe.title, key=f"title-{cafe.id}", max_chars=LONGEST_TITLE)
        starts_on = ask_day(_("Il commence le"), value=cafe.starts_on, key=f"starts-{cafe.id}")
        ends_on = ask_day(_("Il finit le"), value=cafe.ends_on, key=f"ends-{cafe.id}")
        pressed = st.button(_("Noter le titre et les dates"), key="note-dates", icon=":material/check:")
    if pressed and starts_on.is_whole and ends_on.is_whole:
        done(lambda: preparing.describe(cafe.id, title=title, starts_on=starts_on.day, ends_on=ends_on.day, by=here))


def show_words(words: CafeWords | None, *, to: str, name: str) -> None:
    """Draw the words that stand there, with their sound or ink, and the way to say or write others."""
    if words is not None:
        show(words.body, lang=words.language, quote=True)
        show_what_was_expressed(words)
        name = _("Les dire ou les écrire autrement")
    st.page_link("ask.py", label=name, icon=":material/mic:", query_params={"to": to})


def ask_picture(cafe: Cafe, here: Member) -> None:
    """Draw the picture, if there is one, and ask for another with what it shows in words."""
    show_picture(cafe)
    if cafe.picture is not None:
        st.caption(label(cafe.picture.alt))
    kept = st.session_state.get("pictures-kept", 0)  # once one is kept, the fields are empty again
    with st.container(key=f"cafe-picture-{cafe.id}"):
        handed = st.file_uploader(
            _("Une image, si vous en avez une"), ["png", "jpg", "jpeg"], key=f"file-{cafe.id}-{kept}"
        )
        alt = words_field(
            _("Ce qu’elle montre, pour qui ne la voit pas"), key=f"alt-{cafe.id}-{kept}", max_chars=LONGEST_ALT
        )
        pressed = st.button(_("Garder cette image"), key="keep-picture", icon=":material/image:")
    if pressed and handed is None:
        st.warning(_("Choisissez d’abord une image."), icon=":material/image:")
    if pressed and handed is not None:
        content, name = handed.getvalue(), handed.name

        def keep() -> None:
            photo = decode_photo(content, name=name, megabytes=house().settings.megabytes)
            preparing.show_picture(cafe.id, encode_photo(photo), "image/jpeg", alt=alt, by=here)
            st.session_state["pictures-kept"] = kept + 1

        done(keep)


def ask_atelier(number: int, atelier: Atelier, words: CafeWords | None, here: Member) -> None:
    """Draw what one atelier needs."""
    with st.container(border=True, key=f"prepare-{atelier.id}"):
        st.subheader(_("Atelier {number}").format(number=number), anchor=False)
        with st.container(key=f"describe-{atelier.id}"):
            title = words_field(_("Son titre"), value=atelier.title, key=f"title-{atelier.id}", max_chars=LONGEST_TITLE)
            question = words_field(
                _("Sa question, à laquelle on votera"),
                value=atelier.question,
                key=f"question-{atelier.id}",
                max_chars=LONGEST_QUESTION,
            )
            is_blind = st.checkbox(
                _("À l’aveugle : chacun verra les autres après avoir contribué"),
                value=atelier.is_blind,
                key=f"blind-{atelier.id}",
            )
            pressed = st.button(
                _("Noter l’atelier {number}").format(number=number), key=f"note-{atelier.id}", icon=":material/check:"
            )
        if pressed:
            done(
                lambda: preparing.describe_atelier(
                    atelier.id, title=title, question=question, is_blind=is_blind, by=here
                )
            )
        st.markdown(f"**{_('Votre mot d’ouverture')}**")
        show_words(words, to=f"opening:{atelier.id}", name=_("Dire ou écrire le mot d’ouverture"))


def show_opening(cafe: Cafe, here: Member) -> None:
    """Say what is missing, and draw the button that lets everybody in."""
    needs = missing(cafe)
    st.header(_("Ouvrir"), anchor=False)
    if needs:
        st.markdown("\n".join([_("Il manque encore :"), "", *(f"- {_(need)}" for need in needs)]))
    with st.container(horizontal=True):
        if st.button(
            _("Ouvrir le café à tous"), key="open-cafe", type="primary", icon=":material/coffee:", disabled=bool(needs)
        ):
            try:
                preparing.open(cafe.id, by=here)
            except CafeError as error:
                st.error(error.said(_), icon=":material/error:")
            else:
                st.switch_page("cafe.py", query_params={"id": cafe.id})
        with st.popover(_("Renoncer"), icon=":material/delete:"):
            st.write(_("Ce café en préparation sera effacé. Vos textes redeviendront des brouillons."))
            if st.button(_("Oui, renoncer à ce café"), key="give-cafe-up"):
                preparing.give_up(cafe.id, by=here)
                st.query_params.pop("id", None)
                st.rerun()


def done(deed: Callable[[], None]) -> None:
    """Do what a form asks, and draw the page anew; or say why not."""
    try:
        deed()
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
    else:
        st.rerun()


asked = st.query_params.get("id", "")
if not may("open_cafe", here) or here is None:
    st.title(_("Ouvrir un café"), anchor=False)
    st.info(
        _("Les cafés sont ouverts par les animateurs et les accompagnateurs. Demandez ce rôle à qui tient la maison."),
        icon=":material/person:",
    )
elif asked:
    prepared = preparing.get(asked, by=here)
    show_space(prepared.space)
    prepare(prepared, here)
else:
    st.title(_("Ouvrir un café"), anchor=False)
    st.write(_("Un café est une histoire en plusieurs ateliers. Vous le préparez tranquillement, puis vous l’ouvrez."))
    begin(here)
