"""Writes the log. Called inside the transaction of the write it records, as its last step."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import Manager

from activityday.audit.chain import code_of
from activityday.audit.models import Chain, Entry

LABEL_LENGTH = 200


class Actor(Protocol):
    """Whoever does something: a user, or the operator's command."""

    @property
    def pk(self) -> object: ...

    @property
    def display_name(self) -> str: ...


@dataclass(frozen=True)
class Command:
    """The operator at the shell, as an actor."""

    name: str
    pk: object = "command"

    @property
    def display_name(self) -> str:
        return f"命令 {self.name}"


@dataclass(frozen=True)
class Event:
    """What is to be logged about one object. Changes never hold a sensitive value, only the field's name."""

    action: str
    object_kind: str
    object_id: object
    object_label: str
    changes: Mapping[str, object] = field(default_factory=dict)


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"not loggable: {type(value).__name__}")


@transaction.atomic(savepoint=False)
def record_all(events: Iterable[Event], *, committee: str, by: Actor, at: datetime) -> str:
    """Append `events` to the chain of `committee` (its unit code) in order; returns the code at its end.

    Takes the chain's lock until the surrounding transaction ends, so it belongs at the end of an action.
    """
    chain, _ = Chain.objects.select_for_update().get_or_create(committee=committee)
    entries = []
    for event in events:
        chain.length += 1
        content: dict[str, object] = {
            "committee": committee,
            "sequence": chain.length,
            "at": at,
            "by_id": str(by.pk),
            "by_name": by.display_name,
            "action": event.action,
            "object_kind": event.object_kind,
            "object_id": str(event.object_id),
            "object_label": event.object_label[:LABEL_LENGTH],
            "changes": json.dumps(event.changes, ensure_ascii=False, sort_keys=True, default=_plain),
            "previous": chain.head,
        }
        chain.head = code_of(content)
        entries.append(Entry(**content, code=chain.head))
    Entry.objects.bulk_create(entries, batch_size=500)
    chain.save(update_fields=["length", "head"])
    return str(chain.head)


def record(event: Event, *, committee: str, by: Actor, at: datetime) -> None:
    """Append one event; see `record_all`."""
    record_all([event], committee=committee, by=by, at=at)


@transaction.atomic
def record_first(
    looks: Manager[Any], event: Event, *, key: Mapping[str, Any], committee: str, by: Actor, at: datetime
) -> bool:
    """Log a look at something guarded, but only the first: the one whose `key` no row of `looks` has yet.

    `key` names person, day and paper in the columns of `looks`, which are unique together. Returns whether it was first.
    """
    _, is_first = looks.get_or_create(**key)
    if is_first:
        record(event, committee=committee, by=by, at=at)
    return is_first
