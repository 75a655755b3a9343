"""The writes of this room: entries, what people enter, tables, notices."""

from activityday.judgement.points.actions.entries import post_entries
from activityday.judgement.points.actions.manual import confirm, counter, propose, refuse, withdraw
from activityday.judgement.points.actions.notices import last_day_of, post_notice
from activityday.judgement.points.actions.tables import adopt, void

__all__ = [
    "adopt",
    "confirm",
    "counter",
    "last_day_of",
    "post_entries",
    "post_notice",
    "propose",
    "refuse",
    "void",
    "withdraw",
]
