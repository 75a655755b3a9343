"""Closing a month: the checklist, two names, and everything that follows from the frozen facts."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from activityday.day.activity.enums import State
from activityday.day.activity.models import Activity
from activityday.home.actions import close_month
from activityday.judgement.closing.actions import Facts, Signatures, facts_of
from activityday.judgement.closing.forms import SignatureForm
from activityday.judgement.closing.queries import current_closing
from activityday.judgement.closing.views import activity_or_404
from activityday.people.accounts.access import Request, allowed
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.participation import three_rates


@allowed(Permission.CLOSE_ACTIVITY)
def close(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """The checklist with each guard's sentence, the declaration, two names; then the facts are frozen."""
    activity = activity_or_404(unit, year, month)
    if activity.state == State.CLOSED:
        messages.info(request, "这次活动已经归档。要改请先重新打开。")
        return HttpResponseRedirect(reverse("closing:closed", args=[unit.code, year, month]))
    now = timezone.now()
    facts = facts_of(activity, on=timezone.localdate(now))
    form = SignatureForm(request.POST or None, initial=_prefilled(activity, request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            close_month(
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
        "home/close.html",
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
