"""Tips: made from threads, written together, every version kept, and nobody's text lost."""

from threading import Thread

import pytest

from community.drafts import LONGEST_TEXT
from community.happenings import Thing
from community.tips import Taken
from errors import NotConfirmable, NotFound, WrittenOn
from vocabulary import Destination, Draft

REPLY = "Débranchez la box. Attendez une minute. Rebranchez-la."


@pytest.fixture
def thread(people, clock) -> str:
    """The id of a question of Zoé, to which Léo and Ana have replied."""
    question = people.asks("Zoé", "Voyant rouge", "Il est rouge depuis hier.").id
    people.replies("Léo", question, REPLY)
    clock.passes(60)  # who was the first to reply is what the ledger asks
    people.replies("Ana", question, "Chez moi c’était le câble.")
    return question


@pytest.fixture
def told(community):
    heard = []
    community.happenings.listen(lambda rows, happening: heard.append(happening))
    return heard


def taken(community, thread, *pseudonyms):
    """All the words of the replies of these."""
    replies = {reply.author.pseudonym: reply for reply in community.forum.thread(thread).replies}
    return [
        Taken(source=Thing(kind="reply", id=replies[name].id), start=0, end=len(replies[name].body))
        for name in pseudonyms
    ]


def keeps(people, pseudonym, tip, text, *, title="Voyant rouge", version=0, **more):
    to = Destination(kind="tip", id=tip, version=version)
    return people.keeps(pseudonym, text, to=to, subject=title, **more)


def writes(people, pseudonym, tip, text, **more):
    return people.confirms(pseudonym, keeps(people, pseudonym, tip, text, **more).id)


@pytest.fixture
def tip(community, people, thread) -> str:
    """A tip by Bob, of words of Léo and Ana."""
    begun, text = community.tips.begin(taken(community, thread, "Léo", "Ana"), by=people.enters("Bob"))
    writes(people, "Bob", begun.id, text)
    return begun.id


def test_words_are_taken_as_they_stand_and_their_authors_are_credited(community, people, tip, thread):
    found = community.tips.get(tip)

    assert found.body == f"{REPLY}\n\nChez moi c’était le câble."
    assert [(words, quote.author.pseudonym) for words, quote in found.parts if quote] == [
        (REPLY, "Léo"),
        ("Chez moi c’était le câble.", "Ana"),
    ]
    assert [member.pseudonym for member in found.credited] == ["Léo", "Ana", "Bob"]
    assert found.places == (Thing(kind="question", id=thread),)
    assert found.space == "orange"


def test_nobody_sees_a_tip_before_its_first_version_is_confirmed(community, people, thread, told):
    begun, _ = community.tips.begin(taken(community, thread, "Léo"), by=people.enters("Bob"))

    assert community.tips.all() == ()
    assert community.tips.count() == 0
    assert community.tips.made_from(Thing(kind="question", id=thread)) == ()
    for ask in (community.tips.get, community.tips.versions, lambda id: community.tips.version(id, 0)):
        with pytest.raises(NotFound):
            ask(begun.id)
    assert told == []


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 2), (1000, 2000), (-5, -1)])
def test_no_words_make_no_tip(community, people, thread, start, end):
    (whole,) = taken(community, thread, "Léo")
    with pytest.raises(NotFound):
        community.tips.begin([Taken(source=whole.source, start=start, end=end)], by=people.enters("Bob"))


def test_words_that_are_not_there_make_no_tip(community, people, cafe):
    for kind in ("reply", "question", "contribution", "member"):
        with pytest.raises(NotFound):
            community.tips.begin([Taken(source=Thing(kind=kind, id="gone"), start=0, end=9)], by=people.enters("Bob"))
    with pytest.raises(NotFound):
        community.tips.begin([], by=people.enters("Bob"))


def test_every_version_is_kept_with_its_author_its_moment_and_what_changed(community, people, tip, clock):
    clock.passes(3600)
    writes(people, "Zoé", tip, f"{REPLY} Puis patientez.", version=1)

    newest, first = community.tips.versions(tip)

    assert (newest.number, newest.author.pseudonym, newest.written_at, newest.base) == (2, "Zoé", clock.at, 1)
    assert (newest.added, newest.removed) == (2, 6)
    assert (first.number, first.author.pseudonym, first.body) == (1, "Bob", f"{REPLY}\n\nChez moi c’était le câble.")


def test_a_paragraph_is_put_after_what_is_there_now(community, people, tip):
    kept = people.keeps("Zoé", "Et gardez la facture.", to=Destination(kind="tip", id=tip))
    writes(people, "Léo", tip, REPLY, version=1)

    people.confirms("Zoé", kept.id)

    assert community.tips.get(tip).body == f"{REPLY}\n\nEt gardez la facture."


def test_changes_that_do_not_touch_are_joined(community, people, tip):
    text = community.tips.get(tip).body
    ana = keeps(people, "Ana", tip, text.replace("une minute", "deux minutes"), version=1)
    writes(people, "Zoé", tip, text.replace("le câble", "le câble du mur"), version=1)

    people.confirms("Ana", ana.id)

    found = community.tips.get(tip)
    assert "deux minutes" in found.body
    assert "le câble du mur" in found.body
    assert community.tips.versions(tip)[0].joined


def test_changes_that_touch_lose_neither_text(community, people, tip):
    text = community.tips.get(tip).body
    ana = keeps(people, "Ana", tip, text.replace("une minute", "deux minutes"), version=1)
    writes(people, "Zoé", tip, text.replace("une minute", "une heure"), version=1)

    with pytest.raises(NotConfirmable):
        people.confirms("Ana", ana.id)

    kept = community.drafts.get(ana.id, visit="visit of Ana")
    assert kept.confirmed is None
    assert "deux minutes" in kept.draft.text
    assert "une heure" in community.tips.get(tip).body


def test_who_has_to_choose_is_shown_both(community, people, tip):
    text = community.tips.get(tip).body
    ana = keeps(people, "Ana", tip, text.replace("une minute", "deux minutes"), version=1)
    writes(people, "Zoé", tip, text.replace("une minute", "une heure"), version=1)

    meeting = community.tips.meeting(ana.draft)

    assert meeting.settled is None
    (touching,) = [piece for piece in meeting.body if not isinstance(piece, str)]
    assert (touching.mine, touching.theirs) == ("Attendez deux minutes.", "Attendez une heure.")
    assert meeting.newest.author.pseudonym == "Zoé"


def test_titles_meet_as_texts_do(community, people, tip):
    text = community.tips.get(tip).body
    ana = keeps(people, "Ana", tip, text + " Fin.", title="Voyant rouge", version=1)
    bob = keeps(people, "Bob", tip, text, title="Le voyant", version=1)
    writes(people, "Zoé", tip, text, title="Voyant rouge fixe", version=1)

    people.confirms("Ana", ana.id)
    with pytest.raises(NotConfirmable):
        people.confirms("Bob", bob.id)

    assert community.tips.get(tip).title == "Voyant rouge fixe"
    assert community.tips.get(tip).body.endswith("Fin.")


def test_what_has_not_changed_is_no_version(community, people, tip):
    with pytest.raises(NotConfirmable):
        writes(people, "Zoé", tip, community.tips.get(tip).body, version=1)


def test_the_whole_text_needs_a_title(community, people, tip):
    with pytest.raises(NotConfirmable):
        writes(people, "Zoé", tip, "Autre chose.", title="  ", version=1)


def test_an_older_version_is_brought_back_as_a_new_one(community, people, tip):
    first = community.tips.version(tip, 1)
    writes(people, "Zoé", tip, "Tout est parti.", version=1)

    writes(people, "Ana", tip, first.body, title=first.title, version=2)

    newest = community.tips.versions(tip)[0]
    assert (newest.number, newest.same_as, newest.body) == (3, 1, first.body)
    assert len(community.tips.versions(tip)) == 3


def test_a_double_press_writes_one_version(community, people, tip):
    kept = keeps(people, "Zoé", tip, "Autre chose.", version=1)

    assert people.confirms("Zoé", kept.id) == people.confirms("Zoé", kept.id)

    assert [version.number for version in community.tips.versions(tip)] == [2, 1]


def test_a_version_is_taken_back(community, people, tip, told):
    before = community.tips.get(tip)
    kept = keeps(people, "Zoé", tip, "Autre chose.", version=1)
    people.confirms("Zoé", kept.id)

    community.drafts.undo(kept.id, visit="visit of Zoé")

    assert community.tips.get(tip) == before
    assert [(one.kind, one.by) for one in told][-1] == ("unwritten", people.enters("Zoé").id)
    people.confirms("Zoé", kept.id)
    assert community.tips.get(tip).version == 3


def test_who_wrote_from_a_version_that_was_taken_back_chooses(community, people, tip):
    ana = keeps(people, "Ana", tip, "Autre chose. Et plus.", version=2)
    zoe = keeps(people, "Zoé", tip, "Autre chose.", version=1)
    people.confirms("Zoé", zoe.id)
    community.drafts.undo(zoe.id, visit="visit of Zoé")

    with pytest.raises(NotConfirmable):
        people.confirms("Ana", ana.id)
    assert community.tips.meeting(ana.draft).settled is None


def test_a_tip_goes_with_its_only_version_and_comes_back_with_it(community, people, thread, told):
    begun, text = community.tips.begin(taken(community, thread, "Léo"), by=people.enters("Bob"))
    kept = keeps(people, "Bob", begun.id, text)
    people.confirms("Bob", kept.id)

    community.drafts.undo(kept.id, visit="visit of Bob")

    assert community.tips.all() == ()
    assert community.search.tips("débranchez la box") == ()
    assert told[-1].kind == "taken_back"
    people.confirms("Bob", kept.id)
    assert community.tips.get(begun.id).body == text


def test_nothing_is_taken_back_from_under_somebody_else(community, people, tip):
    zoe = keeps(people, "Zoé", tip, "Autre chose.", version=1)
    people.confirms("Zoé", zoe.id)
    writes(people, "Ana", tip, "Autre chose. Et plus.", version=2)

    with pytest.raises(WrittenOn):
        community.drafts.undo(zoe.id, visit="visit of Zoé")

    assert community.tips.get(tip).body == "Autre chose. Et plus."


def test_of_many_who_write_at_once_nobody_loses_a_word(community, people, tip):
    names = [f"Personne {number}" for number in range(8)]
    drafts = [people.keeps(name, f"Paragraphe {name}.", to=Destination(kind="tip", id=tip)) for name in names]
    threads = [Thread(target=people.confirms, args=(name, kept.id)) for name, kept in zip(names, drafts, strict=True)]

    for one in threads:
        one.start()
    for one in threads:
        one.join()

    body = community.tips.get(tip).body
    assert all(f"Paragraphe {name}." in body for name in names)
    assert [version.number for version in community.tips.versions(tip)] == list(range(9, 0, -1))


def test_it_is_told_that_a_version_was_written_and_who_is_quoted(community, people, tip, told):
    writes(people, "Zoé", tip, "Autre chose.", version=1)

    assert [(one.kind, one.thing, one.by, one.space) for one in told] == [
        ("co_written", Thing(kind="tip", id=tip), people.enters("Zoé").id, "orange")
    ]
    notices = community.following.notices(people.enters("Léo"))
    assert (notices[0].kind, notices[0].title) == ("quoted", "Voyant rouge")


def test_who_follows_a_tip_or_wrote_it_hears_of_its_versions(community, people, tip):
    community.following.follow(Thing(kind="tip", id=tip), by=people.enters("Zoé"))
    writes(people, "Ana", tip, "Autre chose.", version=1)

    for name in ("Zoé", "Bob"):
        assert [one.kind for one in community.following.notices(people.enters(name))][:1] == ["co_written"]
    assert "co_written" not in [one.kind for one in community.following.notices(people.enters("Ana"))]


def test_a_tip_that_nobody_sees_is_not_followed(community, people, thread):
    begun, _ = community.tips.begin(taken(community, thread, "Léo"), by=people.enters("Bob"))
    with pytest.raises(NotFound):
        community.following.follow(Thing(kind="tip", id=begun.id), by=people.enters("Zoé"))


def test_a_tip_is_found_by_the_words_of_its_newest_version(community, people, tip):
    writes(people, "Zoé", tip, "Un hippopotame sur la ligne.", version=1)

    (found,) = community.search.tips("hippopotames")

    assert found.tip.id == tip
    assert "hippopotame" in found.excerpt
    assert community.search.tips("câble débranchez") == ()


def test_tips_are_no_questions(community, people, tip, thread):
    assert [found.question.id for found in community.search.questions("voyant rouge", limit=1)] == [thread]


def test_what_is_too_long_is_kept_as_a_draft(community, people, tip):
    writes(people, "Zoé", tip, "x" * (LONGEST_TEXT - 10), version=1)
    kept = people.keeps("Ana", "Encore un paragraphe.", to=Destination(kind="tip", id=tip))

    with pytest.raises(Exception, match="20"):
        people.confirms("Ana", kept.id)
    assert community.drafts.get(kept.id, visit="visit of Ana").draft.text == "Encore un paragraphe."


@pytest.mark.parametrize(
    "hostile", ["\x00\ud800 <script>alert(1)</script>", "\u202eABC\u200b", "e" + "\u0301" * 19_000]
)
def test_hostile_words_come_back_as_they_were(community, people, tip, hostile):
    writes(people, "Zoé", tip, hostile, version=1)
    writes(people, "Ana", tip, hostile + " Fin.", version=2)

    assert community.tips.get(tip).body == hostile + " Fin."
    assert community.tips.versions(tip)[1].body == hostile


def test_the_draft_of_a_tip_remembers_from_which_version_it_was_written(community, people, tip):
    kept = keeps(people, "Zoé", tip, "Autre chose.", version=1)

    assert community.drafts.get(kept.id, visit="visit of Zoé").draft.to == Destination(kind="tip", id=tip, version=1)


def test_a_draft_for_a_tip_that_does_not_exist_stays_a_draft(community, people):
    for version in (None, 0, 4):
        kept = people.keeps("Zoé", "Mots.", to=Destination(kind="tip", id="gone", version=version), subject="Un titre")
        with pytest.raises(NotConfirmable):
            people.confirms("Zoé", kept.id)
        assert community.drafts.get(kept.id, visit="visit of Zoé").draft.text == "Mots."


def test_a_paragraph_alone_begins_no_tip(community, people, thread):
    begun, _ = community.tips.begin(taken(community, thread, "Léo"), by=people.enters("Bob"))
    kept = people.keeps("Zoé", "Mots.", to=Destination(kind="tip", id=begun.id))

    with pytest.raises(NotConfirmable):
        people.confirms("Zoé", kept.id)


def test_a_draft_without_a_tip_meets_nothing(community):
    assert community.tips.meeting(Draft(text="Mots.", author="Zoé")) is None


@pytest.fixture
def max(community, clock):
    with community.store.writing() as rows:
        return rows.members.get_or_add("Max", "max", at=clock.at, role="moderator")[0]


def test_words_that_are_hidden_are_not_taken(community, people, thread, max):
    words = taken(community, thread, "Léo")
    community.moderation.decide(words[0].source, "hidden", reason="C’est blessant.", by=max)

    with pytest.raises(NotFound):
        community.tips.begin(words, by=people.enters("Bob"))


def test_co_writing_earns_recognition_until_it_is_taken_back(community, people, tip):
    kept = keeps(people, "Zoé", tip, "Autre chose.", version=1)
    people.confirms("Zoé", kept.id)
    writes(people, "Zoé", tip, "Autre chose. Et plus.", version=2)
    signs = community.merits.signs(people.enters("Zoé"), seen_by=None)
    assert [(sign.kind, sign.people) for sign in signs] == [("co_writing", 1)]
    (proof,) = community.merits.proof(people.enters("Zoé"), "co_writing", seen_by=None).shown
    assert (proof.thing, proof.title) == (Thing(kind="tip", id=tip), "Voyant rouge")
    assert community.merits.check().is_right

    ana = keeps(people, "Ana", tip, "Autre chose. Et encore.", version=3)
    people.confirms("Ana", ana.id)
    community.drafts.undo(ana.id, visit="visit of Ana")
    assert community.merits.signs(people.enters("Ana"), seen_by=None) == ()
    assert community.merits.check().is_right


def test_of_a_passage_that_was_changed_within_the_other_sentences_keep_their_author(community, people, tip):
    writes(people, "Zoé", tip, "Débranchez la box. Attendez deux longues minutes. Rebranchez-la ici.", version=1)
    writes(people, "Zoé", tip, f"{REPLY} Puis attendez.".replace("une minute", "une heure"), version=2)

    assert [(words, quote and quote.author.pseudonym) for words, quote in community.tips.get(tip).parts] == [
        (f"{REPLY} Puis attendez.".replace("une minute", "une heure"), None)
    ]
    writes(people, "Zoé", tip, "Gardez votre calme. Chez moi c’était le câble. Voilà tout.", version=3)
    assert [(words, quote and quote.author.pseudonym) for words, quote in community.tips.get(tip).parts] == [
        ("Gardez votre calme. ", None),
        ("Chez moi c’était le câble.", "Ana"),
        (" Voilà tout.", None),
    ]


def test_a_tip_begins_with_words_of_an_atelier(community, people, cafe, told):
    contribution = people.contributes("Ana", "Des bancs à l’ombre. Et de l’eau.")[1].id
    source = Thing(kind="contribution", id=contribution)

    begun, text = community.tips.begin([Taken(source=source, start=0, end=20)], by=people.enters("Bob"))
    writes(people, "Bob", begun.id, text, title="Attendre au frais")

    (made,) = community.tips.made_from(Thing(kind="atelier", id=community.cafes.contribution(contribution).atelier))
    assert (made.body, [one.pseudonym for one in made.credited]) == ("Des bancs à l’ombre.", ["Ana", "Bob"])
    quoted = [(happening.to, happening.quoted) for happening in told if happening.kind == "quoted"]
    assert quoted == [(people.enters("Ana").id, source)]


def test_no_words_are_taken_of_a_blind_atelier_before_it_is_closed(community, people, cafe):
    contribution = people.contributes("Ana", "Des bancs à l’ombre.")[1].id
    atelier = community.cafes.contribution(contribution).atelier
    with community.store.writing() as rows:
        rows._connection.exec_driver_sql("UPDATE ateliers SET is_blind = true")
    taken = [Taken(source=Thing(kind="contribution", id=contribution), start=0, end=20)]

    with pytest.raises(NotFound):
        community.tips.begin(taken, by=people.enters("Ana"))

    with community.store.writing() as rows:
        rows._connection.exec_driver_sql("UPDATE ateliers SET closed = true")
    assert community.tips.begin(taken, by=people.enters("Ana"))[0].space == community.cafes.atelier(atelier).space
