"""Pledges of a year: made, judged by the branch, carried over, posted."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from activityday.contents.service import actions, printing, queries
from activityday.contents.service.enums import PledgeState
from activityday.contents.service.forms.pledges import JudgeForm, PledgesForm
from activityday.contents.service.forms.projects import WhyForm
from activityday.contents.service.views.places import (
    PDF,
    as_file,
    check_branch,
    check_year,
    done,
    pressed,
    views_of,
)
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import affiliated

MAY_CARRY = (PledgeState.MADE, PledgeState.PARTLY, PledgeState.NOT_KEPT)


@allowed(Permission.VIEW_SERVICE)
def pledges(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Everybody's pledges and what came of them, the branch's first, in roster order."""
    _check(unit, year)
    today = timezone.localdate()
    lines = queries.pledges_of(unit, year, on=today)
    context = {
        "unit": unit,
        "year": year,
        "views": views_of(request, unit, year, "pledges"),
        "lines": lines,
        "kept": sum(line.pledge.state == PledgeState.KEPT for line in lines),
        "waiting": len(queries.open_among(lines)),
        "may_carry": year <= today.year and any(line.pledge.state in MAY_CARRY for line in lines),
        "may_record": may(request, Permission.RECORD_SERVICE, unit),
        "has_next": year <= today.year,
    }
    return render(request, "service/pledges.html", context)


@allowed(Permission.RECORD_SERVICE)
def new_pledges(request: Request, unit: Unit, year: int) -> HttpResponse:
    """One line for everybody who has something to promise."""
    _check(unit, year)
    today = timezone.localdate()
    members = [entry.member for entry in affiliated([unit], on=today)]
    standing = queries.pledges_of(unit, year, on=today)
    form = PledgesForm(posted(request), year=year, members=members, standing=standing)

    def act() -> str:
        now, drafts = timezone.now(), form.drafts
        made = actions.make_pledges(unit=unit, year=year, drafts=drafts, by=request.user, at=now)
        return f"登记了 {len(made)} 条承诺，可以打印张贴。"

    if form.is_bound and done(request, form, act, ""):
        return redirect("service:pledges", unit.code, year)
    context = {"unit": unit, "year": year, "form": form}
    return render(request, "service/new_pledges.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.RECORD_SERVICE)
def judge(request: Request, unit: Unit, year: int) -> HttpResponse:
    """What came of the pledges: those chosen are written, the others stay."""
    _check(unit, year)
    today = timezone.localdate()
    lines = [line for line in queries.pledges_of(unit, year, on=today) if not line.is_carried]
    form = JudgeForm(posted(request), lines=lines)

    def act() -> str:
        judged = [(line.pledge, result, word) for line, result, word in form.judged]
        number = actions.judge_pledges(unit=unit, judged=judged, on=today, by=request.user, at=timezone.now())
        return f"记下了 {number} 条的兑现情况。" if number else "没有要改的。"

    if form.is_bound and done(request, form, act, ""):
        return redirect("service:pledges", unit.code, year)
    context = {"unit": unit, "year": year, "form": form}
    return render(request, "service/judge.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.RECORD_SERVICE)
@require_POST
def carry(request: Request, unit: Unit, year: int) -> HttpResponse:
    """What is not kept stands in the next year again."""
    _check(unit, year)

    def act() -> str:
        number = actions.carry_over(unit=unit, year=year, by=request.user, at=timezone.now())
        return f"{number} 条转到了 {year + 1} 年。"

    pressed(request, act, "")
    return redirect("service:pledges", unit.code, year)


@allowed(Permission.VIEW_SERVICE)
def pledge(request: Request, unit: Unit, pledge: UUID) -> HttpResponse:
    """One pledge with its steps; one that was written down wrongly is taken back here."""
    found = queries.pledge_of(unit, pledge)
    if found is None:
        raise Http404("no such pledge here")
    may_record = may(request, Permission.RECORD_SERVICE, unit)
    form = WhyForm(posted(request) if may_record else None)
    if request.method == "POST" and not may_record:
        raise Http404("may not record here")

    def act() -> None:
        actions.take_back_pledge(
            pledge=found, by=request.user, at=timezone.now(), why=form.cleaned_data["why"]
        )

    if form.is_bound and done(request, form, act, "已经撤回。"):
        return redirect("service:pledges", unit.code, found.year)
    context = {
        "unit": unit,
        "year": found.year,
        "pledge": found,
        "form": form,
        "may_take_back": may_record and found.state == PledgeState.MADE,
    }
    return render(request, "service/pledge.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.VIEW_SERVICE)
def pledges_pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The pledges for the notice board."""
    _check(unit, year)
    content = printing.pledge_sheet(unit, year, on=timezone.localdate())
    return as_file(content, PDF, f"{unit.short_name}{year}年党员承诺.pdf")


def _check(unit: Unit, year: int) -> None:
    check_branch(unit)
    check_year(year)
