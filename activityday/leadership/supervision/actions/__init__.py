"""Writes of the town's supervision: one verb per function, each atomic, each logged last."""

from activityday.leadership.supervision.actions.assessing import (
    close_round,
    count,
    decide,
    open_round,
    write_statement,
)
from activityday.leadership.supervision.actions.checklists import (
    add_item,
    end_checklist,
    make_checklist,
    say_progress,
)
from activityday.leadership.supervision.actions.circulars import (
    Issuing,
    draft_circular,
    drop_circular,
    issue_circular,
    refresh_facts,
    rewrite_circular,
    withdraw_circular,
)
from activityday.leadership.supervision.actions.inspecting import (
    InspectionDraft,
    cancel_inspection,
    draw_sample,
    fix_seed,
    plan_inspection,
    record_inspection,
    withdraw_sample,
)
from activityday.leadership.supervision.actions.leaders import (
    VisitDraft,
    add_leader,
    end_leader,
    end_link,
    follow_up,
    link,
    record_visit,
    void_visit,
)
from activityday.leadership.supervision.actions.rectifying import (
    issue_order,
    take_step,
    void_censure,
    write_censure,
    write_measure,
)

__all__ = [
    "InspectionDraft",
    "Issuing",
    "VisitDraft",
    "add_item",
    "add_leader",
    "cancel_inspection",
    "close_round",
    "count",
    "decide",
    "draft_circular",
    "draw_sample",
    "drop_circular",
    "end_checklist",
    "end_leader",
    "end_link",
    "fix_seed",
    "follow_up",
    "issue_circular",
    "issue_order",
    "link",
    "make_checklist",
    "open_round",
    "plan_inspection",
    "record_inspection",
    "record_visit",
    "refresh_facts",
    "rewrite_circular",
    "say_progress",
    "take_step",
    "void_censure",
    "void_visit",
    "withdraw_circular",
    "withdraw_sample",
    "write_censure",
    "write_measure",
    "write_statement",
]
