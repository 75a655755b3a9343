"""Writes of large voluntary payments: registered, taken over by the committee, passed on to the centre whole (dues 11)."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localtime

from activityday.audit.actions import Actor, Event, record
from activityday.contents.dues.checks.upward import (
    check_contribution,
    check_may_note_receipt,
    check_may_pass_on,
    check_may_take_over,
    check_may_void,
)
from activityday.contents.dues.models import Contribution
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member

NAME_LENGTH = 60


@transaction.atomic
def register(
    *,
    branch: Unit,
    member: Member,
    amount: Decimal,
    received_on: date,
    brief: str,
    by: Actor,
    at: datetime,
) -> Contribution:
    """Write a large contribution down; it never stands in a day-book. Raises Refused."""
    on = localtime(at).date()
    threshold = Decimal(parameters_for(branch, on=received_on).integer("dues_large_yuan"))
    check_contribution(branch, member, amount, received_on, brief, on=on, threshold=threshold)
    made = Contribution.objects.create(
        committee_id=branch.committee_id,
        branch=branch,
        member=member,
        amount=amount,
        received_on=received_on,
        brief=brief.strip(),
        made_by=by.display_name[:NAME_LENGTH],
        made_at=at,
    )
    _log("registered", made, by, at, {"amount": amount})
    return made


@transaction.atomic
def take_over(*, contribution: Contribution, day: date, by: Actor, at: datetime) -> None:
    """The committee took the money over. Raises Refused."""
    found = _locked(contribution)
    check_may_take_over(found, day, on=localtime(at).date())
    found.taken_over_on, found.taken_over_by = day, by.display_name[:NAME_LENGTH]
    found.save(update_fields=["taken_over_on", "taken_over_by"])
    _log("taken_over", found, by, at, {"on": day})


@transaction.atomic
def pass_on(*, contribution: Contribution, day: date, receipt: str, by: Actor, at: datetime) -> None:
    """The money went on to the centre; the number of its receipt when it is known. Raises Refused."""
    found = _locked(contribution)
    check_may_pass_on(found, day, receipt, on=localtime(at).date())
    found.sent_on, found.sent_by = day, by.display_name[:NAME_LENGTH]
    found.centre_receipt = receipt.strip()
    found.save(update_fields=["sent_on", "sent_by", "centre_receipt"])
    _log("passed_on", found, by, at, {"on": day, "receipt": found.centre_receipt})


@transaction.atomic
def note_receipt(*, contribution: Contribution, receipt: str, by: Actor, at: datetime) -> None:
    """The receipt of the centre came later. Raises Refused."""
    found = _locked(contribution)
    check_may_note_receipt(found, receipt)
    found.centre_receipt = receipt.strip()
    found.save(update_fields=["centre_receipt"])
    _log("receipt_noted", found, by, at, {"receipt": found.centre_receipt})


@transaction.atomic
def void(*, contribution: Contribution, reason: str, by: Actor, at: datetime) -> None:
    """Mark one void that was entered wrongly; it stays readable. Raises Refused."""
    found = _locked(contribution)
    check_may_void(found, reason)
    found.voided_by, found.voided_at = by.display_name[:NAME_LENGTH], at
    found.void_reason = reason.strip()
    found.save(update_fields=["voided_by", "voided_at", "void_reason"])
    _log("voided", found, by, at, {"reason": found.void_reason})


def _locked(contribution: Contribution) -> Contribution:
    found = Contribution.objects.select_related("branch__committee", "member").select_for_update(of=("self",))
    return found.get(pk=contribution.pk)


def _log(step: str, found: Contribution, by: Actor, at: datetime, changes: dict[str, object]) -> None:
    event = Event(f"dues.contribution_{step}", "contribution", found.pk, str(found), changes)
    record(event, committee=found.branch.chain_code, by=by, at=at)
