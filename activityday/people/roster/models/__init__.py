"""The tables of this room: members and where they belonged when; floating members and who keeps in touch with them."""

from activityday.people.roster.models.floating import Arrival, ContactNote, Departure
from activityday.people.roster.models.members import (
    ENDS_AFTER_START,
    Affiliation,
    Condition,
    Member,
    Post,
    RosterImport,
    day_as_known,
)

__all__ = [
    "ENDS_AFTER_START",
    "Affiliation",
    "Arrival",
    "Condition",
    "ContactNote",
    "Departure",
    "Member",
    "Post",
    "RosterImport",
    "day_as_known",
]
