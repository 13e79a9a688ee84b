"""After an answer one goes on: it works, it is not it, or one more question; only a named button marks a solution."""

import pytest

import pipelines.answer
from community import Community
from community.happenings import Thing
from tests.pages.conftest import button, said
from tests.pages.test_community_screens import open_screen, publish
from vocabulary import Destination

ORANGE = Destination(kind="forum", id="orange")


@pytest.fixture
def reply(community: Community) -> str:
    """Bob's, which solved a question of Ana's."""
    question = publish(community, "Que faire ?", by="Ana", to=ORANGE, subject="Le voyant de ma Livebox clignote")
    thread = Destination(kind="thread", id=question)
    reply = publish(community, "Redémarrez la Livebox. Attendez cinq minutes.", by="Bob", to=thread)
    community.forum.mark_solution(reply, by=community.members.enter("Ana", visit="browser of Ana"))
    return reply


@pytest.fixture
def question(community: Community, reply: str) -> str:
    return publish(community, "Depuis hier.", by="Cléo", to=ORANGE, subject="Voyant de Livebox qui clignote")


def opened_by(app, community, pseudonym, question):
    if pseudonym is not None:
        app.session_state["member"] = community.members.enter(pseudonym, visit=f"browser of {pseudonym}").id
    return open_screen(app.run(), "question", id=question)


def say(app, question, words):
    app.text_input(key=f"say-after-{question}").set_value(words)
    button(app, "Dire").click().run()
    assert not app.exception


@pytest.fixture
def looked_for(monkeypatch) -> list[str]:
    """Every question that the community was searched for."""
    questions = []

    def counted(community, question, **how):
        questions.append(question)
        return find(community, question, **how)

    find = pipelines.answer.find
    monkeypatch.setattr(pipelines.answer, "find", counted)
    return questions


def test_who_asked_says_that_it_works_and_names_the_solution(app, community, question, reply):
    opened_by(app, community, "Cléo", question)

    say(app, question, "Merci, ça marche !")
    assert not community.forum.thread(question).question.is_solved, "saying so decides nothing"

    button(app, "Celle de Bob, dans « Le voyant de ma Livebox clignote »").click().run()

    assert not app.exception
    assert community.forum.solved_elsewhere(question).id == reply
    assert "Résolue" in said(app)


def test_a_guest_marks_nothing(app, community, question):
    opened_by(app, community, None, question)

    say(app, question, "Merci, ça marche !")

    assert "vous pouvez remercier qui vous a aidé" in said(app)
    assert not [one.label for one in app.button if one.label.startswith("Celle de")]


def test_one_more_question_is_answered_below_the_first(app, community, question):
    opened_by(app, community, "Cléo", question)

    say(app, question, "Ce n’est pas ma question, une recette de crêpes")

    assert "une recette de crêpes" in said(app)
    assert "Le dire à tout le monde, dans ce fil" in [one.proto.label for one in app.get("page_link")]


def test_nothing_of_it_is_published(app, community, question):
    opened_by(app, community, "Cléo", question)

    say(app, question, "Et s’il clignote toujours ?")

    assert community.forum.thread(question).replies == ()
    assert community.forum.count() == 2


def test_what_was_said_does_not_stay_in_the_field(app, community, question):
    opened_by(app, community, "Cléo", question)

    say(app, question, "Et s’il clignote toujours ?")

    assert app.text_input(key=f"say-after-{question}").value == ""


def test_only_what_is_shown_is_looked_for(app, community, question, looked_for):
    opened_by(app, community, "Cléo", question)
    for words in ("Et s’il clignote toujours ?", "Et la fibre ?", "Ce n’est pas ma question, une recette de crêpes"):
        say(app, question, words)
    looked_for.clear()

    app.run()

    assert len(looked_for) == len(set(looked_for)) == 2, "the first answer, and the last"


def test_what_answers_a_follow_up_is_gone_once_it_is_hidden(app, community, question, reply):
    other = publish(community, "Et ensuite ?", by="Ana", to=ORANGE, subject="Le décodeur TV ne démarre plus")
    told = publish(community, "Débranchez le décodeur.", by="Bob", to=Destination(kind="thread", id=other))
    community.forum.mark_solution(told, by=community.members.enter("Ana", visit="browser of Ana"))
    opened_by(app, community, "Cléo", question)
    say(app, question, "Ce n’est pas ce que j’ai demandé : le décodeur TV ne démarre plus")
    assert "Débranchez le décodeur." in said(app)

    moderator = community.roles.given(community.members.enter("Mo", visit="browser of Mo"), "moderator")
    community.moderation.decide(Thing(kind="reply", id=told), "hidden", reason="Non.", by=moderator)
    app.run()

    assert not app.exception
    assert "Débranchez le décodeur." not in said(app)
