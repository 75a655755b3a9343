"""The writes of this room: members, where they belong, posts and conditions, units, imports."""

from activityday.people.roster.actions.affiliation import end_affiliation, take_back, transfer
from activityday.people.roster.actions.members import add_member, edit_member, log_export, log_reading
from activityday.people.roster.actions.posts import begin_condition, begin_post, end_condition, end_post
from activityday.people.roster.actions.units import dissolve_unit

__all__ = [
    "add_member",
    "begin_condition",
    "begin_post",
    "dissolve_unit",
    "edit_member",
    "end_affiliation",
    "end_condition",
    "end_post",
    "log_export",
    "log_reading",
    "take_back",
    "transfer",
]
