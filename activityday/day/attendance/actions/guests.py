"""Writes of guests: by name or by number, never in a rate (notice 二)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from activityday.audit.actions import Actor, Event, record
from activityday.day.activity.checks import check_may_change
from activityday.day.activity.models import Activity
from activityday.day.attendance.checks import check_guests
from activityday.day.attendance.enums import GuestKind
from activityday.day.attendance.models import Guest

NAME_LENGTH = 60


@transaction.atomic
def add_guests(
    *, activity: Activity, kind: GuestKind, names: Sequence[str], count: int, by: Actor, at: datetime
) -> int:
    """Write down guests of one kind: each of `names`, or `count` people without names (which replaces an earlier number).

    The same name twice is written once. Returns how many lines changed. Raises Refused.
    """
    check_may_change(activity)
    check_guests(len(names) or count)
    lines = [(name, 1) for name in dict.fromkeys(names)] or [("", count)]
    changed = sum(_put(activity, kind, name, number, by=by, at=at) for name, number in lines)
    if changed:
        _log("guests_added", activity, {"kind": kind, "people": len(names) or count}, by=by, at=at)
    return changed


@transaction.atomic
def remove_guest(*, guest: Guest, by: Actor, at: datetime) -> None:
    """Take back one line. Raises Refused once the activity is closed."""
    check_may_change(guest.activity)
    changes = {"kind": guest.kind, "people": guest.count}
    guest.delete()
    _log("guest_removed", guest.activity, changes, by=by, at=at)


def _put(activity: Activity, kind: GuestKind, name: str, number: int, *, by: Actor, at: datetime) -> bool:
    guest, created = Guest.objects.get_or_create(
        activity=activity,
        kind=kind,
        name=name,
        defaults={"count": number, "added_by": by.display_name[:NAME_LENGTH], "added_at": at},
    )
    if created or guest.count == number:
        return created
    Guest.objects.filter(pk=guest.pk).update(
        count=number, added_by=by.display_name[:NAME_LENGTH], added_at=at
    )
    return True


def _log(what: str, activity: Activity, changes: dict[str, object], *, by: Actor, at: datetime) -> None:
    event = Event(f"attendance.{what}", "activity", activity.pk, str(activity), changes)
    record(event, committee=str(activity.committee.code), by=by, at=at)
