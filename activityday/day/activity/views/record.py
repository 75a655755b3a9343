"""Writing down what happened."""

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from activityday.day.activity import actions, queries
from activityday.day.activity.checks import StaleActivity
from activityday.day.activity.forms import ExpenseForm, ExpenseForms, RecordForm, record_initial
from activityday.day.activity.models import Activity
from activityday.day.activity.progress import late_days
from activityday.day.activity.views.places import Place, buttons, place_of_activity
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import Request, allowed
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

PREFIX = "expenses"


@allowed(Permission.RECORD_ACTIVITY)
def record(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """The record's page: times, people, and a few points per segment."""
    place, activity = place_of_activity(request, unit, year, month)
    if not buttons(request, place)["may_record"]:
        messages.warning(request, _why_not(unit, activity))
        return redirect("home:month", unit.code, year, month)
    segments = queries.segments_of(activity)
    if request.method == "POST":
        form = RecordForm(request.POST, segments=segments)
        return _keep(request, place, activity, form, ExpenseForms(request.POST, prefix=PREFIX))
    spent = [
        {"kind": part.kind, "amount": part.amount, "purpose": part.purpose}
        for part in queries.expenses_of(activity)
    ]
    form = RecordForm(initial=record_initial(activity), segments=segments)
    return _page(request, place, activity, form, ExpenseForms(initial=spent, prefix=PREFIX))


def _keep(
    request: Request, place: Place, activity: Activity, form: RecordForm, spent: "BaseFormSet[ExpenseForm]"
) -> HttpResponse:
    if not (form.is_valid() & spent.is_valid()):
        return _page(request, place, activity, form, spent, status=422)
    expenses = [draft for row in spent if (draft := row.draft())]
    try:
        actions.write_record(
            activity=activity,
            record=form.record(expenses),
            base_version=form.base_version,
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        return _page(request, place, activity, form, spent, refused=refused, status=422)
    messages.success(request, "纪实已保存。")
    return redirect("home:month", place.unit.code, place.month.year, place.month.month)


def _page(
    request: Request,
    place: Place,
    activity: Activity,
    form: RecordForm,
    spent: "BaseFormSet[ExpenseForm]",
    *,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "place": place,
        "unit": place.unit,
        "month": place.month,
        "scheduled": place.scheduled,
        "activity": activity,
        "crumbs": place.crumbs,
        "form": form,
        "spent": spent,
        "refused": refused,
        "stale": refused if isinstance(refused, StaleActivity) else None,
        "late_days": late_days(activity, on=timezone.localdate()),
        "least_minutes": parameters_for(activity.host, on=activity.held_on).integer("least_minutes"),
    }
    return render(request, "activity/record.html", context, status=status)


def _why_not(unit: Unit, activity: Activity) -> str:
    if activity.host_id != unit.pk:
        return f"这次活动由{activity.host.short_name}组织，纪实由那边填写。"
    return "这次活动已经归档，内容封存。确实要改，请书记先重新打开并写明原因。"
