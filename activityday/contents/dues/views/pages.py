"""What the pages of this room share: the crumbs, who may do what, a file as an answer."""

from datetime import date

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from activityday.day.activity.views.places import FIRST_YEAR, LAST_YEAR, crumbs_of
from activityday.people.accounts.access import Request, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit

REFUSED = 422
COLLECTING = {Level.BRANCH, Level.GROUP}


def place(request: Request, unit: Unit) -> dict[str, object]:
    """The context that every page of this room begins with."""
    return {
        "unit": unit,
        "crumbs": crumbs_of(request, unit),
        "may_collect": may(request, Permission.COLLECT_DUES, unit),
        "may_assess": may(request, Permission.ASSESS_DUES, unit),
        "may_receive": may(request, Permission.RECEIVE_DUES, unit),
        "may_post": may(request, Permission.POST_NOTICES, unit),
        "may_print": may(request, Permission.PRINT, unit),
        "is_branch": unit.level == Level.BRANCH,
    }


def branch_or_404(unit: Unit) -> Unit:
    """The unit, which must be a branch."""
    if unit.level != Level.BRANCH:
        raise Http404(f"{unit.code}: no branch")
    return unit


def year_or_404(year: int) -> int:
    """A year that the product knows."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(str(year))
    return year


def month_or_404(unit: Unit, year: int, month: int) -> date:
    """The first day of a month in which a branch or a Party group collects."""
    if unit.level not in COLLECTING or not 1 <= month <= 12:  # noqa: PLR2004
        raise Http404(f"{unit.code} {year}-{month}")
    return date(year_or_404(year), month, 1)


def file(content: bytes, filename: str, *, kind: str = "application/pdf") -> HttpResponse:
    """A file to look at or to keep, never kept by the browser."""
    response = HttpResponse(content, content_type=kind)
    is_pdf = kind == "application/pdf"
    response.headers["Content-Disposition"] = str(
        content_disposition_header(as_attachment=not is_pdf, filename=filename)
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
