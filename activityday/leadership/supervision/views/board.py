"""The month board of a town or a branch; above the towns there is a page of towns instead."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from activityday.day.activity.views.places import FIRST_YEAR, LAST_YEAR
from activityday.leadership.supervision.enums import SIGNS, TONES, BoardState
from activityday.leadership.supervision.queries import board_of
from activityday.leadership.supervision.views.near import near_of
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit


@allowed(Permission.VIEW_BOARD)
def board(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Branches × months, five states, the year's participation at the right."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(str(year))
    if unit.committee_id is None and unit.level != Level.COMMITTEE:
        return redirect("reports:towns", unit.code, year)
    today = timezone.localdate()
    supervises = may(request, Permission.VIEW_SUPERVISION, unit)
    found = board_of(unit, year, on=today)
    return render(
        request,
        "supervision/board.html",
        {
            "unit": unit,
            "board": found,
            "today": today,
            "now": timezone.localtime(),
            "legend": [(SIGNS[state], TONES[state], state.label) for state in BoardState],
            "overdue": found.in_state(BoardState.OVERDUE, on=today),
            "may_supervise": supervises,
            "near": near_of(request, unit, on=today),
            "unrecorded": found.in_state(BoardState.UNRECORDED, on=today),
        },
    )
