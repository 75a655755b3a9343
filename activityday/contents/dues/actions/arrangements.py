"""What the branch agrees to for a time: paying by the quarter, somebody else bringing the money (dues 12, notice 三(五))."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from activityday.audit.actions import Actor, Event, record
from activityday.contents.dues.checks.agreeing import (
    already,
    check_belongs,
    check_consent,
    check_none_holds,
    check_not_ended,
    check_payer,
)
from activityday.contents.dues.enums import ArrangementKind
from activityday.contents.dues.models import Arrangement
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import ancestors_of
from activityday.people.roster.models import Member


@transaction.atomic
def arrange(
    *,
    branch: Unit,
    member: Member,
    kind: ArrangementKind,
    payer: str,
    relation: str,
    reason: str,
    consented_on: date,
    since: date,
    until: date | None,
    by: Actor,
    on: date,
    at: datetime,
) -> Arrangement:
    """Enter what the branch agreed to on a day, from the first to the last month (None: until it is ended).

    Who brings the money is a person, never an organisation. Raises Refused (dues 12, 14).
    """
    Member.objects.select_for_update().defer("identity_number", "phone", "address").get(pk=member.pk)
    check_belongs(member, branch, on)
    if kind == ArrangementKind.PROXY:
        check_payer(payer, relation, member, [branch, *ancestors_of(branch)])
    else:
        payer = relation = ""
    check_consent(since, until, consented_on, on)
    check_none_holds(member, kind, since, until)
    made = Arrangement(
        member=member,
        branch=branch,
        kind=kind,
        payer=payer.strip(),
        relation=relation.strip(),
        reason=reason.strip(),
        consented_on=consented_on,
        since=since,
        until=until,
        made_by=by.display_name,
        made_at=at,
    )
    _keep(made)
    changes = {"kind": kind, "since": since, "until": until, "consented_on": consented_on}
    record(_event("dues.arranged", made, changes), committee=branch.chain_code, by=by, at=at)
    return made


@transaction.atomic
def end_arrangement(*, arrangement: Arrangement, by: Actor, on: date, at: datetime) -> Arrangement:
    """End an arrangement with this month; one whose months have not begun never holds. Raises Refused."""
    ended = Arrangement.objects.select_for_update().get(pk=arrangement.pk)
    check_not_ended(ended)
    last = max(on.replace(day=1), ended.since)
    ended.until = min(ended.until, last) if ended.until else last
    ended.ended_by, ended.ended_at = by.display_name, at
    ended.save(update_fields=["until", "ended_by", "ended_at"])
    changes = {"kind": ended.kind, "until": ended.until}
    event = _event("dues.arrangement_ended", ended, changes)
    record(event, committee=ended.branch.chain_code, by=by, at=at)
    return ended


def _keep(made: Arrangement) -> None:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise already(made.member, ArrangementKind(made.kind)) from error


def _event(action: str, made: Arrangement, changes: dict[str, object]) -> Event:
    return Event(action, "member", made.member_id, made.member.name, changes)
