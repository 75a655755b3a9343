"""Slips: printed for a month, written down by their code; and the lists of those away as papers."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from activityday.day.floating import actions, printing, queries
from activityday.day.floating.checks import check_not_returned, check_slip_here
from activityday.day.floating.forms import CodeForm, PrintForm, SlipForm
from activityday.day.floating.models import Slip
from activityday.day.floating.views.acts import XLSX, away_or_404, branch_or_404, done, file, first_day, page
from activityday.day.floating.views.months import WAITS
from activityday.day.schedule.queries import day_of
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.floating_queries import floating_of


@allowed(Permission.VIEW_FLOATING)
@never_cache
def slips(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """The slips of a month: who gets one, what came back; a code that is typed leads to its member."""
    first = first_day(year, month)
    people = floating_of(branch_or_404(unit), on=timezone.localdate())
    what, may_keep = request.POST.get("do", ""), may(request, Permission.KEEP_FLOATING, unit)
    if what and not may_keep:
        raise Http404("may not print or write here")
    form = PrintForm(request.POST if what == "print" else None, people=people)
    code = CodeForm(request.POST if what == "code" else None)
    if form.is_bound and form.is_valid():
        pdf = _print(request, unit, first, form)
        if pdf is not None:
            return file(pdf, f"{unit.short_name}{year}年{month}月参加活动回执.pdf")
    if code.is_bound and code.is_valid() and (slip := _found(unit, code)) is not None:
        return redirect("floating:slip", unit.code, slip.code)
    context = {
        "unit": unit,
        "month": first,
        "before": _months_away(first, -1),
        "after": _months_away(first, 1),
        "held_on": day_of(unit, first).day,
        "people": people,
        "slips": queries.slips_of(unit, first),
        "form": form,
        "code": code,
        "page_days": _page_days(unit),
        "may_keep": may_keep,
        "today": timezone.localdate(),
    }
    return page(request, "slips", context, form, code)


@allowed(Permission.KEEP_FLOATING)
@never_cache
def slip(request: Request, unit: Unit, slip: str) -> HttpResponse:
    """A slip that came back: its member and month stand there, where and when is typed."""
    found = queries.slip_of(slip)
    if found is None or found.branch_id != branch_or_404(unit).pk:
        raise Http404("no such slip here")
    form = SlipForm(
        request.POST if request.method == "POST" else None,
        initial={"held_on": day_of(unit, found.month).day},
    )

    def act() -> None:
        actions.record_slip(slip=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    sentence = f"已登记：{found.member.name}{found.month.month}月在流入地参加。"
    if form.is_bound and done(request, form, act, sentence):
        if queries.is_closed(unit, found.month):
            messages.warning(request, WAITS)
        return redirect("floating:slips", unit.code, found.month.year, found.month.month)
    context = {
        "unit": unit,
        "slip": found,
        "form": form,
        "is_closed": queries.is_closed(unit, found.month),
        "waits": WAITS,
    }
    return page(request, "slip", context, form)


@allowed(Permission.KEEP_FLOATING)
@require_POST
def revoke(request: Request, unit: Unit, slip: str) -> HttpResponse:
    """The page of a slip cannot be filled in any more."""
    found = queries.slip_of(slip)
    if found is None or found.branch_id != branch_or_404(unit).pk:
        raise Http404("no such slip here")
    actions.revoke_page(slip=found, by=request.user, at=timezone.now())
    messages.success(request, f"{found.member.name}的网上填写码已作废，纸质回执照常能用。")
    return redirect("floating:slips", unit.code, found.month.year, found.month.month)


@allowed(Permission.VIEW_FLOATING)
@require_GET
def calls(request: Request, unit: Unit) -> HttpResponse:
    """The contacts' call list; whole numbers only for those who may see them, and that is logged."""
    pdf = printing.print_calls(
        unit=branch_or_404(unit),
        with_phones=may(request, Permission.VIEW_SENSITIVE, unit),
        by=request.user,
        on=timezone.localdate(),
        at=timezone.now(),
    )
    return file(pdf, f"{unit.short_name}流动党员联系名单.pdf")


@allowed(Permission.VIEW_FLOATING)
@require_GET
def form(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """流动党员登记表 of one member; whole telephone and address only for those who may see them, and that is logged."""
    found = away_or_404(unit, member)
    pdf = printing.print_form(
        found=found,
        with_secrets=may(request, Permission.VIEW_SENSITIVE, unit),
        by=request.user,
        on=timezone.localdate(),
        at=timezone.now(),
    )
    return file(pdf, f"{found.member.name}流动党员登记表.pdf")


@allowed(Permission.VIEW_FLOATING)
@require_GET
def roster(request: Request, unit: Unit) -> HttpResponse:
    """流动党员名册 as a workbook, telephone numbers masked."""
    content = printing.roster_workbook(unit, by=request.user, on=timezone.localdate(), at=timezone.now())
    return file(content, f"{unit.short_name}流动党员名册.xlsx", kind=XLSX)


def _print(request: Request, unit: Unit, month: date, form: PrintForm) -> bytes | None:
    days = _page_days(unit) if form.cleaned_data["with_page"] else None
    try:
        printed = actions.print_slips(
            unit=unit,
            members=form.members(),
            month=month,
            page_days=days,
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    address = request.build_absolute_uri(reverse("floating:page"))
    return printing.slips_pdf(unit, month, printed, address=address, held_on=day_of(unit, month).day)


def _found(unit: Unit, form: CodeForm) -> Slip | None:
    try:
        found = check_slip_here(queries.slip_by_code(form.cleaned_data["code"]), unit)
        check_not_returned(found)
    except Refused as refused:
        form.add_error("code", str(refused))
        return None
    return found


def _page_days(unit: Unit) -> int:
    return parameters_for(unit, on=timezone.localdate()).integer("slip_page_days")


def _months_away(month: date, months: int) -> date:
    number = month.year * 12 + month.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
