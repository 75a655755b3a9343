"""The evidence sheet of a case 证据材料: every month with who recorded it, and how each finding was reached.

It holds what the case needs and no more: no reason of a leave, no telephone number, no other member.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from activityday.day.attendance.enums import LeaveState
from activityday.day.attendance.models import Leave, RollEntry
from activityday.judgement.closing.enums import Outcome
from activityday.judgement.closing.findings import MEANING
from activityday.judgement.closing.models import CountedMember
from activityday.judgement.standing.enums import TalkState
from activityday.judgement.standing.models import Case, CaseCause, Talk
from activityday.judgement.standing.queries.cases import FindingLine, causes_of, finding_lines
from activityday.people.roster.models import Member
from activityday.rules.absence import AbsenceEvent, AbsenceState
from activityday.rules.standing import SinceEducation, since_education

DECEMBER = 12
NOTHING = "没有归档的活动"
ANSWERED = {LeaveState.GRANTED, LeaveState.REFUSED, LeaveState.ASKED}


@dataclass(frozen=True)
class MonthFact:
    """One month of one member as it was frozen, and who had recorded it."""

    month: date
    held_on: date | None
    outcome: str
    ground: str
    remark: str
    recorded_by: str
    recorded_at: datetime | None
    version: str
    is_missed: bool
    has_come: bool


@dataclass(frozen=True)
class Evidence:
    """Everything a case rests on."""

    months: tuple[MonthFact, ...]
    findings: tuple[FindingLine, ...]
    talks: tuple[Talk, ...]
    since: SinceEducation | None
    causes: tuple[CaseCause, ...] = ()

    @property
    def has_fallen(self) -> bool:
        """Whether nothing that the case rests on holds any more."""
        return all(line.fallen for line in self.findings) and all(one.fallen_why for one in self.causes)


def evidence_of(case: Case, *, on: date) -> Evidence:
    """The months from January of the first year concerned to the day, the findings, the talks. Eight queries."""
    findings, causes = finding_lines(case), causes_of(case)
    months = _months(findings, causes, on)
    facts = _facts(case.member, months)
    talks = Talk.objects.filter(member=case.member, branch=case.branch, state=TalkState.HELD)
    since = _since(facts, case.educated_on) if case.educated_on else None
    return Evidence(facts, tuple(findings), tuple(talks.order_by("held_on", "pk")), since, tuple(causes))


def _months(findings: list[FindingLine], causes: list[CaseCause], on: date) -> list[date]:
    counted = [date.fromisoformat(month) for line in findings for month in line.finding.months]
    years = [*(line.finding.year for line in findings), *(cause.year for cause in causes)] or [on.year]
    first = min([date(min(years), 1, 1), *counted])
    last = max(years)
    end = min(date(max(last, on.year), DECEMBER, 1), on.replace(day=1))
    return [
        date(year, month, 1)
        for year in range(first.year, end.year + 1)
        for month in range(1, DECEMBER + 1)
        if first <= date(year, month, 1) <= end
    ]


def _facts(member: Member, months: list[date]) -> tuple[MonthFact, ...]:
    rows = {
        row.month: row
        for row in CountedMember.objects.filter(
            member=member, month__in=months, is_current=True
        ).select_related("closing__activity")
    }
    activities = [row.closing.activity_id for row in rows.values()]
    entries = {
        entry.activity_id: entry for entry in RollEntry.objects.filter(member=member, activity__in=activities)
    }
    leaves: dict[date, list[Leave]] = {}
    for leave in Leave.objects.filter(member=member, month__in=months, state__in=ANSWERED).defer("reason"):
        leaves.setdefault(leave.month, []).append(leave)
    return tuple(_fact(month, rows.get(month), entries, leaves.get(month, [])) for month in months)


def _fact(
    month: date, row: CountedMember | None, entries: dict[UUID, RollEntry], leaves: list[Leave]
) -> MonthFact:
    if row is None:
        return MonthFact(month, None, NOTHING, "", _leaves(leaves), "", None, "", False, False)
    entry = entries.get(row.closing.activity_id)
    explained = any(leave.is_explanation and leave.state == LeaveState.GRANTED for leave in leaves)
    meaning = MEANING[Outcome(row.outcome)]
    missed = meaning == AbsenceState.UNEXCUSED and not explained
    remark = "；".join(part for part in (row.remark, _leaves(leaves)) if part)
    return MonthFact(
        month=month,
        held_on=row.closing.activity.held_on,
        outcome="无故缺席" if missed else str(row.get_outcome_display()),
        ground=str(row.get_ground_display()),
        remark=remark,
        recorded_by=entry.recorded_by.partition("（")[0] if entry else "",
        recorded_at=entry.recorded_at if entry else None,
        version=f"第 {row.closing.version} 版",
        is_missed=missed,
        has_come=meaning == AbsenceState.ATTENDED,
    )


def _leaves(leaves: list[Leave]) -> str:
    return "；".join(
        f"{'说明' if leave.is_explanation else '请假'}（{leave.get_kind_display()}）{leave.get_state_display()}"
        for leave in leaves
    )


def _since(facts: tuple[MonthFact, ...], educated_on: date) -> SinceEducation:
    held = {fact.month: fact.held_on for fact in facts if fact.held_on}
    events = [AbsenceEvent(fact.month, _state(fact)) for fact in facts if fact.held_on]
    return since_education(events, educated_on, held=held)


def _state(fact: MonthFact) -> AbsenceState:
    if fact.is_missed:
        return AbsenceState.UNEXCUSED
    return AbsenceState.ATTENDED if fact.has_come else AbsenceState.UNKNOWN
