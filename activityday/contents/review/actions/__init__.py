"""Writes of the party analysis; the only place that changes a life meeting, a talk, a problem or a meeting."""

from activityday.contents.review.actions.life import (
    amend_life_plan,
    call_off,
    conclude_life_meeting,
    gather_opinions,
    note_told,
    place_life_meeting,
    plan_life_meeting,
    post_result,
    record_life_meeting,
    tell_absent,
)
from activityday.contents.review.actions.meetings import annul_meeting, count_segment, write_meeting
from activityday.contents.review.actions.problems import (
    assign,
    close_out,
    enter_problem,
    extend,
    finish,
    place_problems,
    reopen,
    report,
    send_back,
    strike,
)
from activityday.contents.review.actions.talks import annul_talk, enter_talk, open_content, write_content

__all__ = [
    "amend_life_plan",
    "annul_meeting",
    "annul_talk",
    "assign",
    "call_off",
    "close_out",
    "conclude_life_meeting",
    "count_segment",
    "enter_problem",
    "enter_talk",
    "extend",
    "finish",
    "gather_opinions",
    "note_told",
    "open_content",
    "place_life_meeting",
    "place_problems",
    "plan_life_meeting",
    "post_result",
    "record_life_meeting",
    "reopen",
    "report",
    "send_back",
    "strike",
    "tell_absent",
    "write_content",
    "write_meeting",
]
