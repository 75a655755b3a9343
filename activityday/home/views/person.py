"""A member's year, put together from every room that knows something of it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from activityday.day.activity.views.places import FIRST_YEAR, LAST_YEAR
from activityday.home.person import person_year
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.people.roster.views.members import member_or_404


@allowed(Permission.VIEW_ROSTER)
@never_cache
def person(request: Request, unit: Unit, member: UUID, year: int) -> HttpResponse:
    """Twelve signs, dues, points, and what the rules found, each as far as the post may see it."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(str(year))
    found = member_or_404(unit, member)
    may_find = may(request, Permission.VIEW_FINDINGS, unit)
    context = {
        "unit": unit,
        "person": person_year(found, unit, year, with_findings=may_find),
        "may_find": may_find,
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
    }
    return render(request, "home/person.html", context)
