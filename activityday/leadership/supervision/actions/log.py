"""How the writes of this room reach the log."""

from collections.abc import Mapping
from datetime import datetime

from activityday.audit.actions import Actor, Event, record
from activityday.people.organisation.models import Unit


def log(
    what: str,
    subject: tuple[str, object, str],
    unit: Unit,
    by: Actor,
    at: datetime,
    changes: Mapping[str, object] | None = None,
) -> None:
    """One entry in the chain of `unit`: `subject` is kind, key and label. The last thing an action does."""
    kind, key, label = subject
    event = Event(f"supervision.{what}", kind, key, label, changes or {})
    record(event, committee=unit.chain_code, by=by, at=at)
