"""Leave before an activity and explanations after it."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.day.activity.views.places import first_day
from activityday.day.attendance import actions, queries
from activityday.day.attendance.forms import AnswerForm, LeaveForm
from activityday.day.attendance.models import Leave
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import members_of
from activityday.rules.leave import last_day_to_explain


@allowed(Permission.VIEW_ROSTER)
@never_cache
def leave(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """Who asked for leave or explained an absence in the month; below it the form to register one."""
    first = first_day(unit, year, month)
    people = members_of(unit, on=queries.activity_day(unit, first))
    form = LeaveForm(request.POST or None, people=people)
    if request.method == "POST":
        if not may(request, Permission.TAKE_ROLL, unit):
            raise Http404("may not register leave here")
        if form.is_valid() and _register(request, unit, first, form):
            return redirect("attendance:leave", unit.code, year, month)
    return _page(request, unit, first, form)


@allowed(Permission.TAKE_ROLL)
@require_POST
def answer(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """Grant, refuse or withdraw one of them."""
    first, form = first_day(unit, year, month), AnswerForm(request.POST)
    if not form.is_valid():
        raise Http404("no such answer")
    what = form.cleaned_data["answer"]
    if what != "withdraw" and not may(request, Permission.DECIDE_LEAVE, unit):
        raise Http404("may not decide leave here")
    found = queries.leave_of(unit, first, form.cleaned_data["leave"], on=timezone.localdate())
    if found is None:
        raise Http404("no such leave here")
    try:
        messages.success(request, _answer(request, found, what, form.cleaned_data["note"]))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("attendance:leave", unit.code, year, month)


def _register(request: Request, unit: Unit, month: date, form: LeaveForm) -> bool:
    """Whether it was registered; a refusal stands on the form."""
    person = form.cleaned_data["member"]
    decides = may(request, Permission.DECIDE_LEAVE, unit)
    register = actions.grant_leave if decides else actions.ask_leave
    try:
        made = register(
            member=person.member,
            branch=person.branch,
            month=month,
            kind=form.cleaned_data["kind"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    what = "说明" if made.is_explanation else "请假"
    done = "已登记，并已" + ("认可" if made.is_explanation else "准假") if decides else "已登记，等支部书记批"
    messages.success(request, f"{person.member.name}的{what}{done}。")
    return True


def _answer(request: Request, found: Leave, what: str, note: str) -> str:
    if what == "withdraw":
        actions.withdraw_leave(leave=found, by=request.user, at=timezone.now())
        return f"{found.member.name}的登记已撤回。"
    actions.answer_leave(
        leave=found, is_granted=what == "grant", note=note, by=request.user, at=timezone.now()
    )
    return f"{found.member.name}：{found.get_state_display()}。"


def _page(request: Request, unit: Unit, month: date, form: LeaveForm) -> HttpResponse:
    today = timezone.localdate()
    held_on = queries.activity_day(unit, month)
    days = parameters_for(unit, on=today).integer("explain_days")
    last = last_day_to_explain(held_on, days=days)
    context = {
        "unit": unit,
        "month": month,
        "form": form,
        "held_on": held_on,
        "explain_days": days,
        "last_to_explain": last,
        "is_explaining": held_on < today,
        "is_too_late": today > last,
        "leaves": queries.leaves_of(unit, month, on=today),
        "may_register": may(request, Permission.TAKE_ROLL, unit),
        "may_decide": may(request, Permission.DECIDE_LEAVE, unit),
        "may_see_reason": may(request, Permission.VIEW_REASON, unit),
    }
    return render(request, "attendance/leave.html", context, status=422 if form.is_bound else 200)
