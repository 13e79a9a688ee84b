"""Every step of the database can be taken back, and taken again."""

from sqlalchemy import create_engine, inspect, text

from community.storage.engine import address_of
from tests.community.steps import every_step, migrate


def shape(address: str) -> dict[str, object]:
    """The tables with their columns, keys and indexes, and what SQLite keeps beside them."""
    engine = create_engine(address_of(address))
    inspector = inspect(engine)
    found: dict[str, object] = {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"]) for column in inspector.get_columns(table)
            },
            "key": inspector.get_pk_constraint(table)["constrained_columns"],
            "refers": sorted(
                (*key["constrained_columns"], key["referred_table"]) for key in inspector.get_foreign_keys(table)
            ),
            "unique": sorted(tuple(one["column_names"]) for one in inspector.get_unique_constraints(table)),
            "indexes": sorted((str(one["name"]), str(one["column_names"])) for one in inspector.get_indexes(table)),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            found["triggers"] = sorted(
                connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            )
    engine.dispose()
    return found


def test_every_step_is_taken_back_and_taken_again(new_address):
    address = new_address
    former, before = "base", {}
    for step in every_step():
        migrate(address, to=step)
        after = shape(address)

        migrate(address, to=former, down=True)
        assert {name: there for name, there in shape(address).items() if there} == before, step

        migrate(address, to=step)
        assert shape(address) == after, step
        former, before = step, {name: there for name, there in after.items() if there}


def test_there_are_steps():
    assert every_step()[0] == "0001"
