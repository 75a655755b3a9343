"""Who pays less, or nothing: waiting, in force, ending, asked again (dues 7)."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from activityday.contents.dues import actions
from activityday.contents.dues.enums import Standing, WaiverKind
from activityday.contents.dues.forms.agreeing import WaiverForm
from activityday.contents.dues.queries import waivers as queries
from activityday.contents.dues.queries.waivers import Relieved
from activityday.contents.dues.views.places import branches_or_404, place
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import affiliated
from activityday.rules.dues import next_month
from activityday.ui.words import year_month

ORDER = (
    Standing.WAITING,
    Standing.ENDING,
    Standing.IN_FORCE,
    Standing.COMING,
    Standing.EXPIRED,
    Standing.REFUSED,
    Standing.WITHDRAWN,
)
TONES = {Standing.WAITING: "wait", Standing.ENDING: "wait", Standing.IN_FORCE: "ok", Standing.COMING: "info"}


@allowed(Permission.VIEW_DUES_BASE)
@never_cache
def waivers(request: Request, unit: Unit) -> HttpResponse:
    """What was ever asked at or below the unit, as it stands today; for a branch, the form to ask."""
    branches_or_404(unit)
    today = timezone.localdate()
    form = WaiverForm(
        posted(request),
        people=affiliated([unit], on=today),
        month=today.replace(day=1),
        most_months=parameters_for(unit, on=today).integer("dues_waiver_months"),
        initial=_as_before(request, unit),
    )
    if request.method == "POST":
        if not (unit.is_branch and may(request, Permission.ASSESS_DUES, unit)):
            raise Http404("may not ask here")
        if form.is_valid() and _ask(request, unit, form):
            return redirect("dues:waivers", unit.code)
    return _page(request, unit, form)


def _ask(request: Request, unit: Unit, form: WaiverForm) -> bool:
    """Whether it was asked; a refusal stands on the form."""
    data = form.cleaned_data
    try:
        made = actions.ask_waiver(
            branch=unit,
            member=data["member"].member,
            kind=WaiverKind(data["kind"]),
            amount=data["amount"],
            ground=data["ground"],
            considered_on=data["considered_on"],
            since=data["since"],
            until=data["until"],
            by=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    said = f"已报上一级党委：{made.member.name}{made.get_kind_display()}，到{year_month(made.until)}。"
    messages.success(request, f"{said}批准以后才有效，批准以前照常交。")
    return True


def _as_before(request: Request, unit: Unit) -> dict[str, object]:
    """What is asked again, as it was; the day on which the branch considered it is typed anew."""
    this_month = timezone.localdate().replace(day=1)
    initial: dict[str, object] = {"since": this_month.isoformat()}
    try:
        before = queries.waiver_of(unit, UUID(request.GET.get("renew", "")))
    except ValueError:
        return initial
    if before is None or not may(request, Permission.VIEW_REASON, unit):
        return initial
    since = max(next_month(before.until), this_month)
    return {
        "member": str(before.member_id),
        "kind": before.kind,
        "amount": f"{before.amount:.2f}" if before.kind == WaiverKind.REDUCED else "",
        "ground": before.ground,
        "since": since.isoformat(),
    }


def _page(request: Request, unit: Unit, form: WaiverForm) -> HttpResponse:
    today = timezone.localdate()
    may_see_ground = may(request, Permission.VIEW_REASON, unit)
    found = sorted(
        queries.waivers_of(unit, on=today, with_ground=may_see_ground),
        key=lambda one: ORDER.index(one.standing),
    )
    now = parameters_for(unit, on=today)
    context = {
        **place(request, unit),
        "form": form,
        "months": now.integer("dues_waiver_months"),
        "answer_days": now.integer("dues_waiver_answer_days"),
        "groups": [
            (standing, TONES.get(standing, "mute"), list(relieved))
            for standing, relieved in groupby(found, key=_standing)
        ],
        "may_ask": unit.is_branch and may(request, Permission.ASSESS_DUES, unit),
        "may_see_ground": may_see_ground,
        "year": today.year,
    }
    return render(request, "dues/waivers.html", context, status=422 if form.is_bound else 200)


def _standing(relieved: Relieved) -> Standing:
    return relieved.standing
