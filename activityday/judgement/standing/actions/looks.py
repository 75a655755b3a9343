"""Who looked at what: once a day for each person, paper and case, so that the log stays readable."""

from datetime import date, datetime

from activityday.audit.actions import Actor, Event, record_first
from activityday.judgement.standing.models import Case, Look, Talk

PAGE, EVIDENCE, STATEMENT, DELIVERY, RECORD = "page", "evidence", "statement", "delivery", "record"


def look(*, at_what: Case | Talk, what: str, by: Actor, on: date, at: datetime) -> bool:
    """Log that somebody looked at `what` of a case or a talk; returns whether it was the first time on the day."""
    kind = "case" if isinstance(at_what, Case) else "talk"
    key = {"subject": at_what.pk, "what": what, "by_id": str(by.pk), "on": on}
    event = Event("standing.viewed", kind, at_what.pk, str(at_what), {"what": what})
    return record_first(Look.objects, event, key=key, committee=at_what.branch.chain_code, by=by, at=at)
