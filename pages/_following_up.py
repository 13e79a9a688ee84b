"""What is said after an answer: that it works, that it is not it, or one more question about it.

Nobody else reads it: it is a question to what the community knows already. Only the choice of a solution is public, and
whoever asked makes it by pressing the button that names it.
"""

import streamlit as st

from community.forum import Question, Reply, Thread
from community.members import Member
from pages._answer import show_answer
from pages._field import clear_field, words_form
from pages._house import house
from pages._language import _
from pages._text import label, show
from pipelines.following_up import LONGEST, MOST, FollowUp, Said, follow_up, said_after
from vocabulary import Answer, Source

_LATEST = 3  # replies of the thread that are offered as what helped


def show_following_up(thread: Thread, first: Answer, *, asked: str, here: Member | None) -> None:
    """Draw what was said after the answer to a question with what came of it, and the field to say more."""
    question = thread.question
    kept = f"said-after-{question.id}"
    said: list[Said] = st.session_state.setdefault(kept, [])
    for one in said:
        show(one.words, lang=question.language, quote=True)
    last = _follow_up(said[-1], question, asked=asked) if said else None
    stands = first if last is None else last.answer or _stood(last.said, question, first=first, asked=asked)
    if last is not None:
        said[-1] = last.said
        _show_what_came(last, thread, stands=stands, here=here, key=f"{question.id}-{len(said)}", asked=asked)
    field = f"say-after-{question.id}"
    more = words_form(
        _("Et ensuite ? Dites si ça marche, ou ce qui ne va pas encore.")
        if stands.known
        else _("Dites-le autrement, ou précisez : je cherche encore."),
        _("Dire"),
        key=field,
        icon=":material/reply:",
        max_chars=LONGEST,
    )
    with st.container(key="on-screen-private"):
        st.caption(_("Cela reste entre vous et le café : rien n’en est publié."))
    if more and more.strip():
        before, answered = (last.said, last.answer) if last is not None else (None, None)
        new = said_after(more.strip(), language=question.language, first=first, before=before, answered=answered)
        st.session_state[kept] = [*said, new][-MOST:]
        clear_field(field)
        st.rerun()


def _follow_up(said: Said, question: Question, *, asked: str) -> FollowUp:
    """Found anew each time, so that what is withdrawn is gone at once; and only for what is shown."""
    return follow_up(
        house().community,
        asked,
        said,
        language=question.language,
        exclude=question.id,
        sense_of=house().understanding.sense_of,
    )


def _stood(said: Said, question: Question, *, first: Answer, asked: str) -> Answer:
    """The answer that stands there when somebody says that it works."""
    found = _follow_up(said.stands, question, asked=asked).answer if said.stands is not None else None
    return found or first


def _show_what_came(
    turn: FollowUp, thread: Thread, *, stands: Answer, here: Member | None, key: str, asked: str
) -> None:
    if turn.answer is None:
        _offer_solutions(thread, stands, here=here)
        return
    if turn.said.meant == "not_it" and turn.answer.known:
        st.write(_("Alors peut-être ceci :"))
    show_answer(turn.answer, key=key, asked=f"{asked}\n{turn.said.words}")
    if not turn.answer.known:
        st.page_link(
            "ask.py",
            label=_("Le dire à tout le monde, dans ce fil"),
            icon=":material/forum:",
            query_params={"to": f"thread:{thread.question.id}"},
        )


def _offer_solutions(thread: Thread, given: Answer, *, here: Member | None) -> None:
    """Draw which reply helped, for who asked to choose; for anybody else, whom to thank."""
    question = thread.question
    mine = here is not None and here.id == question.author.id
    others = [reply for reply in thread.replies if here is None or reply.author.id != here.id]
    elsewhere = [source for source in given.sources if source.kind == "reply"]
    with st.container(border=True, key="on-screen-what-helped"):
        if here is None:
            st.write(_("Tant mieux ! Avec un pseudonyme, vous pouvez remercier qui vous a aidé."))
        elif not mine:
            st.write(_("Tant mieux ! Un merci se dit d’un bouton, sous la réponse qui vous a aidé."))
        elif not others and not elsewhere:
            st.write(_("Tant mieux ! Dites dans ce fil ce qui a marché : cela servira aux suivants."))
        else:
            st.write(_("Tant mieux ! Quelle réponse est la solution ?"))
            for reply in others[::-1][:_LATEST]:
                _offer_reply(reply, here=here)
            for source in elsewhere:
                _offer_source(source, question, here=here)


def _offer_reply(reply: Reply, *, here: Member) -> None:
    name = _("Celle de {name}, dans ce fil").format(name=label(reply.author.pseudonym))
    if st.button(name, key=f"helped-{reply.id}", icon=":material/task_alt:") and not reply.is_solution:
        house().community.forum.mark_solution(reply.id, by=here)
        st.rerun()


def _offer_source(source: Source, question: Question, *, here: Member) -> None:
    name = _("Celle de {name}, dans « {title} »").format(name=label(source.author), title=label(source.title))
    if st.button(name, key=f"helped-{source.id}", icon=":material/task_alt:"):
        house().community.forum.solve_elsewhere(question.id, source.id, by=here)
        st.rerun()


def show_solved_elsewhere(question: Question, reply: Reply, *, here: Member | None) -> None:
    """Draw that a reply to another question solved this one, with the way to it."""
    other = house().community.forum.thread(reply.question).question
    with st.container(border=True, key="solved-elsewhere"):
        st.badge(_("Résolue"), icon=":material/task_alt:", color="green")
        st.page_link(
            "question.py",
            label=_("Grâce à la réponse de {name}, dans « {title} »").format(
                name=label(reply.author.pseudonym), title=label(other.title)
            ),
            icon=":material/forum:",
            query_params={"id": other.id},
        )
        show(reply.body, lang=reply.language, quote=True)
        if (
            here is not None
            and here.id == question.author.id
            and st.button(_("Ce n’est plus la solution"), key="open-again", icon=":material/undo:")
        ):
            house().community.forum.open_again(question.id, by=here)
            st.rerun()
