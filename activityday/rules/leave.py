"""Leave before and explanation after (notice 四(四): 无正当理由)."""

from datetime import date, timedelta

from activityday.rules.clauses import cites


@cites("notice 四(四)")
def last_day_to_explain(held_on: date, *, days: int) -> date:
    """The last day on which an absence may be explained: `days` after the activity, itself included."""
    return held_on + timedelta(days=days)


@cites("notice 四(四)")
def may_ask_leave(held_on: date, on: date) -> bool:
    """Leave is asked until the day itself; afterwards it is an explanation."""
    return on <= held_on


@cites("notice 四(四)")
def may_explain(held_on: date, on: date, *, days: int) -> bool:
    """Whether an absence may still be explained on the day `on`."""
    return held_on <= on <= last_day_to_explain(held_on, days=days)
