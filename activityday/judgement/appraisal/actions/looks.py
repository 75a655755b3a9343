"""Who looked at which member's sheet: once a day for each person and paper, so that the log stays readable."""

from datetime import date, datetime

from django.db import transaction

from activityday.audit.actions import Actor, Event, record
from activityday.judgement.appraisal.models import AppraisalLook, Appraised, Round

PAGE, EVIDENCE, FORM, SLIP, SUMMARY = "page", "evidence", "form", "slip", "summary"


@transaction.atomic
def look(*, at_what: Appraised | Round, what: str, by: Actor, on: date, at: datetime) -> bool:
    """Log that somebody looked at `what` of a member or of a whole round; returns whether it was the first time on the day."""
    round_ = at_what if isinstance(at_what, Round) else at_what.round
    kind = "appraisal" if isinstance(at_what, Round) else "appraised"
    _, is_first = AppraisalLook.objects.get_or_create(subject=at_what.pk, what=what, by_id=str(by.pk), on=on)
    if is_first:
        event = Event("appraisal.viewed", kind, at_what.pk, str(at_what), {"what": what})
        record(event, committee=round_.branch.chain_code, by=by, at=at)
    return is_first
