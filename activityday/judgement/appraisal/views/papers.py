"""What is printed of a round; papers with names and grades are logged as looks."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from activityday.judgement.appraisal import printing, queries
from activityday.judgement.appraisal.actions.looks import EVIDENCE, FORM, SLIP, SUMMARY
from activityday.judgement.appraisal.models import Round
from activityday.judgement.appraisal.queries import PersonLine
from activityday.judgement.appraisal.views.parts import (
    PDF,
    XLSX,
    as_file,
    line_or_404,
    looked,
    round_or_404,
)
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit


@allowed(Permission.VIEW_APPRAISAL)
@never_cache
def forms_pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """登记表 of everybody on the list, in roster order."""
    found = round_or_404(unit, year)
    looked(request, found, FORM)
    return _forms(request, found, queries.lines_of(found), f"{unit.short_name}{year}年度民主评议登记表.pdf")


@allowed(Permission.VIEW_APPRAISAL)
@never_cache
def form_pdf(request: Request, unit: Unit, year: int, member: UUID) -> HttpResponse:
    """登记表 of one member, with what was written."""
    found = round_or_404(unit, year)
    line = line_or_404(found, member)
    looked(request, line.appraised, FORM)
    return _forms(request, found, [line], f"{line.appraised.name}{year}年度民主评议登记表.pdf")


@allowed(Permission.VIEW_APPRAISAL)
def ballot_pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """One 测评表; names only."""
    found = round_or_404(unit, year)
    content = printing.ballot_pdf(found, queries.lines_of(found))
    return as_file(content, PDF, f"{unit.short_name}{year}年度民主测评表.pdf")


@allowed(Permission.VIEW_APPRAISAL)
def count_sheet_pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The 计票表; names only."""
    found = round_or_404(unit, year)
    content = printing.count_sheet_pdf(found, queries.lines_of(found))
    return as_file(content, PDF, f"{unit.short_name}{year}年度计票表.pdf")


@allowed(Permission.VIEW_APPRAISAL)
@never_cache
def summary_pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """评议结果汇总表."""
    found = round_or_404(unit, year)
    looked(request, found, SUMMARY)
    content = printing.summary_pdf(found, queries.lines_of(found), on=timezone.localdate())
    return as_file(content, PDF, f"{unit.short_name}{year}年度民主评议结果汇总表.pdf")


@allowed(Permission.VIEW_APPRAISAL)
@never_cache
def summary_xlsx(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The same as a workbook."""
    found = round_or_404(unit, year)
    looked(request, found, SUMMARY)
    content = printing.summary_xlsx(found, queries.lines_of(found), on=timezone.localdate())
    return as_file(content, XLSX, f"{unit.short_name}{year}年度民主评议结果汇总表.xlsx")


@allowed(Permission.VIEW_APPRAISAL)
@never_cache
def slips_pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """告知单 of everybody with a grade."""
    found = round_or_404(unit, year)
    looked(request, found, SLIP)
    content = printing.slips_pdf(found, queries.lines_of(found))
    return as_file(content, PDF, f"{unit.short_name}{year}年度民主评议告知单.pdf")


@allowed(Permission.VIEW_APPRAISAL)
@never_cache
def slip_pdf(request: Request, unit: Unit, year: int, member: UUID) -> HttpResponse:
    """告知单 of one member, with the reason."""
    found = round_or_404(unit, year)
    line = line_or_404(found, member)
    looked(request, line.appraised, SLIP)
    return as_file(
        printing.slips_pdf(found, [line]), PDF, f"{line.appraised.name}{year}年度民主评议告知单.pdf"
    )


@allowed(Permission.VIEW_APPRAISAL)
@never_cache
def evidence_pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """What the records say of everybody on the list, in roster order."""
    found = round_or_404(unit, year)
    looked(request, found, EVIDENCE)
    return _evidence(request, found, queries.lines_of(found), f"{unit.short_name}{year}年度民主评议依据.pdf")


@allowed(Permission.VIEW_APPRAISAL)
@never_cache
def person_evidence_pdf(request: Request, unit: Unit, year: int, member: UUID) -> HttpResponse:
    """What the records say of one member."""
    found = round_or_404(unit, year)
    line = line_or_404(found, member)
    looked(request, line.appraised, EVIDENCE)
    return _evidence(request, found, [line], f"{line.appraised.name}{year}年度民主评议依据.pdf")


def _forms(request: Request, found: Round, lines: Sequence[PersonLine], name: str) -> HttpResponse:
    # the form goes to the member: whether a case is open never stands on it
    sheets = queries.sheets_of(
        found, [line.appraised for line in lines], on=timezone.localdate(), with_cases=False
    )
    return as_file(printing.forms_pdf(found, lines, sheets), PDF, name)


def _evidence(request: Request, found: Round, lines: Sequence[PersonLine], name: str) -> HttpResponse:
    today = timezone.localdate()
    sheets = queries.sheets_of(
        found,
        [line.appraised for line in lines],
        on=today,
        with_cases=may(request, Permission.VIEW_CASES, found.branch),
    )
    return as_file(printing.evidence_pdf(found, lines, sheets, on=today), PDF, name)
