"""The life of a round: begun with a frozen list, moved on, taken back, ended (education 18)."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from activityday.audit.actions import Actor
from activityday.day.activity.actions import amend_plan
from activityday.day.activity.agendas import SegmentDraft
from activityday.day.activity.enums import Content, Form
from activityday.day.activity.models import Activity
from activityday.day.activity.plan import plan_of
from activityday.day.activity.queries import scope_units, segments_of
from activityday.day.attendance.enums import ExemptionKind, Ground
from activityday.day.attendance.queries.exemptions import in_force_of
from activityday.day.schedule.queries import day_of
from activityday.judgement.appraisal.actions.steps import append, insert, last_dated, locked, log, take, touch
from activityday.judgement.appraisal.checks import (
    check_all_told,
    check_branch,
    check_not_hanging,
    check_people,
    check_words,
    check_year,
    next_state,
)
from activityday.judgement.appraisal.enums import Part, State, Step
from activityday.judgement.appraisal.models import Appraised, Round
from activityday.judgement.appraisal.queries.people import lines_of
from activityday.judgement.appraisal.queries.rounds import decision_of
from activityday.judgement.standing.actions import withdraw_cause
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import Category, ConditionKind
from activityday.people.roster.queries import Affiliated, affiliated
from activityday.rules.appraisal import place_of
from activityday.rules.expectation import Standing, expectation

BEGUN = "这个年度的民主评议刚刚有人开始了，请刷新页面接着办。"
MINUTES, REASON = 60, 200


@transaction.atomic
def start(*, branch: Unit, year: int, by: Actor, on: date, at: datetime) -> Round:
    """Begin the year's round and freeze its list as the roster stands on the day. Raises Refused."""
    check_branch(branch)
    check_year(year, on)
    round_ = Round(
        committee_id=branch.committee_id, branch=branch, year=year, listed_on=on, place=branch.place
    )
    people = _listed(round_, on)
    check_people(people)
    insert(round_, BEGUN)
    Appraised.objects.bulk_create(people)
    append(round_, Step.START, State.PREPARING, dated_on=on, by=by, at=at)
    log("start", round_, by=by, at=at, changes={"people": len(people)})
    return round_


@transaction.atomic
def ask(*, round_: Round, by: Actor, on: date, at: datetime) -> None:
    """The sheets for the self-appraisal were handed out. Raises Refused."""
    round_ = locked(round_)
    take(round_, Step.ASK, dated_on=on, by=by, at=at)
    log("ask", round_, by=by, at=at)


@transaction.atomic
def place_in_agenda(*, round_: Round, activity: Activity, by: Actor, at: datetime) -> bool:
    """Hold the meeting on an activity: it gets a part for it where it has none. Returns whether one was added. Raises Refused."""
    round_ = locked(round_)
    next_state(round_, Step.ASK if round_.state == State.PREPARING else Step.MEET)
    if round_.branch not in scope_units(activity):
        raise Refused("这次活动不是本支部的，请换一个。")
    segments = segments_of(activity)
    is_new = all(segment.form != Form.APPRAISAL for segment in segments)
    if is_new:
        _add_part(round_, activity, by, at)
    round_.activity = activity
    touch(round_, "activity")
    log("placed", round_, by=by, at=at, changes={"activity": activity.pk})
    return is_new


@transaction.atomic
def recount(*, round_: Round, reason: str, by: Actor, on: date, at: datetime) -> None:
    """The count was wrong: back to before it, with the reason. Raises Refused."""
    reason = check_words(reason, "为什么重新计票", REASON)
    round_ = locked(round_)
    take(round_, Step.RECOUNT, dated_on=on, by=by, at=at, note=reason)
    log("recount", round_, by=by, at=at)


@transaction.atomic
def withdraw(*, round_: Round, reason: str, by: Actor, on: date, at: datetime) -> None:
    """Give the round up before anything is decided; what was entered stays. Raises Refused."""
    reason = check_words(reason, "为什么撤回", REASON)
    round_ = locked(round_)
    take(round_, Step.WITHDRAW, dated_on=on, by=by, at=at, note=reason)
    log("withdraw", round_, by=by, at=at)


@transaction.atomic
def reopen(*, round_: Round, reason: str, by: Actor, on: date, at: datetime) -> None:
    """Decide again, with the reason: the grades are no longer in force, cases that rest on them lose this cause. Raises Refused."""
    reason = check_words(reason, "为什么重新评定", REASON)
    round_ = locked(round_)
    decision = decision_of(round_)
    check_not_hanging(decision)
    take(round_, Step.REOPEN, dated_on=on, by=by, at=at, note=reason)
    if decision is not None:
        decision.is_current = False
        decision.save(update_fields=["is_current"])
        for grade in decision.grades.defer("reason"):
            withdraw_cause(source=grade.source, why=f"民主评议退回重新评定：{reason}", by=by, at=at)
    log("reopen", round_, by=by, at=at)


@transaction.atomic
def finish(*, round_: Round, by: Actor, on: date, at: datetime) -> None:
    """End the round when everybody with a grade was told. Raises Refused."""
    round_ = locked(round_)
    left = [line.appraised.name for line in lines_of(round_) if line.grade and line.telling is None]
    next_state(round_, Step.FINISH)
    check_all_told(left)
    take(round_, Step.FINISH, dated_on=max(on, last_dated(round_)), by=by, at=at)
    log("finish", round_, by=by, at=at)


def _listed(round_: Round, on: date) -> list[Appraised]:
    people = affiliated([round_.branch], on=on)
    exemptions = in_force_of([person.member.pk for person in people], on=on)
    return [
        _row(round_, person, exemptions.get(person.member.pk), number)
        for number, person in enumerate(people, start=1)
    ]


def _row(round_: Round, person: Affiliated, exemption: ExemptionKind | None, number: int) -> Appraised:
    is_suspended = ConditionKind.SUSPENDED in person.conditions
    place = place_of(is_probationary=person.category == Category.PROBATIONARY, is_suspended=is_suspended)
    ground = expectation(
        Standing(
            is_suspended=is_suspended,
            is_floating=ConditionKind.FLOATING in person.conditions,
            is_exempt=exemption == ExemptionKind.EXEMPT,
            takes_part_by_other_means=exemption == ExemptionKind.OTHER_MEANS,
        )
    ).ground
    return Appraised(
        round=round_,
        member=person.member,
        position=number,
        name=person.member.name,
        category=person.category,
        part=Part(place.part.value),
        ground=Ground(ground.value),
        has_lost_contact=ConditionKind.LOST_CONTACT in person.conditions,
    )


def _add_part(round_: Round, activity: Activity, by: Actor, at: datetime) -> None:
    segments = segments_of(activity)
    plan = plan_of(activity, segments)
    part = SegmentDraft(Content.ANALYSIS, Form.APPRAISAL, f"{round_.year}年度民主评议党员", MINUTES)
    parts = list(plan.segments)
    place = next((n for n, one in enumerate(parts) if one.content == Content.DUES), len(parts))
    parts.insert(place, part)
    amend_plan(
        activity=activity,
        plan=replace(plan, segments=tuple(parts)),
        scopes=scope_units(activity),
        scheduled=day_of(activity.host, activity.month).day,
        base_version=activity.version,
        by=by,
        at=at,
    )
