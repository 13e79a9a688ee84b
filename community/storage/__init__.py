"""The database behind the community: the only folder, with ``migrations``, that knows SQLAlchemy."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from sqlalchemy import Connection, Engine, text

from community.storage.agenda import AgendaRows
from community.storage.appeals import AppealRows
from community.storage.articles import ArticleRows
from community.storage.asking import AskingRows
from community.storage.cafes import CafeRows
from community.storage.closings import ClosingRows
from community.storage.drafts import DraftRows
from community.storage.engine import WRITING, address_of, engine_for
from community.storage.exchanges import ExchangeRows
from community.storage.following import FollowingRows
from community.storage.forum import ForumRows
from community.storage.habits import HabitRows
from community.storage.hands import HandRows
from community.storage.index import IndexRows
from community.storage.leaving import LeavingRows
from community.storage.mail import MailRows
from community.storage.meanings import MeaningRows
from community.storage.members import MemberRows
from community.storage.merit_facts import MeritFacts
from community.storage.merits import MeritRows
from community.storage.moderation import ModerationRows
from community.storage.opening import bring_up_to_date
from community.storage.outcomes import OutcomeRows
from community.storage.preparing import PreparingRows
from community.storage.sign_in import SignInRows
from community.storage.syntheses import SynthesisRows
from community.storage.tips import TipRows
from community.storage.translation import errors_translated
from community.storage.turns import Turns
from community.storage.walls import WallRows


class Rows:
    """What can be read and written within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.members = MemberRows(connection)
        self.sign_in = SignInRows(connection)
        self.drafts = DraftRows(connection)
        self.hands = HandRows(connection)
        self.habits = HabitRows(connection)
        self.forum = ForumRows(connection)
        self.cafes = CafeRows(connection)
        self.agenda = AgendaRows(connection)
        self.closings = ClosingRows(connection)
        self.syntheses = SynthesisRows(connection)
        self.walls = WallRows(connection)
        self.articles = ArticleRows(connection)
        self.preparing = PreparingRows(connection)
        self.exchanges = ExchangeRows(connection)
        self.outcomes = OutcomeRows(connection)
        self.following = FollowingRows(connection)
        self.asking = AskingRows(connection)
        self.mail = MailRows(connection)
        self.moderation = ModerationRows(connection)
        self.appeals = AppealRows(connection)
        self.merits = MeritRows(connection)
        self.merit_facts = MeritFacts(connection)
        self.leaving = LeavingRows(connection)
        self.index = IndexRows(connection)
        self.meanings = MeaningRows(connection)
        self.tips = TipRows(connection)

    def alone(self, purpose: str) -> None:
        """Let nobody else work for that purpose until the transaction ends. SQLite has one writer at a time anyway."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:purpose))"), {"purpose": purpose})


class Store:
    """The database, for every thread of the process."""

    def __init__(self, engine: Engine, *, wait_s: float) -> None:
        self._engine = engine
        self._wait_s = wait_s
        self._turns = Turns()
        self._writer = engine.execution_options(**{WRITING: True})
        is_postgresql = engine.dialect.name == "postgresql"
        self._glancer = engine.execution_options(isolation_level="AUTOCOMMIT") if is_postgresql else engine

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Rows]:
        """A transaction that sees one state and changes nothing."""
        with errors_translated(self._engine.url), self._engine.connect() as connection, connection.begin():
            yield Rows(connection)

    @contextmanager
    def glancing(self) -> Iterator[Rows]:
        """Likewise; but in PostgreSQL each statement sees the state of its moment, as by default there anyway.

        That spares saying where the transaction begins and ends, for which the server would be waited for twice.
        """
        with errors_translated(self._engine.url), self._glancer.connect() as connection, connection.begin():
            yield Rows(connection)

    @contextmanager
    def writing(self) -> Iterator[Rows]:
        """A transaction: all of it is on the disk when the block ends, or nothing of it when an error leaves it."""
        # PostgreSQL's writers wait for rows, not for each other.
        turn = self._turns.turn(wait_s=self._wait_s) if self._engine.dialect.name == "sqlite" else nullcontext()
        with turn, errors_translated(self._engine.url), self._writer.connect() as connection, connection.begin():
            yield Rows(connection)

    def close(self) -> None:
        """Let the connections go."""
        self._engine.dispose()


def open_store(address: str, *, wait_s: float) -> Store:
    """Open the database, made or brought up to date if need be; for a lock we wait at most ``wait_s`` seconds.

    Raises ``BadSetting`` for an address of another kind, ``StoreNewer``, ``StoreDamaged``, ``StoreLocked``,
    ``StoreReadOnly``, ``StoreUnreachable`` and ``DiskFull``.
    """
    engine = engine_for(address_of(address), wait_s=wait_s)
    try:
        with errors_translated(engine.url):
            bring_up_to_date(engine, wait_s=wait_s)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, wait_s=wait_s)
