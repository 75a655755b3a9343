"""Writes of opinions and topics (notice 三(三))."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.contents.deliberation.actions.entries import insert, log
from activityday.contents.deliberation.actions.following import assign
from activityday.contents.deliberation.checks import (
    check_branch,
    check_decision,
    check_discussion,
    check_free_topic,
    check_past,
    check_unsettled,
    check_words,
    next_state,
)
from activityday.contents.deliberation.drafts import Decision, Discussion, OpinionDraft, TopicDraft
from activityday.contents.deliberation.enums import TOPIC_TRANSITIONS, TopicState, TopicStep
from activityday.contents.deliberation.models import Opinion, Topic, TopicEntry, Vote
from activityday.day.activity.models import Segment
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


@transaction.atomic
def write_opinion(*, unit: Unit, draft: OpinionDraft, form_id: UUID, by: Actor, at: datetime) -> Opinion:
    """Write down what somebody said. The same form sent twice is written once: the second is Refused."""
    check_branch(unit)
    check_words(draft.text, "意见建议")
    check_past(draft.given_on, localdate(at), "提出日期")
    days = parameters_for(unit, on=draft.given_on).integer("opinion_answer_days")
    opinion = Opinion(
        committee_id=unit.committee_id,
        unit=unit,
        source=draft.source,
        subject=draft.subject,
        given_by=draft.given_by.strip(),
        text=draft.text.strip(),
        given_on=draft.given_on,
        answer_due_on=draft.given_on + timedelta(days=days),
        written_by=by.display_name,
        written_at=at,
        form_id=form_id,
    )
    insert(opinion, "这条意见刚刚已经记下了，不用再记。")
    log("opinion_written", opinion, unit, by, at)
    return opinion


@transaction.atomic
def answer_opinion(*, opinion: Opinion, answer: str, by: Actor, at: datetime) -> None:
    """Answer what needs no topic. Raises Refused when it was settled already."""
    opinion = _locked(opinion)
    check_unsettled(opinion)
    check_words(answer, "答复")
    opinion.answer, opinion.settled_by, opinion.settled_at = answer.strip(), by.display_name, at
    opinion.save(update_fields=["answer", "settled_by", "settled_at"])
    log("opinion_answered", opinion, opinion.unit, by, at)


@transaction.atomic
def join(*, opinion: Opinion, topic: Topic, by: Actor, at: datetime) -> None:
    """Take an opinion up into a topic of the same branch. Raises Refused when it was settled already."""
    if topic.unit_id != opinion.unit_id:
        raise Refused("这个议题不是本支部的。")
    _join(opinion, topic, by, at)
    log("opinion_joined", opinion, opinion.unit, by, at, {"topic": topic.pk})


@transaction.atomic
def propose(
    *, unit: Unit, draft: TopicDraft, on: date, opinions: Sequence[Opinion] = (), by: Actor, at: datetime
) -> Topic:
    """Make a topic, out of opinions where they are given. Raises Refused, also for the same topic twice on a day."""
    topic = new_topic(unit=unit, draft=draft, on=on, by=by, at=at)
    for opinion in opinions:
        _join(opinion, topic, by, at)
    log("topic_proposed", topic, unit, by, at, {"kind": topic.kind, "opinions": len(opinions)})
    return topic


def new_topic(*, unit: Unit, draft: TopicDraft, on: date, by: Actor, at: datetime) -> Topic:
    """The topic and its first step, inside an action that logs."""
    check_branch(unit)
    check_words(draft.title, "议题", 60)
    check_past(on, localdate(at), "提出日期")
    topic = Topic(
        committee_id=unit.committee_id,
        unit=unit,
        kind=draft.kind,
        source=draft.source,
        title=draft.title.strip(),
        text=draft.text.strip(),
        proposed_on=on,
    )
    insert(topic, f"“{draft.title.strip()}”今天已经列为议题，不用再列。")
    append(topic, TopicStep.PROPOSE, TopicState.PROPOSED, Discussion(on), by=by, at=at)
    return topic


@transaction.atomic
def place_in_agenda(*, topic: Topic, segment: Segment, by: Actor, at: datetime) -> None:
    """Put a topic into a part of an activity's agenda. Raises Refused once it is decided or dropped."""
    topic = locked_topic(topic)
    next_state(TOPIC_TRANSITIONS, TopicState(topic.state), TopicStep.DISCUSS, "这个议题")
    topic.activity, topic.segment = segment.activity, segment
    topic.save(update_fields=["activity", "segment"])
    log("topic_placed", topic, topic.unit, by, at, {"activity": segment.activity_id})


@transaction.atomic
def discuss(*, topic: Topic, discussion: Discussion, by: Actor, at: datetime) -> None:
    """Write down that it was talked over; where it was in a segment, that record is the record. Raises Refused."""
    topic = locked_topic(topic)
    check_free_topic(topic)
    check_discussion(topic, discussion, localdate(at))
    take(topic, TopicStep.DISCUSS, discussion, by=by, at=at)
    log(
        "topic_discussed",
        topic,
        topic.unit,
        by,
        at,
        {"activity": discussion.activity and discussion.activity.pk},
    )


@transaction.atomic
def decide(*, topic: Topic, decision: Decision, by: Actor, at: datetime) -> None:
    """Decide, and give the work to somebody until a day. Raises Refused: an important matter without a passed vote."""
    topic = locked_topic(topic)
    next_state(TOPIC_TRANSITIONS, TopicState(topic.state), TopicStep.DECIDE, "这个议题")
    check_decision(topic, decision, localdate(at))
    topic.resolution = decision.resolution.strip()
    said = Discussion(decision.on, topic.resolution)
    take(topic, TopicStep.DECIDE, said, vote=decision.vote, by=by, at=at)
    follow_up = assign(topic=topic, decision=decision, by=by, at=at)
    log("topic_decided", topic, topic.unit, by, at, {"follow_up": follow_up.pk, "due_on": decision.due_on})


@transaction.atomic
def move(*, topic: Topic, step: TopicStep, text: str, by: Actor, at: datetime) -> None:
    """Put off, take up again or drop a topic, with the reason. Raises Refused."""
    topic = locked_topic(topic)
    check_free_topic(topic)
    if step not in {TopicStep.PUT_OFF, TopicStep.RESUME, TopicStep.DROP}:
        raise Refused("请选择暂缓、重新提出或者不再办。")
    check_words(text, "原因")
    take(topic, step, Discussion(localdate(at), text), by=by, at=at)
    log("topic_moved", topic, topic.unit, by, at, {"step": step})


def take(
    topic: Topic, step: TopicStep, said: Discussion, *, vote: Vote | None = None, by: Actor, at: datetime
) -> None:
    """Move a locked topic on and append the step, inside an action that logs. Raises Refused."""
    target = next_state(TOPIC_TRANSITIONS, TopicState(topic.state), step, "这个议题")
    topic.state = target
    topic.save(update_fields=["state", "resolution"])
    append(topic, step, target, said, vote=vote, by=by, at=at)


def append(
    topic: Topic,
    step: TopicStep,
    state: TopicState,
    said: Discussion,
    *,
    vote: Vote | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """One more step of a topic; the second of two people finds the place taken."""
    insert(
        TopicEntry(
            topic=topic,
            number=TopicEntry.objects.filter(topic=topic).count() + 1,
            step=step,
            state=state,
            on=said.on,
            text=said.points.strip(),
            activity=said.activity,
            segment=said.segment,
            vote=vote,
            by_name=by.display_name,
            at=at,
        )
    )


def locked_topic(topic: Topic) -> Topic:
    """The topic as it stands now, held until the action is over."""
    return Topic.objects.select_for_update(of=("self",)).select_related("unit__committee").get(pk=topic.pk)


def _join(opinion: Opinion, topic: Topic, by: Actor, at: datetime) -> None:
    opinion = _locked(opinion)
    check_unsettled(opinion)
    opinion.topic, opinion.settled_by, opinion.settled_at = topic, by.display_name, at
    opinion.save(update_fields=["topic", "settled_by", "settled_at"])


def _locked(opinion: Opinion) -> Opinion:
    found = (
        Opinion.objects.select_for_update(of=("self",)).select_related("unit__committee").defer("given_by")
    )
    return found.get(pk=opinion.pk)
