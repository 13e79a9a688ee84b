"""Whoever leaves takes everything along, and nothing of them is left but what they leave."""

import json

import pytest

from community import demonstration
from community.happenings import Thing
from community.leaving import DEPARTED, DEPARTED_PSEUDONYM, WITHDRAWN
from community.members import sealed
from community.storage.leaving import HELD
from community.storage.tables import metadata
from community.tips import Taken
from community.viewers import GUEST
from errors import NotFound
from vocabulary import Destination

INK = json.dumps({"width": 10, "height": 10, "strokes": [[[1, 1, 0, 0.5], [9, 9, 10, 0.5]]]}).encode()
SOUND = b"RIFF a voice"
CHOICES = pytest.mark.parametrize("choice", ["anonymised", "nothing"])


@pytest.fixture
def ana(community, people, cafe):
    """Somebody who took part everywhere: she asks, replies, contributes, votes, thanks, follows and drafts."""
    asked = people.asks("Ana", "Ma box clignote", "Depuis mardi.", recording=SOUND, keeps_recording=True)
    people.replies("Bob", asked.id, "Débranchez-la.")
    people.asks("Ana", "Facture d’avril", "Elle est fausse.")
    bobs = people.asks("Bob", "Messagerie pleine")
    people.replies("Ana", bobs.id, "Videz la corbeille.")
    people.contributes("Ana", "Un banc à l’ombre.", ink=INK, keeps_ink=True)
    people.keeps("Ana", "Un mot que personne n’a lu.")
    member = people.enters("Ana")
    community.cafes.vote("bancs", "for", by=member)
    community.forum.me_too(bobs.id, by=member)
    community.following.follow(Thing(kind="question", id=bobs.id), by=member)
    community.mail.give(member, "ana@example.org", language="fr")
    return member


def rows_of(community, table):
    with community.store.reading() as rows:
        return [dict(row) for row in rows._connection.execute(metadata.tables[table].select()).mappings()]


def everything(community):
    """All that stands in any table, as one text."""
    return "\n".join(str(row) for table in metadata.tables for row in rows_of(community, table))


def test_every_column_that_names_a_member_says_what_becomes_of_it():
    naming = {
        column
        for table in metadata.tables.values()
        for column in table.c
        if any(key.column.table.name == "members" for key in column.foreign_keys)
    }

    assert {held.column for held in HELD} == naming
    assert len(HELD) == len(naming)


def test_who_leaves_takes_everything_along(community, people, ana):
    belongings = community.leaving.belongings(ana)

    counts = {name: len(rows) for name, rows in belongings.records.items()}
    assert (counts["questions"], counts["replies"], counts["contributions"]) == (2, 1, 1)
    assert (counts["votes"], counts["me_toos"], counts["mailboxes"]) == (1, 1, 1)
    words = {row["text"] for row in belongings.records["drafts"]}
    assert "Un mot que personne n’a lu." in words
    assert {community.kept.read(name) for name in belongings.files} == {SOUND, INK}


def test_nothing_of_somebody_else_is_taken_along_and_no_secret(community, people, ana):
    secrets = {row["code"] for row in rows_of(community, "mailboxes")} | {sealed("visit of Ana")}

    taken = str(community.leaving.belongings(ana).records)

    assert "Débranchez-la." not in taken
    assert "Messagerie pleine" not in taken
    assert not [secret for secret in secrets if secret in taken]


def test_words_that_stay_name_nobody(community, people, ana):
    receipt = community.leaving.leave(ana, choice="anonymised")

    everybody = {row["id"] for row in rows_of(community, "members")}
    authors = {row["body"]: row["author"] for row in rows_of(community, "questions")}
    assert authors["Depuis mardi."] == authors["Elle est fausse."] == DEPARTED
    assert ana.id not in everybody
    assert community.members.get(DEPARTED).pseudonym == DEPARTED_PSEUDONYM
    assert (receipt.stays["questions"], receipt.stays["replies"], receipt.stays["contributions"]) == (2, 1, 1)
    assert [found.question.title for found in community.search.questions("facture d’avril")] == ["Facture d’avril"]


def test_nothing_stays_where_nothing_shall_stay(community, people, ana):
    receipt = community.leaving.leave(ana, choice="nothing")

    held = everything(community)
    for words in (
        "Ma box clignote",
        "Depuis mardi",
        "Facture d’avril",
        "Videz la corbeille",
        "Un banc",
        "personne n’a lu",
    ):
        assert words not in held
    assert (receipt.erased["questions"], receipt.erased["replies"], receipt.erased["contributions"]) == (2, 1, 1)
    assert community.search.questions("Ma box clignote") == ()


def test_the_replies_of_others_stay_below_a_question_without_its_words(community, people, ana):
    community.leaving.leave(ana, choice="nothing")

    (emptied,) = [one for one in community.forum.questions(limit=10) if one.author.id == DEPARTED]
    thread = community.forum.thread(emptied.id)
    assert (thread.question.title, thread.question.body) == (WITHDRAWN, WITHDRAWN)
    assert [reply.body for reply in thread.replies] == ["Débranchez-la."]
    assert [found.question.id for found in community.search.questions("débranchez")] == [emptied.id]


@CHOICES
def test_no_sound_no_ink_and_no_trace_of_who_it_was_stays(community, people, ana, choice):
    files = community.leaving.belongings(ana).files

    receipt = community.leaving.leave(ana, choice=choice)

    assert receipt.erased["files"] == 2
    for name in files:
        with pytest.raises(NotFound):
            community.kept.path(name)
    held = everything(community)
    for trace in (ana.id, "Ana", "ana@example.org", sealed("visit of Ana")):
        assert trace not in held


@CHOICES
def test_what_others_have_is_as_it_was(community, people, ana, choice):
    bob = people.enters("Bob")
    before = community.leaving.belongings(bob).records

    community.leaving.leave(ana, choice=choice)

    after = community.leaving.belongings(bob).records
    same = ("questions", "replies", "drafts", "members", "visits", "me_toos", "thanks")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}


def test_others_are_still_told_what_somebody_did_who_left(community, people, ana):
    community.leaving.leave(ana, choice="anonymised")

    told = community.following.notices(people.enters("Bob"))

    assert [(notice.kind, notice.thing.kind, notice.by.id) for notice in told] == [("published", "reply", DEPARTED)]


def test_the_replies_of_others_stay_in_an_atelier_where_a_contribution_went(community, people, ana):
    (bench,) = [one for one in community.cafes.contributions("bancs") if one.author.id == ana.id]
    to = Destination(kind="contribution", id=bench.id)
    people.confirms("Bob", people.keeps("Bob", "À l’ombre, oui.", to=to).id)

    community.leaving.leave(ana, choice="nothing")

    assert "À l’ombre, oui." in [one.body for one in community.cafes.contributions("bancs")]


def writes_a_tip(community, people, pseudonym, text):
    """From their own reply to a question of Bob's."""
    question = people.asks("Bob", "Voyant rouge")
    reply = people.replies(pseudonym, question.id, text)
    words = Taken(source=Thing(kind="reply", id=reply.id), start=0, end=len(text))
    tip, body = community.tips.begin([words], by=people.enters(pseudonym))
    to = Destination(kind="tip", id=tip.id, version=0)
    people.confirms(pseudonym, people.keeps(pseudonym, body, to=to, subject="Le voyant").id)
    return tip.id


def test_a_tip_that_somebody_wrote_alone_goes_with_their_words(community, people, ana):
    writes_a_tip(community, people, "Ana", "Soufflez sur la prise.")

    receipt = community.leaving.leave(ana, choice="nothing")

    assert community.tips.all() == ()
    assert receipt.erased["tips"] == 1
    assert "Soufflez sur la prise" not in everything(community)


def test_a_tip_that_others_wrote_too_stays_without_the_name(community, people, ana):
    tip = writes_a_tip(community, people, "Ana", "Soufflez sur la prise.")
    to = Destination(kind="tip", id=tip, version=1)
    people.confirms("Bob", people.keeps("Bob", "Soufflez sur la prise. Deux fois.", to=to, subject="Le voyant").id)

    community.leaving.leave(ana, choice="nothing")

    assert community.tips.get(tip).version == 2
    assert [version.author.id for version in community.tips.versions(tip)] == [people.enters("Bob").id, DEPARTED]


def test_a_file_that_somebody_else_keeps_too_stays_with_them(community, people, ana):
    people.asks("Bob", "Même son", recording=SOUND, keeps_recording=True)
    (name,) = {row["recording"] for row in rows_of(community, "questions") if row["title"] == "Même son"}

    community.leaving.leave(ana, choice="nothing")

    assert community.kept.read(name) == SOUND


def test_a_draft_in_a_browser_that_others_use_too_stays(community, people, ana):
    community.members.enter("Inès", visit="visit of Ana")

    community.leaving.leave(ana, choice="nothing")

    assert [kept.draft.text for kept in community.drafts.of_visit("visit of Ana")] == ["Un mot que personne n’a lu."]


@CHOICES
def test_leaving_twice_erases_once(community, ana, choice):
    community.leaving.leave(ana, choice=choice)

    with pytest.raises(NotFound):
        community.leaving.leave(ana, choice=choice)
    with pytest.raises(NotFound):
        community.leaving.belongings(ana)


def test_the_pseudonym_is_free_again_and_nothing_comes_back_with_it(community, people, ana):
    community.leaving.leave(ana, choice="anonymised")

    again = people.enters("Ana")

    assert again.id != ana.id
    assert community.leaving.belongings(again).records["questions"] == ()


def test_nobody_becomes_or_erases_the_one_who_stands_for_those_who_left(community, people, ana):
    community.leaving.leave(ana, choice="anonymised")

    namesake = community.members.enter(DEPARTED_PSEUDONYM, visit="a visit")

    assert namesake.id != DEPARTED
    with pytest.raises(NotFound):
        community.leaving.leave(community.members.get(DEPARTED), choice="nothing")


def test_a_choice_that_is_none_erases_nothing(community, ana):
    with pytest.raises(NotFound):
        community.leaving.leave(ana, choice="everything")

    assert community.members.get(ana.id) == ana


@CHOICES
def test_everybody_of_the_demonstration_can_leave(community, choice):
    demonstration.load(community)

    for row in rows_of(community, "members"):
        community.leaving.leave(community.members.get(row["id"]), choice=choice)

    assert {row["id"] for row in rows_of(community, "members")} == {DEPARTED}


@pytest.mark.parametrize(
    ("choice", "stays"), [("nothing", ["Des bancs"]), ("anonymised", ["Des bancs", "On l’a dit."])]
)
def test_the_sentences_of_who_animated_go_with_their_words_and_what_they_quoted_stays(
    community, people, cafe, choice, stays
):
    zoe = people.enters("Zoé")
    contribution = people.contributes("Bob", "Des bancs")[1].id
    community.syntheses.quote(contribution, "Des bancs", by=zoe)
    people.confirms("Zoé", people.keeps("Zoé", "On l’a dit.", to=people.destination("synthesis", "bancs")).id)
    community.closings.close("bancs", by=zoe)
    seen = [part.id for part in community.syntheses.manuscript("bancs", by=zoe).parts]
    community.syntheses.sign("bancs", seen=seen, by=zoe, acts=["press"])

    community.leaving.leave(zoe, choice=choice)

    synthesis = community.syntheses.signed("bancs", viewer=GUEST)
    assert [part.text for part in synthesis.parts] == stays
    assert synthesis.signed_by.pseudonym == "Membre parti"
