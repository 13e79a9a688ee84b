"""The statements that SQLite and PostgreSQL share, but whose SQLAlchemy constructs are one a dialect."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, Connection, Insert, Table, any_, bindparam
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.elements import ColumnElement

from community.storage.columns import storable

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


def insert_into(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """An insertion that can be told what to do where the row is there already."""
    # Each dialect takes its time to import, and one of them is not needed.
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as insert_in_sqlite

        return insert_in_sqlite(table)
    from sqlalchemy.dialects.postgresql import insert as insert_in_postgresql

    return insert_in_postgresql(table)


def insert_unless_there(connection: Connection, table: Table) -> Insert:
    """Insert; a row that is there already stays as it is."""
    return insert_into(connection, table).on_conflict_do_nothing()


def upsert(connection: Connection, table: Table, *, by: Sequence[str], changing: Sequence[str]) -> Insert:
    """Insert; of a row that is there already the named columns change."""
    statement = insert_into(connection, table)
    return statement.on_conflict_do_update(
        index_elements=list(by), set_={name: statement.excluded[name] for name in changing}
    )


def is_among(column: ColumnElement[str], name: str, dialect: str) -> ColumnElement[bool]:
    """Whether a column is one of the texts that are given under a name: one statement for any number of them.

    ``IN`` is another one for every number, which PostgreSQL plans anew.
    """
    if dialect == "postgresql":
        return column == any_(bindparam(name, type_=ARRAY(column.type)))
    return column.in_(bindparam(name, expanding=True))


def rows_among(connection: Connection, look: str, names: Sequence[str]) -> Sequence[Any]:
    """The rows that a statement gives for some names; ``IN {}`` stands in it where they are asked for.

    What SQLAlchemy makes of a list is another statement for every length of it, which PostgreSQL plans anew each time.
    """
    asked = [storable(name) for name in names]
    if connection.dialect.name == "postgresql":
        return rows_given(connection, look.replace("IN {}", "= ANY(%s)"), (asked,))
    return rows_given(connection, look.format(f"({','.join('?' * len(asked))})"), tuple(asked))


def rows_given(connection: Connection, look: str, given: tuple[Any, ...] = ()) -> Sequence[tuple[Any, ...]]:
    """The rows as the driver gives them, of a statement in its own words.

    A search puts several small questions: to prepare each of them and its rows as SQLAlchemy does would take longer
    than the database takes to answer.
    """
    cursor = connection.connection.cursor()
    try:
        cursor.execute(look, given)
        return cursor.fetchall()
    except connection.dialect.loaded_dbapi.Error as error:
        if connection.dialect.is_disconnect(error, connection.connection, cursor):
            connection.invalidate(error)
        raise DBAPIError(look, given, error) from error
    finally:
        cursor.close()
