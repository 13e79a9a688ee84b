"""The current draft: begun, left, taken up again, thrown away."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import streamlit as st

from community.articles import ARTICLE_KINDS
from community.cafes import place_of_reply
from community.drafts import KeptDraft
from community.syntheses import place_of
from errors import CafeError, NotFound, NotYours
from pages._house import house
from pages._language import _, ago, language
from pages._published import lead_to, link_to
from pages._queue import queue
from pages._text import label
from pages._visit import viewer, visit
from pipelines.contribute import clip_from
from pipelines.shortening import shortened
from vocabulary import LANGUAGES, Destination, Draft, Language, Recognition

CONFIRM = "confirm"
"""The key of the button that publishes a draft."""
_PUBLISHED = "published-draft"


def current() -> KeptDraft | None:
    """The draft that the address names, if it is still this browser's to correct.

    None as well while it is the one on the sheet of the first screen: there the other ways in stand around it.
    """
    asked = st.query_params.get("draft")
    if not asked or asked == on_first_sheet():
        return None
    try:
        kept = house().community.drafts.get(asked, visit=visit())
    except (NotFound, NotYours):
        kept = None
    if kept is not None and kept.confirmed is not None:
        if st.session_state.get(CONFIRM):  # its button was pressed here while another tab published it
            lead_to(kept.confirmed, draft=kept.id)
        st.session_state[_PUBLISHED] = kept
        kept = None
    if kept is None:
        leave()
    return kept


def show_published() -> None:
    """Draw the way to the publication of a draft that was asked for, and is one no more."""
    kept: KeptDraft | None = st.session_state.pop(_PUBLISHED, None)
    if kept is not None and kept.confirmed is not None:
        link_to(kept.confirmed, draft=kept.id)


def is_heard(kept: KeptDraft) -> bool:
    """Whether its recording, if it has one, was listened to."""
    return kept.recording is None or bool(kept.draft.recognitions) or bool(kept.draft.text)


def is_being_written(kept: KeptDraft) -> bool:
    """Whether its author is still at the sheet, or went back to it."""
    return kept.ink is not None and (not kept.draft.recognitions or "sheet" in st.query_params)


def begin_in_writing(text: str, *, written_in: Language) -> None:
    """Keep a written draft and make it the current one."""
    _begin(Draft(text=text, author="", language=written_in, to=asked_for()))


def begin_by_voice(sound: bytes, *, name: str, spoken: str | None) -> None:
    """Keep a recording and queue it. Raises ``CannotBeRead`` for what is not sound, and keeps nothing then."""
    clip = clip_from(sound, name=name, settings=house().settings)
    heard_as = spoken if spoken in LANGUAGES else language()
    kept = _begin(Draft(text="", author="", language=heard_as, to=asked_for()), recording=sound)
    queue(kept, clip, spoken)


def begin_on_sheet(ink: bytes, *, written_in: Language) -> KeptDraft:
    """Keep what stands on the first screen's sheet; its author goes on writing there."""
    draft = Draft(text="", author="", language=written_in, to=asked_for())
    here, first_sheet = visit(), _first_sheet()
    with first_sheet.turn:
        kept = house().community.drafts.keep(draft, visit=here, id=first_sheet.draft, ink=ink)
        first_sheet.draft = kept.id
    return kept


@dataclass
class _FirstSheet:
    """What stands on the first screen's sheet.

    When a press follows the pen, Streamlit begins the next run while the former one still keeps the ink: without
    taking turns each would begin a draft of it.
    """

    draft: str | None = None
    turn: Lock = field(default_factory=Lock)


def _first_sheet() -> _FirstSheet:
    first_sheet: _FirstSheet = st.session_state.setdefault("first-sheet", _FirstSheet())
    return first_sheet


def on_first_sheet() -> str | None:
    """The id of the draft on the first screen's sheet. The address names it too, for a reload."""
    return _first_sheet().draft


def clear_first_sheet(id: str | None) -> None:
    """Let the first screen's sheet begin anew, if this draft stands on it."""
    if on_first_sheet() == id:
        _first_sheet().draft = None


def name_in_address(kept: KeptDraft) -> None:
    """Let a reload find the draft on the first screen's sheet."""
    if st.query_params.get("draft") != kept.id:
        st.query_params["draft"] = kept.id


def begin_by_photo(photo: bytes, media_type: str, recognition: Recognition, *, written_in: Language) -> None:
    """Keep a photographed note with what was read on it, and make it the current draft."""
    draft = Draft(text=recognition.text, author="", language=written_in, to=asked_for(), recognitions=(recognition,))
    _begin(draft, photo=photo, photo_type=media_type)


def begin_once(content: bytes, begin: Callable[[], None]) -> None:
    """Begin a draft from what was handed in; the same bytes, which a widget gives again at each run, begin it once."""
    digest = hashlib.sha256(content).hexdigest()
    if st.session_state.get("begun") == digest:
        return
    try:
        begin()
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
        return
    st.session_state["begun"] = digest
    st.rerun()


def _begin(draft: Draft, **files: Any) -> KeptDraft:
    kept = house().community.drafts.keep(draft, visit=visit(), **files)
    st.query_params["draft"] = kept.id
    return kept


def asked_for() -> Destination | None:
    """Where the address says that the draft is meant to go: ``to=thread:12``, ``to=atelier:3`` or ``to=tip:5``."""
    kind, _colon, identity = st.query_params.get("to", "").partition(":")
    if kind in ("introduction", "opening") and identity:
        return Destination(kind="introduction" if kind == "introduction" else "opening", id=identity)
    if kind == "thread" and identity:
        return Destination(kind="thread", id=identity)
    if kind == "atelier" and identity:
        return Destination(kind="atelier", id=identity)
    if kind == "contribution" and identity:
        return Destination(kind="contribution", id=identity)
    if kind == "synthesis" and identity:
        return Destination(kind="synthesis", id=identity)
    if kind == "tip" and identity:
        return Destination(kind="tip", id=identity)
    if kind == "article" and identity in ARTICLE_KINDS:
        return Destination(kind="article", id=identity)
    return None


def show_destination_asked_for() -> None:
    """Say what the draft to come replies to."""
    to = asked_for()
    if to is not None:
        st.info(describe(to), icon=":material/subdirectory_arrow_right:")


def leave() -> None:
    """Forget the current draft's address; the draft itself stays kept."""
    st.query_params.pop("draft", None)
    st.query_params.pop("to", None)
    st.query_params.pop("sheet", None)


def leave_sheet(kept: KeptDraft | None) -> None:
    """Go to the ways in; what begins there goes to the same place. None for the sheet that stands among them."""
    if kept is None:
        return
    leave()
    to = kept.draft.to
    if to is not None and to.kind != "forum":
        st.query_params["to"] = f"{to.kind}:{to.id}"


def resume(kept: KeptDraft) -> None:
    """Go on to a draft on a screen of its own."""
    clear_first_sheet(kept.id)
    st.query_params["draft"] = kept.id
    st.rerun()


def describe(to: Destination) -> str:
    """What a reply or a contribution belongs to, in a sentence."""
    community = house().community
    if to.kind == "article":
        return _("Pour « À grignoter »")
    if to.kind == "atelier":
        return _("Votre contribution à l’atelier « {title} »").format(title=label(community.cafes.atelier(to.id).title))
    if to.kind == "contribution":
        return _describe_reply(to.id)
    if to.kind == "introduction":
        return _("L’introduction de votre café. Dites pourquoi l’on s’y retrouve.")
    if to.kind == "opening":
        return _("Votre mot d’ouverture de l’atelier. C’est ce que chacun lira d’abord.")
    if to.kind == "synthesis":
        atelier = community.cafes.atelier(place_of(to.id)[0], viewer=viewer())
        return _("Une phrase de vous, dans la synthèse de « {title} »").format(title=label(atelier.title))
    if to.kind == "tip" and to.version == 0:
        return _("Une nouvelle astuce. Ajoutez vos mots, corrigez, ordonnez : d’autres pourront la compléter.")
    if to.kind == "tip":
        title = label(community.tips.get(to.id, viewer=viewer()).title)
        if to.version is None:
            return _("Un passage de plus pour l’astuce « {title} », à la suite du texte").format(title=title)
        return _("Une nouvelle version de l’astuce « {title} »").format(title=title)
    question = community.forum.thread(to.id, viewer=viewer()).question
    return _("Votre réponse à « {title} »").format(title=label(question.title))


def _describe_reply(place: str) -> str:
    """What is replied to in an atelier, with the words that are quoted."""
    cafes = house().community.cafes
    id, span = place_of_reply(place)
    answered = cafes.contribution(id, viewer=viewer())
    sentence = _("Votre réponse à {name}, dans l’atelier « {title} »").format(
        name=label(answered.author.pseudonym), title=label(cafes.atelier(answered.atelier).title)
    )
    if span is None:
        return sentence
    return _("{reply}. Vous citez : « {words} »").format(reply=sentence, words=label(answered.body[slice(*span)]))


def show_later(kept: KeptDraft) -> None:
    """Draw the ways to leave a sheet: for a while, or for good."""
    with st.container(horizontal=True):
        if st.button(_("Plus tard"), key="later", icon=":material/schedule:"):
            leave()
            st.rerun()
        show_discard(kept)


def show_discard(kept: KeptDraft) -> None:
    """Draw the way to throw a draft away, which asks once more."""
    with st.popover(_("Jeter"), icon=":material/delete:"):
        _ask_discard(kept, key=f"discard-{kept.id}")


def ask_discard(kept: KeptDraft) -> None:
    """Ask whether a draft is to be thrown away, in the middle of the screen: a gesture alone loses nothing."""
    dialog = st.dialog(_("Jeter ce brouillon ?"))
    dialog(_ask_discard)(kept, key=f"discard-asked-{kept.id}")


def _ask_discard(kept: KeptDraft, *, key: str) -> None:
    st.write(_("Ce brouillon sera effacé, avec son enregistrement, son encre ou sa photo."))
    if st.button(_("Oui, jeter ce brouillon"), key=key):
        house().community.drafts.discard(kept.id, visit=visit())
        leave()
        st.rerun()


def _untitled(kept: KeptDraft) -> str:
    if kept.ink is not None:
        return _("Une feuille écrite à la main")
    return _("Une photo") if kept.photo is not None else _("Un enregistrement")


def show_unfinished() -> None:
    """Draw the drafts of this browser that wait for their author."""
    unfinished = house().community.drafts.of_visit(visit())
    if not unfinished:
        return
    st.subheader(_("Vos brouillons"), anchor=False)
    for kept in unfinished:
        title = shortened(kept.draft.text, length=60) or _untitled(kept)
        if st.button(f"{label(title)} · {ago(kept.changed_at)}", key=f"resume-{kept.id}", icon=":material/edit_note:"):
            resume(kept)
