"""Guests of an activity: never in a rate."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from activityday.day.activity.checks import may_change
from activityday.day.activity.models import Activity
from activityday.day.activity.queries import activity_for
from activityday.day.activity.views.places import first_day
from activityday.day.attendance import actions, queries
from activityday.day.attendance.forms import GuestForm, RemoveGuestForm
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


@allowed(Permission.VIEW_ROSTER)
def guests(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """Who was invited; below it the form to write down more."""
    activity = _activity_or_404(unit, year, month)
    form = GuestForm(request.POST or None)
    may_record = may(request, Permission.TAKE_ROLL, unit)
    if request.method == "POST":
        if not may_record:
            raise Http404("may not write down guests here")
        if form.is_valid() and _add(request, activity, form):
            return redirect("attendance:guests", unit.code, year, month)
    context = {
        "unit": unit,
        "month": activity.month,
        "activity": activity,
        "form": form,
        "guests": queries.guests_of(activity),
        "may_record": may_record and may_change(activity),
    }
    return render(request, "attendance/guests.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.TAKE_ROLL)
@require_POST
def remove(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """Take back one line."""
    activity, form = _activity_or_404(unit, year, month), RemoveGuestForm(request.POST)
    guest = queries.guest_of(activity, form.cleaned_data["guest"]) if form.is_valid() else None
    if guest is None:
        raise Http404("no such guest here")
    try:
        actions.remove_guest(guest=guest, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("attendance:guests", unit.code, year, month)


def _activity_or_404(unit: Unit, year: int, month: int) -> Activity:
    activity = activity_for(unit, first_day(unit, year, month))
    if activity is None:
        raise Http404("nothing prepared")
    return activity


def _add(request: Request, activity: Activity, form: GuestForm) -> bool:
    """Whether they were written down; a refusal stands on the form."""
    data = form.cleaned_data
    try:
        actions.add_guests(
            activity=activity,
            kind=data["kind"],
            names=data["names"],
            count=data["count"] or 0,
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "已登记来宾。")
    return True
