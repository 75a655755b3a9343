"""Four steps and two publications of a matter."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from activityday.contents.deliberation import actions, printing, queries
from activityday.contents.deliberation.drafts import Decision, Publication, TopicDraft, VoteDraft
from activityday.contents.deliberation.enums import (
    BODIES_OF_STAGE,
    NEXT_STAGE,
    STEPPED_SECTORS,
    FollowUpState,
    MatterState,
    Stage,
    TopicKind,
    TopicState,
)
from activityday.contents.deliberation.forms.following import PublishForm
from activityday.contents.deliberation.forms.topics import DecideForm, MatterForm, WhyForm
from activityday.contents.deliberation.forms.votes import StageVoteForm
from activityday.contents.deliberation.models import Matter, Vote
from activityday.contents.deliberation.pages import open_vote, stages_of, steps_line, views_of
from activityday.contents.deliberation.views.acts import Forms, done
from activityday.contents.deliberation.views.votes import activities_near, vote_initial
from activityday.office.policy.queries import bodies, parameters_for
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.rules.four_steps import last_day_of_decision
from activityday.rules.voting import Body, body_on

PAGE = 20
TOLD = {Stage.REVIEW: "方案送到全体党员手里的日期", Stage.RESOLUTION: "通知开会的日期"}
POSTINGS = (Stage.DECISION, Stage.OUTCOME)


@allowed(Permission.VIEW_DELIBERATION)
def matters(request: Request, unit: Unit) -> HttpResponse:
    """All matters, the newest motion first."""
    context = {
        "unit": unit,
        "views": views_of(unit, "matters"),
        "page": Paginator(queries.matters_of(unit), PAGE).get_page(request.GET.get("page")),
        "may_record": unit.is_branch
        and unit.sector in STEPPED_SECTORS
        and may(request, Permission.RECORD_DELIBERATION, unit),
    }
    return render(request, "deliberation/matters.html", context)


@allowed(Permission.RECORD_DELIBERATION)
def new_matter(request: Request, unit: Unit) -> HttpResponse:
    """Begin with a motion."""
    form = MatterForm(posted(request), initial={"moved_on": timezone.localdate()})
    made: list[Matter] = []

    def act() -> None:
        data = dict(form.cleaned_data)
        moved_on = data.pop("moved_on")
        draft, now = TopicDraft(kind=TopicKind.VILLAGE, **data), timezone.now()
        made.append(actions.begin_matter(unit=unit, moved_on=moved_on, draft=draft, by=request.user, at=now))

    if form.is_bound and done(request, form, act, "已经登记动议，接下来由村党组织提议。"):
        return redirect("deliberation:matter", unit.code, made[0].pk)
    context = {"unit": unit, "form": form, "title": "登记一件要走四议两公开的事", "word": "登记动议"}
    return render(request, "deliberation/form.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.RECORD_DELIBERATION)
@require_POST
def begin_from_topic(request: Request, unit: Unit, topic: UUID) -> HttpResponse:
    """A topic that waits goes through the four steps."""
    found = queries.topic_of(unit, topic)
    if found is None:
        raise Http404("no such topic here")
    form, made = forms.Form({}), []

    def act() -> None:
        now = timezone.now()
        made.append(
            actions.begin_matter(unit=unit, moved_on=found.proposed_on, topic=found, by=request.user, at=now)
        )

    if done(request, form, act, "这个议题开始走四议两公开。"):
        return redirect("deliberation:matter", unit.code, made[0].pk)
    for sentence in form.non_field_errors():
        messages.error(request, str(sentence))
    return redirect("deliberation:topic", unit.code, found.pk)


@allowed(Permission.VIEW_DELIBERATION)
def matter(request: Request, unit: Unit, matter: UUID) -> HttpResponse:
    """One matter: how far it is, and the one thing to do next."""
    return _page(request, unit, _matter_or_404(unit, matter), {})


@allowed(Permission.RECORD_DELIBERATION)
def stage_vote(request: Request, unit: Unit, matter: UUID) -> HttpResponse:
    """Prepare the vote of the step whose turn it is."""
    found = _matter_or_404(unit, matter)
    stage = NEXT_STAGE.get(MatterState(found.state))
    if stage is None or stage in POSTINGS:
        return redirect("deliberation:matter", unit.code, found.pk)
    form = _stage_form(request, unit, found, stage)
    made: list[Vote] = []

    def act() -> None:
        draft = VoteDraft(matter=found, stage=stage, **form.cleaned_data)
        made.append(actions.prepare_vote(unit=unit, draft=draft, by=request.user, at=timezone.now()))

    if form.is_bound and done(request, form, act, "表决已经准备好，可以先打印要用的单子。"):
        return redirect("deliberation:vote", unit.code, made[0].pk)
    context = {"unit": unit, "form": form, "matter": found, "title": stage.label, "word": "准备好"}
    return render(request, "deliberation/form.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.RECORD_DELIBERATION)
@require_POST
def leave_out(request: Request, unit: Unit, matter: UUID) -> HttpResponse:
    """A step is not taken, and it is said why."""
    found, form = _matter_or_404(unit, matter), WhyForm(request.POST, auto_id="leave_out_%s")
    stage = NEXT_STAGE.get(MatterState(found.state), Stage.OUTCOME)

    def act() -> None:
        actions.leave_out(matter=found, stage=stage, by=request.user, at=timezone.now(), **form.cleaned_data)

    if done(request, form, act, f"{stage.label}没有走，原因印在表上。"):
        return redirect("deliberation:matter", unit.code, found.pk)
    return _page(request, unit, found, {"leaving_out": form})


@allowed(Permission.RECORD_DELIBERATION)
@require_POST
def resolve(request: Request, unit: Unit, matter: UUID) -> HttpResponse:
    """Write down the resolution, and give the work to somebody."""
    found = _matter_or_404(unit, matter)
    votes = list(queries.passed_votes_of(found, Stage.RESOLUTION))
    form = DecideForm(request.POST, topic=found.topic, votes=votes)

    def act() -> None:
        decision = Decision(**form.cleaned_data)
        actions.decide(topic=found.topic, decision=decision, by=request.user, at=timezone.now())

    if done(request, form, act, "决议已经写下，交办的事列入督办。接下来公开决议。"):
        return redirect("deliberation:matter", unit.code, found.pk)
    return _page(request, unit, found, {"resolving": form})


@allowed(Permission.RECORD_DELIBERATION)
@require_POST
def publish(request: Request, unit: Unit, matter: UUID, stage: str) -> HttpResponse:
    """Post the decision or the outcome."""
    if stage not in {"decision", "outcome"}:
        raise Http404("nothing else is posted")
    which = Stage.DECISION if stage == "decision" else Stage.OUTCOME
    found, form = _matter_or_404(unit, matter), PublishForm(request.POST)

    def act() -> None:
        publication = Publication(**form.cleaned_data)
        actions.publish(
            matter=found, stage=which, publication=publication, by=request.user, at=timezone.now()
        )

    if done(request, form, act, f"{which.label}已经张贴，可以打印。"):
        return redirect("deliberation:matter", unit.code, found.pk)
    return _page(request, unit, found, {"publishing": form})


@allowed(Permission.RECORD_DELIBERATION)
@require_POST
def end(request: Request, unit: Unit, matter: UUID) -> HttpResponse:
    """Nothing came of it."""
    found, form = _matter_or_404(unit, matter), WhyForm(request.POST, auto_id="end_%s")

    def act() -> None:
        actions.end_matter(matter=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    if done(request, form, act, "已经终止，原因留在记录里。"):
        return redirect("deliberation:matter", unit.code, found.pk)
    return _page(request, unit, found, {"ending": form})


@allowed(Permission.VIEW_DELIBERATION)
def tables_pdf(request: Request, unit: Unit, matter: UUID) -> HttpResponse:
    """The six tables."""
    found = _matter_or_404(unit, matter)
    headers = {"Content-Disposition": f'inline; filename="four-steps-{found.moved_on}.pdf"'}
    return HttpResponse(
        printing.tables(found, on=timezone.localdate()), content_type="application/pdf", headers=headers
    )


def _stage_form(request: Request, unit: Unit, found: Matter, stage: Stage) -> StageVoteForm:
    today = timezone.localdate()
    offered = _bodies(unit, stage, today)
    initial = {**vote_initial(unit, today, found.topic), "body": offered[0].key}
    return StageVoteForm(
        posted(request),
        bodies=offered,
        activities=activities_near(unit, today),
        initial=initial,
        told=TOLD.get(stage, ""),
        may_merge=stage == Stage.PROPOSAL,
    )


def _bodies(unit: Unit, stage: Stage, today: date) -> list[Body]:
    keys = BODIES_OF_STAGE[stage]
    left_out = "members_meeting" if unit.has_committee else "committee_meeting"
    return [body_on(bodies(), key, today) for key in keys if key != left_out]


def _page(request: Request, unit: Unit, found: Matter, given: Forms) -> HttpResponse:
    may_record = may(request, Permission.RECORD_DELIBERATION, unit)
    rows = stages_of(found)
    turn = NEXT_STAGE.get(MatterState(found.state))
    context: dict[str, Any] = {
        "unit": unit,
        "matter": found,
        "topic": found.topic,
        "rows": rows,
        "steps": steps_line(found, rows),
        "turn": turn,
        "waiting_vote": open_vote(found),
        "may_record": may_record,
        "may_read_notices": may(request, Permission.VIEW_NOTICES, unit),
        "follow_ups": list(found.topic.follow_ups.all()),
    }
    if may_record:
        context |= _offered(unit, found, turn, rows) | given
    return render(request, "deliberation/matter.html", context, status=422 if given else 200)


def _offered(unit: Unit, found: Matter, turn: Stage | None, rows: list[Any]) -> dict[str, Any]:
    """The forms of the one thing to do next; nothing that could not be done now."""
    today = timezone.localdate()
    offered: dict[str, Any] = {
        "leaving_out": WhyForm(auto_id="leave_out_%s") if turn and turn != Stage.RESOLUTION else None,
        "ending": WhyForm(auto_id="end_%s") if turn and turn not in POSTINGS else None,
    }
    if turn == Stage.DECISION and found.topic.state != TopicState.DECIDED:
        votes = list(queries.passed_votes_of(found, Stage.RESOLUTION))
        offered["resolving"] = DecideForm(
            topic=found.topic, votes=votes, initial={"on": today}, auto_id="decide_%s"
        )
        offered["leaving_out"] = None
        return offered
    stage = _to_post(found, turn, rows)
    if stage is not None:
        offered["publishing"] = _publish_form(unit, stage, today)
        offered["posting_stage"] = stage
        offered["posting_word"] = "decision" if stage == Stage.DECISION else "outcome"
    return offered


def _to_post(found: Matter, turn: Stage | None, rows: list[Any]) -> Stage | None:
    """What is to be posted now: again where it was taken down, the outcome only when the work is closed out."""
    for row in rows[4:]:
        if row.entry is not None and row.entry.notice is not None and row.entry.notice.withdrawn_at:
            return Stage(row.stage)
    done = all(one.state == FollowUpState.CLOSED_OUT for one in found.topic.follow_ups.all())
    return turn if turn == Stage.DECISION or (turn == Stage.OUTCOME and done) else None


def _publish_form(unit: Unit, stage: Stage, today: date) -> PublishForm:
    days = parameters_for(unit, on=today).integer("four_steps_posting_days")
    last = last_day_of_decision(today, days=days) if stage == Stage.DECISION else today + timedelta(days=6)
    initial = {"where": "村务公开栏", "starts_on": today, "ends_on": last}
    return PublishForm(initial=initial, auto_id="publish_%s")


def _matter_or_404(unit: Unit, key: UUID) -> Matter:
    found = queries.matter_of(unit, key)
    if found is None:
        raise Http404("no such matter here")
    return found
