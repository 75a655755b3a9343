"""What every page of a month needs: the month itself, the day in force, the activity, and who may do what."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from activityday.day.activity.checks import may_change, may_take
from activityday.day.activity.enums import Step
from activityday.day.activity.models import Activity
from activityday.day.activity.queries import activity_for
from activityday.day.schedule.queries import ScheduledDay, day_of
from activityday.people.accounts.access import Request, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import ancestors_of

FIRST_YEAR, LAST_YEAR = 2017, 2099
HOLDERS = {Level.GENERAL_BRANCH, Level.BRANCH, Level.GROUP}


@dataclass(frozen=True)
class Place:
    """One unit's month as a page opens it."""

    unit: Unit
    month: date
    scheduled: ScheduledDay
    activity: Activity | None
    crumbs: list[tuple[Unit, bool]]

    @property
    def host(self) -> Unit:
        """The unit that holds the activity, or would."""
        return self.activity.host if self.activity else self.unit


def place_of(request: Request, unit: Unit, year: int, month: int) -> Place:
    """The month at this address, or Http404: no such month, or a unit that holds no activities."""
    first = first_day(unit, year, month)
    return Place(unit, first, day_of(unit, first), activity_for(unit, first), crumbs_of(request, unit))


def place_of_activity(request: Request, unit: Unit, year: int, month: int) -> tuple[Place, Activity]:
    """The month with the activity that is there, or Http404."""
    place = place_of(request, unit, year, month)
    if place.activity is None:
        raise Http404(f"{unit.code} {year}-{month}: nothing prepared")
    return place, place.activity


def crumbs_of(request: Request, unit: Unit) -> list[tuple[Unit, bool]]:
    """The units above, from the committee down, and whether the reader may open each."""
    if unit.committee is not None and unit.depth == unit.committee.depth + 1:
        above = [unit.committee]
    else:
        above = [one for one in ancestors_of(unit) if one.committee_id is not None]
    return [(one, may(request, Permission.VIEW_UNIT, one)) for one in above]


def first_day(unit: Unit, year: int, month: int = 1) -> date:
    """The first day of the month at this address, or Http404."""
    if unit.level not in HOLDERS or not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:  # noqa: PLR2004
        raise Http404(f"{unit.code} {year}-{month}")
    return date(year, month, 1)


def buttons(request: Request, place: Place) -> dict[str, bool]:
    """What the reader may do with this month now; a joint activity is edited by those who may edit at its host."""
    activity, host = place.activity, place.host
    is_open = activity is not None and may_change(activity)
    return {
        "may_prepare": (activity is None or is_open) and may(request, Permission.PREPARE_ACTIVITY, host),
        "may_record": is_open and may(request, Permission.RECORD_ACTIVITY, host),
        "may_cancel": activity is not None
        and may_take(activity, Step.CANCEL)
        and may(request, Permission.CLOSE_ACTIVITY, host),
        "may_leave": activity is not None
        and host.pk != place.unit.pk
        and may_take(activity, Step.CANCEL)
        and may(request, Permission.CLOSE_ACTIVITY, place.unit),
        "may_print": activity is not None and may(request, Permission.PRINT, place.unit),
    }
