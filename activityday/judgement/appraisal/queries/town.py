"""The year's appraisal of many branches in numbers, in the order of the tree; no names."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from activityday.judgement.appraisal.enums import DECIDED, Grade, Part, State, Way
from activityday.judgement.appraisal.models import Appraised, DecidedGrade, Round
from activityday.office.policy.queries import parameters_for_many
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.appraisal import RoundDue, Urgency, round_due


@dataclass(frozen=True)
class BranchLine:
    """One branch: where it stands, how many should and did take part, how many have which grade."""

    branch: Unit
    round: Round | None
    due: RoundDue
    entitled: int
    taking_part: int
    probationary: int
    grades: tuple[int, ...]
    ungraded: int

    @property
    def is_late(self) -> bool:
        """Whether the time is over and the round is not finished."""
        return self.due.urgency == Urgency.OVERDUE and (
            self.round is None or self.round.state != State.FINISHED
        )

    @property
    def is_decided(self) -> bool:
        """Whether there are grades."""
        return self.round is not None and self.round.state in DECIDED


def town_lines(unit: Unit, year: int, *, on: date) -> list[BranchLine]:
    """The branches at or below a unit in the order of the tree. Six queries for any number of branches."""
    branches = list(branches_of(unit, on=on))
    now = parameters_for_many(branches, on=on) if branches else {}
    rounds = {
        one.branch_id: one
        for one in Round.objects.filter(branch__in=[one.pk for one in branches], year=year).exclude(
            state=State.WITHDRAWN
        )
    }
    keys = [one.pk for one in rounds.values()]
    people = _people(keys)
    grades = _grades(keys)
    lines = []
    for branch in branches:
        months = now[branch.pk].integer("appraisal_due_months")
        remind = now[branch.pk].integer("appraisal_remind_days")
        found = rounds.get(branch.pk)
        own = people.get(found.pk, {}) if found else {}
        given = grades.get(found.pk, {}) if found else {}
        lines.append(
            BranchLine(
                branch=branch,
                round=found,
                due=round_due(year, on, months=months, remind_days=remind),
                entitled=own.get("entitled", 0),
                taking_part=own.get("taking_part", 0),
                probationary=own.get("probationary", 0),
                grades=tuple(given.get(grade.value, 0) for grade in Grade),
                ungraded=given.get("", 0),
            )
        )
    return lines


def _people(rounds: list[UUID]) -> dict[UUID, dict[str, Any]]:
    graded = Q(part=Part.GRADED)
    rows = (
        Appraised.objects.filter(round__in=rounds)
        .values("round_id")
        .annotate(
            entitled=Count("pk", filter=graded),
            taking_part=Count("pk", filter=graded & ~Q(way__in=["", Way.AWAY])),
            probationary=Count("pk", filter=Q(part=Part.UNGRADED)),
        )
        .order_by()
    )
    return {row["round_id"]: {**row} for row in rows}


def _grades(rounds: list[UUID]) -> dict[UUID, dict[str, int]]:
    rows = (
        DecidedGrade.objects.filter(
            decision__round__in=rounds, decision__is_current=True, decision__round__state__in=DECIDED
        )
        .values_list("decision__round_id", "grade")
        .annotate(number=Count("pk"))
        .order_by()
    )
    found: dict[UUID, dict[str, int]] = {}
    for round_, grade, number in rows:
        found.setdefault(round_, {})[grade] = number
    return found
