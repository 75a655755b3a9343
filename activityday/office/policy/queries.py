"""Which parameters and which holidays are in force for a unit on a day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from os.path import commonprefix

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from activityday.office.policy.inheritance import Inheritance, Place
from activityday.office.policy.middleware import is_look, once
from activityday.office.policy.models import Amendment, HolidayNotice
from activityday.office.policy.rulebook import (
    Feature,
    HolidayYear,
    InspectionItem,
    calendar_of,
    load,
    load_bodies,
    load_duties,
    load_features,
    load_holidays,
    load_inspection,
    load_points,
    load_provisional,
    load_tariffs,
)
from activityday.people.organisation.enums import Level, Sector
from activityday.people.organisation.models import Unit
from activityday.rules import parameters as rules
from activityday.rules.calendar import (
    ActivityDay,
    DayRule,
    WorkCalendar,
    activity_day,
)
from activityday.rules.dues import Tariff
from activityday.rules.meetings import Duty
from activityday.rules.parameters import Parameters, Rulebook
from activityday.rules.point_table import Table
from activityday.rules.voting import Body

FIRST_YEAR = 2000
LAST_YEAR = 2100


@cache
def rulebook() -> Rulebook:
    """The rulebook's clauses and parameters; read once per process."""
    return load(settings.RULEBOOK)


@cache
def tariffs() -> tuple[Tariff, ...]:
    """The bands and rates of dues; read once per process."""
    return load_tariffs(settings.RULEBOOK)


@cache
def point_table() -> Table:
    """The rulebook's own table of points; read once per process."""
    return load_points(settings.RULEBOOK)


@cache
def inspection_items() -> tuple[InspectionItem, ...]:
    """What an inspection looks at, clause by clause; read once per process."""
    return load_inspection(settings.RULEBOOK, rulebook().clauses)


@cache
def features() -> tuple[Feature, ...]:
    """The feature activities of service; read once per process."""
    return load_features(settings.RULEBOOK)


@cache
def bodies() -> tuple[Body, ...]:
    """The bodies that vote and their rules; read once per process."""
    return load_bodies(settings.RULEBOOK)


@cache
def meeting_duties() -> tuple[Duty, ...]:
    """The meetings a branch owes 三会一课; read once per process."""
    return load_duties(settings.RULEBOOK)


@cache
def rulebook_years() -> dict[int, HolidayYear]:
    """The official years as the rulebook has them; read once per process."""
    return load_holidays(settings.RULEBOOK)


@cache
def provisional_days() -> dict[date, str]:
    """The statutory holidays of years without a notice; read once per process."""
    return load_provisional(settings.RULEBOOK)


def parameters_for(unit: Unit, *, on: date) -> Parameters:
    """What is in force for one unit on the day: the rulebook, then what each level above it and it itself amended."""
    return parameters_for_many([unit], on=on)[unit.pk]


def parameters_for_many(units: Iterable[Unit], *, on: date) -> dict[int, Parameters]:
    """`parameters_for` by unit id, in at most two queries for any number of units."""
    units = list(units)
    inheritance, places = inheritance_of(units), places_of(units)
    return {unit.pk: inheritance.parameters(places[unit.pk], on=on) for unit in units}


def activity_days(units: Iterable[Unit], months: Iterable[date]) -> dict[tuple[int, date], ActivityDay]:
    """The day that the rules give each unit in each month (its first day), by (unit id, month).

    The parameters of the month's first day hold for the month. At most four queries for any number of units.
    """
    units = list(units)
    inheritance, places, calendar = inheritance_of(units), places_of(units), work_calendar()
    return days_under(inheritance, places, months, calendar)


def days_under(
    inheritance: Inheritance, places: dict[int, Place], months: Iterable[date], calendar: WorkCalendar
) -> dict[tuple[int, date], ActivityDay]:
    """The days that follow from these amendments and this calendar; no query."""
    months, found = list(months), {}
    same: dict[tuple[DayRule, date], ActivityDay] = {}
    for key, place in places.items():
        for month in months:
            rule = DayRule.of(inheritance.parameters(place, on=month))
            if (rule, month) not in same:
                same[rule, month] = activity_day(month, calendar, rule)
            found[key, month] = same[rule, month]
    return found


def inheritance_of(units: Sequence[Unit]) -> Inheritance:
    """Everything that was amended at these units or above them; one query, and one for a whole look at a page."""
    if is_look():
        return once("amendments", lambda: _inheritance(_standing_amendments()))
    return _inheritance(_amendments_around([unit.path for unit in units]) if units else ())


def _inheritance(rows: Iterable[Amendment]) -> Inheritance:
    by_path: dict[str, list[rules.Amendment]] = defaultdict(list)
    for row in rows:
        by_path[row.unit.path].append(as_rule(row))
    return Inheritance(rulebook(), by_path, Unit.steplen)


def places_of(units: Sequence[Unit]) -> dict[int, Place]:
    """Where each unit stands. A Party group is of its branch's sector unless it has its own; one query if any."""
    paths = {unit.path[: -Unit.steplen] for unit in units if _follows_its_branch(unit)}
    sectors = dict(Unit.objects.filter(path__in=paths).values_list("path", "sector")) if paths else {}
    return {
        unit.pk: Place(
            unit.path,
            sectors.get(unit.path[: -Unit.steplen], unit.sector)
            if _follows_its_branch(unit)
            else unit.sector,
        )
        for unit in units
    }


def as_rule(row: Amendment) -> rules.Amendment:
    """A stored amendment as the rules read it. `row.unit` is loaded."""
    return rules.Amendment(
        key=row.parameter,
        value=row.value,
        since=row.since,
        until=row.until,
        document=row.document,
        unit_label=row.unit.short_name,
        sector=row.sector,
        unit_path=row.unit.path,
    )


def amendments_on(unit: Unit) -> list[Amendment]:
    """Everything ever amended at `unit` or above it, ended and void ones too, newest first."""
    paths = [unit.path[:end] for end in range(Unit.steplen, len(unit.path) + 1, Unit.steplen)]
    found = Amendment.objects.filter(unit__path__in=paths).select_related("unit", "unit__committee")
    return list(found.order_by("-since", "-pk"))


def amendment_of(unit: Unit, key: int) -> Amendment | None:
    """One amendment made by `unit` itself, or None."""
    found = Amendment.objects.select_related("unit", "unit__committee")
    return found.filter(pk=key, unit=unit).first()


def holiday_years() -> dict[int, HolidayYear]:
    """The official years: the rulebook's, and above them the notices entered here. Two queries."""
    notices = HolidayNotice.objects.order_by("year", "version").prefetch_related("days")
    return {**rulebook_years(), **{notice.year: as_year(notice) for notice in notices}}


def work_calendar() -> WorkCalendar:
    """The calendar of working days, with the statutory days of years not published yet. Two queries, once a look."""
    return once("calendar", lambda: calendar_of(holiday_years(), provisional_days()))


def notices_of(year: int) -> QuerySet[HolidayNotice]:
    """The versions entered here for a year, newest first."""
    return HolidayNotice.objects.filter(year=year).order_by("-version").prefetch_related("days")


def as_year(notice: HolidayNotice) -> HolidayYear:
    """An entered notice in the form of the rulebook's years."""
    days = list(notice.days.all())
    return HolidayYear(
        year=notice.year,
        document=notice.document,
        issued_on=notice.issued_on,
        days_off={day.day: day.name for day in days if not day.is_workday},
        make_up_workdays={day.day: day.name for day in days if day.is_workday},
    )


def _follows_its_branch(unit: Unit) -> bool:
    return bool(unit.level == Level.GROUP and unit.sector == Sector.MIXED)


def _amendments_around(paths: list[str]) -> QuerySet[Amendment]:
    """What was amended anywhere below the units' common ancestor, and above it: one short condition for any number."""
    common = commonprefix(paths)  # noqa: RUF071 -- paths of the tree, all steps of one width
    common = common[: len(common) // Unit.steplen * Unit.steplen]
    where = Q(unit__path__startswith=common) | Q(unit__path__in=_above(common))
    return _standing_amendments().filter(where)


def _standing_amendments() -> QuerySet[Amendment]:
    return Amendment.objects.filter(is_void=False).select_related("unit").order_by("since", "pk")


def changes_around(unit: Unit) -> dict[int, int]:
    """By year: how often what decides the days of `unit` and below was changed so far. Only ever grows; two queries."""
    rows = Amendment.objects.filter(
        Q(unit__path__startswith=unit.path) | Q(unit__path__in=_above(unit.path))
    ).aggregate(made=Count("pk"), ended=Count("ended_at"))
    versions = Counter(HolidayNotice.objects.values_list("year", flat=True))
    amended = int(rows["made"]) + int(rows["ended"])
    return {
        year: amended + versions[year] + (year in rulebook_years())
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
    }


def _above(path: str) -> list[str]:
    return [path[:end] for end in range(Unit.steplen, len(path), Unit.steplen)]
