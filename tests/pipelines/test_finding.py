"""Answers and questions are found by words and by meaning together, and by words alone where there is no model."""

from dataclasses import replace
from datetime import timedelta

import pytest

from community import demonstration
from community.happenings import Thing
from community.tips import Taken
from modalities.meaning import scripted
from pipelines.answer import answer
from pipelines.finding import find, ranked
from pipelines.fusing import by_thread, fused, recent
from pipelines.indexing import index
from pipelines.meaning import Sense, Understanding
from pipelines.searching import search
from tests.pipelines.conftest import VISIT
from vocabulary import Destination, Draft, now

SYNONYMS = [["livebox", "modem"], ["rouge", "écarlate"], ["voyant", "lampe"], ["clignote", "scintille"]]
STRANGE = "lampe écarlate qui scintille"


@pytest.fixture
def understood(community, post):
    """Asks what a text means, once every post has its vector."""
    embedder = scripted.load(synonyms=SYNONYMS)
    understanding = Understanding(community, lambda: embedder, wait_s=30)

    def sense_of(text: str) -> Sense:
        index(community, embedder)
        sense = understanding.sense_of(text)
        assert sense is not None
        return sense

    return sense_of


@pytest.fixture
def red(community, post) -> str:
    post("Ma facture", "Elle a doublé.", ("Bea", "Appelez le service client."))
    return post("Voyant rouge qui clignote", "Que faire ?", ("Bea", "Débranchez la prise, puis attendez une minute."))


# -- answers ----------------------------------------------------------------------------------------------------------


def test_an_answer_is_found_by_words_that_nobody_wrote(community, red, understood):
    by_words = answer(community, STRANGE, language="fr")

    found = answer(community, STRANGE, language="fr", sense=understood(STRANGE))

    assert (by_words.known, by_words.found_by) == (False, "words")
    assert (found.known, found.found_by) == (True, "both")
    assert found.sources[0].thread == red
    assert found.sources[0].quote == "Débranchez la prise, puis attendez une minute."


def test_what_is_only_near_is_no_answer(community, red, understood):
    text = "une lampe écarlate pour mon salon de lecture"

    near = ranked(community, text, language="fr", sense=understood(text))

    assert near.told[0].source.thread == red
    assert not answer(community, text, language="fr", sense=understood(text)).known


def test_a_question_that_nobody_replied_to_is_no_answer(community, post, understood):
    post("Voyant rouge qui clignote", "Que faire ?")

    assert ranked(community, STRANGE, language="fr", sense=understood(STRANGE)).told == ()
    assert not answer(community, STRANGE, language="fr", sense=understood(STRANGE)).known


def test_a_reply_that_nobody_marked_is_no_answer(community, post, understood):
    post("Voyant rouge qui clignote", "Que faire ?", ("Bea", "Moi aussi, c’est pénible."), solved=False)

    assert not answer(community, STRANGE, language="fr", sense=understood(STRANGE)).known


def test_the_question_itself_is_not_its_answer(community, red, understood):
    found = find(community, "Voyant rouge qui clignote", language="fr", exclude=red, sense=understood(STRANGE))

    assert red not in [one.source.thread for one in found.told]


def test_of_a_thread_the_solution_speaks(community, post, understood):
    for title in ("Ma facture", "Mon contrat", "Mon répondeur", "Ma télécommande"):
        post(title, "Bonjour.", ("Bea", "Appelez le service client."))
    post(
        "Voyant rouge qui clignote",
        "Que faire ?",
        ("Bea", "Débranchez la prise."),
        ("Ana", "Merci pour le voyant rouge qui clignote !"),
    )

    found = answer(community, STRANGE, language="fr", sense=understood(STRANGE))

    assert found.sources[0].quote == "Débranchez la prise."


def test_a_thread_that_was_asked_often_answers_as_well_as_one_that_was_asked_once(community, post, understood):
    def rise() -> float:
        told = ranked(community, STRANGE, language="fr", sense=understood(STRANGE)).told
        return told[0].rises.asked

    for number in range(50):  # with fewer posts, meaning tells nothing
        post(f"Ma facture numéro {number}", "Elle a doublé.")
    post("Voyant rouge qui clignote", "Que faire ?", ("Bea", "Débranchez la prise."))
    asked_once = rise()

    for _again in range(4):
        post("Voyant rouge qui clignote", "Que faire ?", ("Bea", "Débranchez la prise."))

    assert rise() > asked_once / 2


def test_the_space_asked_for_speaks_first(community, post, understood):
    post("Voyant rouge qui clignote", "Ici.", ("Bea", "Débranchez la prise."), space="orange")
    sosh = post("Voyant rouge qui clignote", "Là.", ("Bea", "Attendez une minute."), space="sosh")

    found = answer(community, STRANGE, language="fr", space="sosh", sense=understood(STRANGE))

    assert [source.thread for source in found.sources] == [sosh]


def test_a_source_that_is_hidden_meanwhile_goes_with_its_meaning(community, red, understood):
    sense = understood(STRANGE)

    with community.store.writing() as rows:
        rows.index.remove_thread(red)

    assert not answer(community, STRANGE, language="fr", sense=sense).known


def test_vectors_of_another_model_leave_the_words(community, red, understood):
    sense = understood(STRANGE)
    other = Sense(model="another", vector=sense.vector)

    found = answer(community, "voyant rouge qui clignote", language="fr", sense=other)

    assert (found.known, found.found_by) == (True, "words")


def test_a_tip_is_found_by_its_meaning(community, red, understood):
    ana = community.members.trusted("Ana")
    (reply,) = community.forum.thread(red).replies
    taken = Taken(source=Thing(kind="reply", id=reply.id), start=0, end=len(reply.body))
    begun, text = community.tips.begin([taken], by=ana)
    to = Destination(kind="tip", id=begun.id, version=0)
    kept = community.drafts.keep(Draft(text=text, author="Ana", subject="Une lampe écarlate", to=to), visit=VISIT)
    community.drafts.confirm(kept.id, visit=VISIT, member=ana, by=["press"])

    found = ranked(community, "lampe écarlate", language="fr", sense=understood("lampe écarlate"))

    assert found.told[0].source.id == begun.id
    assert found.told[0].source.kind == "tip"


# -- read beside the question -----------------------------------------------------------------------------------------

ASKED = "voyant rouge qui clignote"


def reading(sense: Sense, *odds: float) -> tuple[Sense, list[str]]:
    """A sense that reads, best first, with these log odds, and what it was given to read."""
    given = list[str]()

    def reads(passages):
        given.extend(passages)
        return [*odds, *[-9.0] * len(passages)][: len(passages)]

    return replace(sense, reads=reads), given


def test_what_is_read_as_no_answer_is_none_whatever_its_words(community, red, understood):
    sense, given = reading(understood(ASKED), -9.0)

    refused = answer(community, ASKED, language="fr", sense=sense)

    assert answer(community, ASKED, language="fr", sense=understood(ASKED)).known
    assert not refused.known
    assert "Voyant rouge qui clignote\nQue faire ?\nDébranchez la prise, puis attendez une minute." in given


def test_what_is_read_as_an_answer_is_told(community, red, understood):
    sense, _given = reading(understood(STRANGE), 9.0)

    found = answer(community, STRANGE, language="fr", sense=sense)

    assert [source.thread for source in found.sources] == [red]


def test_what_is_read_as_an_answer_comes_before_what_is_as_near(community, post, understood):
    post("Voyant rouge dans la cuisine", "Il clignote.", ("Bea", "Débranchez la prise."))
    post("Voyant rouge dans la cave", "Il clignote.", ("Bea", "Débranchez la prise."))
    sense = understood(ASKED)
    first, second = (one.source.thread for one in ranked(community, ASKED, language="fr", sense=sense).told)
    read, _given = reading(sense, -9.0, 9.0)

    found = ranked(community, ASKED, language="fr", sense=read).told

    assert [one.source.thread for one in found] == [second, first]
    assert [one.knows for one in found] == [True, False]


def test_what_helped_nobody_is_not_read(community, post, understood):
    post("Voyant rouge qui clignote", "Que faire ?", ("Bea", "Moi aussi, c’est pénible."), solved=False)
    sense, given = reading(understood(STRANGE), 9.0)

    assert not answer(community, STRANGE, language="fr", sense=sense).known
    assert given == []


def test_the_best_few_are_read_and_the_others_do_not_answer(community, post, understood):
    for place in ("cuisine", "cave", "chambre", "salon", "grange", "cour", "rue"):
        post(f"Voyant rouge dans la {place}", "Il clignote.", ("Bea", "Débranchez la prise."))
    sense, given = reading(understood(ASKED), 9.0)

    found = find(community, ASKED, language="fr", sense=sense)

    assert 1 < len(given) < 7
    assert len(found.told) == 1


def test_where_nothing_reads_the_words_and_the_meaning_decide(community, red, understood):
    sense = replace(understood(ASKED), reads=lambda _passages: None)

    assert answer(community, ASKED, language="fr", sense=sense).known


# -- search -----------------------------------------------------------------------------------------------------------


def test_a_search_finds_by_meaning_too(community, red, understood):
    assert search(community, STRANGE).questions == ()

    found = search(community, STRANGE, sense=understood(STRANGE))

    assert [question.id for question in found.questions] == [red]
    assert found.by == "both"


def test_a_search_shows_nothing_that_is_far(community, red, understood):
    text = "recette de la tarte aux pommes"

    found = search(community, text, sense=understood(text))

    assert (found.questions, found.by) == ((), "both")


def test_a_search_finds_in_ateliers_by_meaning(community, understood):
    demonstration.load(community)
    text = "lampe écarlate qui scintille"
    atelier = next(one for cafe in community.cafes.all() for one in cafe.ateliers if not one.closed)
    kept = community.drafts.keep(
        Draft(text="Un voyant rouge qui clignote", author="Ana", to=Destination(kind="atelier", id=atelier.id)),
        visit=VISIT,
    )
    ana = community.members.trusted("Ana")
    brought = community.drafts.confirm(kept.id, visit=VISIT, member=ana, by=["press"])

    found = search(community, text, contributions=3, sense=understood(text))

    assert brought.id in [one.contribution.id for one in found.contributions]
    assert search(community, text, sense=understood(text)).contributions == ()


def test_a_search_stays_in_its_space(community, post, understood):
    post("Voyant rouge qui clignote", "Ici.", space="orange")
    sosh = post("Voyant rouge qui clignote", "Là.", space="sosh")

    found = search(community, STRANGE, space="sosh", sense=understood(STRANGE))

    assert [question.id for question in found.questions] == [sosh]


# -- one list of two --------------------------------------------------------------------------------------------------


def test_what_both_find_comes_first():
    both = fused(["a", "b"], ["c", "b"])

    assert next(iter(both)) == "b"
    assert both["a"] == pytest.approx(1 / 61)
    assert both["b"] == pytest.approx(2 / 62)


def test_nothing_and_nothing_make_nothing():
    assert fused([], []) == {}
    assert by_thread([], {}) == []


def test_what_was_written_lately_is_worth_a_little_more():
    today, last_year = recent(now()), recent(now() - timedelta(days=365))

    assert today == pytest.approx(1.1, abs=1e-3)
    assert last_year == pytest.approx(1.05, abs=1e-3)
    assert 1.0 < recent(now() - timedelta(days=10_000)) < last_year
    assert recent(now() + timedelta(days=2)) == pytest.approx(1.1)
