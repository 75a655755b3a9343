"""Large contributions: registered by the branch, taken over and passed on by the committee."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from activityday.contents.dues.actions import contributions as actions
from activityday.contents.dues.forms.upward import ContributionForm, ContributionStepForm
from activityday.contents.dues.models import Contribution
from activityday.contents.dues.queries import contributions as queries
from activityday.contents.dues.views.pages import REFUSED, place
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import affiliated

PLACES = {Level.BRANCH, Level.GENERAL_BRANCH, Level.COMMITTEE}
DONE = {
    "take_over": "已记镇党委代收。",
    "pass_on": "已记上缴中央。",
    "receipt": "收据号已记。",
    "void": "已作废，内容留着。",
}


@allowed(Permission.VIEW_DUES)
@never_cache
def contributions(request: Request, unit: Unit) -> HttpResponse:
    """What was given at or below the unit; at a branch, the form to register one."""
    if unit.level not in PLACES:
        raise Http404("registered by the branch")
    today = timezone.localdate()
    may_register = unit.is_branch and may(request, Permission.COLLECT_DUES, unit)
    people = affiliated([unit], on=today) if may_register else []
    form = ContributionForm(posted(request), people=people, initial={"received_on": today})
    if form.is_bound:
        if not may_register:
            raise Http404("may not register here")
        if form.is_valid() and (made := _register(request, unit, form)):
            return redirect("dues:contribution", unit.code, made.pk)
    context = place(request, unit) | {
        "form": form,
        "may_register": may_register,
        "threshold": parameters_for(unit, on=today).integer("dues_large_yuan"),
        "found": list(queries.contributions_of(unit)),
        "today": today,
    }
    return render(request, "dues/contributions.html", context, status=REFUSED if form.is_bound else 200)


@allowed(Permission.VIEW_DUES)
@never_cache
def contribution(request: Request, unit: Unit, contribution: UUID) -> HttpResponse:
    """One of them, and the step that is next."""
    found = contribution_or_404(unit, contribution)
    form = ContributionStepForm(posted(request), initial={"day": timezone.localdate()})
    if form.is_bound and form.is_valid() and _step(request, found, form):
        return redirect("dues:contribution", unit.code, found.pk)
    context = place(request, unit) | {
        "contribution": found,
        "form": form,
        "may_void": found.voided_at is None and found.sent_on is None and _may_void(request, found),
        "may_receive": may(request, Permission.RECEIVE_DUES, found.branch),
        "today": timezone.localdate(),
    }
    return render(request, "dues/contribution.html", context, status=REFUSED if form.is_bound else 200)


def contribution_or_404(unit: Unit, key: UUID) -> Contribution:
    """What was given at or below the unit."""
    found = queries.contribution_of(unit, key)
    if found is None:
        raise Http404("no such contribution here")
    return found


def _register(request: Request, unit: Unit, form: ContributionForm) -> Contribution | None:
    data = form.cleaned_data
    try:
        made = actions.register(
            branch=unit,
            member=data["member"].member,
            amount=data["amount"],
            received_on=data["received_on"],
            brief=data["brief"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, "已登记。打印移交单，连款送镇党委代收。")
    return made


def _step(request: Request, found: Contribution, form: ContributionStepForm) -> bool:
    """Whether the step was taken; a refusal stands on the form."""
    data, what = form.cleaned_data, form.cleaned_data["do"]
    allowed_here = (
        _may_void(request, found) if what == "void" else may(request, Permission.RECEIVE_DUES, found.branch)
    )
    if not allowed_here:
        raise Http404("not for this post")
    try:
        _take(request, found, what, data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, DONE[what])
    return True


def _take(request: Request, found: Contribution, what: str, data: dict[str, object]) -> None:
    by, at, day = request.user, timezone.now(), data["day"] or timezone.localdate()
    receipt, reason = str(data["receipt"]), str(data["reason"])
    if what == "take_over":
        actions.take_over(contribution=found, day=day, by=by, at=at)  # type: ignore[arg-type]
    elif what == "pass_on":
        actions.pass_on(contribution=found, day=day, receipt=receipt, by=by, at=at)  # type: ignore[arg-type]
    elif what == "receipt":
        actions.note_receipt(contribution=found, receipt=receipt, by=by, at=at)
    else:
        actions.void(contribution=found, reason=reason, by=by, at=at)


def _may_void(request: Request, found: Contribution) -> bool:
    """The branch until the committee took it over, then the committee."""
    needed = Permission.RECEIVE_DUES if found.taken_over_on else Permission.COLLECT_DUES
    return may(request, needed, found.branch)
