"""What the pages of the room share: which years and units have them, the row of views, one form sent, files."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from activityday.contents.service.enums import RECEIVING_SECTORS, REGISTERING_SECTORS
from activityday.day.activity.views.places import FIRST_YEAR
from activityday.people.accounts.access import Request, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.ui.parts import Link

Forms = dict[str, forms.Form]
ABOVE = {Level.COMMITTEE, Level.GENERAL_BRANCH}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


def check_branch(unit: Unit) -> None:
    """The unit is a branch; else Http404."""
    if not unit.is_branch:
        raise Http404(f"{unit} is no branch")


def check_year(year: int) -> None:
    """A year since the notice, up to the next one (which is planned for); else Http404."""
    if not FIRST_YEAR <= year <= timezone.localdate().year + 1:
        raise Http404(str(year))


def views_of(request: Request, unit: Unit, year: int, current: str) -> list[Link]:
    """The views of a branch side by side; the register of care only for who keeps it."""
    names = [("year", "项目"), ("pledges", "承诺"), ("posts", "岗位")]
    if unit.sector in REGISTERING_SECTORS | RECEIVING_SECTORS:
        names.append(("registrations", "社区报到"))
    links = [
        Link(label, reverse(f"service:{name}", args=[unit.code, year]), is_current=name == current)
        for name, label in names
    ]
    if may(request, Permission.KEEP_CARE, unit):
        address = reverse("service:care", args=[unit.code])
        links.append(Link("走访帮扶", address, is_current=current == "care"))
    return links


def done(request: Request, form: forms.Form, act: Callable[[], Any], sentence: str) -> bool:
    """Whether the form was right and `act` was not refused; a refusal stands on the form."""
    if not form.is_valid():
        return False
    try:
        said = act()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, said if isinstance(said, str) and said else sentence)
    return True


def pressed(request: Request, act: Callable[[], Any], sentence: str) -> None:
    """A button without a form: done, or refused with a sentence above the page."""
    try:
        said = act()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said if isinstance(said, str) and said else sentence)


def form_page(
    request: Request, unit: Unit, form: forms.Form, title: str, word: str, **more: Any
) -> HttpResponse:
    """A page with one form; what was typed comes back with status 422."""
    context = {"unit": unit, "form": form, "title": title, "word": word, **more}
    context.setdefault("year", timezone.localdate().year)
    return render(request, "service/form.html", context, status=422 if form.is_bound else 200)


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to open or keep, with its Chinese name."""
    shown = "inline" if kind == PDF else "attachment"
    headers = {"Content-Disposition": f"{shown}; filename*=UTF-8''{quote(name)}"}
    return HttpResponse(content, content_type=kind, headers=headers)
