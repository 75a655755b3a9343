"""The papers of a month, each printed on request."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from activityday.day.activity.models import Activity
from activityday.day.activity.queries import scope_units, segments_of
from activityday.day.activity.views.places import crumbs_of, first_day
from activityday.day.paper import actions, queries
from activityday.day.paper.wording import cards_of, notice_of
from activityday.day.schedule.queries import day_of
from activityday.documents.geometry import LARGE, NORMAL
from activityday.documents.papers.notice import ActivityNotice, render_agenda, render_notice
from activityday.documents.papers.visits import render_visit_cards
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

NOBODY_VISITED = "这个活动日没有经镇党委同意、以其他方式参加的党员，不用印走访学习卡。要印，先在“不参加和其他方式”里报镇党委同意。"


@allowed(Permission.PRINT)
@require_GET
def papers(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """Everything that can be printed for the month, and the sheets that were."""
    activity = _activity(unit, year, month)
    may_name = may(request, Permission.VIEW_ROSTER, unit)
    context = {
        "unit": unit,
        "month": activity.month,
        "activity": activity,
        "crumbs": crumbs_of(request, unit),
        "sheets": queries.sheets_of(activity),
        "visited": len(queries.visited_at(activity, unit)) if may_name else 0,
        "rows": (NORMAL.rows, LARGE.rows),
        "may_name": may_name,
        "has_phones": may(request, Permission.VIEW_SENSITIVE, unit),
    }
    return render(request, "paper/papers.html", context)


@allowed(Permission.VIEW_ROSTER)
@require_GET
def sheet(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """The sign-in sheet; `?large=1` in large type. The same list printed again is the same sheet."""
    activity = _activity(unit, year, month)
    large = request.GET.get("large") == "1"
    try:
        kept, pdf = actions.print_sheet(
            activity=activity, unit=unit, large=large, by=request.user, at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("paper:papers", unit.code, year, month)
    return _pdf(pdf, f"{unit.short_name}{year}年{month}月签到表{kept.code}.pdf")


@allowed(Permission.VIEW_ROSTER)
@require_GET
def call_list(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """Whom to telephone; the numbers only for those who may see them."""
    activity = _activity(unit, year, month)
    pdf = actions.print_call_list(
        activity=activity,
        unit=unit,
        with_phones=may(request, Permission.VIEW_SENSITIVE, unit),
        by=request.user,
        at=timezone.now(),
    )
    return _pdf(pdf, f"{unit.short_name}{year}年{month}月电话通知名单.pdf")


@allowed(Permission.VIEW_ROSTER)
@require_GET
def visit_cards(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """The cards for those who take part at home; two a page, `?large=1` one a page in larger letters."""
    activity = _activity(unit, year, month)
    people = queries.visited_at(activity, unit)
    if not people:
        messages.error(request, NOBODY_VISITED)
        return redirect("paper:papers", unit.code, year, month)
    cards = cards_of(activity, segments_of(activity), people, large=request.GET.get("large") == "1")
    return _pdf(render_visit_cards(cards), f"{unit.short_name}{year}年{month}月走访学习卡.pdf")


@allowed(Permission.PRINT)
@require_GET
def notice(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """What is posted before the day."""
    del request
    return _pdf(render_notice(_notice(unit, year, month)), f"{unit.short_name}{year}年{month}月活动通知.pdf")


@allowed(Permission.PRINT)
@require_GET
def agenda(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """What the chair holds in hand."""
    del request
    return _pdf(render_agenda(_notice(unit, year, month)), f"{unit.short_name}{year}年{month}月活动议程.pdf")


def _notice(unit: Unit, year: int, month: int) -> ActivityNotice:
    activity = _activity(unit, year, month)
    return notice_of(
        activity,
        segments_of(activity),
        scope_units(activity),
        day_of(activity.host, activity.month),
        issued_on=timezone.localdate(),
    )


def _activity(unit: Unit, year: int, month: int) -> Activity:
    activity = queries.printed_activity(unit, first_day(unit, year, month))
    if activity is None:
        raise Http404(f"{unit.code} {year}-{month}: nothing prepared")
    return activity


def _pdf(content: bytes, filename: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = str(
        content_disposition_header(as_attachment=False, filename=filename)
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
