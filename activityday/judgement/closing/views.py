"""Closing a month, opening it again, and what the rules found."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from activityday.day.activity.enums import State
from activityday.day.activity.models import Activity
from activityday.day.activity.queries import activity_for
from activityday.day.activity.views.places import FIRST_YEAR, LAST_YEAR
from activityday.judgement.closing.actions import Facts, Signatures, close, facts_of, reopen
from activityday.judgement.closing.forms import ReopenForm, SignatureForm
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


def _activity_or_404(unit: Unit, year: int, month: int) -> Activity:
    activity = activity_for(unit, _month_or_404(year, month))
    if activity is None:
        raise Http404(f"{unit} {year}-{month}")
    return activity


@allowed(Permission.CLOSE_ACTIVITY)
def close_month(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """The checklist with each guard's sentence, the declaration, two names; then the facts are frozen."""
    activity = _activity_or_404(unit, year, month)
    if activity.state == State.CLOSED:
        messages.info(request, "这次活动已经归档。要改请先重新打开。")
        return HttpResponseRedirect(reverse("closing:closed", args=[unit.code, year, month]))
    now = timezone.now()
    facts = facts_of(activity, on=timezone.localdate(now))
    form = SignatureForm(request.POST or None, initial=_prefilled(activity, request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            close(
                activity=activity,
                signatures=Signatures(
                    given["declared"], given["recorder_name"], given["secretary_name"], given["reason"]
                ),
                base_version=given["base_version"],
                by=request.user,
                at=now,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已经归档。纪实表、会议记录和台账现在都可以打印。")
            return HttpResponseRedirect(reverse("closing:closed", args=[unit.code, year, month]))
    return _checklist_page(request, unit, activity, facts, form)


def _prefilled(activity: Activity, request: Request) -> dict[str, object]:
    return {
        "recorder_name": activity.recorder,
        "secretary_name": request.user.name,
        "base_version": activity.version,
    }


def _checklist_page(
    request: Request, unit: Unit, activity: Activity, facts: Facts, form: SignatureForm
) -> HttpResponse:
    before = current_closing(activity)
    if before is None:
        del form.fields["reason"]
    return render(
        request,
        "closing/close.html",
        {
            "unit": unit,
            "activity": activity,
            "items": facts.found.items,
            "in_the_way": facts.found.refusals,
            "rates": three_rates(facts.found.counts),
            "form": form,
            "before": before,
        },
        status=422 if form.is_bound else 200,
    )


@allowed(Permission.VIEW_UNIT)
def closed(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """What was frozen: three rates with the names behind them, the versions, and what can be printed."""
    activity = _activity_or_404(unit, year, month)
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
            "may_see_names": may(request, Permission.VIEW_ROSTER, unit),
            "may_reopen": may(request, Permission.REOPEN_ACTIVITY, unit),
        },
    )


@allowed(Permission.REOPEN_ACTIVITY)
def reopen_month(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """Open a closed month again with a reason."""
    activity = _activity_or_404(unit, year, month)
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
        },
    )
