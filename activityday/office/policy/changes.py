"""What a step would change, worked out before it is taken: values of units, and activity days not yet past."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter

from activityday.office.policy.inheritance import Inheritance, Place
from activityday.office.policy.models import Amendment
from activityday.office.policy.notice_files import DraftNotice
from activityday.office.policy.queries import (
    as_rule,
    days_under,
    holiday_years,
    inheritance_of,
    places_of,
    provisional_days,
    rulebook,
    work_calendar,
)
from activityday.office.policy.rulebook import HolidayYear, calendar_of
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import in_unit_and_below, is_in_force
from activityday.rules import parameters as rules
from activityday.rules.calendar import ActivityDay

ACTIVE = (Level.GENERAL_BRANCH, Level.BRANCH)


@dataclass(frozen=True)
class ChangedValue:
    """Units whose value changes in the same way."""

    units: tuple[Unit, ...]
    before: str
    after: str


@dataclass(frozen=True)
class MovedDay:
    """Units whose activity day of one month moves in the same way."""

    month: date
    before: date
    after: date
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Effect:
    """What would change. `stands` counts units at which nothing changes."""

    values: tuple[ChangedValue, ...]
    days: tuple[MovedDay, ...]
    stands: int


def of_amendment(unit: Unit, proposed: rules.Amendment, *, today: date) -> Effect:
    """What `proposed`, made by `unit`, would change from the later of its day and today."""
    units = _units(unit, today)
    before = inheritance_of(units)
    placed = replace(proposed, unit_label=unit.short_name, unit_path=unit.path)
    after = before.with_amendment(unit.path, placed)
    return _effect(units, before, after, proposed.key, on=max(today, proposed.since), today=today)


def of_end(amendment: Amendment, until: date | None, *, today: date) -> Effect:
    """What ending `amendment` after `until` (None: void) would change."""
    unit = amendment.unit
    units = _units(unit, today)
    before = inheritance_of(units)
    old = as_rule(amendment)
    own = [one for one in before.by_path.get(unit.path, ()) if one != old]
    rest = Inheritance(before.rulebook, {**before.by_path, unit.path: own}, before.step)
    after = rest if until is None else rest.with_amendment(unit.path, replace(old, until=until))
    first = max(today, amendment.since)
    on = first if until is None else max(first, date.fromordinal(until.toordinal() + 1))
    return _effect(units, before, after, amendment.parameter, on=on, today=today)


def of_notice(unit: Unit, draft: DraftNotice, *, today: date) -> tuple[MovedDay, ...]:
    """Whose activity day, at or below `unit`, entering `draft` would move. Days already past never move."""
    units = _units(unit, today)
    inheritance, places = inheritance_of(units), places_of(units)
    entered = HolidayYear(
        year=draft.year,
        document=draft.document,
        issued_on=draft.issued_on or today,
        days_off=draft.days_off,
        make_up_workdays=draft.make_up_workdays,
    )
    years = holiday_years()
    before = calendar_of(years, provisional_days())
    after = calendar_of({**years, draft.year: entered}, provisional_days())
    months = [date(draft.year - 1, 12, 1), *_year(draft.year), date(draft.year + 1, 1, 1)]
    return _moved(
        units,
        days_under(inheritance, places, months, before),
        days_under(inheritance, places, months, after),
        today,
    )


def _units(unit: Unit, today: date) -> list[Unit]:
    return list(in_unit_and_below(unit).filter(is_in_force(today)))


def _year(year: int) -> list[date]:
    return [date(year, month, 1) for month in range(1, 13)]


def _effect(
    units: list[Unit], before: Inheritance, after: Inheritance, key: str, *, on: date, today: date
) -> Effect:
    places = places_of(units)
    values = _changed(units, key, [_values(book, places, key, on) for book in (before, after)])
    months = [month for year in (today.year, today.year + 1) for month in _year(year)]
    open_months = [month for month in months if month >= today.replace(day=1)]
    calendar = work_calendar()
    days = _moved(
        units,
        days_under(before, places, open_months, calendar),
        days_under(after, places, open_months, calendar),
        today,
    )
    return Effect(values, days, len(units) - sum(len(value.units) for value in values))


def _values(book: Inheritance, places: Mapping[int, Place], key: str, on: date) -> dict[int, rules.Value]:
    return {unit: book.parameters(place, on=on).values[key] for unit, place in places.items()}


def _changed(units: list[Unit], key: str, values: list[dict[int, rules.Value]]) -> tuple[ChangedValue, ...]:
    (before, after), parameter = values, rulebook().parameters[key]
    groups: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in units:
        old, new = before[unit.pk], after[unit.pk]
        if old != new:
            groups[parameter.shown(old), parameter.shown(new)].append(unit)
    return tuple(ChangedValue(tuple(found), old, new) for (old, new), found in groups.items())


def _moved(
    units: Iterable[Unit],
    before: Mapping[tuple[int, date], ActivityDay],
    after: Mapping[tuple[int, date], ActivityDay],
    today: date,
) -> tuple[MovedDay, ...]:
    active = {unit.pk: unit for unit in units if unit.level in ACTIVE}
    groups: dict[tuple[date, date, date], list[Unit]] = defaultdict(list)
    for (key, month), old in before.items():
        new = after[key, month]
        if key in active and old.day != new.day and old.day >= today:
            groups[month, old.day, new.day].append(active[key])
    return tuple(
        MovedDay(month, old, new, tuple(found))
        for (month, old, new), found in sorted(groups.items(), key=itemgetter(0))
    )
