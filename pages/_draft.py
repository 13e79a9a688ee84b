"""A draft on the screen: begun, listened to, corrected, confirmed. Only the last publishes."""

from dataclasses import replace
from typing import cast

import streamlit as st

from community.drafts import KeptDraft
from errors import CafeError, Cancelled, NotFound, NotYours
from modalities.speech import Clip
from pages._house import house
from pages._language import _, ago, language
from pages._similar import show_similar
from pages._text import label, shortened
from pages._visit import enter, member, visit
from pages.draft_editor import edit_words, edited_text
from pipelines.contribute import clip_from, hints, is_doubtful, suggested_subject
from pipelines.listening import Listening
from vocabulary import LANGUAGES, Destination, Draft, Recognition

_AT_ONCE = 1.5  # seconds that a short recording may take without a progress bar


def current() -> KeptDraft | None:
    """The draft that the address names, if it is still this browser's to correct."""
    asked = st.query_params.get("draft")
    if not asked:
        return None
    try:
        kept = house().community.drafts.get(asked, visit=visit())
    except (NotFound, NotYours):
        kept = None
    if kept is None or kept.confirmed:
        leave()
        return None
    return kept


def is_heard(kept: KeptDraft) -> bool:
    """Whether its recording, if it has one, was listened to."""
    return kept.recording is None or bool(kept.draft.recognitions) or bool(kept.draft.text)


def begin_in_writing(text: str) -> None:
    """Keep a written draft and make it the current one."""
    _begin(Draft(text=text, author="", language=language(), to=_asked_for()))


def begin_by_voice(sound: bytes, *, name: str, spoken: str | None) -> None:
    """Keep a recording and queue it. Raises ``CannotBeRead`` for what is not sound, and keeps nothing then."""
    clip = clip_from(sound, name=name, settings=house().settings)
    heard_as = spoken if spoken in LANGUAGES else language()
    kept = _begin(Draft(text="", author="", language=heard_as, to=_asked_for()), recording=sound)
    _listen(kept, clip, spoken)


def _begin(draft: Draft, *, recording: bytes | None = None) -> KeptDraft:
    kept = house().community.drafts.keep(draft, visit=visit(), recording=recording)
    st.query_params["draft"] = kept.id
    return kept


def _asked_for() -> Destination | None:
    """Where the address says that the draft is meant to go: ``to=thread:12`` or ``to=atelier:3``."""
    kind, _colon, identity = st.query_params.get("to", "").partition(":")
    if kind == "thread" and identity:
        return Destination(kind="thread", id=identity)
    if kind == "atelier" and identity:
        return Destination(kind="atelier", id=identity)
    return None


def show_destination_asked_for() -> None:
    """Say what the draft to come replies to."""
    to = _asked_for()
    if to is not None:
        st.info(_describe(to), icon=":material/subdirectory_arrow_right:")


def leave() -> None:
    """Forget the current draft's address; the draft itself stays kept."""
    st.query_params.pop("draft", None)
    st.query_params.pop("to", None)


# -- listening ------------------------------------------------------------------------------------------------------


def _listen(kept: KeptDraft, clip: Clip, spoken: str | None) -> Listening:
    listening = house().listening.submit(clip, language=spoken, hints=hints(house().community))
    st.session_state[f"listening-{kept.id}"] = listening
    return listening


def _listening_of(kept: KeptDraft) -> Listening:
    """What this session queued, or the kept recording queued anew after a reload or a restart."""
    if f"listening-{kept.id}" in st.session_state:
        return cast(Listening, st.session_state[f"listening-{kept.id}"])
    assert kept.recording is not None, "only a recording is listened to"
    sound = house().community.kept.read(kept.recording)
    clip = clip_from(sound, name=_("votre enregistrement"), settings=house().settings)
    return _listen(kept, clip, kept.draft.language)


def show_listening(kept: KeptDraft) -> None:
    """Draw the place in the queue and the progress, until there is a text to correct."""
    assert kept.recording is not None, "only a recording is listened to"
    st.audio(house().community.kept.read(kept.recording), alt=_("Votre enregistrement"))
    try:
        listening = _listening_of(kept)
        with st.spinner(_("J’écoute…")):
            recognition = listening.result(timeout=_AT_ONCE)
    except TimeoutError:
        _show_progress(kept)
    except CafeError as error:
        _offer_another_way(kept, error)
    else:
        _keep_what_was_heard(kept, recognition)
        st.rerun()


@st.fragment(run_every=1.0)
def _show_progress(kept: KeptDraft) -> None:
    listening = _listening_of(kept)
    if listening.is_over:
        st.rerun()
    place = listening.place
    if place:
        st.progress(0.0, text=_("Votre place dans la file : {place}").format(place=place + 1))
    else:
        st.progress(listening.progress, text=_("J’écoute… {part} %").format(part=round(100 * listening.progress)))
    if st.button(_("Arrêter"), key="stop-listening", icon=":material/stop:"):
        listening.cancel()
        st.rerun()


def _offer_another_way(kept: KeptDraft, error: CafeError) -> None:
    """Say why there is no text. The recording is kept; its author may try again, write, or throw it away."""
    st.warning(error.said(_), icon=":material/info:" if isinstance(error, Cancelled) else ":material/warning:")
    with st.container(horizontal=True):
        if st.button(_("Essayer encore"), key="listen-again", icon=":material/refresh:"):
            st.session_state.pop(f"listening-{kept.id}", None)
            st.rerun()
        if st.button(_("Écrire à la place"), key="write-instead", icon=":material/keyboard:"):
            nothing = Recognition(modality="speech", engine=house().settings.speech, language=kept.draft.language)
            _keep_what_was_heard(kept, nothing)
            st.rerun()
        _discard_button(kept)


def _keep_what_was_heard(kept: KeptDraft, recognition: Recognition) -> None:
    heard_as = recognition.language if recognition.language in LANGUAGES else kept.draft.language
    draft = replace(
        kept.draft,
        text=recognition.text,
        language=heard_as,
        recognitions=(*kept.draft.recognitions, recognition),
    )
    house().community.drafts.keep(draft, visit=visit(), id=kept.id)
    st.session_state.pop(f"listening-{kept.id}", None)


# -- correcting -----------------------------------------------------------------------------------------------------


def show(kept: KeptDraft) -> None:
    """Draw the draft with all that its author may change, and the one button that publishes."""
    if kept.recording is not None:
        st.audio(house().community.kept.read(kept.recording), alt=_("Votre enregistrement, à réécouter"))
        if not any(heard.text for heard in kept.draft.recognitions):
            st.info(
                _("Je n’ai pas compris de mots. Votre enregistrement est gardé : réécoutez-le, et écrivez."),
                icon=":material/info:",
            )
    draft = before = _corrected(kept)
    show_similar(draft.text, exclude=draft.to)
    draft = _destined(kept, draft)
    if kept.recording is not None:
        keeps = st.checkbox(
            _("Garder ma voix avec ce que je publie : les autres pourront l’écouter"),
            value=draft.keeps_recording,
            key=f"keeps-{kept.id}",
        )
        draft = replace(draft, keeps_recording=keeps)
    if draft != before:
        house().community.drafts.keep(draft, visit=visit(), id=kept.id)
    _confirm(kept, draft)


def _corrected(kept: KeptDraft) -> Draft:
    """Keep what the editor sent, then draw it: the editor tells its author once the text is kept."""
    key = f"editor-{kept.id}"
    draft = kept.draft
    edited = edited_text(key)
    if edited is not None and edited != draft.text:
        try:
            draft = house().community.drafts.keep(replace(draft, text=edited), visit=visit(), id=kept.id).draft
        except CafeError as error:
            st.error(error.said(_), icon=":material/error:")
    heard = [word for recognition in draft.recognitions for word in recognition.words]
    edit_words(
        key=key,
        text=draft.text,
        words=[(word.text, is_doubtful(word), [other.text for other in word.alternatives]) for word in heard],
        whole=[other.text for recognition in draft.recognitions for other in recognition.alternatives],
        language=draft.language,
    )
    return draft


def _destined(kept: KeptDraft, draft: Draft) -> Draft:
    """Let the author choose where it goes; a reply knows already."""
    if draft.to is not None and draft.to.kind == "thread":
        st.info(_describe(draft.to), icon=":material/reply:")
        return draft
    kinds = {"forum": _("Au forum d’entraide"), "atelier": _("À un atelier")}
    current_kind = draft.to.kind if draft.to else "forum"
    kind = st.radio(
        _("Où va ce message ?"),
        list(kinds),
        index=list(kinds).index(current_kind),
        format_func=kinds.__getitem__,
        horizontal=True,
        key=f"kind-{kept.id}",
    )
    return _for_an_atelier(kept, draft) if kind == "atelier" else _for_the_forum(kept, draft)


def _for_the_forum(kept: KeptDraft, draft: Draft) -> Draft:
    spaces = {space.id: space.name for space in house().community.spaces.all() if space.has_forum}
    chosen = draft.to.id if draft.to and draft.to.kind == "forum" else _suggested_space(draft.text, list(spaces))
    space = st.radio(
        _("Dans quel espace ?"),
        list(spaces),
        index=list(spaces).index(chosen),
        format_func=lambda id: label(spaces[id]),
        horizontal=True,
        key=f"space-{kept.id}",
    )
    subject = st.text_input(
        _("Sujet"),
        key=_suggest_subject(kept, draft),
        max_chars=200,
        help=_("Proposé d’après vos mots. Changez-le si vous voulez."),
    )
    return replace(draft, to=Destination(kind="forum", id=space), subject=subject.strip())


def _suggest_subject(kept: KeptDraft, draft: Draft) -> str:
    """The key of the subject's field, in which a suggestion follows the text; what its author typed stays.

    The browser may still send a former suggestion after the text has changed: every one offered is remembered.
    """
    key = f"subject-{kept.id}"
    suggestion = suggested_subject(draft.text, draft.language)
    offered = st.session_state.setdefault(f"offered-{kept.id}", set())
    offered.update({suggestion, suggested_subject(kept.draft.text, draft.language)})
    shown = st.session_state.get(key, draft.subject)
    if shown in offered or (not shown and key not in st.session_state):
        st.session_state[key] = suggestion
    elif key not in st.session_state:
        st.session_state[key] = shown
    return key


def _suggested_space(text: str, spaces: list[str]) -> str:
    """The space whose name the text holds, else the first."""
    return next((space for space in spaces if space in text.casefold()), spaces[0])


def _for_an_atelier(kept: KeptDraft, draft: Draft) -> Draft:
    ateliers = {
        atelier.id: f"{cafe.title} – {atelier.title}"
        for cafe in house().community.cafes.all()
        for atelier in cafe.ateliers
        if not atelier.closed
    }
    if not ateliers:
        st.info(_("Aucun atelier n’est ouvert en ce moment."))
        return draft
    chosen = draft.to.id if draft.to and draft.to.id in ateliers else next(iter(ateliers))
    atelier = st.radio(
        _("Dans quel atelier ?"),
        list(ateliers),
        index=list(ateliers).index(chosen),
        format_func=lambda id: label(ateliers[id]),
        key=f"atelier-{kept.id}",
    )
    return replace(draft, to=Destination(kind="atelier", id=atelier))


def _describe(to: Destination) -> str:
    community = house().community
    if to.kind == "atelier":
        return _("Votre contribution à l’atelier « {title} »").format(title=label(community.cafes.atelier(to.id).title))
    return _("Votre réponse à « {title} »").format(title=label(community.forum.thread(to.id).question.title))


# -- confirming -----------------------------------------------------------------------------------------------------


def _confirm(kept: KeptDraft, draft: Draft) -> None:
    here = member()
    pseudonym = here.pseudonym if here else st.text_input(_("Votre pseudonyme"), key="pseudonym", max_chars=40)
    if here:
        st.write(_("Ce message portera votre pseudonyme : **{name}**.").format(name=label(pseudonym)))
    with st.container(horizontal=True):
        if st.button(_("Confirmer et publier"), key="confirm", type="primary", icon=":material/check:"):
            _publish(kept, pseudonym)
        if st.button(_("Plus tard"), key="later", icon=":material/schedule:"):
            leave()
            st.rerun()
        _discard_button(kept)
    st.caption(_("Après la publication, vous aurez {seconds} secondes pour l’annuler.").format(seconds=30))


def _publish(kept: KeptDraft, pseudonym: str) -> None:
    try:
        author = enter(pseudonym)
        published = house().community.drafts.confirm(kept.id, visit=visit(), member=author)
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
        return
    page = "atelier.py" if published.kind == "contribution" else "question.py"
    identity = published.link.rpartition("id=")[2]
    st.switch_page(page, query_params={"id": identity, "published": kept.id})


def _discard_button(kept: KeptDraft) -> None:
    with st.popover(_("Jeter"), icon=":material/delete:"):
        st.write(_("Ce brouillon et son enregistrement seront effacés."))
        if st.button(_("Oui, jeter ce brouillon"), key=f"discard-{kept.id}"):
            house().community.drafts.discard(kept.id, visit=visit())
            leave()
            st.rerun()


def show_unfinished() -> None:
    """Draw the drafts of this browser that wait for their author."""
    unfinished = house().community.drafts.of_visit(visit())
    if not unfinished:
        return
    st.subheader(_("Vos brouillons"), anchor=False)
    for kept in unfinished:
        title = shortened(kept.draft.text, length=60) or _("Un enregistrement")
        if st.button(f"{label(title)} · {ago(kept.changed_at)}", key=f"resume-{kept.id}", icon=":material/edit_note:"):
            st.query_params["draft"] = kept.id
            st.rerun()
