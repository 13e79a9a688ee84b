"""One thread of the help forum: the question, what the community knows already, the replies."""

import streamlit as st

from community.happenings import Thing
from community.viewers import viewer_of
from pages._answer import show_answer
from pages._could_know import show_could_know
from pages._deeds import Offer, offer
from pages._demonstration import show_demonstration_label
from pages._follow import show_follow
from pages._following_up import show_following_up, show_solved_elsewhere
from pages._house import house
from pages._language import _, day, plural
from pages._moderation import show_ways, show_withheld
from pages._pictures import show_pictures
from pages._published import show_undo
from pages._reader import press_listen
from pages._recording import show_what_was_expressed
from pages._reply import show_reply
from pages._space import name_of_space, show_space
from pages._text import label, show
from pages._tips import show_tips_of
from pages._visit import member
from pages.printing import show_print_button, show_printed_address
from pipelines.answer import answer
from pipelines.finding import heading_of

_LEAFED = 100
community = house().community
here = member()
thread = community.forum.thread(st.query_params.get("id", ""), viewer=viewer_of(here))
question = thread.question
space = show_space(question.space)


def open_neighbour(by: int) -> None:
    """Go to the next question of the list that its reader came from, or to the one before; at its ends, stay."""
    listed = st.session_state.get("forum-listed")
    listed = listed or [one.id for one in community.forum.questions(limit=_LEAFED, viewer=viewer_of(here))]
    if question.id in listed and 0 <= listed.index(question.id) + by < len(listed):
        st.switch_page("question.py", query_params={"id": listed[listed.index(question.id) + by]})


offers = {
    "next": Offer(name=_("La question suivante"), do=lambda: open_neighbour(1)),
    "previous": Offer(name=_("La question précédente"), do=lambda: open_neighbour(-1)),
}
if not question.is_solved:
    offers["listen"] = Offer(name=_("Écouter ou arrêter"), do=press_listen)
offer(offers)

show_undo()
with st.container(key="on-screen-back"):
    st.page_link(
        "forum.py", label=label(name_of_space(space)), icon=":material/arrow_back:", query_params={"space": space.id}
    )
show(question.title, lang=question.language, level=1)
show_demonstration_label(question.is_demonstration)
st.caption(_("Posée par {name}, le {day}").format(name=label(question.author.pseudonym), day=day(question.asked_at)))
show_withheld(question)
if question.body != question.title:  # a short question is often its own subject
    show(question.body, lang=question.language)
show_pictures(question.pictures)
show_what_was_expressed(question)

mine = here is not None and here.id == question.author.id
with st.container(horizontal=True, vertical_alignment="center"):
    others = plural("Moi aussi ({count})", "Moi aussi ({count})", question.me_too)
    if not mine and st.button(others, key="me-too", icon=":material/group_add:", disabled=here is None):
        assert here is not None, "the button is disabled for a guest"
        community.forum.me_too(question.id, by=here)
        st.rerun()
    show_follow(Thing(kind="question", id=question.id), here=here)
    show_ways(question, here=here)
    show_print_button(key=question.id)

if not question.is_solved:
    st.header(_("Ce que la communauté sait déjà"), anchor=False)
    asked = f"{question.title}\n{question.body}"
    known = answer(
        community,
        asked,
        language=question.language,
        exclude=question.id,
        sense=house().understanding.sense_of(asked),
        heading=heading_of(question.title, question.body, house().understanding.sense_of),
    )
    show_answer(known, key=question.id, asked=asked)
    if here is not None and mine and not known.known:
        show_could_know(question, here=here)
    show_following_up(thread, known, asked=asked, here=here)
elif (solved_by := community.forum.solved_elsewhere(question.id, viewer=viewer_of(here))) is not None:
    show_solved_elsewhere(question, solved_by, here=here)

replies = plural("{count} réponse", "{count} réponses", len(thread.replies))
st.header(replies if thread.replies else _("Personne n’a encore répondu ici"), anchor=False)
for reply in thread.replies:
    show_reply(reply, lang=question.language, asker=mine, here=here)

show_tips_of(Thing(kind="question", id=question.id))
with st.container(key="next-reply"):
    st.page_link(
        "ask.py",
        label=_("Répondre, en parlant ou en écrivant"),
        icon=":material/reply:",
        query_params={"to": f"thread:{question.id}"},
    )
show_printed_address(f"/question?id={question.id}")
