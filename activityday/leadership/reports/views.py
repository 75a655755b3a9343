"""What goes into the cabinet: the record, the minutes, the ledger; reads everything, writes only files."""

from collections.abc import Callable
from datetime import date
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from activityday.day.activity.queries import activity_for
from activityday.documents.papers.record import (
    ActivityRecord,
    render_minutes_docx,
    render_minutes_pdf,
    render_record_docx,
    render_record_pdf,
)
from activityday.judgement.closing.queries import current_closing
from activityday.leadership.reports.ledger import ledger_of
from activityday.leadership.reports.papers import ledger_pdf, ledger_xlsx
from activityday.leadership.reports.records import record_of
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
FIRST_YEAR, LAST_YEAR = 2017, 2100


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to open or keep, with its Chinese name."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = (
        f"{'inline' if kind == PDF else 'attachment'}; filename*=UTF-8''{quote(name)}"
    )
    return response


def _record_or_404(unit: Unit, year: int, month: int) -> ActivityRecord:
    try:
        activity = activity_for(unit, date(year, month, 1))
    except ValueError:
        activity = None
    closing = current_closing(activity) if activity else None
    if closing is None:
        raise Http404(f"{unit} {year}-{month} is not closed")
    return record_of(closing, at=timezone.localtime())


def _paper(
    unit: Unit, year: int, month: int, name: str, press: Callable[[ActivityRecord], bytes], kind: str
) -> HttpResponse:
    ending = "pdf" if kind == PDF else "docx"
    content = press(_record_or_404(unit, year, month))
    return as_file(content, kind, f"{unit.short_name}{year}年{month}月{name}.{ending}")


@allowed(Permission.PRINT)
def record_pdf(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """活动纪实表, ready for the printer."""
    return _paper(unit, year, month, "活动纪实表", render_record_pdf, PDF)


@allowed(Permission.PRINT)
def record_docx(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """活动纪实表 in Word."""
    return _paper(unit, year, month, "活动纪实表", render_record_docx, DOCX)


@allowed(Permission.PRINT)
def minutes_pdf(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """会议记录, ready for the printer."""
    return _paper(unit, year, month, "会议记录", render_minutes_pdf, PDF)


@allowed(Permission.PRINT)
def minutes_docx(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """会议记录 in Word."""
    return _paper(unit, year, month, "会议记录", render_minutes_docx, DOCX)


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(str(year))


@allowed(Permission.VIEW_ROSTER)
def ledger(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The year on one page, as the paper it prints."""
    _check_year(year)
    return render(
        request,
        "reports/ledger.html",
        {
            "unit": unit,
            "ledger": ledger_of(unit, year),
            "now": timezone.localtime(),
            "may_print": may(request, Permission.PRINT, unit),
        },
    )


@allowed(Permission.PRINT)
def ledger_as_pdf(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The ledger for the printer, A4 landscape."""
    _check_year(year)
    content = ledger_pdf(ledger_of(unit, year), at=timezone.localtime())
    return as_file(content, PDF, f"{unit.short_name}{year}年活动日台账.pdf")


@allowed(Permission.PRINT)
def ledger_as_xlsx(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The ledger as a workbook."""
    _check_year(year)
    content = ledger_xlsx(ledger_of(unit, year), at=timezone.localtime())
    return as_file(content, XLSX, f"{unit.short_name}{year}年活动日台账.xlsx")
