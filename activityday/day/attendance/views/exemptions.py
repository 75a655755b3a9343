"""Who need not come, or takes part by other means: in force, waiting, ending, asked again."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.day.activity.queries import activity_for
from activityday.day.attendance import actions, queries
from activityday.day.attendance.enums import ExemptionGround, ExemptionKind, Standing
from activityday.day.attendance.forms import ExemptionForm, RenewForm
from activityday.day.attendance.queries import Agreement
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import affiliated
from activityday.rules.dues import next_month
from activityday.rules.exemption import last_day_of_term

ORDER = (
    Standing.WAITING,
    Standing.ENDING,
    Standing.IN_FORCE,
    Standing.COMING,
    Standing.EXPIRED,
    Standing.REFUSED,
    Standing.WITHDRAWN,
)
HOLDING = {Standing.IN_FORCE, Standing.ENDING}
TONES = {Standing.WAITING: "wait", Standing.ENDING: "wait", Standing.IN_FORCE: "ok", Standing.COMING: "info"}


@allowed(Permission.VIEW_ROSTER)
@never_cache
def exemptions(request: Request, unit: Unit) -> HttpResponse:
    """What was ever asked at or below the unit, as it stands today; for a branch, the form to ask."""
    today = timezone.localdate()
    months = parameters_for(unit, on=today).integer("exemption_months")
    form = ExemptionForm(
        request.POST or None,
        people=affiliated([unit], on=today),
        last_day=last_day_of_term(today, months),
        initial={"starts_on": today},
    )
    if request.method == "POST":
        if not (unit.is_branch and may(request, Permission.ASK, unit)):
            raise Http404("may not ask here")
        if form.is_valid() and _ask(request, unit, form):
            return redirect("attendance:exemptions", unit.code)
    return _page(request, unit, form, months)


@allowed(Permission.ASK)
@require_POST
def renew(request: Request, unit: Unit) -> HttpResponse:
    """Ask the same again with one click."""
    form = RenewForm(request.POST)
    found = queries.exemption_of(unit, form.cleaned_data["exemption"]) if form.is_valid() else None
    if found is None:
        raise Http404("no such exemption here")
    try:
        again = actions.renew_exemption(
            exemption=found, by=request.user, on=timezone.localdate(), at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"已再报镇党委：{again.member.name}，到{again.ends_on:%Y-%m-%d}。")
    return redirect("attendance:exemptions", unit.code)


def _ask(request: Request, unit: Unit, form: ExemptionForm) -> bool:
    """Whether it was asked; a refusal stands on the form."""
    data = form.cleaned_data
    try:
        made = actions.ask_exemptions(
            unit=unit,
            members=[person.member for person in data["members"]],
            kind=ExemptionKind(data["kind"]),
            ground=ExemptionGround(data["ground"]),
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            by=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, f"已报镇党委 {len(made)} 人，批准以后才有效。")
    return True


def _page(request: Request, unit: Unit, form: ExemptionForm, months: int) -> HttpResponse:
    today = timezone.localdate()
    found = sorted(
        queries.agreements_of(unit, on=today), key=lambda agreement: ORDER.index(agreement.standing)
    )
    context = {
        "unit": unit,
        "form": form,
        "months": months,
        "answer_days": parameters_for(unit, on=today).integer("exemption_answer_days"),
        "groups": [
            (standing, TONES.get(standing, "mute"), list(agreements))
            for standing, agreements in groupby(found, key=_standing)
        ],
        "card_months": _card_months(unit, found, on=today),
        "may_ask": unit.is_branch and may(request, Permission.ASK, unit),
        "may_renew": may(request, Permission.ASK, unit),
        "may_see_reason": may(request, Permission.VIEW_REASON, unit),
    }
    return render(request, "attendance/exemptions.html", context, status=422 if form.is_bound else 200)


def _card_months(unit: Unit, agreements: Iterable[Agreement], *, on: date) -> list[date]:
    """The months, this one and the next, for which a branch can print visit cards: somebody takes part at home."""
    at_home = any(
        one.standing in HOLDING and one.exemption.kind == ExemptionKind.OTHER_MEANS for one in agreements
    )
    if not (unit.is_branch and at_home):
        return []
    this = on.replace(day=1)
    return [month for month in (this, next_month(this)) if activity_for(unit, month) is not None]


def _standing(agreement: Agreement) -> Standing:
    return agreement.standing
