"""What waits in a branch or in all branches of a committee: talks, cases, months to look into."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from activityday.judgement.standing import queries
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit

PAGE = 30


@allowed(Permission.VIEW_CASES)
@never_cache
def overview(request: Request, unit: Unit) -> HttpResponse:
    """Talks to hold, cases to go on with, what to establish, what to record; then what is over. In roster order."""
    if unit.level == Level.GROUP:
        raise Http404("a Party group has no cases of its own")
    today = timezone.localdate()
    found = queries.overview_of(unit, on=today)
    context = {
        "unit": unit,
        "year": today.year,
        "found": found,
        "gaps": queries.gaps_of(unit, on=today),
        "questions": queries.questions_of(unit, today.year),
        "held": list(queries.talks_held(unit, today.year)),
        "ended": Paginator(queries.cases_ended(unit), PAGE).get_page(request.GET.get("page")),
        "may_handle": may(request, Permission.HANDLE_CASES, unit),
        "may_review": may(request, Permission.REVIEW_CASES, unit),
    }
    return render(request, "standing/overview.html", context)
