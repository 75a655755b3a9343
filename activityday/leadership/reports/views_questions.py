"""Questions over the records: the list, one question with its answer, the workbook, and keeping it for the next time."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from activityday.leadership.reports.enums import Subject
from activityday.leadership.reports.forms_questions import NameForm, QuestionForm
from activityday.leadership.reports.questions import saving
from activityday.leadership.reports.questions.fields import FIELDS, NEEDS, READY, Field
from activityday.leadership.reports.questions.reading import answers_to
from activityday.leadership.reports.questions.workbook import workbook_of
from activityday.leadership.reports.views import XLSX, as_file
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

PAGE = 50


@allowed(Permission.VIEW_UNIT)
def questions(request: Request, unit: Unit) -> HttpResponse:
    """The ready ones and those that somebody of the committee saved; what this post may not ask is not there."""
    subjects = [subject for subject in Subject if may(request, NEEDS[subject], unit)]
    context = {
        "unit": unit,
        "subjects": [(subject, subject.label) for subject in subjects],
        "ready": [(one, _address(unit, one.subject, one.asked)) for one in READY if one.subject in subjects],
        "saved": [one for one in saving.saved_at(unit) if one.subject in subjects],
    }
    return render(request, "reports/questions.html", context)


@allowed(Permission.VIEW_UNIT)
def question(request: Request, unit: Unit, subject: str) -> HttpResponse:
    """One question, and once it is asked its answer."""
    return _page(request, unit, _subject_or_404(request, unit, subject), request.GET, NameForm())


@allowed(Permission.VIEW_UNIT)
@require_POST
def save(request: Request, unit: Unit, subject: str) -> HttpResponse:
    """Keep a question under a name; `asked` is what the address said."""
    about = _subject_or_404(request, unit, subject)
    asked, naming = QueryDict(request.POST.get("asked", "")[:8000]), NameForm(request.POST)
    form = _form(request, unit, about, asked)
    if form.is_valid() and naming.is_valid():
        try:
            made = saving.save_question(
                unit=unit,
                subject=about,
                name=naming.cleaned_data["name"],
                asked=form.kept(),
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refused:
            naming.add_error("name", str(refused))
        else:
            messages.success(request, f"已存成“{made.name}”，同一党委的人都能用。")
            return redirect("reports:saved_question", unit.code, made.pk)
    return _page(request, unit, about, asked, naming, status=422)


@allowed(Permission.VIEW_UNIT)
def saved(request: Request, unit: Unit, question: UUID) -> HttpResponse:
    """From a saved question to its answer."""
    found = saving.question_of(unit, question)
    if found is None:
        raise Http404("no such question here")
    about = _subject_or_404(request, unit, found.subject)
    return redirect(_address(unit, about, {**found.asked, "q": found.name}))


@allowed(Permission.VIEW_UNIT)
@require_POST
def remove(request: Request, unit: Unit, question: UUID) -> HttpResponse:
    """Take a saved question off the list."""
    found = saving.question_of(unit, question)
    if found is None:
        raise Http404("no such question here")
    try:
        saving.remove_question(question=found, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"“{found.name}”已从列表里删去。")
    return redirect("reports:questions", unit.code)


@allowed(Permission.PRINT)
def export(request: Request, unit: Unit, subject: str) -> HttpResponse:
    """The whole answer as a workbook; written into the log."""
    about = _subject_or_404(request, unit, subject)
    form = _form(request, unit, about, request.GET)
    if not form.is_valid():
        return _page(request, unit, about, request.GET, NameForm())
    asked = form.question()
    rows = answers_to(asked, unit)
    name = _name(about, request.GET)
    content = workbook_of(asked, rows, unit, name=name)
    saving.log_export(unit=unit, question=asked, rows=len(rows), by=request.user, at=timezone.now())
    return as_file(content, XLSX, f"{unit.short_name}{name}.xlsx")


def _page(
    request: Request, unit: Unit, about: Subject, asked: QueryDict, naming: NameForm, status: int = 200
) -> HttpResponse:
    form = _form(request, unit, about, asked)
    context: dict[str, Any] = {
        "unit": unit,
        "subject": about,
        "name": _name(about, asked),
        "form": form,
        "naming": naming,
        "asked": asked.urlencode(),
        "may_print": may(request, Permission.PRINT, unit),
    }
    if form.is_bound and form.is_valid():
        put = form.question()
        rows = answers_to(put, unit)
        page = Paginator(rows, PAGE).get_page(asked.get("page"))
        context |= {"put": put, "page": page, "rows": [put.cells(row) for row in page], "number": len(rows)}
    elif form.is_bound:
        status = 422
    return render(request, "reports/question.html", context, status=status)


def _form(request: Request, unit: Unit, about: Subject, asked: QueryDict) -> QuestionForm:
    bound = asked or None
    fields = _fields(request, unit, about)
    usual = {"show": [one.key for one in fields[:6]], "period": "this_year", "order": "tree"}
    return QuestionForm(bound, initial=usual, subject=about, fields=fields, today=timezone.localdate())


def _fields(request: Request, unit: Unit, about: Subject) -> list[Field]:
    sees_people = may(request, Permission.VIEW_ROSTER, unit)
    return [one for one in FIELDS[about] if sees_people or not one.needs_roster]


def _name(about: Subject, asked: QueryDict) -> str:
    return asked.get("q", "").strip()[:40] or f"{about.label}查询"


def _address(unit: Unit, subject: Subject | str, asked: Any) -> str:
    return f"{reverse('reports:question', args=[unit.code, subject])}?{urlencode(asked, doseq=True)}"


def _subject_or_404(request: Request, unit: Unit, subject: str) -> Subject:
    """A subject there is, and that this post may ask about here."""
    if subject not in Subject.values or not may(request, NEEDS[Subject(subject)], unit):
        raise Http404(subject)
    return Subject(subject)
