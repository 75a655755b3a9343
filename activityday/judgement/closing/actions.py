"""Closes an activity: facts, grounds and the version of the rules become rows that never change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor, Event, record_all
from activityday.day.activity.actions import move, take
from activityday.day.activity.enums import Step
from activityday.day.activity.models import Activity
from activityday.day.attendance.queries import ExpectedMember, expected_at, roll_of
from activityday.judgement.closing.checks import Checklist, check_may_close, check_may_reopen, checklist
from activityday.judgement.closing.enums import Ground
from activityday.judgement.closing.findings import apply_again
from activityday.judgement.closing.models import Closing, CountedMember
from activityday.judgement.closing.outcomes import outcome_of
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.models import Unit
from activityday.rules.parameters import Parameters


@dataclass(frozen=True)
class Signatures:
    """What the two people at the desk confirm: the declaration, and their names."""

    declared: bool
    recorder_name: str
    secretary_name: str
    reason: str = ""


@dataclass(frozen=True)
class Facts:
    """Everything that is frozen, read in one go."""

    expected: Sequence[ExpectedMember]
    parameters: Parameters
    found: Checklist


def facts_of(activity: Activity, *, on: date) -> Facts:
    """What would be frozen if `activity` were closed on the day, with its checklist."""
    parameters = parameters_for(activity.host, on=activity.held_on)
    expected = expected_at(activity, on=activity.held_on)
    found = checklist(
        activity,
        segments=list(activity.segments.order_by("position")),
        expected=expected,
        signed_count=roll_of(activity).signed_count,
        parameters=parameters,
        on=on,
    )
    return Facts(expected, parameters, found)


@transaction.atomic
def close(
    *, activity: Activity, signatures: Signatures, base_version: int, by: Actor, at: datetime
) -> Closing:
    """Freeze `activity` as a new version and let the rules look at it (notice 四(四)). Raises Refused.

    One transaction: the frozen rows, the state, the findings and the log stand or fall together. Closing what is
    closed already is refused, so a second click changes nothing.
    """
    activity = (
        Activity.objects.select_for_update(of=("self",))
        .select_related("host__committee", "committee")
        .get(pk=activity.pk)
    )
    facts = facts_of(activity, on=localdate(at))
    check_may_close(activity, facts.found, declared=signatures.declared, base_version=base_version)
    closing = _freeze(activity, facts, signatures, at)
    _, moved = take(activity, Step.CLOSE, note=f"第 {closing.version} 版", by=by, at=at)
    frozen = _event("closing.closed", closing, {"version": closing.version, "policy": closing.policy})
    events = [moved, frozen]
    for branch in _branches_of(facts.expected):
        events += apply_again(
            branch=branch,
            year=activity.month.year,
            parameters=parameters_for(branch, on=activity.held_on),
            at=at,
        ).events()
    closing.audit_code = record_all(events, committee=activity.host.chain_code, by=by, at=at)
    closing.save(update_fields=["audit_code"])
    return closing


@transaction.atomic
def reopen(*, activity: Activity, reason: str, by: Actor, at: datetime) -> None:
    """Open a closed activity again with a reason; what was frozen stays in force until it is closed anew."""
    check_may_reopen(activity, reason=reason)
    move(activity=activity, step=Step.REOPEN, note=reason.strip(), by=by, at=at)


@transaction.atomic
def judge_again(*, branch: Unit, year: int, by: Actor, at: datetime) -> int:
    """Apply the rules of today to a branch's year again; returns how many findings changed."""
    differences = apply_again(
        branch=branch, year=year, parameters=parameters_for(branch, on=localdate(at)), at=at
    )
    record_all(differences.events(), committee=branch.chain_code, by=by, at=at)
    return len(differences.added) + len(differences.withdrawn)


def _freeze(activity: Activity, facts: Facts, signatures: Signatures, at: datetime) -> Closing:
    version = activity.closings.count() + 1
    if version > 1:
        before = activity.closings.filter(is_current=True)
        CountedMember.objects.filter(closing__in=before).update(is_current=False)
        before.update(is_current=False)
    closing = Closing.objects.create(
        activity=activity,
        version=version,
        policy=facts.parameters.fingerprint,
        parameters=dict(facts.parameters.values),
        minutes=facts.found.minutes,
        declared=signatures.declared,
        checklist=[[item.sentence, item.clause, item.passed] for item in facts.found.items],
        late_days=max((localdate(at) - activity.held_on).days, 0),
        recorder_name=signatures.recorder_name.strip(),
        secretary_name=signatures.secretary_name.strip(),
        closed_at=at,
        reason=signatures.reason.strip(),
    )
    taken = _counted_elsewhere(activity, facts.expected)
    CountedMember.objects.bulk_create(
        (
            _counted(closing, activity, member, place)
            for place, member in enumerate(facts.expected, start=1)
            if member.affiliated.member.pk not in taken
        ),
        batch_size=500,
    )
    return closing


def _counted_elsewhere(activity: Activity, expected: Iterable[ExpectedMember]) -> set[object]:
    members = [member.affiliated.member.pk for member in expected]
    rows = CountedMember.objects.filter(member__in=members, month=activity.month, is_current=True)
    return set(rows.values_list("member_id", flat=True))


def _counted(closing: Closing, activity: Activity, member: ExpectedMember, place: int) -> CountedMember:
    leave = member.leave or member.explanation
    return CountedMember(
        closing=closing,
        committee_id=activity.committee_id,
        member=member.affiliated.member,
        branch=member.affiliated.branch,
        month=activity.month,
        name=member.affiliated.member.name,
        category=member.affiliated.category,
        ground=Ground(member.ground.value),
        outcome=outcome_of(member),
        mode=member.mode,
        leave_kind=leave.kind if leave else "",
        position=place,
    )


def _branches_of(expected: Iterable[ExpectedMember]) -> list[Unit]:
    return list({member.affiliated.branch.pk: member.affiliated.branch for member in expected}.values())


def _event(action: str, closing: Closing, changes: dict[str, object]) -> Event:
    return Event(action, "activity", closing.activity_id, str(closing.activity), changes)
