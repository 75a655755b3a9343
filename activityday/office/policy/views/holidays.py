"""The holidays of a year: what holds, and entering a notice by text, file or form, with a look at whom it moves."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from activityday.office.policy import actions, changes, queries
from activityday.office.policy.forms.notices import (
    HolidayRows,
    NoticeHead,
    NoticeLinesForm,
    NoticeTextForm,
)
from activityday.office.policy.notice_files import DraftNotice, draft_from_rows
from activityday.people.accounts.access import Request, allowed, for_every_user
from activityday.people.accounts.permissions import Permission
from activityday.people.accounts.queries import units_where
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.holiday_notice import NoticeUnreadable, in_ranges


@for_every_user
def holidays(request: Request, year: int) -> HttpResponse:
    """The holidays of a year: official with its document number, or provisional."""
    _check_year(year)
    today = timezone.localdate()
    official = queries.holiday_years().get(year)
    provisional = {day: name for day, name in queries.provisional_days().items() if day.year == year}
    context = {
        "year": year,
        "official": official,
        "ranges": list(in_ranges(dict(official.days_off) if official else provisional)),
        "work": sorted(official.make_up_workdays.items()) if official else [],
        "versions": queries.notices_of(year),
        "is_in_rulebook": year in queries.rulebook_years(),
        "entering": units_where(request.user, Permission.AMEND_POLICY, on=today).first(),
        "has_before": year > queries.FIRST_YEAR,
        "has_after": year < queries.LAST_YEAR,
    }
    return render(request, "policy/holidays.html", context)


@allowed(Permission.AMEND_POLICY)
def enter_text(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Enter the notice by its text or by a file."""
    _check_year(year)
    if "back" in request.POST:
        return redirect("policy:enter_text", unit.code, year)
    known = _known(year)
    form = NoticeTextForm(
        request.POST or None,
        request.FILES or None,
        initial={"base_version": known["base_version"]},
        **_asks(year),
    )
    if request.method == "POST" and form.is_valid():
        return _preview(request, unit, form, form.draft)
    page = {"unit": unit, "year": year, "form": form, **known}
    return render(request, "policy/enter_text.html", page, status=422 if form.is_bound else 200)


@allowed(Permission.AMEND_POLICY)
def enter_days(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Enter the notice by a plain form of its days, prefilled with what is known."""
    _check_year(year)
    known = _known(year)
    bound = request.POST if request.method == "POST" else None
    form = NoticeHead(bound, initial={"base_version": known["base_version"]}, **_asks(year))
    rows = HolidayRows(bound, initial=_known_rows(year), prefix="days")
    page = {"unit": unit, "year": year, "form": form, "rows": rows, **known}
    if bound is not None and form.is_valid() and rows.is_valid():
        try:
            draft = form.headed(draft_from_rows([row.cleaned_data for row in rows], year=year))
        except NoticeUnreadable as unreadable:
            form.add_error(None, str(unreadable))
        if form.is_valid():
            return _preview(request, unit, form, draft)
    return render(request, "policy/enter_days.html", page, status=422 if form.is_bound else 200)


@allowed(Permission.AMEND_POLICY)
def confirm(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Write what the preview showed."""
    _check_year(year)
    if request.method != "POST":
        return redirect("policy:enter_text", unit.code, year)
    form = NoticeLinesForm(request.POST, **_asks(year))
    if not form.is_valid():
        return _refused(request, unit, year, form)
    try:
        actions.enter_notice(
            unit=unit,
            draft=form.draft,
            base_version=form.cleaned_data["base_version"],
            reason=form.cleaned_data.get("reason", ""),
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return _refused(request, unit, year, form)
    messages.success(request, f"{year} 年放假安排已录入，各支部的活动日已按它计算。")
    return redirect("policy:holidays", year)


def _preview(request: Request, unit: Unit, form: NoticeHead, draft: DraftNotice) -> HttpResponse:
    data = form.cleaned_data
    page = {
        "unit": unit,
        "year": draft.year,
        "draft": draft,
        "work": sorted(draft.make_up_workdays.items()),
        "moved": changes.of_notice(unit, draft, today=timezone.localdate()),
        "reason": data.get("reason", ""),
        "base_version": data["base_version"],
    }
    return render(request, "policy/notice_preview.html", page)


def _refused(request: Request, unit: Unit, year: int, form: NoticeLinesForm) -> HttpResponse:
    page = {"unit": unit, "year": year, "form": form}
    return render(request, "policy/notice_refused.html", page, status=422)


def _known(year: int) -> dict[str, Any]:
    newest = queries.notices_of(year).first()
    return {"base_version": newest.version if newest else 0, "newest": newest}


def _asks(year: int) -> dict[str, Any]:
    return {"year": year, "is_correction": year in queries.holiday_years()}


def _known_rows(year: int) -> list[dict[str, object]]:
    official = queries.holiday_years().get(year)
    off = (
        dict(official.days_off)
        if official
        else {day: name for day, name in queries.provisional_days().items() if day.year == year}
    )
    work: dict[str, list[date]] = {}
    for day, name in sorted(official.make_up_workdays.items()) if official else []:
        work.setdefault(name, []).append(day)
    rows: list[dict[str, object]] = []
    for name, first, last in in_ranges(off):
        made_up = {f"work_{n}": day for n, day in enumerate(work.pop(name, []), start=1)}
        rows.append({"name": name, "first": first, "last": last, **made_up})
    return rows


def _check_year(year: int) -> None:
    if not queries.FIRST_YEAR <= year <= queries.LAST_YEAR:
        raise Http404("no such year")
