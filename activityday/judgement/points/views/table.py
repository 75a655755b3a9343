"""The table of points in force; a committee adopts its own after seeing what it would change."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from activityday.judgement.points import actions, queries
from activityday.judgement.points.forms import ReasonForm, TableForm
from activityday.judgement.points.pages import left_out, rows_of
from activityday.judgement.points.preview import Effect, effect_of
from activityday.judgement.points.views.places import check_may_view, check_unit
from activityday.office.policy.queries import rulebook
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.rules.point_table_reading import TableError, parse_table


@allowed(Permission.VIEW_POINTS)
def table(request: Request, unit: Unit) -> HttpResponse:
    """What counts how much today, by which clause and document; what was adopted before."""
    check_unit(unit)
    committee, today = queries.committee_of(unit), timezone.localdate()
    now = queries.timeline_of(unit).on(today.replace(day=1))
    is_committee = unit.level == Level.COMMITTEE
    context = {
        "unit": unit,
        "committee": committee,
        "table": now,
        "rows": rows_of(now),
        "left_out": left_out(now.classes),
        "adopted": queries.tables_of(committee),
        "year": today.year,
        "may_adopt": is_committee and may(request, Permission.AMEND_POLICY, unit),
    }
    return render(request, "points/table.html", context)


@allowed(Permission.AMEND_POLICY)
def adopt(request: Request, unit: Unit) -> HttpResponse:
    """Type the new figures, look at what they would change, adopt them."""
    _check_committee(request, unit)
    today = timezone.localdate()
    now = queries.timeline_of(unit).on(today.replace(day=1))
    form = TableForm(posted(request), table=now, initial={"since": _next_month(today)})
    effect = None
    if request.method == "POST" and form.is_valid():
        if "confirm" in request.POST and _adopted(request, unit, form):
            return redirect("points:table", unit.code)
        effect = _tried(unit, form)
    context = {"unit": unit, "form": form, "effect": effect, "year": today.year}
    is_refused = form.is_bound and effect is None
    return render(request, "points/adopt.html", context, status=422 if is_refused else 200)


@allowed(Permission.AMEND_POLICY)
def void(request: Request, unit: Unit, table: int) -> HttpResponse:
    """Void a table that was entered wrongly."""
    _check_committee(request, unit)
    found = queries.table_of(unit, table)
    if found is None:
        raise Http404("no such table here")
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.void(table=found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已作废。各支部的积分按原来的规则表重新推算，差额显示为待入账。")
            return redirect("points:table", unit.code)
    context = {"unit": unit, "table": found, "form": form}
    return render(request, "points/void.html", context, status=422 if form.is_bound else 200)


def _adopted(request: Request, unit: Unit, form: TableForm) -> bool:
    try:
        actions.adopt(committee=unit, content=form.content(), by=request.user, at=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "新的规则表已经登记。从起用的月份起照它推算，差额显示为待入账。")
    return True


def _tried(unit: Unit, form: TableForm) -> Effect | None:
    """What the table would change; None with the refusal on the form."""
    if form.errors:
        return None
    try:
        proposed = parse_table(form.content(), clauses=rulebook().clauses)
    except TableError as error:
        form.add_error(None, str(Refused(str(error), error.clause)))
        return None
    return effect_of(unit, proposed, on=timezone.localdate())


def _check_committee(request: Request, unit: Unit) -> None:
    if unit.level != Level.COMMITTEE:
        raise Http404(f"{unit} is no committee")
    check_may_view(request, unit)


def _next_month(today: date) -> date:
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)
