"""A member's year, put together from every room that knows something of it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from activityday.contents.dues.queries.accounts import account_of
from activityday.contents.service.queries import pledges_of_member, service_of
from activityday.day.activity.views.places import FIRST_YEAR, LAST_YEAR
from activityday.home.person import dues_year, person_year
from activityday.judgement.points.queries import points_of_member
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.floating_queries import departures_of
from activityday.people.roster.models import Condition, Member
from activityday.people.roster.queries import affiliations_of, belongs_now
from activityday.people.roster.views.members import member_or_404


@allowed(Permission.VIEW_ROSTER)
@never_cache
def person(request: Request, unit: Unit, member: UUID, year: int) -> HttpResponse:
    """Twelve signs, dues, points, and what the rules found, each as far as the post may see it.

    Dues and points are shown where the member belongs now.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(str(year))
    found, today = member_or_404(unit, member), timezone.localdate()
    affiliations = affiliations_of(found)
    branch, is_own = affiliations[0].branch, belongs_now(affiliations, unit)
    may_find = may(request, Permission.VIEW_FINDINGS, unit)
    account = points = None
    if is_own and may(request, Permission.VIEW_DUES, unit):
        account = account_of(found.pk, branch, on=today)
    if is_own and may(request, Permission.VIEW_POINTS, unit):
        points = points_of_member(found, year, on=today)
    service, pledges = None, []
    if is_own and may(request, Permission.VIEW_SERVICE, branch):
        service, pledges = service_of(found, year), pledges_of_member(found.pk, year, on=today)
    context = {
        "unit": unit,
        "branch": branch,
        "service": service,
        "pledges": pledges,
        # a group's leader sees the account among the own group's people, nowhere else
        "account_unit": unit if unit.level in {Level.BRANCH, Level.GROUP} else branch,
        "person": person_year(found, unit, year, is_own=is_own, with_findings=may_find),
        "account": account,
        "may_open_branch": may(request, Permission.VIEW_UNIT, branch),
        "dues": dues_year(account, year) if account else [],
        "points": points,
        "times_away": _times_away(request, unit, found, year) if is_own else [],
        "may_find": may_find,
        "may_see_cases": may(request, Permission.VIEW_CASES, unit),
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
    }
    return render(request, "home/person.html", context)


def _times_away(request: Request, unit: Unit, member: Member, year: int) -> list[Condition]:
    """When the member was away in the year, for those who may see it."""
    if not may(request, Permission.VIEW_FLOATING, unit):
        return []
    return [
        one
        for one in departures_of(member)
        if one.starts_on.year <= year and (one.ends_on is None or one.ends_on.year >= year)
    ]
