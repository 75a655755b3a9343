"""A month of a unit, and its year. Opening either writes nothing."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from activityday.day.activity import queries
from activityday.day.activity.checks import guards_of
from activityday.day.activity.entries import history_in_words
from activityday.day.activity.enums import State
from activityday.day.activity.models import Activity
from activityday.day.activity.progress import late_days, preparation, recording
from activityday.day.activity.views.places import (
    FIRST_YEAR,
    LAST_YEAR,
    Place,
    buttons,
    crumbs_of,
    first_day,
    place_of,
)
from activityday.day.schedule.queries import days_of
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit

TONES = {State.PREPARING: "info", State.HELD: "wait", State.CLOSED: "ok", State.CANCELLED: "mute"}


@allowed(Permission.VIEW_UNIT)
def of_month(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """The activity of a month: its plan, its record, who is in charge, what is kept, and what was done to it."""
    place = place_of(request, unit, year, month)
    today = timezone.localdate()
    days_left = ((place.activity.held_on if place.activity else place.scheduled.day) - today).days
    context = {
        "place": place,
        "unit": unit,
        "month": place.month,
        "scheduled": place.scheduled,
        "activity": place.activity,
        "crumbs": place.crumbs,
        "days_left": days_left,
        "days_gone": -days_left,
        **buttons(request, place),
        **(_facts(place.activity, place, today) if place.activity else _nothing(request, place)),
    }
    return render(request, "activity/month.html", context)


@allowed(Permission.VIEW_UNIT)
def of_year(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The twelve months of a year with the day of each and what became of it."""
    first_day(unit, year)
    held = queries.activities_of_many([unit], [date(year, month, 1) for month in range(1, 13)])
    months = [(day, held.get((unit.pk, day.month), [])) for day in days_of(unit, year)]
    context = {
        "unit": unit,
        "year": year,
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
        "months": months,
        "today": timezone.localdate(),
        "crumbs": crumbs_of(request, unit),
    }
    return render(request, "activity/year.html", context)


def _nothing(request: Request, place: Place) -> dict[str, object]:
    whole = queries.whole_of(place.unit, place.month)
    return {
        "parts": queries.parts_of(place.unit, place.month),
        "whole": whole,
        "may_see_whole": whole is not None and may(request, Permission.VIEW_UNIT, whole.host),
        "cancelled": queries.cancelled_of(place.unit, place.month),
    }


def _facts(activity: Activity, place: Place, today: date) -> dict[str, object]:
    segments = queries.segments_of(activity)
    parameters = parameters_for(activity.host, on=activity.held_on)
    late = late_days(activity, on=today)
    return {
        "segments": segments,
        "scopes": queries.scope_units(activity),
        "expenses": queries.expenses_of(activity) if activity.recorded_at else [],
        "evidence": queries.evidence_of(activity),
        "history": history_in_words(queries.history_of_activity(activity)),
        "guards": guards_of(activity, segments, scheduled=place.scheduled.day, parameters=parameters),
        "preparation": preparation(activity, segments),
        "recording": recording(activity, segments),
        "late_days": late,
        "late_words": f"补录 {late} 天",
        "state_tone": TONES[State(activity.state)],
        "is_due": activity.held_on <= today,
    }
