"""What was assessed, and the whole year of a branch on one sheet (dues 2017)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from activityday.contents.dues.enums import BookState, DuesClass, RowMark
from activityday.contents.dues.models import Assessment, DayBook
from activityday.contents.dues.queries.due import in_use_since
from activityday.office.policy.queries import inheritance_of, places_of, tariffs
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import ConditionKind, JoinReason
from activityday.people.roster.models import Affiliation, Member
from activityday.people.roster.queries import Affiliated, affiliated
from activityday.rules.dues import DuesRule, FirstMonthReading, first_month_of
from activityday.rules.parameters import Parameters

BASE = ("base", "arithmetic")
DAY = timedelta(days=1)
JANUARY, DECEMBER = 1, 12


@dataclass(frozen=True)
class YearRow:
    """One member in the year's assessment of a branch.

    `own`: what holds at the end of the year, made for this year; `own_first` the first of them. `before`: the newest
    from an earlier year, whose class and base are carried over. `since`: from which month an assessment made now holds.
    """

    person: Affiliated
    since: date
    own: Assessment | None
    before: Assessment | None
    marks: tuple[RowMark, ...]
    number: int = 0
    changes: int = 0

    @property
    def key(self) -> UUID:
        """The member's id."""
        return self.person.member.pk

    @property
    def is_open(self) -> bool:
        """Whether it is still to be assessed for the year."""
        return self.own is None

    @property
    def may_wait(self) -> bool:
        """A suspended member pays nothing and need not be assessed."""
        return RowMark.SUSPENDED in self.marks

    @property
    def class_label(self) -> str:
        """The class as it is assessed, else as it was."""
        known = self.own or self.before
        return DuesClass(known.kind).label if known else ""


@dataclass(frozen=True)
class YearSheet:
    """Everybody of a branch in roster order, as assessed for a year.

    `starts`: the first month in which the branch assesses dues here in that year; None when that is still to be
    chosen. `version` grows with every assessment made or voided.
    """

    branch: Unit
    year: int
    on: date
    starts: date | None
    used_since: date | None
    rows: tuple[YearRow, ...]
    version: int = 0
    # what is paid a month at most, in yuan; 0 where there is no such limit
    cap: int = 0

    @property
    def open_rows(self) -> list[YearRow]:
        """Who is still to be assessed; suspended members may wait."""
        return [row for row in self.rows if row.is_open]

    @property
    def waiting(self) -> int:
        """How many must still be assessed."""
        return sum(row.is_open and not row.may_wait for row in self.rows)

    @property
    def total(self) -> Decimal:
        """What all pay together in a month, as assessed."""
        return sum((row.own.amount for row in self.rows if row.own), Decimal())


@dataclass(frozen=True)
class InForce:
    """The rule of dues in force from a month on, and its version."""

    rule: DuesRule
    first_month: FirstMonthReading
    policy: str


def year_sheet(branch: Unit, year: int, *, on: date, starts: date | None = None) -> YearSheet:
    """The year's assessment of a branch as it stands on the day. The same few queries for any number of members.

    `starts` is the first month as chosen on the page, where the branch has not assessed anybody before.
    """
    day = min(max(on, date(year, JANUARY, 1)), date(year, DECEMBER, 31))
    day = on if year > on.year else day
    people = affiliated([branch], on=day)
    keys = [person.member.pk for person in people]
    used = in_use_since([branch.pk]).get(branch.pk)
    first = _starts(year, used, starts)
    made, stays, known = _made(keys), _stays(keys), in_force(branch, [first or date(year, JANUARY, 1)])
    now = next(iter(known.values()))
    rows = [
        _row(
            person,
            year,
            first,
            made[person.member.pk],
            stays[person.member.pk],
            now.first_month,
            number,
            is_first=used is None,
        )
        for number, person in enumerate(people, start=1)
    ]
    return YearSheet(branch, year, day, first, used, tuple(rows), version_of(keys), int(now.rule.cap))


def version_of(members: Iterable[UUID]) -> int:
    """How often anything was assessed or voided of these members; only ever grows."""
    counted = Assessment.objects.filter(member__in=list(members)).aggregate(
        made=Count("pk"), voided=Count("voided_at")
    )
    return int(counted["made"]) + int(counted["voided"])


def in_force(branch: Unit, months: Sequence[date]) -> dict[date, InForce]:
    """The rule of dues of a branch by month (first days); two queries."""
    inheritance, place = inheritance_of([branch]), places_of([branch])[branch.pk]
    return {month: _in_force(inheritance.parameters(place, on=month)) for month in months}


def bases_of(members: Iterable[UUID], year: int) -> dict[UUID, Assessment]:
    """The newest assessment of each member up to the end of the year, with base and arithmetic; one query.

    Only for those who may see a base, and each look is logged by the caller.
    """
    rows = _live(members).filter(since__lte=date(year, DECEMBER, 1)).order_by("since")
    return {row.member_id: row for row in rows}


def bases_in(keys: Iterable[UUID]) -> dict[UUID, Assessment]:
    """These assessments with base and arithmetic; the same holds as of `bases_of`."""
    return {one.pk: one for one in Assessment.objects.filter(pk__in=list(keys))}


def assessment_history(member: Member) -> list[Assessment]:
    """All assessments of a member, newest first, voided ones too; base and arithmetic stay closed."""
    found = Assessment.objects.filter(member=member).select_related("branch").defer(*BASE)
    return list(found.order_by("-since", "-made_at"))


def assessment_of(branch: Unit, key: UUID) -> Assessment | None:
    """The assessment `key` of somebody whom `branch` assessed or who belongs to it now; else None."""
    here = Q(branch=branch) | Q(member__affiliations__branch=branch, member__affiliations__ends_on=None)
    found = Assessment.objects.filter(here, pk=key).select_related("member", "branch").defer(*BASE)
    return found.distinct().first()


def newest_before(member: Member, month: date) -> Assessment | None:
    """What holds of a member in the month; base and arithmetic stay closed."""
    return _live([member.pk]).filter(since__lte=month).defer(*BASE).order_by("-since").first()


def closed_months(branch: Unit, since: date) -> list[date]:
    """The months from `since` on whose day-books of the branch were closed already, oldest first."""
    books = DayBook.objects.filter(branch=branch, month__gte=since, state=BookState.CLOSED)
    return sorted(set(books.values_list("month", flat=True)))


def last_made(members: Iterable[UUID]) -> Assessment | None:
    """The assessment made last of these members."""
    return Assessment.objects.filter(member__in=list(members)).defer(*BASE).order_by("-made_at").first()


def _live(members: Iterable[UUID]) -> QuerySet[Assessment]:
    return Assessment.objects.filter(member__in=list(members), voided_at__isnull=True)


def _made(keys: list[UUID]) -> dict[UUID, list[Assessment]]:
    found: dict[UUID, list[Assessment]] = defaultdict(list)
    for row in _live(keys).defer(*BASE).order_by("since"):
        found[row.member_id].append(row)
    return found


def _stays(keys: list[UUID]) -> dict[UUID, list[Affiliation]]:
    found: dict[UUID, list[Affiliation]] = defaultdict(list)
    for row in Affiliation.objects.filter(member__in=keys).order_by("starts_on"):
        found[row.member_id].append(row)
    return found


def _in_force(parameters: Parameters) -> InForce:
    first_month = FirstMonthReading(parameters.choice("dues_first_month"))
    return InForce(DuesRule.of(parameters, tariffs()), first_month, parameters.fingerprint)


def _starts(year: int, used: date | None, chosen: date | None) -> date | None:
    if used is None:
        return chosen if chosen and chosen.year == year else None
    return max(used, date(year, JANUARY, 1)) if used.year <= year else None


def _row(
    person: Affiliated,
    year: int,
    starts: date | None,
    made: list[Assessment],
    stays: list[Affiliation],
    reading: FirstMonthReading,
    number: int,
    *,
    is_first: bool,
) -> YearRow:
    own = [one for one in made if one.since.year == year]
    before = [one for one in made if one.since.year < year]
    came = _came(stays)
    first = starts or date(year, JANUARY, 1)
    since = max(first, came.starts_on.replace(day=1)) if came else first
    if person.member.joined_on:
        since = max(since, first_month_of(person.member.joined_on, reading))
    marks = _marks(person, came, first, has_any=bool(own or before) or is_first)
    return YearRow(
        person,
        since,
        own[-1] if own else None,
        before[-1] if before else None,
        marks,
        number,
        max(len(own) - 1, 0),
    )


def _came(stays: list[Affiliation]) -> Affiliation | None:
    """The affiliation with which a member came to the committee this time: moves inside it do not count."""
    came: Affiliation | None = None
    ended: date | None = None
    for stay in stays:
        if came is None or ended is None or stay.starts_on > ended + DAY:
            came = stay
        ended = stay.ends_on
    return came


def _marks(
    person: Affiliated, came: Affiliation | None, first: date, *, has_any: bool
) -> tuple[RowMark, ...]:
    marks: list[RowMark] = []
    if came is not None and came.starts_on > first:
        if came.join_reason == JoinReason.ADMITTED:
            marks.append(RowMark.ADMITTED)
        elif came.join_reason == JoinReason.TRANSFERRED_IN:
            marks.append(RowMark.ARRIVED)
    if ConditionKind.SUSPENDED in person.conditions:
        marks.append(RowMark.SUSPENDED)
    if not has_any:
        marks.append(RowMark.NEVER)
    return tuple(marks)
