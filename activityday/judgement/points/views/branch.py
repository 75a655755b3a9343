"""The points of a branch's year in roster order; above the branches only the way to each of them."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from activityday.day.activity.views.places import FIRST_YEAR
from activityday.judgement.points import actions, queries
from activityday.judgement.points.printing import quarter_file
from activityday.judgement.points.views.places import (
    QUARTERS,
    XLSX,
    as_file,
    check_branch,
    check_may_view,
    check_quarter,
    check_unit,
    check_year,
)
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.point_table import CATEGORY_LABELS
from activityday.rules.points import quarter_of


@allowed(Permission.VIEW_POINTS)
def year(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Members by category with their sums, each leading to the statement; a committee finds its branches."""
    check_unit(unit)
    check_year(year)
    return _branch(request, unit, year) if unit.is_branch else _branches(request, unit, year)


@allowed(Permission.ENTER_POINTS)
@require_POST
def post(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Write what the facts say beyond what is stored."""
    check_branch(unit)
    check_year(year)
    try:
        written = actions.post_entries(branch=unit, year=year, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = f"已入账 {written} 条。" if written else "没有要入账的，都是最新的。"
        messages.success(request, words)
    return redirect("points:year", unit.code, year)


@allowed(Permission.PRINT)
def quarter_xlsx(request: Request, unit: Unit, year: int, quarter: int) -> HttpResponse:
    """A quarter as a workbook, for those who may see points."""
    check_branch(unit)
    check_year(year)
    check_quarter(quarter)
    check_may_view(request, unit)
    points = queries.points_of(unit, year, on=timezone.localdate())
    content = quarter_file(unit, points, year, quarter, at=timezone.localtime())
    return as_file(content, XLSX, f"{unit.short_name}{year}年第{quarter}季度积分汇总.xlsx")


def _branch(request: Request, unit: Unit, year: int) -> HttpResponse:
    today = timezone.localdate()
    points = queries.points_of(unit, year, on=today)
    context = {
        "unit": unit,
        "year": year,
        "current": [one for one in points if one.person.is_current],
        "former": [one for one in points if not one.person.is_current],
        "categories": list(CATEGORY_LABELS.values()),
        "pending": sum(len(one.pending) for one in points),
        "waiting": queries.waiting_to_confirm(unit).count(),
        "due": queries.notice_due([unit], today)[unit.pk],
        "table": queries.timeline_of(unit).on(date(year, 1, 1)),
        "quarters": _quarters(unit, year, today),
        "has_before": year > FIRST_YEAR,
        "has_after": year < today.year,
        "may_post": may(request, Permission.ENTER_POINTS, unit),
        "may_print": may(request, Permission.PRINT, unit),
    }
    return render(request, "points/year.html", context)


def _branches(request: Request, unit: Unit, year: int) -> HttpResponse:
    today = timezone.localdate()
    branches = list(branches_of(unit, on=today))
    due = queries.notice_due(branches, today)
    context = {
        "unit": unit,
        "year": year,
        "branches": [(branch, due[branch.pk]) for branch in branches],
        "waiting": queries.waiting_to_confirm(unit).count(),
        "has_before": year > FIRST_YEAR,
        "has_after": year < today.year,
    }
    return render(request, "points/branches.html", context)


def _quarters(unit: Unit, year: int, today: date) -> list[tuple[int, bool, bool]]:
    """The quarters begun by the day: number, whether it is over, whether its notice hangs or hung."""
    posted = queries.posted_quarters(unit, year)
    begun = [(n, quarter_of(date(year, 3 * n, 1))) for n in QUARTERS]
    return [(n, ends < today, starts in posted) for n, (starts, ends) in begun if starts <= today]
