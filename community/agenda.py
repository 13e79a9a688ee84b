"""The agenda: activities on-line, in a room or in a test centre, and who signed up for them.

Whoever comes when every place is taken waits in line. A place that becomes free goes to the first who waits, in the
same transaction. A place that was given is never taken back, even where the room becomes smaller.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal, get_args
from zoneinfo import ZoneInfo

from community.happenings import Happening, Happenings, Kind, Thing
from community.ids import new_id
from community.members import Member
from community.permissions import Thing as Permitted
from community.permissions import may, require
from community.spaces import Spaces
from errors import N_, NoMoreSignUps, NotFound, NotPlannable, PlanChanged, ReasonMissing, TooManyWords
from vocabulary import Language

if TYPE_CHECKING:
    from community.storage import Rows, Store

PARIS = ZoneInfo("Europe/Paris")
"""Where activities take place, and by whose clock they are planned."""

Mode = Literal["online", "room", "test_centre"]
MODES: tuple[Mode, ...] = get_args(Mode)

LONGEST_TITLE = 120  # characters
LONGEST_DESCRIPTION = 4_000  # characters
LONGEST_PLACE = 300  # characters
LONGEST_REASON = 500  # characters
LARGEST = 10_000  # places
_LONGEST = timedelta(days=14)
_FURTHEST = timedelta(days=3 * 365)
_DAY_BEFORE, _HOUR_BEFORE = timedelta(hours=24), timedelta(hours=1)
_DOORS = timedelta(minutes=30)
"""How long before the beginning attendance may be marked."""

NO_TITLE = N_("donnez-lui un titre.")
NO_PLACE = N_("dites où elle a lieu.")
NO_SUCH_HOUR = N_("cette heure n’existe pas ce jour-là, on avance les montres.")
IN_THE_PAST = N_("elle commencerait dans le passé.")
TOO_FAR = N_("c’est dans plus de trois ans.")
BAD_LENGTH = N_("elle doit finir après son début, et durer au plus quatorze jours.")
BAD_CAPACITY = N_("le nombre de places va de 1 à 10 000.")
IS_CANCELLED = N_("l’activité est annulée.")
IS_OVER = N_("l’activité est finie.")
HAS_BEGUN = N_("l’activité a commencé.")
NOT_BEGUN = N_("l’activité n’a pas encore commencé.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is said of an activity by who plans it."""

    title: str
    space: str
    mode: Mode
    place: str
    """The room and how to get there; for what is on-line, the address that only who has a place is shown."""
    starts_at: datetime
    ends_at: datetime
    capacity: int | None = None
    """Places; None where there is room for everybody."""
    description: str = ""
    language: Language = "fr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Something that takes place, and for which one may sign up."""

    id: str
    plan: Plan
    held_by: Member
    planned_at: datetime
    changed_at: datetime
    sequence: int = 0
    """How often it was changed."""
    cancelled_at: datetime | None = None
    reason: str = ""
    """Why it was cancelled, or changed last; may be empty in the latter case."""
    is_demonstration: bool = False
    taken: int = 0
    """Places that are taken."""
    waiting: int = 0
    """How many wait for one."""
    mine: "SignUp | None" = None
    """That of whoever asked, if there is one."""

    @property
    def is_full(self) -> bool:
        """Whether whoever signs up now has to wait."""
        return self.plan.capacity is not None and self.taken >= self.plan.capacity

    @property
    def animators(self) -> frozenset[str]:
        """The members who hold it."""
        return frozenset({self.held_by.id})

    def is_over(self, at: datetime) -> bool:
        """Whether it has ended."""
        return self.plan.ends_at <= at

    def has_begun(self, at: datetime) -> bool:
        """Whether it has begun, or is over."""
        return self.plan.starts_at <= at

    def takes_attendance(self, at: datetime) -> bool:
        """Whether it may be marked who came."""
        return self.cancelled_at is None and self.plan.starts_at - _DOORS <= at


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp:
    """Somebody who wants to come."""

    activity: str
    member: Member
    at: datetime
    has_place: bool
    in_line: int = 0
    """How many wait before them, with themselves; 0 for who has a place."""
    attended: bool | None = None
    """None where nobody said whether they came."""


def paris(day: date, hour: time) -> datetime:
    """The moment of an hour in Paris. Raises ``NotPlannable`` for one that the clocks leave out."""
    moment = datetime.combine(day, hour, tzinfo=PARIS)
    # To UTC and back again: an hour that is left out comes back as another.
    if moment.astimezone(ZoneInfo("UTC")).astimezone(PARIS).replace(tzinfo=None) != datetime.combine(day, hour):
        raise NotPlannable(why=NO_SUCH_HOUR)
    return moment


def permitted(activity: Activity) -> Permitted:
    """What permissions go by."""
    return Permitted(author=activity.held_by.id, animators=activity.animators)


class Agenda:
    """All activities, over all spaces."""

    def __init__(self, store: "Store", spaces: Spaces, happenings: Happenings, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._spaces = spaces
        self._happenings = happenings
        self._now = now

    def coming(
        self, *, space: str | None = None, mode: Mode | None = None, by: Member | None = None, limit: int = 50
    ) -> tuple[Activity, ...]:
        """What is not over, soonest first; what is cancelled too, marked."""
        with self._store.reading() as rows:
            found = rows.agenda.coming(self._now(), space=space, mode=mode, member=_id(by), limit=limit)
        return tuple(_as_shown(activity, by) for activity in found)

    def past(
        self, *, space: str | None = None, mode: Mode | None = None, by: Member | None = None, limit: int = 50
    ) -> tuple[Activity, ...]:
        """What is over, latest first."""
        with self._store.reading() as rows:
            found = rows.agenda.past(self._now(), space=space, mode=mode, member=_id(by), limit=limit)
        return tuple(_as_shown(activity, by) for activity in found)

    def of_member(self, member: Member) -> tuple[Activity, ...]:
        """What a member signed up for or holds, latest first."""
        with self._store.reading() as rows:
            return rows.agenda.of_member(member.id)

    def since(self, moment: datetime, *, space: str | None = None) -> tuple[Activity, ...]:
        """All that ends after a moment, as anybody may know it: for a calendar."""
        with self._store.reading() as rows:
            found = rows.agenda.coming(moment, space=space, mode=None, member=None, limit=10_000)
        return tuple(_as_shown(activity, None) for activity in found)

    def is_demonstration(self) -> bool:
        """Whether there are invented activities in it."""
        with self._store.reading() as rows:
            return rows.agenda.holds_demonstration()

    def get(self, id: str, *, by: Member | None = None) -> Activity:
        """With the place of an on-line activity only for who has a place in it. Raises ``NotFound``."""
        with self._store.reading() as rows:
            return _as_shown(_found(rows, id, member=_id(by)), by)

    def sign_ups(self, id: str, *, by: Member) -> tuple[SignUp, ...]:
        """Who has a place, then who waits, each in their order. Raises ``NotYours`` for who does not hold it."""
        with self._store.reading() as rows:
            require("run_activity", by, permitted(_found(rows, id)))
            return rows.agenda.sign_ups(id)

    def check(self, plan: Plan) -> Plan:
        """The plan, tidied. Raises ``NotPlannable``, ``TooManyWords`` and ``NotFound`` for an unknown space."""
        plan = self._sensible(plan)
        self._require_to_come(plan)
        return plan

    def plan(self, plan: Plan, *, by: Member, id: str | None = None) -> Activity:
        """Announce an activity, held by who announces it. With an ``id``, announcing it again changes nothing.

        Raises ``NotAllowed`` and what ``check`` raises.
        """
        require("plan", by)
        plan, at = self.check(plan), self._now()
        with self._store.writing() as rows:
            activity = Activity(id=id or new_id(), plan=plan, held_by=by, planned_at=at, changed_at=at)
            if not rows.agenda.add(activity):
                there = _found(rows, activity.id)
                require("run_activity", by, permitted(there))
                return there
            self._tell(rows, "planned", activity, by=by.id)
        return activity

    def change(self, id: str, plan: Plan, *, sequence: int, by: Member, reason: str = "") -> Activity:
        """Change what was announced; whoever signed up is told when it takes place at another time or elsewhere.

        ``sequence`` is that of the activity that was changed. Raises ``PlanChanged`` where somebody else changed it
        meanwhile, ``NoMoreSignUps`` for what is cancelled or over, and what ``plan`` raises.
        """
        plan, at = self._sensible(plan), self._now()
        with self._store.writing() as rows:
            former = self._mine_to_run(rows, id, by)
            self._require_open(former)
            if former.plan == plan:
                return former
            if former.plan.starts_at != plan.starts_at:
                self._require_to_come(plan)
            if former.sequence != sequence:
                raise PlanChanged
            changed = replace(
                former, plan=plan, sequence=former.sequence + 1, changed_at=at, reason=_short(reason.strip())
            )
            rows.agenda.change(changed)
            if _when_and_where(plan) != _when_and_where(former.plan):
                rows.agenda.remind_all(id, at=_reminder(plan.starts_at, at))
                for one in rows.agenda.sign_ups(id):
                    self._tell(rows, "moved", changed, by=by.id, to=one.member.id)
            self._give_places(rows, changed, by=by.id)
            return _found(rows, id)

    def cancel(self, id: str, *, reason: str, by: Member) -> Activity:
        """Cancel it, with a reason that whoever signed up is told; cancelling again changes nothing.

        Raises ``ReasonMissing``, ``TooManyWords``, ``NotYours``, and ``NoMoreSignUps`` for what is over.
        """
        if not reason.strip():
            raise ReasonMissing
        with self._store.writing() as rows:
            former = self._mine_to_run(rows, id, by)
            if former.cancelled_at is not None:
                return former
            self._require_open(former)
            at = self._now()
            cancelled = replace(
                former,
                sequence=former.sequence + 1,
                changed_at=at,
                cancelled_at=at,
                reason=_short(reason.strip()),
            )
            rows.agenda.change(cancelled)
            rows.agenda.remind_all(id, at=None)
            for one in rows.agenda.sign_ups(id):
                self._tell(rows, "cancelled", cancelled, by=by.id, to=one.member.id)
            return cancelled

    def sign_up(self, id: str, *, by: Member) -> SignUp:
        """Take a place, or wait in line for one; signing up again changes nothing.

        Raises ``NoMoreSignUps`` for what is cancelled or over, and ``NotFound``.
        """
        with self._store.writing() as rows:
            activity = self._locked(rows, id)
            mine = rows.agenda.sign_up(id, by.id)
            if mine is not None:
                return mine
            self._require_open(activity)
            require("sign_up", by, permitted(activity))
            at = self._now()
            rows.agenda.add_sign_up(
                id,
                by.id,
                at=at,
                has_place=not activity.is_full,
                remind_at=_reminder(activity.plan.starts_at, at) if not activity.is_full else None,
            )
            self._tell(rows, "signed_up", activity, by=by.id)
            return _sign_up(rows, id, by)

    def sign_off(self, id: str, *, by: Member) -> None:
        """Come no longer, or wait no longer; the place goes to the first who waits.

        Raises ``NoMoreSignUps`` once it has begun, and ``NotFound``.
        """
        with self._store.writing() as rows:
            activity = self._locked(rows, id)
            if activity.cancelled_at is None and activity.has_begun(self._now()):
                raise NoMoreSignUps(why=HAS_BEGUN)
            if rows.agenda.remove_sign_up(id, by.id):
                self._tell(rows, "signed_off", activity, by=by.id)
                self._give_places(rows, _found(rows, id), by=by.id)

    def mark(self, id: str, member: str, *, attended: bool | None, by: Member) -> None:
        """Say whether somebody came, or that one does not know; the same said twice is said once.

        Raises ``NotYours``, ``NotFound`` for who did not sign up, and ``NoMoreSignUps`` before it begins.
        """
        with self._store.writing() as rows:
            activity = self._mine_to_run(rows, id, by)
            if not activity.takes_attendance(self._now()):
                raise NoMoreSignUps(why=IS_CANCELLED if activity.cancelled_at else NOT_BEGUN)
            former = rows.agenda.sign_up(id, member)
            if former is None or not former.has_place:
                raise NotFound(name=member)
            if former.attended == attended:
                return
            rows.agenda.mark(id, member, attended=attended)
            if attended:
                self._tell(rows, "attended", activity, by=by.id, to=member)
            elif former.attended:
                self._tell(rows, "not_attended", activity, by=by.id, to=member)

    def remind(self) -> int:
        """Remind who has a place of what begins soon; how many were. Cheap when nothing is due.

        A day before, or an hour before for who signed up within that day; once, however many programs ask.
        """
        at = self._now()
        with self._store.reading() as rows:
            if not rows.agenda.anything_to_remind(at):
                return 0
        reminded = 0
        with self._store.writing() as rows:
            for id, member in rows.agenda.take_reminders(at):
                activity = _found(rows, id)
                if activity.has_begun(at):  # nobody was here to remind them in time
                    continue
                self._tell(rows, "reminded", activity, by=activity.held_by.id, to=member)
                reminded += 1
        return reminded

    def forget(self, rows: "Rows", member: str) -> None:
        """Let go of all that a member signed up for; their places go to who waits. What they held stays announced."""
        for id in rows.agenda.forget(member):
            self._give_places(rows, self._locked(rows, id), by=member)

    def _sensible(self, plan: Plan) -> Plan:
        self._spaces.get(plan.space)
        plan = _tidy(plan)
        _require_sensible(plan)
        return plan

    def _require_to_come(self, plan: Plan) -> None:
        at = self._now()
        if plan.starts_at < at:
            raise NotPlannable(why=IN_THE_PAST)
        if plan.starts_at > at + _FURTHEST:
            raise NotPlannable(why=TOO_FAR)

    def _give_places(self, rows: "Rows", activity: Activity, *, by: str) -> None:
        at = self._now()
        if activity.cancelled_at is not None or activity.has_begun(at):
            return
        capacity = activity.plan.capacity
        free = activity.waiting if capacity is None else max(capacity - activity.taken, 0)
        for member in rows.agenda.first_in_line(activity.id, limit=min(free, activity.waiting)):
            rows.agenda.give_place(activity.id, member, remind_at=_reminder(activity.plan.starts_at, at))
            self._tell(rows, "given_place", activity, by=by, to=member)

    def _mine_to_run(self, rows: "Rows", id: str, by: Member) -> Activity:
        activity = self._locked(rows, id)
        require("run_activity", by, permitted(activity))
        return activity

    def _locked(self, rows: "Rows", id: str) -> Activity:
        """The activity, which nobody else changes or signs up for until the transaction ends."""
        rows.agenda.lock(id)
        return _found(rows, id)

    def _require_open(self, activity: Activity) -> None:
        if activity.cancelled_at is not None:
            raise NoMoreSignUps(why=IS_CANCELLED)
        if activity.is_over(self._now()):
            raise NoMoreSignUps(why=IS_OVER)

    def _tell(self, rows: "Rows", kind: Kind, activity: Activity, *, by: str, to: str | None = None) -> None:
        thing = Thing(kind="activity", id=activity.id)
        space = activity.plan.space
        self._happenings.tell(rows, Happening(kind=kind, thing=thing, by=by, to=to, at=self._now(), space=space))


def _id(member: Member | None) -> str | None:
    return member.id if member is not None else None


def _found(rows: "Rows", id: str, *, member: str | None = None) -> Activity:
    activity = rows.agenda.activity(id, member=member)
    if activity is None:
        raise NotFound(name=id)
    return activity


def _sign_up(rows: "Rows", id: str, by: Member) -> SignUp:
    mine = rows.agenda.sign_up(id, by.id)
    if mine is None:
        raise NotFound(name=id)
    return mine


def _as_shown(activity: Activity, by: Member | None) -> Activity:
    """The address of what is on-line is for who has a place, and for who holds it."""
    if activity.plan.mode != "online" or (activity.mine is not None and activity.mine.has_place):
        return activity
    if by is not None and may("run_activity", by, permitted(activity)):
        return activity
    return replace(activity, plan=replace(activity.plan, place=""))


def _tidy(plan: Plan) -> Plan:
    return replace(
        plan,
        title=" ".join(plan.title.split()),
        place=" ".join(plan.place.split()),
        description=plan.description.strip(),
    )


def _require_sensible(plan: Plan) -> None:
    if not plan.title:
        raise NotPlannable(why=NO_TITLE)
    if not plan.place:
        raise NotPlannable(why=NO_PLACE)
    texts = (
        (plan.title, LONGEST_TITLE),
        (plan.place, LONGEST_PLACE),
        (plan.description, LONGEST_DESCRIPTION),
    )
    for text, limit in texts:
        if len(text) > limit:
            raise TooManyWords(length=len(text), limit=limit)
    if plan.mode not in MODES:
        raise NotFound(name=plan.mode)
    if not timedelta(0) < plan.ends_at - plan.starts_at <= _LONGEST:
        raise NotPlannable(why=BAD_LENGTH)
    if plan.capacity is not None and not 1 <= plan.capacity <= LARGEST:
        raise NotPlannable(why=BAD_CAPACITY)


def _short(reason: str) -> str:
    if len(reason) > LONGEST_REASON:
        raise TooManyWords(length=len(reason), limit=LONGEST_REASON)
    return reason


def _when_and_where(plan: Plan) -> tuple[object, ...]:
    return plan.starts_at, plan.ends_at, plan.mode, plan.place


def _reminder(starts_at: datetime, at: datetime) -> datetime | None:
    """When to remind who has had a place since ``at``; None where they have just heard of it."""
    moments = (starts_at - _DAY_BEFORE, starts_at - _HOUR_BEFORE)
    return next((moment for moment in moments if moment > at), None)
