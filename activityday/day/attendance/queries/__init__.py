"""The reads of this room: who was expected, the roll, leave, exemptions, guests."""

from activityday.day.attendance.enums import Ground
from activityday.day.attendance.queries.elsewhere import (
    Confirmation,
    InboundRow,
    confirmations_of,
    credit_of,
    credits_in,
    inbound_at,
    picks_of,
)
from activityday.day.attendance.queries.exemptions import (
    Agreement,
    agreements_of,
    exemption_of,
    exemptions_ending,
    in_force_of,
)
from activityday.day.attendance.queries.expected import ExpectedMember, expected_at, roll_summary, within
from activityday.day.attendance.queries.guests import guest_of, guests_of
from activityday.day.attendance.queries.leave import activity_day, leave_of, leaves_of
from activityday.day.attendance.queries.roll import begun_among, changes_of, roll_of

__all__ = [
    "Agreement",
    "Confirmation",
    "ExpectedMember",
    "Ground",
    "InboundRow",
    "activity_day",
    "agreements_of",
    "begun_among",
    "changes_of",
    "confirmations_of",
    "credit_of",
    "credits_in",
    "exemption_of",
    "exemptions_ending",
    "expected_at",
    "guest_of",
    "guests_of",
    "in_force_of",
    "inbound_at",
    "leave_of",
    "leaves_of",
    "picks_of",
    "roll_of",
    "roll_summary",
    "within",
]
