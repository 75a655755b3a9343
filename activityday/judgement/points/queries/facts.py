"""The facts behind points: closed months, dues, done projects, and what two people entered. Read, never stored twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from activityday.contents.dues.enums import ArrangementKind, BookState
from activityday.contents.dues.models import Arrangement, DayBook
from activityday.contents.dues.queries.accounts import accounts_of
from activityday.contents.service.queries import shares_of
from activityday.day.attendance.enums import LeaveState
from activityday.day.attendance.models import Leave
from activityday.judgement.closing.enums import Outcome
from activityday.judgement.closing.models import CountedMember
from activityday.judgement.points.enums import Source, State
from activityday.judgement.points.models import ManualEntry
from activityday.judgement.points.queries.people import Person
from activityday.people.organisation.models import Unit
from activityday.rules.dues_account import AccountMonth, MonthState
from activityday.rules.point_table import VOLUNTEERING, FactKind
from activityday.rules.points import Fact, FactName, quarter_of
from activityday.rules.service import is_same_deed

MEANING = {
    Outcome.PRESENT: FactKind.ATTENDED,
    Outcome.OTHER_MEANS: FactKind.ATTENDED,
    Outcome.LEAVE: FactKind.EXCUSED,
    Outcome.EXEMPT: FactKind.EXCUSED,
    Outcome.ABSENT: FactKind.UNEXCUSED,
    Outcome.UNVERIFIED: FactKind.UNRECORDED,
    Outcome.UNRECORDED: FactKind.UNRECORDED,
}
UNPAID = {MonthState.ARREARS, MonthState.PART_PAID}
Quarterly = dict[UUID, list[tuple[date, date | None]]]


@dataclass(frozen=True)
class Facts:
    """By member: what happened in the year; and in which branch each of it did."""

    found: dict[UUID, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    branches: dict[tuple[UUID, FactName], int] = field(default_factory=dict)

    def add(self, member: UUID, branch: int, fact: Fact) -> None:
        """One more."""
        self.found[member].append(fact)
        self.branches[member, fact.name] = branch


def facts_of(people: Sequence[Person], place: Unit, year: int, *, on: date) -> Facts:
    """What the closed months, the dues, the done projects and the confirmed entries of `year` say up to the day.

    `place` is the branch (or, for many at once, the committee) whose days and readings settle the dues. The same
    number of queries for any number of members.
    """
    facts = Facts()
    keys = [person.member.pk for person in people]
    for member, branch, fact in (
        *_attendance(keys, year, on),
        *_dues(people, place, year, on),
        *_service(keys, year, on),
        *_manual(keys, year, on),
    ):
        facts.add(member, branch, fact)
    return facts


def _attendance(keys: Sequence[UUID], year: int, on: date) -> Iterator[tuple[UUID, int, Fact]]:
    explained = set(
        Leave.objects.filter(
            member__in=keys, month__year=year, is_explanation=True, state=LeaveState.GRANTED
        ).values_list("member_id", "month")
    )
    counted = CountedMember.objects.filter(
        member__in=keys, month__year=year, is_current=True, closing__activity__held_on__lte=on
    )
    rows = counted.values_list("member_id", "branch_id", "month", "outcome", "closing__activity__held_on")
    for member, branch, month, came, held_on in rows:
        outcome = Outcome(came)
        if outcome not in MEANING:
            continue
        is_explained = outcome == Outcome.ABSENT and (member, month) in explained
        kind = FactKind.EXCUSED if is_explained else MEANING[outcome]
        words = f"{month.month}月活动日{'说明已认可' if is_explained else outcome.label}"
        yield member, branch, Fact(kind, Source.ATTENDANCE, f"{month:%Y-%m}", month, held_on, words)


def _manual(keys: Sequence[UUID], year: int, on: date) -> Iterator[tuple[UUID, int, Fact]]:
    rows = ManualEntry.objects.filter(
        member__in=keys, on__year=year, on__lte=on, state=State.CONFIRMED, counters__isnull=True
    ).values_list("member_id", "branch_id", "pk", "rule", "on")
    for member, branch, key, rule, day in rows:
        words = f"{day.month}月{day.day}日"
        yield member, branch, Fact(rule, Source.MANUAL, str(key), day.replace(day=1), day, words)


def _service(keys: Sequence[UUID], year: int, on: date) -> Iterator[tuple[UUID, int, Fact]]:
    """One fact for each member of each project done (notice 三(四)). What two people entered of the same deed already
    stands instead."""
    shares = shares_of(Q(member__in=keys), year, until=on)
    entered = _entered(keys, year) if shares else {}
    for share in shares:
        project = share.project
        done_on = project.done_on or project.ends_on
        days = entered.get(share.member, ())
        if not any(is_same_deed(day, project.starts_on, done_on) for day in days):
            words = f"{done_on.month}月{done_on.day}日“{project.title}”"
            month = done_on.replace(day=1)
            fact = Fact(VOLUNTEERING, Source.SERVICE, str(project.pk), month, done_on, words)
            yield share.member, project.unit_id, fact


def _entered(keys: Sequence[UUID], year: int) -> dict[UUID, list[date]]:
    found: dict[UUID, list[date]] = defaultdict(list)
    rows = ManualEntry.objects.filter(
        member__in=keys, rule=VOLUNTEERING, on__year__in=(year - 1, year), state=State.CONFIRMED
    )
    for member, day in rows.filter(counters__isnull=True).values_list("member_id", "on"):
        found[member].append(day)
    return found


def _dues(people: Sequence[Person], place: Unit, year: int, on: date) -> Iterator[tuple[UUID, int, Fact]]:
    keys = [person.member.pk for person in people]
    if not keys:
        return
    accounts = accounts_of(keys, place, on=on, since=date(year, 1, 1))
    quarterly, collected = _quarterly(keys), _collected(people, year)
    for person in people:
        for month in accounts[person.member.pk].months:
            if month.month.year != year or month.month > on:
                continue
            branch = person.branch_in(month.month).pk
            last = _last_day(month.month, quarterly.get(person.member.pk, ()))
            is_recorded = (branch, month.month) in collected
            if fact := dues_fact(month, last, on, is_recorded=is_recorded):
                yield person.member.pk, branch, fact


def dues_fact(month: AccountMonth, last: date, on: date, *, is_recorded: bool) -> Fact | None:
    """What one month of an account says: paid by its last day, or after it; None while it says nothing.

    Money that nobody could have entered counts against nobody: an unpaid month is late only where the branch closed a
    day-book for it (`is_recorded`).
    """
    name, words = f"{month.month:%Y-%m}", f"{month.month.month}月党费"
    if month.paid_on is not None and month.state == MonthState.PAID:
        is_late = month.paid_on > last
        kind = FactKind.DUES_LATE if is_late else FactKind.DUES_ON_TIME
        words += f"{month.paid_on.month}月{month.paid_on.day}日交"
        return Fact(kind, Source.DUES, name, month.month, month.paid_on, words)
    if month.state in UNPAID and last < on and is_recorded:
        words += "没有交" if month.state == MonthState.ARREARS else "没有交够"
        return Fact(FactKind.DUES_LATE, Source.DUES, name, month.month, last, words)
    return None


def _last_day(month: date, quarterly: Iterable[tuple[date, date | None]]) -> date:
    """By when the month is paid in time: its last day, or its quarter's where the branch agreed to that (dues 12)."""
    if any(since <= month and (until is None or month <= until) for since, until in quarterly):
        return quarter_of(month)[1]
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _quarterly(keys: Sequence[UUID]) -> Quarterly:
    found: Quarterly = defaultdict(list)
    rows = Arrangement.objects.filter(member__in=keys, kind=ArrangementKind.QUARTERLY)
    for member, since, until in rows.values_list("member_id", "since", "until"):
        found[member].append((since, until))
    return found


def _collected(people: Sequence[Person], year: int) -> set[tuple[int, date]]:
    branches = {stay.branch_id for person in people for stay in person.stays}
    rows = DayBook.objects.filter(branch__in=branches, month__year=year, state=BookState.CLOSED)
    return set(rows.values_list("branch_id", "month"))
