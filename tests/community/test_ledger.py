"""The ledger that is kept happening by happening is the one that is reckoned anew from all that happened."""

import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.happenings import Happening, Thing
from community.ledger import EVER, Ledger
from community.merit_rules import rules
from community.merits import Checked
from errors import CafeError
from tests.community.test_merits import Ticking

MEMBERS = [f"member-{number}" for number in range(4)]
NEW_YEAR_IN_PARIS = datetime(2026, 12, 31, 23, tzinfo=UTC)
MOMENTS = [NEW_YEAR_IN_PARIS + timedelta(seconds=seconds) for seconds in (-1, 0, 1)]

things = {
    kind: st.sampled_from([Thing(kind=kind, id=f"{kind}-{number}") for number in range(2)])
    for kind in ("reply", "contribution", "tip", "activity", "atelier", "question")
}
members = st.sampled_from(MEMBERS)
about = {
    "thanked": "reply",
    "unthanked": "reply",
    "solved": "reply",
    "unsolved": "reply",
    "quoted": "contribution",
    "synthesised": "contribution",
    "unsynthesised": "contribution",
    "published": "contribution",
    "co_written": "tip",
    "unwritten": "tip",
    "attended": "activity",
    "not_attended": "activity",
    "welcomed": "reply",
    "voted": "atelier",
}
anything = st.one_of(*things.values())


@st.composite
def happenings(draw):
    kind = draw(st.sampled_from([*about, "taken_back", "hidden", "shown"]))
    thing = draw(things[about[kind]] if kind in about else anything)
    return Happening(
        kind=kind,
        thing=thing,
        by=draw(members),
        to=draw(members),
        at=draw(st.sampled_from(MOMENTS)),
        parent=draw(things["atelier"] if kind == "published" else st.one_of(things["atelier"], things["question"])),
        space=draw(st.sampled_from(["test-centre", "orange", None])),
    )


class UndoneError(Exception):
    """Ends a transaction of which nothing should stay."""


@pytest.fixture
def community(community, clock):
    """With four members."""
    with community.store.writing() as rows:
        for member in MEMBERS:
            rows.members.get_or_add(member, member, at=clock.at, id=member)
    return community


@pytest.fixture
def clock():
    return Ticking()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(happened=st.lists(happenings(), max_size=30))
def test_whatever_happens_the_ledger_is_the_one_reckoned_anew(community, happened):
    anew = Ledger(rules())
    for happening in happened:
        anew.note(happening)

    kept = told_and_undone(community, happened)

    assert kept == (
        {(one.key, one.at, one.place) for one in anew.merits},
        dict(anew.standings()),
        anew.hidden,
    )


def told_and_undone(community, happened):
    """What is kept of it: the merits, the counts, and what is hidden. Nothing of it stays in the database."""
    kept = ()
    with suppress(UndoneError), community.store.writing() as rows:
        for happening in happened:
            community.happenings.tell(rows, happening)
        merits = {(one.key, one.at, one.place) for one in rows.merits.everything()}
        kept = (merits, rows.merits.standings(), rows.merits.hidden())
        raise UndoneError
    return kept


@given(happened=st.lists(happenings(), max_size=40))
def test_telling_it_all_twice_earns_nothing_more(happened):
    earning = [
        one
        for one in happened
        if one.kind not in ("unthanked", "unsolved", "unsynthesised", "unwritten", "taken_back", "not_attended")
    ]
    once, twice = Ledger(rules()), Ledger(rules())
    for happening in earning:
        once.note(happening)
    for happening in [*earning, *earning]:
        twice.note(happening)

    assert once.merits == twice.merits


@given(happened=st.lists(happenings(), max_size=40))
def test_nobody_counts_more_than_once_for_somebody_in_a_month(happened):
    ledger = Ledger(rules())
    for happening in happened:
        ledger.note(happening)

    others = len(MEMBERS) - 1
    for (period, kind, _member), people in ledger.standings().items():
        assert 1 <= people <= (2 if kind in ("co_writing", "testing") else others)
        assert period in ("2026-12", "2027-01", EVER)


class Life:
    """What people do in a community, at random."""

    def __init__(self, community, people, clock, seed):
        self.community, self.people, self.clock = community, people, clock
        self.random = random.Random(seed)
        self.drafts = {}
        self.questions, self.replies, self.hidden = [], [], set()

    def goes_on(self):
        often = [self.asks, self.replies_to, self.replies_to, self.thanks, self.thanks, self.solves]
        with suppress(CafeError, IndexError):  # what is not allowed, or is gone
            self.random.choice([*often, *often, self.undoes, self.hides])()
        self.clock.passes(self.random.choice([0, 5, 86_400]))

    def someone(self):
        return self.random.choice(["Ana", "Bob", "Cléo", "Dan"])

    def publishes(self, to, **more):
        name = self.someone()
        kept = self.people.keeps(name, "Voilà.", to=to, **more)
        published = self.people.confirms(name, kept.id)
        self.drafts[kept.id] = name
        return published.id

    def asks(self):
        to = self.people.destination("forum", self.random.choice(["orange", "sosh"]))
        self.questions.append(self.publishes(to, subject="Box"))

    def replies_to(self):
        to = self.people.destination("thread", self.random.choice(self.questions))
        self.replies.append(self.publishes(to))

    def thanks(self):
        self.community.forum.thank(self.random.choice(self.replies), by=self.people.enters(self.someone()))

    def solves(self):
        self.community.forum.mark_solution(self.random.choice(self.replies), by=self.people.enters(self.someone()))

    def undoes(self):
        draft = self.random.choice(list(self.drafts))
        self.community.drafts.undo(draft, visit=f"visit of {self.drafts[draft]}")

    def hides(self):
        thing = Thing(kind="reply", id=self.random.choice(self.replies))
        with self.community.store.writing() as rows:
            found = rows.forum.reply(thing.id)
            if found is None:
                return
            is_hidden = found.hidden_at is not None
            rows.moderation.set_hidden(thing, None if is_hidden else self.clock.at)
            kind = "shown" if is_hidden else "hidden"
            happening = Happening(kind=kind, thing=thing, by=MEMBERS[0], at=self.clock.at)
            self.community.happenings.tell(rows, happening)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_people_do_the_ledger_is_what_the_community_says(community, people, clock, seed):
    life, most = Life(community, people, clock, seed), 0
    for act in range(60):
        life.goes_on()
        if act % 10 == 9:
            checked = community.merits.check()
            most = max(most, checked.merits)
            assert checked.is_right, f"after act {act}"

    assert most >= 3  # else nothing was tried


def test_a_ledger_that_is_wrong_is_found_and_mended(community, people):
    reply = people.replies("Bob", people.asks("Ana", "Box").id, "Débranchez-la.").id
    community.forum.thank(reply, by=people.enters("Ana"))
    ana, bob = people.enters("Ana"), people.enters("Bob")
    with community.store.writing() as rows:
        thing = Thing(kind="reply", id=reply)
        rows.merits.remove(thing, rules(), told="thanked")
        parent = Thing(kind="question", id="gone")
        wrong = Happening(kind="thanked", thing=thing, parent=parent, by=MEMBERS[0], to=bob.id, at=datetime.now(UTC))
        community.happenings.tell(rows, wrong)
        rows.merits.hide(Thing(kind="contribution", id="gone"), rules(), is_hidden=True)

    found = community.merits.check()
    assert [one.counted for one in found.missing] == [ana.id]
    assert [one.counted for one in found.extra] == [MEMBERS[0]]
    assert (found.hidden, found.is_right) == (1, False)

    assert community.merits.mend() == found
    assert community.merits.check() == Checked(merits=2)


def test_a_count_that_is_wrong_is_found_and_mended(community, people, opened, address):
    reply = people.replies("Bob", people.asks("Ana", "Box").id, "Débranchez-la.").id
    community.forum.thank(reply, by=people.enters("Ana"))
    right = community.merits.top(community.merits.month())
    with community.store.writing() as rows:
        rows.merits.replace(missing=(), extra=rows.merits.everything(), rules=rules())
    assert community.merits.top(community.merits.month()) == {}

    community.merits.mend()

    assert community.merits.top(community.merits.month()) == right
    assert community.merits.check().is_right
