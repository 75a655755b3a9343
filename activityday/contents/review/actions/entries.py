"""One row written once, and its line in the log: never a sealed value, never a name beside a talk or a problem."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from activityday.audit.actions import Actor, Event, record
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

SECOND = "刚刚有人办过这一步，请刷新页面看看。"


def insert(row: models.Model, sentence: str = SECOND) -> None:
    """Write a new row. The second of two people at the same moment finds the place taken: Refused with `sentence`."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(sentence) from error


def keep(row: models.Model, fields: list[str], sentence: str = SECOND) -> None:
    """Write changed columns; a place that somebody else has taken meanwhile is Refused with `sentence`."""
    try:
        with transaction.atomic():
            row.save(update_fields=fields)
    except IntegrityError as error:
        raise Refused(sentence) from error


def log(
    action: str,
    row: models.Model,
    unit: Unit,
    by: Actor,
    at: datetime,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """The entry in the chain; last in an action, because it takes the chain's lock."""
    event = Event(f"review.{action}", row._meta.model_name or "", row.pk, str(row), changes or {})  # noqa: SLF001
    record(event, committee=unit.chain_code, by=by, at=at)
