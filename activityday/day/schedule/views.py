"""The year of a unit, its calendar feed, and asking for another day."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from activityday.day.schedule import actions, checks, pages
from activityday.day.schedule.checks import Asking, check_may_ask
from activityday.day.schedule.feed import feed_of, is_signed, signature_of
from activityday.day.schedule.forms import ReschedulingForm
from activityday.day.schedule.printing import year_pdf
from activityday.day.schedule.queries import days_of, reschedulings_of
from activityday.office.policy.queries import FIRST_YEAR, LAST_YEAR, work_calendar
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.middleware import open_to_all
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import unit_by_code
from activityday.rules.calendar import in_words


@allowed(Permission.VIEW_UNIT)
def year(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The twelve days of a branch; for a town or a county its branches, those alike on one line."""
    _check_year(year)
    today = timezone.localdate()
    context = {"unit": unit, "year": year, "today": today, "may_print": may(request, Permission.PRINT, unit)}
    address = request.build_absolute_uri(_feed_address(unit))
    context |= {"feed": address, "has_before": year > FIRST_YEAR, "has_after": year < LAST_YEAR}
    if not pages.holds_its_own(unit):
        rows = pages.rows_of(unit, year, on=today)
        number = sum(len(row.units) for row in rows)
        return render(request, "schedule/year_units.html", {**context, "rows": rows, "number": number})
    days = days_of(unit, year)
    may_ask = may(request, Permission.ASK, unit)
    this_month = today.replace(day=1)
    rows_with_links = [
        (day, tone, why, may_ask and day.month >= this_month and checks.may_ask(unit, day))
        for day, tone, why in pages.explained(unit, days)
    ]
    context |= {"rows": rows_with_links, "may_ask": may_ask, "next": pages.next_day(days, on=today)}
    return render(request, "schedule/year.html", context)


@allowed(Permission.PRINT)
def sheet(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The year on paper: a branch's twelve days, or a town's branches by month."""
    del request
    _check_year(year)
    headers = {"Content-Disposition": f'inline; filename="calendar-{unit.code}-{year}.pdf"'}
    content = year_pdf(unit, year, on=timezone.localdate())
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@allowed(Permission.ASK)
def reschedule(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """Ask the superior for another day in one month; says why not when it cannot be asked."""
    first = _month(year, month)
    today = timezone.localdate()
    page = {"unit": unit, "month": first, "asked": reschedulings_of(unit, first)}
    try:
        asking = check_may_ask(unit, first)
    except Refused as refused:
        status = 422 if request.method == "POST" else 200
        return render(request, "schedule/reschedule.html", {**page, "refused": refused}, status=status)
    form = _form(request, asking, today)
    if request.method == "POST" and form.is_valid():
        try:
            asked = actions.ask_for_day(
                unit=unit, month=first, by=request.user, on=today, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.add_error("new_on", str(refused))
        else:
            messages.success(request, f"已提交给{asking.superior.short_name}。没有批准之前，活动日不变。")
            return redirect("filings:filing", unit.code, asked.pk)
    page |= {"form": form, "asking": asking, "is_late": today >= asking.day.day}
    return render(request, "schedule/reschedule.html", page, status=422 if form.is_bound else 200)


@open_to_all
def feed(request: HttpRequest, code: str, signature: str) -> HttpResponse:
    """The calendar feed, for whoever holds its signed address: dates and names of units only."""
    del request
    unit = unit_by_code(code) if is_signed(code, signature) else None
    if unit is None:
        raise Http404("no such feed")
    content = feed_of(unit, on=timezone.localdate(), at=timezone.now())
    headers = {
        "Cache-Control": "private, max-age=3600",
        "Content-Disposition": f'inline; filename="{code}.ics"',
    }
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _form(request: Request, asking: Asking, today: date) -> ReschedulingForm:
    form = ReschedulingForm(request.POST or None, initial={"new_on": _suggested(asking.day.day)})
    same_month = asking.parameters.boolean("rescheduling_same_month")
    where = f"只能改到{asking.day.month.month}月之内。" if same_month else ""
    late = "现在已经过了原定日，会注明迟报。" if today >= asking.day.day else "请在原定日之前提出。"
    form.limit(
        asking.day.day,
        same_month=same_month,
        rule=f"原定{in_words(asking.day.day)}。{where}{late}依据：通知一。",
    )
    return form


def _suggested(original_on: date) -> date:
    """The next working day, as a start for whoever has no other in mind."""
    calendar, day = work_calendar(), original_on + timedelta(days=1)
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day


def _feed_address(unit: Unit) -> str:
    return reverse("schedule:feed", args=[unit.code, signature_of(unit)])


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404("no such year")


def _month(year: int, month: int) -> date:
    _check_year(year)
    try:
        return date(year, month, 1)
    except ValueError:
        raise Http404("no such month") from None
