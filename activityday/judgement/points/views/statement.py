"""A member's year line by line, on the screen and in large type on paper."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from activityday.judgement.points import queries
from activityday.judgement.points.pages import lines_of
from activityday.judgement.points.printing import statements_file
from activityday.judgement.points.queries import MemberPoints
from activityday.judgement.points.views.places import (
    PDF,
    as_file,
    check_branch,
    check_may_view,
    check_unit,
    check_year,
)
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit


@allowed(Permission.VIEW_POINTS)
def statement(request: Request, unit: Unit, year: int, member: UUID) -> HttpResponse:
    """Every line with its fact, its row, its clause and its arithmetic."""
    points = _points_or_404(unit, year, member)
    context = {
        "unit": unit,
        "year": year,
        "points": points,
        "lines": lines_of(points, queries.timeline_of(unit), unit=unit),
        "vetoes": queries.vetoes_of(points),
        "may_enter": may(request, Permission.ENTER_POINTS, points.branch),
        "may_print": may(request, Permission.PRINT, unit),
        "may_see_member": may(request, Permission.VIEW_ROSTER, unit),
    }
    return render(request, "points/statement.html", context)


@allowed(Permission.PRINT)
def statement_pdf(request: Request, unit: Unit, year: int, member: UUID) -> HttpResponse:
    """The statement of one member for the member."""
    check_may_view(request, unit)
    points = _points_or_404(unit, year, member)
    content = statements_file([points], queries.timeline_of(unit), at=timezone.localtime())
    return as_file(content, PDF, f"{points.member.name}{year}年积分单.pdf")


@allowed(Permission.PRINT)
def statements_pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The statements of everybody in the branch, in roster order, each on pages of its own."""
    check_may_view(request, unit)
    check_branch(unit)
    check_year(year)
    points = queries.points_of(unit, year, on=timezone.localdate())
    if not points:
        raise Http404("nobody here")
    content = statements_file(points, queries.timeline_of(unit), at=timezone.localtime())
    return as_file(content, PDF, f"{unit.short_name}{year}年党员积分单.pdf")


def _points_or_404(unit: Unit, year: int, member: UUID) -> MemberPoints:
    check_unit(unit)
    check_year(year)
    found = queries.member_points(unit, member, year, on=timezone.localdate())
    if found is None:
        raise Http404("not a member here in this year")
    return found
