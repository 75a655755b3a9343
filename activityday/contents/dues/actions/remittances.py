"""Writes of money that goes to the committee: handed up, received, sent back, taken back. Steps are only ever added."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localtime

from activityday.audit.actions import Actor, Event, record
from activityday.contents.dues.checks.upward import check_may_hand_up, check_step
from activityday.contents.dues.enums import RemittanceState, RemittanceStep
from activityday.contents.dues.models import DayBook, Remittance, RemittanceEntry
from activityday.contents.dues.queries.books import NOTHING, sum_of, unremitted
from activityday.contents.dues.queries.remittances import last_number
from activityday.people.organisation.models import Unit

NAME_LENGTH = 60


@transaction.atomic
def hand_up(
    *, branch: Unit, shown: Decimal, sent_by: str, sent_on: date, by: Actor, at: datetime
) -> Remittance:
    """Hand the money of all closed books up that did not go yet; `shown` is the sum that was looked at. Raises Refused."""
    Unit.objects.select_for_update(no_key=True).filter(pk=branch.pk).first()
    books = list(unremitted(branch))
    amount = sum((sum_of(book.payments.all()) for book in books), NOTHING)
    check_may_hand_up(books, amount, shown, sent_by=sent_by, sent_on=sent_on, on=localtime(at).date())
    made = Remittance.objects.create(
        committee_id=branch.committee_id,
        branch=branch,
        number=last_number(branch) + 1,
        amount=amount,
        sent_on=sent_on,
        sent_by=sent_by.strip(),
    )
    DayBook.objects.filter(pk__in=[book.pk for book in books]).update(remittance=made)
    _append(made, RemittanceStep.SEND, "", by=by, at=at)
    return made


@transaction.atomic
def move(
    *,
    remittance: Remittance,
    step: RemittanceStep,
    amount: Decimal | None = None,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Remittance:
    """Receive (`amount`: what was counted, it must agree), return with a reason, send again, withdraw. Raises Refused."""
    found = Remittance.objects.select_related("branch__committee").select_for_update(of=("self",))
    remittance = found.get(pk=remittance.pk)
    remittance.state = check_step(remittance, step, amount, note)
    remittance.save(update_fields=["state"])
    if remittance.state == RemittanceState.WITHDRAWN:
        remittance.books.update(remittance=None)
    _append(remittance, step, note, by=by, at=at)
    return remittance


def _append(remittance: Remittance, step: RemittanceStep, note: str, *, by: Actor, at: datetime) -> None:
    RemittanceEntry.objects.create(
        remittance=remittance,
        number=RemittanceEntry.objects.filter(remittance=remittance).count() + 1,
        step=step,
        state=remittance.state,
        amount=remittance.amount,
        by_name=by.display_name[:NAME_LENGTH],
        at=at,
        note=note.strip(),
    )
    changes = {"amount": remittance.amount, "state": remittance.state}
    event = Event(f"dues.remittance_{step.value}", "remittance", remittance.pk, str(remittance), changes)
    record(event, committee=remittance.branch.chain_code, by=by, at=at)
