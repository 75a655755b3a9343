"""Writes of the four steps and the two publications (notice 三(三), four-steps 1–6)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.contents.deliberation.actions.entries import insert, log
from activityday.contents.deliberation.actions.topics import locked_topic, new_topic, take
from activityday.contents.deliberation.checks import (
    check_past,
    check_publication,
    check_stage,
    check_stepped,
    check_timing,
    check_words,
    next_state,
)
from activityday.contents.deliberation.drafts import Discussion, Publication, TopicDraft, VoteDraft
from activityday.contents.deliberation.enums import (
    MATTER_TRANSITIONS,
    STEP_OF_STAGE,
    FollowUpState,
    MatterState,
    MatterStep,
    Stage,
    TopicState,
    TopicStep,
)
from activityday.contents.deliberation.models import FollowUp, Matter, MatterEntry, Topic, Vote
from activityday.contents.deliberation.posting import decision_content, outcome_content
from activityday.office.notices.actions import Posting, post
from activityday.office.notices.enums import Kind
from activityday.office.notices.models import PublicNotice
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.four_steps import (
    in_order,
    may_merge,
    may_publish_outcome,
    posted_long_enough,
    told_early,
)

KINDS = {Stage.DECISION: Kind.DECISION, Stage.OUTCOME: Kind.OUTCOME}


@transaction.atomic
def begin_matter(
    *,
    unit: Unit,
    moved_on: date,
    draft: TopicDraft | None = None,
    topic: Topic | None = None,
    by: Actor,
    at: datetime,
) -> Matter:
    """Begin with a motion: a new topic from `draft`, or one that waits already. Raises Refused."""
    check_stepped(unit)
    check_past(moved_on, localdate(at), "动议日期")
    if topic is not None:
        topic = locked_topic(topic)
        if topic.state != TopicState.PROPOSED:
            raise Refused("这个议题已经讨论过，不能再从头走四步。请另提一个议题。")
    elif draft is not None:
        topic = new_topic(unit=unit, draft=draft, on=moved_on, by=by, at=at)
    matter = Matter(
        committee_id=unit.committee_id,
        unit=unit,
        topic=topic,
        moved_on=moved_on,
        begun_by=by.display_name,
        begun_at=at,
    )
    insert(matter, "这个议题刚刚已经开始走四议两公开，请刷新页面看看。")
    log("matter_begun", matter, unit, by, at, {"moved_on": moved_on})
    return matter


def check_matter_vote(unit: Unit, draft: VoteDraft) -> None:
    """A vote of a step may be prepared: its turn, its body, told early enough, not before the step before. Or Refused."""
    matter, stage = draft.matter, draft.stage
    if matter is None or stage is None:
        return
    matter.refresh_from_db(fields=["state"])
    check_stage(matter, stage, draft.body)
    check_timing(in_order(draft.held_on, _last_day(matter)))
    merged = stage == Stage.PROPOSAL and draft.body == "two_committees"
    if merged or draft.is_merged:
        check_timing(may_merge(one_person=draft.is_merged and merged, reason=draft.merged_why))
    if stage == Stage.PROPOSAL and draft.body == "members_meeting" and unit.has_committee:
        raise Refused("设支委会的，第一步由支委会提议。", "four-steps 1")
    _check_told(unit, draft, stage)


def _check_told(unit: Unit, draft: VoteDraft, stage: Stage) -> None:
    asked = {
        Stage.REVIEW: ("four_steps_plan_days", "方案送到全体党员手里", "four-steps 3"),
        Stage.RESOLUTION: ("four_steps_call_days", "会议通知", "village-law 21"),
    }.get(stage)
    if asked is None:
        return
    key, what, clause = asked
    if draft.told_on is None:
        raise Refused(f"请填写{what}的日期。", clause)
    days = parameters_for(unit, on=draft.held_on).integer(key)
    check_timing(told_early(draft.told_on, draft.held_on, days=days, what=what, clause=clause))


def advance(*, vote: Vote, by: Actor, at: datetime) -> None:
    """Move the matter of a vote that passed on, inside the action that counts it. Raises Refused when its turn is over."""
    stage = Stage(vote.stage)
    matter = _locked(vote.matter)
    check_stage(matter, stage, vote.body)
    check_timing(in_order(vote.held_on, _last_day(matter)))
    _append(matter, stage, on=vote.held_on, vote=vote, text="", by=by, at=at)
    if vote.merged_why:
        text = f"第一、二步合并开：{vote.merged_why}"
        _append(matter, Stage.CONSULTATION, on=vote.held_on, vote=vote, text=text, by=by, at=at)
    _keep_topic_in_step(matter, vote.held_on, by, at)


@transaction.atomic
def leave_out(*, matter: Matter, stage: Stage, why: str, by: Actor, at: datetime) -> None:
    """A step is not taken, and the reason stands in its place on the page and in print. Raises Refused.

    The decision of the villagers itself is never left out: without it there is nothing to publish.
    """
    matter = _locked(matter)
    check_stage(matter, stage)
    check_words(why, "为什么不走这一步")
    if stage == Stage.RESOLUTION:
        raise Refused("村民代表会议或者村民会议的决议不能省。", "four-steps 4")
    if stage in KINDS and matter.topic.state != TopicState.DECIDED:
        raise Refused("请先写下决议，交给人办。", "four-steps 5")
    if matter.votes.filter(stage=stage, state="prepared").exists():
        raise Refused("这一步的表决已经准备好了。不走这一步的，请先把那次表决作废。")
    _append(matter, stage, on=localdate(at), text=why, is_left_out=True, by=by, at=at)
    _keep_topic_in_step(matter, localdate(at), by, at)
    log("stage_left_out", matter, matter.unit, by, at, {"stage": stage, "why": why.strip()})


@transaction.atomic
def publish(
    *, matter: Matter, stage: Stage, publication: Publication, by: Actor, at: datetime
) -> PublicNotice:
    """Post the decision, or later its outcome, as the records have it. Raises Refused."""
    matter = _locked(matter)
    check_publication(matter, stage)
    check_words(publication.opinion, "监督意见")
    check_words(publication.supervisor, "村务监督委员会签字人", 30)
    _check_days(matter, stage, publication)
    content = decision_content(matter) if stage == Stage.DECISION else outcome_content(matter)
    notice = post(
        unit=matter.unit,
        kind=KINDS[stage],
        title=f"{matter.topic.title}（{stage.label}）",
        content=content,
        posting=Posting(
            period=f"{matter.moved_on.year}年",
            covers_from=matter.moved_on,
            covers_to=publication.starts_on,
            starts_on=publication.starts_on,
            ends_on=publication.ends_on,
            where=publication.where,
        ),
        by=by,
        at=at,
    )
    _append(
        matter,
        stage,
        on=publication.starts_on,
        notice=notice,
        text=publication.opinion,
        supervisor=publication.supervisor,
        by=by,
        at=at,
    )
    log("stage_posted", matter, matter.unit, by, at, {"stage": stage, "notice": notice.pk})
    return notice


@transaction.atomic
def end_matter(*, matter: Matter, why: str, by: Actor, at: datetime) -> None:
    """Nothing came of it: the matter ends with its reason and its topic is dropped. Raises Refused."""
    matter = _locked(matter)
    check_words(why, "为什么终止")
    matter.state = next_state(MATTER_TRANSITIONS, MatterState(matter.state), MatterStep.END, "这件事")
    matter.save(update_fields=["state"])
    _row(matter, MatterStep.END, "", on=localdate(at), text=why, by=by, at=at)
    take(locked_topic(matter.topic), TopicStep.DROP, Discussion(localdate(at), why), by=by, at=at)
    log("matter_ended", matter, matter.unit, by, at, {"why": why.strip()})


def _check_days(matter: Matter, stage: Stage, publication: Publication) -> None:
    if publication.ends_on < publication.starts_on:
        raise Refused("公开的结束日期早于开始日期，请核对。")
    check_timing(in_order(publication.starts_on, _last_day(matter)))
    starts, ends = publication.starts_on, publication.ends_on
    if stage == Stage.DECISION:
        days = parameters_for(matter.unit, on=starts).integer("four_steps_posting_days")
        check_timing(posted_long_enough(starts, ends, days=days))
        return
    until = _decision_until(matter)
    done = not FollowUp.objects.filter(topic=matter.topic, state=FollowUpState.OPEN).exists()
    check_timing(may_publish_outcome(until, starts, is_done=done))


def _decision_until(matter: Matter) -> date | None:
    posted = matter.entries.filter(stage=Stage.DECISION, notice__isnull=False).order_by("-number").first()
    return posted.notice.ends_on if posted and posted.notice else None


def _keep_topic_in_step(matter: Matter, on: date, by: Actor, at: datetime) -> None:
    """The topic of a matter is talked over with the first of its steps that is done."""
    topic = locked_topic(matter.topic)
    if topic.state == TopicState.PROPOSED:
        take(topic, TopicStep.DISCUSS, Discussion(on, "按四议两公开办"), by=by, at=at)


def _append(
    matter: Matter,
    stage: Stage,
    *,
    on: date,
    text: str,
    by: Actor,
    at: datetime,
    vote: Vote | None = None,
    notice: PublicNotice | None = None,
    is_left_out: bool = False,
    supervisor: str = "",
) -> None:
    step = STEP_OF_STAGE[stage]
    matter.state = next_state(MATTER_TRANSITIONS, MatterState(matter.state), step, "这件事")
    matter.save(update_fields=["state"])
    _row(
        matter,
        step,
        stage,
        on=on,
        text=text,
        vote=vote,
        notice=notice,
        is_left_out=is_left_out,
        supervisor=supervisor.strip(),
        by=by,
        at=at,
    )


def _row(
    matter: Matter, step: MatterStep, stage: str, *, text: str, by: Actor, at: datetime, **more: object
) -> None:
    insert(
        MatterEntry(
            matter=matter,
            number=MatterEntry.objects.filter(matter=matter).count() + 1,
            step=step,
            stage=stage,
            state=matter.state,
            text=text.strip(),
            by_name=by.display_name,
            at=at,
            **more,
        )
    )


def _last_day(matter: Matter) -> date:
    last = matter.entries.filter(is_left_out=False).order_by("-number").first()
    return last.on if last else matter.moved_on


def _locked(matter: Matter | None) -> Matter:
    if matter is None:
        raise Refused("这件事找不到了，请刷新页面。")
    found = Matter.objects.select_for_update(of=("self",)).select_related("unit__committee", "topic")
    return found.get(pk=matter.pk)
