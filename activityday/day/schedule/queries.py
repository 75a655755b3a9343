"""The twelve days of a year: worked out from the rules, and moved where the superior approved it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Q, QuerySet

from activityday.day.schedule.models import Rescheduling
from activityday.office.filings.enums import State
from activityday.office.policy.queries import activity_days
from activityday.people.organisation.models import Unit
from activityday.rules.calendar import ActivityDay, DayStatus, in_words

Status = Literal["nominal", "postponed", "provisional", "rescheduled"]
STATUS_LABELS: dict[Status, str] = {
    "nominal": "原定",
    "postponed": "顺延",
    "provisional": "暂定",
    "rescheduled": "改期",
}
BY_RULE: dict[DayStatus, Status] = {
    DayStatus.NOMINAL: "nominal",
    DayStatus.POSTPONED: "postponed",
    DayStatus.PROVISIONAL: "provisional",
}


@dataclass(frozen=True)
class ScheduledDay:
    """One month's day of one unit, why it is that day, and what was asked about it.

    `rescheduling` is the approved one in force (the unit's own, or of a unit above it); `pending` waits for its answer.
    """

    unit_id: int
    month: date
    nominal: date
    day: date
    status: Status
    reason: str
    rescheduling: Rescheduling | None = None
    pending: Rescheduling | None = None
    by_rule: date | None = None

    @property
    def status_label(self) -> str:
        """The status as a word for people."""
        return STATUS_LABELS[self.status]


def days_of(unit: Unit, year: int) -> list[ScheduledDay]:
    """The twelve days of `unit` in `year`, January first; at most five queries."""
    months = months_of(year)
    found = days_of_many([unit], months)
    return [found[unit.pk, month] for month in months]


def day_of(unit: Unit, month: date) -> ScheduledDay:
    """The day of `unit` in the month that begins on `month`."""
    return days_of_many([unit], [month])[unit.pk, month]


def days_of_many(units: Iterable[Unit], months: Iterable[date]) -> dict[tuple[int, date], ScheduledDay]:
    """The days by (unit id, first day of the month); the same few queries for any number of units and months."""
    units, months = list(units), list(months)
    by_rule = activity_days(units, months)
    asked = _asked(units, months)
    return {
        (unit.pk, month): _scheduled(unit, by_rule[unit.pk, month], asked)
        for unit in units
        for month in months
    }


def months_of(year: int) -> list[date]:
    """The first days of the twelve months."""
    return [date(year, month, 1) for month in range(1, 13)]


def reschedulings_of(unit: Unit, month: date) -> QuerySet[Rescheduling]:
    """Everything `unit` asked about one month, newest first."""
    found = Rescheduling.objects.filter(unit=unit, month=month).select_related(
        "filing", "filing__answered_by", "unit"
    )
    return found.order_by("-number")


Asked = dict[tuple[str, date], list[Rescheduling]]


def _asked(units: list[Unit], months: list[date]) -> Asked:
    """Approved and pending reschedulings of the units and of those above them, by path and month; one query."""
    if not units or not months:
        return {}
    live = Q(filing__state__in=[State.APPROVED, State.ASKED])
    found: Asked = defaultdict(list)
    rows = Rescheduling.objects.filter(live, month__gte=min(months), month__lte=max(months))
    related = ("filing", "filing__answered_by", "unit")
    for row in rows.filter(_around(units)).select_related(*related).order_by("number"):
        found[row.unit.path, row.month].append(row)
    return found


def _around(units: list[Unit]) -> Q:
    """Units from the first to the last of these in the order of the tree, and those above: one short condition.

    Whatever stands above any of them and before the first stands above the first.
    """
    first, last = min(unit.path for unit in units), max(unit.path for unit in units)
    above = [first[:end] for end in range(Unit.steplen, len(first), Unit.steplen)]
    return Q(unit__path__gte=first, unit__path__lte=last) | Q(unit__path__in=above)


def _scheduled(unit: Unit, by_rule: ActivityDay, asked: Asked) -> ScheduledDay:
    own = asked.get((unit.path, by_rule.month), [])
    pending = next((row for row in own if row.filing.state == State.ASKED), None)
    approved = _approved(unit, by_rule.month, asked)
    if approved is None:
        return ScheduledDay(
            unit_id=unit.pk,
            month=by_rule.month,
            nominal=by_rule.nominal,
            day=by_rule.day,
            status=BY_RULE[by_rule.status],
            reason=by_rule.reason,
            pending=pending,
            by_rule=by_rule.day,
        )
    return ScheduledDay(
        unit_id=unit.pk,
        month=by_rule.month,
        nominal=by_rule.nominal,
        day=approved.new_on,
        status="rescheduled",
        reason=_reason(unit, approved),
        rescheduling=approved,
        pending=pending,
        by_rule=by_rule.day,
    )


def _approved(unit: Unit, month: date, asked: Asked) -> Rescheduling | None:
    """The nearest approved one, from the unit itself upwards: a town's new day is also its branches' new day."""
    for end in range(len(unit.path), 0, -Unit.steplen):
        for row in reversed(asked.get((unit.path[:end], month), [])):
            if row.filing.state == State.APPROVED:
                return row
    return None


def _reason(unit: Unit, approved: Rescheduling) -> str:
    whose = "" if approved.unit_id == unit.pk else f"{approved.unit.short_name}统一改期，"
    return f"{whose}经上级同意，由{in_words(approved.original_on)}改到{in_words(approved.new_on)}。原因：{approved.reason}"


def reschedulings_approved(unit: Unit, months: Iterable[date]) -> Counter[date]:
    """How many were approved at, above or below `unit`, by month; one query."""
    months = list(months)
    above = [unit.path[:end] for end in range(Unit.steplen, len(unit.path), Unit.steplen)]
    where = Q(unit__path__startswith=unit.path) | Q(unit__path__in=above)
    found = Rescheduling.objects.filter(where, filing__state=State.APPROVED)
    return Counter(found.filter(month__in=months).values_list("month", flat=True))
