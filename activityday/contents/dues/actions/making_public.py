"""Posts the public notice of dues (notice 三(五))."""

from datetime import date, datetime

from django.db import transaction

from activityday.audit.actions import Actor
from activityday.contents.dues.queries.making_public import Draft
from activityday.office.notices.actions import Posting, post
from activityday.office.notices.enums import Kind
from activityday.office.notices.models import PublicNotice
from activityday.office.policy.queries import parameters_for, work_calendar
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.public_notice import last_day_posted

MONTHS_BACK = 31


@transaction.atomic
def make_public(
    *, branch: Unit, draft: Draft, starts_on: date, where: str, on: date, by: Actor, at: datetime
) -> PublicNotice:
    """Post the draft for the days that are in force. Raises Refused, also when the same months hang already."""
    if not draft.content.rows:
        raise Refused("这段时间没有应交党费的党员，不用公示。")
    if abs((starts_on - on).days) > MONTHS_BACK:
        raise Refused("公示开始日期离今天超过一个月，请核对。")
    posting = Posting(
        period=draft.period,
        covers_from=draft.covers_from,
        covers_to=draft.covers_to,
        starts_on=starts_on,
        ends_on=last_day(branch, starts_on),
        where=where.strip(),
    )
    return post(
        unit=branch, kind=Kind.DUES, title=draft.title, content=draft.content, posting=posting, by=by, at=at
    )


def last_day(branch: Unit, starts_on: date) -> date:
    """The last day of a notice of this branch that begins on the day."""
    days = parameters_for(branch, on=starts_on).integer("notice_days")
    return last_day_posted(starts_on, working_days=days, calendar=work_calendar())
