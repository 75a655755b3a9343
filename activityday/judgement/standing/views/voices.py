"""What the member says against the facts or the decision, and the answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from activityday.judgement.standing import actions, queries
from activityday.judgement.standing.actions.appeals import AppealAnswer
from activityday.judgement.standing.enums import AppealResult
from activityday.judgement.standing.forms import (
    AppealAnswerForm,
    AppealForm,
    ObjectionAnswerForm,
    ObjectionForm,
)
from activityday.judgement.standing.models import Appeal, Case
from activityday.judgement.standing.views.cases import case_or_404, form_page
from activityday.people.accounts.access import Request, allowed, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


@dataclass(frozen=True)
class Words:
    """What one of these pages says: above its form, on its button, and when it is done."""

    title: str
    lead: str
    button: str
    done: str


@allowed(Permission.HANDLE_CASES)
@never_cache
def object_to_facts(request: Request, unit: Unit, case: UUID) -> HttpResponse:
    """Write down what the member objects to."""
    found = case_or_404(unit, case)
    form = ObjectionForm(posted(request), initial={"raised_on": timezone.localdate()})
    return _write_down(
        request,
        unit,
        found,
        form,
        lambda: actions.object_to_facts(
            case=found, by=request.user, on=timezone.localdate(), at=timezone.now(), **form.cleaned_data
        ),
        Words(
            title="登记本人的异议",
            lead="本人对哪个月、哪件事有不同说法，都可以提。",
            button="登记异议",
            done="异议已登记。查清以后请答复。",
        ),
    )


@allowed(Permission.HANDLE_CASES)
@never_cache
def answer_objection(request: Request, unit: Unit, case: UUID, objection: UUID) -> HttpResponse:
    """Answer an objection."""
    found = case_or_404(unit, case)
    mine = next((one for one in queries.objections_of(found) if one.pk == objection), None)
    if mine is None:
        raise Http404("no such objection here")
    form = ObjectionAnswerForm(posted(request))
    return _write_down(
        request,
        unit,
        found,
        form,
        lambda: actions.answer_objection(
            objection=mine, answer=form.cleaned_data["answer"], by=request.user, at=timezone.now()
        ),
        Words(title="答复异议", lead=f"本人说：{mine.text}", button="答复", done="已答复。"),
    )


@allowed(Permission.VIEW_CASES)
@never_cache
def appeal(request: Request, unit: Unit, case: UUID) -> HttpResponse:
    """Write down an appeal: the branch or the office, whoever received it."""
    found = case_or_404(unit, case)
    form = AppealForm(posted(request), initial={"lodged_on": timezone.localdate()})
    return _write_down(
        request,
        unit,
        found,
        form,
        lambda: actions.lodge_appeal(
            case=found, by=request.user, on=timezone.localdate(), at=timezone.now(), **form.cleaned_data
        ),
        Words(
            title="登记申诉",
            lead="申诉的期限和由哪一级答复，以文件为准；这里只登记和留底。",
            button="登记申诉",
            done="申诉已登记。",
        ),
    )


@allowed(Permission.REVIEW_CASES)
@never_cache
def answer_appeal(request: Request, unit: Unit, case: UUID, appeal: UUID) -> HttpResponse:
    """Write down what was answered to an appeal."""
    found = case_or_404(unit, case)
    mine = next((one for one in queries.appeals_of(found) if one.pk == appeal), None)
    if mine is None:
        raise Http404("no such appeal here")
    initial = {"answered_on": timezone.localdate(), "base": len(queries.steps_of(found))}
    form = AppealAnswerForm(posted(request), initial=initial)
    return _write_down(
        request,
        unit,
        found,
        form,
        lambda: _answer(request, mine, form.cleaned_data),
        Words(
            title="登记申诉的答复",
            lead=f"申诉说：{mine.text}",
            button="登记答复",
            done="申诉的答复已登记。",
        ),
    )


def _answer(request: Request, appeal: Appeal, data: Mapping[str, Any]) -> None:
    given = AppealAnswer(data["answered_on"], data["unit"], AppealResult(data["result"]), data["text"])
    actions.answer_appeal(
        appeal=appeal,
        given=given,
        base=data["base"],
        by=request.user,
        on=timezone.localdate(),
        at=timezone.now(),
    )


def _write_down(
    request: Request, unit: Unit, case: Case, form: Form, write: Callable[[], object], words: Words
) -> HttpResponse:
    """Write what a valid form says and go back to the case; else the form again, with what was refused."""
    if form.is_valid():
        try:
            write()
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, words.done)
            return redirect("standing:case", unit.code, case.pk)
    return form_page(request, unit, case, form, title=words.title, lead=words.lead, button=words.button)
