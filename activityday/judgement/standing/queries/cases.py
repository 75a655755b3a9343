"""One case with its steps, grounds, objections and appeals; and the cases that are over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from activityday.audit.models import Entry
from activityday.audit.queries import history_of
from activityday.judgement.closing.models import Finding
from activityday.judgement.closing.queries import why_fallen
from activityday.judgement.standing.models import Appeal, Case, CaseCause, CaseStep, FactObjection
from activityday.judgement.standing.queries.open import REVIEWS
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.people.roster.queries import SEALED

LOOKS = 30


@dataclass(frozen=True)
class FindingLine:
    """A ground of a case; `fallen` says why it does not hold any more, `is_joined` whether it is written down yet."""

    finding: Finding
    fallen: str = ""
    is_joined: bool = True


def case_of(unit: Unit, key: UUID) -> Case | None:
    """A case at or below the unit, or None."""
    return _cases().filter(pk=key, branch__path__startswith=unit.path).first()


def own_case_of(member: Member) -> Case | None:
    """The open case of a member, wherever it is handled, or None."""
    return Case.objects.filter(member=member, closed_at__isnull=True).first()


def cases_ended(unit: Unit) -> QuerySet[Case]:
    """The cases at or below the unit that are over, the newest first."""
    return (
        _cases()
        .filter(branch__path__startswith=unit.path, closed_at__isnull=False)
        .order_by("-closed_at", "pk")
    )


def finding_lines(case: Case) -> list[FindingLine]:
    """What a case rests on, with findings that will join it at the next step. Three queries."""
    joined = [
        ground.finding for ground in case.grounds.select_related("finding").order_by("finding__month", "pk")
    ]
    new = list(joining(case)) if case.is_open else []
    fallen = why_fallen([*joined, *new])
    lines = [FindingLine(finding, fallen.get(finding.pk, "")) for finding in joined]
    return lines + [FindingLine(finding, "", is_joined=False) for finding in new if finding.pk not in fallen]


def joining(case: Case) -> QuerySet[Finding]:
    """Findings for review of the same member and branch in no case yet."""
    return Finding.objects.filter(
        member=case.member_id,
        branch=case.branch_id,
        kind__in=REVIEWS,
        withdrawn_at__isnull=True,
        case_ground__isnull=True,
    ).order_by("month", "pk")


def causes_of(case: Case) -> list[CaseCause]:
    """What a case rests on beside findings, with what does not hold any more, oldest first."""
    return list(case.causes.order_by("joined_at", "pk"))


def cases_by_source(sources: Iterable[str]) -> dict[str, Case]:
    """By the decision that was handed over: the case that rests on it now; missing where it was not. One query."""
    rows = CaseCause.objects.filter(source__in=list(sources), fallen_at__isnull=True)
    return {row.source: row.case for row in rows.select_related("case__branch")}


def steps_of(case: Case) -> list[CaseStep]:
    """Every step with what was said, oldest first."""
    return list(case.steps.select_related("vote").order_by("number"))


def objections_of(case: Case) -> list[FactObjection]:
    """What the member objects to, oldest first."""
    return list(case.objections.order_by("raised_on", "entered_at"))


def appeals_of(case: Case) -> list[Appeal]:
    """The appeals, oldest first."""
    return list(case.appeals.order_by("lodged_on", "entered_at"))


def looks_at(case: Case) -> list[Entry]:
    """Who looked at the case and its papers, newest first."""
    return list(history_of("case", case.pk).filter(action="standing.viewed")[:LOOKS])


def last_dated(case: Case) -> date:
    """The day of the newest step."""
    newest = case.steps.order_by("-number").values_list("dated_on", flat=True).first()
    return newest or case.opened_at.date()


def _cases() -> QuerySet[Case]:
    return Case.objects.select_related(
        "member", "branch", "branch__committee", "committee", "filing", "filing__answered_by"
    ).defer(*SEALED)
