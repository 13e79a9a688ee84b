"""A synthesis is made of literal quotations and of sentences of who holds the atelier; signed, everyone reads it."""

from threading import Thread

import pytest

from community.happenings import Thing
from community.syntheses import place_for
from community.viewers import GUEST
from errors import (
    AlreadySigned,
    AtelierOpen,
    ChangedMeanwhile,
    NotConfirmable,
    NotFound,
    NothingToSign,
    NotShownToAll,
    NotWordForWord,
    NotYours,
    TooManyWords,
)

BODY = "Des bancs à l’ombre, s’il vous plaît. Et des fontaines."


@pytest.fixture
def idea(people, cafe) -> str:
    """The id of a contribution of Ana, in an atelier that Zoé holds."""
    return people.contributes("Ana", BODY)[1].id


@pytest.fixture
def zoe(people, cafe):
    return people.enters("Zoé")


@pytest.fixture
def told(community):
    heard = []
    kinds = ("synthesised", "unsynthesised")
    community.happenings.listen(lambda rows, one: heard.append((one.kind, one.thing.id)) if one.kind in kinds else None)
    return heard


def says(people, text, *, place="bancs"):
    kept = people.keeps("Zoé", text, to=people.destination("synthesis", place))
    return kept, people.confirms("Zoé", kept.id)


def standing(community, zoe):
    return community.syntheses.manuscript("bancs", by=zoe).parts


def texts(parts):
    return [part.text for part in parts]


def sign(community, zoe, *, seen=None):
    seen = [part.id for part in standing(community, zoe)] if seen is None else seen
    return community.syntheses.sign("bancs", seen=seen, by=zoe, acts=["press"])


def test_a_quotation_is_a_span_of_the_contribution_and_leads_to_it(community, zoe, idea):
    part = community.syntheses.quote(idea, " Des bancs à l’ombre ", by=zoe)

    assert part.text == "Des bancs à l’ombre"
    assert (part.quoted.id, part.quoted.author.pseudonym) == (idea, "Ana")
    assert standing(community, zoe) == (part,)


@pytest.mark.parametrize("words", ["Des bancs au soleil", "des bancs", "", "Des bancs … des fontaines", BODY + "!"])
def test_words_that_nobody_wrote_are_no_quotation(community, zoe, idea, words):
    with pytest.raises(NotWordForWord):
        community.syntheses.quote(idea, words, by=zoe)

    assert standing(community, zoe) == ()


def test_what_is_kept_are_the_characters_of_the_contribution(community, people, zoe):
    decomposed = "Un e\u0301te\u0301 plus frais"
    contribution = people.contributes("Ana", decomposed)[1].id

    assert community.syntheses.quote(contribution, "Un été", by=zoe).text == "Un e\u0301te\u0301"


def test_a_double_press_quotes_once(community, zoe, idea):
    first = community.syntheses.quote(idea, "Des bancs", by=zoe)
    second = community.syntheses.quote(idea, "Des bancs", by=zoe)

    assert first == second
    assert len(standing(community, zoe)) == 1


def test_a_sentence_comes_from_a_draft_and_nobody_else_sees_it(community, people, zoe, idea):
    _kept, published = says(people, "Beaucoup demandent de l’ombre :")

    assert (published.kind, published.link) == ("sentence", "/synthesis-writing?id=bancs")
    assert texts(standing(community, zoe)) == ["Beaucoup demandent de l’ombre :"]
    assert community.syntheses.signed("bancs", viewer=GUEST) is None
    assert [one.body for one in community.cafes.contributions("bancs", viewer=GUEST)] == [BODY]


def test_a_sentence_is_taken_back_within_thirty_seconds(community, people, zoe):
    kept, _published = says(people, "Trop vite dit.")

    community.drafts.undo(kept.id, visit="visit of Zoé")

    assert standing(community, zoe) == ()
    assert community.drafts.get(kept.id, visit="visit of Zoé").draft.text == "Trop vite dit."


def test_who_does_not_hold_the_atelier_adds_nothing_and_reads_nothing(community, people, zoe, idea):
    ana = people.enters("Ana")
    part = community.syntheses.quote(idea, "Des bancs", by=zoe)
    draft = people.keeps("Ana", "Moi aussi !", to=people.destination("synthesis", "bancs"))

    with pytest.raises(NotConfirmable, match="anime"):
        people.confirms("Ana", draft.id)
    for attempt in (
        lambda: community.syntheses.manuscript("bancs", by=ana),
        lambda: community.syntheses.quote(idea, "Des bancs", by=ana),
        lambda: community.syntheses.set_aside(part.id, by=ana),
        lambda: community.syntheses.put_back(part.id, by=ana),
        lambda: community.syntheses.move(part.id, up=True, by=ana),
        lambda: community.syntheses.sign("bancs", seen=[part.id], by=ana, acts=["press"]),
    ):
        with pytest.raises(NotYours):
            attempt()
    assert standing(community, zoe) == (part,)


def test_what_nobody_knows_is_not_found(community, people, zoe):
    for attempt in (
        lambda: community.syntheses.manuscript("nothing", by=zoe),
        lambda: community.syntheses.quote("nothing", "mots", by=zoe),
        lambda: community.syntheses.set_aside("nothing", by=zoe),
    ):
        with pytest.raises(NotFound):
            attempt()
    with pytest.raises(NotConfirmable):
        says(people, "Où ?", place="nothing")


def test_parts_change_places(community, people, zoe, idea):
    first = community.syntheses.quote(idea, "Des bancs", by=zoe)
    says(people, "et aussi")
    last = community.syntheses.quote(idea, "Et des fontaines.", by=zoe)

    community.syntheses.move(last.id, up=True, by=zoe)
    community.syntheses.move(first.id, up=True, by=zoe)

    assert texts(standing(community, zoe)) == ["Des bancs", "Et des fontaines.", "et aussi"]


def test_what_is_set_aside_is_kept_and_put_back(community, people, zoe, idea):
    part = community.syntheses.quote(idea, "Des bancs", by=zoe)
    says(people, "Voilà.")

    community.syntheses.set_aside(part.id, by=zoe)
    manuscript = community.syntheses.manuscript("bancs", by=zoe)
    assert (texts(manuscript.parts), texts(manuscript.set_aside)) == (["Voilà."], ["Des bancs"])
    assert manuscript.set_aside[0].set_aside_by == zoe

    community.syntheses.put_back(part.id, by=zoe)
    assert texts(standing(community, zoe)) == ["Des bancs", "Voilà."]


def test_a_sentence_written_anew_stands_where_the_former_stood_which_is_kept(community, people, zoe, idea):
    _kept, former = says(people, "Une première phrase.")
    community.syntheses.quote(idea, "Des bancs", by=zoe)

    says(people, "Une phrase meilleure.", place=place_for("bancs", former.id))

    manuscript = community.syntheses.manuscript("bancs", by=zoe)
    assert texts(manuscript.parts) == ["Une phrase meilleure.", "Des bancs"]
    assert texts(manuscript.set_aside) == ["Une première phrase."]


def test_a_sentence_written_anew_and_taken_back_leaves_the_former(community, people, zoe, clock):
    _kept, former = says(people, "Une première phrase.")
    clock.passes(60)
    kept, _published = says(people, "Une phrase meilleure.", place=place_for("bancs", former.id))

    community.drafts.undo(kept.id, visit="visit of Zoé")

    assert texts(standing(community, zoe)) == ["Une première phrase."]


def test_two_who_write_the_same_sentence_anew_both_keep_their_words(community, people, zoe, clock):
    _kept, former = says(people, "Une première phrase.")
    in_one_tab = people.keeps("Zoé", "Mes mots.", to=people.destination("synthesis", place_for("bancs", former.id)))
    in_another = people.keeps("Zoé", "Les miens.", to=people.destination("synthesis", place_for("bancs", former.id)))

    people.confirms("Zoé", in_one_tab.id)
    clock.passes(1)
    people.confirms("Zoé", in_another.id)

    assert texts(standing(community, zoe)) == ["Mes mots.", "Les miens."]
    community.drafts.undo(in_another.id, visit="visit of Zoé")
    assert texts(standing(community, zoe)) == ["Mes mots."]


def test_many_who_add_at_once_lose_nothing(community, people, zoe, idea):
    drafts = [people.keeps("Zoé", f"Phrase {n}.", to=people.destination("synthesis", "bancs")) for n in range(6)]
    confirming = [
        Thread(
            target=community.drafts.confirm,
            args=(draft.id,),
            kwargs={"visit": "visit of Zoé", "member": zoe, "by": ["press"]},
        )
        for draft in drafts
    ]
    for thread in confirming:
        thread.start()
    for thread in confirming:
        thread.join()

    assert sorted(texts(standing(community, zoe))) == [f"Phrase {n}." for n in range(6)]


def test_a_sentence_of_another_atelier_is_not_set_aside_by_a_forged_place(community, people, zoe):
    _kept, here = says(people, "Ici.")
    says(people, "Ailleurs.", place=place_for("arbres", here.id))

    assert texts(standing(community, zoe)) == ["Ici."]


def test_signed_everyone_reads_it_and_those_who_are_quoted_are_told(community, people, zoe, idea, clock, told):
    says(people, "On l’a dit :")
    community.syntheses.quote(idea, "Des bancs à l’ombre", by=zoe)
    community.closings.close("bancs", by=zoe)
    assert community.syntheses.signed("bancs", viewer=GUEST) is None
    assert told == []

    sign(community, zoe)

    synthesis = community.syntheses.signed("bancs", viewer=GUEST)
    assert texts(synthesis.parts) == ["On l’a dit :", "Des bancs à l’ombre"]
    assert (synthesis.signed_by, synthesis.signed_at) == (zoe, clock.at)
    assert told == [("synthesised", idea)]
    assert [step.state for step in community.outcomes.of_contribution(idea)] == ["received", "synthesised"]
    assert [notice.kind for notice in community.following.notices(people.enters("Ana"))] == ["synthesised"]


def test_it_is_signed_once_the_atelier_is_closed_and_there_is_something(community, zoe, idea):
    community.syntheses.quote(idea, "Des bancs", by=zoe)
    with pytest.raises(AtelierOpen):
        sign(community, zoe)
    with pytest.raises(NothingToSign):
        community.syntheses.sign("arbres", seen=[], by=zoe, acts=["press"])
    assert community.syntheses.signed("bancs", viewer=GUEST) is None


@pytest.mark.parametrize("acts", [[], ["gesture"], ["look"]])
def test_a_gesture_or_a_look_alone_signs_nothing(community, zoe, idea, acts):
    part = community.syntheses.quote(idea, "Des bancs", by=zoe)
    community.closings.close("bancs", by=zoe)

    with pytest.raises(NotConfirmable):
        community.syntheses.sign("bancs", seen=[part.id], by=zoe, acts=acts)

    assert community.syntheses.signed("bancs", viewer=GUEST) is None


def test_what_is_signed_is_what_was_seen(community, people, zoe, idea):
    part = community.syntheses.quote(idea, "Des bancs", by=zoe)
    community.closings.close("bancs", by=zoe)
    says(people, "Ajouté par quelqu’un d’autre entre-temps.")

    with pytest.raises(ChangedMeanwhile):
        sign(community, zoe, seen=[part.id])

    assert community.syntheses.signed("bancs", viewer=GUEST) is None


def test_a_double_press_signs_and_tells_once(community, zoe, idea, clock, told):
    community.syntheses.quote(idea, "Des bancs", by=zoe)
    community.closings.close("bancs", by=zoe)

    first = sign(community, zoe)
    clock.passes(1)
    second = sign(community, zoe)

    assert first.signed_at == second.signed_at
    assert told == [("synthesised", idea)]


def test_what_is_changed_after_signing_is_seen_once_it_is_signed_anew(community, people, zoe, idea, told):
    other = people.contributes("Bob", "Des arbres en ville")[1].id
    part = community.syntheses.quote(idea, "Des bancs", by=zoe)
    community.closings.close("bancs", by=zoe)
    sign(community, zoe)

    community.syntheses.set_aside(part.id, by=zoe)
    community.syntheses.quote(other, "Des arbres", by=zoe)
    assert texts(community.syntheses.signed("bancs", viewer=GUEST).parts) == ["Des bancs"]
    assert not community.syntheses.manuscript("bancs", by=zoe).is_signed
    sign(community, zoe)

    assert texts(community.syntheses.signed("bancs", viewer=GUEST).parts) == ["Des arbres"]
    assert told == [("synthesised", idea), ("unsynthesised", idea), ("synthesised", other)]
    assert [step.state for step in community.outcomes.of_contribution(idea)] == ["received"]
    assert community.following.notices(people.enters("Ana")) != ()  # Bob contributed where she takes part
    assert "synthesised" not in [one.kind for one in community.following.notices(people.enters("Ana"))]


def test_a_signed_sentence_is_not_taken_back_behind_the_readers(community, people, zoe):
    community.closings.close("bancs", by=zoe)
    kept, _published = says(people, "C’est dit.")
    sign(community, zoe)

    with pytest.raises(AlreadySigned):
        community.drafts.undo(kept.id, visit="visit of Zoé")

    assert texts(community.syntheses.signed("bancs", viewer=GUEST).parts) == ["C’est dit."]


def test_a_contribution_that_is_taken_back_takes_its_quotations_with_it(community, people, zoe):
    kept, published = people.contributes("Ana", BODY)
    community.syntheses.quote(published.id, "Des bancs", by=zoe)

    community.drafts.undo(kept.id, visit="visit of Ana")

    assert standing(community, zoe) == ()


def test_ink_that_stays_with_a_sentence_is_kept(community, people, zoe, clock):
    kept = people.keeps("Zoé", "À la main", to=people.destination("synthesis", "bancs"), ink=b"{}", keeps_ink=True)
    people.confirms("Zoé", kept.id)
    clock.passes(3600)
    community.drafts.sweep()

    (part,) = standing(community, zoe)
    assert community.kept.read(part.ink) == b"{}"


def test_a_quotation_longer_than_any_contribution_is_refused(community, zoe, idea):
    with pytest.raises(TooManyWords):
        community.syntheses.quote(idea, "x" * 20_001, by=zoe)


def hide(community, clock, contribution):
    with community.store.writing() as rows:
        rows.moderation.set_hidden(Thing(kind="contribution", id=contribution), clock.at)


def test_what_is_hidden_is_not_quoted(community, zoe, idea, clock):
    hide(community, clock, idea)

    with pytest.raises((NotShownToAll, NotFound)):
        community.syntheses.quote(idea, "Des bancs", by=zoe)


def test_what_is_hidden_after_it_was_quoted_is_no_longer_read(community, zoe, idea, clock):
    community.syntheses.quote(idea, "Des bancs", by=zoe)
    community.closings.close("bancs", by=zoe)
    sign(community, zoe)

    hide(community, clock, idea)

    (part,) = community.syntheses.signed("bancs", viewer=GUEST).parts
    assert (part.is_quote, part.quoted, part.text) == (True, None, "")
