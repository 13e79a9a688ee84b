"""What was brought to an atelier answers as well, where it was of use to others and everyone may read it."""

import pytest

from community.cafes import Atelier, Cafe
from community.happenings import Thing
from modalities.meaning import scripted
from pipelines.answer import answer
from pipelines.finding import ranked
from pipelines.indexing import index
from pipelines.meaning import Sense
from pipelines.standing import stands
from tests.pipelines.conftest import VISIT
from vocabulary import Destination, Draft, now

QUESTION = "faut-il des bancs à l’ombre"
WORDS = "Des bancs à l’ombre des platanes, nous en avons mis six."


@pytest.fixture
def cafe(community):
    """An atelier that everyone reads, and a blind one."""
    zoe = community.members.trusted("Zoé")
    ateliers = tuple(
        Atelier(
            id=id,
            cafe="ville",
            title="Les bancs",
            opening="Bonjour !",
            question="Qu’avez-vous essayé ?",
            animator=zoe,
            position=position,
            is_blind=id == "blind",
        )
        for position, id in enumerate(("seen", "blind"), start=1)
    )
    with community.store.writing() as rows:
        rows.cafes.add(Cafe(id="ville", title="La ville", introduction="…", ateliers=ateliers), at=now())


@pytest.fixture
def bring(community, cafe):
    """Brings words to an atelier, for which some thank; gives their id."""

    def publish(text: str = WORDS, *, to: str = "seen", thanks: int = 2) -> str:
        kept = community.drafts.keep(Draft(text=text, author="Ana", to=Destination(kind="atelier", id=to)), visit=VISIT)
        ana = community.members.trusted("Ana")
        published = community.drafts.confirm(kept.id, visit=VISIT, member=ana, by=["press"]).id
        for n in range(thanks):
            community.cafes.thank(published, by=thanks_from(f"Bea {n}", to))
        return published

    def thanks_from(name: str, to: str):
        member = community.members.enter(name, visit=name)
        if to == "blind":  # who has brought something sees the others'
            kept = community.drafts.keep(
                Draft(text=f"Moi, {name}.", author=name, to=Destination(kind="atelier", id=to)), visit=name
            )
            community.drafts.confirm(kept.id, visit=name, member=member, by=["press"])
        return member

    return publish


def test_what_others_thanked_for_answers_and_leads_to_its_place(community, bring):
    brought = bring()

    (source,) = answer(community, QUESTION, language="fr").sources

    assert (source.kind, source.id, source.author) == ("contribution", brought, "Ana")
    assert source.quote == WORDS
    assert source.link == f"/atelier?id=seen&contribution={brought}"


def test_it_is_said_who_brought_it_where(community, bring):
    bring()

    given = answer(community, QUESTION, language="fr")

    assert given.text == f"Ana raconte, à l’atelier « Les bancs » :\n{WORDS}"


def test_what_nobody_thanked_for_is_no_answer(community, bring):
    bring(thanks=1)

    assert not answer(community, QUESTION, language="fr").known


def test_it_answers_by_what_it_means(community, bring, post):
    for n in range(4):
        post(f"Ma facture {n}", "Elle a doublé.", ("Bea", "Appelez le service client."))
    brought = bring("Avez-vous essayé des sièges à l’abri ?")
    embedder = scripted.load(synonyms=[["bancs", "sièges"], ["ombre", "abri"]])
    index(community, embedder)
    asked = "Qu’avez-vous essayé ? Avez-vous essayé des bancs à l’ombre ?"
    sense = Sense(model=embedder.model, vector=embedder.questions([asked])[0])

    given = answer(community, asked, language="fr", sense=sense)

    assert given.found_by == "both"
    assert [source.id for source in given.sources] == [brought]


def test_what_shares_no_word_with_the_question_is_no_answer(community, bring, post):
    for n in range(4):
        post(f"Ma facture {n}", "Elle a doublé.", ("Bea", "Appelez le service client."))
    bring("Avez-vous essayé des sièges à l’abri ?")
    embedder = scripted.load(synonyms=[["chaises", "sièges"], ["ombre", "abri"], ["testé", "essayé"]])
    index(community, embedder)
    asked = "testé chaises ombre"
    sense = Sense(model=embedder.model, vector=embedder.questions([asked])[0])

    found = ranked(community, asked, language="fr", sense=sense)

    assert found.told[0].source.kind == "contribution"
    assert not answer(community, asked, language="fr", sense=sense).known


def test_a_blind_atelier_answers_nobody_before_it_is_closed(community, bring):
    bring(to="blind")
    zoe = community.members.trusted("Zoé")

    while_open = answer(community, QUESTION, language="fr")
    community.closings.close("blind", by=zoe)
    once_closed = answer(community, QUESTION, language="fr")

    assert not while_open.known
    assert once_closed.known


def test_what_is_hidden_meanwhile_leaves_the_answer(community, bring):
    brought = bring()
    given = answer(community, QUESTION, language="fr")
    with community.store.writing() as rows:
        moderator = rows.members.get_or_add("Mo", "mo", at=now(), role="moderator")[0]

    community.moderation.decide(Thing(kind="contribution", id=brought), "hidden", reason="Blessant.", by=moderator)

    assert [stands(community, source) for source in given.sources] == [False]
    assert not answer(community, QUESTION, language="fr").known
