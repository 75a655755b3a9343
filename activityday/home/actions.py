"""The month's end: what a closing freezes, the rooms above it follow, in one transaction."""

from datetime import datetime

from django.db import transaction

from activityday.audit.actions import Actor
from activityday.day.activity.models import Activity
from activityday.judgement.closing.actions import Signatures, close
from activityday.judgement.closing.models import Closing
from activityday.judgement.closing.queries import branches_at
from activityday.judgement.points.actions import post_entries
from activityday.office.policy.middleware import rules_read_once


@transaction.atomic
@rules_read_once()
def close_month(
    *, activity: Activity, signatures: Signatures, base_version: int, by: Actor, at: datetime
) -> Closing:
    """Freeze the month and let the points follow its facts (notice 四(四)). Raises Refused; all or nothing."""
    closing = close(activity=activity, signatures=signatures, base_version=base_version, by=by, at=at)
    for branch in branches_at(closing):
        post_entries(branch=branch, year=activity.month.year, by=by, at=at)
    return closing
