"""What moderation says about a question, a reply or a contribution, under it; and the ways to say something back."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

import streamlit as st

from community.appeals import Ground as AppealGround
from community.articles import Article
from community.cafes import Contribution
from community.flags import Ground
from community.forum import Question, Reply
from community.happenings import Thing, ThingKind
from community.members import Member
from community.moderation import Words
from community.moderation_log import Done, Entry
from community.permissions import Thing as Permitted
from community.permissions import may
from community.tips import Tip
from pages._language import _, day
from pages._recording import show_what_was_expressed
from pages._text import label, show

_OF = "of"
Post = Question | Reply | Contribution | Tip | Article

_KINDS: dict[type, ThingKind] = {
    Question: "question",
    Reply: "reply",
    Contribution: "contribution",
    Tip: "tip",
    Article: "article",
}
_PAGES: dict[ThingKind, str] = {
    "question": "question.py",
    "atelier": "atelier.py",
    "tip": "tip.py",
    "article": "article.py",
}
_ICONS: dict[Done, str] = {
    "flagged": "flag",
    "left": "check",
    "warned": "warning",
    "hidden": "visibility_off",
    "shown": "visibility",
    "appealed": "gavel",
    "upheld": "gavel",
    "granted": "task_alt",
    "welcomed": "waving_hand",
    "made_public": "public",
}


def show_moderation(post: Post, *, here: Member | None) -> None:
    """Draw what keeps it from others, and the one way on from there."""
    show_withheld(post)
    show_ways(post, here=here)


def show_withheld(post: Post) -> None:
    """Draw what keeps it from others, for those who see it all the same."""
    if post.hidden_at is not None:
        st.warning(_("Masqué par la modération : les autres ne le voient pas."), icon=":material/visibility_off:")
    if post.is_shy:
        st.info(_("Montré à l’animation seulement : les autres ne le voient pas."), icon=":material/lock:")


def show_ways(post: Post, *, here: Member | None) -> None:
    """Draw the way to flag it, to moderate it, to welcome it, or to what was done about words of one's own."""
    thing = Thing(kind=_KINDS[type(post)], id=post.id)
    own = here is not None and here.id == post.author.id
    if post.is_shy and here is not None and not own:
        _link("welcome.py", _("Souhaiter la bienvenue"), ":material/waving_hand:", thing)
    if own and (post.hidden_at is not None or post.is_shy):
        _link("decision.py", _("Voir ce qu’il en est"), ":material/arrow_forward:", thing)
    elif may("moderate", here, Permitted(author=post.author.id)):
        _link("moderation.py", _("Modérer"), ":material/shield:", thing)
    elif may("flag", here, Permitted(author=post.author.id)):
        _link("flag.py", _("Signaler"), ":material/flag:", thing)


def thing_asked_for() -> Thing | None:
    """The thing that the address names, such as ``?of=reply:12``."""
    kind, colon, id = st.query_params.get(_OF, "").partition(":")
    return Thing(kind=cast(ThingKind, kind), id=id) if colon and kind in _KINDS.values() else None


def show_words(words: Words) -> None:
    """Draw what somebody wrote, said or drew, with who and where."""
    post = words.post
    if isinstance(post, Question | Tip | Article):
        show(post.title, lang=post.language, level=2)
    if not isinstance(post, Question) or post.body != post.title:
        show(post.body, lang=post.language, quote=True)
    if not isinstance(post, Tip):
        show_what_was_expressed(post)
    st.caption(f"{label(words.author.pseudonym)} · {day(_when(post))}")


def _when(post: Post) -> datetime:
    if isinstance(post, Question):
        return post.asked_at
    if isinstance(post, Article):
        return post.published_at
    return post.changed_at if isinstance(post, Tip) else post.written_at


def link_to_place(words: Words, *, text: str) -> None:
    """Draw the way to the thread or the atelier in which they stand."""
    page = _PAGES[words.place.kind]
    st.page_link(page, label=text, icon=":material/arrow_back:", query_params={"id": words.place.id})


def show_entries(entries: Sequence[Entry], *, names: bool) -> None:
    """Draw acts in their order, each with its reason; ``names`` for who moderates."""
    for entry in entries:
        who = label(entry.by.pseudonym) if entry.by is not None else _("une personne partie")
        by = f" · {who}" if names or entry.done == "welcomed" else ""
        st.markdown(f":material/{_ICONS[entry.done]}: **{name_of_done(entry.done)}** · {day(entry.at)}{by}")
        if entry.ground is not None:
            st.caption(name_of_ground(entry.ground))
        if entry.reason:
            show(entry.reason, lang="fr", quote=True)


def link_to_thing(thing: Thing) -> None:
    """Draw the way to all that is known of a thing, for who moderates."""
    _link("moderation.py", _("Ouvrir"), ":material/arrow_forward:", thing)


def icon_of(done: Done) -> str:
    """The name of its sign."""
    return _ICONS[done]


def name_of_done(done: Done) -> str:
    """The act in the language of the screens."""
    return {
        "flagged": _("Signalé"),
        "left": _("Laissé tel quel"),
        "warned": _("Avertissement"),
        "hidden": _("Masqué"),
        "shown": _("Montré de nouveau"),
        "appealed": _("Appel"),
        "upheld": _("La décision est maintenue"),
        "granted": _("L’appel est accepté"),
        "welcomed": _("Bienvenue"),
        "made_public": _("Montré à tout le monde"),
    }[done]


def name_of_ground(ground: str) -> str:
    """Why something is flagged or contested, in the language of the screens."""
    names: dict[Ground | AppealGround, str] = {
        "hurtful": _("C’est blessant"),
        "private": _("Cela révèle quelque chose de privé"),
        "advertising": _("C’est de la publicité, ou une arnaque"),
        "dangerous": _("C’est faux ou dangereux"),
        "off_topic": _("Ce n’est pas le bon endroit"),
        "other": _("Autre chose"),
        "misread": _("On m’a mal compris"),
        "allowed": _("Cela ne va contre aucune règle"),
        "else": _("Autre chose"),
    }
    return names.get(cast(Ground, ground), ground)


def _link(page: str, name: str, icon: str, thing: Thing) -> None:
    st.page_link(page, label=name, icon=icon, query_params={_OF: f"{thing.kind}:{thing.id}"})
