"""Months of which nothing is known: a question to the branch, never a fact about a member (notice 四(四))."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from activityday.judgement.closing.enums import Outcome
from activityday.judgement.closing.models import CountedMember
from activityday.people.organisation.models import Unit
from activityday.rules.absence import AbsenceEvent, AbsenceState, question_for_branch

NOTHING_KNOWN = (Outcome.UNRECORDED, Outcome.UNVERIFIED)


@dataclass(frozen=True)
class Question:
    """The same question about some members of one branch, named in roster order."""

    branch: Unit
    names: tuple[str, ...]
    months: tuple[date, ...]
    sentence: str
    clause: str


def questions_of(unit: Unit, year: int) -> list[Question]:
    """What branches at or below the unit should still record or verify for the year's closed months. One query."""
    rows = (
        CountedMember.objects.filter(
            branch__path__startswith=unit.path, month__year=year, is_current=True, outcome__in=NOTHING_KNOWN
        )
        .select_related("branch", "branch__committee")
        .order_by("branch__path", "position", "name", "month")
    )
    names: dict[tuple[int, UUID], str] = {}
    branches: dict[int, Unit] = {}
    months: dict[tuple[int, UUID], list[date]] = defaultdict(list)
    for row in rows:
        key = (row.branch_id, row.member_id)
        names.setdefault(key, row.name)
        branches[row.branch_id] = row.branch
        months[key].append(row.month)
    alike: dict[tuple[int, tuple[date, ...]], list[str]] = defaultdict(list)
    for key, name in names.items():
        alike[key[0], tuple(sorted(months[key]))].append(name)
    return [
        _question(branches[branch], tuple(people), found, year) for (branch, found), people in alike.items()
    ]


def _question(branch: Unit, people: tuple[str, ...], months: tuple[date, ...], year: int) -> Question:
    asked = question_for_branch([AbsenceEvent(month, AbsenceState.UNKNOWN) for month in months], year)
    assert asked is not None  # noqa: S101  (there is at least one month)
    return Question(branch, people, asked.months, asked.arithmetic, asked.clause)
