"""The annual plan: opened whole, edited by its differences, sent up; and what the town suggests for a month."""

from collections.abc import Sequence
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from activityday.day.activity.annual import Line, draft_of, lines_of
from activityday.day.activity.views.places import FIRST_YEAR, LAST_YEAR, crumbs_of
from activityday.day.schedule import plan_queries
from activityday.day.schedule.plan_actions import file_plan, keep_plan
from activityday.day.schedule.plan_checks import PLANNING, StalePlan
from activityday.day.schedule.plan_forms import PlanMonthForm, VersionForm, month_forms
from activityday.day.schedule.plan_queries import Year
from activityday.documents.papers.plan import PlanPaper, PlanRow, render_plan_pdf, render_plan_xlsx
from activityday.office.filings.enums import State
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of, superior_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allowed(Permission.VIEW_UNIT)
def annual(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The year as it is planned, beside what was held; for those who may plan, as a form."""
    _check(unit, year)
    found = _year(unit, year)
    if request.method != "POST":
        return _page(request, unit, year, found, month_forms(found.months))
    if not may(request, Permission.PLAN_YEAR, unit):
        raise Http404("not for this post to plan")
    forms, version = month_forms(found.months, request.POST), VersionForm(request.POST)
    wrong = [form for form in forms if not form.is_valid()]
    if wrong or not version.is_valid():
        return _page(request, unit, year, found, forms, status=422)
    try:
        keep_plan(
            unit=unit,
            year=year,
            months=[form.month() for form in forms],
            drafted=found.months if found.plan is None else (),
            base_version=version.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        return _page(request, unit, year, found, forms, refused=refusal, status=422)
    messages.success(request, "计划已保存。准备各月活动时，主题和内容从这里带过去。")
    return redirect("activity:annual", unit.code, year)


@allowed(Permission.ASK)
@require_POST
def send(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Send the plan as it stands to the next level up."""
    _check(unit, year)
    plan = plan_queries.plan_of(unit, year)
    if plan is None:
        raise Http404("nothing is planned")
    try:
        filed = file_plan(plan=plan, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已报送{filed.filing.answered_by.short_name}，等对方收到。")
    return redirect("activity:annual", unit.code, year)


@allowed(Permission.PRINT)
def annual_pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """年度计划表 for the printer."""
    _check(unit, year)
    return _file(
        render_plan_pdf(_paper(unit, year)), "application/pdf", f"{unit.short_name}{year}年度计划表.pdf"
    )


@allowed(Permission.PRINT)
def annual_xlsx(request: Request, unit: Unit, year: int) -> HttpResponse:
    """年度计划表 as a workbook."""
    _check(unit, year)
    return _file(render_plan_xlsx(_paper(unit, year)), XLSX, f"{unit.short_name}{year}年度计划表.xlsx")


def _check(unit: Unit, year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR or unit.level not in PLANNING:
        raise Http404(f"{unit.code} {year}")


def _year(unit: Unit, year: int) -> Year:
    found = plan_queries.year_of(unit, year)
    if found.is_kept:
        return found
    return plan_queries.year_of(unit, year, draft_of(unit, year, on=timezone.localdate()))


def _page(
    request: Request,
    unit: Unit,
    year: int,
    found: Year,
    forms: Sequence[PlanMonthForm],
    *,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    filed = plan_queries.filings_of(unit, year)
    last = next((one for one in filed if one.filing.state != State.WITHDRAWN), None)
    lines, below = lines_of(unit, found.months), _below(unit, year)
    is_sent = last is not None and found.plan is not None and last.version == found.plan.version
    context = {
        "unit": unit,
        "year": year,
        "crumbs": crumbs_of(request, unit),
        "found": found,
        "rows": list(zip(lines, forms, strict=True)),
        "refused": refused,
        "version": refused.version if isinstance(refused, StalePlan) else found.version,
        "filed": filed,
        "last": last,
        "is_sent": is_sent and last is not None and last.filing.state in {State.ASKED, State.APPROVED},
        "superior": superior_of(unit),
        "changes": plan_queries.changes_of(found.plan)[:12] if found.plan else [],
        "below": below,
        "below_sent": sum(one is not None for _, one in below),
        "has_before": year > FIRST_YEAR,
        "has_after": year < LAST_YEAR,
        "may_plan": may(request, Permission.PLAN_YEAR, unit),
        "may_ask": may(request, Permission.ASK, unit),
        "may_print": may(request, Permission.PRINT, unit),
        "may_suggest": unit.level == Level.COMMITTEE and may(request, Permission.PUBLISH_MATERIALS, unit),
        "this_month": timezone.localdate().month,
    }
    return render(request, "activity/annual.html", context, status=status)


def _below(unit: Unit, year: int) -> list[tuple[Unit, object]]:
    if unit.level == Level.BRANCH:
        return []
    branches = list(branches_of(unit, on=timezone.localdate()))
    states = plan_queries.filed_states(branches, year)
    return [(branch, states.get(branch.pk)) for branch in branches]


def _paper(unit: Unit, year: int) -> PlanPaper:
    found = _year(unit, year)
    note = "" if found.is_kept else "草稿，还没有保存"
    rows = tuple(_row(line) for line in lines_of(unit, found.months))
    return PlanPaper(unit.name, year, rows, note)


def _row(line: Line) -> PlanRow:
    planned = line.planned
    return PlanRow(
        month=f"{line.day.month.month}月",
        day=f"{line.day.day.month}月{line.day.day.day}日",
        theme=planned.theme,
        contents=planned.contents_label,
        form=planned.form_label,
        in_charge=planned.in_charge,
        remark=planned.remark,
    )


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    where = "inline" if kind == "application/pdf" else "attachment"
    response["Content-Disposition"] = f"{where}; filename*=UTF-8''{quote(name)}"
    return response
