"""The database that tests lend one another holds for each what the template does."""

import pytest

from tests.community import postgresql


def held(address):
    """Whatever can be read of it."""
    with postgresql.connect(address) as connection:
        tables = connection.execute("SELECT relname FROM pg_stat_user_tables ORDER BY relname").fetchall()
        whole = {name: connection.execute(f'SELECT * FROM "{name}"') for (name,) in tables}
        return {name: ([column.name for column in rows.description], rows.fetchall()) for name, rows in whole.items()}


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO members VALUES ('m', 'Ana', 'ana', 'member', false, now())",
        "DELETE FROM alembic_version",
        "ALTER TABLE members ADD COLUMN more TEXT",
        "DROP TABLE visits",
        "CREATE TABLE more (id INTEGER)",
    ],
)
def test_what_one_test_changed_the_next_does_not_find(postgresql_lent, change):
    with postgresql_lent.lend() as address:
        before = held(address)
        postgresql.run(address, change)
        assert held(address) != before

    with postgresql_lent.lend() as address:
        assert held(address) == before
