"""The writes of this room: the roll, leave, exemptions, guests."""

from activityday.day.attendance.actions.exemptions import ask_exemption, ask_exemptions, renew_exemption
from activityday.day.attendance.actions.guests import add_guests, remove_guest
from activityday.day.attendance.actions.leave import answer_leave, ask_leave, grant_leave, withdraw_leave
from activityday.day.attendance.actions.roll import SavedRoll, finish_roll, mark_rest_present, save_roll
from activityday.day.attendance.marks import Mark

__all__ = [
    "Mark",
    "SavedRoll",
    "add_guests",
    "answer_leave",
    "ask_exemption",
    "ask_exemptions",
    "ask_leave",
    "finish_roll",
    "grant_leave",
    "mark_rest_present",
    "remove_guest",
    "renew_exemption",
    "save_roll",
    "withdraw_leave",
]
