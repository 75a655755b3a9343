"""The party analysis of a branch on one page; of a town its branches."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from activityday.contents.review import queries
from activityday.contents.review.pages import views_of
from activityday.contents.review.queries.life import life_states
from activityday.contents.review.queries.problems import problem_counts
from activityday.contents.review.queries.talks import talk_counts
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.meetings import quarter_of

FIRST = 6


@allowed(Permission.VIEW_REVIEW)
def review(request: Request, unit: Unit) -> HttpResponse:
    """What is under way, what is open, what the quarter still needs."""
    if unit.level == Level.GROUP:
        raise Http404("a Party group has no page of its own here")
    return _branch(request, unit) if unit.is_branch else _town(request, unit)


def _branch(request: Request, unit: Unit) -> HttpResponse:
    today = timezone.localdate()
    quarter = quarter_of(today)
    found = queries.open_problems(unit, on=today)
    may_record = may(request, Permission.RECORD_REVIEW, unit)
    # who is named for a personal problem may be the very member: others learn only how many there are
    shown = [one for one in found if may_record or not one.problem.is_personal]
    meetings = list(queries.life_meetings_of(unit, today.year)[:FIRST])
    context = {
        "unit": unit,
        "today": today,
        "views": views_of(unit, "review", on=today),
        "quarter": quarter,
        "counters": queries.counters_of(unit, today.year, on=today).of_quarter(quarter),
        "life_count": queries.life_count(unit, today.year, on=today),
        "current": next((one for one in reversed(meetings) if not one.is_held), None),
        "meetings": meetings,
        "problems": shown[:FIRST],
        "hidden": len(found) - len(shown),
        "number": len(found),
        "overdue": sum(one.is_overdue for one in found),
        "talks": queries.talk_counters(unit, today.year, on=today),
        "may_record": may_record,
        "may_keep": may(request, Permission.KEEP_TALKS, unit),
    }
    return render(request, "review/review.html", context)


def _town(request: Request, unit: Unit) -> HttpResponse:
    today = timezone.localdate()
    branches = list(branches_of(unit, on=today))
    years = queries.counters_of_many(branches, today.year, on=today)
    life, open_ones = life_states(unit, today.year), problem_counts(unit, on=today)
    talks = talk_counts(unit, today.year)
    context = {
        "unit": unit,
        "today": today,
        "views": views_of(unit, "review", on=today),
        "rows": [
            {
                "branch": branch,
                "year": years[branch.pk],
                "life": life.get(branch.pk, (0, 0)),
                "problems": open_ones.get(branch.pk, (0, 0)),
                "talks": talks.get(branch.pk, 0),
            }
            for branch in branches
        ],
    }
    return render(request, "review/town.html", context)
