"""The year on paper 年历表."""

from datetime import date

from activityday.day.schedule.pages import holds_its_own
from activityday.day.schedule.queries import ScheduledDay, days_of, days_of_many, months_of
from activityday.documents.papers.year import (
    TownYearRow,
    TownYearSheet,
    YearDay,
    YearSheet,
    render_town_year,
    render_year,
)
from activityday.office.policy.queries import holiday_years
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of


def year_pdf(unit: Unit, year: int, *, on: date) -> bytes:
    """The twelve days of a branch, or the branches of a town or county by month, as PDF."""
    note = _note(year)
    if holds_its_own(unit):
        days = tuple(
            YearDay(day.nominal, day.day, day.status_label, "" if day.status == "nominal" else day.reason)
            for day in days_of(unit, year)
        )
        return render_year(YearSheet(unit.name, year, days, note))
    branches, months = list(branches_of(unit, on=on)), months_of(year)
    found = days_of_many(branches, months)
    rows = tuple(
        TownYearRow(branch.short_name, tuple(_entry(found[branch.pk, month]) for month in months))
        for branch in branches
    )
    return render_town_year(TownYearSheet(unit.name, year, rows, note))


def _entry(day: ScheduledDay) -> str:
    shown = f"{day.day.day}日" if day.day.month == day.month.month else f"{day.day.month}月{day.day.day}日"
    return shown if day.status == "nominal" else f"{shown}{day.status_label}"


def _note(year: int) -> str:
    official = holiday_years().get(year)
    if official is None:
        return f"{year} 年放假安排尚未公布，以上均为暂定，公布后以通知为准。"
    return f"放假安排依据{official.document}。"
