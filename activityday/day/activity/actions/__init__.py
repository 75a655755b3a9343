"""Writes of activities: one verb each, atomic, with who and when."""

from activityday.day.activity.actions.agenda import add_segment, note_points
from activityday.day.activity.actions.evidence import Added, Upload, add_evidence, remove_evidence
from activityday.day.activity.actions.life import cancel, move, take
from activityday.day.activity.actions.plan import amend_plan, follow_day, leave_joint, prepare, split
from activityday.day.activity.actions.record import ExpenseDraft, RecordDraft, write_record

__all__ = [
    "Added",
    "ExpenseDraft",
    "RecordDraft",
    "Upload",
    "add_evidence",
    "add_segment",
    "amend_plan",
    "cancel",
    "follow_day",
    "leave_joint",
    "move",
    "note_points",
    "prepare",
    "remove_evidence",
    "split",
    "take",
    "write_record",
]
