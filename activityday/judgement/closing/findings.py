"""From frozen rows to findings: the one place where the absence rule meets stored facts. Can be run again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from activityday.audit.actions import Event
from activityday.day.attendance.enums import LeaveState
from activityday.day.attendance.models import Leave
from activityday.judgement.closing.enums import Outcome
from activityday.judgement.closing.models import CountedMember, Finding
from activityday.people.organisation.models import Unit
from activityday.rules import absence
from activityday.rules.absence import AbsenceEvent, AbsenceState, Thresholds, absence_findings
from activityday.rules.parameters import Parameters

MEANING = {
    Outcome.PRESENT: AbsenceState.ATTENDED,
    Outcome.OTHER_MEANS: AbsenceState.ATTENDED,
    Outcome.LEAVE: AbsenceState.LEAVE,
    Outcome.ABSENT: AbsenceState.UNEXCUSED,
    Outcome.EXEMPT: AbsenceState.NOT_COUNTED,
    Outcome.NOT_EXPECTED: AbsenceState.NOT_COUNTED,
    Outcome.UNVERIFIED: AbsenceState.UNKNOWN,
    Outcome.UNRECORDED: AbsenceState.UNKNOWN,
}
CHANGED = "事实有变化，不再成立"


@dataclass(frozen=True)
class Differences:
    """What running the rule again wrote: findings added and withdrawn."""

    added: tuple[Finding, ...]
    withdrawn: tuple[Finding, ...]

    def events(self) -> list[Event]:
        """The same for the log."""
        return [
            *(_event("closing.finding.found", finding) for finding in self.added),
            *(_event("closing.finding.withdrawn", finding) for finding in self.withdrawn),
        ]


def apply_again(
    *, branch: Unit, year: int, parameters: Parameters, at: datetime, members: Iterable[UUID] | None = None
) -> Differences:
    """Apply the absence rule to everybody who counted in `branch` in `year` (or only to `members`).

    Counts follow the person: months counted in other branches are read too. Writes the difference only; a finding that
    no longer holds is withdrawn with its reason, and nothing is deleted.
    """
    keys = set(members) if members is not None else _members_of(branch, year)
    events = months_of(keys, year)
    wanted = {
        (key, found.kind.value, found.month): found
        for key in keys
        for found in absence_findings(events[key], year, Thresholds.of(parameters))
    }
    standing = {
        (finding.member_id, finding.kind, finding.month): finding
        for finding in Finding.objects.filter(member__in=keys, year=year, withdrawn_at__isnull=True)
    }
    # a finding with other months under the same name is another finding
    stale = [
        finding
        for key, finding in standing.items()
        if key not in wanted or finding.months != _plain(wanted[key].months)
    ]
    for finding in stale:
        finding.withdrawn_at, finding.withdrawn_why = at, CHANGED
    Finding.objects.bulk_update(stale, ["withdrawn_at", "withdrawn_why"], batch_size=500)
    kept = {key for key, finding in standing.items() if finding.withdrawn_at is None}
    new = [
        _finding(branch, key[0], year, found, parameters.fingerprint, at)
        for key, found in wanted.items()
        if key not in kept
    ]
    Finding.objects.bulk_create(new, batch_size=500)
    return Differences(tuple(new), tuple(stale))


def months_of(members: Iterable[UUID], year: int) -> dict[UUID, Sequence[AbsenceEvent]]:
    """The months of each member from January of the year before to December of `year`, explained absences as leave.

    Two queries for any number of members. A month without a closed activity leaves no event: it says nothing about the
    member, and between two recorded months it ends a run.
    """
    keys = set(members)
    rows = (
        CountedMember.objects.filter(member__in=keys, month__year__in=(year - 1, year), is_current=True)
        .order_by("month")
        .values_list("member_id", "month", "outcome")
    )
    explained = set(
        Leave.objects.filter(
            member__in=keys, month__year__in=(year - 1, year), is_explanation=True, state=LeaveState.GRANTED
        ).values_list("member_id", "month")
    )
    events: dict[UUID, list[AbsenceEvent]] = defaultdict(list)
    for member, month, outcome in rows:
        state = MEANING[Outcome(outcome)]
        if state == AbsenceState.UNEXCUSED and (member, month) in explained:
            state = AbsenceState.LEAVE
        _append(events[member], AbsenceEvent(month, state))
    return {key: events[key] for key in keys}


def _append(events: list[AbsenceEvent], event: AbsenceEvent) -> None:
    if events and _next_month(events[-1].month) != event.month:
        events.append(AbsenceEvent(_next_month(events[-1].month), AbsenceState.UNKNOWN))
    events.append(event)


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _members_of(branch: Unit, year: int) -> set[UUID]:
    counted = CountedMember.objects.filter(branch=branch, month__year=year, is_current=True)
    found = Finding.objects.filter(branch=branch, year=year, withdrawn_at__isnull=True)
    return {*counted.values_list("member_id", flat=True), *found.values_list("member_id", flat=True)}


def _finding(
    branch: Unit, member: UUID, year: int, found: absence.Finding, policy: str, at: datetime
) -> Finding:
    return Finding(
        committee_id=branch.committee_id,
        branch=branch,
        member_id=member,
        year=year,
        kind=found.kind.value,
        month=found.month,
        months=_plain(found.months),
        arithmetic=found.arithmetic,
        clause=found.clause,
        policy=policy,
        found_at=at,
    )


def _plain(months: Iterable[date]) -> list[str]:
    return [month.isoformat() for month in months]


def _event(action: str, finding: Finding) -> Event:
    return Event(action, "member", finding.member_id, "", {"kind": finding.kind, "month": finding.month})
