"""Writes of what is sent upward: asking, answering, withdrawing. The only place that changes a filing's state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from activityday.audit.actions import Actor, Event, record
from activityday.office.filings.checks import check_step, check_subject, settled
from activityday.office.filings.enums import Kind, State, Step, Verb, word
from activityday.office.filings.models import Filing, FilingStep
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


@dataclass(frozen=True)
class BulkAnswer:
    """What became of several filings answered together."""

    answered: tuple[Filing, ...]
    refused: tuple[tuple[Filing, str], ...]


@transaction.atomic
def ask(
    *,
    kind: Kind,
    verb: Verb,
    unit: Unit,
    answered_by: Unit,
    subject: str,
    details: Sequence[tuple[str, str]],
    due_on: date | None,
    late_note: str = "",
    by: Actor,
    at: datetime,
) -> Filing:
    """Send something from `unit` to `answered_by`, to be answered by the day `due_on`.

    `details` are label and value as they stand on the printed form; nothing sensitive belongs there.
    """
    check_subject(subject)
    filing = Filing.objects.create(
        committee_id=unit.committee_id,
        kind=kind,
        verb=verb,
        unit=unit,
        answered_by=answered_by,
        subject=subject,
        details=[[label, value] for label, value in details],
        due_on=due_on,
        late_note=late_note,
        asked_at=at,
    )
    _append(
        FilingStep(filing=filing, number=1, step=Step.ASK, state=State.ASKED, by_name=by.display_name, at=at)
    )
    _log(filing, Step.ASK, by, at)
    return filing


@transaction.atomic
def answer(*, filing: Filing, step: Step, note: str, by: Actor, at: datetime) -> None:
    """Approve or refuse; for the record: receive or send back. Raises Refused when it was answered or withdrawn already, also at the very same moment."""
    if step not in {Step.APPROVE, Step.REFUSE}:
        raise Refused(f"请选择{word(filing.verb, Step.APPROVE)}或{word(filing.verb, Step.REFUSE)}。")
    _move(filing, step, note, by, at)


def answer_all(*, filings: Iterable[Filing], step: Step, note: str, by: Actor, at: datetime) -> BulkAnswer:
    """Answer several with one note, each for itself: one that cannot be answered any more does not stop the others."""
    answered, refused = [], []
    for filing in filings:
        try:
            answer(filing=filing, step=step, note=note, by=by, at=at)
        except Refused as refusal:
            refused.append((filing, str(refusal)))
        else:
            answered.append(filing)
    return BulkAnswer(tuple(answered), tuple(refused))


@transaction.atomic
def withdraw(*, filing: Filing, note: str, by: Actor, at: datetime) -> None:
    """Take back what was asked. Raises Refused when it was answered or withdrawn already."""
    _move(filing, Step.WITHDRAW, note, by, at)


def _move(filing: Filing, step: Step, note: str, by: Actor, at: datetime) -> None:
    # the place is counted before the state is read: whoever comes in between is met at one of the two
    place = FilingStep.objects.filter(filing=filing).count() + 1
    filing.refresh_from_db(fields=["state"])
    target = check_step(filing, step, note)
    name, note = by.display_name, note.strip()
    _append(FilingStep(filing=filing, number=place, step=step, state=target, by_name=name, at=at, note=note))
    filing.state = target
    filing.save(update_fields=["state"])
    _log(filing, step, by, at)


def _append(step: FilingStep) -> None:
    try:
        with transaction.atomic():
            step.save(force_insert=True)
    except IntegrityError as error:
        raise settled(step.filing) from error


def _log(filing: Filing, step: Step, by: Actor, at: datetime) -> None:
    event = Event(f"filings.{step.value}", "filing", filing.pk, filing.subject, {"kind": filing.kind})
    record(event, committee=filing.unit.chain_code, by=by, at=at)
