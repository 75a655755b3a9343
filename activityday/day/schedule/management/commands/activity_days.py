"""Prints the activity days of some months."""

import csv
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from activityday.day.schedule.queries import ScheduledDay, days_of_many
from activityday.office.policy.queries import (
    provisional_days,
    rulebook,
    rulebook_years,
    work_calendar,
)
from activityday.office.policy.rulebook import calendar_of
from activityday.people.organisation.enums import Sector
from activityday.people.organisation.queries import unit_by_code
from activityday.rules.calendar import ActivityDay, DayRule, WorkCalendar, activity_day, in_words
from activityday.rules.parameters import resolve

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
FORMATS = ("csv", "text")
HEADER = ("month", "nominal", "day", "status", "reason")


class Command(BaseCommand):
    """`activity_days 2017-06 2026-12 [--unit CODE] [--format csv]`."""

    help = "列出从某月到某月的活动日：原定日、活动日、状态、原因。不写 --unit 时按规则手册计算。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two months, the unit, the format. All checked by `handle`, so that a mistake is said in a sentence."""
        parser.add_argument("first", nargs="?", default="", metavar="FROM", help="起始月份，如 2017-06")
        parser.add_argument("last", nargs="?", default="", metavar="TO", help="结束月份，如 2026-12")
        parser.add_argument("--unit", default="", metavar="CODE", help="党组织编码")
        parser.add_argument("--format", default="text", help="csv 或 text")

    def handle(self, *, first: str, last: str, unit: str, format: str, **options: Any) -> None:  # noqa: A002
        """Print one line per month."""
        del options
        if format not in FORMATS:
            raise CommandError(f"--format 只能是 {' 或 '.join(FORMATS)}，不能是“{format}”。")
        months = list(_months(_month(first, "起始月份"), _month(last, "结束月份")))
        days = self._of_unit(unit, months) if unit else self._of_rulebook(months)
        self.stdout.write(_csv(days) if format == "csv" else _text(days), ending="")

    def _of_unit(self, code: str, months: list[date]) -> list[ScheduledDay] | list[ActivityDay]:
        unit = unit_by_code(code)
        if unit is None:
            raise CommandError(f"没有编码为“{code}”的党组织，请核对编码。")
        found = days_of_many([unit], months)
        return [found[unit.pk, month] for month in months]

    def _of_rulebook(self, months: list[date]) -> list[ScheduledDay] | list[ActivityDay]:
        calendar = self._calendar()
        rules = {
            month: DayRule.of(resolve(rulebook(), on=month, sector=Sector.MIXED, amendments=[]))
            for month in months
        }
        return [activity_day(month, calendar, rules[month]) for month in months]

    def _calendar(self) -> WorkCalendar:
        try:
            return work_calendar()
        except DatabaseError:
            self.stderr.write("数据库还没有建好，只按规则手册里的放假安排计算。")
            return calendar_of(rulebook_years(), provisional_days())


def _month(text: str, label: str) -> date:
    found = MONTH.fullmatch(text)
    if found is None:
        raise CommandError(f"{label}“{text}”不对，请写成 2017-06 这样，年份在 2000 到 2099 之间。")
    return date(int(found[1]), int(found[2]), 1)


def _months(first: date, last: date) -> Iterator[date]:
    if last < first:
        raise CommandError(f"结束月份 {last:%Y-%m} 早于起始月份 {first:%Y-%m}，请对调。")
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield date(number // 12, number % 12 + 1, 1)


def _csv(days: list[ScheduledDay] | list[ActivityDay]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for day in days:
        writer.writerow([f"{day.month:%Y-%m}", day.nominal, day.day, str(day.status), day.reason])
    return out.getvalue()


def _text(days: list[ScheduledDay] | list[ActivityDay]) -> str:
    return "".join(f"{day.month:%Y-%m}  {day.day}  {in_words(day.day)}  {day.reason}\n" for day in days)
