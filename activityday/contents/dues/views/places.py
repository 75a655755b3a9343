"""What every page of assessing needs: a branch, a year that exists, a member who belongs to it."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse

from activityday.day.activity.views.places import FIRST_YEAR, LAST_YEAR, crumbs_of
from activityday.people.accounts.access import Request
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import Affiliated, affiliated

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def branch_or_404(unit: Unit) -> Unit:
    """The unit, where it is a branch under a committee."""
    if not unit.is_branch or unit.committee_id is None:
        raise Http404(f"{unit.code} is no branch")
    return unit


def branches_or_404(unit: Unit) -> Unit:
    """The unit, where it is a branch or stands above branches under a committee."""
    if unit.committee_id is None or unit.level == Level.GROUP:
        raise Http404(f"{unit.code} has no branches of a committee")
    return unit


def year_or_404(year: int) -> int:
    """A year that pages are kept for."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(f"{year}")
    return year


def years_around(year: int) -> tuple[int, int]:
    """The year before and the one after; 0 where no pages are kept for it."""
    return (year - 1 if year > FIRST_YEAR else 0, year + 1 if year < LAST_YEAR else 0)


def member_or_404(branch: Unit, key: UUID, *, on: date) -> Affiliated:
    """Somebody whose affiliation is with the branch on the day."""
    found = next((one for one in affiliated([branch], on=on) if one.member.pk == key), None)
    if found is None:
        raise Http404("belongs elsewhere")
    return found


def place(request: Request, unit: Unit) -> dict[str, object]:
    """The unit and the way down to it, as every page shows them."""
    return {"unit": unit, "crumbs": crumbs_of(request, unit)}


def as_file(content: bytes, kind: str, name: str, *, inline: bool = False) -> HttpResponse:
    """A file to keep, or to look at."""
    how = "inline" if inline else "attachment"
    headers = {"Content-Disposition": f'{how}; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
