"""Who looked at which member's sheet: once a day for each person and paper, so that the log stays readable."""

from datetime import date, datetime

from activityday.audit.actions import Actor, Event, record_first
from activityday.judgement.appraisal.models import AppraisalLook, Appraised, Round

PAGE, EVIDENCE, FORM, SLIP, SUMMARY = "page", "evidence", "form", "slip", "summary"


def look(*, at_what: Appraised | Round, what: str, by: Actor, on: date, at: datetime) -> bool:
    """Log that somebody looked at `what` of a member or of a whole round; returns whether it was the first time on the day."""
    round_ = at_what if isinstance(at_what, Round) else at_what.round
    kind = "appraisal" if isinstance(at_what, Round) else "appraised"
    key = {"subject": at_what.pk, "what": what, "by_id": str(by.pk), "on": on}
    event = Event("appraisal.viewed", kind, at_what.pk, str(at_what), {"what": what})
    return record_first(
        AppraisalLook.objects, event, key=key, committee=round_.branch.chain_code, by=by, at=at
    )
