"""Follow-ups until they are closed out, and what was disclosed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from activityday.contents.deliberation import actions, queries
from activityday.contents.deliberation.drafts import DisclosureDraft
from activityday.contents.deliberation.enums import FollowUpState
from activityday.contents.deliberation.forms.following import (
    ArchiveForm,
    CloseForm,
    DisclosureForm,
    ExtendForm,
    ReportForm,
)
from activityday.contents.deliberation.forms.topics import WhyForm
from activityday.contents.deliberation.models import FollowUp
from activityday.contents.deliberation.pages import views_of
from activityday.contents.deliberation.views.acts import Forms, done
from activityday.office.policy.queries import parameters_for, work_calendar
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.rules.public_notice import last_day_posted

PAGE = 20
ACTS: dict[str, tuple[type[forms.Form], Callable[..., None], str]] = {
    "report": (ReportForm, actions.report, "进展已经记下。"),
    "extend": (ExtendForm, actions.extend, "期限已经改了。"),
    "close": (CloseForm, actions.close_out, "已经办结销号。"),
    "reopen": (WhyForm, actions.reopen, "已经重新打开。"),
}


@allowed(Permission.VIEW_DELIBERATION)
def follow_ups(request: Request, unit: Unit) -> HttpResponse:
    """What is to be done, the nearest day first; what was closed out."""
    closed = queries.follow_ups_of(unit).filter(state=FollowUpState.CLOSED_OUT).order_by("-closed_on", "pk")
    context = {
        "unit": unit,
        "views": views_of(unit, "follow_ups"),
        "dues": queries.open_follow_ups(unit, on=timezone.localdate()),
        "page": Paginator(closed, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "deliberation/follow_ups.html", context)


@allowed(Permission.VIEW_DELIBERATION)
def follow_up(request: Request, unit: Unit, follow_up: UUID) -> HttpResponse:
    """One of them with its steps."""
    return _page(request, unit, _follow_up_or_404(unit, follow_up), {})


@allowed(Permission.RECORD_DELIBERATION)
@require_POST
def act_on_follow_up(request: Request, unit: Unit, follow_up: UUID, act: str) -> HttpResponse:
    """Report, extend, close out, open again."""
    if act not in ACTS:
        raise Http404("no such step")
    found, (kind, action, sentence) = _follow_up_or_404(unit, follow_up), ACTS[act]
    form = kind(request.POST, auto_id=f"{act}_%s")

    def write() -> None:
        action(follow_up=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    if done(request, form, write, sentence):
        return redirect("deliberation:follow_up", unit.code, found.pk)
    return _page(request, unit, found, {act: form})


@allowed(Permission.VIEW_DELIBERATION)
def disclosures(request: Request, unit: Unit) -> HttpResponse:
    """What was disclosed when, and where it is kept."""
    may_record = unit.is_branch and may(request, Permission.RECORD_DELIBERATION, unit)
    context = {
        "unit": unit,
        "today": timezone.localdate(),
        "views": views_of(unit, "disclosures"),
        "page": Paginator(queries.disclosures_of(unit), PAGE).get_page(request.GET.get("page")),
        "may_record": may_record,
        "may_read_notices": may(request, Permission.VIEW_NOTICES, unit),
    }
    return render(request, "deliberation/disclosures.html", context)


@allowed(Permission.RECORD_DELIBERATION)
def new_disclosure(request: Request, unit: Unit) -> HttpResponse:
    """Post Party, village or money affairs."""
    form = DisclosureForm(posted(request), initial=_initial(unit))

    def act() -> None:
        draft = DisclosureDraft(**form.cleaned_data)
        actions.disclose(unit=unit, draft=draft, by=request.user, at=timezone.now())

    if form.is_bound and done(request, form, act, "已经张贴，可以打印。"):
        return redirect("deliberation:disclosures", unit.code)
    context = {"unit": unit, "form": form, "title": "公开党务、村务、财务", "word": "张贴公开"}
    return render(request, "deliberation/form.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.RECORD_DELIBERATION)
def archive(request: Request, unit: Unit, disclosure: UUID) -> HttpResponse:
    """Where the paper is kept now."""
    found = queries.disclosure_of(unit, disclosure)
    if found is None:
        raise Http404("no such disclosure here")
    form = ArchiveForm(posted(request))

    def act() -> None:
        on, now = timezone.localdate(), timezone.now()
        actions.archive(disclosure=found, on=on, by=request.user, at=now, **form.cleaned_data)

    if form.is_bound and done(request, form, act, "已经归档。"):
        return redirect("deliberation:disclosures", unit.code)
    context = {"unit": unit, "form": form, "title": f"归档：{found.notice.title}", "word": "归档"}
    return render(request, "deliberation/form.html", context, status=422 if form.is_bound else 200)


def _initial(unit: Unit) -> dict[str, Any]:
    today = timezone.localdate()
    days = parameters_for(unit, on=today).integer("notice_days")
    last = last_day_posted(today, working_days=days, calendar=work_calendar())
    return {"starts_on": today, "ends_on": last, "covers_to": today, "covers_from": today.replace(day=1)}


def _page(request: Request, unit: Unit, found: FollowUp, given: Forms) -> HttpResponse:
    today = timezone.localdate()
    days = parameters_for(unit, on=today).integer("follow_up_remind_days")
    may_record = may(request, Permission.RECORD_DELIBERATION, unit)
    context = {
        "unit": unit,
        "follow_up": found,
        "due": queries.due_among([found], on=today, remind_days=days)[0],
        "may_record": may_record,
        "report": ReportForm(auto_id="report_%s"),
        "extend": ExtendForm(auto_id="extend_%s"),
        "close": CloseForm(initial={"on": today}, auto_id="close_%s"),
        "reopen": WhyForm(auto_id="reopen_%s"),
        **given,
    }
    return render(request, "deliberation/follow_up.html", context, status=422 if given else 200)


def _follow_up_or_404(unit: Unit, key: UUID) -> FollowUp:
    found = queries.follow_up_of(unit, key)
    if found is None:
        raise Http404("no such follow-up here")
    return found
