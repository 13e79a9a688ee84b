"""The steps that bring a database from one shape to the next, newest last in ``versions/``."""

NEWEST = "0030"
"""The step that the code needs. It stands here so that opening a database that is up to date need not load Alembic."""
