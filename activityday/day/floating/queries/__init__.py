"""The reads of this room: who is away with their news, slips and claims, the branches of a town."""

from activityday.day.floating.queries.months import MonthOfMember, month_of_member
from activityday.day.floating.queries.news import Line, as_lines, last_seen, lines_of
from activityday.day.floating.queries.overview import BranchRow, Overview, overview_of
from activityday.day.floating.queries.slips import (
    Late,
    claim_of,
    claims_of,
    claims_waiting,
    is_closed,
    late_words,
    slip_by_code,
    slip_of,
    slip_of_page,
    slips_of,
)

__all__ = [
    "BranchRow",
    "Late",
    "Line",
    "MonthOfMember",
    "Overview",
    "as_lines",
    "claim_of",
    "claims_of",
    "claims_waiting",
    "is_closed",
    "last_seen",
    "late_words",
    "lines_of",
    "month_of_member",
    "overview_of",
    "slip_by_code",
    "slip_of",
    "slip_of_page",
    "slips_of",
]
