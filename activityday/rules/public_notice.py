"""When the next public notice is due (notice 三(五): at least every half-year), and how long one hangs."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from activityday.rules.calendar import WorkCalendar
from activityday.rules.clauses import cites

CLAUSE = "notice 三(五)"
MONTHS_OF_A_YEAR = 12


class Urgency(StrEnum):
    """How near the next notice is."""

    LATER = "later"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class NextNotice:
    """Until when the next notice has to hang, how near that is, and the sentence for the branch."""

    due_on: date
    urgency: Urgency
    sentence: str
    clause: str = CLAUSE


@cites("notice 三(五)")
def next_notice(covered_to: date, on: date, *, months: int, remind_days: int) -> NextNotice:
    """The next notice, `months` (1–12) after the last day `covered_to` that one covered; reminded `remind_days` before.

    What was covered to 30 June is covered again by 31 December: whole months, to the last day of the last one.
    """
    due_on = _months_later(covered_to, months)
    words = f"{due_on.year}年{due_on.month}月{due_on.day}日"
    if due_on < on:
        return NextNotice(due_on, Urgency.OVERDUE, f"应在{words}前公示，已经过了 {(on - due_on).days} 天。")
    if due_on - timedelta(days=remind_days) <= on:
        return NextNotice(due_on, Urgency.SOON, f"下一次公示最晚{words}，还有 {(due_on - on).days} 天。")
    return NextNotice(due_on, Urgency.LATER, f"下一次公示最晚{words}。")


@cites("notice 三(五)")
def last_day_posted(starts_on: date, *, working_days: int, calendar: WorkCalendar) -> date:
    """The last day of a notice that hangs for so many working days (1–30), the first counted where it is one."""
    day, left = starts_on, working_days
    while True:
        if calendar.is_working_day(day):
            left -= 1
        if left <= 0:
            return day
        day += timedelta(days=1)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, MONTHS_OF_A_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, monthrange(year, month)[1])
