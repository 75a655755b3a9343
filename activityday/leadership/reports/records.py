"""The record of a closed activity as a paper: every sentence traces to an entry."""

from collections.abc import Sequence
from datetime import datetime

from activityday.audit.chain import short_code
from activityday.day.activity.enums import Content
from activityday.day.activity.models import Activity, Segment
from activityday.day.activity.queries import segments_of
from activityday.day.attendance.models import Guest
from activityday.documents.papers.record import ActivityRecord, Named, RecordRate, RecordSegment
from activityday.judgement.closing.enums import Ground, Outcome
from activityday.judgement.closing.models import Closing, CountedMember
from activityday.judgement.closing.queries import counted_at, counts_of
from activityday.rules.participation import three_rates

AWAY = {Ground.FLOATING, Ground.EXEMPT, Ground.OTHER_MEANS}
DECLARED = "未以党员活动日名义组织外出旅游，未发放误工补贴、纪念品，未公款吃喝。"


def record_of(closing: Closing, *, at: datetime) -> ActivityRecord:
    """The paper of one closing; the rows are the frozen ones, so it prints the same in ten years."""
    activity = closing.activity
    rows = list(counted_at(closing))
    return ActivityRecord(
        unit=activity.host.name,
        kind="党员活动日",
        theme=activity.theme,
        held_on=activity.held_on,
        place=activity.place,
        chair=activity.chair,
        recorder=activity.recorder,
        expected=counts_of(row.outcome for row in rows).expected,
        away=sum(row.ground in AWAY for row in rows),
        attendees=tuple(row.name for row in rows if row.outcome == Outcome.PRESENT),
        version=closing.version,
        as_of=at,
        hours=_hours(activity),
        minutes=closing.minutes,
        other_means=_named(rows, Outcome.OTHER_MEANS),
        leave=_named(rows, Outcome.LEAVE),
        absent=_named(rows, Outcome.ABSENT),
        unrecorded=tuple(row.name for row in rows if row.outcome in {Outcome.UNRECORDED, Outcome.UNVERIFIED}),
        guests=tuple(_guest(guest) for guest in activity.guests.order_by("pk")),
        leaders=(Named(activity.superiors_present),) if activity.superiors_present else (),
        segments=tuple(_segment(segment) for segment in segments_of(activity)),
        rates=tuple(
            RecordRate(rate.label, rate.shown, f"{rate.numerator}÷{rate.denominator}", rate.meaning)
            for rate in three_rates(counts_of(row.outcome for row in rows))
        ),
        declaration=DECLARED if closing.declared else "",
        audit_code=short_code(closing.audit_code),
    )


def _hours(activity: Activity) -> str:
    if activity.starts_at is None or activity.ends_at is None:
        return ""
    return f"{activity.starts_at:%H:%M}–{activity.ends_at:%H:%M}"


def _named(rows: Sequence[CountedMember], outcome: Outcome) -> tuple[Named, ...]:
    return tuple(Named(row.name, row.remark) for row in rows if row.outcome == outcome)


def _guest(guest: Guest) -> Named:
    if guest.name:
        return Named(guest.name, str(guest.get_kind_display()))
    return Named(f"{guest.get_kind_display()}{guest.count}人")


def _segment(segment: Segment) -> RecordSegment:
    return RecordSegment(
        content=str(Content(segment.content).label),
        form=f"{segment.get_form_display()}：{segment.title}",
        at=segment.site_name,
        leader=segment.led_by,
        minutes=segment.minutes,
        points=tuple(line for line in segment.points.splitlines() if line.strip()),
    )
