"""What was decided comes back until it is closed out (notice 三(三), branch 15)."""

from datetime import date, timedelta
from enum import StrEnum

from activityday.rules.clauses import cites


class Urgency(StrEnum):
    """How near the day is on which something must be done."""

    LATER = "later"
    SOON = "soon"
    OVERDUE = "overdue"


@cites("notice 三(三)", "branch 16")
def urgency(due_on: date, on: date, *, remind_days: int) -> Urgency:
    """Overdue from the day after `due_on`; soon from `remind_days` before it."""
    if due_on < on:
        return Urgency.OVERDUE
    return Urgency.SOON if due_on - timedelta(days=remind_days) <= on else Urgency.LATER
