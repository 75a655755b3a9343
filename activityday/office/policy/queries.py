"""Which parameters and which holidays are in force for a unit on a day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from django.conf import settings
from django.db.models import QuerySet

from activityday.office.policy.models import Amendment, HolidayNotice
from activityday.office.policy.rulebook import HolidayYear, calendar_of, load, load_holidays, load_provisional
from activityday.people.organisation.models import Unit
from activityday.rules import parameters as rules
from activityday.rules.calendar import WorkCalendar
from activityday.rules.parameters import Parameters, Rulebook, resolve


@cache
def rulebook() -> Rulebook:
    """The rulebook's clauses and parameters; read once per process."""
    return load(settings.RULEBOOK)


@cache
def _rulebook_holidays() -> dict[int, HolidayYear]:
    return load_holidays(settings.RULEBOOK)


@cache
def _provisional_days() -> dict[date, str]:
    return load_provisional(settings.RULEBOOK)


def parameters_for(unit: Unit, *, on: date) -> Parameters:
    """What is in force for one unit on the day: the rulebook, then what each level above it and it itself amended."""
    return parameters_for_many([unit], on=on)[unit.pk]


def parameters_for_many(units: Sequence[Unit], *, on: date) -> dict[int, Parameters]:
    """`parameters_for` by unit id, in one query for any number of units."""
    by_path = _amendments_by_path(units)
    return {
        unit.pk: resolve(
            rulebook(),
            on=on,
            sector=unit.sector,
            amendments=[a for path in _paths(unit) for a in by_path.get(path, [])],
        )
        for unit in units
    }


def amendments_at(unit: Unit) -> QuerySet[Amendment]:
    """Everything `unit` itself amended, newest first."""
    return Amendment.objects.filter(unit=unit).order_by("-since", "parameter")


def holiday_years() -> dict[int, HolidayYear]:
    """The official years: the rulebook's, and above them the notices entered here. Two queries."""
    return {**_rulebook_holidays(), **_entered_years(HolidayNotice.objects.prefetch_related("days"))}


def work_calendar() -> WorkCalendar:
    """The calendar of working days, with the statutory days of years not published yet."""
    return calendar_of(holiday_years(), _provisional_days())


def _paths(unit: Unit) -> list[str]:
    return [unit.path[:length] for length in range(Unit.steplen, len(unit.path) + 1, Unit.steplen)]


def _amendments_by_path(units: Iterable[Unit]) -> dict[str, list[rules.Amendment]]:
    paths = {path for unit in units for path in _paths(unit)}
    # unit__path in a set would grow with the tree; the table of amendments is small everywhere
    found: dict[str, list[rules.Amendment]] = defaultdict(list)
    for row in Amendment.objects.select_related("unit").order_by("since", "pk"):
        if row.unit.path in paths:
            found[row.unit.path].append(
                rules.Amendment(
                    key=row.parameter,
                    value=row.value,
                    since=row.since,
                    until=row.until,
                    document=row.document,
                    unit_label=row.unit.short_name,
                    sector=row.sector,
                )
            )
    return found


def _entered_years(notices: Iterable[HolidayNotice]) -> dict[int, HolidayYear]:
    return {
        notice.year: HolidayYear(
            year=notice.year,
            document=notice.document,
            issued_on=notice.issued_on,
            days_off={day.day: day.name for day in notice.days.all() if not day.is_workday},
            make_up_workdays={day.day: day.name for day in notice.days.all() if day.is_workday},
        )
        for notice in notices
    }
