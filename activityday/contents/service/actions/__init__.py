"""Writes of service; the only place that changes the state of a project, a pledge, a registration."""

from activityday.contents.service.actions.agenda import (
    finish_project,
    place_in_month,
    take_over_people,
    write_into_record,
)
from activityday.contents.service.actions.care import (
    amend_care,
    annul_visit,
    end_care,
    enter_care,
    enter_old_members,
    look,
    write_visit,
)
from activityday.contents.service.actions.pledges import (
    carry_over,
    judge_pledge,
    judge_pledges,
    make_pledges,
    take_back_pledge,
)
from activityday.contents.service.actions.posts import give_up_post, leave_post, set_up_post, take_post
from activityday.contents.service.actions.projects import (
    amend_project,
    begin_project,
    correct_project,
    drop_project,
    plan_project,
    reopen_project,
    sign_up,
)
from activityday.contents.service.actions.registrations import (
    confirm_here,
    enter_slip,
    register,
    return_here,
    withdraw_registration,
)

__all__ = [
    "amend_care",
    "amend_project",
    "annul_visit",
    "begin_project",
    "carry_over",
    "confirm_here",
    "correct_project",
    "drop_project",
    "end_care",
    "enter_care",
    "enter_old_members",
    "enter_slip",
    "finish_project",
    "give_up_post",
    "judge_pledge",
    "judge_pledges",
    "leave_post",
    "look",
    "make_pledges",
    "place_in_month",
    "plan_project",
    "register",
    "reopen_project",
    "return_here",
    "set_up_post",
    "sign_up",
    "take_back_pledge",
    "take_over_people",
    "take_post",
    "withdraw_registration",
    "write_into_record",
    "write_visit",
]
