"""A draft in its author's hands: its words, where it goes, and what resembles it."""

from dataclasses import replace
from typing import Any

import streamlit as st

from community.drafts import KeptDraft
from errors import CafeError
from pages._article import choose_kind
from pages._confirmation import agree, has_agreed, offers_by_look, show_confirmation
from pages._deeds import Offer, offer
from pages._draft import ask_discard, describe
from pages._field import words_field
from pages._house import house
from pages._language import _, language
from pages._late_ink import editor_of, former_editor_of, show_late_ink
from pages._meeting import show_meeting, show_title_of_tip
from pages._similar import show_similar
from pages._spoken_yes import listen_or_stop
from pages._text import label
from pages._visit import member, viewer, visit
from pages._written import show_written
from pages.draft_editor import edit_words, edited_text
from pipelines.contribute import is_doubtful, suggested_subject
from pipelines.saying_yes import WORD
from vocabulary import Destination, Draft


def show_draft(kept: KeptDraft) -> None:
    """Draw the draft with all that its author may change, and the one button that publishes."""
    offers = {
        "yes": Offer(name=_("Aller au bouton qui publie"), do=lambda: agree(kept), takes_a_gesture=True),
        "erase": Offer(name=_("Demander si le brouillon est à jeter"), do=lambda: ask_discard(kept)),
    }
    if has_agreed(kept):
        offers["listen"] = Offer(name=_("Dire « {word} »").format(word=WORD[language()]), do=listen_or_stop)
    offer(offers, by_look=offers_by_look(kept))
    show_written(kept)
    is_to_be_chosen = show_late_ink(kept)
    meets = show_meeting(kept, typed=edited_text(editor_of(kept)))
    if kept.recording is not None:
        st.audio(house().community.kept.read(kept.recording), alt=_("Votre enregistrement, à réécouter"))
        if not any(heard.text for heard in kept.draft.recognitions):
            st.info(
                _("Je n’ai pas compris de mots. Votre enregistrement est gardé : réécoutez-le, et écrivez."),
                icon=":material/info:",
            )
    draft = before = _corrected(kept)
    if draft.to is None or draft.to.kind not in ("synthesis", "article", "introduction", "opening"):
        show_similar(draft.text, exclude=draft.to)
    draft = _destined(kept, draft)
    draft = _with_what_photo_shows(kept, _with_what_stays(kept, draft))
    draft = _shown_to_few(kept, draft)
    if draft != before:
        house().community.drafts.keep(draft, visit=visit(), id=kept.id)
    is_kept = edited_text(editor_of(kept)) in (None, draft.text) and not meets
    show_confirmation(kept, is_kept=is_kept, is_to_be_chosen=is_to_be_chosen)


def _corrected(kept: KeptDraft) -> Draft:
    """Keep what the editor sent, then draw it: the editor tells its author once the text is kept."""
    draft = kept.draft
    edited = edited_text(editor_of(kept))
    if edited is not None and edited != draft.text:
        try:
            draft = house().community.drafts.keep(replace(draft, text=edited), visit=visit(), id=kept.id).draft
        except CafeError as error:
            st.error(error.said(_), icon=":material/error:")
    heard = [(word, one.modality) for one in draft.recognitions for word in one.words]
    edit_words(
        key=editor_of(kept),
        text=draft.text,
        words=[
            (word.text, is_doubtful(word, modality=modality), [other.text for other in word.alternatives])
            for word, modality in heard
        ],
        whole=[other.text for recognition in draft.recognitions for other in recognition.alternatives],
        language=draft.language,
        title=_("Ce que j’ai lu") if kept.recording is None else _("Ce que j’ai entendu"),
        instead=former_editor_of(kept),
    )
    return draft


def _with_what_stays(kept: KeptDraft, draft: Draft) -> Draft:
    """Let the author say which of the recording, the ink and the photo is published with the words."""
    asked = {
        "recording": _("Garder ma voix avec ce que je publie : les autres pourront l’écouter"),
        "ink": _("Montrer mon écriture à côté du texte : les autres la verront"),
        "photo": _("Montrer ma photo à côté du texte : les autres la verront"),
    }
    stays: dict[str, Any] = {}
    for kind, sentence in asked.items():
        if getattr(kept, kind) is None:
            continue
        name = f"keeps_{kind}"
        stays[name] = st.checkbox(sentence, value=getattr(draft, name), key=f"keeps-{kind}-{kept.id}")
    return replace(draft, **stays)


def _shown_to_few(kept: KeptDraft, draft: Draft) -> Draft:
    """Let who begins show their words to who animates only; nobody else is asked."""
    if not draft.is_shy and not house().community.shy_start.is_offered(draft.to, member=member()):
        return draft
    is_shy = st.checkbox(
        _("C’est ma première participation : la montrer d’abord à l’animation seulement"),
        value=draft.is_shy,
        key=f"shy-{kept.id}",
        help=_("Vous pourrez la montrer à tout le monde plus tard, quand vous voudrez."),
    )
    return replace(draft, is_shy=is_shy)


def _with_what_photo_shows(kept: KeptDraft, draft: Draft) -> Draft:
    """Let the author of a photo that goes to an atelier say what it shows."""
    goes_to_an_atelier = draft.to is not None and draft.to.kind in ("atelier", "contribution")
    if kept.photo is None or not draft.keeps_photo or not goes_to_an_atelier:
        return draft
    said = words_field(
        _("Ce que montre la photo, pour qui ne la voit pas"),
        value=draft.subject,
        key=f"photo-alt-{kept.id}",
        max_chars=200,
        help=_("Si c’est une note dont les mots ont été lus, vous pouvez laisser vide."),
    )
    return replace(draft, subject=said.strip())


def _destined(kept: KeptDraft, draft: Draft) -> Draft:
    """Let the author choose where it goes; a reply knows already."""
    if draft.to is not None and draft.to.kind in ("thread", "contribution", "introduction", "opening", "synthesis"):
        icon = ":material/summarize:" if draft.to.kind == "synthesis" else ":material/reply:"
        st.info(describe(draft.to), icon=icon)
        return draft
    if draft.to is not None and draft.to.kind == "tip":
        if not house().community.tips.takes(draft.to, viewer=viewer()):
            st.warning(_("Cette astuce n’est plus là. Votre texte est gardé : choisissez où il va."))
            return _for_the_forum(kept, replace(draft, to=None))
        st.info(describe(draft.to), icon=":material/lightbulb:")
        return show_title_of_tip(kept.id, draft)
    if draft.to is not None and draft.to.kind == "article":
        return _for_the_articles(kept, draft)
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
    subject = words_field(
        _("Sujet"),
        key=_suggest_subject(kept, draft),
        max_chars=200,
        help=_("Proposé d’après vos mots. Changez-le si vous voulez."),
    )
    return replace(draft, to=Destination(kind="forum", id=space), subject=subject.strip())


def _for_the_articles(kept: KeptDraft, draft: Draft) -> Draft:
    kind = choose_kind(draft, key=f"article-kind-{kept.id}")
    title = words_field(
        _("Titre"),
        key=_suggest_subject(kept, draft),
        max_chars=200,
        help=_("Proposé d’après vos mots. Changez-le si vous voulez."),
    )
    return replace(draft, to=Destination(kind="article", id=kind), subject=title.strip())


def _suggest_subject(kept: KeptDraft, draft: Draft) -> str:
    """The key of the subject's field, in which a suggestion follows the text; what its author typed stays.

    The browser may still send a former suggestion after the text has changed: every one offered is remembered.
    """
    key = f"subject-{kept.id}"
    suggestion = suggested_subject(draft)
    offered = st.session_state.setdefault(f"offered-{kept.id}", set())
    offered.update({suggestion, suggested_subject(kept.draft)})
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
    wanted = draft.to.id if draft.to and draft.to.kind == "atelier" else next(iter(ateliers))
    if wanted not in ateliers:
        st.warning(
            _("L’atelier que vous aviez choisi est fermé. Votre brouillon est gardé : choisissez un autre atelier."),
            icon=":material/lock:",
        )
    atelier = st.radio(
        _("Dans quel atelier ?"),
        list(ateliers),
        index=list(ateliers).index(wanted) if wanted in ateliers else None,
        format_func=lambda id: label(ateliers[id]),
        key=f"atelier-{kept.id}",
    )
    return replace(draft, to=Destination(kind="atelier", id=atelier)) if atelier is not None else draft
