"""The made-up community that is measured, and that its bulk filling gives what publishing one by one gives."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import create_engine, make_url, text

from benchmarks.filling import fill, filled_sqlite
from benchmarks.made_up import BEGIN, MadeUp
from community.members import compared
from community.storage.tables import metadata
from tests.community import postgresql

FEW = MadeUp(posts=200)

_SQLITE_LOOK = ("SELECT * FROM search_terms ORDER BY 1, 2, 3, 4",)
_POSTGRESQL_LOOK = (
    "SELECT post, lexemes::text FROM search_posts ORDER BY 1",
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
)


def publish_one_by_one(community, made_up):
    batch = made_up.batch(0)
    cafe, contributions = made_up.cafe()
    moments = {reply.id: reply.written_at for _, reply in batch.posts if reply is not None}
    with community.store.writing() as rows:
        for member in made_up.members:
            its = compared(member.pseudonym)
            rows.members.get_or_add(member.pseudonym, its, at=BEGIN, id=member.id, is_demonstration=True)
        rows.cafes.add(cafe, at=BEGIN)
        for contribution in contributions:
            rows.cafes.add_contribution(contribution, draft=None)
        for question, reply in batch.posts:
            if reply is None:
                rows.forum.add_question(question, draft=None)
                rows.index.add_question(question)
            else:
                rows.forum.add_reply(reply, draft=None)
                rows.index.add_reply(reply, question)
        for reply, member in batch.thanks:
            rows.forum.add_thanks(reply, [member], at=moments[reply])


def everything(address):
    """All rows of all tables, in one order, and what the database's own index holds."""
    engine = create_engine(address)
    with engine.connect() as connection:
        found = {
            table.name: sorted(map(repr, connection.execute(table.select()).all())) for table in metadata.sorted_tables
        }
        looks = _POSTGRESQL_LOOK
        if engine.dialect.name == "sqlite":
            connection.execute(
                text("CREATE VIRTUAL TABLE temp.search_terms USING fts5vocab(main, search_index, instance)")
            )
            looks = _SQLITE_LOOK
        found["index"] = [[tuple(row) for row in connection.execute(text(look))] for look in looks]
    engine.dispose()
    return found


@pytest.fixture
def two_addresses(request, address, tmp_path):
    """Two empty databases of one kind; the first one is up to date."""
    if address.startswith("sqlite"):
        yield address, f"sqlite:///{tmp_path}/filled.sqlite3"
        return
    with postgresql.database(request.getfixturevalue("postgresql_server")) as other:
        yield address, other


def test_filling_in_bulk_gives_the_rows_of_publishing_one_by_one(opened, two_addresses):
    one_by_one, in_bulk = two_addresses
    publish_one_by_one(opened(one_by_one), FEW)

    fill(in_bulk, FEW, processes=0)

    expected, found = everything(one_by_one), everything(in_bulk)
    assert len(expected["search_posts"]) == FEW.posts
    assert len(expected["index"][0]) >= FEW.posts
    assert {name for name in expected if expected[name] != found[name]} == set()


def test_several_processes_fill_it_as_one_does(tmp_path):
    def numbers(name, processes):
        fill(f"sqlite:///{tmp_path}/{name}", MadeUp(posts=100, a_batch=15), processes=processes)
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            return connection.execute("SELECT number, post, title, body, reply FROM search_posts").fetchall()

    assert numbers("one", 0) == numbers("two", 2)


def test_a_filled_database_serves_the_next_run(tmp_path):
    told = []

    for _ in range(2):
        with filled_sqlite(FEW, tmp_path, tell=told.append) as address:
            file = make_url(address).database

    assert sum("200 posts" in line for line in told) == 1
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM search_posts").fetchone() == (200,)


def test_one_seed_gives_one_community_and_another_gives_another():
    assert MadeUp(posts=200).batch(0) == MadeUp(posts=200).batch(0)
    assert MadeUp(posts=200, seed=1).batch(0) != MadeUp(posts=200, seed=2).batch(0)


def test_there_are_as_many_posts_as_asked_for_and_every_reply_comes_after_its_question():
    made_up = MadeUp(posts=400, a_batch=150)

    posts = [post for number in range(made_up.batches()) for post in made_up.batch(number).posts]

    assert len(posts) == 400
    assert len({(reply or question).id for question, reply in posts}) == 400
    assert all(reply is None or reply.written_at > question.asked_at for question, reply in posts)
    seen = set()
    for question, reply in posts:
        assert reply is None or question.id in seen
        seen.add(question.id)
    assert all(member.is_demonstration for member in made_up.members)
