"""What is done to a life meeting: placed, recorded, told, posted, concluded."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.contents.review import actions, queries
from activityday.contents.review.enums import LifeState
from activityday.contents.review.forms.life import (
    HowForm,
    OpinionsForm,
    RecordForm,
    ResultForm,
    ToldForm,
    WhyForm,
)
from activityday.contents.review.models import LifeMeeting
from activityday.contents.review.posting import result_content
from activityday.contents.review.queries.life import roll_people
from activityday.contents.review.views.acts import done
from activityday.contents.review.views.life import absent_of, life_meeting_or_404, life_page
from activityday.day.activity.models import Segment
from activityday.day.activity.queries import secretary_of
from activityday.office.policy.queries import parameters_for, work_calendar
from activityday.people.accounts.access import Request, allowed, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.public_notice import last_day_posted


@allowed(Permission.RECORD_REVIEW)
@require_POST
def place(request: Request, unit: Unit, meeting: UUID) -> HttpResponse:
    """Put it into the agenda of the activity being prepared."""
    found = life_meeting_or_404(unit, meeting)
    activity = queries.preparing_activity(unit, on=timezone.localdate())
    if activity is None:
        messages.warning(request, "没有正在准备的活动日。请先准备下一次活动，再放进议程。")
        return redirect("review:life_meeting", unit.code, found.pk)
    try:
        actions.place_life_meeting(meeting=found, activity=activity, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        day = activity.held_on
        messages.success(request, f"已经放进{day.month}月{day.day}日活动日的议程。")
    return redirect("review:life_meeting", unit.code, found.pk)


@allowed(Permission.RECORD_REVIEW)
@require_POST
def opinions(request: Request, unit: Unit, meeting: UUID) -> HttpResponse:
    """Write down what people said."""
    form = OpinionsForm(request.POST, auto_id="opinions_%s")
    return _act(request, unit, meeting, "gathering", form, actions.gather_opinions, "意见已经记下。")


@allowed(Permission.RECORD_REVIEW)
@require_POST
def told(request: Request, unit: Unit, meeting: UUID) -> HttpResponse:
    """Who was absent and was told afterwards."""
    absent = absent_of(life_meeting_or_404(unit, meeting))
    form = ToldForm(request.POST, absent=absent, auto_id="told_%s")
    return _act(request, unit, meeting, "telling", form, actions.tell_absent, "已经登记告知。")


@allowed(Permission.RECORD_REVIEW)
@require_POST
def told_otherwise(request: Request, unit: Unit, meeting: UUID) -> HttpResponse:
    """The result was told in another way."""
    form = HowForm(request.POST, auto_id="otherwise_%s")
    return _act(request, unit, meeting, "otherwise", form, actions.note_told, "已经记下怎样通报的。")


@allowed(Permission.RECORD_REVIEW)
@require_POST
def call_off(request: Request, unit: Unit, meeting: UUID) -> HttpResponse:
    """Do not hold it."""
    form = WhyForm(request.POST, auto_id="call_off_%s")
    return _act(request, unit, meeting, "calling_off", form, actions.call_off, "已经取消，准备的内容都留着。")


@allowed(Permission.RECORD_REVIEW)
@require_POST
def conclude(request: Request, unit: Unit, meeting: UUID) -> HttpResponse:
    """Close it; what is missing stays written."""
    found = life_meeting_or_404(unit, meeting)
    try:
        actions.conclude_life_meeting(meeting=found, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "已经办结。没有改好的问题接着办，到销号为止。")
    return redirect("review:life_meeting", unit.code, found.pk)


@allowed(Permission.RECORD_REVIEW)
@never_cache
def record(request: Request, unit: Unit, meeting: UUID) -> HttpResponse:
    """Who was there, who criticised: everybody but the exceptions."""
    found, today = life_meeting_or_404(unit, meeting), timezone.localdate()
    if found.state not in {LifeState.PREPARED, LifeState.HELD}:
        messages.warning(request, f"这次组织生活会{LifeState(found.state).label}，不能再记。")
        return redirect("review:life_meeting", unit.code, found.pk)
    segments = queries.life_segments(unit, on=today)
    if found.segment and found.is_held:
        segments = [found.segment, *segments]
    segment = _segment(request, found, segments)
    on = segment.activity.held_on if segment else min(found.held_on or found.planned_on, today)
    people, roll = roll_people(found, segment, on=on)
    initial = _initial(unit, found, segment, roll)
    form = RecordForm(
        posted(request), people=people, segment=segment, roll=roll, initial={**initial, "held_on": on}
    )

    def act() -> None:
        actions.record_life_meeting(
            meeting=found,
            record=form.record,
            base_version=form.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        )

    if form.is_bound and done(
        request, form, act, "会议已经记下。下一步：告知没到会的，定整改清单，通报结果。"
    ):
        return redirect("review:life_meeting", unit.code, found.pk)
    context = {
        "unit": unit,
        "meeting": found,
        "form": form,
        "segments": segments,
        "segment": segment,
        # its activity day is not over: the roll is not there yet
        "waits": found.segment if found.segment and found.segment not in segments else None,
    }
    return render(request, "review/record.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.RECORD_REVIEW)
@never_cache
def result(request: Request, unit: Unit, meeting: UUID) -> HttpResponse:
    """Post what came of it; shows first what will hang."""
    found, today = life_meeting_or_404(unit, meeting), timezone.localdate()
    if not found.is_held:
        raise Http404("not held yet")
    days = parameters_for(unit, on=today).integer("notice_days")
    last = last_day_posted(today, working_days=days, calendar=work_calendar())
    form = ResultForm(posted(request), initial={"starts_on": today, "ends_on": last, "where": unit.place})

    def act() -> None:
        actions.post_result(meeting=found, posting=form.posting, by=request.user, at=timezone.now())

    if form.is_bound and done(request, form, act, "已经张贴，可以在“公示”里打印。"):
        return redirect("review:life_meeting", unit.code, found.pk)
    context = {
        "unit": unit,
        "meeting": found,
        "form": form,
        "shown": result_content(found, with_personal=False),
        "personal": sum(problem.is_personal for problem in found.problems.all()),
    }
    return render(request, "review/result.html", context, status=422 if form.is_bound else 200)


def _act(
    request: Request,
    unit: Unit,
    meeting: UUID,
    name: str,
    form: forms.Form,
    action: Callable[..., Any],
    sentence: str,
) -> HttpResponse:
    found = life_meeting_or_404(unit, meeting)

    def write() -> None:
        action(meeting=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    if done(request, form, write, sentence):
        return redirect("review:life_meeting", unit.code, found.pk)
    return life_page(request, unit, found, {name: form})


def _segment(request: Request, found: LifeMeeting, segments: list[Segment]) -> Segment | None:
    """The part of an activity day that is chosen; else the one it was put into; else none: another day."""
    offered = {str(segment.pk): segment for segment in segments}
    chosen = request.GET.get("segment")
    if chosen is not None:
        return offered.get(chosen)
    return offered.get(str(found.segment_id))


def _initial(unit: Unit, found: LifeMeeting, segment: Segment | None, roll: Any) -> dict[str, Any]:
    known: dict[str, Any] = {"version": found.version}
    if not found.is_held:
        return {
            **known,
            "chair": found.chair or secretary_of(unit, on=found.planned_on),
            "secretary_first": False,
        }
    rows = list(found.people.all())
    return {
        **known,
        "chair": found.chair,
        "recorder": found.recorder,
        "points": found.points,
        "secretary_first": found.secretary_first,
        "signed": sum(row.was_present for row in rows),
        "away": [str(row.member_id) for row in rows if not row.was_present],
        "no_self": [str(row.member_id) for row in rows if row.was_present and not row.criticised_self],
        "no_others": [str(row.member_id) for row in rows if row.was_present and not row.criticised_others],
    }
