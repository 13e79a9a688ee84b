import unicodedata

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from community.words import words
from tests.community.conftest import People
from vocabulary import Destination

TITLES = (
    "Le voyant de ma Livebox clignote en rouge",
    "Consulter ma messagerie vocale depuis l’étranger",
    "Ma facture est plus élevée que d’habitude",
    "Résilier mon abonnement mobile",
    "Le wifi ne passe pas dans la chambre",
    "Activer une nouvelle carte SIM",
)


@pytest.fixture
def forum(community, people, clock):
    """A few questions, each with a reply."""
    asked = {}
    for title in TITLES:
        clock.passes(60)
        asked[title] = people.asks("Ana", title).id
        people.replies("Bob", asked[title], "Essayez ceci, puis cela.")
    return asked


def titles(found):
    return [one.question.title for one in found]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("voyant rouge", TITLES[0]),
        ("les voyants clignotent", TITLES[0]),
        ("live box", TITLES[0]),
        ("ma libebox", TITLES[0]),
        ("messageries vocales", TITLES[1]),
        ("mesageries", TITLES[1]),
        ("ETRANGER", TITLES[1]),
        ("factrue", TITLES[2]),
        ("des factures elevees", TITLES[2]),
        ("résiliation", TITLES[3]),
        ("wi-fi chambre", TITLES[4]),
        ("carte sim", TITLES[5]),
        ("bonjour coment activer mes nouvelles cartes svp", TITLES[5]),
    ],
)
def test_a_question_is_found_in_spite_of_accents_plurals_and_mistakes(community, forum, text, title):
    assert titles(community.search.questions(text))[0] == title


def misspelt(title, draw):
    """The title as someone might type it: without accents, in the plural, with one mistake in one longer word."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", title.lower()) if not unicodedata.combining(c))
    typed = [f"{word}s" if draw(st.booleans()) and word[-1] not in "sx" else word for word in bare.split()]
    longer = [place for place, word in enumerate(typed) if len(word) > 5 and word.isalpha()]
    wrong = draw(st.sampled_from(longer))
    word, at = typed[wrong], draw(st.integers(1, len(typed[wrong]) - 2))
    typed[wrong] = draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )
    return " ".join(typed)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(data=st.data())
def test_a_title_typed_without_accents_in_the_plural_and_with_a_mistake_is_found(community, forum, data):
    title = data.draw(st.sampled_from(TITLES))

    typed = misspelt(title, data.draw)

    assert titles(community.search.questions(typed))[0] == title


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(data=st.data())
def test_one_mistyped_word_alone_finds_its_title(community, forum, data):
    title = data.draw(st.sampled_from(TITLES))
    word = data.draw(st.sampled_from([word for word in words(title, ("fr",)) if len(word) > 5]))
    at = data.draw(st.integers(1, len(word) - 1))

    typed = word[:at] + word[at + 1 :]

    assume(typed not in {other for title in TITLES for other in words(title, ("fr",))})
    assert title in titles(community.search.questions(typed))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.text(st.characters(), max_size=200))
def test_any_text_can_be_searched(community, forum, text):
    for found in community.search.questions(text):
        assert found.question.title in TITLES


@pytest.mark.parametrize(
    "text",
    ['" OR 1=1 --', "NEAR(a b)", "title:*", "a & !b | (c", "'; DROP TABLE search_posts; --", "^", "-", "mot* AND"],
)
def test_the_languages_of_the_databases_mean_nothing_in_a_search(community, forum, text):
    community.search.questions(text)
    community.search.passages(text)

    assert titles(community.search.questions("livebox")) == [TITLES[0]]


@pytest.mark.parametrize("text", ["", "le la les", "?", "xyzzy plugh", "recette de la tarte aux pommes", "x" * 100_000])
def test_what_nobody_asked_finds_nothing(community, forum, text):
    assert community.search.questions(text) == ()
    assert all(passage.coverage < 0.2 for passage in community.search.passages(text))


def test_a_long_story_finds_the_question_that_is_in_it(community, forum):
    story = " ".join(f"mot{number} inconnu{number}" for number in range(200))

    found = community.search.questions(f"{story}. Je voudrais résilier mon abonnement mobile. {story}")

    assert titles(found) == [TITLES[3]]


def test_a_search_may_stay_in_one_space(community, people):
    people.asks("Ana", "Ma facture", space="orange")
    sosh = people.asks("Ana", "Ma facture", space="sosh")

    assert [found.question.id for found in community.search.questions("facture", space="sosh")] == [sosh.id]
    assert len(community.search.questions("facture")) == 2


def test_a_title_outweighs_a_body_and_each_thread_is_found_once(community, people):
    passing = people.asks("Ana", "Mon mobile", "La messagerie est pleine")
    meant = people.asks("Ana", "Ma messagerie", "Elle est pleine")
    people.replies("Bob", meant.id, "Videz la messagerie.")
    people.replies("Bob", meant.id, "Ou changez de messagerie.")

    found = community.search.questions("messagerie")

    assert [one.question.id for one in found] == [meant.id, passing.id]
    assert found[0].score > found[1].score


def test_an_excerpt_is_the_part_that_fits_word_for_word(community, people):
    body = "Bonjour à tous. Je suis en vacances.\nMon décodeur redémarre <b>sans arrêt</b> la nuit. Merci."
    people.asks("Ana", "Besoin d’aide", body)

    (found,) = community.search.questions("décodeur redémarre")

    assert found.excerpt.startswith("Mon décodeur redémarre <b>sans arrêt</b> la nuit.")


def test_a_question_is_found_by_what_was_replied(community, people):
    question = people.asks("Ana", "Plus rien ne va")
    people.replies("Bob", question.id, "Le bouton reset est derrière le cache.")

    assert [found.question.id for found in community.search.questions("bouton reset")] == [question.id]


def test_solutions_then_thanked_replies_come_first(community, people):
    question, ana = people.asks("Ana", "Voyant rouge de la box"), people.enters("Ana")
    ids = [people.replies(who, question.id, "Redémarrez la box.").id for who in ("Bob", "Cléo", "Dan")]
    community.forum.thank(ids[1], by=ana)
    community.forum.mark_solution(ids[2], by=ana)

    passages = community.search.passages("voyant rouge de la box")

    assert [passage.reply.id for passage in passages] == [ids[2], ids[1], ids[0]]
    assert passages[0].score > passages[1].score > passages[2].score


def test_thanks_of_who_asked_come_after_what_helped(community, people):
    question = people.asks("Ana", "Voyant rouge de la box")
    thanks = people.replies("Ana", question.id, "Merci, la box remarche !")
    help_ = people.replies("Bob", question.id, "Redémarrez la box.")

    assert [one.reply.id for one in community.search.passages("voyant rouge box")] == [help_.id, thanks.id]


def test_coverage_is_whole_when_every_word_that_tells_is_there(community, forum):
    (passage, *_) = community.search.passages("Pourquoi le voyant de ma livebox clignote en rouge ?")

    assert passage.question.title == TITLES[0]
    assert passage.coverage == 1.0


def test_coverage_counts_words_by_how_rare_they_are(community, people):
    for subject in ("box lente", "box bruyante", "box rouge"):
        people.replies("Bob", people.asks("Ana", subject).id, "Essayez ceci.")

    rare = community.search.passages("rouge xyzzy")[0].coverage
    common = community.search.passages("box rouge")[1:]

    assert 0.0 < rare < 0.5  # the word that no post holds tells more than the one that a third of them hold
    assert all(passage.coverage < 0.5 for passage in common)


@pytest.mark.parametrize(
    "unanswered",
    [
        "Et donc, mes chers compatriotes, ne vous demandez pas ce que votre pays peut faire pour vous",
        "And so my fellow Americans, ask not what your country can do for you, ask what you can do for your country",
        "Quel temps fera-t-il demain à Marseille ?",
        "Comment soigner un rosier malade ?",
    ],
)
def test_coverage_is_low_for_what_nobody_answered(community, forum, unanswered):
    assert all(passage.coverage < 0.4 for passage in community.search.passages(unanswered))


def test_replies_in_the_language_of_the_question_come_first(community, people):
    for language in ("en", "fr"):
        question = people.asks("Ana", "Modem wifi", language=language)
        people.replies("Bob", question.id, "Modem wifi.", language=language)

    assert [one.reply.language for one in community.search.passages("modem wifi", language="fr")] == ["fr", "en"]
    assert [one.reply.language for one in community.search.passages("modem wifi", language="en")] == ["en", "fr"]


def test_at_most_as_many_as_asked_for_are_given(community, people):
    for number in range(5):
        question = people.asks("Ana", f"Facture {number}")
        people.replies("Bob", question.id, "Voyez la facture.")

    assert len(community.search.questions("facture", limit=3)) == 3
    assert len(community.search.passages("facture", limit=2)) == 2


def test_what_was_taken_back_leaves_no_trace_in_the_index(community, people):
    to = Destination(kind="forum", id="orange")
    kept = people.keeps("Ana", "Une girafe et une facture", to=to, subject="Animaux")
    people.confirms("Ana", kept.id)
    other = people.asks("Bob", "Une facture")

    community.drafts.undo(kept.id, visit="visit of Ana")

    assert community.search.questions("girafe") == ()
    assert [found.question.id for found in community.search.questions("facture")] == [other.id]
    with community.store.reading() as rows:
        assert rows.index.size() == 1
        assert rows.index.frequencies(["giraf", "factur"]) == {"factur": 1}


def test_a_draft_is_not_found(community, people):
    people.keeps("Ana", "Une girafe", subject="Girafe")

    assert community.search.questions("girafe") == ()


def test_what_is_looked_for_in_several_ways_at_once_is_what_each_way_finds(community, forum):
    text = "voyant rouge de la livebos"

    with community.search.looking_for(text) as looking:
        together = (looking.passages(language="fr"), looking.tips(language="fr"), looking.questions())

    search = community.search
    assert together == (search.passages(text, language="fr"), search.tips(text, language="fr"), search.questions(text))
    assert together[0]
    assert together[2]


def test_both_databases_find_the_same_in_the_same_order(request, opened, clock):
    found = []
    for kind in ("sqlite_address", "postgresql_address"):
        community = opened(request.getfixturevalue(kind))
        people = People(community=community)
        for title in TITLES:
            clock.passes(60)
            people.replies("Bob", people.asks("Ana", title).id, f"Essayez ceci : {title}.")
        found.append(
            [
                [(one.question.title, one.score, one.coverage) for one in community.search.passages(text)]
                for text in ("ma facture de mobile", "le voyant rouge", "messagerie wifi", "abonement")
            ]
        )

    assert found[0] == found[1]
    assert all(found[0])
