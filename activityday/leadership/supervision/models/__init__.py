"""Leaders and their links, inspections and what became of them, assessments, work checklists, circulars."""

from activityday.leadership.supervision.models.assessing import AssessedSecretary, AssessmentRound
from activityday.leadership.supervision.models.checklists import Checklist, ChecklistItem, ChecklistStep
from activityday.leadership.supervision.models.circulars import Circular, CircularEvent
from activityday.leadership.supervision.models.inspecting import (
    Inspection,
    InspectionAnswer,
    Sample,
    SampleCandidate,
)
from activityday.leadership.supervision.models.leaders import FollowUp, GuidanceVisit, Leader, LeaderLink
from activityday.leadership.supervision.models.rectifying import (
    Censure,
    Measure,
    RectificationOrder,
    Shortcoming,
    ShortcomingStep,
)

__all__ = [
    "AssessedSecretary",
    "AssessmentRound",
    "Censure",
    "Checklist",
    "ChecklistItem",
    "ChecklistStep",
    "Circular",
    "CircularEvent",
    "FollowUp",
    "GuidanceVisit",
    "Inspection",
    "InspectionAnswer",
    "Leader",
    "LeaderLink",
    "Measure",
    "RectificationOrder",
    "Sample",
    "SampleCandidate",
    "Shortcoming",
    "ShortcomingStep",
]
