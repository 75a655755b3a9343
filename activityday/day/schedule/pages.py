"""What the pages of the year show: the twelve days explained, and units whose days are alike on one line."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from activityday.day.schedule.queries import ScheduledDay, days_of_many, months_of
from activityday.office.policy.queries import (
    holiday_years,
    inheritance_of,
    places_of,
    provisional_days,
    rulebook,
)
from activityday.office.policy.rulebook import HolidayYear, calendar_of
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.calendar import WorkCalendar, in_words
from activityday.rules.parameters import Parameters
from activityday.ui.parts import Why

OWN_YEAR = (Level.GENERAL_BRANCH, Level.BRANCH, Level.GROUP)
TONES = {"nominal": "mute", "postponed": "info", "provisional": "wait", "rescheduled": "ok"}
FEW = 4


@dataclass(frozen=True)
class YearRow:
    """Units whose twelve days are the same, and the months in which they differ from most of the others."""

    units: tuple[Unit, ...]
    days: tuple[ScheduledDay, ...]
    differs: frozenset[date] = frozenset()

    @property
    def is_few(self) -> bool:
        """Whether the units are named one by one."""
        return len(self.units) <= FEW

    @property
    def label(self) -> str:
        """The names of a few, the number of many."""
        if self.is_few:
            return "、".join(unit.short_name for unit in self.units)
        return f"{len(self.units)} 个支部同一天"

    @property
    def cells(self) -> list[tuple[ScheduledDay, str, bool]]:
        """Each day with the tone of its status and whether most others are on another day."""
        return [(day, TONES[day.status], day.month in self.differs) for day in self.days]


def holds_its_own(unit: Unit) -> bool:
    """Whether the year page shows the unit's own twelve days, not those of the units below it."""
    return unit.level in OWN_YEAR


def rows_of(unit: Unit, year: int, *, on: date) -> list[YearRow]:
    """The year of the branches at or below `unit`: those alike on one line, the largest group first."""
    branches, months = list(branches_of(unit, on=on)), months_of(year)
    days = days_of_many(branches, months)
    alike: dict[tuple[object, ...], list[Unit]] = defaultdict(list)
    for branch in branches:
        alike[tuple(_mark(days[branch.pk, month]) for month in months)].append(branch)
    groups = sorted(alike.values(), key=len, reverse=True)
    rows = [tuple(days[units[0].pk, month] for month in months) for units in groups]
    return [
        YearRow(tuple(units), row, _differing(row, rows[0])) for units, row in zip(groups, rows, strict=True)
    ]


def explained(unit: Unit, days: Iterable[ScheduledDay]) -> list[tuple[ScheduledDay, str, Why]]:
    """Each day with the tone of its status and the whole reason it is that day."""
    years = holiday_years()
    calendar = calendar_of(years, provisional_days())
    inheritance, place = inheritance_of([unit]), places_of([unit])[unit.pk]
    return [
        (day, TONES[day.status], _why(day, inheritance.parameters(place, on=day.month), calendar, years))
        for day in days
    ]


def next_day(days: Iterable[ScheduledDay], *, on: date) -> ScheduledDay | None:
    """The first day of the year that is not past."""
    return next((day for day in days if day.day >= on), None)


def _mark(day: ScheduledDay) -> tuple[date, str, bool]:
    return day.day, day.status, day.pending is not None


def _differing(row: tuple[ScheduledDay, ...], most: tuple[ScheduledDay, ...]) -> frozenset[date]:
    return frozenset(day.month for day, usual in zip(row, most, strict=True) if _mark(day) != _mark(usual))


def _why(
    day: ScheduledDay, parameters: Parameters, calendar: WorkCalendar, years: dict[int, HolidayYear]
) -> Why:
    facts = [f"原定日是{in_words(day.nominal)}。", day.reason, _source(day, years)]
    if day.pending is not None:
        facts.append(f"已申请改到{in_words(day.pending.new_on)}，未批准前不变。")
    by_rule = day.by_rule or day.day
    steps = " → ".join(
        f"{in_words(one)}{_kind(one, calendar, parameters)}" for one in _between(day.nominal, by_rule)
    )
    moved = f" → 经批准改到{in_words(day.day)}" if day.rescheduling else ""
    return Why(facts=facts, rule=_rule(parameters), clause="notice 一", arithmetic=steps + moved)


def _rule(parameters: Parameters) -> str:
    words = {
        key: rulebook().parameters[key].shown(parameters.values[key])
        for key in ("weekday", "ordinal", "week_reading", "postpone_reading")
    }
    weekends = "算" if parameters.boolean("allow_make_up_days") else "不算"
    return (
        f"活动日是每月{words['ordinal']}{words['weekday']}（{words['week_reading']}）；"
        f"遇节假日{words['postpone_reading']}；调休上班的周末{weekends}工作日。"
    )


def _source(day: ScheduledDay, years: dict[int, HolidayYear]) -> str:
    year = years.get(day.nominal.year)
    if year is None:
        return f"{day.nominal.year} 年放假安排尚未公布，只按法定节日推算。"
    return f"{year.year} 年放假安排见{year.document}。"


def _between(nominal: date, day: date) -> list[date]:
    return [nominal + timedelta(days=offset) for offset in range((day - nominal).days + 1)]


def _kind(day: date, calendar: WorkCalendar, parameters: Parameters) -> str:
    if day in calendar.make_up_workdays:
        return "调休上班" if parameters.boolean("allow_make_up_days") else "调休上班（本单位不用）"
    if day in calendar.days_off:
        return f"{calendar.days_off[day]}放假"
    return "工作日" if calendar.is_working_day(day) else "周末"
