"""One talk: arranged, held, or tried in vain."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.judgement.standing import actions, queries
from activityday.judgement.standing.actions.looks import PAGE, RECORD
from activityday.judgement.standing.actions.talks import TalkRecord
from activityday.judgement.standing.forms import ArrangeForm, AttemptForm, HoldForm
from activityday.judgement.standing.models import Talk
from activityday.judgement.standing.printing import talk_form_pdf, talk_record_pdf
from activityday.judgement.standing.queries import TalkTask
from activityday.people.accounts.access import Request, allowed, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


@allowed(Permission.VIEW_CASES)
@never_cache
def task(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """Why somebody should talk with a member, who and by when, and the form for what came of it."""
    return _page(request, unit, _task_or_404(unit, member))


@allowed(Permission.HANDLE_CASES)
@require_POST
def hold(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """Write down a talk that was held."""
    found = _task_or_404(unit, member)
    form = HoldForm(request.POST, talkers=_talkers(found), prefix="hold")

    def write() -> Talk:
        return actions.hold_talk(
            branch=unit,
            member=found.member,
            given=TalkRecord(**form.cleaned_data),
            by=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )

    talk = _written(form, write)
    if talk is None:
        return _page(request, unit, found, hold=form)
    messages.success(request, "已记下这次谈话。")
    return redirect("standing:talk", unit.code, talk.pk)


@allowed(Permission.HANDLE_CASES)
@require_POST
def arrange(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """Ask somebody to hold the talk by a day."""
    found = _task_or_404(unit, member)
    form = ArrangeForm(request.POST, talkers=_talkers(found), prefix="arrange")

    def write() -> Talk:
        return actions.arrange_talk(
            branch=unit,
            member=found.member,
            by=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.cleaned_data,
        )

    talk = _written(form, write)
    if talk is None:
        return _page(request, unit, found, arrange=form)
    messages.success(request, f"已请{talk.talker}在{talk.due_on:%Y-%m-%d}以前谈。")
    return redirect("standing:task", unit.code, member)


@allowed(Permission.HANDLE_CASES)
@require_POST
def attempt(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """Write down that the talk could not be held."""
    found = _task_or_404(unit, member)
    form = AttemptForm(request.POST, prefix="attempt")

    def write() -> Talk:
        return actions.could_not_talk(
            branch=unit,
            member=found.member,
            by=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.cleaned_data,
        )

    if _written(form, write) is None:
        return _page(request, unit, found, attempt=form)
    messages.success(request, "已记下，谈话仍然待办。")
    return redirect("standing:task", unit.code, member)


@allowed(Permission.VIEW_CASES)
@never_cache
def talk(request: Request, unit: Unit, talk: UUID) -> HttpResponse:
    """A talk that was held, with what was said. The look is logged."""
    found = _talk_or_404(unit, talk)
    actions.look(at_what=found, what=PAGE, by=request.user, on=timezone.localdate(), at=timezone.now())
    context = {"unit": unit, "talk": found, "attempts": queries.attempts_of(found)}
    return render(request, "standing/talk.html", context)


@allowed(Permission.VIEW_CASES)
@never_cache
def record_pdf(request: Request, unit: Unit, talk: UUID) -> HttpResponse:
    """The record of a talk, filled in, to be signed. The look is logged."""
    found = _talk_or_404(unit, talk)
    actions.look(at_what=found, what=RECORD, by=request.user, on=timezone.localdate(), at=timezone.now())
    return pdf(talk_record_pdf(found), f"talk-{found.number}")


@allowed(Permission.VIEW_CASES)
@never_cache
def form_pdf(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """The record of a talk to be filled in with a pen."""
    return pdf(talk_form_pdf(_task_or_404(unit, member)), "talk")


def pdf(content: bytes, name: str) -> HttpResponse:
    """A paper shown in the browser."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _written(form: Form, write: Callable[[], Talk]) -> Talk | None:
    """The talk as written; None where the form or the action refused, with the sentence on the form."""
    if not form.is_valid():
        return None
    try:
        return write()
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


def _page(
    request: Request,
    unit: Unit,
    task: TalkTask,
    *,
    hold: HoldForm | None = None,
    arrange: ArrangeForm | None = None,
    attempt: AttemptForm | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    talkers = _talkers(task)
    asked = task.talk.talker if task.talk else ""
    bound = hold or arrange or attempt
    context = {
        "unit": unit,
        "task": task,
        "attempts": queries.attempts_of(task.talk),
        "hold": hold
        or HoldForm(talkers=talkers, prefix="hold", initial=_known({"talker": asked, "held_on": today})),
        "arrange": arrange
        or ArrangeForm(
            talkers=talkers,
            prefix="arrange",
            initial=_known({"talker": asked, "due_on": max(task.due.due_on, today)}),
        ),
        "attempt": attempt or AttemptForm(prefix="attempt", initial={"tried_on": today}),
        "is_arranging": arrange is not None,
        "is_attempting": attempt is not None,
        "may_handle": may(request, Permission.HANDLE_CASES, unit) and not task.fallen,
    }
    return render(request, "standing/task.html", context, status=422 if bound else 200)


def _known(initial: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in initial.items() if value}


def _talkers(task: TalkTask) -> list[str]:
    return queries.talkers_of(task.branch, task.member, on=timezone.localdate())


def _task_or_404(unit: Unit, member: UUID) -> TalkTask:
    found = queries.task_of(unit, member, on=timezone.localdate())
    if found is None:
        raise Http404("no talk is due")
    return found


def _talk_or_404(unit: Unit, key: UUID) -> Talk:
    found = queries.talk_of(unit, key)
    if found is None:
        raise Http404("no such talk here")
    return found
