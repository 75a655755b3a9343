"""Reads of a roll: its head, what was changed in it, and which rolls were begun."""

from collections.abc import Iterable
from uuid import UUID

from activityday.day.activity.models import Activity
from activityday.day.attendance.models import Roll, RollChange, RollEntry
from activityday.people.roster.queries import SEALED


def roll_of(activity: Activity) -> Roll:
    """The roll of an activity; an unsaved empty one while nothing was written."""
    return Roll.objects.filter(activity=activity).first() or Roll(activity=activity)


def changes_of(activity: Activity) -> list[RollChange]:
    """What was changed after it was first recorded, newest first."""
    return list(activity.roll_changes.select_related("member").defer(*SEALED).order_by("-at", "-pk"))


def begun_among(activities: Iterable[UUID]) -> set[UUID]:
    """Those of these activities at which somebody was recorded; one query."""
    rows = RollEntry.objects.filter(activity__in=list(activities))
    return set(rows.values_list("activity_id", flat=True).distinct())
