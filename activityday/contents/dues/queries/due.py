"""Who pays in a month, and what each month asks of a member (dues 7–9, 2017)."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Min, Q

from activityday.contents.dues.models import Arrangement, Assessment, Waiver
from activityday.contents.dues.queries.arrangements import never_held
from activityday.day.schedule.queries import day_of, days_of_many
from activityday.office.filings.enums import State
from activityday.office.policy.queries import inheritance_of, places_of
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import ConditionKind, JoinReason
from activityday.people.roster.models import Affiliation, Condition, Member
from activityday.people.roster.queries import Affiliated, as_affiliated, found_in
from activityday.rules.dues import (
    Amount,
    Belonging,
    FirstMonthReading,
    MonthDue,
    Payer,
    Relief,
    month_due,
)

Period = tuple[date, date | None]


@dataclass(frozen=True)
class Stay:
    """One affiliation of a member; one admitted pays for the month of admission whatever the day."""

    branch_id: int
    starts_on: date
    ends_on: date | None

    def holds(self, day: date) -> bool:
        """Whether it holds on the day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def payers_of(unit: Unit, month: date) -> list[Affiliated]:
    """Who pays in the month (its first day) at `unit`, in roster order.

    Everybody affiliated at or below it on the activity day (notice 三(五)), and who was admitted later in the month
    (dues 8); nobody whose membership is suspended. The same few queries however many members.
    """
    return payers_on(unit, month, day_of(unit, month).day)


def payers_on(unit: Unit, month: date, day: date) -> list[Affiliated]:
    """`payers_of` where the activity day is known already: two queries."""
    last = last_day(month)
    admitted = found_in(unit, on=last).filter(join_reason=JoinReason.ADMITTED, starts_on__gt=day)
    people = as_affiliated(found_in(unit, on=day) | admitted, on=day)
    people.sort(key=lambda one: (one.branch.path, one.member.position, one.member.name, one.member.pk.hex))
    return [person for person in people if ConditionKind.SUSPENDED not in person.conditions]


def dues_of(payers: Mapping[UUID, Payer], branch: Unit, months: Sequence[date]) -> dict[UUID, list[MonthDue]]:
    """What each of `months` (first days, in order) asks of each member (`terms_of`); assessments follow the person.

    The days and readings are those of `branch`; whether a month is due at all is asked of the branch where the
    member belonged in it. The same number of queries for any number of members and months.
    """
    keys, months = list(payers), list(months)
    days = days_of_many([branch], months)
    readings = _readings(branch, months)
    stays, suspended = _stays(keys), _suspensions(keys)
    used = in_use_since({stay.branch_id for found in stays.values() for stay in found})
    found: dict[UUID, list[MonthDue]] = {}
    for key in keys:
        found[key] = []
        for month in months:
            day = days[branch.pk, month].day
            stay = _stay(stays[key], day)
            due = month_due(
                month,
                payers[key],
                in_use_since=used.get(stay.branch_id) if stay else None,
                first_month=readings[month],
                belonging=_belonging(stay, suspended[key], day),
            )
            found[key].append(due)
    return found


def terms_of(members: Iterable[UUID]) -> dict[UUID, Payer]:
    """What decides the amounts of each member: assessments, approved waivers, the day of admission. Three queries."""
    keys = list(members)
    amounts: dict[UUID, list[Amount]] = defaultdict(list)
    live = Assessment.objects.filter(member__in=keys, voided_at__isnull=True)
    for member, since, amount in live.values_list("member", "since", "amount"):
        amounts[member].append(Amount(since, amount))
    reliefs: dict[UUID, list[Relief]] = defaultdict(list)
    approved = Waiver.objects.filter(member__in=keys, filing__state=State.APPROVED)
    for member, since, until, amount in approved.values_list("member", "since", "until", "amount"):
        reliefs[member].append(Relief(since, until, amount))
    admitted = dict(Member.objects.filter(pk__in=keys).values_list("pk", "joined_on"))
    return {key: Payer(admitted.get(key), amounts[key], reliefs[key]) for key in keys}


def in_use_since(branches: Iterable[int]) -> dict[int, date]:
    """By branch id: the first month for which it assessed anybody here; branches that never did are missing."""
    live = Assessment.objects.filter(branch__in=list(branches), voided_at__isnull=True)
    return dict(live.values_list("branch").annotate(first=Min("since")).order_by())


def arrangements_of(members: Iterable[UUID], month: date) -> dict[UUID, list[Arrangement]]:
    """What the branch where each member belongs agreed to and holds in the month (its first day).

    By member; those without any are missing. One query.
    """
    holds = Q(since__lte=month) & (Q(until__isnull=True) | Q(until__gte=month))
    # another branch, to which the member moved, has to agree anew (notice 三(五))
    here = Q(member__affiliations__branch=F("branch"), member__affiliations__ends_on__isnull=True)
    rows = Arrangement.objects.filter(holds & here, member__in=list(members)).order_by("kind", "since")
    found: dict[UUID, list[Arrangement]] = defaultdict(list)
    for row in rows:
        if not never_held(row):
            found[row.member_id].append(row)
    return dict(found)


def last_day(month: date) -> date:
    """The last day of the month that begins on `month`."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def _readings(branch: Unit, months: Iterable[date]) -> dict[date, FirstMonthReading]:
    inheritance, place = inheritance_of([branch]), places_of([branch])[branch.pk]
    return {
        month: FirstMonthReading(inheritance.parameters(place, on=month).choice("dues_first_month"))
        for month in months
    }


def _stays(keys: list[UUID]) -> dict[UUID, list[Stay]]:
    rows = Affiliation.objects.filter(member__in=keys).order_by("starts_on")
    found: dict[UUID, list[Stay]] = defaultdict(list)
    for member, branch, starts_on, ends_on, reason in rows.values_list(
        "member", "branch", "starts_on", "ends_on", "join_reason"
    ):
        # one admitted after the day owes the month of admission all the same: the reading of dues 8 decides
        first = starts_on.replace(day=1) if reason == JoinReason.ADMITTED else starts_on
        found[member].append(Stay(branch, first, ends_on))
    return found


def _suspensions(keys: list[UUID]) -> dict[UUID, list[Period]]:
    rows = Condition.objects.filter(member__in=keys, kind=ConditionKind.SUSPENDED)
    found: dict[UUID, list[Period]] = defaultdict(list)
    for member, starts_on, ends_on in rows.values_list("member", "starts_on", "ends_on"):
        found[member].append((starts_on, ends_on))
    return found


def _stay(stays: Iterable[Stay], day: date) -> Stay | None:
    return next((stay for stay in stays if stay.holds(day)), None)


def _belonging(stay: Stay | None, suspended: Iterable[Period], day: date) -> Belonging:
    if stay is None:
        return Belonging.ELSEWHERE
    held = any(starts_on <= day and (ends_on is None or day <= ends_on) for starts_on, ends_on in suspended)
    return Belonging.SUSPENDED if held else Belonging.HERE
