"""What was frozen, opening a month again, and what the rules found."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from activityday.day.activity.models import Activity
from activityday.day.activity.queries import activity_for
from activityday.day.activity.views.places import FIRST_YEAR, LAST_YEAR
from activityday.judgement.closing.actions import reopen
from activityday.judgement.closing.enums import Outcome
from activityday.judgement.closing.forms import ReopenForm
from activityday.judgement.closing.queries import (
    closings_of,
    counted_at,
    counts_of,
    current_closing,
    findings_of,
    people_by_outcome,
)
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.participation import three_rates


def _month_or_404(year: int, month: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(f"{year}-{month}")
    try:
        return date(year, month, 1)
    except ValueError:
        raise Http404(f"{year}-{month}") from None


def activity_or_404(unit: Unit, year: int, month: int) -> Activity:
    """The live activity of the month of `unit`; else 404."""
    activity = activity_for(unit, _month_or_404(year, month))
    if activity is None:
        raise Http404(f"{unit} {year}-{month}")
    return activity


@allowed(Permission.VIEW_UNIT)
def closed(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """What was frozen: three rates with the names behind them, the versions, and what can be printed."""
    activity = activity_or_404(unit, year, month)
    closing = current_closing(activity)
    if closing is None:
        raise Http404(str(activity))
    rows = list(counted_at(closing))
    return render(
        request,
        "closing/closed.html",
        {
            "unit": unit,
            "activity": activity,
            "closing": closing,
            "versions": closings_of(activity),
            "rates": three_rates(counts_of(row.outcome for row in rows)),
            "percent": closing.parameters["participation_percent"],
            "groups": people_by_outcome(rows),
            "unverified": [row for row in rows if row.outcome == Outcome.UNVERIFIED],
            "may_float": unit.is_branch and may(request, Permission.VIEW_FLOATING, unit),
            "may_see_names": may(request, Permission.VIEW_ROSTER, unit),
            "may_reopen": may(request, Permission.REOPEN_ACTIVITY, unit),
        },
    )


@allowed(Permission.REOPEN_ACTIVITY)
def reopen_month(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """Open a closed month again with a reason."""
    activity = activity_or_404(unit, year, month)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reopen(activity=activity, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已经重新打开。改好以后请再归档一次。")
            return HttpResponseRedirect(reverse("home:month", args=[unit.code, year, month]))
    return render(
        request,
        "closing/reopen.html",
        {"unit": unit, "activity": activity, "form": form},
        status=422 if form.is_bound else 200,
    )


@allowed(Permission.VIEW_FINDINGS)
def findings(request: Request, unit: Unit, year: int) -> HttpResponse:
    """What the rules found in a branch's year, each with its months, its arithmetic and its clause."""
    _month_or_404(year, 1)
    return render(
        request,
        "closing/findings.html",
        {
            "unit": unit,
            "year": year,
            "findings": findings_of(unit, year),
            "may_see_names": may(request, Permission.VIEW_ROSTER, unit),
            "may_see_cases": may(request, Permission.VIEW_CASES, unit),
        },
    )
