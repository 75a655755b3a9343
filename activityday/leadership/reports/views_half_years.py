"""The half-year filing: one half-year of a unit, its versions, its papers; and the deadline board of a year."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from activityday.day.activity.queries import secretary_of
from activityday.day.activity.views.places import FIRST_YEAR, LAST_YEAR
from activityday.leadership.reports.enums import TONES, Filed
from activityday.leadership.reports.forms_half_year import HalfYearForm
from activityday.leadership.reports.half_year import papers, queries
from activityday.leadership.reports.half_year.actions import Draft, draft_of, send
from activityday.leadership.reports.half_year.checks import gaps_of, why_of
from activityday.leadership.reports.half_year.facts import HalfYear, as_json, from_json
from activityday.leadership.reports.half_year.gathering import problems_of
from activityday.leadership.reports.models import HalfYearReport, TemplateName
from activityday.leadership.reports.templates_of import template_bytes
from activityday.leadership.reports.views import DOCX, PDF, XLSX, as_file
from activityday.office.filings.enums import State
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import superior_of
from activityday.rules.half_year import CLAUSE, NAMES, Half
from activityday.ui.parts import Why


@dataclass(frozen=True)
class Place:
    """One half-year of a unit as a page opens it."""

    unit: Unit
    half: Half
    draft: Draft
    versions: list[HalfYearReport]


def _half_or_404(unit: Unit, year: int, half: int) -> Half:
    if unit.level not in queries.FILING or half not in NAMES or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(f"{unit.code} {year}-{half}")
    return Half(year, half)


@allowed(Permission.VIEW_UNIT)
def half_years(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The deadline board of a year: who has sent which half-year, who has not, in the order of the tree."""
    if not FIRST_YEAR <= year <= LAST_YEAR or unit.level == Level.GROUP:
        raise Http404(str(year))
    today = timezone.localdate()
    rows = queries.rows_of(unit, year, on=today)
    context = {
        "unit": unit,
        "year": year,
        "today": today,
        "rows": rows,
        "halves": [Half(year, 1), Half(year, 2)],
        "legend": [(TONES[state], state.label) for state in Filed],
        "counted": [_counted(rows, place) for place in (0, 1)],
        "code": papers.code_of(unit),
        "has_before": year > FIRST_YEAR,
        "has_after": year < LAST_YEAR,
        "may_decide": may(request, Permission.DECIDE, unit),
    }
    return render(request, "reports/half_years.html", context)


def _counted(rows: list[queries.Row], place: int) -> list[tuple[str, int]]:
    states = [row.cells[place].state for row in rows if not row.cells[place].is_before_use]
    return [(str(state.label), states.count(state)) for state in Filed if state in states]


@allowed(Permission.VIEW_UNIT)
def half_year(request: Request, unit: Unit, year: int, half: int) -> HttpResponse:
    """One half-year: what the records say, what is missing, and for those who may send it the signature."""
    found = _half_or_404(unit, year, half)
    today = timezone.localdate()
    place = Place(unit, found, draft_of(unit, found, on=today), queries.reports_of(unit, found))
    may_send = may(request, Permission.ASK, unit)
    if request.method != "POST":
        return _page(request, place, _form(place, today, request.user.name), may_send=may_send)
    if not may_send:
        raise Http404("not for this post to send")
    form = HalfYearForm(request.POST, **_asked(place))
    if form.is_valid():
        try:
            sent = send(unit=unit, half=found, typed=form.typed(), by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已报送{sent.filing.answered_by.short_name}，等对方收到。")
            return redirect("reports:half_year_version", unit.code, year, half, sent.version)
    return _page(request, place, form, may_send=True, status=422)


def _form(place: Place, today: date, name: str) -> HalfYearForm:
    last = place.versions[0] if place.versions else None
    problems = last.problems if last else problems_of(place.unit, place.half)
    initial = {
        "problems": problems,
        "measures": last.measures if last else "",
        "secretary_name": secretary_of(place.unit, on=today)
        or ("" if place.unit.level == Level.COMMITTEE else name),
    }
    return HalfYearForm(initial=initial, **_asked(place))


def _asked(place: Place) -> dict[str, bool]:
    return {
        "has_gaps": bool(gaps_of(place.draft.items)),
        "is_correction": place.draft.standing.state == Filed.RECEIVED,
    }


def _page(
    request: Request, place: Place, form: HalfYearForm, *, may_send: bool, status: int = 200
) -> HttpResponse:
    draft, superior = place.draft, superior_of(place.unit)
    last = place.versions[0] if place.versions else None
    is_over = timezone.localdate() >= draft.last_day
    waits = draft.standing.state == Filed.SENT
    context = {
        **_shown(request, place.unit, draft.report),
        "standing": draft.standing,
        "items": draft.items,
        "gaps": gaps_of(draft.items),
        "last_day": draft.last_day,
        "is_over": is_over,
        "superior": superior,
        "form": form,
        "may_send": may_send and superior is not None and is_over and not waits,
        "versions": place.versions,
        "last": last,
        "returned": _returned(last) if draft.standing.state == Filed.RETURNED else "",
        # what changed in the records since it was sent is said, never sent by itself
        "is_changed": last is not None
        and last.filing.state in {State.ASKED, State.APPROVED}
        and from_json(last.content) != from_json(as_json(draft.report)),
    }
    return render(request, "reports/half_year.html", context, status=status)


def _returned(report: HalfYearReport | None) -> str:
    steps = list(report.filing.steps.all()) if report else []
    return steps[-1].note if steps else ""


def _shown(request: Request, unit: Unit, report: HalfYear) -> dict[str, object]:
    facts = why_of(report) or ["还没有归档的活动。"]
    return {
        "unit": unit,
        "report": report,
        "half": report.half,
        "rates": [
            (rate, Why(facts, rate.meaning, rate.clause, rate.sentence) if not report.is_sum else None)
            for rate in report.rates
        ],
        "clause": CLAUSE,
        "may_print": may(request, Permission.PRINT, unit),
    }


@allowed(Permission.VIEW_UNIT)
def half_year_version(request: Request, unit: Unit, year: int, half: int, version: int) -> HttpResponse:
    """One version as it was signed off, with what became of it."""
    report = queries.report_of(unit, _half_or_404(unit, year, half), version)
    if report is None:
        raise Http404(f"{unit.code} {year}-{half} {version}")
    answers_here = may(request, Permission.DECIDE, report.filing.answered_by)
    context = {
        **_shown(request, unit, from_json(report.content)),
        "sent": report,
        "filing": report.filing,
        "steps": report.filing.steps.all(),
        "code": papers.short(report.audit_code),
        "may_receive": answers_here and report.filing.state == State.ASKED,
        "may_withdraw": report.filing.state == State.ASKED and may(request, Permission.ASK, unit),
        "may_see_filing": may(request, Permission.ASK, unit) or answers_here,
    }
    return render(request, "reports/half_year_version.html", context)


@allowed(Permission.VIEW_UNIT)
def half_year_filed(request: Request, unit: Unit, filing: UUID) -> HttpResponse:
    """From a filing to the half-year behind it."""
    report = queries.report_by_filing(unit, filing)
    if report is None:
        raise Http404(str(filing))
    return redirect("reports:half_year_version", report.unit.code, report.year, report.half, report.version)


def _paper(unit: Unit, year: int, half: int, version: int, at: datetime) -> papers.Printed:
    """The paper of a version; version 0 is the draft as the records stand now."""
    found = _half_or_404(unit, year, half)
    if not version:
        return papers.draft_paper(draft_of(unit, found, on=timezone.localdate(at)), at=at)
    report = queries.report_of(unit, found, version)
    if report is None:
        raise Http404(f"{unit.code} {year}-{half} {version}")
    return papers.sent_paper(report, at=at)


def _name(unit: Unit, year: int, half: int, ending: str) -> str:
    return f"{unit.short_name}{Half(year, half).label}党员活动日报备表.{ending}"


@allowed(Permission.PRINT)
def half_year_pdf(request: Request, unit: Unit, year: int, half: int, version: int) -> HttpResponse:
    """半年报备表, ready for the printer."""
    paper = _paper(unit, year, half, version, timezone.localtime())
    return as_file(papers.as_pdf(paper), PDF, _name(unit, year, half, "pdf"))


@allowed(Permission.PRINT)
def half_year_docx(request: Request, unit: Unit, year: int, half: int, version: int) -> HttpResponse:
    """半年报备表 in Word, in the clerk's own form where there is one."""
    paper = _paper(unit, year, half, version, timezone.localtime())
    template = template_bytes(unit, TemplateName.HALF_YEAR)
    return as_file(papers.as_docx(paper, template), DOCX, _name(unit, year, half, "docx"))


@allowed(Permission.PRINT)
def half_year_xlsx(request: Request, unit: Unit, year: int, half: int, version: int) -> HttpResponse:
    """半年报备表 as a workbook."""
    paper = _paper(unit, year, half, version, timezone.localtime())
    return as_file(papers.as_xlsx(paper), XLSX, _name(unit, year, half, "xlsx"))
