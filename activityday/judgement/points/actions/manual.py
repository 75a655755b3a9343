"""What people enter by hand: one proposes, another confirms; a wrong one is taken back by another entry."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor, Event, record
from activityday.judgement.points import checks
from activityday.judgement.points.actions.entries import post_entries
from activityday.judgement.points.enums import State, Step
from activityday.judgement.points.models import ManualEntry, ManualEntryStep
from activityday.judgement.points.queries.tables import timeline_of
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member


@transaction.atomic
def propose(
    *,
    branch: Unit,
    member: Member,
    rule: str,
    on: date,
    evidence: str,
    document: str,
    by: Actor,
    at: datetime,
) -> ManualEntry:
    """Enter something for a member by a row that the table leaves to people. Counts only once confirmed.

    Raises Refused: no such row on that day, no evidence or document, not a member here, or entered already.
    """
    row = checks.check_proposal(
        branch, member, rule, on, evidence, document, tables=timeline_of(branch), today=localdate(at)
    )
    entry = ManualEntry(
        committee_id=branch.committee_id,
        branch=branch,
        member=member,
        rule=row.key,
        label=row.label,
        is_veto=row.is_veto,
        confirmed_by=row.confirmed_by.value,
        on=on,
        evidence=evidence.strip(),
        document=document.strip(),
        proposed_key=str(by.pk),
        proposed_by=by.display_name,
        proposed_at=at,
    )
    _insert(entry, checks.entered_already(row, member, on), by, at)
    return entry


@transaction.atomic
def counter(*, entry: ManualEntry, reason: str, document: str, by: Actor, at: datetime) -> ManualEntry:
    """Propose to take a confirmed entry back; it counts until a second person has confirmed this too. Raises Refused."""
    entry = _locked(entry)
    checks.check_counter(entry, reason)
    against = ManualEntry(
        committee_id=entry.committee_id,
        branch=entry.branch,
        member=entry.member,
        rule=entry.rule,
        label=entry.label,
        is_veto=entry.is_veto,
        confirmed_by=entry.confirmed_by,
        on=entry.on,
        evidence=reason.strip(),
        document=document.strip() or entry.document,
        proposed_key=str(by.pk),
        proposed_by=by.display_name,
        proposed_at=at,
        counters=entry,
    )
    _insert(against, Refused("这一条已经有人登记了冲正，请等复核。"), by, at)
    return against


@transaction.atomic
def confirm(*, entry: ManualEntry, note: str = "", by: Actor, at: datetime) -> int:
    """A second person confirms; the entries that follow from it are written at once. Returns how many.

    Raises Refused for the same person, for whoever comes second, and where the table of its month lost the row since.
    """
    entry = _locked(entry)
    checks.check_still_listed(entry, timeline_of(entry.branch))
    _move(entry, Step.CONFIRM, note, by, at)
    if entry.counters is not None:
        _move(_locked(entry.counters), Step.COUNTER, f"冲正：{entry.proposed_by}", by, at)
    return post_entries(branch=entry.branch, year=entry.on.year, by=by, at=at)


@transaction.atomic
def refuse(*, entry: ManualEntry, note: str, by: Actor, at: datetime) -> None:
    """A second person does not confirm, and says why. Raises Refused."""
    _move(_locked(entry), Step.REFUSE, note, by, at)


@transaction.atomic
def withdraw(*, entry: ManualEntry, note: str = "", by: Actor, at: datetime) -> None:
    """Take back what nobody has answered yet. Raises Refused."""
    _move(_locked(entry), Step.WITHDRAW, note, by, at)


def _locked(entry: ManualEntry) -> ManualEntry:
    found = ManualEntry.objects.select_for_update(of=("self",))
    return found.select_related("member", "branch__committee", "counters").get(pk=entry.pk)


def _insert(entry: ManualEntry, taken: Refused, by: Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as error:
        raise taken from error
    _append(entry, 1, Step.PROPOSE, State.PROPOSED, "", by, at)
    _log(entry, Step.PROPOSE, by, at)


def _move(entry: ManualEntry, step: Step, note: str, by: Actor, at: datetime) -> None:
    place = ManualEntryStep.objects.filter(entry=entry).count() + 1
    target = checks.check_step(entry, step, note)
    if step in {Step.CONFIRM, Step.REFUSE}:
        checks.check_second_person(entry, by)
    _append(entry, place, step, target, note, by, at)
    entry.state = target
    entry.save(update_fields=["state"])
    _log(entry, step, by, at)


def _append(
    entry: ManualEntry, number: int, step: Step, state: State, note: str, by: Actor, at: datetime
) -> None:
    made = ManualEntryStep(
        entry=entry, number=number, step=step, state=state, by_name=by.display_name, at=at, note=note.strip()
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise checks.settled(entry) from error


def _log(entry: ManualEntry, step: Step, by: Actor, at: datetime) -> None:
    changes = {"rule": entry.rule, "on": entry.on, "counters": entry.counters_id}
    event = Event(f"points.{step.value}", "manual_entry", entry.pk, str(entry), changes)
    record(event, committee=entry.branch.chain_code, by=by, at=at)
