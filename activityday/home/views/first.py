"""What is due and what waits for me, by post; and any month as five steps."""

from dataclasses import replace
from datetime import date

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.request import HttpRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from activityday.day.activity.views.places import FIRST_YEAR, LAST_YEAR
from activityday.home.attention import matters_of
from activityday.home.desk import desk_of
from activityday.home.health import health_of
from activityday.home.month import Month, current_month, month_of
from activityday.home.places import more_places
from activityday.home.posts import CHOSEN, post_of
from activityday.home.year import year_of
from activityday.judgement.closing.queries import findings_of
from activityday.leadership.reports.towns import legend, towns_of
from activityday.leadership.reports.views_towns import WHY
from activityday.leadership.supervision.enums import SIGNS, TONES, BoardState
from activityday.office.filings.queries import waiting_for
from activityday.people.accounts.access import Request, allowed, for_every_user, may
from activityday.people.accounts.enums import Role
from activityday.people.accounts.middleware import open_to_all
from activityday.people.accounts.models import Appointment
from activityday.people.accounts.permissions import ABOVE, Permission
from activityday.people.accounts.queries import appointments_of
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit

BRANCH_ROLES = {Role.SECRETARY, Role.RECORDER, Role.GROUP_LEADER}
HOLDS_ACTIVITIES = {Level.GENERAL_BRANCH, Level.BRANCH, Level.GROUP}
DECEMBER = 12
OFFICE_ROLES = {Role.CLERK, Role.COUNTY_OFFICER, Role.TOWN_LEADER}


@for_every_user
def home(request: Request) -> HttpResponse:
    """The first page after signing in: the month for a branch, the desk for an office."""
    post = post_of(request, on=timezone.localdate())
    if post is None:
        return render(request, "home/no_post.html")
    if post.role in BRANCH_ROLES:
        return _branch_home(request, post)
    if post.role in OFFICE_ROLES and post.unit.level in ABOVE:
        return _towns(request, post)
    if post.role in OFFICE_ROLES:
        return _desk(request, post)
    return render(request, "home/operator.html", {"post": post, "health": health_of()})


def _branch_home(request: Request, post: Appointment) -> HttpResponse:
    today = timezone.localdate()
    found = month_of(post.unit, current_month(post.unit, on=today), on=today)
    return _month_page(request, found)


def _desk(request: Request, post: Appointment) -> HttpResponse:
    today = timezone.localdate()
    linked = [post.unit for post in appointments_of(request.user, on=today) if post.role == Role.TOWN_LEADER]
    units = linked if post.role == Role.TOWN_LEADER else [post.unit]
    return render(
        request,
        "home/desk.html",
        {
            "post": post,
            "unit": post.unit,
            "desk": desk_of(units, on=today),
            "matters": matters_of(request, post.unit, on=today),
            "places": more_places(request, post.unit, on=today),
            "legend": [(SIGNS[state], TONES[state], state.label) for state in BoardState],
            "now": timezone.localtime(),
            "may_import": may(request, Permission.IMPORT_ROSTER, post.unit),
            "may_decide": may(request, Permission.DECIDE, post.unit),
        },
    )


def _towns(request: Request, post: Appointment) -> HttpResponse:
    """The desk above the towns: a line for each town, never one for each branch."""
    now = timezone.localtime()
    context = {
        "post": post,
        "unit": post.unit,
        "year": now.year,
        "towns": towns_of(post.unit, now.year, on=now.date()),
        "legend": legend(),
        "why": WHY,
        "now": now,
        "waiting": list(waiting_for(post.unit)[:6]),
        "may_decide": may(request, Permission.DECIDE, post.unit),
        "places": more_places(request, post.unit, on=now.date()),
    }
    return render(request, "home/towns.html", context)


@allowed(Permission.VIEW_UNIT)
def month(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """Any month of a branch as five steps."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= DECEMBER:
        raise Http404(f"{year}-{month}")
    if unit.level not in HOLDS_ACTIVITIES:
        return redirect("supervision:board", unit.code, year)
    first = date(year, month, 1)
    return _month_page(request, month_of(unit, first, on=timezone.localdate()))


STEP_NEEDS = (
    Permission.PREPARE_ACTIVITY,
    Permission.TAKE_ROLL,
    Permission.RECORD_ACTIVITY,
    Permission.VIEW_DUES,
    Permission.CLOSE_ACTIVITY,
)


def _month_page(request: Request, found: Month) -> HttpResponse:
    unit = found.unit
    steps = [
        step if may(request, needed, unit) else replace(step, url="")
        for step, needed in zip(found.steps, STEP_NEEDS, strict=True)
    ]
    today = timezone.localdate()
    # who sees talks and cases finds the same people among the matters
    may_find = may(request, Permission.VIEW_FINDINGS, unit) and not may(request, Permission.VIEW_CASES, unit)
    return render(
        request,
        "home/month.html",
        {
            "unit": unit,
            "month": found,
            "steps": steps,
            "year": year_of(unit, found.month.year, on=today),
            "matters": matters_of(request, unit, on=today),
            "findings": findings_of(unit, found.month.year) if may_find else [],
            "action": found.action if found.action and may(request, found.action.needs, unit) else None,
            "may_prepare": may(request, Permission.PREPARE_ACTIVITY, unit),
            "may_see_names": may(request, Permission.VIEW_ROSTER, unit),
            "may_see_dues": unit.is_branch and may(request, Permission.VIEW_DUES, unit),
            "places": more_places(request, unit, on=today),
            "may_ask": may(request, Permission.ASK, unit),
        },
    )


@for_every_user
@require_POST
def choose_post(request: Request) -> HttpResponse:
    """Look through another of one's own posts."""
    posts = appointments_of(request.user, on=timezone.localdate())
    chosen = next((post.pk for post in posts if str(post.pk) == request.POST.get("post")), None)
    if chosen is None:
        raise Http404("post")
    request.session[CHOSEN] = chosen
    back = request.POST.get("next", "/")
    return HttpResponseRedirect(
        back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else "/"
    )


@open_to_all
def health(request: HttpRequest) -> HttpResponse:
    """Whether this machine is well, for people and for monitors; 503 with the reason when it is not."""
    del request
    found = health_of()
    return JsonResponse(
        found.as_dict(), status=200 if found.is_well else 503, json_dumps_params={"ensure_ascii": False}
    )
