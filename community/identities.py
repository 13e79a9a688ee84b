"""Signing in by an OpenID Connect provider: what it says of somebody, and the member whom it stands for.

The provider's signature, issuer and nonce are checked where its answer comes in. Here the rest is: for whom the answer
was made, until when it holds, and that each lets in once. The browser keeps the answer for a month, whatever it says of
itself; a session of ours begins with it and then goes its own way.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from community.members import ROLES, Member, Role, compared, sealed, usable
from community.roles import set_role
from errors import LastAdministrator, NotYours, PseudonymTaken, SignInElsewhere, SignInExpired, SignInForged

if TYPE_CHECKING:
    from community.storage import Rows, Store

_SKEW = timedelta(minutes=2)
"""How far the clocks of two machines may be apart."""
_LONGEST = 255  # characters of a subject, OpenID Connect Core 2
_ALONE = "identities"
_TELLS_APART = ("iss", "sub", "aud", "iat", "exp", "nonce", "jti", "sid", "at_hash")


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOf:
    """What a provider says of somebody who has just shown it who they are."""

    identity: str
    """The issuer and the subject, sealed: an account of somebody elsewhere is not kept in clear."""
    token: str
    """Tells this answer from every other."""
    expires_at: datetime
    role: Role | None = None
    """The role that the provider gives; None where it gives none, or is not asked for any."""
    is_asked_for_roles: bool = False


def said_of(
    claims: Mapping[str, Any],
    *,
    client: str,
    at: datetime,
    role_claim: str = "",
    roles: Mapping[str, Role] | None = None,
) -> SaidOf:
    """Read the claims of an answer made for ``client``, our id at the provider.

    ``roles`` gives a role for values of the claim ``role_claim``; of several the one that may most counts. Raises
    ``SignInForged`` for what no provider says, ``SignInElsewhere`` and ``SignInExpired``.
    """
    issuer, subject = claims.get("iss"), claims.get("sub")
    if not (isinstance(issuer, str) and issuer and isinstance(subject, str) and 0 < len(subject) <= _LONGEST):
        raise SignInForged
    audience = claims.get("aud")
    if client not in ([audience] if isinstance(audience, str) else audience if isinstance(audience, list) else []):
        raise SignInElsewhere
    issued_at, expires_at = _moment(claims.get("iat")), _moment(claims.get("exp"))
    if issued_at > at + _SKEW:
        raise SignInForged
    if expires_at <= at:
        raise SignInExpired
    told = json.dumps([claims.get(name) for name in _TELLS_APART], sort_keys=True, default=str)
    return SaidOf(
        identity=_digest(json.dumps([issuer, subject])),
        token=_digest(told),
        expires_at=expires_at,
        role=_role(claims.get(role_claim), roles) if roles else None,
        is_asked_for_roles=bool(roles),
    )


def _moment(value: object) -> datetime:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SignInForged
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise SignInForged from error


def _role(value: object, roles: Mapping[str, Role]) -> Role | None:
    values = value if isinstance(value, list) else str(value).split() if isinstance(value, str) else []
    given = {roles[one] for one in values if isinstance(one, str) and one in roles}
    return max(given, key=ROLES.index, default=None)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Identities:
    """The accounts at the provider, each with its member."""

    def __init__(self, store: "Store", *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def is_used(self, said: SaidOf) -> bool:
        """Whether somebody came in with this answer before."""
        with self._store.reading() as rows:
            return rows.sign_in.is_used(said.token)

    def come_back(self, said: SaidOf, *, visit: str) -> Member | None:
        """Take part as the member whom an account stands for; None where it stands for nobody yet.

        An answer lets in once: raises ``SignInExpired`` the second time.
        """
        with self._store.writing() as rows:
            member = rows.sign_in.member_of(said.identity)
            return self._let_in(rows, said, member, visit) if member is not None else None

    def join(self, said: SaidOf, pseudonym: str, *, visit: str) -> Member:
        """Take part for the first time, under a pseudonym that nobody has.

        Raises ``PseudonymUnusable``, ``PseudonymTaken`` and ``SignInExpired``.
        """
        shown = usable(pseudonym)
        with self._store.writing() as rows:
            rows.alone(_ALONE)
            member = rows.sign_in.member_of(said.identity)
            if member is None:
                member, is_new = rows.members.get_or_add(shown, compared(shown), at=self._now())
                if not is_new:
                    raise PseudonymTaken(name=shown)
                rows.sign_in.link(said.identity, member.id, at=self._now())
            return self._let_in(rows, said, member, visit)

    def link(self, said: SaidOf, member: Member, *, visit: str) -> Member:
        """Go on as a member who takes part in this browser already: from now on the account stands for them.

        Raises ``NotYours`` where they do not take part here, and ``SignInExpired``.
        """
        with self._store.writing() as rows:
            rows.alone(_ALONE)
            known = rows.sign_in.member_of(said.identity)
            if known is None:
                if rows.members.used_at(member.id, sealed(visit)) is None:
                    raise NotYours
                rows.sign_in.link(said.identity, member.id, at=self._now())
            return self._let_in(rows, said, known or member, visit)

    def _let_in(self, rows: "Rows", said: SaidOf, member: Member, visit: str) -> Member:
        at = self._now()
        if said.expires_at <= at or not rows.sign_in.use_token(said.token, at=at, until=said.expires_at + _SKEW):
            raise SignInExpired
        if said.is_asked_for_roles:
            _follow_role(rows, said, member)
        rows.members.used(member.id, sealed(visit), at=at)
        return rows.members.get(member.id) or member


def _follow_role(rows: "Rows", said: SaidOf, member: Member) -> None:
    """Give the role that the provider gives; take away what it gave before and gives no more, and nothing else."""
    former = rows.sign_in.role_of(said.identity)
    rows.sign_in.set_role(said.identity, said.role)
    wanted: Role | None = said.role
    if wanted is None and former is not None and member.role == former:
        wanted = "member"
    if wanted is None or wanted == member.role:
        return
    try:
        set_role(rows, member.id, wanted)
    except LastAdministrator:
        return  # somebody administers, whatever the provider says
