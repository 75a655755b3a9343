"""A member's points in a year: what is stored, what the facts say now, and what is still to be written."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from activityday.judgement.points.models import ManualEntry, PointEntry
from activityday.judgement.points.queries.facts import Facts, facts_of
from activityday.judgement.points.queries.people import Person, people_of, person_of, persons
from activityday.judgement.points.queries.tables import timeline_of
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.rules.point_table import Category, PointClass, Table
from activityday.rules.points import (
    DerivedEntry,
    NewEntry,
    StoredEntry,
    Timeline,
    Total,
    class_of,
    corrections,
    derive,
    grade,
    total,
)

NOTHING = Decimal()


@dataclass(frozen=True)
class MemberPoints:
    """One member's year. Every figure is what the facts say now; `pending` is what the stored entries still lack."""

    person: Person
    year: int
    table: Table
    of_class: PointClass
    derived: tuple[DerivedEntry, ...]
    stored: tuple[PointEntry, ...]
    pending: tuple[NewEntry, ...]

    @property
    def member(self) -> Member:
        """Whose points these are."""
        return self.person.member

    @property
    def branch(self) -> Unit:
        """The branch that keeps them."""
        return self.person.branch

    @property
    def is_scored(self) -> bool:
        """Whether the member's class is scored at all."""
        return self.of_class.is_scored

    @cached_property
    def total(self) -> Total:
        """Base, plus, minus and sum of the year."""
        return self.total_to(date(self.year, 12, 31))

    def total_to(self, day: date) -> Total:
        """The same counting only what counts for months up to the day."""
        counted = (entry.points for entry in self.derived if entry.fact.month <= day)
        return total(self.of_class.base, counted, floor=self.table.floor)

    @cached_property
    def by_category(self) -> dict[Category, Decimal]:
        """What each category comes to, in the order of the columns."""
        sums = dict.fromkeys(Category, NOTHING)
        for entry in self.derived:
            sums[entry.rule.category] += entry.points
        return sums

    @property
    def categories(self) -> list[Decimal]:
        """The same without the names."""
        return list(self.by_category.values())

    def of_month(self, month: date) -> Decimal:
        """What one month comes to."""
        return sum((entry.points for entry in self.derived if entry.fact.month == month), NOTHING)

    @property
    def pending_points(self) -> Decimal:
        """What is still to be written, in points."""
        return sum((entry.points for entry in self.pending), NOTHING)

    @property
    def marks(self) -> list[DerivedEntry]:
        """What stands as a veto 一票否决: a mark for people, never points."""
        return [entry for entry in self.derived if entry.rule.is_veto]

    @property
    def grade(self) -> str:
        """Between which lines the sum lies; empty where the table shows no grades."""
        return grade(self.total.points, self.table.lines) if self.table.shows_grade else ""


@dataclass(frozen=True)
class Worked:
    """Everybody's points, and where each fact happened."""

    points: tuple[MemberPoints, ...]
    facts: Facts


def points_of(unit: Unit, year: int, *, on: date) -> list[MemberPoints]:
    """The points kept at or below `unit`, in roster order. The same number of queries for any number of members."""
    return list(worked_out(people_of(unit, year, on=on), unit, year, on=on).points)


def member_points(unit: Unit, key: UUID, year: int, *, on: date) -> MemberPoints | None:
    """The points of one member that are kept at or below `unit`; None for anybody else."""
    person = person_of(unit, key, year, on=on)
    return worked_out([person], person.branch, year, on=on).points[0] if person else None


def points_of_member(member: Member, year: int, *, on: date) -> MemberPoints | None:
    """One member's points; None for who belonged nowhere in the year. Follows the person through all branches."""
    people = persons(Q(member=member), year, on=on)
    return worked_out(people, people[0].branch, year, on=on).points[0] if people else None


def worked_out(
    people: Sequence[Person], place: Unit, year: int, *, on: date, tables: Timeline | None = None
) -> Worked:
    """What the facts up to the day come to under `tables` (those in force, unless others are tried out)."""
    tables = tables or timeline_of(place)
    facts = facts_of(people, place, year, on=on)
    stored = _stored([person.member.pk for person in people], year)
    annual = tables.on(date(year, 1, 1))
    points = tuple(
        _points(person, year, annual, tables, facts, stored[person.member.pk]) for person in people
    )
    return Worked(points, facts)


def vetoes_of(points: MemberPoints) -> list[ManualEntry]:
    """The entries behind the marks, with their documents."""
    keys = [entry.fact.source_key for entry in points.marks]
    return (
        list(ManualEntry.objects.filter(pk__in=keys).defer("evidence").order_by("on", "pk")) if keys else []
    )


def documents_of(points: Iterable[MemberPoints]) -> dict[str, str]:
    """By the id of what was entered: the documents behind all these members' marks. One query."""
    keys = [entry.fact.source_key for one in points for entry in one.marks]
    if not keys:
        return {}
    rows = ManualEntry.objects.filter(pk__in=keys).values_list("pk", "document")
    return {str(key): document for key, document in rows}


def as_stored(entry: PointEntry) -> StoredEntry:
    """A stored entry as the rules read it."""
    return StoredEntry(
        id=entry.pk,
        source=entry.source,
        source_key=entry.source_key,
        number=entry.number,
        rule=entry.rule,
        label=entry.label,
        category=entry.category,
        month=entry.month,
        on=entry.on,
        points=entry.points,
    )


def _points(
    person: Person,
    year: int,
    annual: Table,
    tables: Timeline,
    facts: Facts,
    stored: Iterable[PointEntry],
) -> MemberPoints:
    of_class = class_of(person.standing, annual)
    derived = derive(facts.found[person.member.pk], tables) if of_class.is_scored else ()
    kept = tuple(stored)
    pending = corrections([as_stored(entry) for entry in kept], derived)
    return MemberPoints(person, year, annual, of_class, derived, kept, pending)


def _stored(keys: Sequence[UUID], year: int) -> dict[UUID, list[PointEntry]]:
    found: dict[UUID, list[PointEntry]] = defaultdict(list)
    rows = PointEntry.objects.filter(member__in=keys, year=year)
    for row in rows.order_by("month", "on", "source", "source_key", "number"):
        found[row.member_id].append(row)
    return found
