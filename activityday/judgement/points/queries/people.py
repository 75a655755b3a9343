"""Whose points a unit keeps in a year: everybody, by the branch where they belong last; nobody twice."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from activityday.judgement.closing.models import CountedMember
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import LeaveReason
from activityday.people.roster.models import Affiliation, Condition, Member
from activityday.people.roster.queries import SEALED
from activityday.rules.points import Standing

DECEMBER, LAST = 12, 31


@dataclass(frozen=True)
class Person:
    """One member in a year: where they belong last, whether they still do, and how they stood when it began."""

    member: Member
    stays: tuple[Affiliation, ...]
    is_current: bool
    standing: Standing

    @property
    def branch(self) -> Unit:
        """The branch that keeps this member's points: the last one of the year."""
        return self.stays[-1].branch

    def branch_in(self, month: date) -> Unit:
        """Where the member belonged in the month: at its end, or before that."""
        begun = [stay for stay in self.stays if stay.starts_on.replace(day=1) <= month]
        return begun[-1].branch if begun else self.stays[0].branch


def people_of(unit: Unit, year: int, *, on: date) -> list[Person]:
    """Everybody whose points are kept at or below `unit`, in roster order; who left in the year is among them.

    Three queries for any number of members.
    """
    begins, ends = year_to(year, on)
    touching = _touching(begins, ends) & Q(branch__path__startswith=unit.path)
    people = persons(Q(member__in=Affiliation.objects.filter(touching).values("member")), year, on=on)
    return [person for person in people if person.branch.path.startswith(unit.path)]


def person_of(unit: Unit, key: UUID, year: int, *, on: date) -> Person | None:
    """The member, when their points of the year are kept at or below `unit`; else None."""
    found = persons(Q(member=key), year, on=on)
    return found[0] if found and found[0].branch.path.startswith(unit.path) else None


def concerned(branch: Unit, year: int, *, on: date) -> list[Person]:
    """Everybody whose points the branch writes: those it keeps, and who counted here before moving on."""
    begins, ends = year_to(year, on)
    counted = CountedMember.objects.filter(branch=branch, month__year=year, is_current=True)
    belonging = Affiliation.objects.filter(_touching(begins, ends), branch=branch)
    either = Q(member__in=counted.values("member")) | Q(member__in=belonging.values("member"))
    return persons(either, year, on=on)


def persons(whose: Q, year: int, *, on: date) -> list[Person]:
    """The members of these affiliations as they stand in the year up to the day, in roster order. Two queries."""
    begins, ends = year_to(year, on)
    rows = (
        Affiliation.objects.filter(_touching(begins, ends) & whose)
        .exclude(leave_reason=LeaveReason.CORRECTED)
        .select_related("member", "branch", "branch__committee")
        .defer(*SEALED)
        .order_by("starts_on", "pk")
    )
    stays: dict[UUID, list[Affiliation]] = defaultdict(list)
    for row in rows:
        stays[row.member_id].append(row)
    conditions = _conditions(stays, begins, ends)
    found = [_person(own, conditions[key], begins, ends) for key, own in stays.items()]
    return sorted(found, key=_place)


def year_to(year: int, on: date) -> tuple[date, date]:
    """The first day of the year, and the day up to which it is looked at."""
    begins = date(year, 1, 1)
    return begins, max(begins, min(on, date(year, DECEMBER, LAST)))


def _touching(begins: date, ends: date) -> Q:
    return Q(starts_on__lte=ends) & (Q(ends_on__isnull=True) | Q(ends_on__gte=begins))


def _conditions(members: Iterable[UUID], begins: date, ends: date) -> dict[UUID, list[Condition]]:
    found: dict[UUID, list[Condition]] = defaultdict(list)
    for row in Condition.objects.filter(_touching(begins, ends), member__in=list(members)):
        found[row.member_id].append(row)
    return found


def _person(
    stays: Sequence[Affiliation], conditions: Iterable[Condition], begins: date, ends: date
) -> Person:
    member, last = stays[-1].member, stays[-1]
    first = max(begins, stays[0].starts_on)
    return Person(
        member=member,
        stays=tuple(stays),
        is_current=last.ends_on is None or last.ends_on >= ends,
        standing=Standing(
            sector=str(stays[0].branch.sector),
            conditions=frozenset(
                row.kind
                for row in conditions
                if row.starts_on <= first and (row.ends_on is None or row.ends_on >= first)
            ),
            age=_age(member.born_on, first),
        ),
    )


def _age(born_on: date | None, on: date) -> int | None:
    if born_on is None:
        return None
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def _place(person: Person) -> tuple[str, int, str, str]:
    member = person.member
    return str(person.branch.path), member.position, member.name, member.pk.hex
