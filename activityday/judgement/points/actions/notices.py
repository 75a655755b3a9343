"""The quarterly notice of points, posted inside the branch."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.judgement.points import checks
from activityday.judgement.points.actions.entries import post_entries
from activityday.judgement.points.queries.notices import content_of
from activityday.judgement.points.queries.sums import points_of
from activityday.office.notices.actions import Posting, post
from activityday.office.notices.enums import Kind
from activityday.office.notices.models import PublicNotice
from activityday.office.policy.queries import parameters_for, work_calendar
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.points import quarter_label, quarter_of
from activityday.rules.public_notice import last_day_posted


@transaction.atomic
def post_notice(
    *, branch: Unit, quarter: date, starts_on: date, where: str, by: Actor, at: datetime
) -> PublicNotice:
    """Write what is still to be written, then post the quarter (any day in it) for the policy's working days.

    Raises Refused for a quarter that is not over, for nobody to list, and when it hangs already.
    """
    first, last = quarter_of(quarter)
    checks.check_quarter_is_over(last, localdate(at))
    if not where.strip():
        raise Refused("请写明张贴在哪里，例如“村部党务公开栏”。")
    post_entries(branch=branch, year=first.year, by=by, at=at)
    name = quarter_label(first)
    return post(
        unit=branch,
        kind=Kind.POINTS,
        title=f"{branch.short_name}{name}党员积分公示",
        content=content_of(points_of(branch, first.year, on=localdate(at)), first, last),
        posting=Posting(
            period=name,
            covers_from=first,
            covers_to=last,
            starts_on=starts_on,
            ends_on=last_day_of(branch, starts_on),
            where=where.strip(),
        ),
        by=by,
        at=at,
    )


def last_day_of(branch: Unit, starts_on: date) -> date:
    """The last day of a notice that begins on the day (notice_days working days)."""
    days = parameters_for(branch, on=starts_on).integer("notice_days")
    return last_day_posted(starts_on, working_days=days, calendar=work_calendar())
