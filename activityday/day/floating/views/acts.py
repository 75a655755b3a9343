"""What the pages of this room have in common: forms that come back refused keep what was typed."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header

from activityday.people.accounts.access import Request
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.floating_queries import Floating, floating_member
from activityday.people.roster.models import Member
from activityday.people.roster.queries import affiliations_of, belongs_now, member_of

FIRST_YEAR, LAST_YEAR, MONTHS = 2017, 2099, 12
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def done(request: Request, form: forms.Form, act: Callable[[], Any], sentence: str) -> bool:
    """Whether the form was right and `act` was not refused; a refusal stands on the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, sentence)
    return True


def page(request: Request, template: str, context: dict[str, Any], *bound: forms.Form) -> HttpResponse:
    """A page of the room; 422 where one of the forms came back and could not be taken."""
    refused = any(form.is_bound for form in bound)
    return render(request, f"floating/{template}.html", context, status=422 if refused else 200)


def branch_or_404(unit: Unit) -> Unit:
    """Only branches register people."""
    if not unit.is_branch:
        raise Http404(f"{unit.code} is no branch")
    return unit


def member_or_404(unit: Unit, key: UUID) -> Member:
    """A member who belongs at or below `unit` now; else 404."""
    member = member_of(unit, key)
    if member is None or not belongs_now(affiliations_of(member), unit):
        raise Http404("no such member here")
    return member


def away_or_404(unit: Unit, key: UUID) -> Floating:
    """A member of `unit` who is away today; else 404."""
    found = floating_member(unit, key, on=timezone.localdate())
    if found is None:
        raise Http404("nobody away")
    return found


def first_day(year: int, month: int) -> date:
    """The month of an address, or 404."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= MONTHS:
        raise Http404(f"{year}-{month}")
    return date(year, month, 1)


def file(content: bytes, filename: str, *, kind: str = "application/pdf") -> HttpResponse:
    """A file to be shown (PDF) or kept; never stored on the way."""
    headers = {
        "Content-Disposition": str(content_disposition_header(as_attachment=kind == XLSX, filename=filename)),
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=kind, headers=headers)
