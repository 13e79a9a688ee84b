"""Members reply to contributions, quote them word for word and thank for them."""

import pytest

from community.cafes import Atelier, Cafe, place_of_reply, reply_place
from community.happenings import Thing
from community.viewers import viewer_of
from errors import NotAllowed, NotConfirmable, NotFound
from vocabulary import Destination

IDEA = "Des bancs à l’ombre. Et de l’eau\u0300 !"


def answers(people, pseudonym: str, contribution: str, text: str, span=None):
    to = Destination(kind="contribution", id=reply_place(contribution, span))
    kept = people.keeps(pseudonym, text, to=to)
    return kept, people.confirms(pseudonym, kept.id)


@pytest.fixture
def idea(people, cafe) -> str:
    return people.contributes("Ana", IDEA)[1].id


def notices(community, member) -> list[str]:
    return [notice.kind for notice in community.following.notices(member)]


def test_replies_stand_under_what_they_reply_to(community, people, idea, clock):
    clock.passes(1)
    people.contributes("Zoé", "Autre chose.")
    clock.passes(1)
    _, reply = answers(people, "Bob", idea, "Oui.")
    clock.passes(1)
    answers(people, "Ana", reply.id, "N’est-ce pas ?")

    first, second = community.cafes.exchanges("bancs")

    assert (first.contribution.id, [one.body for one in first.replies]) == (idea, ["Oui.", "N’est-ce pas ?"])
    assert [one.reply_to for one in first.replies] == [idea, reply.id]
    assert (second.contribution.body, second.replies) == ("Autre chose.", ())
    assert community.cafes.exchange_of(reply.id) == first
    assert community.cafes.counts("ville").contributions == 4


def test_the_author_is_told_once_and_the_contribution_is_discussed(community, people, idea):
    answers(people, "Bob", idea, "Oui.", span=(0, 9))

    assert notices(community, people.enters("Ana")) == ["quoted"]
    assert [step.state for step in community.outcomes.of_contribution(idea)] == ["received", "discussed"]
    assert community.following.notices(people.enters("Ana"))[0].title == "Bancs"


def test_a_reply_without_a_quote_is_told_as_a_reply(community, people, idea):
    answers(people, "Bob", idea, "Oui.")

    (notice,) = community.following.notices(people.enters("Ana"))
    assert (notice.kind, notice.title, notice.place.kind) == ("replied", "Bancs", "atelier")


def test_words_are_quoted_as_they_stand(community, people, idea):
    answers(people, "Bob", idea, "Surtout là.", span=(0, 20))

    (reply,) = community.cafes.exchange_of(idea).replies
    assert reply.quote is not None
    assert (reply.quote.words, reply.quote.author.pseudonym, reply.quote.of) == ("Des bancs à l’ombre.", "Ana", idea)


@pytest.mark.parametrize("span", ["0-0", "5-2", "0-9999", "-1-4", "3", "a-b", "0-32", "9-10", "", "0-4/1-2", "٠-٤"])
def test_a_span_that_holds_no_words_of_it_is_refused_and_the_draft_stays(community, people, idea, span):
    kept = people.keeps("Bob", "Tu disais ?", to=Destination(kind="contribution", id=f"{idea}/{span}"))

    with pytest.raises(NotConfirmable, match="mots cités"):
        people.confirms("Bob", kept.id)

    assert community.drafts.get(kept.id, visit="visit of Bob").draft.text == "Tu disais ?"
    assert community.cafes.exchange_of(idea).replies == ()


def test_the_place_of_a_reply_is_read_as_it_was_written():
    assert place_of_reply(reply_place("abc", (3, 12))) == ("abc", (3, 12))
    assert place_of_reply(reply_place("abc")) == ("abc", None)


def test_nobody_replies_in_a_closed_atelier_and_the_draft_stays(community, people, cafe, idea):
    community.closings.close("bancs", by=people.enters("Zoé"))

    with pytest.raises(NotConfirmable, match="fermé"):
        answers(people, "Bob", idea, "Trop tard ?")

    assert [kept.draft.text for kept in community.drafts.of_visit("visit of Bob")] == ["Trop tard ?"]


def test_nobody_replies_to_quotes_or_thanks_for_what_a_blind_atelier_keeps_back(community, people, clock):
    atelier = Atelier(
        id="secrets",
        cafe="nuit",
        title="Secrets",
        opening="Chut.",
        question="Tout ?",
        animator=people.enters("Zoé"),
        position=1,
        is_blind=True,
    )
    with community.store.writing() as rows:
        rows.cafes.add(Cafe(id="nuit", title="La nuit", introduction="…", ateliers=(atelier,)), at=clock.at)
    _, secret = people.contributes("Ana", "Moi, rien.", "secrets")
    bob = people.enters("Bob")

    for span in (None, (0, 4)):
        with pytest.raises(NotConfirmable, match="ne pouvez pas la lire"):
            answers(people, "Bob", secret.id, "Ah ?", span=span)
    with pytest.raises(NotFound):
        community.cafes.thank(secret.id, by=bob)
    with pytest.raises(NotFound):
        community.cafes.exchange_of(secret.id, viewer=viewer_of(bob))
    assert community.cafes.exchanges("secrets", viewer=viewer_of(bob)) == ()


def test_what_is_taken_back_leaves_the_replies_as_drafts_of_their_authors(community, people, cafe):
    kept, idea = people.contributes("Ana", IDEA)
    _, reply = answers(people, "Bob", idea.id, "Oui.", span=(0, 9))
    answers(people, "Cléo", reply.id, "Je suis d’accord avec Bob.")

    community.drafts.undo(kept.id, visit="visit of Ana")

    assert community.cafes.exchanges("bancs") == ()
    for pseudonym, text in (("Bob", "Oui."), ("Cléo", "Je suis d’accord avec Bob.")):
        (back,) = community.drafts.of_visit(f"visit of {pseudonym}")
        assert (back.draft.text, back.confirmed) == (text, None)
        with pytest.raises(NotConfirmable):
            people.confirms(pseudonym, back.id)
    assert "quoted" not in notices(community, people.enters("Ana"))


def test_a_reply_to_what_is_hidden_is_read_by_itself_without_the_words_it_quotes(community, people, idea, clock):
    _, reply = answers(people, "Bob", idea, "Oui.", span=(0, 9))
    with community.store.writing() as rows:
        rows.moderation.set_hidden(Thing(kind="contribution", id=idea), clock.at)

    (alone,) = community.cafes.exchanges("bancs")

    assert (alone.contribution.id, alone.contribution.quote, alone.contribution.span) == (reply.id, None, (0, 9))


def test_thanks_are_given_once_and_taken_back(community, people, idea):
    ana, bob = people.enters("Ana"), people.enters("Bob")

    assert community.cafes.thank(idea, by=bob)
    assert community.cafes.exchange_of(idea).contribution.thanks == 1
    assert community.cafes.thanked([idea], by=bob) == {idea}
    assert notices(community, ana) == ["thanked"]

    assert not community.cafes.thank(idea, by=bob)
    assert community.cafes.exchange_of(idea).contribution.thanks == 0
    assert notices(community, ana) == []


def test_nobody_thanks_themselves(community, people, idea):
    with pytest.raises(NotAllowed):
        community.cafes.thank(idea, by=people.enters("Ana"))


def test_the_ledger_of_replies_quotes_and_thanks_is_the_one_that_is_reckoned_anew(community, people, idea):
    answers(people, "Bob", idea, "Oui.", span=(0, 9))
    community.cafes.thank(idea, by=people.enters("Bob"))

    signs = community.merits.signs(people.enters("Bob"), seen_by=None)
    assert community.merits.check().is_right
    assert [sign.kind for sign in signs] == ["listening"]


def test_a_photo_is_brought_with_what_it_shows(community, people, cafe):
    photo = {"photo": b"jpeg", "keeps_photo": True}
    _, published = people.contributes("Ana", "Voilà le mien.", subject="Un banc sous un tilleul", **photo)

    found = community.cafes.contribution(published.id)

    assert (found.photo_alt, community.kept.read(found.photo)) == ("Un banc sous un tilleul", b"jpeg")


def test_a_photo_that_nothing_describes_waits_as_a_draft(community, people, cafe):
    with pytest.raises(NotConfirmable, match="ce que montre la photo"):
        people.contributes("Ana", "Voilà le mien.", photo=b"jpeg", keeps_photo=True)

    assert [kept.draft.text for kept in community.drafts.of_visit("visit of Ana")] == ["Voilà le mien."]
    people.contributes("Ana", "Sans la montrer.", photo=b"jpeg")
