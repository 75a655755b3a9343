"""The reads of this room: who was expected, the roll, leave, exemptions, guests."""

from activityday.day.attendance.enums import Ground
from activityday.day.attendance.queries.exemptions import (
    Agreement,
    agreements_of,
    exemption_of,
    exemptions_ending,
    in_force_of,
)
from activityday.day.attendance.queries.expected import ExpectedMember, expected_at, roll_summary, within
from activityday.day.attendance.queries.roll import begun_among, changes_of, roll_of

__all__ = [
    "Agreement",
    "ExpectedMember",
    "Ground",
    "agreements_of",
    "begun_among",
    "changes_of",
    "exemption_of",
    "exemptions_ending",
    "expected_at",
    "in_force_of",
    "roll_of",
    "roll_summary",
    "within",
]
