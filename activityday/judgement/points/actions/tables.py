"""A committee adopts its own table of points, or voids one that was entered wrongly."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor, Event, record
from activityday.judgement.points import checks
from activityday.judgement.points.models import PointTable
from activityday.office.policy.queries import rulebook
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.point_table_reading import TableError, parse_table


@transaction.atomic
def adopt(*, committee: Unit, content: Mapping[str, object], by: Actor, at: datetime) -> PointTable:
    """Adopt a table from a month on, by a document. Entries written before keep the version they rest on.

    Raises Refused for what the loader of the rulebook would refuse (also clock-ins, likes, log-ins: burden-2026 五不得),
    for a year gone by, and for a second table from the same month.
    """
    try:
        table = parse_table(content, clauses=rulebook().clauses)
    except TableError as error:
        raise Refused(str(error), error.clause) from error
    checks.check_adoption(committee, table.since, table.document, today=localdate(at))
    try:
        with transaction.atomic():
            adopted = PointTable.objects.create(
                committee=committee,
                since=table.since,
                document=table.document,
                content=dict(content),
                fingerprint=table.fingerprint,
                made_by=by.display_name,
                made_at=at,
            )
    except IntegrityError as error:
        raise checks.adopted_already(table.since) from error
    changes = {"since": table.since, "document": table.document, "fingerprint": table.fingerprint}
    event = Event("points.table_adopted", "point_table", adopted.pk, str(adopted), changes)
    record(event, committee=committee.chain_code, by=by, at=at)
    return adopted


@transaction.atomic
def void(*, table: PointTable, reason: str, by: Actor, at: datetime) -> None:
    """Void a table that was entered wrongly; what it said stays. Raises Refused."""
    table = PointTable.objects.select_for_update(of=("self",)).select_related("committee").get(pk=table.pk)
    checks.check_may_void(table, reason)
    table.voided_by, table.voided_at, table.void_reason = by.display_name, at, reason.strip()
    table.save(update_fields=["voided_by", "voided_at", "void_reason"])
    event = Event("points.table_voided", "point_table", table.pk, str(table), {"reason": table.void_reason})
    record(event, committee=table.committee.chain_code, by=by, at=at)
