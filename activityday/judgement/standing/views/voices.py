"""What the member says against the facts or the decision, and the answers."""

from uuid import UUID

from django.contrib import messages
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
from activityday.judgement.standing.views.cases import case_or_404, form_page
from activityday.people.accounts.access import Request, allowed, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


@allowed(Permission.HANDLE_CASES)
@never_cache
def object_to_facts(request: Request, unit: Unit, case: UUID) -> HttpResponse:
    """Write down what the member objects to."""
    found = case_or_404(unit, case)
    form = ObjectionForm(posted(request), initial={"raised_on": timezone.localdate()})
    if form.is_valid():
        try:
            actions.object_to_facts(
                case=found,
                by=request.user,
                on=timezone.localdate(),
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "异议已登记。查清以后请答复。")
            return redirect("standing:case", unit.code, found.pk)
    lead = "本人对哪个月、哪件事有不同说法，都可以提。"
    return form_page(request, unit, found, form, title="登记本人的异议", lead=lead, button="登记异议")


@allowed(Permission.HANDLE_CASES)
@never_cache
def answer_objection(request: Request, unit: Unit, case: UUID, objection: UUID) -> HttpResponse:
    """Answer an objection."""
    found = case_or_404(unit, case)
    mine = next((one for one in queries.objections_of(found) if one.pk == objection), None)
    if mine is None:
        raise Http404("no such objection here")
    form = ObjectionAnswerForm(posted(request))
    if form.is_valid():
        try:
            actions.answer_objection(
                objection=mine, answer=form.cleaned_data["answer"], by=request.user, at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "已答复。")
            return redirect("standing:case", unit.code, found.pk)
    lead = f"本人说：{mine.text}"
    return form_page(request, unit, found, form, title="答复异议", lead=lead, button="答复")


@allowed(Permission.VIEW_CASES)
@never_cache
def appeal(request: Request, unit: Unit, case: UUID) -> HttpResponse:
    """Write down an appeal: the branch or the office, whoever received it."""
    found = case_or_404(unit, case)
    form = AppealForm(posted(request), initial={"lodged_on": timezone.localdate()})
    if form.is_valid():
        try:
            actions.lodge_appeal(
                case=found,
                by=request.user,
                on=timezone.localdate(),
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "申诉已登记。")
            return redirect("standing:case", unit.code, found.pk)
    lead = "申诉的期限和由哪一级答复，以文件为准；这里只登记和留底。"
    return form_page(request, unit, found, form, title="登记申诉", lead=lead, button="登记申诉")


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
    if form.is_valid():
        data = form.cleaned_data
        given = AppealAnswer(data["answered_on"], data["unit"], AppealResult(data["result"]), data["text"])
        try:
            actions.answer_appeal(
                appeal=mine,
                given=given,
                base=data["base"],
                by=request.user,
                on=timezone.localdate(),
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "申诉的答复已登记。")
            return redirect("standing:case", unit.code, found.pk)
    lead = f"申诉说：{mine.text}"
    return form_page(request, unit, found, form, title="登记申诉的答复", lead=lead, button="登记答复")
