"""The writes of this room: the roll."""

from activityday.day.attendance.actions.roll import SavedRoll, finish_roll, mark_rest_present, save_roll

__all__ = ["SavedRoll", "finish_roll", "mark_rest_present", "save_roll"]
