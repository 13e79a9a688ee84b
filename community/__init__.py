"""The community: its members, its spaces, what they ask, reply and contribute, and how it is found again."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from community.agenda import Agenda
from community.also import Also
from community.appeals import Appeals
from community.archive import Archive
from community.articles import Articles
from community.asking import Asking
from community.cafes import Cafes
from community.closings import Closings
from community.codes import Codes
from community.drafts import Drafts
from community.findable import follow_ateliers
from community.following import Following
from community.forum import Forum
from community.habits import Habits
from community.hands import Hands
from community.happenings import Happenings
from community.identities import Identities
from community.kept import Kept
from community.leaving import Leaving
from community.mail import Mail
from community.meanings import Meanings
from community.members import Members
from community.merits import Merits
from community.moderation import Moderation
from community.outcomes import Outcomes
from community.pace import PUBLISHING, Limit
from community.preparing import Preparing
from community.publishing import Publishing
from community.roles import Roles
from community.search import Search
from community.sessions import LASTS as SESSION
from community.sessions import Sessions
from community.shy import ShyStart
from community.spaces import Spaces
from community.syntheses import Syntheses
from community.tips import Tips
from community.viewers import WHOLE
from community.walls import Walls
from vocabulary import now as present

if TYPE_CHECKING:
    from community.storage import Store

__all__ = ["Community", "open_community"]

WAIT_S = 5.0  # for a lock, or for a server to answer


class Community:
    """One community, for every session of the process: it may be called from several threads at once."""

    def __init__(
        self,
        store: "Store",
        *,
        data: Path,
        now: Callable[[], datetime] = present,
        session: timedelta = SESSION,
        limits: Sequence[Limit] = PUBLISHING,
    ) -> None:
        self.store = store
        self.now = now
        self.kept = Kept(data / "kept")
        self.members = Members(store, now=now, session=session)
        self.sessions = Sessions(store, now=now, lasts=session)
        self.codes = Codes(store, now=now)
        self.roles = Roles(store)
        self.identities = Identities(store, now=now)
        self.spaces = Spaces()
        self.happenings = Happenings()
        self.happenings.listen(follow_ateliers)
        publishing = Publishing(self.spaces, self.happenings, now=now)
        self.drafts = Drafts(store, self.kept, publishing, now=now, limits=limits)
        self.hands = Hands(store, now=now)
        self.habits = Habits(store, now=now)
        self.forum = Forum(store, self.happenings, now=now)
        self.cafes = Cafes(store, self.happenings, now=now)
        self.closings = Closings(store, self.happenings, now=now)
        self.walls = Walls(store, now=now)
        self.syntheses = Syntheses(store, self.happenings, now=now)
        self.preparing = Preparing(store, self.kept, self.spaces, self.happenings, now=now)
        self.outcomes = Outcomes(store, self.happenings, now=now)
        self.following = Following(store, self.happenings, now=now)
        self.articles = Articles(store, self.kept, now=now)
        self.agenda = Agenda(store, self.spaces, self.happenings, now=now)
        self.merits = Merits(store, self.happenings, now=now)
        self.moderation = Moderation(store, self.happenings, now=now)
        self.appeals = Appeals(store, self.happenings, now=now)
        self.shy_start = ShyStart(store, self.happenings, now=now)
        self.mail = Mail(store, now=now)
        self.archive = Archive(store, self.spaces, now=now)
        self.tips = Tips(store, self.happenings, now=now)
        self.search = Search(store)
        self.asking = Asking(store, self.search, self.happenings, now=now)
        self.also = Also(self.articles, self.agenda)
        self.meanings = Meanings(store, folder=data)
        self.leaving = Leaving(store, self.drafts, self.happenings, now=now)
        self.leaving.before(self.agenda.forget)
        self.leaving.before(self.articles.forget)

    def is_empty(self) -> bool:
        """Whether nobody has asked anything and no café is open."""
        return self.forum.count(viewer=WHOLE) == 0 and not self.cafes.all()

    def close(self) -> None:
        """Let the connections to the database go."""
        self.store.close()


def open_community(
    address: str,
    *,
    data: Path,
    wait_s: float = WAIT_S,
    now: Callable[[], datetime] = present,
    session: timedelta = SESSION,
    limits: Sequence[Limit] = PUBLISHING,
) -> Community:
    """Open the community that is stored at an SQLAlchemy address, made or brought up to date if need be.

    ``address`` is ``sqlite:///path`` or ``postgresql://…``; recordings and pictures are kept under ``data``. For a lock
    we wait at most ``wait_s`` seconds; ``session`` is how long a browser may be away and still be its members';
    ``limits`` is how much one member may publish in a while.

    Raises ``BadSetting`` for another address, ``StoreNewer``, ``StoreDamaged``, ``StoreLocked``, ``StoreReadOnly``,
    ``StoreUnreachable`` and ``DiskFull``.
    """
    from community.storage import (
        open_store,
    )  # SQLAlchemy takes half of a start; who asks for help only needs none of it

    return Community(open_store(address, wait_s=wait_s), data=data, now=now, session=session, limits=limits)
