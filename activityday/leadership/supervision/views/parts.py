"""What the pages of this room share: the views side by side, towns only, and a refusal where it belongs."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from activityday.day.activity.views.places import FIRST_YEAR, LAST_YEAR
from activityday.people.accounts.access import Request, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.ui.parts import Link

PDF = "application/pdf"


def tabs_of(request: Request, unit: Unit, current: str) -> list[Link]:
    """The views of this room that the person may open here, the one in hand marked."""
    year = timezone.localdate().year
    is_town = unit.level == Level.COMMITTEE
    views = may(request, Permission.VIEW_SUPERVISION, unit)
    found: list[tuple[bool, str, list[object], str]] = [
        (views, "supervision:overview", [unit.code], "总览"),
        (views and is_town, "supervision:leaders", [unit.code], "联系点"),
        (views, "supervision:visits", [unit.code], "指导"),
        (views, "supervision:presence", [unit.code, year], "负责人参加"),
        (views, "supervision:inspections", [unit.code], "督查"),
        (views, "supervision:rectifications", [unit.code], "整改"),
        (views, "reports:circulars", [unit.code], "通报"),
        (
            is_town and may(request, Permission.ASSESS_SECRETARIES, unit),
            "supervision:assessments",
            [unit.code],
            "述职评议",
        ),
        (may(request, Permission.KEEP_CHECKLIST, unit), "supervision:checklists", [unit.code], "工作清单"),
    ]
    return [
        Link(label, reverse(name, args=args), name == f"supervision:{current}")
        for shown, name, args, label in found
        if shown
    ]


def town_or_404(unit: Unit) -> None:
    """Only a primary committee has this page."""
    if unit.level != Level.COMMITTEE:
        raise Http404(f"{unit} is no primary committee")


def year_or_404(year: int) -> None:
    """A year the product knows."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(str(year))


def needs(request: Request, permission: Permission, unit: Unit) -> None:
    """A second permission beside the one of the view; else 404."""
    if not may(request, permission, unit):
        raise Http404(f"{unit}: {permission}")


def written(request: Request, form: forms.Form, write: Callable[[], object], words: str) -> bool:
    """Whether it was written; a refusal stands on the form."""
    try:
        write()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, words)
    return True


def told(request: Request, write: Callable[[], object], words: str) -> None:
    """Do what one button does; a refusal is said at the head of the next page."""
    try:
        write()
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, words)


def status(*found: forms.Form) -> int:
    """422 where a form came back with something to mend."""
    return 422 if any(form.is_bound and form.errors for form in found) else 200
