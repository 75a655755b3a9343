"""The register of care: who is in it and when they are visited next; for everybody else only numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Max, Q, QuerySet

from activityday.contents.service.enums import CareKind
from activityday.contents.service.models import CareEntry, CareLook, CareVisit
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.people.roster.queries import SEALED, affiliated
from activityday.rules.follow_up import Urgency
from activityday.rules.parameters import Parameters
from activityday.rules.service import FirstVisit, OldReading, VisitDue, is_old_member, next_visit

UNREAD = ("address", "situation", "bring", "ended_why")


@dataclass(frozen=True)
class CareLine:
    """Somebody in the register: the last visit, and when the next is due."""

    entry: CareEntry
    last: date | None
    due: VisitDue


@dataclass(frozen=True)
class CareDue:
    """How many visits are overdue or near; no names."""

    overdue: int = 0
    soon: int = 0
    most_days: int = 0


@dataclass(frozen=True)
class CareCounts:
    """What anybody above may know of a branch's care."""

    people: int = 0
    visits: int = 0
    help: Decimal = Decimal(0)


def care_of(unit: Unit, *, on: date) -> list[CareLine]:
    """Everybody in the branch's register now, the next visit first; what is said of them stays sealed. One query
    beside the parameters."""
    now = parameters_for(unit, on=on)
    entries = _open(unit).select_related("member").defer(*UNREAD, *SEALED)
    lines = [CareLine(entry, entry.last, visit_due(entry, entry.last, now, on)) for entry in entries]  # type: ignore[attr-defined]
    return sorted(lines, key=lambda line: (line.due.due_on, line.entry.starts_on, str(line.entry.pk)))


def care_due(unit: Unit, *, on: date) -> CareDue:
    """How many visits wait in the branch; reads no name and nothing sealed. One query beside the parameters."""
    now = parameters_for(unit, on=on)
    entries = _open(unit).only("pk", "kind", "starts_on", "interval_days")
    dues = [visit_due(entry, entry.last, now, on) for entry in entries]  # type: ignore[attr-defined]
    late = [due for due in dues if due.urgency == Urgency.OVERDUE]
    soon = sum(due.urgency == Urgency.SOON for due in dues)
    return CareDue(len(late), soon, max((due.days for due in late), default=0))


def visit_due(entry: CareEntry, last: date | None, now: Parameters, on: date) -> VisitDue:
    """When the next visit is due by the entry's own interval, else by that of its kind."""
    usual = now.integer(f"care_interval_{entry.kind}")
    return next_visit(
        entry.starts_on,
        last,
        on,
        interval_days=entry.interval_days or usual,
        remind_days=now.integer("care_remind_days"),
        first=FirstVisit(now.choice("care_first_visit")),
    )


def care_entry_of(unit: Unit, key: UUID) -> CareEntry | None:
    """One entry of the branch itself with everything that is said; None for any other."""
    found = CareEntry.objects.filter(unit=unit, pk=key)
    return found.select_related("unit", "unit__committee", "member").first()


def visits_of(entry: CareEntry) -> list[CareVisit]:
    """The visits, the newest first, annulled ones too."""
    return list(entry.visits.order_by("-visited_on", "-written_at"))


def visit_of(unit: Unit, key: UUID) -> CareVisit | None:
    """One visit of somebody in the branch's register; None for any other."""
    found = CareVisit.objects.filter(entry__unit=unit, pk=key)
    return found.select_related("entry", "entry__unit", "entry__unit__committee").first()


def looks_at(entry: CareEntry) -> QuerySet[CareLook]:
    """On which days somebody looked, the newest first."""
    return CareLook.objects.filter(unit=entry.unit_id, subject=str(entry.pk)).order_by("-on", "pk")


def ended_care(unit: Unit) -> QuerySet[CareEntry]:
    """Who left the register, the newest first."""
    found = CareEntry.objects.filter(unit=unit, ends_on__isnull=False).select_related("member")
    return found.defer(*UNREAD, *SEALED).order_by("-ends_on", "pk")


def printed_entries(unit: Unit, keys: Iterable[UUID]) -> list[CareEntry]:
    """The open entries with what a visitor needs: names, addresses, what to bring."""
    found = CareEntry.objects.filter(unit=unit, pk__in=list(keys), ends_on__isnull=True)
    return list(found.select_related("member"))


def old_members_missing(unit: Unit, *, on: date) -> list[Member]:
    """The branch's old members (by the reading in force) who are not in its register, in roster order."""
    now = parameters_for(unit, on=on)
    reading = OldReading(now.choice("old_member_reading"))
    age, party_age = now.integer("old_member_age"), now.integer("old_member_party_age")
    people = [entry.member for entry in affiliated([unit], on=on)]
    held = set(
        CareEntry.objects.filter(unit=unit, ends_on__isnull=True, member__isnull=False).values_list(
            "member_id", flat=True
        )
    )
    return [
        member
        for member in people
        if member.pk not in held
        and is_old_member(member.born_on, member.joined_on, on, reading=reading, age=age, party_age=party_age)
    ]


def care_counts(branches: Sequence[Unit], year: int, *, on: date) -> dict[int, CareCounts]:
    """By branch: how many are in care (today, or at the end of a past year), how often they were visited in the year, help in all. Two queries."""
    keys = [branch.pk for branch in branches]
    first, last = date(year, 1, 1), min(date(year, 12, 31), on)
    stood = Q(ends_on__isnull=True) | Q(ends_on__gte=last)
    entries = CareEntry.objects.filter(stood, unit__in=keys, starts_on__lte=last)
    people: dict[int, int] = dict.fromkeys(keys, 0)
    for unit in entries.values_list("unit", flat=True):
        people[unit] += 1
    visits: dict[int, int] = dict.fromkeys(keys, 0)
    given: dict[int, Decimal] = dict.fromkeys(keys, Decimal(0))
    rows = CareVisit.objects.filter(
        entry__unit__in=keys, annulled_at__isnull=True, visited_on__gte=first, visited_on__lte=last
    )
    for unit, amount in rows.values_list("entry__unit", "amount"):
        visits[unit] += 1
        given[unit] += amount or Decimal(0)
    return {key: CareCounts(people[key], visits[key], given[key]) for key in keys}


def care_kinds_of(lines: Iterable[CareLine]) -> dict[CareKind, int]:
    """How many of each kind are in the register."""
    found = dict.fromkeys(CareKind, 0)
    for line in lines:
        found[CareKind(line.entry.kind)] += 1
    return found


def _open(unit: Unit) -> QuerySet[CareEntry]:
    live = Q(visits__annulled_at__isnull=True)
    found = CareEntry.objects.filter(unit=unit, ends_on__isnull=True)
    return found.annotate(last=Max(F("visits__visited_on"), filter=live))
