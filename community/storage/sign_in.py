"""How members come back, as rows."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from community.members import Member, Role
from community.storage.members import MEMBER_COLUMNS, MemberRows, member_of
from community.storage.statements import insert_unless_there
from community.storage.tables import codes, drafts, habits, hands, identities, members, used_tokens, visits, wrong_codes


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCode:
    """A code that was made, and what became of it."""

    member: Member
    made_at: datetime
    used_at: datetime | None
    replaced_at: datetime | None


class SignInRows:
    """Codes, wrong tries and accounts within one transaction. Codes are given sealed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # -- codes

    def add_code(self, code: str, member: str, *, at: datetime) -> bool:
        """Add one, in place of those of that member that were not used. False where there is the same already."""
        added = self._connection.execute(
            insert_unless_there(self._connection, codes).returning(codes.c.code),
            {"code": code, "member": member, "made_at": at},
        ).first()
        if added is None:
            return False
        former = (codes.c.member == member, codes.c.code != code, codes.c.used_at.is_(None))
        waiting = update(codes).where(*former, codes.c.replaced_at.is_(None))
        self._connection.execute(waiting.values(replaced_at=at))
        return True

    def code(self, code: str) -> KeptCode | None:
        """None where it was never made."""
        chosen = (
            select(codes, *MEMBER_COLUMNS).join(members, members.c.id == codes.c.member).where(codes.c.code == code)
        )
        row = self._connection.execute(chosen).one_or_none()
        if row is None:
            return None
        return KeptCode(member=member_of(row), made_at=row.made_at, used_at=row.used_at, replaced_at=row.replaced_at)

    def use_code(self, code: str, *, at: datetime) -> None:
        """It served."""
        self._connection.execute(update(codes).where(codes.c.code == code).values(used_at=at))

    def code_made_at(self, member: str) -> datetime | None:
        """When the code was made that this member may still use; None where there is none."""
        waiting = (codes.c.used_at.is_(None), codes.c.replaced_at.is_(None))
        chosen = select(codes.c.made_at).where(codes.c.member == member, *waiting)
        return self._connection.scalars(chosen.order_by(codes.c.made_at.desc()).limit(1)).first()

    # -- wrong tries

    def add_wrong(self, visit: str, *, at: datetime, forget_before: datetime) -> None:
        """Note a wrong try, and forget those of before a moment."""
        self._connection.execute(delete(wrong_codes).where(wrong_codes.c.at < forget_before))
        self._connection.execute(insert(wrong_codes).values(visit=visit, at=at))

    def wrong_since(self, since: datetime, *, visit: str | None = None) -> tuple[datetime, ...]:
        """When wrong codes were given since a moment, by one visit or by all, oldest first."""
        chosen = select(wrong_codes.c.at).where(wrong_codes.c.at > since)
        if visit is not None:
            chosen = chosen.where(wrong_codes.c.visit == visit)
        return tuple(self._connection.scalars(chosen.order_by(wrong_codes.c.at)))

    # -- accounts at the provider

    def member_of(self, identity: str) -> Member | None:
        """Whom an account stands for; None where it stands for nobody."""
        chosen = select(*MEMBER_COLUMNS).join(identities, identities.c.member == members.c.id)
        row = self._connection.execute(chosen.where(identities.c.identity == identity)).one_or_none()
        return member_of(row) if row is not None else None

    def link(self, identity: str, member: str, *, at: datetime) -> None:
        """Let an account stand for a member."""
        self._connection.execute(insert(identities).values(identity=identity, member=member, linked_at=at))

    def role_of(self, identity: str) -> Role | None:
        """The role that the account gave last."""
        chosen = select(identities.c.role).where(identities.c.identity == identity)
        found: Role | None = self._connection.scalars(chosen).one_or_none()
        return found

    def set_role(self, identity: str, role: Role | None) -> None:
        """Note the role that the account gives."""
        self._connection.execute(update(identities).where(identities.c.identity == identity).values(role=role))

    def is_used(self, token: str) -> bool:
        """Whether somebody came in with it."""
        return self._connection.execute(select(used_tokens).where(used_tokens.c.token == token)).first() is not None

    def use_token(self, token: str, *, at: datetime, until: datetime) -> bool:
        """Come in with it; False where somebody did before. It is remembered until a moment."""
        self._connection.execute(delete(used_tokens).where(used_tokens.c.forget_at < at))
        uses = insert_unless_there(self._connection, used_tokens).returning(used_tokens.c.token)
        return self._connection.execute(uses, {"token": token, "forget_at": until}).first() is not None

    # -- visits

    def use_of(self, visit: str) -> int:
        """2 where somebody takes part in a visit, 1 where something is kept in it, else 0."""
        for use, table in ((2, visits), (1, drafts), (1, habits), (1, hands)):
            if self._connection.execute(select(table.c.visit).where(table.c.visit == visit).limit(1)).first():
                return use
        return 0

    # -- leaving

    def forget(self, member: str) -> None:
        """Leave nothing by which somebody could take part as this member."""
        for table in (codes, identities):
            self._connection.execute(delete(table).where(table.c.member == member))
        MemberRows(self._connection).leave_everywhere(member)
