"""The notice board of a unit: what hangs, one notice with its objections, and what is printed."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.office.notices import actions, queries
from activityday.office.notices.enums import State
from activityday.office.notices.forms import AnswerForm, ObjectionForm, WithdrawForm
from activityday.office.notices.models import Objection, PublicNotice
from activityday.office.notices.printing import notice_paper
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import members_of

PAGE = 20


@allowed(Permission.VIEW_NOTICES)
def notices(request: Request, unit: Unit) -> HttpResponse:
    """Objections that wait, what hangs and what hung at or below the unit."""
    today = timezone.localdate()
    context = {
        "unit": unit,
        "today": today,
        "waiting": list(queries.open_objections(unit)),
        "may_post": unit.level == Level.BRANCH and may(request, Permission.POST_NOTICES, unit),
        "page": Paginator(queries.notices_of(unit), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "notices/notices.html", context)


@allowed(Permission.VIEW_NOTICES)
@never_cache
def notice(request: Request, unit: Unit, notice: UUID) -> HttpResponse:
    """One notice as it hangs, its objections and their answers."""
    return _page(request, unit, _notice_or_404(unit, notice))


@allowed(Permission.VIEW_NOTICES)
def notice_pdf(request: Request, unit: Unit, notice: UUID) -> HttpResponse:
    """The notice for the board."""
    found = _notice_or_404(unit, notice)
    headers = {"Content-Disposition": f'inline; filename="notice-{unit.code}-{found.starts_on:%Y%m%d}.pdf"'}
    return HttpResponse(notice_paper(found), content_type="application/pdf", headers=headers)


@allowed(Permission.POST_NOTICES)
@require_POST
def withdraw(request: Request, unit: Unit, notice: UUID) -> HttpResponse:
    """Take it down with a reason."""
    found = _notice_or_404(unit, notice)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            actions.withdraw(notice=found, why=form.cleaned_data["why"], by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "已经撤下。要再公示，请重新拟一份。")
            return redirect("notices:notice", unit.code, found.pk)
    return _page(request, unit, found, withdrawing=form)


@allowed(Permission.POST_NOTICES)
@require_POST
def write_objection(request: Request, unit: Unit, notice: UUID) -> HttpResponse:
    """Write down what somebody objects."""
    found, today = _notice_or_404(unit, notice), timezone.localdate()
    form = ObjectionForm(request.POST, people=members_of(unit, on=today))
    if form.is_valid():
        days = parameters_for(unit, on=today).integer("objection_answer_days")
        try:
            actions.write_objection(
                notice=found,
                answer_due_on=form.cleaned_data["raised_on"] + timedelta(days=days),
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "已经记下，请在期限内核实答复。")
            return redirect("notices:notice", unit.code, found.pk)
    return _page(request, unit, found, objecting=form)


@allowed(Permission.POST_NOTICES)
@require_POST
def answer_objection(request: Request, unit: Unit, notice: UUID, objection: UUID) -> HttpResponse:
    """Answer one of them."""
    found = _notice_or_404(unit, notice)
    raised = queries.objection_of(found, objection)
    if raised is None:
        raise Http404("no such objection here")
    form = _answer_form(raised, request)
    if form.is_valid():
        try:
            actions.answer_objection(
                objection=raised, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "已经答复。属实的，请把原来的记录也改过来。")
            return redirect("notices:notice", unit.code, found.pk)
    return _page(request, unit, found, answering={raised.pk: form})


def _page(
    request: Request,
    unit: Unit,
    found: PublicNotice,
    *,
    withdrawing: WithdrawForm | None = None,
    objecting: ObjectionForm | None = None,
    answering: dict[UUID, AnswerForm] | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    may_post = may(request, Permission.POST_NOTICES, unit)
    is_open = found.state == State.POSTED and found.starts_on <= today
    answers = answering or {}
    context = {
        "unit": unit,
        "notice": found,
        "today": today,
        "stands": _stands(found, today),
        "objections": [
            (raised, _form_for(raised, answers, may_post=may_post)) for raised in found.objections.all()
        ],
        "withdrawing": withdrawing or WithdrawForm(auto_id="withdraw_%s"),
        "objecting": (objecting or _new_objection(unit, found, today)) if may_post and is_open else None,
        "may_post": may_post,
        "is_open": is_open,
    }
    refused = bool(withdrawing or objecting or answering)
    return render(request, "notices/notice.html", context, status=422 if refused else 200)


def _new_objection(unit: Unit, found: PublicNotice, today: date) -> ObjectionForm:
    people = members_of(unit, on=today)
    return ObjectionForm(people=people, initial={"raised_on": min(today, found.ends_on)}, auto_id="object_%s")


def _form_for(raised: Objection, answers: dict[UUID, AnswerForm], *, may_post: bool) -> AnswerForm | None:
    if raised.answered_at is not None or not may_post:
        return answers.get(raised.pk)
    return answers.get(raised.pk) or _answer_form(raised)


def _answer_form(raised: Objection, request: Request | None = None) -> AnswerForm:
    return AnswerForm(request.POST if request else None, auto_id=f"answer_{raised.pk}_%s")


def _stands(found: PublicNotice, today: date) -> tuple[str, str]:
    """Where the notice stands today, as a word and its tone."""
    if found.state == State.WITHDRAWN:
        return "已撤下", "mute"
    if today < found.starts_on:
        return "还没有开始", "info"
    return ("公示中", "wait") if today <= found.ends_on else ("公示期满", "ok")


def _notice_or_404(unit: Unit, key: UUID) -> PublicNotice:
    found = queries.notice_of(unit, key)
    if found is None:
        raise Http404("no such notice here")
    return found
