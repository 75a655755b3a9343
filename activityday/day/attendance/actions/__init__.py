"""The writes of this room: the roll, leave, exemptions, guests."""

from activityday.day.attendance.actions.elsewhere import (
    InboundMark,
    Part,
    credit,
    mark_inbound,
    pick,
    withdraw_credit,
)
from activityday.day.attendance.actions.exemptions import ask_exemption, ask_exemptions, renew_exemption
from activityday.day.attendance.actions.guests import add_guests, remove_guest
from activityday.day.attendance.actions.leave import answer_leave, ask_leave, grant_leave, withdraw_leave
from activityday.day.attendance.actions.roll import SavedRoll, finish_roll, mark_rest_present, save_roll
from activityday.day.attendance.marks import Mark

__all__ = [
    "InboundMark",
    "Mark",
    "Part",
    "SavedRoll",
    "add_guests",
    "answer_leave",
    "ask_exemption",
    "ask_exemptions",
    "ask_leave",
    "credit",
    "finish_roll",
    "grant_leave",
    "mark_inbound",
    "mark_rest_present",
    "pick",
    "remove_guest",
    "renew_exemption",
    "save_roll",
    "withdraw_credit",
    "withdraw_leave",
]
