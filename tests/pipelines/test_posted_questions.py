"""What is told under a question that is posted: only what surely answers it, for its readers are about to."""

import pytest

from community import demonstration, open_community
from pipelines.answer import answer
from pipelines.finding import heading_of

BODY = (
    "Bonjour à tous. Hier soir tout marchait encore, et ce matin plus rien : ni le téléphone, ni la télévision. Mon"
    " voisin a la même box et chez lui tout va bien. Merci de votre aide."
)
HELPED = "Débranchez la prise, puis attendez une minute."


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demonstration")
    opened = open_community(f"sqlite:///{folder / 'cafe.db'}", data=folder)
    demonstration.load(opened)
    yield opened
    opened.close()


def told_under(community, title: str, body: str, *, exclude: str | None = None, language="fr"):
    heading = heading_of(title, body, lambda _text: None)
    return answer(community, f"{title}\n{body}", language=language, exclude=exclude, heading=heading)


@pytest.mark.parametrize(
    "waiting",
    [
        "appareil-auditif-bluetooth",
        "television-two-rooms",
        "montre-connectee-esim",
        "deux-sim-une-seule-sonne",
        "dictee-messages-patois",
    ],
)
def test_what_waits_in_the_demonstration_is_not_answered_from_elsewhere(demo, waiting):
    question = next(one for one in demo.forum.questions(limit=200) if one.id == waiting)

    found = told_under(demo, question.title, question.body, exclude=waiting, language=question.language)

    assert not found.known, found.title


def test_a_story_is_answered_where_its_title_was_asked_before(community, post):
    post("Voyant rouge sur la Livebox", "Que faire ?", ("Bea", HELPED))
    post("Ma facture a doublé", "Pourquoi ?", ("Bea", "Appelez le service client."))

    found = told_under(community, "Le voyant de ma Livebox est rouge", BODY)

    assert [source.quote for source in found.sources] == [HELPED]


def test_a_story_is_not_answered_by_what_only_its_body_speaks_of(community, post):
    post("Le téléphone et la télévision de mon voisin", "Que faire ?", ("Bea", "Rien, c’est sa box."))

    found = told_under(community, "Le voyant de ma Livebox est rouge", BODY)

    assert not found.known


def test_a_title_that_says_nothing_leaves_it_to_the_story(community, post):
    post("Voyant rouge sur la Livebox", "Que faire ?", ("Bea", HELPED))

    found = told_under(
        community, "Bonjour à tous", "Le voyant de ma Livebox est rouge, le rouge du voyant de la Livebox"
    )

    assert [source.quote for source in found.sources] == [HELPED]


@pytest.mark.parametrize("body", ["", "Ma box est lente", "Bonjour, ma box est lente le soir, merci"])
def test_what_is_said_in_a_sentence_has_no_heading(body):
    assert heading_of("Ma box est lente", body, lambda _text: None) is None
