"""One month of one member: what was said, what counts, and what the contact found out."""

from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.day.attendance import actions as attendance
from activityday.day.attendance.enums import CreditSource, LeaveKind, Mode
from activityday.day.attendance.queries import credit_of
from activityday.day.floating import actions, queries
from activityday.day.floating.enums import ClaimStep
from activityday.day.floating.forms import CreditForm, LeaveForm, PickForm, WithdrawForm
from activityday.day.floating.queries import MonthOfMember
from activityday.day.floating.views.acts import branch_or_404, done, first_day, member_or_404, page
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.floating_queries import floating_member

WAITS = "这个月已经归档，先记在这里；请书记重新打开、再归档一次，才算进去。"


@allowed(Permission.VIEW_FLOATING)
@never_cache
def month(request: Request, unit: Unit, member: UUID, year: int, month: int) -> HttpResponse:
    """What was said of the month; whoever keeps the list answers for it here."""
    who, first = member_or_404(branch_or_404(unit), member), first_day(year, month)
    found = queries.month_of_member(who, unit, first)
    what = request.POST.get("do", "")
    bound = {name: form(request.POST if what == name else None) for name, form in FORMS.items()}
    if what and not may(request, Permission.KEEP_FLOATING, unit):
        raise Http404("may not answer here")
    form = bound.get(what)
    if form is not None and _answer(request, found, what, form):
        if what != "pick" and found.is_closed:
            messages.warning(request, WAITS)
        return redirect("floating:month", unit.code, who.pk, year, month)
    if form is None:
        day = found.activity.held_on if found.activity else first
        bound["credit"].initial = {"held_on": day, "mode": Mode.HOST_BRANCH}
    return page(request, "month", _context(request, unit, found, bound), *bound.values())


@allowed(Permission.KEEP_FLOATING)
@require_POST
def withdraw(request: Request, unit: Unit, member: UUID, year: int, month: int) -> HttpResponse:
    """Take a credit of this month back, with a reason."""
    who, form = member_or_404(branch_or_404(unit), member), WithdrawForm(request.POST)
    found = credit_of(unit, form.cleaned_data["credit"]) if form.is_valid() else None
    if found is not None and found.member_id == who.pk:
        try:
            attendance.withdraw_credit(
                credited=found, why=form.cleaned_data["why"], by=request.user, at=timezone.now()
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "已撤回，原来的登记还留着。")
    else:
        messages.error(request, "请写一句为什么撤回。")
    return redirect("floating:month", unit.code, who.pk, year, month)


@allowed(Permission.KEEP_FLOATING)
@require_POST
def answer_claim(request: Request, unit: Unit, claim: UUID) -> HttpResponse:
    """Accept or refuse what an organisation elsewhere filled in, with one click."""
    found = queries.claim_of(branch_or_404(unit), claim)
    step = {"accept": ClaimStep.ACCEPT, "refuse": ClaimStep.REFUSE}.get(request.POST.get("answer", ""))
    if found is None or step is None:
        raise Http404("no such claim here")
    slip = found.slip
    try:
        actions.answer_claim(claimed=found, step=step, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        _say(request, unit, slip.member.name, slip.month, step)
    return redirect("floating:floating", unit.code)


def _say(request: Request, unit: Unit, name: str, month: date, step: ClaimStep) -> None:
    if step == ClaimStep.REFUSE:
        messages.success(request, f"没有认定{name}{month.month}月的网上回执。要请对方再填，请重新打印回执。")
        return
    messages.success(request, f"已认定：{name}{month.month}月在流入地参加。")
    if queries.is_closed(unit, month):
        messages.warning(request, WAITS)


FORMS: dict[str, type[forms.Form]] = {"credit": CreditForm, "leave": LeaveForm, "pick": PickForm}


def _answer(request: Request, found: MonthOfMember, what: str, form: forms.Form) -> bool:
    acts = {"credit": _credit, "leave": _leave, "pick": _pick}
    sentence = {
        "credit": "已登记在外参加。",
        "leave": "已登记，等支部批。",
        "pick": "已选定，两边的记录都留着。",
    }
    return done(request, form, lambda: acts[what](request, found, form), sentence[what])


def _credit(request: Request, found: MonthOfMember, form: forms.Form) -> None:
    data = form.cleaned_data
    part = attendance.Part(data["host_name"], data["held_on"], Mode(data["mode"]), CreditSource.CONTACT)
    attendance.credit(
        member=found.member,
        branch=found.branch,
        month=found.month,
        part=part,
        by=request.user,
        at=timezone.now(),
    )


def _leave(request: Request, found: MonthOfMember, form: forms.Form) -> None:
    attendance.ask_leave(
        member=found.member,
        branch=found.branch,
        month=found.month,
        kind=LeaveKind(form.cleaned_data["kind"]),
        reason=form.cleaned_data["reason"],
        by=request.user,
        at=timezone.now(),
    )


def _pick(request: Request, found: MonthOfMember, form: forms.Form) -> None:
    attendance.pick(
        member=found.member,
        month=found.month,
        words={one.key: one for one in found.words},
        picked=form.cleaned_data["picked"],
        by=request.user,
        at=timezone.now(),
    )


def _context(
    request: Request, unit: Unit, found: MonthOfMember, bound: dict[str, forms.Form]
) -> dict[str, object]:
    return {
        "unit": unit,
        "member": found.member,
        "found": found,
        "month": found.month,
        "is_away": floating_member(unit, found.member.pk, on=timezone.localdate()) is not None,
        "forms": bound,
        "may_keep": may(request, Permission.KEEP_FLOATING, unit),
        "may_reopen": may(request, Permission.REOPEN_ACTIVITY, unit),
        "today": timezone.localdate(),
    }
