"""The reads of this room: who pays, what is due, what was assessed and agreed."""

from activityday.contents.dues.queries.assessing import assessment_history
from activityday.contents.dues.queries.due import arrangements_of, dues_of, in_use_since, payers_of, terms_of
from activityday.contents.dues.queries.waivers import waivers_ending, waivers_of

__all__ = [
    "arrangements_of",
    "assessment_history",
    "dues_of",
    "in_use_since",
    "payers_of",
    "terms_of",
    "waivers_ending",
    "waivers_of",
]
