"""The three tables of a round before its grades: self-appraisals, the meeting, the count."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from activityday.day.activity.models import Activity
from activityday.judgement.appraisal import actions, checks, queries
from activityday.judgement.appraisal.drafts import Count, Meeting
from activityday.judgement.appraisal.enums import Grade, State, Step
from activityday.judgement.appraisal.forms.heads import CountHead, MeetingHead, SelfHead
from activityday.judgement.appraisal.forms.tables import (
    GRADES,
    WAYS,
    count_table,
    read_marks,
    read_self,
    read_ways,
    self_table,
    way_table,
)
from activityday.judgement.appraisal.models import Round
from activityday.judgement.appraisal.views.parts import base_of, kept, round_or_404
from activityday.people.accounts.access import Request, allowed, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.rules.appraisal import Papers


@allowed(Permission.HOLD_APPRAISAL)
@never_cache
def self_appraisal(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The grades members gave themselves on paper, typed by exception."""
    found = round_or_404(unit, year)
    form, table = SelfHead(posted(request)), self_table(queries.lines_of(found), posted(request))
    if form.is_valid():
        grades = read_self(table, form.cleaned_data["rest"])

        def act() -> None:
            actions.write_self(
                round_=found, grades=grades, base=base_of(request), by=request.user, at=timezone.now()
            )

        if not table.faulty and kept(request, form, act, "自评等次已登记。", table):
            return redirect("appraisal:year", unit.code, year)
    context = {
        "unit": unit,
        "round": _fresh(found),
        "form": form,
        "table": table,
        "options": GRADES,
        "is_open": found.state == State.SELF,
    }
    return render(request, "appraisal/self.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.HOLD_APPRAISAL)
@never_cache
def meeting(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The meeting: on which day, who took part and how, that everybody was spoken of."""
    found = round_or_404(unit, year)
    activities = queries.meetings_near(found, on=timezone.localdate())
    form = MeetingHead(posted(request), activities=activities, initial=_meeting_initial(found))
    activity = _chosen(form, found)
    known = queries.ways_on_roll(activity) if activity else {}
    table = way_table(queries.lines_of(found), posted(request), known)
    if form.is_valid():
        data = dict(form.cleaned_data)
        ways = read_ways(table, known, data.pop("rest"))
        now = timezone.now()

        def act() -> None:
            actions.record_meeting(
                round_=found,
                meeting=Meeting(ways=ways, **data),
                base=base_of(request),
                by=request.user,
                on=timezone.localdate(now),
                at=now,
            )

        if kept(request, form, act, "评议会已登记。测评票数清了，接着登记计票。", table):
            return redirect("appraisal:year", unit.code, year)
    context = {
        "unit": unit,
        "round": _fresh(found),
        "form": form,
        "table": table,
        "options": WAYS,
        "from_roll": activity if known else None,
        "is_open": checks.may_take(found, Step.MEET),
    }
    return render(request, "appraisal/meeting.html", context, status=422 if form.is_bound else 200)


@allowed(Permission.HOLD_APPRAISAL)
@never_cache
def count(request: Request, unit: Unit, year: int) -> HttpResponse:
    """What tellers counted, one row a member."""
    found = round_or_404(unit, year)
    lines = queries.lines_of(found)
    people = [line.appraised for line in lines]
    voters = queries.voters_of(found, people)
    form, table = (
        CountHead(posted(request), initial=_count_initial(found)),
        count_table(lines, posted(request)),
    )
    if form.is_valid():
        marks, data, now = read_marks(table), form.cleaned_data, timezone.now()
        papers = Papers(data["handed_out"], data["returned"], data["valid"])

        counted = Count(papers, data["tellers"], marks)

        def act() -> None:
            if table.faulty:
                # everything that is wrong is said at once, also what can only be reckoned
                checks.check_count(people, counted, voters=voters)
            actions.count_ballots(
                round_=found,
                count=counted,
                base=base_of(request),
                by=request.user,
                on=timezone.localdate(now),
                at=now,
            )

        if kept(request, form, act, "票数已登记，每人的票数都对得上。", table):
            return redirect("appraisal:year", unit.code, year)
    elif form.is_bound:
        read_marks(table)
    context = {
        "unit": unit,
        "round": _fresh(found),
        "form": form,
        "table": table,
        "grades": Grade.labels,
        "voters": voters,
        "is_open": checks.may_take(found, Step.COUNT),
    }
    return render(request, "appraisal/count.html", context, status=422 if form.is_bound else 200)


def _meeting_initial(found: Round) -> dict[str, object]:
    activity = found.activity
    return {
        "activity": str(found.activity_id or ""),
        "held_on": found.held_on or (activity.held_on if activity else None),
        "place": found.place or found.branch.place,
        "chair": found.chair or (activity.chair if activity else ""),
        "is_mutual_done": found.state == State.BALLOT,
    }


def _count_initial(found: Round) -> dict[str, object]:
    count = queries.count_of(found)
    names = ("handed_out", "returned", "valid", "tellers")
    return {name: getattr(count, name) for name in names} if count else {}


def _chosen(form: MeetingHead, found: Round) -> Activity | None:
    """The activity whose roll fills the table: the one chosen on the form, else the one in whose agenda it stands."""
    if form.is_bound:
        return form.activities.get(form.data.get("activity", ""))
    return form.activities.get(str(found.activity_id or ""))


def _fresh(found: Round) -> Round:
    """The round as it is now, so that a second try after somebody else's write goes on from there."""
    found.refresh_from_db(fields=["version", "state"])
    return found
