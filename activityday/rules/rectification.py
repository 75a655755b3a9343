"""The days of a rectification 整改 (notice 四(四)): until when measures are written, when it is done, how near that is."""

from dataclasses import dataclass
from datetime import date, timedelta

from activityday.rules.clauses import cites
from activityday.rules.public_notice import Urgency

CLAUSE = "notice 四(四)"


@dataclass(frozen=True)
class Deadlines:
    """Until when the branch writes its measures, and until when the shortcoming is put right."""

    plan_due_on: date
    due_on: date
    clause: str = CLAUSE


@dataclass(frozen=True)
class TimeLeft:
    """How near a deadline is, and the words for it."""

    urgency: Urgency
    sentence: str


@cites("notice 四(四)")
def deadlines(issued_on: date, *, plan_days: int, days: int) -> Deadlines:
    """Both days counted from the day on which the order was issued; measures are never due after the whole."""
    return Deadlines(issued_on + timedelta(days=min(plan_days, days)), issued_on + timedelta(days=days))


@cites("notice 四(四)")
def time_left(due_on: date, on: date, *, remind_days: int) -> TimeLeft:
    """How near `due_on` is on the day: the day itself is still in time."""
    words, days = f"{due_on.month}月{due_on.day}日", (due_on - on).days
    if days < 0:
        return TimeLeft(Urgency.OVERDUE, f"应在{words}前办完，已经过了 {-days} 天")
    if days == 0:
        return TimeLeft(Urgency.SOON, "今天到期")
    if days <= remind_days:
        return TimeLeft(Urgency.SOON, f"{words}到期，还有 {days} 天")
    return TimeLeft(Urgency.LATER, f"{words}到期")
