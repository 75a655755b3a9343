"""Reads of what was frozen: always starting from a unit, an activity or a member."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from activityday.day.activity.models import Activity
from activityday.day.attendance.enums import LeaveState
from activityday.day.attendance.models import Leave
from activityday.judgement.closing.enums import Outcome
from activityday.judgement.closing.models import Closing, CountedMember, Finding
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.rules.participation import Counts


def current_closing(activity: Activity) -> Closing | None:
    """The closing in force of an activity, or None while it was never closed."""
    return activity.closings.filter(is_current=True).first()


def closings_of(activity: Activity) -> QuerySet[Closing]:
    """All versions, newest first."""
    return activity.closings.order_by("-version")


def counted_at(closing: Closing) -> QuerySet[CountedMember]:
    """The frozen rows of one closing in roster order."""
    return closing.members.select_related("branch").order_by("branch__path", "position", "name")


def branches_at(closing: Closing) -> list[Unit]:
    """The branches to which a closing credited anybody, in the order of the tree."""
    keys = closing.members.values("branch")
    return list(Unit.objects.filter(pk__in=keys).select_related("committee").order_by("path"))


def counted_in(branch: Unit, year: int) -> QuerySet[CountedMember]:
    """The frozen rows in force that were credited to a branch in a calendar year."""
    return CountedMember.objects.filter(branch=branch, month__year=year, is_current=True)


def _tally(name: str) -> Count:
    return Count("pk", filter=Q(outcome=name))


def counts_by_branch(units: Iterable[Unit], year: int) -> dict[int, dict[date, Counts]]:
    """For each branch and month of the year: how many of which outcome. One query for any number of branches."""
    rows = (
        CountedMember.objects.filter(
            branch__in=[unit.pk for unit in units], month__year=year, is_current=True
        )
        .values("branch_id", "month")
        .annotate(**{outcome.value: _tally(outcome) for outcome in Outcome})
        .order_by()
    )
    found: dict[int, dict[date, Counts]] = defaultdict(dict)
    for row in rows:
        tally: dict[str, Any] = {**row}
        found[row["branch_id"]][row["month"]] = Counts(**{name: tally[name] for name in Outcome.values})
    return found


def versions_in(committee: Unit, months: Iterable[date]) -> list[str]:
    """What figures of these months rest on: each closing in force with its version and its rules, in a fixed order. One query."""
    found = Closing.objects.filter(
        is_current=True, activity__committee=committee, activity__month__in=list(months)
    )
    rows = found.order_by("activity_id").values_list("activity_id", "version", "policy")
    return [f"{activity} {version} {policy}" for activity, version, policy in rows]


def counts_of(outcomes: Iterable[str]) -> Counts:
    """How many of which outcome among these frozen rows or planned ones."""
    tally = dict.fromkeys((outcome.value for outcome in Outcome), 0)
    for outcome in outcomes:
        tally[outcome] += 1
    return Counts(**tally)


def findings_of(branch: Unit, year: int) -> list[Finding]:
    """The findings in force about members of a branch, in roster order: nothing is ranked. Two queries."""
    found = Finding.objects.filter(branch=branch, year=year, withdrawn_at__isnull=True)
    return _still_standing(found.order_by("member__position", "member__name", "month"))


def findings_in_force(member: Member, year: int) -> list[Finding]:
    """The findings in force about one member's year, wherever they were found. Two queries."""
    found = Finding.objects.filter(member=member, year=year, withdrawn_at__isnull=True)
    return _still_standing(found.order_by("month", "kind"))


def months_of_member(member: Member, year: int) -> QuerySet[CountedMember]:
    """The frozen rows in force of one member's year, wherever they were counted, in the order of the months."""
    rows = CountedMember.objects.filter(member=member, month__year=year, is_current=True)
    return rows.select_related("branch", "closing").order_by("month")


def _still_standing(findings: QuerySet[Finding]) -> list[Finding]:
    """Without those one of whose months was explained and accepted since: they are withdrawn, with their reason, the
    next time the rule is applied."""
    found = list(findings.select_related("member", "branch"))
    fallen = why_fallen(found)
    return [finding for finding in found if finding.pk not in fallen]


def why_fallen(findings: Iterable[Finding]) -> dict[int, str]:
    """Of those `findings` that do not hold any more: why, by their key. At most one query.

    Withdrawn, or one of their months was explained and accepted since.
    """
    found = list(findings)
    if not found:
        return {}
    accepted = {
        (member, month.isoformat()): month
        for member, month in Leave.objects.filter(
            member__in={finding.member_id for finding in found},
            is_explanation=True,
            state=LeaveState.GRANTED,
        ).values_list("member_id", "month")
    }
    reasons = {}
    for finding in found:
        months = [
            accepted[finding.member_id, month]
            for month in finding.months
            if (finding.member_id, month) in accepted
        ]
        if months:
            words = "、".join(f"{month.year}年{month.month}月" for month in months)
            reasons[finding.pk] = f"{words}的说明已认可，不算无故"
        elif finding.withdrawn_at is not None:
            reasons[finding.pk] = finding.withdrawn_why
    return reasons


def people_by_outcome(rows: Iterable[CountedMember]) -> list[tuple[str, list[CountedMember]]]:
    """The names behind the rates: label of each outcome with its people, in the order of the outcomes."""
    groups: dict[str, list[CountedMember]] = defaultdict(list)
    for row in rows:
        groups[row.outcome].append(row)
    return [(str(outcome.label), groups[outcome]) for outcome in Outcome if groups[outcome]]


@dataclass(frozen=True)
class MemberYear:
    """One member's year in one branch: the outcome of each closed month."""

    member_id: str
    name: str
    position: int
    outcomes: dict[date, Outcome]


def member_years(branch: Unit, year: int) -> list[MemberYear]:
    """The year of everybody who counted in the branch at least once, in roster order. One query."""
    years: dict[str, MemberYear] = {}
    for row in counted_in(branch, year).order_by("position", "name", "month"):
        key = str(row.member_id)
        entry = years.setdefault(key, MemberYear(key, row.name, row.position, {}))
        entry.outcomes[row.month] = Outcome(row.outcome)
    return list(years.values())
