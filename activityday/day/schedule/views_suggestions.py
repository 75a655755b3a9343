"""What the town suggests for a month: a short list, each item at once with every branch it is for."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from activityday.day.schedule.plan_actions import publish_suggestion, withdraw_suggestion
from activityday.day.schedule.plan_forms import SuggestionForm
from activityday.day.schedule.plan_queries import suggested_in, suggestion_of
from activityday.office.notices.materials.queries import materials_of
from activityday.office.policy.queries import FIRST_YEAR, LAST_YEAR
from activityday.people.accounts.access import Request, allowed
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level, Sector
from activityday.people.organisation.models import Unit


@allowed(Permission.PUBLISH_MATERIALS)
def suggestions(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """The month's suggestions, and the form to add one."""
    first = _month_or_404(unit, year, month)
    form = SuggestionForm(request.POST or None, materials=_materials(unit, first))
    if request.method == "POST" and form.is_valid():
        try:
            publish_suggestion(
                committee=unit,
                month=first,
                suggested=form.suggested(),
                sectors=form.cleaned_data["sectors"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已发布。支部编计划、准备活动时就会带上。")
            return redirect("schedule:suggestions", unit.code, year, month)
    context = {
        "unit": unit,
        "month": first,
        "months": [date(year, number, 1) for number in range(1, 13)],
        "rows": [(one, _for_whom(one.sectors)) for one in suggested_in(unit, [first])],
        "form": form,
    }
    return render(request, "schedule/suggestions.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.PUBLISH_MATERIALS)
@require_POST
def withdraw(request: Request, unit: Unit, year: int, month: int, suggestion: int) -> HttpResponse:
    """Take one back."""
    _month_or_404(unit, year, month)
    found = suggestion_of(unit, suggestion)
    if found is None:
        raise Http404(str(suggestion))
    withdraw_suggestion(suggestion=found, by=request.user, at=timezone.now())
    messages.success(request, f"已撤回“{found.title}”。支部已经照着准备的，不受影响。")
    return redirect("schedule:suggestions", unit.code, year, month)


def _materials(unit: Unit, month: date) -> list[tuple[str, str]]:
    found = materials_of(unit).filter(
        first_month__lte=month, last_month__gte=month, withdrawn_at__isnull=True
    )
    newest = [list(material.versions.all())[-1] for material in found]
    return [(str(version.pk), version.words) for version in newest]


def _for_whom(sectors: list[str]) -> str:
    return "、".join(str(Sector(code).label) for code in sectors) or "全部支部"


def _month_or_404(unit: Unit, year: int, month: int) -> date:
    if unit.level != Level.COMMITTEE or not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:  # noqa: PLR2004
        raise Http404(f"{unit.code} {year}-{month}")
    return date(year, month, 1)
