"""The activity day of a month (notice 一): the first Monday, moved on when it is a public holiday."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from activityday.rules.clauses import cites
from activityday.rules.parameters import Parameters

WEEKDAYS = "一二三四五六日"
SATURDAY = 5


class DayStatus(StrEnum):
    """How a month's day came about."""

    NOMINAL = "nominal"
    POSTPONED = "postponed"
    PROVISIONAL = "provisional"


class WeekReading(StrEnum):
    """Readings of 每月第一周的星期一."""

    FIRST_WEEKDAY = "first_weekday"
    WEEK_OF_THE_FIRST = "week_of_the_first"


class PostponeReading(StrEnum):
    """Readings of 遇节假日顺延."""

    NEXT_WORKING_DAY = "next_working_day"
    NEXT_SAME_WEEKDAY = "next_same_weekday"


@dataclass(frozen=True)
class WorkCalendar:
    """Days off with their names, make-up workdays, and the years whose official notice is known."""

    days_off: Mapping[date, str] = field(default_factory=dict)
    make_up_workdays: AbstractSet[date] = frozenset()
    official_years: AbstractSet[int] = frozenset()

    def is_working_day(self, day: date, *, allow_make_up: bool = True) -> bool:
        """Whether offices work on the day; with `allow_make_up` false a make-up weekend day does not count."""
        if day in self.make_up_workdays:
            return allow_make_up
        return day not in self.days_off and day.weekday() < SATURDAY

    def is_official(self, day: date) -> bool:
        """Whether the notice of the day's year is known."""
        return day.year in self.official_years


@dataclass(frozen=True)
class DayRule:
    """How a unit's day is worked out: parameters of the schedule. `weekday` is 1 (Monday) to 7, `ordinal` 1 to 4."""

    weekday: int = 1
    ordinal: int = 1
    week_reading: WeekReading = WeekReading.FIRST_WEEKDAY
    postpone_reading: PostponeReading = PostponeReading.NEXT_WORKING_DAY
    allow_make_up_days: bool = True

    @classmethod
    def of(cls, parameters: Parameters) -> "DayRule":
        """The rule in force, from the parameters of a unit on a day."""
        return cls(
            weekday=parameters.integer("weekday"),
            ordinal=parameters.integer("ordinal"),
            week_reading=WeekReading(parameters.choice("week_reading")),
            postpone_reading=PostponeReading(parameters.choice("postpone_reading")),
            allow_make_up_days=parameters.boolean("allow_make_up_days"),
        )

    @property
    def is_in_spare_time(self) -> bool:
        """Whether the day is a Saturday or Sunday, as small dispersed branches may choose (notice 四(二))."""
        return self.weekday > SATURDAY


@dataclass(frozen=True)
class ActivityDay:
    """One month's day: the nominal one, the one in force, and why."""

    month: date
    nominal: date
    day: date
    status: DayStatus
    reason: str
    clause: str = "notice 一"


def in_words(day: date) -> str:
    """`10月8日（星期六）`."""
    return f"{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}）"


@cites("notice 一")
def nominal_day(month: date, rule: DayRule) -> date:
    """The day before any holiday is looked at. `month` is its first day; weekday 1–7, ordinal 1–4."""
    first = month.replace(day=1)
    if rule.week_reading == WeekReading.WEEK_OF_THE_FIRST:
        return (
            first - timedelta(days=first.weekday()) + timedelta(days=rule.weekday - 1, weeks=rule.ordinal - 1)
        )
    ahead = (rule.weekday - 1 - first.weekday()) % 7
    return first + timedelta(days=ahead, weeks=rule.ordinal - 1)


@cites("notice 一", "holidays")
def activity_day(month: date, calendar: WorkCalendar, rule: DayRule) -> ActivityDay:
    """The activity day of `month`. In a year without an official notice the answer is provisional, never an error."""
    nominal = nominal_day(month, rule)
    day = _postponed(nominal, calendar, rule)
    reason = _reason(nominal, day, calendar)
    if (day.year, day.month) > (month.year, month.month):
        reason += "已经到了下个月，请提前报上级改到当月。"
    if not (calendar.is_official(nominal) and calendar.is_official(day)):
        unknown = nominal.year if not calendar.is_official(nominal) else day.year
        reason += f"{unknown} 年放假安排尚未公布，暂定。"
        return ActivityDay(month, nominal, day, DayStatus.PROVISIONAL, reason)
    status = DayStatus.NOMINAL if day == nominal else DayStatus.POSTPONED
    return ActivityDay(month, nominal, day, status, reason)


def _may_be_held(day: date, calendar: WorkCalendar, rule: DayRule) -> bool:
    # 遇节假日: an ordinary weekend is no holiday for those who chose the weekend
    if rule.is_in_spare_time and day.weekday() == rule.weekday - 1:
        return day not in calendar.days_off
    return calendar.is_working_day(day, allow_make_up=rule.allow_make_up_days)


def _postponed(nominal: date, calendar: WorkCalendar, rule: DayRule) -> date:
    step = timedelta(days=7 if rule.postpone_reading == PostponeReading.NEXT_SAME_WEEKDAY else 1)
    day = nominal
    while not _may_be_held(day, calendar, rule):
        day += step
    return day


def _reason(nominal: date, day: date, calendar: WorkCalendar) -> str:
    if day == nominal:
        return f"{in_words(nominal)}不放假，不顺延。"
    made_up = "，当天调休上班" if day in calendar.make_up_workdays else ""
    name = calendar.days_off.get(nominal, "休息日")
    return f"{in_words(nominal)}是{name}假期，顺延到{in_words(day)}{made_up}。"
