"""Reads of leave and explanations, always starting from a unit and a month."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from activityday.day.activity.queries import activity_for
from activityday.day.attendance.models import Leave
from activityday.day.schedule.queries import day_of
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import SEALED, in_force


def activity_day(unit: Unit, month: date) -> date:
    """The day of the unit's activity: as prepared, else as the calendar says."""
    activity = activity_for(unit, month)
    return activity.held_on if activity else day_of(unit, month).day


def leaves_of(unit: Unit, month: date, *, on: date) -> list[Leave]:
    """Leave and explanations of a month at or below `unit`, in roster order; reasons stay sealed until asked for.

    For a Party group: those of its members on the day `on`.
    """
    return list(
        _of(unit, on=on)
        .filter(month=month)
        .select_related("member", "branch")
        .defer(*SEALED)
        .order_by("branch__path", "member__position", "member__name", "asked_at")
    )


def leave_of(unit: Unit, month: date, key: UUID, *, on: date) -> Leave | None:
    """One of them; None for any other."""
    found = _of(unit, on=on).filter(month=month, pk=key)
    return found.select_related("member", "branch", "branch__committee").first()


def _of(unit: Unit, *, on: date) -> QuerySet[Leave]:
    where = Q(branch__path__startswith=unit.path)
    if unit.level == Level.GROUP:
        where = Q(member__in=unit.group_affiliations.filter(in_force(on)).values("member"))
    return Leave.objects.filter(where)
