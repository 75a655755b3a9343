"""Writes of leave before an activity and of explanations after it: asked, answered by the branch, withdrawn."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from activityday.audit.actions import Actor, Event, record
from activityday.day.attendance.checks import (
    check_belongs,
    check_leave_in_time,
    check_may_answer,
    check_may_withdraw,
    check_no_live_leave,
)
from activityday.day.attendance.enums import LeaveKind, LeaveState
from activityday.day.attendance.models import Leave
from activityday.day.attendance.queries.leave import activity_day
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member

NAME_LENGTH = 60


@transaction.atomic
def ask_leave(
    *, member: Member, branch: Unit, month: date, kind: LeaveKind, reason: str, by: Actor, at: datetime
) -> Leave:
    """Register that `member` cannot come in the month, or (after the day) why they did not come (notice 四(四)).

    Until the day itself it is leave, afterwards an explanation, within the policy's days. It waits for the branch and
    changes nothing on the roll by itself. `reason` is sealed. Raises Refused.
    """
    on = localtime(at).date()
    held_on = activity_day(branch, month)
    check_belongs(member, branch, held_on)
    is_explanation = check_leave_in_time(held_on, on, parameters_for(branch, on=on))
    check_no_live_leave(member, month, is_explanation=is_explanation)
    leave = Leave(
        member=member,
        branch=branch,
        month=month,
        is_explanation=is_explanation,
        kind=kind,
        reason=reason.strip(),
        asked_by=by.display_name[:NAME_LENGTH],
        asked_at=at,
    )
    try:
        with transaction.atomic():
            leave.save(force_insert=True)
    except IntegrityError:
        raise Refused(f"{member.name}这个月刚刚已由别人登记，请刷新页面看看。") from None
    _log("asked", leave, by=by, at=at)
    return leave


@transaction.atomic
def grant_leave(
    *, member: Member, branch: Unit, month: date, kind: LeaveKind, reason: str, by: Actor, at: datetime
) -> Leave:
    """Register and grant at once, by somebody who may decide. Raises Refused."""
    leave = ask_leave(member=member, branch=branch, month=month, kind=kind, reason=reason, by=by, at=at)
    return answer_leave(leave=leave, is_granted=True, note="", by=by, at=at)


@transaction.atomic
def answer_leave(*, leave: Leave, is_granted: bool, note: str, by: Actor, at: datetime) -> Leave:
    """The branch grants or refuses. Raises Refused when it was answered or withdrawn already, also at the same moment."""
    check_may_answer(leave)
    leave.state = LeaveState.GRANTED if is_granted else LeaveState.REFUSED
    leave.answered_by, leave.answered_at = by.display_name[:NAME_LENGTH], at
    leave.answer_note = note.strip()
    _take(leave, LeaveState.ASKED, "state", "answered_by", "answered_at", "answer_note")
    _log("granted" if is_granted else "refused", leave, by=by, at=at)
    return leave


@transaction.atomic
def withdraw_leave(*, leave: Leave, by: Actor, at: datetime) -> Leave:
    """Take back what was asked or granted: the member came after all, or it was a mistake. Raises Refused."""
    check_may_withdraw(leave)
    before = LeaveState(leave.state)
    leave.state = LeaveState.WITHDRAWN
    _take(leave, before, "state")
    _log("withdrawn", leave, by=by, at=at)
    return leave


def _take(leave: Leave, before: LeaveState, *fields: str) -> None:
    values = {field: getattr(leave, field) for field in fields}
    if not Leave.objects.filter(pk=leave.pk, state=before).update(**values):
        raise Refused("刚刚有人办过这一条，请刷新页面看看现在的情况。")


def _log(what: str, leave: Leave, *, by: Actor, at: datetime) -> None:
    """One entry; the kind and the reason stay out of the log."""
    changes = {"month": leave.month, "is_explanation": leave.is_explanation, "state": leave.state}
    event = Event(f"attendance.leave_{what}", "leave", leave.pk, leave.member.name, changes)
    record(event, committee=leave.branch.chain_code, by=by, at=at)
