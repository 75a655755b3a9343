"""Writes of life meetings (notice 三(二), branch 17): before, at, after. What is missing is written down, never forbidden."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.contents.review.actions.entries import insert, keep, log
from activityday.contents.review.checks import (
    LONGEST,
    MOST_LINES,
    check_held,
    check_past,
    check_plan,
    check_prepared,
    check_record,
    check_words,
    next_state,
)
from activityday.contents.review.drafts import LifePlan, LifeRecord, ResultPosting
from activityday.contents.review.enums import LIFE_TRANSITIONS, LifeState, LifeStep
from activityday.contents.review.models import GatheredOpinion, LifeEntry, LifeMeeting, LifePerson
from activityday.contents.review.posting import result_content, result_title
from activityday.contents.review.queries.life import expected_people, life_meeting_of, prepared_of
from activityday.day.activity.actions import add_segment
from activityday.day.activity.agendas import SegmentDraft
from activityday.day.activity.enums import Content, Form
from activityday.day.activity.enums import State as ActivityState
from activityday.day.activity.models import Activity, Segment
from activityday.office.notices.actions import Posting, post
from activityday.office.notices.enums import Kind
from activityday.office.notices.models import PublicNotice
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import Category
from activityday.rules.review import parts_of_meeting

TWICE = "这一天的组织生活会已经在准备了，不用再建。"
USUAL_MINUTES = 90
RECORDED = [
    "state",
    "held_on",
    "secretary_first",
    "version",
    "segment",
    "activity",
    "points",
    "recorder",
    "chair",
]
PLANNED = ["body", "group", "theme", "chair", "place", "planned_on"]


@transaction.atomic
def plan_life_meeting(*, unit: Unit, draft: LifePlan, by: Actor, at: datetime) -> LifeMeeting:
    """Begin to prepare a life meeting. Raises Refused, also for a second one of the same form on the day."""
    check_plan(unit, draft)
    meeting = LifeMeeting(committee_id=unit.committee_id, unit=unit, **vars(draft))
    insert(meeting, TWICE)
    _append(meeting, LifeStep.PLAN, "", by, at)
    log("life_planned", meeting, unit, by, at, {"planned_on": draft.planned_on})
    return meeting


@transaction.atomic
def amend_life_plan(*, meeting: LifeMeeting, draft: LifePlan, by: Actor, at: datetime) -> None:
    """Change theme, day, form or chair while it is being prepared. Raises Refused."""
    meeting = _locked(meeting)
    check_prepared(meeting)
    check_plan(meeting.unit, draft)
    changes = {
        name: [getattr(meeting, name), value]
        for name, value in vars(draft).items()
        if name != "group" and getattr(meeting, name) != value
    }
    for name, value in vars(draft).items():
        setattr(meeting, name, value)
    keep(meeting, PLANNED, TWICE)
    if changes:
        log("life_plan_amended", meeting, meeting.unit, by, at, changes)


@transaction.atomic
def place_life_meeting(*, meeting: LifeMeeting, activity: Activity, by: Actor, at: datetime) -> Segment:
    """Put the meeting into the agenda of an activity being prepared; its day becomes the activity's. Raises Refused."""
    meeting = _locked(meeting)
    check_prepared(meeting)
    if activity.state != ActivityState.PREPARING:
        raise Refused("这次活动已经开展，请列入下一次活动，或者在记会议时选它的环节。")
    title = f"组织生活会：{meeting.theme}" if meeting.theme else "组织生活会"
    part = SegmentDraft(Content.ANALYSIS, Form.LIFE_MEETING, title[:100], USUAL_MINUTES, led_by=meeting.chair)
    segment = add_segment(activity=activity, part=part, by=by, at=at)
    meeting.activity, meeting.segment, meeting.planned_on = activity, segment, activity.held_on
    keep(meeting, ["activity", "segment", "planned_on"], TWICE)
    log("life_placed", meeting, meeting.unit, by, at, {"activity": activity.pk})
    return segment


@transaction.atomic
def gather_opinions(
    *, meeting: LifeMeeting, lines: Sequence[str], people_asked: int, by: Actor, at: datetime
) -> None:
    """Write down what people said before the meeting, one a line, nobody's name; replaces what stood there."""
    meeting = _locked(meeting)
    check_prepared(meeting)
    kept = [line.strip() for line in lines if line.strip()]
    if len(kept) > MOST_LINES:
        raise Refused(f"最多 {MOST_LINES} 条，请把相近的并成一条。")
    if any(len(line) > LONGEST for line in kept):
        raise Refused(f"一条意见不超过 {LONGEST} 个字，请写短一些。")
    meeting.people_asked = people_asked
    meeting.save(update_fields=["people_asked"])
    meeting.opinions.all().delete()
    GatheredOpinion.objects.bulk_create(
        GatheredOpinion(meeting=meeting, number=number, text=line)
        for number, line in enumerate(kept, start=1)
    )
    log("opinions_gathered", meeting, meeting.unit, by, at, {"asked": people_asked, "lines": len(kept)})


@transaction.atomic
def record_life_meeting(
    *, meeting: LifeMeeting, record: LifeRecord, base_version: int, by: Actor, at: datetime
) -> LifeMeeting:
    """Write down who was there and who criticised; once held, the same corrects it. Raises Refused.

    In a segment of an activity day that record is the record, so that no points are kept here.
    """
    meeting = _locked(meeting)
    if meeting.version != base_version:
        raise Refused("刚刚有人记过这次会，请刷新页面，看过再改。")
    step = LifeStep.AMEND if meeting.is_held else LifeStep.HOLD
    state = next_state(LIFE_TRANSITIONS, LifeState(meeting.state), step, "这次组织生活会")
    people = _people(meeting, record)
    present = sum(row.was_present for row in people)
    check_record(record, present, localdate(at))
    _keep_record(meeting, record, state, people)
    _append(meeting, step, "", by, at)
    log(f"life_{step.value}", meeting, meeting.unit, by, at, {"held_on": record.held_on, "present": present})
    return meeting


@transaction.atomic
def tell_absent(*, meeting: LifeMeeting, members: Collection[UUID], on: date, by: Actor, at: datetime) -> int:
    """Write down that these absent members were told what the meeting said; how many were new. Raises Refused."""
    meeting = _locked(meeting)
    check_held(meeting, "登记告知")
    check_past(on, localdate(at), "告知日期")
    if meeting.held_on is None or on < meeting.held_on:
        raise Refused("告知日期早于开会日期，请核对。")
    absent = LifePerson.objects.filter(meeting=meeting, member__in=members, was_present=False)
    number = absent.filter(told_on__isnull=True).update(told_on=on)
    if not number:
        raise Refused("请点选告知了谁；已经登记过的不用再登。")
    log("absent_told", meeting, meeting.unit, by, at, {"on": on, "number": number})
    return number


@transaction.atomic
def post_result(*, meeting: LifeMeeting, posting: ResultPosting, by: Actor, at: datetime) -> PublicNotice:
    """Post what was looked into and what is put right (branch 17): personal problems only as a number, unless wished.

    Raises Refused before it is held, without a problem, or when it was posted already.
    """
    _told_once(_locked(meeting))
    full = life_meeting_of(meeting.unit, meeting.pk)
    if full is None or full.held_on is None:
        raise Refused("会开了才能通报。")
    notice = post(
        unit=full.unit,
        kind=Kind.DISCLOSURE,
        title=result_title(full),
        content=result_content(full, with_personal=posting.with_personal),
        posting=Posting(
            period=f"{full.held_on.year}年{full.held_on.month}月",
            covers_from=full.held_on,
            covers_to=full.held_on,
            starts_on=posting.starts_on,
            ends_on=posting.ends_on,
            where=posting.where,
        ),
        by=by,
        at=at,
    )
    full.notice = notice
    full.save(update_fields=["notice"])
    log("result_posted", full, full.unit, by, at, {"with_personal": posting.with_personal})
    return notice


@transaction.atomic
def note_told(*, meeting: LifeMeeting, how: str, by: Actor, at: datetime) -> None:
    """Write down that the result was told in another way than on a board. Raises Refused."""
    meeting = _locked(meeting)
    _told_once(meeting)
    check_words(how, "在哪里、对谁通报的", 100)
    meeting.told_how = how.strip()
    meeting.save(update_fields=["told_how"])
    log("result_told", meeting, meeting.unit, by, at)


@transaction.atomic
def conclude_life_meeting(*, meeting: LifeMeeting, by: Actor, at: datetime) -> None:
    """Close the meeting; what is still missing stays written in its steps. Problems go on until they are closed out."""
    meeting = _locked(meeting)
    state = next_state(LIFE_TRANSITIONS, LifeState(meeting.state), LifeStep.CONCLUDE, "这次组织生活会")
    full = life_meeting_of(meeting.unit, meeting.pk) or meeting
    missing = [part.label for part in parts_of_meeting(prepared_of(full)) if not part.is_done]
    meeting.state = state
    meeting.save(update_fields=["state"])
    words = f"办结时还缺：{'、'.join(missing)}。" if missing else "各项都有。"
    _append(meeting, LifeStep.CONCLUDE, words, by, at)
    log("life_conclude", meeting, meeting.unit, by, at, {"missing": len(missing)})


@transaction.atomic
def call_off(*, meeting: LifeMeeting, why: str, by: Actor, at: datetime) -> None:
    """Do not hold it, with the reason. Raises Refused once it is held."""
    meeting = _locked(meeting)
    check_words(why, "为什么不开了")
    meeting.state = next_state(
        LIFE_TRANSITIONS, LifeState(meeting.state), LifeStep.CALL_OFF, "这次组织生活会"
    )
    meeting.save(update_fields=["state"])
    _append(meeting, LifeStep.CALL_OFF, why, by, at)
    log("life_call_off", meeting, meeting.unit, by, at)


def _people(meeting: LifeMeeting, record: LifeRecord) -> list[LifePerson]:
    if record.segment is not None:
        meeting.segment, meeting.activity = record.segment, record.segment.activity
    expected = expected_people(meeting, on=record.held_on)
    told = dict(LifePerson.objects.filter(meeting=meeting).values_list("member_id", "told_on"))
    rows = []
    for position, person in enumerate(expected, start=1):
        seen = record.people.get(person.member.pk)
        was_present = seen is not None and seen.was_present
        rows.append(
            LifePerson(
                meeting=meeting,
                member=person.member,
                position=position,
                may_vote=person.category == Category.FULL,
                was_present=was_present,
                criticised_self=was_present and bool(seen and seen.criticised_self),
                criticised_others=was_present and bool(seen and seen.criticised_others),
                told_on=None if was_present else told.get(person.member.pk),
            )
        )
    return rows


def _keep_record(
    meeting: LifeMeeting, record: LifeRecord, state: LifeState, people: list[LifePerson]
) -> None:
    meeting.state, meeting.held_on, meeting.secretary_first = state, record.held_on, record.secretary_first
    meeting.version += 1
    if record.segment is None:
        meeting.segment = meeting.activity = None
        meeting.points = record.points.strip()
        meeting.recorder = record.recorder.strip()
        meeting.chair = record.chair.strip() or meeting.chair
    else:
        meeting.points = ""
        meeting.recorder = record.segment.activity.recorder
        meeting.chair = record.segment.activity.chair or meeting.chair
    keep(meeting, RECORDED, "这个环节刚刚已经记在另一次组织生活会里了，请刷新页面看看。")
    LifePerson.objects.filter(meeting=meeting).delete()
    LifePerson.objects.bulk_create(people)


def _told_once(meeting: LifeMeeting) -> None:
    if meeting.notice_id is not None or meeting.told_how:
        raise Refused("这次会的结果已经通报过，不用再办。")
    if not meeting.is_held:
        raise Refused("会开了才能通报。")


def _append(meeting: LifeMeeting, step: LifeStep, text: str, by: Actor, at: datetime) -> None:
    insert(
        LifeEntry(
            meeting=meeting,
            number=LifeEntry.objects.filter(meeting=meeting).count() + 1,
            step=step,
            state=meeting.state,
            text=text.strip()[:LONGEST],
            by_name=by.display_name,
            at=at,
        )
    )


def _locked(meeting: LifeMeeting) -> LifeMeeting:
    found = LifeMeeting.objects.select_for_update(of=("self",)).select_related("unit__committee", "group")
    return found.get(pk=meeting.pk)
