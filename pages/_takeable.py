"""Where words for a tip are taken from: threads and ateliers, as the address names them."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from community.happenings import Thing
from community.members import Member
from community.tips import Taken
from community.viewers import GUEST, viewer_of
from pages._house import house
from pages._language import _, day
from pages._text import label
from pages._visit import member
from pipelines.quoting import Sentence, sentences_of

_ATELIER = "atelier:"
_MOST_CONTRIBUTIONS = 100


@dataclass(frozen=True, slots=True)
class Post:
    """A question, a reply or a contribution of which words may be taken."""

    thing: Thing
    body: str
    author: Member
    written: str
    is_solution: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A thread or an atelier."""

    thing: Thing
    title: str
    language: str
    space: str

    @property
    def page(self) -> str:
        return f"{self.thing.kind}.py"


def named(thing: Thing) -> str:
    """How the address names a place; a thread by its id alone."""
    return f"{_ATELIER}{thing.id}" if thing.kind == "atelier" else thing.id


def place_of(name: str) -> Place:
    """The place that an address names. Raises ``NotFound``."""
    community, viewer = house().community, viewer_of(member())
    if name.startswith(_ATELIER):
        atelier = community.cafes.atelier(name.removeprefix(_ATELIER), viewer=viewer)
        return Place(Thing(kind="atelier", id=atelier.id), atelier.title, "fr", atelier.space)
    question = community.forum.thread(name, viewer=viewer).question
    return Place(Thing(kind="question", id=question.id), question.title, question.language, question.space)


def posts_of(place: Place) -> list[Post]:
    """What words may be taken of: of a thread the solution first; of an atelier what everybody may read."""
    community = house().community
    if place.thing.kind == "atelier":
        found = community.cafes.contributions(place.thing.id, limit=_MOST_CONTRIBUTIONS, viewer=GUEST)
        return [Post(Thing(kind="contribution", id=one.id), one.body, one.author, day(one.written_at)) for one in found]
    thread = community.forum.thread(place.thing.id, viewer=viewer_of(member()))
    question = thread.question
    replies = [
        Post(Thing(kind="reply", id=one.id), one.body, one.author, day(one.written_at), one.is_solution)
        for one in thread.replies
    ]
    asked = Thing(kind="question", id=question.id)
    return [*replies, Post(asked, question.body, question.author, day(question.asked_at))]


def choose_words(post: Post) -> list[Taken]:
    """Draw the sentences of a post, each to be chosen; those of the solution are chosen at first."""
    with st.container(border=True, key=f"words-of-{post.thing.id}"):
        solution = f" · :material/task_alt: {_('solution')}" if post.is_solution else ""
        st.markdown(f"**{label(post.author.pseudonym)}**, {post.written}{solution}")
        sentences = sentences_of(post.body)
        chosen = [
            st.checkbox(label(sentence.words), value=post.is_solution, key=f"take-{post.thing.id}-{place}")
            for place, sentence in enumerate(sentences)
        ]
    return _taken_of(post, sentences, chosen)


def _taken_of(post: Post, sentences: Sequence[Sentence], chosen: Sequence[bool]) -> list[Taken]:
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
