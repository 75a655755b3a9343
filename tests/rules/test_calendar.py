"""notice 一: the first Monday, moved on when it is a public holiday; against two independent calendars."""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest
from lunar_python import Lunar, Solar

from activityday.office.policy.rulebook import calendar_of, load, load_holidays, load_provisional
from activityday.rules.calendar import (
    DayRule,
    DayStatus,
    PostponeReading,
    WeekReading,
    WorkCalendar,
    activity_day,
)
from activityday.rules.parameters import resolve

RULEBOOK = Path(__file__).resolve().parents[2] / "rulebook"
YEARS = load_holidays(RULEBOOK)
CALENDAR = calendar_of(YEARS, load_provisional(RULEBOOK))


def months(first: date, last: date) -> list[date]:
    found = []
    while first <= last:
        found.append(first)
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return found


ALL = months(date(2017, 6, 1), date(2026, 12, 1))


def day(year: int, month: int, rule: DayRule | None = None) -> date:
    return activity_day(date(year, month, 1), CALENDAR, rule or DayRule()).day


@pytest.mark.parametrize("year", range(2017, 2027))
def test_every_day_of_the_year_agrees_with_two_other_calendars(year: int) -> None:
    china = holidays.country_holidays("CN", years=range(year - 1, year + 2))
    on = date(year, 1, 1)
    while on.year == year:
        working = CALENDAR.is_working_day(on)
        assert working == chinese_calendar.is_workday(on), on
        assert working == china.is_working_day(on), on
        on += timedelta(days=1)


def test_there_are_115_months_and_27_of_them_move() -> None:
    days = [activity_day(month, CALENDAR, DayRule()) for month in ALL]
    moved = [found for found in days if found.status == DayStatus.POSTPONED]
    assert (len(days), len(moved)) == (115, 27)
    assert all(found.day.replace(day=1) == found.month for found in days)
    assert {found.month.year for found in moved if found.month.month == 10} == set(range(2017, 2027))


@pytest.mark.parametrize(
    ("year", "month", "expected"),
    [
        (2017, 10, date(2017, 10, 9)),
        (2019, 10, date(2019, 10, 8)),
        (2022, 10, date(2022, 10, 8)),
        (2026, 5, date(2026, 5, 6)),
        (2020, 2, date(2020, 2, 3)),
        (2024, 5, date(2024, 5, 6)),
        (2024, 4, date(2024, 4, 1)),
        (2019, 5, date(2019, 5, 6)),
        (2026, 2, date(2026, 2, 2)),
    ],
)
def test_known_days(year: int, month: int, expected: date) -> None:
    assert day(year, month) == expected


def test_an_office_that_skips_make_up_saturdays_moves_two_days_further() -> None:
    rule = DayRule(allow_make_up_days=False)
    assert (day(2022, 10, rule), day(2023, 10, rule)) == (date(2022, 10, 10), date(2023, 10, 9))
    assert sum(day(m.year, m.month) != day(m.year, m.month, rule) for m in ALL) == 2


def test_the_reason_names_the_holiday_and_the_make_up_day() -> None:
    found = activity_day(date(2022, 10, 1), CALENDAR, DayRule())
    assert found.reason == "10月3日（星期一）是国庆节假期，顺延到10月8日（星期六），当天调休上班。"


def test_the_other_readings_of_the_wording() -> None:
    assert day(2026, 9, DayRule(week_reading=WeekReading.WEEK_OF_THE_FIRST)) == date(2026, 8, 31)
    assert day(2026, 5, DayRule(postpone_reading=PostponeReading.NEXT_SAME_WEEKDAY)) == date(2026, 5, 11)
    assert day(2026, 12, DayRule(weekday=5, ordinal=2)) == date(2026, 12, 11)


def test_a_branch_that_chose_saturday_is_moved_by_holidays_and_not_by_weekends() -> None:
    saturday = DayRule(weekday=6)
    assert saturday.is_in_spare_time
    assert (day(2026, 11, saturday), day(2026, 10, saturday)) == (date(2026, 11, 7), date(2026, 10, 8))
    weekly = DayRule(weekday=6, postpone_reading=PostponeReading.NEXT_SAME_WEEKDAY)
    assert day(2026, 10, weekly) == date(2026, 10, 10)


def test_a_day_pushed_into_the_next_month_says_so() -> None:
    rule = DayRule(weekday=5, ordinal=4)
    found = activity_day(date(2017, 1, 1), CALENDAR, rule)
    assert (found.nominal, found.day) == (date(2017, 1, 27), date(2017, 2, 3))
    assert found.reason.endswith("已经到了下个月，请提前报上级改到当月。")


def test_the_rule_comes_from_the_parameters_of_the_unit() -> None:
    parameters = resolve(load(RULEBOOK), on=date(2026, 11, 1), sector="village", amendments=[])
    assert DayRule.of(parameters) == DayRule()


def test_a_year_without_a_notice_gives_provisional_days_and_never_an_error() -> None:
    for month in months(date(2027, 1, 1), date(2031, 12, 1)):
        assert activity_day(month, CALENDAR, DayRule()).status == DayStatus.PROVISIONAL
    april = activity_day(date(2027, 4, 1), CALENDAR, DayRule())
    assert (april.nominal, april.day) == (date(2027, 4, 5), date(2027, 4, 6))
    assert april.reason.endswith("2027 年放假安排尚未公布，暂定。")


def test_an_empty_calendar_still_answers() -> None:
    assert activity_day(date(2040, 1, 1), WorkCalendar(), DayRule()).day == date(2040, 1, 2)


@pytest.mark.parametrize("year", range(2027, 2031))
def test_the_statutory_days_of_provisional_years_fall_where_the_lunar_calendar_says(year: int) -> None:
    def lunar(month: int, on: int) -> date:
        solar = Lunar.fromYmd(year, month, on).getSolar()
        return date(solar.getYear(), solar.getMonth(), solar.getDay())

    days = {on: name for on, name in load_provisional(RULEBOOK).items() if on.year == year}
    assert days[lunar(1, 1)] == "春节"
    assert days[lunar(1, 1) - timedelta(days=1)] == "春节"
    assert days[lunar(5, 5)] == "端午节"
    # in 2028 the two festivals fall on one day
    assert days[lunar(8, 15)] == ("国庆节" if year == 2028 else "中秋节")
    qingming = next(on for on, name in days.items() if name == "清明节")
    assert Solar.fromYmd(year, qingming.month, qingming.day).getLunar().getJieQi() == "清明"
