"""A member away is out of touch: said by a person, and never against what is on record."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.day.floating.checks import check_lost_since
from activityday.day.floating.queries import last_seen
from activityday.people.roster.actions import lose_touch as begin
from activityday.people.roster.models import Condition


@transaction.atomic
def lose_touch(*, condition: Condition, on: date, by: Actor, at: datetime) -> Condition:
    """The member is out of touch since a day; whether more follows people decide (education 24).

    Raises Refused for a day that is not after the last one on which the member was reached or took part.
    """
    check_lost_since(on, last_seen(condition.member, on=localdate(at)))
    return begin(condition=condition, on=on, by=by, at=at)
