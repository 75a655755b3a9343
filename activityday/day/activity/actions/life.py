"""The only place where the state of an activity changes."""

from datetime import datetime

from django.db import transaction

from activityday.audit.actions import Actor, Event, record
from activityday.day.activity.actions.entries import event_of
from activityday.day.activity.checks import check_step
from activityday.day.activity.enums import Step
from activityday.day.activity.models import Activity, ActivityStep
from activityday.people.organisation.checks import Refused


@transaction.atomic
def move(*, activity: Activity, step: Step, by: Actor, at: datetime, note: str = "") -> ActivityStep:
    """Take `step` (notice 四(四)): the new state by TRANSITIONS, one more step in the activity's life.

    Raises Refused when the step leads nowhere from the present state, or somebody else was quicker.
    """
    taken, event = take(activity, step, note=note, by=by, at=at)
    record(event, committee=str(activity.committee.code), by=by, at=at)
    return taken


def take(activity: Activity, step: Step, *, note: str, by: Actor, at: datetime) -> tuple[ActivityStep, Event]:
    """`move` for a write that has more to log: gives its event back. Called inside that write's transaction."""
    after = check_step(activity, step)
    taken = Activity.objects.filter(pk=activity.pk, state=activity.state).update(state=after)
    if not taken:
        raise Refused("刚刚有人处理过这次活动，请刷新页面看看现在的情况。")
    activity.state = after
    return _append(activity, step, note=note, by=by, at=at)


@transaction.atomic
def cancel(*, activity: Activity, reason: str, by: Actor, at: datetime) -> ActivityStep:
    """Call off an activity that is still being prepared; its units may prepare another. Raises Refused."""
    reason = reason.strip()
    if not reason:
        raise Refused("请写明为什么取消，上级和后来的人要看得懂。")
    taken = move(activity=activity, step=Step.CANCEL, note=reason, by=by, at=at)
    activity.scopes.update(is_live=False)
    return taken


def append(activity: Activity, step: Step, *, note: str, by: Actor, at: datetime) -> ActivityStep:
    """One more step, and its entry in the log."""
    taken, event = _append(activity, step, note=note, by=by, at=at)
    record(event, committee=str(activity.committee.code), by=by, at=at)
    return taken


def _append(
    activity: Activity, step: Step, *, note: str, by: Actor, at: datetime
) -> tuple[ActivityStep, Event]:
    taken = ActivityStep.objects.create(
        activity=activity, step=step, state=activity.state, by_name=by.display_name, at=at, note=note
    )
    return taken, event_of(step.value, activity, {"state": activity.state, "note": note})
