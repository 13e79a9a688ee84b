"""A new tip: which words of which threads it begins with."""

from dataclasses import dataclass

import streamlit as st

from community.forum import Question, Reply
from community.happenings import Thing
from community.members import Member
from community.tips import Taken
from errors import CafeError, NotFound
from pages._field import words_field
from pages._house import house
from pages._language import _, day
from pages._space import show_space
from pages._text import label, show
from pages._tips import begin_version
from pages._visit import member, viewer
from pipelines.quoting import Sentence, sentences_of

_MOST_THREADS = 5
community = house().community
here = member()
asked = list(dict.fromkeys(filter(None, st.query_params.get("from", "").split(","))))[:_MOST_THREADS]


@dataclass(frozen=True, slots=True)
class Post:
    """A question or a reply of which words may be taken."""

    thing: Thing
    body: str
    author: Member
    written: str
    is_solution: bool = False


def posts_of(question: Question, replies: tuple[Reply, ...]) -> list[Post]:
    """All that was written in a thread, the solution first."""
    first = Post(Thing(kind="question", id=question.id), question.body, question.author, day(question.asked_at))
    return [
        *(
            Post(Thing(kind="reply", id=one.id), one.body, one.author, day(one.written_at), one.is_solution)
            for one in replies
        ),
        first,
    ]


def choose_words(post: Post, *, lang: str) -> list[Taken]:
    """Draw the sentences of a post, each to be chosen; those of the solution are chosen at first."""
    with st.container(border=True, key=f"words-of-{post.thing.id}"):
        solution = f" · :material/task_alt: {_('solution')}" if post.is_solution else ""
        st.markdown(f"**{label(post.author.pseudonym)}**, {post.written}{solution}")
        sentences = sentences_of(post.body)
        chosen = [
            st.checkbox(label(sentence.words), value=post.is_solution, key=f"take-{post.thing.id}-{place}")
            for place, sentence in enumerate(sentences)
        ]
    return taken_of(post, sentences, chosen)


def taken_of(post: Post, sentences: tuple[Sentence, ...], chosen: list[bool]) -> list[Taken]:
    """The chosen sentences; those that follow each other are taken in one, with what stands between them."""
    runs: list[list[Sentence]] = []
    for place, sentence in enumerate(sentences):
        if not chosen[place]:
            continue
        if runs and place and chosen[place - 1]:
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    return [Taken(source=post.thing, start=run[0].start, end=run[-1].end) for run in runs]


def add_thread() -> None:
    """Draw the way to take words of another thread as well."""
    with st.expander(_("Prendre aussi dans un autre fil"), icon=":material/add:"):
        wanted = words_field(_("Chercher un fil"), key="other-thread", starts_over=True, icon=":material/search:")
        found = community.search.questions(wanted, limit=5, viewer=viewer()) if wanted.strip() else ()
        for one in found:
            if one.question.id not in asked and st.button(
                label(one.question.title), key=f"add-{one.question.id}", icon=":material/add:"
            ):
                st.query_params["from"] = ",".join([*asked, one.question.id])
                st.rerun()


def begin(taken: list[Taken], *, title: str, by: Member) -> None:
    """Make a draft of what was chosen, and lead to it."""
    try:
        tip, text = community.tips.begin(taken, by=by)
    except CafeError as error:
        st.error(error.said(_), icon=":material/error:")
        return
    begin_version(tip.id, title=title, body=text, lang=tip.language, base=0)


threads = [community.forum.thread(id, viewer=viewer()) for id in asked]
if not threads:
    raise NotFound(name=st.query_params.get("from", ""))
show_space(threads[0].question.space)
st.page_link(
    "question.py",
    label=label(threads[0].question.title),
    icon=":material/arrow_back:",
    query_params={"id": threads[0].question.id},
)
st.title(_("En faire une astuce"), anchor=False)
st.write(
    _(
        "Choisissez les phrases qui ont aidé. Elles sont reprises telles quelles, et leurs auteurs sont nommés. "
        "Ensuite vous relisez, vous ajoutez vos mots, et vous confirmez : avant, personne ne voit rien."
    )
)
chosen: list[Taken] = []
for thread in threads:
    show(thread.question.title, lang=thread.question.language, level=2)
    for post in posts_of(thread.question, thread.replies):
        chosen += choose_words(post, lang=thread.question.language)
if len(asked) < _MOST_THREADS:
    add_thread()
title = words_field(_("Titre de l’astuce"), value=threads[0].question.title, key=f"title-{asked[0]}", max_chars=200)
if here is None:
    st.info(
        _("Pour écrire une astuce, choisissez un pseudonyme : le bouton « Invité » en haut de la page."),
        icon=":material/person:",
    )
if st.button(
    _("Continuer avec ces phrases"),
    key="begin-tip",
    type="primary",
    icon=":material/arrow_forward:",
    disabled=here is None or not chosen,
):
    assert here is not None, "the button is disabled for a guest"
    begin(chosen, title=title, by=here)
if not chosen:
    st.caption(_("Choisissez au moins une phrase."))
