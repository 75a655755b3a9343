"""The page of towns for a county, a city or a province; each town leads to its own board."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from activityday.day.activity.views.places import FIRST_YEAR, LAST_YEAR
from activityday.leadership.reports.towns import legend, towns_of
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.ui.parts import Why

WHY = Why(
    facts=["各党支部的活动、归档的名册、镇党委报来的半年报备、印发的通报"],
    rule="本月和全年都数党支部的月份：一个支部一个月算一个。参与率把全镇已归档的活动合在一起，先加再除。",
    clause="notice 四(四)",
    arithmetic="参与率 =（到 + 其他方式）÷（在册 − 经批准不参加）；启用本系统以前的月份不算。",
)


@allowed(Permission.VIEW_BOARD)
def towns(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Every town with its sums, in the order of the tree."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(str(year))
    if unit.committee_id is not None or unit.level == Level.COMMITTEE:
        return redirect("supervision:board", unit.code, year)
    today = timezone.localdate()
    found = towns_of(unit, year, on=today)
    context = {
        "unit": unit,
        "year": year,
        "towns": found,
        "branches": sum(town.branches for town in found),
        "now": timezone.localtime(),
        "legend": legend(),
        "why": WHY,
        "has_before": year > FIRST_YEAR,
        "has_after": year < today.year,
        "may_read": may(request, Permission.VIEW_SUPERVISION, unit),
    }
    return render(request, "reports/towns.html", context)
