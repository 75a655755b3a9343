"""Reads of who was invited (notice 二)."""

from activityday.day.activity.models import Activity
from activityday.day.attendance.models import Guest


def guests_of(activity: Activity) -> list[Guest]:
    """The guests of an activity in the order in which they were written down."""
    return list(activity.guests.order_by("pk"))


def guest_of(activity: Activity, key: int) -> Guest | None:
    """One guest of this activity; None for any other."""
    return activity.guests.filter(pk=key).first()
