"""The reads of this room: points of members, what waits for a second person, the table in force, the next notice."""

from activityday.judgement.points.queries.manual import (
    confirming_unit,
    live_counter_of,
    manual_entry_of,
    settled_in,
    waiting_to_confirm,
)
from activityday.judgement.points.queries.notices import (
    content_of,
    notice_due,
    posted_quarters,
    standing_notice,
)
from activityday.judgement.points.queries.people import Person, concerned, people_of, person_of
from activityday.judgement.points.queries.sums import (
    MemberPoints,
    member_points,
    points_of,
    points_of_member,
    vetoes_of,
    worked_out,
)
from activityday.judgement.points.queries.tables import committee_of, table_of, tables_of, timeline_of

__all__ = [
    "MemberPoints",
    "Person",
    "committee_of",
    "concerned",
    "confirming_unit",
    "content_of",
    "live_counter_of",
    "manual_entry_of",
    "member_points",
    "notice_due",
    "people_of",
    "person_of",
    "points_of",
    "points_of_member",
    "posted_quarters",
    "settled_in",
    "standing_notice",
    "table_of",
    "tables_of",
    "timeline_of",
    "vetoes_of",
    "waiting_to_confirm",
    "worked_out",
]
