"""What happened, in one sentence that holds none of the words of who did it."""

from collections.abc import Callable

from community.following import ABOUT_ONES_OWN, Notice
from errors import N_
from pipelines.dating import moment_in_words
from vocabulary import Language

_POSTS = ("question", "reply", "contribution")

_SENTENCES = {
    ("published", "question"): N_("**{who}** pose une question : {where}"),
    ("published", "reply"): N_("**{who}** répond à « {where} »"),
    ("published", "contribution"): N_("**{who}** contribue à l’atelier « {where} »"),
    ("replied", "contribution"): N_("**{who}** répond à votre contribution, dans « {where} »"),
    ("solved", "reply"): N_("Pour **{who}**, votre réponse est la solution de « {where} »"),
    ("asked_to_answer", "question"): N_("**{who}** espère que vous savez : {where}"),
    ("thanked", "reply"): N_("**{who}** vous remercie de votre réponse à « {where} »"),
    ("thanked", "contribution"): N_("**{who}** vous remercie de votre contribution à « {where} »"),
    ("quoted", "reply"): N_("**{who}** cite vos mots, dans « {where} »"),
    ("quoted", "contribution"): N_("**{who}** cite vos mots, dans « {where} »"),
    ("quoted", "tip"): N_("**{who}** cite vos mots dans l’astuce « {where} »"),
    ("co_written", "tip"): N_("**{who}** écrit une version de l’astuce « {where} »"),
    ("synthesised", "contribution"): N_("**{who}** cite vos mots dans la synthèse de « {where} »"),
    ("outcome", "contribution"): N_("**{who}** dit ce que devient votre contribution à « {where} »"),
    **{("welcomed", kind): N_("**{who}** vous souhaite la bienvenue, dans « {where} »") for kind in _POSTS},
    ("asked_outcome", "contribution"): N_("**{who}** demande ce que devient sa contribution à « {where} »"),
    ("planned", "activity"): N_("**{who}** annonce une activité : « {where} », {when}"),
    ("published", "article"): N_("**{who}** publie dans « À grignoter » : {where}"),
    ("moved", "activity"): N_("« {where} » change d’heure ou de lieu : {when}"),
    ("cancelled", "activity"): N_("« {where} », prévue {when}, est annulée"),
    ("reminded", "activity"): N_("C’est bientôt : « {where} », {when}"),
    ("given_place", "activity"): N_("Une place s’est libérée, elle est à vous : « {where} », {when}"),
}
_OF_MODERATION = {
    "hidden": N_("La modération a masqué vos mots dans « {where} », et dit pourquoi"),
    "shown": N_("Vos mots dans « {where} » sont de nouveau montrés à tout le monde"),
    "warned": N_("La modération vous adresse un avertissement, dans « {where} »"),
    "decided": N_("Votre appel est décidé, dans « {where} »"),
}
"""By whom it was done, the log of moderation says."""
_ANYTHING_ELSE = N_("Du nouveau de **{who}** : {where}")


def sentence_of(notice: Notice, translate: Callable[[str], str], *, who: str, where: str, language: Language) -> str:
    """The sentence in Markdown; ``who`` and ``where`` are put in as they are given."""
    return translate(_found(notice)).format(who=who, where=where, when=_when(notice, language))


def plain_sentence_of(notice: Notice, translate: Callable[[str], str], *, language: Language) -> str:
    """The sentence as plain text, on one line whatever names and titles hold."""
    sentence = translate(_found(notice)).replace("**", "")
    return sentence.format(
        who=_one_line(notice.by.pseudonym), where=_one_line(notice.title), when=_when(notice, language)
    )


def _when(notice: Notice, language: Language) -> str:
    """When an activity begins; empty for what is none."""
    return moment_in_words(notice.begins_at, language) if notice.begins_at is not None else ""


def _found(notice: Notice) -> str:
    return _OF_MODERATION.get(notice.kind) or _SENTENCES.get((notice.kind, notice.thing.kind), _ANYTHING_ELSE)


def is_about_ones_own(notice: Notice) -> bool:
    """Whether it tells what was done about one's own words, which has a page of its own."""
    return notice.kind in ABOUT_ONES_OWN


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def link_of(notice: Notice) -> str:
    """Path of the page where it happened."""
    if notice.kind == "outcome":
        return "/my-words"
    if is_about_ones_own(notice):
        return f"/decision?of={notice.thing.kind}:{notice.thing.id}"
    pages = {
        "question": "/question?id={id}",
        "atelier": "/atelier?id={id}",
        "activity": "/activity?id={id}",
        "tip": "/tip?id={id}",
        "article": "/article?id={id}",
    }
    return pages.get(notice.place.kind, "/notices").format(id=notice.place.id)
