"""The writes of this room."""

from activityday.contents.dues.actions.arrangements import arrange, end_arrangement
from activityday.contents.dues.actions.assessing import (
    assess_year,
    log_look,
    log_member_look,
    reassess,
    try_year,
    void,
)
from activityday.contents.dues.actions.waivers import ask_waiver

__all__ = [
    "arrange",
    "ask_waiver",
    "assess_year",
    "end_arrangement",
    "log_look",
    "log_member_look",
    "reassess",
    "try_year",
    "void",
]
