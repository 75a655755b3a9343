"""The writes of this room: members, where they belong, posts and conditions, units, imports."""

from activityday.people.roster.actions.affiliation import end_affiliation, take_back, transfer
from activityday.people.roster.actions.floating import (
    Registration,
    amend_departure,
    arrive,
    come_home,
    depart,
    find_again,
    lose_touch,
    move_on,
    note_contact,
)
from activityday.people.roster.actions.members import add_member, edit_member, log_export, log_reading
from activityday.people.roster.actions.posts import begin_condition, begin_post, end_condition, end_post
from activityday.people.roster.actions.units import dissolve_unit

__all__ = [
    "Registration",
    "add_member",
    "amend_departure",
    "arrive",
    "begin_condition",
    "begin_post",
    "come_home",
    "depart",
    "dissolve_unit",
    "edit_member",
    "end_affiliation",
    "end_condition",
    "end_post",
    "find_again",
    "log_export",
    "log_reading",
    "lose_touch",
    "move_on",
    "note_contact",
    "take_back",
    "transfer",
]
