"""The tables of this room: the roll and what was asked around it; what branches and organisations elsewhere confirm."""

from activityday.day.attendance.models.elsewhere import Credit, InboundEntry, Pick
from activityday.day.attendance.models.roll import (
    Exemption,
    Guest,
    Leave,
    Roll,
    RollChange,
    RollEntry,
    roll_entry_id,
)

__all__ = [
    "Credit",
    "Exemption",
    "Guest",
    "InboundEntry",
    "Leave",
    "Pick",
    "Roll",
    "RollChange",
    "RollEntry",
    "roll_entry_id",
]
