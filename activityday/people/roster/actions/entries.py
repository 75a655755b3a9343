"""How a change of a member stands in the log."""

from collections.abc import Mapping
from datetime import datetime

from activityday.audit.actions import Actor, Event, record
from activityday.people.roster.models import Member


def event_of(action: str, member: Member, changes: Mapping[str, object]) -> Event:
    """One thing done to `member`; `changes` never hold a sensitive value."""
    return Event(action, "member", member.pk, member.name, changes)


def log(action: str, member: Member, changes: Mapping[str, object], *, by: Actor, at: datetime) -> None:
    """Append one entry about `member` to the chain of the primary committee."""
    record(event_of(action, member, changes), committee=member.committee.chain_code, by=by, at=at)
