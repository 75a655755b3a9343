"""What the views of the room share: where a round is found, how a form is kept, how a file is answered."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone

from activityday.day.activity.views.places import FIRST_YEAR
from activityday.judgement.appraisal import actions, queries
from activityday.judgement.appraisal.checks import RowsRefused
from activityday.judgement.appraisal.forms.tables import Table
from activityday.judgement.appraisal.models import Appraised, Round
from activityday.judgement.appraisal.queries import PersonLine
from activityday.people.accounts.access import Request
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def check_year(year: int) -> None:
    """A year since the notice that has begun; else Http404."""
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404(str(year))


def round_or_404(unit: Unit, year: int) -> Round:
    """The live round of the branch in the year; else Http404."""
    check_year(year)
    found = queries.round_of(unit, year) if unit.is_branch else None
    if found is None:
        raise Http404("no round of this year here")
    return found


def line_or_404(round_: Round, member: Any) -> PersonLine:
    """One member on the list; else Http404."""
    found = queries.line_of(round_, member)
    if found is None:
        raise Http404("not on the list")
    return found


def looked(request: Request, at_what: Round | Appraised, what: str) -> None:
    """Log that the reader looked."""
    actions.look(at_what=at_what, what=what, by=request.user, on=timezone.localdate(), at=timezone.now())


def kept(
    request: Request, form: forms.Form, act: Callable[[], Any], sentence: str, table: Table | None = None
) -> bool:
    """Whether `act` was not refused; a refusal stands on the form, at its fields and at the rows of the table."""
    try:
        act()
    except RowsRefused as refused:
        for name, fault in refused.fields.items():
            form.add_error(name if name in form.fields else None, fault)
        if table is not None:
            table.fail(refused.rows)
        form.add_error(None, str(refused))
        return False
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, sentence)
    return True


def told(request: Request, act: Callable[[], Any], sentence: str) -> bool:
    """The same for a button without a form: a refusal is a message."""
    try:
        act()
    except Refused as refused:
        messages.warning(request, str(refused))
        return False
    messages.success(request, sentence)
    return True


def base_of(request: Request) -> int:
    """The version of the round that the page was opened at; -1 for none."""
    text = request.POST.get("base", "")
    return int(text) if text.isdecimal() else -1


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to open or keep, with its Chinese name; never kept by the browser."""
    shown = "inline" if kind == PDF else "attachment"
    headers = {
        "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(name)}",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=kind, headers=headers)
