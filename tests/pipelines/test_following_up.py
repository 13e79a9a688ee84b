"""What is said after an answer is understood in its context; nothing but a person decides that it worked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import open_community
from community.happenings import Thing
from pipelines.answer import answer
from pipelines.following_up import follow_up, in_context, said_after, what_is_meant
from tests.community.conftest import People

SAID = [
    ("Merci, ça marche !", "fr", "works"),
    ("merci ca marche", "fr", "works"),
    ("C’est bon, merci beaucoup.", "fr", "works"),
    ("Ça fonctionne maintenant", "fr", "works"),
    ("problème réglé", "fr", "works"),
    ("Ça y est", "fr", "works"),
    ("Merci", "fr", "works"),
    ("Ça ne marche pas", "fr", "more"),
    ("Merci, mais ça ne marche toujours pas", "fr", "more"),
    ("Ça marche encore moins bien", "fr", "more"),
    ("Ça marche sauf la télé", "fr", "more"),
    ("Et s’il clignote toujours ?", "fr", "more"),
    ("Est-ce que ça marche aussi avec la fibre ?", "fr", "more"),
    ("Et sur Android ?", "fr", "more"),
    ("Le voyant est devenu orange", "fr", "more"),
    ("Ce n’est pas ce que j’ai demandé", "fr", "not_it"),
    ("ce n'est pas du tout ma question", "fr", "not_it"),
    ("Pas ma question, je parle de la télé", "fr", "not_it"),
    ("Rien à voir", "fr", "not_it"),
    ("C’est à côté de la question", "fr", "not_it"),
    ("Vous n’avez pas compris : c’est mon mobile", "fr", "not_it"),
    ("Thanks, it works", "en", "works"),
    ("it works now!", "en", "works"),
    ("That did the trick", "en", "works"),
    ("Thank you", "en", "works"),
    ("Problem solved", "en", "works"),
    ("It still doesn’t work", "en", "more"),
    ("Thanks, but it still blinks", "en", "more"),
    ("And if it still blinks?", "en", "more"),
    ("Does it work on Android?", "en", "more"),
    ("That’s not what I asked", "en", "not_it"),
    ("not my question", "en", "not_it"),
    ("This is not what I meant, I want the TV", "en", "not_it"),
]


@pytest.fixture
def community(tmp_path):
    community = open_community(f"sqlite:///{tmp_path / 'cafe.db'}", data=tmp_path)
    yield community
    community.close()


@pytest.fixture
def people(community) -> People:
    return People(community=community)


def solve(community, people, title: str, told: str) -> str:
    question = people.asks("Ana", title)
    reply = people.replies("Bob", question.id, told)
    community.forum.mark_solution(reply.id, by=people.enters("Ana"))
    return question.id


def hide(community, people, kind, id):
    moderator = community.roles.given(people.enters("Mo"), "moderator")
    community.moderation.decide(Thing(kind=kind, id=id), "hidden", reason="Non.", by=moderator)


@pytest.fixture
def threads(community, people) -> dict[str, str]:
    return {
        "restart": solve(
            community, people, "Le voyant de ma Livebox clignote", "Redémarrez la Livebox. Attendez cinq minutes."
        ),
        "still": solve(
            community,
            people,
            "Le voyant clignote toujours après un redémarrage de la Livebox",
            "Vérifiez le câble de la fibre. Appelez le 39 00.",
        ),
        "decoder": solve(
            community, people, "Le voyant du décodeur TV clignote", "Débranchez le décodeur. Rebranchez-le."
        ),
    }


def followed(community, question, said, language="fr", sense_of=lambda _text: None):
    """The first answer, and what came of each thing that was said after it."""
    first = answer(community, question, language=language)
    turns = []
    for words in said:
        before, answered = (turns[-1].said, turns[-1].answer) if turns else (None, None)
        new = said_after(words, language=language, first=first, before=before, answered=answered)
        turns.append(follow_up(community, question, new, language=language, sense_of=sense_of))
    return first, tuple(turns)


@pytest.mark.parametrize(("said", "language", "meant"), SAID)
def test_what_is_meant(said, language, meant):
    assert what_is_meant(said, language) == meant


def test_one_more_question_is_understood_in_its_context(community, threads):
    first, (turn,) = followed(
        community, "Le voyant de ma Livebox clignote", ["Et s’il clignote toujours après un redémarrage ?"]
    )

    assert first.sources[0].thread == threads["restart"]
    assert turn.answer.sources[0].thread == threads["still"]


def test_what_was_refused_is_not_given_again(community, threads):
    first, (turn,) = followed(
        community, "Le voyant clignote", ["Ce n’est pas ce que j’ai demandé, je parle du décodeur TV"]
    )

    given = {source.thread for source in turn.answer.sources}
    assert turn.said.meant == "not_it"
    assert not given & {source.thread for source in first.sources}


def test_who_says_that_it_works_gets_no_answer_and_changes_nothing(community, threads):
    _, (turn,) = followed(community, "Le voyant de ma Livebox clignote", ["Merci, ça marche !"])

    assert turn.said.meant == "works"
    assert turn.answer is None


def test_what_the_community_does_not_know_is_said(community, threads):
    _, (turn,) = followed(community, "Le voyant de ma Livebox clignote", ["Pas ma question : une recette de crêpes"])

    assert not turn.answer.known
    assert turn.answer.sources == ()


def test_the_same_answer_is_not_given_twice_in_a_row(community, threads):
    first, (turn,) = followed(community, "Le voyant de ma Livebox clignote", ["Et encore ?"])

    assert [source.id for source in turn.answer.sources[:1]] != [source.id for source in first.sources[:1]]


def test_what_was_given_before_is_not_given_as_something_else(community, threads):
    first, turns = followed(
        community,
        "Le voyant de ma Livebox clignote",
        ["Et s’il clignote toujours après un redémarrage ?", "Ce n’est pas ce que j’ai demandé"],
    )

    given = {source.thread for one in (first, turns[0].answer) for source in one.sources}
    assert turns[0].answer.known
    assert not given & {source.thread for source in turns[1].answer.sources}


def test_only_the_last_thing_that_was_said_is_looked_for(community, threads):
    looked_for = []
    question = "Le voyant de ma Livebox clignote"
    _, turns = followed(
        community,
        question,
        ["Et s’il clignote toujours après un redémarrage ?", "Et la fibre ?"],
        sense_of=lambda text: looked_for.append(text),
    )

    looked_for.clear()
    follow_up(community, question, turns[-1].said, language="fr", sense_of=lambda text: looked_for.append(text))

    assert looked_for == [in_context(question, turns[-1].said.asked, "fr")]
    assert turns[-1].said.asked == ("Et s’il clignote toujours après un redémarrage ?", "Et la fibre ?")


def test_what_was_found_to_be_the_same_is_not_found_a_second_time(community, threads):
    _, (turn,) = followed(community, "Le voyant de ma Livebox clignote", ["Et encore ?"])

    again = follow_up(community, "Le voyant de ma Livebox clignote", turn.said, language="fr")

    assert turn.said.is_repeated
    assert again == turn


def test_what_is_withdrawn_is_found_no_more_and_nothing_remembers_its_words(community, threads, people):
    question = "Le voyant de ma Livebox clignote"
    _, (turn,) = followed(community, question, ["Et s’il clignote toujours après un redémarrage ?"])
    source = turn.answer.sources[0]

    hide(community, people, "reply", source.id)

    now = follow_up(community, question, turn.said, language="fr").answer
    assert "Vérifiez le câble de la fibre" in turn.answer.text
    assert "Vérifiez le câble de la fibre" not in now.text
    assert source.quote not in repr(said_after("Merci", language="fr", first=turn.answer))


def test_what_was_refused_stays_refused_and_nothing_else_is_in_its_place(community, threads, people):
    question = "Le voyant clignote"
    first, (turn,) = followed(community, question, ["Ce n’est pas ce que j’ai demandé"])
    refused = {source.thread for source in first.sources}

    for source in first.sources:
        hide(community, people, "question", source.thread)

    now = follow_up(community, question, turn.said, language="fr").answer
    assert turn.said.refused == refused
    assert [source.id for source in now.sources] == [source.id for source in turn.answer.sources]


def test_after_something_unknown_what_works_is_the_answer_that_was_known(community, threads):
    _, turns = followed(
        community,
        "Le voyant de ma Livebox clignote",
        ["Et s’il clignote toujours après un redémarrage ?", "Pas ma question : une recette de crêpes", "Merci !"],
    )

    assert not turns[1].answer.known
    assert turns[2].said.stands.asked == turns[0].said.asked


def test_the_refusal_itself_is_not_looked_for():
    said = "Ce n’est pas ce que j’ai demandé, je parle du décodeur"

    assert in_context("Le voyant clignote", [said], "fr") == "Le voyant clignote\nje parle du décodeur"


def test_after_an_answer_that_knows_nothing_one_may_go_on(community, threads):
    first, (turn,) = followed(community, "Bonjour", ["Le voyant de ma Livebox clignote"])

    assert not first.known
    assert turn.answer.sources[0].thread == threads["restart"]


@given(st.text(max_size=300), st.sampled_from(["fr", "en"]))
def test_anything_can_be_said(said, language):
    assert what_is_meant(said, language) in ("works", "not_it", "more")
    assert in_context("Ma box", [said], language).startswith("Ma box")


@given(st.sampled_from([one for one in SAID if one[2] == "works"]))
def test_a_question_is_never_a_success(said):
    text, language, _ = said

    assert what_is_meant(text.rstrip("!. ") + " ?", language) == "more"
