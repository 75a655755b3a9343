"""Which years and units have points, and files with Chinese names."""

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.utils import timezone

from activityday.day.activity.views.places import FIRST_YEAR
from activityday.people.accounts.access import Request, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit

LEVELS = {Level.COMMITTEE, Level.GENERAL_BRANCH, Level.BRANCH}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
QUARTERS = range(1, 5)


def check_unit(unit: Unit) -> None:
    """Points are kept at or below a primary committee, for whole branches; else Http404."""
    if unit.level not in LEVELS:
        raise Http404(f"{unit}: no points here")


def check_branch(unit: Unit) -> None:
    """The unit is a branch; else Http404."""
    if not unit.is_branch:
        raise Http404(f"{unit} is no branch")


def check_year(year: int) -> None:
    """A year since the notice that has begun; else Http404."""
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404(str(year))


def check_quarter(quarter: int) -> None:
    """1 to 4; else Http404."""
    if quarter not in QUARTERS:
        raise Http404(str(quarter))


def check_may_view(request: Request, unit: Unit) -> None:
    """The reader may see points here, not only print; else Http404."""
    if not may(request, Permission.VIEW_POINTS, unit):
        raise Http404("points are not for this post")


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to open or keep, with its Chinese name."""
    shown = "inline" if kind == PDF else "attachment"
    headers = {"Content-Disposition": f"{shown}; filename*=UTF-8''{quote(name)}"}
    return HttpResponse(content, content_type=kind, headers=headers)
