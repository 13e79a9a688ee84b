"""Whether what was found answers."""

from datetime import datetime, timedelta

import pytest

from community.forum import Question
from community.members import Member
from community.search import Found, Signs
from pipelines._knowing_weights import WEIGHTS
from pipelines._knowing_weights_of_both import WEIGHTS_OF_BOTH
from pipelines._knowing_weights_of_reading import WEIGHTS_OF_READING
from pipelines.knowing import (
    ENOUGH,
    Rises,
    Shared,
    Titled,
    chance,
    features,
    is_meant,
    is_read_as_answer,
    is_sure,
    names_another,
    shared_with,
    waits,
)
from vocabulary import now


def signs(**given: float) -> Signs:
    return Signs(**({"in_title": 0.0, "title_said": 0.0, "missing": 0.0, "unheard": 0.0, "told": 0.0} | given))


def shared(coverage: float, *, unsaid: int = 0, length: int = 6, **given: float) -> Shared:
    return Shared(coverage=coverage, signs=signs(**given), unsaid=unsaid, length=length)


def test_a_text_that_holds_all_of_it_answers():
    assert chance(shared(1.0, in_title=1.0, title_said=1.0, told=10.0)) > 0.9


def test_a_text_that_shares_one_common_word_does_not():
    assert chance(shared(0.15, in_title=0.15, title_said=0.2, missing=0.5, told=1.5)) < ENOUGH


def test_the_more_of_the_title_is_said_the_likelier_it_is():
    little, much = (chance(shared(0.5, in_title=0.3, title_said=said, told=6.0)) for said in (0.2, 0.9))

    assert little < much


def test_a_rare_word_that_is_missing_makes_it_less_likely():
    here, missing = (chance(shared(0.5, title_said=0.5, missing=one, told=6.0)) for one in (0.0, 0.5))

    assert missing < here


def test_how_it_was_read_decides_whatever_it_shares():
    much, little = shared(0.9, in_title=0.5, title_said=0.5, told=6.0), shared(0.2, told=1.0)

    assert not is_read_as_answer(much, -9.0)
    assert is_read_as_answer(little, 9.0)
    assert not is_sure(much, Rises(asked=0.9, told=0.9), -9.0)
    assert is_sure(little, None, 9.0)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("le voyant de ma Freebox est rouge", "Le voyant de ma Livebox est rouge"),
        ("mon iPad ne se met plus à jour", "Mon iPhone ne se met plus à jour"),
        ("I forgot my Facebook password", "I forgot my account password"),
        ("mes mails Gmail n’arrivent plus", "Mes mails Outlook n’arrivent plus"),
        ("le voyant de ma chaudière est rouge", "Le voyant de ma Livebox est rouge"),
        ("my printer has no wifi", "My decoder has no wifi"),
    ],
)
def test_another_product_is_no_answer(question, text):
    assert names_another(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("mon iPhone reste en 4G", "Mon téléphone reste en 4G"),
        ("le voyant de ma Livebox est rouge", "Voyant rouge sur la box"),
        ("faire suivre mes mails vers Gmail", "Faire suivre mes mails vers une autre adresse"),
        ("Netflix sur le décodeur", "Regarder Netflix avec le décodeur"),
        ("le wifi de mon imprimante", "Une imprimante dans le wifi de la Livebox"),
        ("mettre en mode avion", "Couper les données à l’étranger"),
    ],
)
def test_a_product_that_is_named_or_of_which_no_other_is_may_be_answered(question, text):
    assert not names_another(question, text)


def found(id: str, score: float, *, is_solved: bool, asked_at: datetime | None = None) -> Found:
    question = Question(
        id=id,
        space="orange",
        title="Un titre",
        body="…",
        author=Member(id="m", pseudonym="Ana"),
        asked_at=asked_at or now() - timedelta(days=2),
        is_solved=is_solved,
    )
    return Found(question=question, score=score, excerpt="")


def test_a_question_that_somebody_asked_and_nobody_answered_waits():
    assert waits([found("a", 0.9, is_solved=False), found("b", 0.4, is_solved=True)])


def test_it_does_not_where_an_answered_one_is_as_near():
    assert not waits([found("a", 0.9, is_solved=False), found("b", 0.8, is_solved=True)])


def test_a_question_that_is_only_a_little_like_it_does_not_wait_for_it():
    assert not waits([found("a", 0.3, is_solved=False)])


def test_what_was_asked_lately_does_not_wait_yet():
    assert not waits([found("a", 0.9, is_solved=False, asked_at=now() - timedelta(hours=1))])


def test_what_has_just_been_posted_is_not_what_waits():
    assert not waits([found("mine", 1.1, is_solved=False)], exclude="mine")


# -- what it is asked about -------------------------------------------------------------------------------------------


def text(*, told: str = "Posez le répéteur à mi-chemin.") -> Titled:
    return Titled(
        title="Où poser le répéteur wifi ?", asked="Je l’ai mis loin et rien ne change.", told=told, language="fr"
    )


def test_a_matter_of_which_nobody_asked_there_makes_it_less_likely():
    where = shared_with("à quel endroit poser le répéteur", "fr", text(), None)
    price = shared_with("combien coûte un répéteur wifi", "fr", text(), None)

    assert (where.unsaid, price.unsaid) == (0, 1)
    assert chance(shared(0.5, title_said=0.5, told=3.0, unsaid=1)) < chance(shared(0.5, title_said=0.5, told=3.0))


def test_what_a_reply_mentions_on_the_way_was_not_asked_about():
    assert shared_with("le prix du répéteur", "fr", text(told="Le prix importe peu, posez-le ici."), None).unsaid == 1


def test_of_a_long_question_less_need_stand_in_the_text():
    short, long = (chance(shared(0.5, title_said=0.5, told=3.0, length=length)) for length in (3, 25))

    assert short < long


# -- what a text means ------------------------------------------------------------------------------------------------


def test_the_more_a_thread_rises_by_its_meaning_the_likelier_it_is():
    little, much = (chance(shared(0.3, told=2.0), Rises(asked=rise, told=rise)) for rise in (0.2, 0.5))

    assert little < much


def test_what_rises_far_is_answered_although_it_shares_no_word():
    low, high = (Rises(asked=rise, told=rise) for rise in (0.3, 0.9))

    assert not is_meant(Shared(length=6), low)
    assert is_meant(Shared(length=6), high)


def test_what_stands_in_the_text_alone_must_be_likelier_than_what_the_title_names():
    named, unnamed = (shared(0.5, in_title=here, told=1.5) for here in (0.01, 0.0))
    rises = Rises(asked=0.3, told=0.3)

    assert chance(named, rises) == pytest.approx(chance(unnamed, rises), abs=0.02)
    assert is_meant(named, rises)
    assert not is_meant(unnamed, rises)


def test_every_sign_has_a_weight():
    assert features(Shared()).keys() == WEIGHTS.keys()
    assert features(Shared(), Rises(asked=0.0, told=0.0)).keys() == WEIGHTS_OF_BOTH.keys()
    assert features(Shared(), reads=0.0).keys() == WEIGHTS_OF_READING.keys()
