"""The collection table of one collector for one month: looked at, filled in, checked, saved, closed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from activityday.contents.dues.actions import books as actions
from activityday.contents.dues.checks.collecting import (
    LinesRefused,
    check_current,
    check_entries,
    check_may_collect,
    may_write,
)
from activityday.contents.dues.forms.collecting import TableForm
from activityday.contents.dues.models import DayBook
from activityday.contents.dues.queries import books as queries
from activityday.contents.dues.queries.books import Table, table_of
from activityday.contents.dues.queries.collectors import collector_at, collectors_of
from activityday.contents.dues.queries.overview import Desk, desks_of
from activityday.contents.dues.reckoning import Reckoning, Step, Taking, reckon
from activityday.contents.dues.views.pages import REFUSED, month_or_404, place
from activityday.day.attendance.queries import activity_day
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


@dataclass(frozen=True)
class Outcome:
    """What came of a form that was not saved: a refusal, or only the sums that were asked for."""

    refused: Refused | None = None
    wrong: dict[UUID, str] | None = None
    sums: Reckoning | None = None


@allowed(Permission.VIEW_DUES)
@never_cache
def month(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """The table of the collector at this unit; above it, at a branch with Party groups, their books."""
    first, today = month_or_404(unit, year, month), timezone.localdate()
    table = table_of(unit, first, on=today)
    data = posted(request)
    initial = {"collected_on": _day(unit, table, today)}
    form = TableForm(data, table=table, initial=initial)
    if data is None:
        return _page(request, form, Outcome())
    if not may(request, Permission.COLLECT_DUES, unit):
        raise Http404("may not collect here")
    if not form.is_valid():
        return _page(request, form, Outcome())
    return _take(request, form)


def _take(request: Request, form: TableForm) -> HttpResponse:
    table, taking = form.table, form.taking()
    try:
        check_current(table, taking.number, taking.version)
        _check_lines(form)
        if taking.step == Step.CHECK:
            check_entries(table, taking, parameters_for(table.unit, on=timezone.localdate()))
            return _page(request, form, Outcome(sums=reckon(table, taking)), status=200)
        book = actions.collect(
            unit=table.unit, month=table.month, taking=taking, by=request.user, at=timezone.now()
        )
    except LinesRefused as refused:
        return _page(request, form, Outcome(refused, dict(refused.lines)))
    except Refused as refused:
        return _page(request, form, Outcome(refused, sums=reckon(table, taking)))
    return _done(request, book, taking)


def _check_lines(form: TableForm) -> None:
    if form.wrong:
        raise LinesRefused(f"有 {len(form.wrong)} 人填的要改一下，请看红字。", "", form.wrong)


def _done(request: Request, book: DayBook, taking: Taking) -> HttpResponse:
    if taking.step in {Step.REST, Step.CLOSE}:
        messages.success(request, f"已结清，现金 {book.cash_counted:f} 元与账一致。可以打印收据。")
        return redirect("dues:book", book.unit.code, book.pk)
    again = f"“没交”的 {len(taking.unpaid)} 人不存，结清时请再点一次。" if taking.unpaid else ""
    messages.success(request, f"已记 {len(taking.entries)} 人，这本账还没有结清。{again}")
    return redirect("dues:month", book.unit.code, book.month.year, book.month.month)


def _day(unit: Unit, table: Table, today: date) -> date:
    """The day the money came: the book's, else the activity day where it has just been, else today."""
    if table.book is not None:
        return table.book.collected_on
    held_on = activity_day(unit, table.month)
    return held_on if held_on <= today and not table.closed else today


def _page(request: Request, form: TableForm, outcome: Outcome, *, status: int | None = None) -> HttpResponse:
    table, today = form.table, timezone.localdate()
    parameters = parameters_for(table.branch, on=today)
    shut = _shut(table, today, parameters.integer("dues_back_months"))
    desks = _desks(table, today)
    context = place(request, table.unit) | {
        "month": table.month,
        "table": table,
        "form": form,
        "rows": form.rows(outcome.wrong),
        "sums": outcome.sums,
        "refused": outcome.refused,
        "collector": collector_at(table.unit, on=today),
        "desks": desks,
        "may_assess_branch": may(request, Permission.ASSESS_DUES, table.branch),
        "next_desk": next(
            (one for one in desks if not one.is_closed and one.collector.unit != table.unit), None
        ),
        "shut": shut,
        "may_write": shut is None and may_write(table) and may(request, Permission.COLLECT_DUES, table.unit),
        "debtors": [line for line in table.lines if line.behind],
        "unassessed": [line for line in table.lines if not line.is_assessed],
        "is_current": table.month == today.replace(day=1),
        "expected_cash": table.cash + sum((line.usual for line in table.waiting), queries.NOTHING),
    }
    return render(request, "dues/month.html", context, status=status or (REFUSED if form.is_bound else 200))


def _shut(table: Table, today: date, back_months: int) -> Refused | None:
    try:
        check_may_collect(table, on=today, back_months=back_months)
    except Refused as refused:
        return refused
    return None


def _desks(table: Table, today: date) -> list[Desk]:
    if table.unit.pk != table.branch.pk or not queries.has_groups(table.unit):
        return []
    return desks_of(table.branch, table.month, collectors_of(table.branch, on=today), table.payers)
