import textwrap
from datetime import UTC, date, datetime, timedelta

import pytest

from community import open_community
from community.demonstration import load
from community.viewers import GUEST
from vocabulary import now

BOX = """
space = "sosh"

[[question]]
id = "box-rouge"
title = "Voyant rouge"
body = "Que faire ?"
language = "fr"
author = "Ana"
asked_at = 2026-03-12T09:41:00Z
me_too = 2

[[question.reply]]
body = "Patience."
author = "Bob"
written_at = 2026-03-12T09:50:00Z

[[question.reply]]
body = "Débranchez-la."
author = "Cléo"
written_at = 2026-03-12T10:05:00Z
solution = true
thanks = 2
pictures = [{ file = "pictures/box.svg", alt = "Une box" }]
"""
CAFE = """
[cafe]
id = "ville"
title = "La ville"
introduction = "Imaginer."

[[cafe.atelier]]
id = "bancs"
title = "Des bancs"
opening = "Bonjour !"
question = "Plus de bancs ?"
animator = "Zoé"
votes = { for = 2, against = 1, no_opinion = 0 }

[[cafe.atelier.contribution]]
body = "Oui !"
author = "Ana"
written_at = 2026-03-12T09:41:00Z
"""


@pytest.fixture
def folder(tmp_path):
    """A small demonstration."""
    made = tmp_path / "demo"
    (made / "pictures").mkdir(parents=True)
    (made / "pictures" / "box.svg").write_text("<svg/>")
    (made / "members.toml").write_text(
        "".join(f'[[member]]\npseudonym = "{name}"\n' for name in ("Ana", "Bob", "Cléo", "Dan"))
        + '[[member]]\npseudonym = "Zoé"\nrole = "animator"\n'
    )
    (made / "forum-sosh.toml").write_text(BOX)
    (made / "cafe.toml").write_text(CAFE)
    return made


def test_the_demonstration_is_loaded_and_marked_as_one(community, folder):
    assert load(community, folder=folder) == 2

    thread = community.forum.thread("box-rouge")
    solution, other = thread.replies
    assert thread.question.is_demonstration
    assert thread.question.author.is_demonstration
    assert (thread.question.space, thread.question.me_too, thread.question.is_solved) == ("sosh", 2, True)
    assert (solution.body, solution.is_solution, solution.thanks) == ("Débranchez-la.", True, 2)
    assert (other.body, other.is_solution, other.thanks) == ("Patience.", False, 0)
    (picture,) = solution.pictures
    assert community.kept.read(picture.file) == b"<svg/>"
    assert (picture.media_type, picture.alt) == ("image/svg+xml", "Une box")


def test_the_cafe_of_the_demonstration_has_its_votes(community, folder):
    load(community, folder=folder)

    (cafe,) = community.cafes.all()
    (atelier,) = cafe.ateliers
    tally = community.cafes.tally("bancs")
    assert cafe.is_demonstration
    assert (atelier.animator.pseudonym, atelier.animator.role) == ("Zoé", "animator")
    assert [contribution.body for contribution in community.cafes.contributions("bancs")] == ["Oui !"]
    assert (tally.for_, tally.against, tally.no_opinion) == (2, 1, 0)


def test_loading_again_adds_only_what_is_new(community, folder):
    load(community, folder=folder)
    more = BOX.replace("box-rouge", "box-verte").replace("Voyant rouge", "Voyant vert")
    (folder / "forum-more.toml").write_text(textwrap.dedent(more))

    assert load(community, folder=folder) == 1
    assert load(community, folder=folder) == 0
    assert community.forum.count() == 2
    assert len(community.cafes.contributions("bancs")) == 1


def test_what_was_said_long_ago_is_brought_near_today_with_its_order_and_its_gaps(community, folder, clock):
    clock.at = datetime(2026, 12, 2, 8, tzinfo=UTC)

    load(community, folder=folder)

    thread = community.forum.thread("box-rouge")
    asked, *replied = [thread.question.asked_at, *(reply.written_at for reply in thread.replies)]
    assert asked == datetime(2026, 12, 1, 9, 41, tzinfo=UTC)
    assert sorted(moment - asked for moment in replied) == [timedelta(minutes=9), timedelta(minutes=24)]


@pytest.mark.parametrize("today", [date(2026, 3, 12), date(2026, 3, 13), date(2020, 1, 1)])
def test_what_was_said_lately_or_not_yet_stays_where_it_was(community, folder, today):
    load(community, folder=folder, today=today)

    assert community.forum.thread("box-rouge").question.asked_at == datetime(2026, 3, 12, 9, 41, tzinfo=UTC)


def test_the_month_of_a_demonstration_that_is_new_has_people_to_name(community, clock):
    clock.at = datetime(2027, 1, 20, 8, tzinfo=UTC)

    load(community)

    assert community.merits.month() == "2027-01"
    assert all(one.is_demonstration for one, _people in community.merits.top("2027-01")["helping"])
    assert community.merits.top("2027-01")["helping"]


def test_a_demonstration_that_is_broken_leaves_nothing(community, folder):
    (folder / "cafe.toml").write_text(CAFE.replace('author = "Ana"', 'author = "Nobody"'))

    with pytest.raises(KeyError):
        load(community, folder=folder)

    assert community.is_empty()


def test_an_invented_member_never_speaks_for_a_real_one(community, people, folder):
    real = people.enters("Ana")

    load(community, folder=folder)

    author = community.forum.thread("box-rouge").question.author
    assert author.id != real.id
    assert author.pseudonym == "Ana (démo)"
    assert not community.members.get(real.id).is_demonstration


def test_members_reply_to_the_demonstration_like_to_any_question(community, people, folder, clock):
    load(community, folder=folder)

    clock.passes(86_400)
    people.replies("Noé", "box-rouge", "Moi aussi, merci.")

    assert [reply.author.pseudonym for reply in community.forum.thread("box-rouge").replies] == ["Cléo", "Bob", "Noé"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A community with the demonstration that the house ships."""
    folder = tmp_path_factory.mktemp("demonstration")
    community = open_community(f"sqlite:///{folder}/cafe.sqlite3", data=folder)
    load(community)
    yield community
    community.close()


def test_the_demonstration_of_the_house_can_be_loaded(community):
    added = load(community)

    assert added == community.forum.count() + len(community.cafes.all()) + community.tips.count()
    assert community.forum.count("orange") > 0
    assert community.forum.count("sosh") > 0
    assert all(question.is_demonstration for question in community.forum.questions(limit=1000))


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("pourquoi le voyant de ma livebox clignote en rouge", "voyant-rouge-livebox"),
        ("coment consulter ma mesagerie vocal depui l'etranger", None),
        ("mon wifi est très lent dans la chambre", None),
        ("on me demande des codes puk", None),
        ("transferer mes photo sur mon nouveaux telephone", None),
        ("itinerance en espagne", None),
        ("my wifi is slow", None),
    ],
)
def test_the_demonstration_answers_what_people_ask(whole, text, id):
    best = whole.search.passages(text)[0]

    assert best.coverage > 0.6
    assert best.reply.is_solution
    assert id is None or best.question.id == id


@pytest.mark.parametrize(
    "text",
    [
        "recette de la tarte aux pommes",
        "ask not what your country can do for you",
        "And so my fellow Americans, ask not what your country can do for you, ask what you can do for your country",
        "quel temps fera-t-il demain à Marseille",
        "qui a gagné la coupe du monde de football",
        "comment soigner un rosier malade",
        "les petits chats dorment sur le canapé",
    ],
)
def test_the_demonstration_covers_little_of_what_nobody_answered(whole, text):
    assert all(passage.coverage < 0.4 for passage in whole.search.passages(text))


def test_a_closed_atelier_has_a_signed_synthesis_of_what_was_said(community):
    load(community)

    closed = [one.id for cafe in community.cafes.all() for one in cafe.ateliers if one.closed]
    assert closed
    for atelier in closed:
        synthesis = community.syntheses.signed(atelier, viewer=GUEST)
        quotes = [part for part in synthesis.parts if part.is_quote]
        assert len({part.quoted.author.id for part in quotes}) >= 3
        assert all(part.text in part.quoted.body for part in quotes)
        assert synthesis.signed_by.is_demonstration
        assert community.outcomes.of_contribution(quotes[0].quoted.id)[-1].state == "synthesised"

        load(community)
        assert community.syntheses.signed(atelier, viewer=GUEST) == synthesis


def test_the_demonstration_has_a_queue_and_a_log_and_hides_nothing(whole):
    with whole.store.writing() as rows:
        moderator = rows.members.get_or_add("Mo", "mo", at=now(), role="moderator")[0]

    (waiting,) = whole.moderation.queue(by=moderator)
    log = tuple(whole.moderation.write_out())

    assert [flag.ground for flag in waiting.flags] == ["dangerous", "dangerous"]
    assert {"left", "warned", "hidden", "appealed", "granted"} <= {entry.done for entry in log}
    assert all(entry.by is not None and entry.by.is_demonstration for entry in log)
    for entry in log:
        assert whole.moderation.words(entry.thing, viewer=GUEST)
    assert load(whole) == 0
    assert tuple(whole.moderation.write_out()) == log
