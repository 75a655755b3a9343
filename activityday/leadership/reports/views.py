"""What goes into the cabinet: the record, the minutes, the ledger; reads everything, writes only files."""

from collections.abc import Callable
from datetime import date
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from activityday.day.activity.queries import activity_for
from activityday.day.activity.views.places import FIRST_YEAR, LAST_YEAR
from activityday.documents.papers.record import (
    ActivityRecord,
    render_minutes_docx,
    render_minutes_pdf,
    render_record_docx,
    render_record_pdf,
)
from activityday.documents.word_templates import standard
from activityday.judgement.closing.queries import current_closing
from activityday.leadership.reports.forms import TemplateForm
from activityday.leadership.reports.ledger import ledger_of
from activityday.leadership.reports.models import TemplateName
from activityday.leadership.reports.papers import ledger_pdf, ledger_xlsx
from activityday.leadership.reports.records import record_of
from activityday.leadership.reports.templates_of import (
    change_template,
    current_template,
    template_bytes,
    use_standard,
)
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


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


def _pdf(
    unit: Unit, year: int, month: int, name: TemplateName, press: Callable[[ActivityRecord], bytes]
) -> HttpResponse:
    content = press(_record_or_404(unit, year, month))
    return as_file(content, PDF, f"{unit.short_name}{year}年{month}月{name.label}.pdf")


def _docx(
    unit: Unit,
    year: int,
    month: int,
    name: TemplateName,
    press: Callable[[ActivityRecord, bytes | None], bytes],
) -> HttpResponse:
    content = press(_record_or_404(unit, year, month), template_bytes(unit, name))
    return as_file(content, DOCX, f"{unit.short_name}{year}年{month}月{name.label}.docx")


@allowed(Permission.PRINT)
def record_pdf(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """活动纪实表, ready for the printer."""
    return _pdf(unit, year, month, TemplateName.RECORD, render_record_pdf)


@allowed(Permission.PRINT)
def record_docx(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """活动纪实表 in Word."""
    return _docx(unit, year, month, TemplateName.RECORD, render_record_docx)


@allowed(Permission.PRINT)
def minutes_pdf(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """会议记录, ready for the printer."""
    return _pdf(unit, year, month, TemplateName.MINUTES, render_minutes_pdf)


@allowed(Permission.PRINT)
def minutes_docx(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """会议记录 in Word."""
    return _docx(unit, year, month, TemplateName.MINUTES, render_minutes_docx)


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(str(year))


@allowed(Permission.VIEW_ROSTER)
def ledger(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The year on one page, as the paper it prints; a town or county has a board instead."""
    _check_year(year)
    if unit.level not in {Level.GENERAL_BRANCH, Level.BRANCH, Level.GROUP}:
        return redirect("supervision:board", unit.code, year)
    return render(
        request,
        "reports/ledger.html",
        {
            "unit": unit,
            "ledger": ledger_of(unit, year),
            "has_before": year > FIRST_YEAR,
            "has_after": year < LAST_YEAR,
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


def _committee_or_404(unit: Unit) -> None:
    if unit.level != Level.COMMITTEE:
        raise Http404(f"{unit} is no committee")


@allowed(Permission.EDIT_TREE)
def templates(request: Request, unit: Unit) -> HttpResponse:
    """The Word templates of a town: download the standard one, upload a changed one."""
    _committee_or_404(unit)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            change_template(
                committee=unit,
                name=TemplateName(form.cleaned_data["name"]),
                content=file.read(),
                filename=file.name,
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, "模板已经换上，以后打印就用它。")
            return redirect("reports:templates", unit.code)
    context = {
        "unit": unit,
        "form": form,
        "papers": [(name, name.label, current_template(unit, name)) for name in TemplateName],
    }
    return render(request, "reports/templates.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.EDIT_TREE)
def template_file(request: Request, unit: Unit, name: str) -> HttpResponse:
    """The template in use, to be changed in Word or WPS."""
    _committee_or_404(unit)
    if name not in TemplateName.values:
        raise Http404(name)
    content = template_bytes(unit, TemplateName(name)) or standard(name)
    return as_file(content, DOCX, f"{TemplateName(name).label}模板.docx")


@allowed(Permission.EDIT_TREE)
def template_standard(request: Request, unit: Unit, name: str) -> HttpResponse:
    """Go back to the standard template."""
    _committee_or_404(unit)
    if name not in TemplateName.values:
        raise Http404(name)
    if request.method == "POST":
        use_standard(committee=unit, name=TemplateName(name), by=request.user, at=timezone.now())
        messages.success(request, "已经换回标准模板。")
    return redirect("reports:templates", unit.code)
