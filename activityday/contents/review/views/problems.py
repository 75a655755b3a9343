"""Problems until they are closed out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.contents.review import actions, printing, queries
from activityday.contents.review.drafts import Assignment
from activityday.contents.review.enums import PROBLEM_TRANSITIONS, ProblemState, ProblemStep
from activityday.contents.review.forms.problems import (
    AssignForm,
    CloseForm,
    ExtendForm,
    ProblemForm,
    TextForm,
)
from activityday.contents.review.models import Problem
from activityday.contents.review.pages import views_of
from activityday.contents.review.views.acts import Forms, done
from activityday.contents.review.views.files import DOCX, PDF, as_file
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import affiliated

PAGE = 20
# act → step, label of its words, action, what is said when it is done
TEXTS: dict[str, tuple[ProblemStep, str, Callable[..., None], str]] = {
    "report": (ProblemStep.REPORT, "进展", actions.report, "进展已经记下。"),
    "finish": (ProblemStep.FINISH, "怎么改好的", actions.finish, "已经记为改好，还要有人核实才销号。"),
    "send-back": (ProblemStep.SEND_BACK, "哪里没有改好", actions.send_back, "已经退回，接着整改。"),
    "reopen": (ProblemStep.REOPEN, "为什么重新打开", actions.reopen, "已经重新打开。"),
    "strike": (ProblemStep.STRIKE, "为什么不再列", actions.strike, "已经不再列，记录都留着。"),
}


@allowed(Permission.VIEW_REVIEW)
def problems(request: Request, unit: Unit) -> HttpResponse:
    """What is open, the nearest day first; what was closed out. Personal ones by number for who does not record."""
    if unit.level == Level.GROUP:
        raise Http404("a Party group has no page of its own here")
    today = timezone.localdate()
    may_record = unit.is_branch and may(request, Permission.RECORD_REVIEW, unit)
    found = queries.open_problems(unit, on=today)
    shown = [one for one in found if may_record or not one.problem.is_personal]
    settled = queries.problems_settled(unit)
    activity = queries.preparing_activity(unit, on=today) if may_record else None
    context = {
        "unit": unit,
        "views": views_of(unit, "problems", on=today),
        "problems": shown,
        "number": len(found),
        "hidden": len(found) - len(shown),
        "overdue": sum(one.is_overdue for one in found),
        "page": Paginator(settled if may_record else settled.filter(member__isnull=True), PAGE).get_page(
            request.GET.get("page")
        ),
        "activity": activity,
        "may_place": activity is not None and not all(one.stands_in(activity) for one in found),
        "may_record": may_record,
    }
    return render(request, "review/problems.html", context)


@allowed(Permission.RECORD_REVIEW)
@never_cache
def new_problem(request: Request, unit: Unit) -> HttpResponse:
    """Enter one."""
    today = timezone.localdate()
    meeting = request.GET.get("meeting", "")
    may_keep = may(request, Permission.KEEP_TALKS, unit)
    form = ProblemForm(
        posted(request),
        members=[person.member for person in affiliated([unit], on=today)],
        meetings=list(queries.life_meetings_of(unit, today.year)),
        talks=list(queries.talks_of(unit, today.year)[:PAGE]) if may_keep else [],
        initial={
            "found_on": today,
            "form_id": uuid4(),
            "meeting": meeting,
            "source": "life_meeting" if meeting else "other",
        },
    )
    made: list[Problem] = []

    def act() -> None:
        made.append(
            actions.enter_problem(
                unit=unit,
                draft=form.draft,
                assignment=form.assignment,
                form_id=form.cleaned_data["form_id"],
                by=request.user,
                at=timezone.now(),
            )
        )

    if form.is_bound and done(request, form, act, "问题已经列入清单。"):
        if made[0].meeting_id:
            return redirect("review:life_meeting", unit.code, made[0].meeting_id)
        return redirect("review:problem", unit.code, made[0].pk)
    context = {
        "unit": unit,
        "form": form,
        "title": "列一个问题",
        "word": "列入清单",
        "inside": "problems",
    }
    return render(request, "review/form.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.RECORD_REVIEW)
@require_POST
def place(request: Request, unit: Unit) -> HttpResponse:
    """Put what is open and does not stand there yet on the agenda of the activity being prepared."""
    today = timezone.localdate()
    activity = queries.preparing_activity(unit, on=today)
    if activity is None:
        messages.warning(request, "没有正在准备的活动日。请先准备下一次活动，再放进议程。")
        return redirect("review:problems", unit.code)
    waiting = queries.open_problems(unit, on=today)
    found = [one.problem for one in waiting if not one.stands_in(activity)]
    if waiting and not found:
        messages.info(request, "没有改好的问题都已经在议程里，不用再放。")
        return redirect("review:problems", unit.code)
    try:
        actions.place_problems(
            unit=unit, activity=activity, problems=found, by=request.user, at=timezone.now()
        )
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        day = activity.held_on
        messages.success(request, f"{len(found)} 个问题已经放进{day.month}月{day.day}日活动日的议程。")
    return redirect("review:problems", unit.code)


@allowed(Permission.VIEW_REVIEW)
@never_cache
def problem(request: Request, unit: Unit, problem: UUID) -> HttpResponse:
    """One of them with its steps."""
    return _page(request, unit, _problem_or_404(request, unit, problem), {})


@allowed(Permission.RECORD_REVIEW)
@require_POST
def act_on_problem(request: Request, unit: Unit, problem: UUID, act: str) -> HttpResponse:
    """Give it to somebody, report, extend, finish, close out, send back, open again, strike."""
    found = _problem_or_404(request, unit, problem)
    forms_of = _forms_of(found)
    if act not in forms_of:
        if act in ALL_ACTS:
            messages.warning(request, f"这个问题现在是“{found.get_state_display()}”，请看过再办。")
            return redirect("review:problem", unit.code, found.pk)
        raise Http404("no such step")
    kind, kwargs, action, sentence = forms_of[act]
    form = kind(request.POST, auto_id=f"{act}_%s", **kwargs)

    def write() -> None:
        data = form.cleaned_data
        if act == "assign":
            data = {"assignment": Assignment(**data)}
        action(problem=found, by=request.user, at=timezone.now(), **data)

    if done(request, form, write, sentence):
        return redirect("review:problem", unit.code, found.pk)
    return _page(request, unit, found, {act.replace("-", "_"): form})


@allowed(Permission.VIEW_REVIEW)
def list_pdf(request: Request, unit: Unit) -> HttpResponse:
    """The list of what is put right, PDF: personal ones by name only for who records and asks for it."""
    return _list(request, unit, PDF)


@allowed(Permission.VIEW_REVIEW)
def list_docx(request: Request, unit: Unit) -> HttpResponse:
    """The same, Word."""
    return _list(request, unit, DOCX)


def _list(request: Request, unit: Unit, kind: str) -> HttpResponse:
    if not unit.is_branch:
        raise Http404("the list is a branch's")
    with_names = may(request, Permission.RECORD_REVIEW, unit) and request.GET.get("names") == "1"
    rows = list(queries.problems_of(unit).exclude(state=ProblemState.STRUCK))
    paper = printing.rectification_list(unit, rows, with_names=with_names)
    return as_file(paper, kind, f"{unit.short_name}{paper.title}")


Step = tuple[type[forms.Form], dict[str, Any], Callable[..., None], str]
ALL_ACTS = {*TEXTS, "assign", "extend", "close"}


def _forms_of(found: Problem) -> dict[str, Step]:
    """The steps that lead anywhere from where the problem stands."""
    steps = {act: step for act, (step, _, _, _) in TEXTS.items()}
    every: dict[str, Step] = {
        act: (TextForm, {"label": label}, action, sentence)
        for act, (_, label, action, sentence) in TEXTS.items()
    }
    every["assign"] = (AssignForm, {}, actions.assign, "措施、责任人、期限已经定下。")
    every["extend"] = (ExtendForm, {}, actions.extend, "期限已经改了。")
    every["close"] = (CloseForm, {}, actions.close_out, "已经核实销号。")
    steps |= {
        "assign": ProblemStep.ASSIGN,
        "extend": ProblemStep.EXTEND,
        "close": ProblemStep.CLOSE_OUT,
    }
    state = ProblemState(found.state)
    return {act: every[act] for act, step in steps.items() if (state, step) in PROBLEM_TRANSITIONS}


def _page(request: Request, unit: Unit, found: Problem, given: Forms) -> HttpResponse:
    today = timezone.localdate()
    days = parameters_for(unit, on=today).integer("problem_remind_days")
    may_record = may(request, Permission.RECORD_REVIEW, unit)
    offered: Forms = {}
    if may_record:
        for act, (kind, kwargs, _, _) in _forms_of(found).items():
            initial = {"on": today} if act == "close" else {}
            offered[act.replace("-", "_")] = kind(initial=initial, auto_id=f"{act}_%s", **kwargs)
    context = {
        "unit": unit,
        "problem": found,
        "due": queries.due_among([found], today, days)[0],
        "may_record": may_record,
        "forms": {**offered, **given},
    }
    return render(request, "review/problem.html", context, status=422 if given else 200)


def _problem_or_404(request: Request, unit: Unit, key: UUID) -> Problem:
    found = queries.problem_of(unit, key)
    if found is None or (found.is_personal and not may(request, Permission.RECORD_REVIEW, unit)):
        raise Http404("no such problem here")
    return found
