"""The ledger of merit."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_KINDS = "'helping', 'solving', 'listening', 'co_writing', 'testing', 'animating', 'welcoming'"
_WELCOME = sa.text("kind = 'welcoming'")
_PARIS = ZoneInfo("Europe/Paris")

# What had happened before: the kind, who earned it, who is counted, what was told, the evidence and where it stands.
_EARNED = {
    "thanks": "SELECT 'helping', r.author, t.member, 'thanked', 'reply', r.id, 'question', r.question, t.at "
    "FROM thanks t JOIN replies r ON r.id = t.reply WHERE t.member <> r.author ORDER BY t.at, r.id",
    "solutions": "SELECT 'solving', r.author, q.author, 'solved', 'reply', r.id, 'question', q.id, r.written_at "
    "FROM replies r JOIN questions q ON q.id = r.question "
    "WHERE r.is_solution AND q.author <> r.author ORDER BY r.written_at, r.id",
    "contributions": "SELECT 'animating', a.animator, c.author, 'published', 'contribution', c.id, 'atelier', a.id, "
    "c.written_at FROM contributions c JOIN ateliers a ON a.id = c.atelier "
    "WHERE a.animator <> c.author ORDER BY c.written_at, c.id",
    "replies": "SELECT 'welcoming', r.author, q.author, 'welcomed', 'reply', r.id, 'question', q.id, r.written_at "
    "FROM replies r JOIN questions q ON q.id = r.question "
    "WHERE q.author <> r.author ORDER BY r.written_at, r.id",
}
_COLUMNS = ("kind", "member", "counted", "told", "thing_kind", "thing", "place_kind", "place", "at")


def upgrade() -> None:
    """Add the tables, and enter what had happened before."""
    merits = op.create_table(
        "merits",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("counted", sa.String(64), nullable=False),
        sa.Column("told", sa.String(16), nullable=False),
        sa.Column("thing_kind", sa.String(16), nullable=False),
        sa.Column("thing", sa.String(64), nullable=False),
        sa.Column("place_kind", sa.String(16), nullable=True),
        sa.Column("place", sa.String(64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name="ck_merits_known_kind"),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_merits_member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name="pk_merits"),
        sa.UniqueConstraint(
            *("kind", "member", "told", "thing_kind", "thing", "counted"),
            name="uq_merits_kind_member_told_thing_kind_thing_counted",
        ),
    )
    op.create_index("ix_merits_thing", "merits", ["thing_kind", "thing"], unique=False)
    op.create_index("ix_merits_place", "merits", ["place_kind", "place"], unique=False)
    op.create_index("ix_merits_member", "merits", ["member", "kind", "at"], unique=False)
    op.create_index(
        "uq_merits_one_welcome", "merits", ["counted"], unique=True, sqlite_where=_WELCOME, postgresql_where=_WELCOME
    )
    op.create_table(
        "merit_tallies",
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("counted", sa.String(64), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_merit_tallies_member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("period", "kind", "member", "counted", name="pk_merit_tallies"),
    )
    op.create_table(
        "merit_standings",
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_merit_standings_member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("period", "kind", "member", name="pk_merit_standings"),
    )
    op.create_index("ix_merit_standings_top", "merit_standings", ["period", "kind", "people"], unique=False)
    op.create_index("ix_merit_standings_member", "merit_standings", ["member"], unique=False)
    op.create_table(
        "hidden_merits",
        sa.Column("thing_kind", sa.String(16), nullable=False),
        sa.Column("thing", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("thing_kind", "thing", name="pk_hidden_merits"),
    )
    op.create_table(
        "discreet_members",
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_discreet_members_member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member", name="pk_discreet_members"),
    )
    _enter(merits)


def _enter(merits: sa.Table) -> None:
    connection = op.get_bind()
    welcomed: set[str] = set()
    entered = []
    for statement in _EARNED.values():
        named = [*(sa.column(name) for name in _COLUMNS[:-1]), sa.column("at", sa.DateTime())]
        chosen = sa.text(statement).columns(*named)
        for row in connection.execute(chosen):
            if row.kind == "welcoming":
                if row.counted in welcomed:
                    continue
                welcomed.add(row.counted)
            entered.append({**dict(zip(_COLUMNS, row, strict=True)), "month": _month(row.at), "is_hidden": False})
    if entered:
        connection.execute(sa.insert(merits), entered)
    for period, grouped in (("month", "month, "), ("'ever'", "")):
        op.execute(
            "INSERT INTO merit_tallies (period, kind, member, counted, times) "  # noqa: S608 - no text of others
            f"SELECT {period}, kind, member, counted, count(*) FROM merits GROUP BY {grouped}kind, member, counted"
        )
    op.execute(
        "INSERT INTO merit_standings (period, kind, member, people) "
        "SELECT period, kind, member, count(*) FROM merit_tallies GROUP BY period, kind, member"
    )


def _month(at: Any) -> str:
    moment: datetime = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return moment.astimezone(_PARIS).strftime("%Y-%m")


def downgrade() -> None:
    """Take the tables away, with what they hold."""
    for table in ("discreet_members", "hidden_merits", "merit_standings", "merit_tallies", "merits"):
        op.drop_table(table)
