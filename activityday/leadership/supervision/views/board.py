"""The month board of a town or a county."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from activityday.day.activity.views.places import FIRST_YEAR, LAST_YEAR
from activityday.leadership.supervision.enums import SIGNS, TONES, BoardState
from activityday.leadership.supervision.queries import board_of
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit


@allowed(Permission.VIEW_BOARD)
def board(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Branches × months, five states, the year's participation at the right."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(str(year))
    today = timezone.localdate()
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
            "may_supervise": may(request, Permission.VIEW_SUPERVISION, unit),
            "unrecorded": found.in_state(BoardState.UNRECORDED, on=today),
        },
    )
