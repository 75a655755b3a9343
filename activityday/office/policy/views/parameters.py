"""The parameters of a unit: what holds and why; setting one differently, and ending that, each with a look ahead."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from activityday.office.policy import actions, changes, checks, queries
from activityday.office.policy.forms.amendments import AmendmentForm, EndForm
from activityday.office.policy.pages import subjects_of
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.parameters import Parameter


@allowed(Permission.VIEW_UNIT)
def unit(request: Request, unit: Unit) -> HttpResponse:
    """Every parameter with the value in force, where it comes from, its readings and its history."""
    today = timezone.localdate()
    context = {
        "unit": unit,
        "today": today,
        "subjects": subjects_of(unit, on=today),
        "may_amend": may(request, Permission.AMEND_POLICY, unit),
    }
    return render(request, "policy/unit.html", context)


@allowed(Permission.AMEND_POLICY)
def amend(request: Request, unit: Unit, parameter: str) -> HttpResponse:
    """Set one parameter differently: first shows what would change, then writes it."""
    today = timezone.localdate()
    known = _parameter_or_404(parameter)
    current = queries.parameters_for(unit, on=today).values[known.key]
    chosen = ("yes" if current else "no") if isinstance(current, bool) else current
    initial = {"since": today, "value": chosen}
    form = AmendmentForm(request.POST or None, initial=initial, parameter=known, unit=unit)
    page = {
        "unit": unit,
        "form": form,
        "parameter": known,
        "current": known.shown(current),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "policy/amend.html", page, status=422 if form.is_bound else 200)
    try:
        checks.check_proposal(unit, form.proposal())
        if "confirm" in request.POST:
            actions.amend(unit=unit, proposal=form.proposal(), by=request.user, at=timezone.now())
            messages.success(request, f"已调整“{known.label}”。")
            return redirect("policy:unit", unit.code)
    except Refused as refused:
        form.add_error(None, str(refused))
        return render(request, "policy/amend.html", page, status=422)
    if "back" in request.POST:
        return render(request, "policy/amend.html", page)
    page["proposed"] = known.shown(form.proposal().value)
    page["effect"] = changes.of_amendment(unit, form.proposal(), today=today)
    return render(request, "policy/amend_preview.html", page)


@allowed(Permission.AMEND_POLICY)
def end(request: Request, unit: Unit, amendment: int) -> HttpResponse:
    """End an amendment after a day, or mark it void: first shows what would change, then writes it."""
    today = timezone.localdate()
    found = queries.amendment_of(unit, amendment)
    if found is None:
        raise Http404("no such amendment here")
    known = _parameter_or_404(found.parameter)
    form = EndForm(request.POST or None, initial={"until": today})
    page = {
        "unit": unit,
        "form": form,
        "amendment": found,
        "parameter": known,
        "value": known.shown(found.value),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "policy/end.html", page, status=422 if form.is_bound else 200)
    until, reason = form.last_day(), form.cleaned_data["reason"]
    try:
        checks.check_may_end(found, until, reason)
        if "confirm" in request.POST:
            actions.end(amendment=found, until=until, reason=reason, by=request.user, at=timezone.now())
            messages.success(request, f"已停用对“{known.label}”的这次调整。")
            return redirect("policy:unit", unit.code)
    except Refused as refused:
        form.add_error(None, str(refused))
        return render(request, "policy/end.html", page, status=422)
    if "back" in request.POST:
        return render(request, "policy/end.html", page)
    page["until"] = until
    page["effect"] = changes.of_end(found, until, today=today)
    return render(request, "policy/end_preview.html", page)


def _parameter_or_404(key: str) -> Parameter:
    try:
        parameter = checks.known_parameter(key)
    except Refused as refused:
        raise Http404(key) from refused
    if not checks.may_amend(parameter):
        raise Http404(f"{key} is fixed")
    return parameter
