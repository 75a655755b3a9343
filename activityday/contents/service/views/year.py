"""A branch's year of service, the names behind its figures, its ledger; a town's year in numbers."""

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from activityday.contents.service import pages, printing, queries
from activityday.contents.service.enums import OPEN, Kind, ProjectState
from activityday.contents.service.views.places import (
    ABOVE,
    PDF,
    XLSX,
    as_file,
    check_branch,
    check_year,
    views_of,
)
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of


@allowed(Permission.VIEW_SERVICE)
def year(request: Request, unit: Unit, year: int) -> HttpResponse:
    """What a branch plans and did; at a town every branch in the order of the tree."""
    check_year(year)
    if unit.level in ABOVE:
        return _town(request, unit, year)
    check_branch(unit)
    projects = list(queries.projects_of(unit, year))
    shares = queries.shares_of(Q(project__unit=unit), year)
    context = {
        "unit": unit,
        "year": year,
        "today": timezone.localdate(),
        "views": views_of(request, unit, year, "year"),
        "open": [one for one in projects if one.state in OPEN],
        "done": [one for one in projects if one.state == ProjectState.DONE],
        "dropped": [one for one in projects if one.state == ProjectState.DROPPED],
        "summary": pages.summary_of(unit, year, projects, shares),
        "features": queries.feature_labels(),
        "may_record": may(request, Permission.RECORD_SERVICE, unit),
        "has_next": year <= timezone.localdate().year,
    }
    return render(request, "service/year.html", context)


@allowed(Permission.VIEW_SERVICE)
def people(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The names behind the figures: who took part in what for how long, in roster order; `kind` narrows it."""
    check_year(year)
    check_branch(unit)
    kind = request.GET.get("kind", "")
    if kind and kind not in Kind.values:
        raise Http404(kind)
    where = Q(project__unit=unit, project__kind=kind) if kind else Q(project__unit=unit)
    shares = queries.shares_of(where, year)
    context = {
        "unit": unit,
        "year": year,
        "kind": Kind(kind) if kind else None,
        "lines": pages.people_lines(unit, shares, year, on=timezone.localdate()),
        "total": queries.MemberService(tuple(shares)),
        "may_see_members": may(request, Permission.VIEW_ROSTER, unit),
    }
    return render(request, "service/people.html", context)


@allowed(Permission.VIEW_SERVICE)
def ledger_pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The year's ledger of service on paper."""
    check_year(year)
    check_branch(unit)
    content = printing.ledger(unit, year, on=timezone.localdate(), as_xlsx=False)
    return as_file(content, PDF, f"{unit.short_name}{year}年服务台账.pdf")


@allowed(Permission.VIEW_SERVICE)
def ledger_xlsx(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The same as a workbook."""
    check_year(year)
    check_branch(unit)
    content = printing.ledger(unit, year, on=timezone.localdate(), as_xlsx=True)
    return as_file(content, XLSX, f"{unit.short_name}{year}年服务台账.xlsx")


def _town(request: Request, unit: Unit, year: int) -> HttpResponse:
    today = timezone.localdate()
    rows = queries.figures_of_branches(list(branches_of(unit, on=today)), year, on=today)
    context = {
        "unit": unit,
        "year": year,
        "rows": rows,
        "total": pages.town_total(rows),
        "has_next": year <= today.year,
    }
    return render(request, "service/town.html", context)
