"""Votes: prepared, counted with the arithmetic shown first, printed."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.contents.deliberation import actions, printing, queries
from activityday.contents.deliberation.drafts import VoteDraft
from activityday.contents.deliberation.enums import STEPPED_SECTORS, Method, VoteState
from activityday.contents.deliberation.forms.topics import WhyForm
from activityday.contents.deliberation.forms.votes import CountForm, VoteForm
from activityday.contents.deliberation.models import Topic, Vote
from activityday.contents.deliberation.pages import views_of
from activityday.contents.deliberation.views.acts import done
from activityday.contents.deliberation.working import Working, work_out
from activityday.day.activity.models import Activity
from activityday.day.activity.queries import activities_of, secretary_of
from activityday.office.policy.queries import bodies
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import groups_of
from activityday.rules.voting import Body, Who, body_on

PAGE = 20
# these are voted on as steps of a matter; a village's other meetings are not the branch's own
STEPS_ONLY = {"four_steps_members", "two_committees"}


@allowed(Permission.VIEW_DELIBERATION)
def votes(request: Request, unit: Unit) -> HttpResponse:
    """All votes, the newest first."""
    context = {
        "unit": unit,
        "views": views_of(unit, "votes"),
        "page": Paginator(queries.votes_of(unit), PAGE).get_page(request.GET.get("page")),
        "may_record": unit.is_branch and may(request, Permission.RECORD_DELIBERATION, unit),
    }
    return render(request, "deliberation/votes.html", context)


@allowed(Permission.RECORD_DELIBERATION)
def new_vote(request: Request, unit: Unit, topic: UUID | None = None) -> HttpResponse:
    """Prepare a vote, on a topic where one is named."""
    found = _topic_or_404(unit, topic) if topic else None
    today = timezone.localdate()
    form = VoteForm(
        posted(request),
        bodies=_bodies(unit, today),
        activities=activities_near(unit, today),
        groups=list(groups_of(unit, on=today)),
        initial=vote_initial(unit, today, found, _election_again(unit, request.GET.get("after", ""))),
    )
    made: list[Vote] = []

    def act() -> None:
        draft = VoteDraft(topic=found, **form.cleaned_data)
        made.append(actions.prepare_vote(unit=unit, draft=draft, by=request.user, at=timezone.now()))

    if form.is_bound and done(request, form, act, "表决已经准备好，可以先打印要用的单子。"):
        return redirect("deliberation:vote", unit.code, made[0].pk)
    context = {"unit": unit, "form": form, "topic": found, "title": "准备一次表决", "word": "准备好"}
    return render(request, "deliberation/form.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.VIEW_DELIBERATION)
@never_cache
def vote(request: Request, unit: Unit, vote: UUID) -> HttpResponse:
    """One vote: what is to be counted, or what came of it."""
    return _page(request, unit, _vote_or_404(unit, vote))


@allowed(Permission.RECORD_DELIBERATION)
@require_POST
def count_vote(request: Request, unit: Unit, vote: UUID) -> HttpResponse:
    """Work it out and show it; write it down when these very numbers were shown before."""
    found = _vote_or_404(unit, vote)
    if found.state != VoteState.PREPARED:
        messages.warning(request, f"这次表决已经{VoteState(found.state).label}，不用再记。")
        return redirect("deliberation:vote", unit.code, found.pk)
    form = _count_form(unit, found, request)
    working = None
    if form.is_valid():
        working = work_out(found, form.lines, form.count)
        for fault in working.faults:
            form.add_error(fault.field if fault.field in form.fields else None, fault.sentence)
        if not working.faults and form.is_seen and _count(request, found, form):
            return redirect("deliberation:vote", unit.code, found.pk)
    return _page(request, unit, found, counting=form, working=working)


@allowed(Permission.RECORD_DELIBERATION)
@require_POST
def annul_vote(request: Request, unit: Unit, vote: UUID) -> HttpResponse:
    """Annul it with a reason."""
    found, form = _vote_or_404(unit, vote), WhyForm(request.POST, auto_id="annul_%s")

    def act() -> None:
        actions.annul_vote(vote=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    if done(request, form, act, "已经作废，原来的数都留着。"):
        return redirect("deliberation:vote", unit.code, found.pk)
    return _page(request, unit, found, annulling=form)


@allowed(Permission.RECORD_DELIBERATION)
def ballots_pdf(request: Request, unit: Unit, vote: UUID) -> HttpResponse:
    """The ballots to cut apart: one for each who should come, 8 a page; 500 at most."""
    found = _vote_or_404(unit, vote)
    if found.method != Method.BALLOT:
        raise Http404("no ballots for a show of hands")
    figures = queries.roll_figures(found, queries.body_of(unit, found.body, on=found.held_on))
    return _pdf(printing.ballots(found, figures.entitled or printing.FEW_BALLOTS), f"ballots-{found.held_on}")


@allowed(Permission.VIEW_DELIBERATION)
def count_sheet_pdf(request: Request, unit: Unit, vote: UUID) -> HttpResponse:
    """The sheet on which tellers count."""
    found = _vote_or_404(unit, vote)
    return _pdf(printing.count_sheet(found, _body(unit, found)), f"count-sheet-{found.held_on}")


@allowed(Permission.VIEW_DELIBERATION)
def result_pdf(request: Request, unit: Unit, vote: UUID) -> HttpResponse:
    """What came of it, to be signed."""
    found = _vote_or_404(unit, vote)
    if found.counted_at is None:
        raise Http404("not counted yet")
    return _pdf(printing.vote_result(found, _body(unit, found)), f"vote-{found.held_on}")


def activities_near(unit: Unit, today: date) -> list[Activity]:
    """The activities of this and last year that are not in the future, the newest first."""
    found = [*activities_of(unit, year=today.year - 1), *activities_of(unit, year=today.year)]
    return [one for one in reversed(found) if one.held_on <= today][:12]


def vote_initial(unit: Unit, today: date, topic: Topic | None, before: Vote | None = None) -> dict[str, Any]:
    """What is known of a new vote: the question of its topic, place and chair as they usually are.

    After an election that did not fill its seats: those not elected, for the seats that are left.
    """
    if before is not None:
        again = {
            "question": before.question,
            "body": before.body,
            "method": before.method,
            "candidates": "\n".join(queries.not_elected(before)),
            "seats": queries.seats_left(before),
        }
        return {**vote_initial(unit, today, topic), **again}
    return {
        "question": topic.title if topic else "",
        "body": "members_meeting",
        "method": Method.HANDS,
        "held_on": today,
        "place": unit.place,
        "chair": secretary_of(unit, on=today),
        "activity": str(topic.activity_id) if topic and topic.activity_id else "",
    }


def _election_again(unit: Unit, key: str) -> Vote | None:
    """The election that another one is to follow, where one is named and it left seats empty."""
    try:
        found = queries.vote_of(unit, UUID(key)) if key else None
    except ValueError:
        return None
    return found if found is not None and queries.seats_left(found) else None


def _bodies(unit: Unit, today: date) -> list[Body]:
    """Who may vote in this branch: no committee where there is none, villagers only in villages and communities."""
    keys = dict.fromkeys(body.key for body in bodies() if body.key not in STEPS_ONLY)
    found = [body_on(bodies(), key, today) for key in keys]
    return [
        body
        for body in found
        if (body.who != Who.COMMITTEE or unit.has_committee)
        and (body.who != Who.TYPED or unit.sector in STEPPED_SECTORS)
        and (body.who != Who.GROUP or list(groups_of(unit, on=today)))
    ]


def _count(request: Request, found: Vote, form: CountForm) -> bool:
    try:
        actions.count_vote(vote=found, count=form.count, by=request.user, at=timezone.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "表决结果已经记下。")
    return True


def _count_form(unit: Unit, found: Vote, request: Request | None = None) -> CountForm:
    body = _body(unit, found)
    figures = queries.roll_figures(found, body)
    last = queries.last_vote_of(unit, found.body) if figures.entitled is None else None
    return CountForm(
        request.POST if request else None,
        vote=found,
        lines=list(found.lines.all()),
        body=body,
        figures=figures,
        initial={"entitled": last.entitled} if last else {},
    )


def _page(
    request: Request,
    unit: Unit,
    found: Vote,
    *,
    counting: CountForm | None = None,
    annulling: WhyForm | None = None,
    working: Working | None = None,
) -> HttpResponse:
    may_record = may(request, Permission.RECORD_DELIBERATION, unit)
    if may_record and found.state == VoteState.PREPARED:
        counting = counting or _count_form(unit, found)
    refused = bool(annulling or (counting and counting.is_bound and counting.errors))
    shown = working if working and not working.faults and not refused else None
    body = _body(unit, found)
    context = {
        "unit": unit,
        "vote": found,
        "body": body,
        "figures": queries.roll_figures(found, body) if counting else None,
        "lines": list(found.lines.all()),
        "again": queries.seats_left(found) if may_record else 0,
        "counting": counting,
        "working": shown,
        "seen": counting.fingerprint if counting and shown else "",
        "annulling": annulling or WhyForm(auto_id="annul_%s"),
        "may_record": may_record,
        "today": timezone.localdate(),
    }
    return render(request, "deliberation/vote.html", context, status=422 if refused else 200)


def _body(unit: Unit, vote: Vote) -> Body:
    return queries.body_of(unit, vote.body, on=vote.held_on)


def _pdf(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _vote_or_404(unit: Unit, key: UUID) -> Vote:
    found = queries.vote_of(unit, key)
    if found is None:
        raise Http404("no such vote here")
    return found


def _topic_or_404(unit: Unit, key: UUID) -> Topic:
    found = queries.topic_of(unit, key)
    if found is None:
        raise Http404("no such topic here")
    return found
