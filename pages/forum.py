"""The help forum: search it, or leaf through it."""

import streamlit as st

from community.forum import Question
from pages._also import show_also
from pages._deeds import offer
from pages._demonstration import show_demonstration_label
from pages._field import words_field
from pages._found_by import show_found_by
from pages._found_in_cafes import show_found_in_cafes
from pages._house import house
from pages._language import _, day, plural
from pages._space import name_of_space, show_space
from pages._text import label, show
from pages._tips import show_tip
from pages._visit import viewer
from pages.leafing import Leaves
from pipelines.searching import search
from pipelines.shortening import shortened

_A_PAGE = 10
_TIPS = 2  # shown above the questions that a search finds,
_IN_CAFES = 3  # and words from ateliers below them
forum = house().community.forum
reader = viewer()
spaces = {space.id: name_of_space(space) for space in house().community.spaces.all() if space.has_forum}


def open_question(id: str) -> None:
    """Go to the page of a question."""
    st.switch_page("question.py", query_params={"id": id})


def show_question(question: Question) -> None:
    """Draw a question of a list."""
    with st.container(border=True, key=leaves.key(question.id)):
        st.page_link(
            "question.py",
            label=f"**{label(question.title)}**",
            icon=":material/task_alt:" if question.is_solved else ":material/help:",
            query_params={"id": question.id},
        )
        show(shortened(question.body), lang=question.language)
        state = [_("résolue")] if question.is_solved else []
        replies = plural("{count} réponse", "{count} réponses", question.replies)
        about = [label(spaces.get(question.space, question.space)), label(question.author.pseudonym)]
        st.caption(" · ".join([*about, day(question.asked_at), replies, *state]))


st.title(_("Entraide"), anchor=False)
st.page_link("recognition.py", label=_("Qui aide, ce mois-ci"), icon=":material/workspace_premium:")
st.page_link("tips.py", label=_("Trucs et astuces, écrits à plusieurs"), icon=":material/lightbulb:")
wanted = words_field(
    _("Chercher"),
    key="wanted",
    starts_over=True,
    placeholder=_("voyant rouge, messagerie, facture…"),
    icon=":material/search:",
)
asked_space = st.query_params.get("space")
space = st.segmented_control(
    _("Espace"),
    list(spaces),
    default=asked_space if asked_space in spaces else None,
    format_func=lambda id: label(spaces[id]),
    key="forum-space",
)

if space is not None:
    show_space(space)

if wanted.strip():
    sense = house().understanding.sense_of(wanted)
    results = search(
        house().community,
        wanted,
        sense=sense,
        space=space,
        limit=20,
        tips=_TIPS,
        contributions=_IN_CAFES,
        viewer=reader,
    )
    found, tips, in_cafes = results.questions, results.tips, results.contributions
    for one in tips:
        show_tip(one, key=f"found-{one.id}")
    if found:
        st.write(plural("{count} question trouvée", "{count} questions trouvées", len(found)))
    more = False
else:
    limit = st.session_state.setdefault("questions-shown", _A_PAGE)
    found = forum.questions(space=space, limit=limit + 1, viewer=reader)
    more, found = len(found) > limit, found[:limit]

leaves = Leaves("question", {question.id: question.title for question in found})
st.session_state["forum-listed"] = [question.id for question in found]
offer(leaves.offers(open_question))
show_demonstration_label(any(question.is_demonstration for question in found))
for question in found:
    show_question(question)
if wanted.strip():
    show_found_in_cafes(in_cafes)
    finds_also = show_also(wanted, space=space)
    if not (found or tips or in_cafes or finds_also):
        st.write(_("Rien trouvé."))
    show_found_by(results.by, key="forum")
if more and st.button(_("Voir plus de questions"), key="more", icon=":material/expand_more:"):
    st.session_state["questions-shown"] += _A_PAGE
    st.rerun()
with st.container(key="next-question"):
    st.page_link("ask.py", label=_("Poser une question"), icon=":material/mic:")
leaves.show_current()
