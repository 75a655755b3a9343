"""Writes of money: entries into a day-book, its closing, corrections. Nothing written is ever changed (notice 三(五))."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from activityday.audit.actions import Actor, Event, record
from activityday.contents.dues.checks.collecting import (
    check_balance,
    check_current,
    check_day,
    check_entries,
    check_may_collect,
    check_may_correct,
    check_rest,
)
from activityday.contents.dues.enums import BookState, PaymentKind
from activityday.contents.dues.models import DayBook, Payment
from activityday.contents.dues.queries.books import (
    NOTHING,
    Table,
    last_receipt,
    open_book_of,
    sum_of,
    table_of,
)
from activityday.contents.dues.queries.collectors import branch_of, collector_at
from activityday.contents.dues.reckoning import Entry, Reckoning, Step, Taking, reckon, usual_entry
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.models import Unit

NAME_LENGTH, COLLECTOR_LENGTH = 60, 30
BATCH = 500


@transaction.atomic
def collect(*, unit: Unit, month: date, taking: Taking, by: Actor, at: datetime) -> DayBook:
    """Record what a collector filled in at `unit` for the month: all of it, or nothing and Refused.

    `taking.step`: SAVE records the lines that are marked; REST also everybody else at the usual amount, only when the cash
    counted says so exactly, and closes the book; CLOSE closes it when the entries come to the cash counted. LinesRefused
    says which members' lines are wrong. A form that was opened before somebody else wrote is Refused.
    """
    on = localtime(at).date()
    _lock(unit)
    parameters = parameters_for(unit, on=on)
    table = table_of(unit, month, on=on)
    check_current(table, taking.number, taking.version)
    check_may_collect(table, on=on, back_months=parameters.integer("dues_back_months"))
    check_entries(table, taking, parameters)
    sums = reckon(table, taking)
    entries = dict(taking.entries)
    if taking.step == Step.REST:
        check_rest(sums)
        entries |= {line.key: usual_entry(line) for line in sums.rest_lines}
    elif taking.step == Step.CLOSE:
        check_balance(sums, entries=len(entries) + len(table.entries))
    book = table.book
    if book is None:
        check_day(taking.collected_on, table, on=on)
        book = _open(table, taking.collected_on, by=by, at=at)
    # receipts follow the roster
    in_order = {line.key: entries[line.key] for line in table.lines if line.key in entries}
    payments = _enter(book, in_order, by=by, at=at)
    if taking.step in {Step.REST, Step.CLOSE}:
        _close(book, sums, by=by, at=at)
    book.version += 1
    book.save()
    _log(book, taking.step, payments, by=by, at=at)
    return book


@transaction.atomic
def correct(*, payment: Payment, reason: str, by: Actor, at: datetime) -> Payment:
    """Reverse an entry by another one the other way, in the collector's open book; both stay. Raises Refused."""
    unit = payment.book.unit
    _lock(unit)
    check_may_correct(payment, reason)
    on = localtime(at).date()
    book = open_book_of(unit) or _open(table_of(unit, on.replace(day=1), on=on), on, by=by, at=at)
    year = book.collected_on.year
    contra = Payment.objects.create(
        committee_id=payment.committee_id,
        book=book,
        branch_id=payment.branch_id,
        member_id=payment.member_id,
        received_on=book.collected_on,
        kind=payment.kind,
        channel=payment.channel,
        amount=-payment.amount,
        payer=payment.payer,
        relation=payment.relation,
        year=year,
        receipt=last_receipt(payment.branch, year) + 1,
        corrects=payment,
        reason=reason.strip(),
        made_by=by.display_name[:NAME_LENGTH],
        made_at=at,
    )
    book.version += 1
    book.save(update_fields=["version"])
    changes = {"corrects": payment.pk, "amount": contra.amount, "reason": contra.reason}
    event = Event("dues.corrected", "payment", contra.pk, str(contra), changes)
    record(event, committee=unit.chain_code, by=by, at=at)
    return contra


def _lock(unit: Unit) -> None:
    """One writer of a branch's money at a time: receipts follow one another, a collector has one open book."""
    branch = branch_of(unit)
    Unit.objects.select_for_update(no_key=True).filter(pk=branch.pk).first()


def _open(table: Table, collected_on: date, *, by: Actor, at: datetime) -> DayBook:
    writer = by.display_name.partition("（")[0]
    return DayBook.objects.create(
        committee_id=table.branch.committee_id,
        branch=table.branch,
        unit=table.unit,
        month=table.month,
        number=table.number,
        collected_on=collected_on,
        collector=collector_at(table.unit, on=collected_on).signs(writer)[:COLLECTOR_LENGTH],
        opened_by=by.display_name[:NAME_LENGTH],
        opened_at=at,
    )


def _enter(book: DayBook, entries: Mapping[UUID, Entry], *, by: Actor, at: datetime) -> list[Payment]:
    year = book.collected_on.year
    receipt = last_receipt(book.branch, year)
    made: list[Payment] = []
    for key, entry in entries.items():
        for kind, amount in ((PaymentKind.DUES, entry.amount), (PaymentKind.EXTRA, entry.extra)):
            if amount == NOTHING:
                continue
            receipt += 1
            made.append(
                Payment(
                    committee_id=book.committee_id,
                    book=book,
                    branch_id=book.branch_id,
                    member_id=key,
                    received_on=book.collected_on,
                    kind=kind,
                    channel=entry.channel,
                    amount=amount,
                    payer=entry.payer,
                    relation=entry.relation,
                    year=year,
                    receipt=receipt,
                    made_by=by.display_name[:NAME_LENGTH],
                    made_at=at,
                )
            )
    return Payment.objects.bulk_create(made, batch_size=BATCH)


def _close(book: DayBook, sums: Reckoning, *, by: Actor, at: datetime) -> None:
    book.state, book.cash_counted = BookState.CLOSED, sums.counted
    book.closed_by, book.closed_at = by.display_name[:NAME_LENGTH], at


def _log(book: DayBook, step: Step, payments: list[Payment], *, by: Actor, at: datetime) -> None:
    changes: dict[str, object] = {
        "entries": {str(one.member_id): str(one.amount) for one in payments},
        "sum": sum_of(payments),
        "version": book.version,
    }
    if book.state == BookState.CLOSED:
        changes["cash_counted"] = book.cash_counted
    name = "dues.closed" if step in {Step.REST, Step.CLOSE} else "dues.collected"
    event = Event(name, "day_book", book.pk, str(book), changes)
    record(event, committee=book.branch.chain_code, by=by, at=at)
