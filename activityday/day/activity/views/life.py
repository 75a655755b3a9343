"""Calling an activity off, moving it to the day in force, dropping out of a joint one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from activityday.day.activity import actions
from activityday.day.activity.forms import ReasonForm
from activityday.day.activity.views.places import buttons, place_of_activity
from activityday.people.accounts.access import Request, allowed
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


@allowed(Permission.CLOSE_ACTIVITY)
def cancel(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """Call off an activity that is still being prepared, with a reason."""
    place, activity = place_of_activity(request, unit, year, month)
    if not buttons(request, place)["may_cancel"]:
        messages.warning(request, "只有还在准备、由本单位组织的活动可以取消。")
        return redirect("home:month", unit.code, year, month)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel(
                activity=activity, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "已取消。要办可以重新准备。")
        return redirect("home:month", unit.code, year, month)
    context = {
        "place": place,
        "unit": unit,
        "month": place.month,
        "activity": activity,
        "crumbs": place.crumbs,
        "form": form,
    }
    return render(request, "activity/cancel.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.CLOSE_ACTIVITY)
@require_POST
def leave_joint(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """A branch leaves a joint activity and may hold its own."""
    place, activity = place_of_activity(request, unit, year, month)
    if not buttons(request, place)["may_leave"]:
        raise Http404("nothing to leave")
    try:
        actions.leave_joint(activity=activity, unit=unit, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "已退出联合活动，现在可以准备自己的活动。")
    return redirect("home:month", unit.code, year, month)


@allowed(Permission.PREPARE_ACTIVITY)
@require_POST
def follow_day(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """The plan moves to the day that is in force now."""
    place, activity = place_of_activity(request, unit, year, month)
    if not buttons(request, place)["may_prepare"]:
        raise Http404("may not prepare here now")
    try:
        actions.follow_day(activity=activity, day=place.scheduled.day, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "日期已改。打印过的通知和签到表上还是原来的日子，请重新打印。")
    return redirect("home:month", unit.code, year, month)
