"""Answers made of what members wrote, and of nothing else."""

import pytest

from pipelines.answer import answer
from pipelines.contribute import hints
from pipelines.extracting import STEPS
from pipelines.finding import SOURCES
from pipelines.quoting import sentences_in
from pipelines.searching import search

RESET = """Voici comment j’ai fait.
1. Débranchez la Livebox.
2. Attendez une minute.
3. Rebranchez-la.
Bon courage !"""

VOICEMAIL = (
    "J’ai eu le même souci en mars. Composez le 888 depuis votre mobile. "
    "Choisissez ensuite « annonce » puis enregistrez la vôtre. À bientôt."
)


@pytest.fixture
def filled(community, post):
    post("Le voyant de ma Livebox est rouge", "Plus d’Internet depuis ce matin, le voyant est rouge.", ("Bob", RESET))
    post(
        "Changer l’annonce de mon répondeur",
        "Comment enregistrer une autre annonce d’accueil sur la messagerie vocale ?",
        ("Zoé", VOICEMAIL),
        ("Luc", "Bonne question, je cherche aussi pour mon répondeur."),
    )
    post(
        "How do I pay my bill by card?",
        "I would like to pay the bill by bank card instead of direct debit.",
        ("Sam", "Open your account. Choose the bill, then press Pay. My card was accepted at once."),
        language="en",
    )
    post(
        "Ma facture a doublé",
        "La facture de mars est deux fois plus élevée que celle de février.",
        ("Eva", "Mon offre de bienvenue s’était terminée. La facture double à la fin de la remise, c’est prévu."),
        space="sosh",
    )
    return community


def test_a_question_already_answered_finds_its_solution(filled):
    found = answer(filled, "ma livebox a un voyant rouge, que faire ?", language="fr")

    assert found.known
    assert found.title == "Le voyant de ma Livebox est rouge"
    assert found.sources[0].author == "Bob"
    assert found.sources[0].is_solution
    assert found.sources[0].link == f"/question?id={found.sources[0].thread}"


def test_the_steps_of_a_list_are_given_in_their_order_word_for_word(filled):
    found = answer(filled, "le voyant de la livebox est rouge", language="fr")

    assert found.steps == ("Débranchez la Livebox.", "Attendez une minute.", "Rebranchez-la.")


def test_orders_in_running_text_are_steps_too(filled):
    found = answer(filled, "comment changer l’annonce du répondeur ?", language="fr")

    assert found.steps == (
        "Composez le 888 depuis votre mobile.",
        "Choisissez ensuite « annonce » puis enregistrez la vôtre.",
    )


def test_english_orders_are_known_as_well(filled):
    found = answer(filled, "how can I pay the bill by card?", language="en")

    assert found.steps == ("Open your account.", "Choose the bill, then press Pay.")
    assert "Sam" in found.text


def test_a_reply_that_is_no_list_gives_the_sentences_that_say_most(filled):
    found = answer(filled, "pourquoi ma facture a-t-elle doublé ?", language="fr")

    assert "La facture double à la fin de la remise, c’est prévu." in found.steps


@pytest.mark.parametrize(
    "question",
    [
        "ask not what your country can do for you",
        "Quelle est la recette de la tarte aux pommes ?",
        "Qui a gagné le match hier soir ?",
        "bonjour",
        "?!",
        "",
        "<script>alert(1)</script> *gras* \" ' % _ NEAR(",
    ],
)
def test_what_nobody_has_answered_is_said_not_to_be_known(filled, question):
    found = answer(filled, question, language="fr")

    assert not found.known
    assert found.sources == ()
    assert found.steps == ()
    assert "Personne n’a encore répondu" in found.text
    assert "publiée" not in found.text


def test_a_question_that_was_just_posted_is_said_to_be(filled, post):
    posted = post("La tarte aux pommes", "Quelle est la recette de la tarte aux pommes ?")

    found = answer(filled, "Quelle est la recette de la tarte aux pommes ?", language="fr", exclude=posted)

    assert not found.known
    assert "publiée" in found.text


def test_a_thread_that_is_left_out_is_no_source_of_its_own_answer(filled, post):
    posted = post("Le four", "Mon four est froid", ("Ana", "Branchez le four froid à la prise."))

    found = answer(filled, "mon four est froid", language="fr", exclude=posted)

    assert not found.known


def test_every_sentence_of_an_answer_is_somebodys(filled):
    found = answer(filled, "le voyant de la livebox est rouge", language="fr")

    bodies = " ".join(reply.body for source in found.sources for reply in filled.forum.thread(source.thread).replies)
    framing = [line for line in found.text.splitlines() if line.endswith(":")]
    assert all(line in bodies for line in found.text.splitlines() if line not in framing)
    assert len(framing) == len(found.sources)
    assert all(source.quote in bodies for source in found.sources)
    assert all(any(step in source.quote for source in found.sources) for step in found.steps)


def test_the_space_that_was_asked_speaks_first(filled, post):
    post("Ma facture a doublé", "La facture a doublé.", ("Ivo", "La facture double après la promotion."))

    in_sosh = answer(filled, "ma facture a doublé", language="fr", space="sosh")
    in_orange = answer(filled, "ma facture a doublé", language="fr", space="orange")

    assert [source.author for source in in_sosh.sources] == ["Eva"]
    assert [source.author for source in in_orange.sources] == ["Ivo"]


def test_another_space_speaks_where_the_one_that_was_asked_knows_nothing(filled):
    found = answer(filled, "ma facture a doublé", language="fr", space="orange")

    assert [source.author for source in found.sources] == ["Eva"]


def test_sources_and_steps_are_few(filled, post):
    many = "\n".join(f"- Vérifiez la prise numéro {n}." for n in range(9))
    for n in range(5):
        post(f"La prise est morte {n}", "Ma prise murale est morte.", (f"Membre {n}", many))

    found = answer(filled, "ma prise murale est morte", language="fr")

    assert len(found.sources) == SOURCES
    assert len(found.steps) == STEPS
    assert found.steps == sentences_in(many)[:STEPS]
    assert "La suite est dans le fil" in found.text


def test_one_thread_is_one_source(filled):
    found = answer(filled, "changer l’annonce de mon répondeur", language="fr")

    assert [source.author for source in found.sources] == ["Zoé"]


def test_markup_in_a_reply_is_quoted_as_it_was_written(filled, post):
    post("Le grille-pain", "Mon grille-pain fume.", ("Max", "<b>Débranchez</b> le *grille-pain* & appelez."))

    found = answer(filled, "mon grille-pain fume", language="fr")

    assert found.sources[0].quote == "<b>Débranchez</b> le *grille-pain* & appelez."


def test_hints_name_the_products_and_who_wrote_lately(filled):
    heard = hints(filled)

    assert {"Livebox", "Sosh", "Ana"} <= set(heard)
    assert len(heard) <= 40
    assert len(set(heard)) == len(heard)


def test_similar_questions_are_found_while_writing(filled):
    found = search(filled, "voyant rouge sur la livebox").questions

    assert found[0].title == "Le voyant de ma Livebox est rouge"


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_resembles_nothing(filled, text):
    assert search(filled, text).questions == ()
