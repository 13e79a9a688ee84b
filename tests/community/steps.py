"""From one shape of the database to another, up and down."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

import community.migrations
from community.storage.engine import WRITING, address_of, engine_for


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(community.migrations.__file__).parent))
    return config


def every_step() -> list[str]:
    """The names of the steps, oldest first."""
    return [step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]


def migrate(address: str, *, to: str, down: bool = False) -> None:
    """Bring a database to the shape that it had at a step; ``base`` is none at all."""
    config, engine = _config(), engine_for(address_of(address), wait_s=5.0)
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, to)
    engine.dispose()
