"""The year's assessment as a paper to sign and as a workbook. A base stands on it only when it is asked for, and that is logged."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.audit.chain import short_code
from activityday.audit.queries import head_of
from activityday.contents.dues import actions
from activityday.contents.dues.enums import DuesClass
from activityday.contents.dues.models import Assessment
from activityday.contents.dues.queries import assessing as queries
from activityday.contents.dues.queries.assessing import YearRow, YearSheet
from activityday.contents.dues.views.places import XLSX, as_file, branch_or_404, year_or_404
from activityday.documents.papers.dues_assessment import (
    AssessmentLine,
    AssessmentTable,
    render_assessment_pdf,
    render_assessment_xlsx,
    render_bases_example,
)
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit

PDF = "application/pdf"


@allowed(Permission.PRINT)
@never_cache
def pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The table without bases."""
    table = _table(_sheet(request, unit, year))
    return as_file(render_assessment_pdf(table), PDF, f"dues-{unit.code}-{year}.pdf", inline=True)


@allowed(Permission.PRINT)
@never_cache
def xlsx(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The same as a workbook, without bases."""
    table = _table(_sheet(request, unit, year))
    return as_file(render_assessment_xlsx(table), XLSX, f"dues-{unit.code}-{year}.xlsx")


@allowed(Permission.PRINT)
@require_POST
@never_cache
def with_bases(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The table with bases, as PDF or workbook; that it was taken is in the log before it leaves."""
    sheet = _sheet(request, unit, year)
    keys = [row.key for row in sheet.rows]
    actions.log_look(
        unit=unit, members=len(keys), year=year, by=request.user, at=timezone.now(), on_paper=True
    )
    table = _table(sheet, queries.bases_in([row.own.pk for row in sheet.rows if row.own]))
    if request.POST.get("as") == "xlsx":
        return as_file(render_assessment_xlsx(table), XLSX, f"dues-{unit.code}-{year}-bases.xlsx")
    return as_file(render_assessment_pdf(table), PDF, f"dues-{unit.code}-{year}-bases.pdf")


@allowed(Permission.ASSESS_DUES)
@never_cache
def example(request: Request, unit: Unit, year: int) -> HttpResponse:
    """A workbook to fill in: the names and classes of the branch, no base."""
    table = _table(_sheet(request, unit, year), fill_class=True)
    return as_file(render_bases_example(table), XLSX, f"dues-bases-{unit.code}-{year}.xlsx")


def _sheet(request: Request, unit: Unit, year: int) -> YearSheet:
    if not may(request, Permission.VIEW_DUES_BASE, unit):
        raise Http404("assessments are not for this post")
    return queries.year_sheet(branch_or_404(unit), year_or_404(year), on=timezone.localdate())


def _table(
    sheet: YearSheet, bases: dict[UUID, Assessment] | None = None, *, fill_class: bool = False
) -> AssessmentTable:
    return AssessmentTable(
        unit=sheet.branch.name,
        year=sheet.year,
        lines=tuple(_line(row, bases or {}, fill_class=fill_class) for row in sheet.rows),
        as_of=timezone.localtime(),
        audit_code=short_code(head_of(sheet.branch.chain_code)),
        with_base=bases is not None,
        cap=sheet.cap,
    )


def _line(row: YearRow, bases: dict[UUID, Assessment], *, fill_class: bool) -> AssessmentLine:
    own = row.own
    known = bases.get(own.pk) if own else None
    shown = own or (row.before if fill_class else None)
    return AssessmentLine(
        name=row.person.member.name,
        group=row.person.group.short_name if row.person.group else "",
        kind=DuesClass(shown.kind).label if shown else "",
        amount=own.amount if own else None,
        since=own.since if own else None,
        base=known.base if known else "",
        arithmetic=known.arithmetic if known else "",
        note="、".join(mark.label for mark in row.marks if mark == "suspended"),
    )
