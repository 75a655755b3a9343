"""Writes of meetings of other days, and of what a part of an activity day counts as (branch 11–13, 16)."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.contents.review.actions.entries import SECOND, insert, log
from activityday.contents.review.checks import check_branch, check_meeting, check_words
from activityday.contents.review.drafts import MeetingDraft
from activityday.contents.review.enums import Duty
from activityday.contents.review.models import CountedSegment, Meeting
from activityday.day.activity.models import Segment
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

AS_ITS_FORM = "form"


@transaction.atomic
def write_meeting(*, unit: Unit, draft: MeetingDraft, form_id: UUID, by: Actor, at: datetime) -> Meeting:
    """Write down a meeting of another day. The same form sent twice is Refused."""
    check_meeting(unit, draft, localdate(at))
    meeting = Meeting(
        committee_id=unit.committee_id,
        unit=unit,
        written_by=by.display_name,
        written_at=at,
        form_id=form_id,
        **vars(draft),
    )
    insert(meeting, "这次会刚刚已经记下了，不用再记。")
    log("meeting_written", meeting, unit, by, at, {"held_on": draft.held_on, "duty": draft.duty})
    return meeting


@transaction.atomic
def annul_meeting(*, meeting: Meeting, why: str, by: Actor, at: datetime) -> None:
    """Take a wrong entry out of the count, with the reason; the row stays. Raises Refused."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related("unit__committee")
    meeting = found.get(pk=meeting.pk)
    if meeting.annulled_at is not None:
        raise Refused(f"已由{meeting.annulled_by}注销，不用再办。")
    check_words(why, "为什么注销", 120)
    meeting.annulled_by, meeting.annulled_at, meeting.annulled_why = by.display_name, at, why.strip()
    meeting.save(update_fields=["annulled_by", "annulled_at", "annulled_why"])
    log("meeting_annulled", meeting, meeting.unit, by, at)


@transaction.atomic
def count_segment(*, unit: Unit, segment: Segment, duty: str, by: Actor, at: datetime) -> None:
    """Say what a part of an activity day counts as: a kind of meeting, nothing (empty), or as its form does (`form`)."""
    check_branch(unit)
    if duty == AS_ITS_FORM:
        CountedSegment.objects.filter(segment=segment).delete()
    else:
        if duty and duty not in Duty.values:
            raise Refused("请在列出的会里选。")
        try:
            with transaction.atomic():
                CountedSegment.objects.update_or_create(
                    segment=segment, defaults={"duty": duty, "by_name": by.display_name, "at": at}
                )
        except IntegrityError as error:
            raise Refused(SECOND) from error
    log("segment_counted", segment, unit, by, at, {"duty": duty})
