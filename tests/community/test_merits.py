"""Signs of recognition: one ledger over forum, cafés and test centre."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from community.agenda import Plan
from community.cafes import reply_place
from community.happenings import Happening, Thing
from community.leaving import CHOICES
from community.merit_rules import KINDS
from errors import NotYours
from tests.community.conftest import Clock
from tests.community.test_tips import keeps, taken, writes
from vocabulary import LANGUAGES


class Ticking(Clock):
    """A clock that never says the same time twice: who was first is what these tests are about."""

    def __call__(self):
        self.passes(0.001)
        return self.at


@pytest.fixture
def clock():
    return Ticking()


@pytest.fixture
def made_up() -> set[Thing]:
    """The things of which a test only told."""
    return set()


@pytest.fixture
def tell(community, clock, made_up):
    """Tells what another part of the community will tell."""

    def tell_one(kind, thing, *, by, to=None, parent=None, quoted=None, space=None, at=None):
        happening = Happening(
            kind=kind,
            thing=Thing(kind=thing[0], id=thing[1]),
            by=by.id,
            to=to.id if to is not None else None,
            parent=Thing(kind=parent[0], id=parent[1]) if parent else None,
            quoted=Thing(kind=quoted[0], id=quoted[1]) if quoted else None,
            space=space,
            at=at or clock(),
        )
        made_up.add(happening.thing)
        with community.store.writing() as rows:
            community.happenings.tell(rows, happening)

    return tell_one


@pytest.fixture
def signs(community):
    """What somebody has, as a guest sees it: the kinds, with how many people."""

    def of(member):
        return {sign.kind: sign.people for sign in community.merits.signs(member, seen_by=None)}

    return of


@pytest.fixture
def reply(people) -> str:
    """A reply of Bob to a question of Ana."""
    return people.replies("Bob", people.asks("Ana", "Box").id, "Débranchez-la.").id


@pytest.fixture(autouse=True)
def the_ledger_is_right(community, made_up):
    """After every test: what was kept is what it should be, but for what was only told."""
    yield
    found = community.merits.check()
    assert (found.missing, found.hidden, found.miscounted) == ((), 0, 0)
    assert {one.thing for one in found.extra} <= made_up


# -- what is earned ---------------------------------------------------------------------------------------------------


def test_many_thanks_of_one_person_count_once_and_of_several_people_each(community, people, signs):
    bob, question = people.enters("Bob"), people.asks("Ana", "Box").id
    replies = [people.replies("Bob", question, f"Essai {number}").id for number in range(3)]
    for one in replies:
        community.forum.thank(one, by=people.enters("Ana"))
    assert signs(bob)["helping"] == 1

    community.forum.thank(replies[0], by=people.enters("Cléo"))

    assert signs(bob)["helping"] == 2


def test_thanks_taken_back_take_the_merit_back_and_come_back_once(community, people, signs, reply):
    ana, bob = people.enters("Ana"), people.enters("Bob")
    community.forum.thank(reply, by=ana)

    community.forum.thank(reply, by=ana)
    assert "helping" not in signs(bob)

    community.forum.thank(reply, by=ana)
    assert signs(bob)["helping"] == 1


def test_a_solution_counts_for_its_author_until_another_one_is_chosen(community, people, signs, reply):
    ana, bob, cleo = (people.enters(name) for name in ("Ana", "Bob", "Cléo"))
    question = community.forum.questions()[0].id
    community.forum.mark_solution(reply, by=ana)
    assert signs(bob)["solving"] == 1

    other = people.replies("Cléo", question, "Ou changez le câble.").id
    community.forum.mark_solution(other, by=ana)

    assert "solving" not in signs(bob)
    assert signs(cleo)["solving"] == 1


def test_a_solution_marked_by_an_animator_counts_for_who_asked(community, people, tell, clock):
    ana, bob, zoe = (people.enters(name) for name in ("Ana", "Bob", "Zoé"))
    question = people.asks("Ana", "Box").id
    reply = people.replies("Bob", question, "Débranchez-la.").id
    tell("solved", ("reply", reply), by=zoe, to=bob, parent=("question", question))

    with community.store.reading() as rows:
        (merit,) = [one for one in rows.merits.everything() if one.kind == "solving"]

    assert (merit.member, merit.counted) == (bob.id, ana.id)


def test_who_replies_to_oneself_earns_nothing(community, people, signs):
    ana, question = people.enters("Ana"), people.asks("Ana", "Box").id
    reply = people.replies("Ana", question, "J’ai trouvé.").id

    community.forum.mark_solution(reply, by=ana)

    assert signs(ana) == {}


def test_the_first_to_reply_to_somebody_welcomes_them(people, signs, reply):
    people.replies("Cléo", people.asks("Ana", "Une autre").id, "Bonjour !")

    assert signs(people.enters("Bob")) == {"welcoming": 1}
    assert signs(people.enters("Cléo")) == {}


def test_where_the_first_reply_is_taken_back_the_next_one_was_the_first(community, people, signs):
    question = people.asks("Ana", "Box").id
    first = people.keeps("Bob", "Débranchez-la.", to=people.destination("thread", question))
    people.confirms("Bob", first.id)
    people.replies("Cléo", question, "Bonjour !")

    community.drafts.undo(first.id, visit="visit of Bob")

    assert signs(people.enters("Bob")) == {}
    assert signs(people.enters("Cléo")) == {"welcoming": 1}


def test_a_question_taken_back_takes_with_it_what_its_replies_earned(community, people, signs):
    draft = people.keeps("Ana", "Ma box", to=people.destination("forum", "orange"), subject="Box")
    question = people.confirms("Ana", draft.id).id
    replies = [people.replies(name, question, "Débranchez-la.").id for name in ("Bob", "Cléo")]
    for reply in replies:
        community.forum.thank(reply, by=people.enters("Dan"))

    community.drafts.undo(draft.id, visit="visit of Ana")

    assert signs(people.enters("Bob")) == signs(people.enters("Cléo")) == {}


def test_who_holds_an_atelier_animates_for_each_person_who_speaks_up(community, people, cafe, signs):
    kept, _ = people.contributes("Ana", "Des bancs")
    people.contributes("Ana", "Et des fontaines")
    people.contributes("Bob", "Des arbres")
    people.contributes("Zoé", "Merci à tous")
    zoe = people.enters("Zoé")
    assert signs(zoe)["animating"] == 2

    community.drafts.undo(kept.id, visit="visit of Ana")

    assert signs(zoe)["animating"] == 2  # Ana’s other contribution is still there


def test_who_quotes_in_a_signed_synthesis_hears_people_as_long_as_they_are_quoted(community, people, cafe, signs):
    zoe, sign = people.enters("Zoé"), community.syntheses.sign
    idea = people.contributes("Ana", "Des bancs à l’ombre")[1].id
    community.closings.close("bancs", by=zoe)
    quote = community.syntheses.quote(idea, "Des bancs", by=zoe)
    said = people.keeps("Zoé", "Nous sommes d’accord.", to=people.destination("synthesis", "bancs"))
    sentence = people.confirms("Zoé", said.id)

    sign("bancs", seen=[quote.id, sentence.id], by=zoe, acts=["press"])
    with community.store.reading() as rows:
        assert [one.told for one in rows.merits.everything()] == ["published", "synthesised"]
    assert signs(zoe) == {"animating": 1}
    assert community.merits.check().is_right

    community.syntheses.set_aside(quote.id, by=zoe)
    sign("bancs", seen=[sentence.id], by=zoe, acts=["press"])
    with community.store.reading() as rows:
        assert [one.told for one in rows.merits.everything()] == ["published"]


def test_a_tip_counts_once_for_each_who_wrote_a_version_that_stands(community, people, signs):
    thread = people.asks("Ana", "Voyant rouge").id
    people.replies("Ana", thread, "Débranchez la box.")
    ana, bob, cleo = (people.enters(name) for name in ("Ana", "Bob", "Cléo"))
    begun, text = community.tips.begin(taken(community, thread, "Ana"), by=bob)
    writes(people, "Bob", begun.id, text)
    late = keeps(people, "Cléo", begun.id, f"{text} Attendez.", version=1)
    people.confirms("Cléo", late.id)
    assert (signs(bob), signs(cleo), signs(ana)) == ({"co_writing": 1}, {"co_writing": 1}, {})
    assert community.merits.check().is_right
    assert community.merits.proof(bob, "co_writing", seen_by=None).shown[0].title == "Voyant rouge"

    community.drafts.undo(late.id, visit="visit of Cléo")
    writes(people, "Bob", begun.id, f"{text} Et rebranchez-la.", version=1)

    assert (signs(bob), signs(cleo)) == ({"co_writing": 1}, {})


def test_who_replies_in_an_atelier_with_the_words_of_somebody_has_listened(community, people, cafe, signs):
    ana, bob = people.enters("Ana"), people.enters("Bob")
    idea = people.contributes("Ana", "Des bancs à l’ombre, et des fontaines.")[1].id
    bare = people.keeps("Cléo", "Oui.", to=people.destination("contribution", reply_place(idea)))
    people.confirms("Cléo", bare.id)
    quoting = people.keeps("Bob", "À l’ombre, oui.", to=people.destination("contribution", reply_place(idea, (0, 19))))
    reply = people.confirms("Bob", quoting.id).id
    community.cafes.thank(reply, by=ana)

    assert signs(people.enters("Cléo")) == {}
    assert signs(bob) == {"listening": 1, "helping": 1}
    assert community.merits.proof(bob, "listening", seen_by=None).shown[0].thing.id == reply
    assert community.merits.check().is_right

    community.cafes.thank(reply, by=ana)
    assert signs(bob) == {"listening": 1}
    community.drafts.undo(quoting.id, visit="visit of Bob")
    assert signs(bob) == {}


def test_a_session_of_the_test_centre_counts_for_who_came(community, people, signs, clock):
    ana, bob, zoe = (people.enters(name) for name in ("Ana", "Bob", "Zoé"))
    starts_at = clock.at + timedelta(days=2)
    plan = Plan(
        title="Essayer la dictée",
        space="test-centre",
        mode="room",
        place="Salle 3",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
    )
    session = community.agenda.plan(plan, by=replace(zoe, role="animator"))
    for one in (ana, bob):
        community.agenda.sign_up(session.id, by=one)
    clock.passes(2 * 86_400 + 60)
    for one in (ana, bob):
        community.agenda.mark(session.id, one.id, attended=True, by=zoe)
    community.agenda.mark(session.id, bob.id, attended=False, by=zoe)

    assert (signs(ana), signs(bob)) == ({"testing": 1}, {})
    assert community.merits.proof(ana, "testing", seen_by=None).shown[0].title == "Essayer la dictée"


def test_what_other_parts_tell_counts_too(people, signs, tell):
    ana, bob, zoe = (people.enters(name) for name in ("Ana", "Bob", "Zoé"))
    tell("quoted", ("contribution", "c2"), by=bob, to=ana, parent=("atelier", "a"), quoted=("contribution", "c1"))
    tell("synthesised", ("contribution", "c1"), by=zoe, to=ana, parent=("atelier", "a"))
    for _press in range(3):
        tell("co_written", ("tip", "t1"), by=bob)
    tell("attended", ("activity", "s1"), by=zoe, to=ana, space="test-centre")
    tell("attended", ("activity", "s2"), by=zoe, to=ana, space="dream-cafe")
    tell("thanked", ("contribution", "c1"), by=zoe, to=ana, parent=("atelier", "a"))

    assert signs(bob) == {"listening": 1, "co_writing": 1}
    assert signs(zoe) == {"animating": 1}
    assert signs(ana) == {"helping": 1, "testing": 1}


def test_a_session_in_which_somebody_was_not_after_all_no_longer_counts(people, signs, tell):
    ana, zoe = people.enters("Ana"), people.enters("Zoé")
    for kind in ("attended", "not_attended"):
        for one in (ana, zoe):
            tell(kind, ("activity", "s1"), by=zoe, to=one, space="test-centre")
    tell("attended", ("activity", "s1"), by=zoe, to=ana, space="test-centre")

    assert (signs(ana), signs(zoe)) == ({"testing": 1}, {})


# -- what is hidden ---------------------------------------------------------------------------------------------------


@pytest.fixture
def hide(community, people, clock, tell):
    """Hides a reply, or shows it again."""

    def hide_one(reply, *, is_hidden):
        with community.store.writing() as rows:
            rows.moderation.set_hidden(Thing(kind="reply", id=reply), clock.at if is_hidden else None)
        tell("hidden" if is_hidden else "shown", ("reply", reply), by=people.enters("Mo"))

    return hide_one


def test_what_is_hidden_no_longer_counts_and_counts_again_when_it_is_shown(community, people, signs, hide, reply):
    bob = people.enters("Bob")
    community.forum.thank(reply, by=people.enters("Ana"))

    hide(reply, is_hidden=True)
    hide(reply, is_hidden=True)
    assert signs(bob) == {}
    assert community.merits.proof(bob, "helping", seen_by=None).count == 0

    hide(reply, is_hidden=False)
    community.forum.thank(reply, by=people.enters("Cléo"))
    assert signs(bob) == {"helping": 2, "welcoming": 1}


def test_what_is_earned_while_it_is_hidden_counts_when_it_is_shown(people, signs, hide, tell, reply):
    bob, question = people.enters("Bob"), ("question", "the one of the reply")
    hide(reply, is_hidden=True)
    tell("quoted", ("reply", reply), by=bob, to=people.enters("Ana"), parent=question)
    assert signs(bob) == {}

    hide(reply, is_hidden=False)

    assert signs(bob) == {"listening": 1, "welcoming": 1}


def test_a_member_hides_their_signs_and_shows_them_again(community, people, reply):
    ana, bob = people.enters("Ana"), people.enters("Bob")
    community.forum.thank(reply, by=ana)
    month = community.merits.month()

    community.merits.be_discreet(bob, is_on=True, by=bob)
    community.merits.be_discreet(bob, is_on=True, by=bob)
    assert community.merits.signs(bob, seen_by=ana) == ()
    assert community.merits.proof(bob, "helping", seen_by=ana).shown == ()
    assert community.merits.top(month) == {}
    assert community.merits.signs(bob, seen_by=bob) != ()

    community.merits.be_discreet(bob, is_on=False, by=bob)
    assert community.merits.signs(bob, seen_by=ana) != ()
    assert [member for member, _ in community.merits.top(month)["helping"]] == [bob]


def test_nobody_hides_the_signs_of_somebody_else(community, people):
    with pytest.raises(NotYours):
        community.merits.be_discreet(people.enters("Bob"), is_on=True, by=people.enters("Ana"))


@pytest.mark.parametrize("choice", CHOICES)
def test_who_leaves_takes_their_signs_along_and_leaves_those_of_others(community, people, signs, choice):
    question, other = people.asks("Ana", "Box").id, people.asks("Cléo", "Facture").id
    solution = people.replies("Bob", question, "Débranchez-la.").id
    people.replies("Ana", other, "Demandez-leur.")
    people.replies("Bob", other, "Ou écrivez-leur.")
    community.forum.mark_solution(solution, by=people.enters("Ana"))
    for name in ("Ana", "Cléo"):
        community.forum.thank(solution, by=people.enters(name))

    community.leaving.leave(people.enters("Ana"), choice=choice)

    bob = signs(people.enters("Bob"))
    assert (bob["helping"], bob["solving"]) == (2, 1)
    people.replies("Dan", other, "Bonjour !")
    people.replies("Dan", question, "Bonjour !")


# -- what is shown ----------------------------------------------------------------------------------------------------


def test_a_sign_shows_what_earned_it_newest_first(community, people, clock):
    question = people.asks("Ana", "Box").id
    early, late = (people.replies("Bob", question, text).id for text in ("un", "deux"))
    for reply, name in ((early, "Ana"), (early, "Cléo"), (late, "Dan")):
        clock.passes(60)
        community.forum.thank(reply, by=people.enters(name))

    proof = community.merits.proof(people.enters("Bob"), "helping", seen_by=None)

    assert [(one.thing.id, one.place.id, one.title, one.people) for one in proof.shown] == [
        (late, question, "Box", 1),
        (early, question, "Box", 2),
    ]
    assert (proof.count, proof.unseen) == (2, 0)


def test_evidence_that_the_reader_may_not_see_is_counted_and_not_shown(community, people, cafe):
    """What is shown to who animates only: its author and they open it, the others learn that there is one more."""
    ana, zoe = people.enters("Ana"), people.enters("Zoé")
    seen, shy = (people.contributes("Ana", text)[1].id for text in ("Des bancs", "Des arbres"))
    with community.store.writing() as rows:
        rows.moderation.set_shy(Thing(kind="contribution", id=shy), True)

    for reader in (None, people.enters("Bob")):
        proof = community.merits.proof(zoe, "animating", seen_by=reader)
        assert ([one.thing.id for one in proof.shown], proof.count, proof.unseen) == ([seen], 2, 1)
    for reader in (ana, zoe):
        proof = community.merits.proof(zoe, "animating", seen_by=reader)
        assert ([one.thing.id for one in proof.shown], proof.count, proof.unseen) == ([shy, seen], 2, 0)


def test_the_members_of_the_month_are_those_who_helped_most_different_people(community, people):
    question = people.asks("Ana", "Box").id
    many = [people.replies("Bob", question, f"Essai {number}").id for number in range(6)]
    one = people.replies("Cléo", question, "Débranchez-la.").id
    for reply in many:
        community.forum.thank(reply, by=people.enters("Ana"))
    for name in ("Ana", "Dan"):
        community.forum.thank(one, by=people.enters(name))

    top = community.merits.top(community.merits.month())["helping"]

    assert [(member.pseudonym, count) for member, count in top] == [("Cléo", 2), ("Bob", 1)]


def test_few_members_are_named_each_month(community, people, tell):
    for number in range(community.merits.rules.top + 2):
        tell("co_written", ("tip", f"t{number}"), by=people.enters(f"Auteur {number}"))

    assert len(community.merits.top(community.merits.month())["co_writing"]) == community.merits.rules.top


def test_a_month_begins_at_midnight_in_paris(community, people, tell, clock):
    bob = people.enters("Bob")
    clock.at = datetime(2026, 3, 31, 21, 59, 59, tzinfo=UTC)  # 23:59:59 in Paris, where summer has begun
    tell("co_written", ("tip", "t1"), by=bob)
    clock.passes(1)
    tell("co_written", ("tip", "t2"), by=bob)

    assert community.merits.month() == "2026-04"
    assert community.merits.months() == ("2026-04", "2026-03")
    assert community.merits.top("2026-03")["co_writing"] == ((bob, 1),)
    assert community.merits.top("2026-04")["co_writing"] == ((bob, 1),)


def test_someone_helped_in_two_months_counts_in_each_and_once_in_all(community, people, signs, tell, clock):
    ana, bob = people.enters("Ana"), people.enters("Bob")
    tell("quoted", ("contribution", "c1"), by=bob, to=ana, parent=("atelier", "a"))
    clock.passes(40 * 86_400)
    tell("quoted", ("contribution", "c2"), by=bob, to=ana, parent=("atelier", "a"))

    assert [community.merits.top(month)["listening"] for month in community.merits.months()] == [((bob, 1),)] * 2
    assert signs(bob)["listening"] == 1


def test_nothing_is_known_of_a_month_that_is_none(community):
    assert community.merits.top("2026-13; DROP TABLE merits") == {}
    assert community.merits.top("\x00") == {}


# -- the rules --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_each_rule_says_in_both_languages_from_how_many_on_there_is_a_badge(community, kind):
    rule = community.merits.rules.kinds[kind]

    for language in LANGUAGES:
        assert f" {rule.badge_from} " in rule.said[language].rule
        assert rule.said[language].name


def test_what_holds_for_every_kind_is_said_in_both_languages(community):
    french, english = (community.merits.rules.general[language] for language in ("fr", "en"))

    assert len(french) == len(english) >= 5
    assert community.merits.rules.zone.key == "Europe/Paris"
    assert any("heure de Paris" in sentence for sentence in french)
    for sentences in (french, english):
        assert any(f" {community.merits.rules.top} " in sentence for sentence in sentences)


def test_a_badge_comes_with_enough_different_people(community, people, reply):
    bob = people.enters("Bob")
    needed = community.merits.rules.kinds["helping"].badge_from
    for number in range(needed):
        before = [sign.is_badge for sign in community.merits.signs(bob, seen_by=None) if sign.kind == "helping"]
        assert True not in before
        community.forum.thank(reply, by=people.enters(f"Merci {number}"))

    assert [one.is_badge for one in community.merits.signs(bob, seen_by=None) if one.kind == "helping"] == [True]


# -- many at once -----------------------------------------------------------------------------------------------------


def test_many_who_thank_at_once_each_count_once(community, people, signs):
    question = people.asks("Ana", "Box").id
    replies = [people.replies("Bob", question, f"Essai {number}").id for number in range(2)]
    thankful = [people.enters(f"Merci {number}") for number in range(6)]

    with ThreadPoolExecutor(6) as pool:  # three presses each: thanks, taken back, thanks
        presses = [(member, reply) for member in thankful for reply in replies] * 3
        list(pool.map(lambda press: community.forum.thank(press[1], by=press[0]), presses))

    assert signs(people.enters("Bob"))["helping"] == 6


def test_what_several_write_at_once_is_counted_once(community, people, signs, tell):
    ana, bob = people.enters("Ana"), people.enters("Bob")

    with ThreadPoolExecutor(6) as pool:
        quotes = [pool.submit(tell, "quoted", ("reply", f"r{number % 4}"), by=bob, to=ana) for number in range(12)]
        welcomes = [
            pool.submit(tell, "welcomed", ("reply", f"w{number}"), by=people.enters(f"Hôte {number}"), to=ana)
            for number in range(6)
        ]
        for one in [*quotes, *welcomes]:
            one.result()

    assert signs(bob) == {"listening": 1}
    assert sum(len(named) for kind, named in community.merits.top(community.merits.month()).items()) == 2
