"""Months of which nothing is known: a question to the branch, never a fact about a member (notice 四(四))."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from activityday.judgement.closing.enums import Outcome
from activityday.judgement.closing.models import CountedMember
from activityday.people.organisation.models import Unit
from activityday.rules.absence import CLAUSE, AbsenceEvent, AbsenceState, question_for_branch

NOTHING_KNOWN = (Outcome.UNRECORDED, Outcome.UNVERIFIED)


@dataclass(frozen=True)
class Question:
    """What one branch should still record or verify: month by month the names, and the rule's sentence for each."""

    branch: Unit
    months: dict[date, list[str]] = field(default_factory=dict)
    sentences: list[tuple[str, str]] = field(default_factory=list)
    clause: str = CLAUSE


def questions_of(unit: Unit, year: int) -> list[Question]:
    """What branches at or below the unit should still record or verify for the year's closed months, in the order of
    the tree, the calendar and the roster. One query for any number of branches."""
    rows = (
        CountedMember.objects.filter(
            branch__path__startswith=unit.path, month__year=year, is_current=True, outcome__in=NOTHING_KNOWN
        )
        .select_related("branch", "branch__committee")
        .order_by("branch__path", "month", "position", "name")
    )
    found: dict[int, Question] = {}
    events: dict[tuple[int, UUID, str], list[AbsenceEvent]] = defaultdict(list)
    for row in rows:
        question = found.setdefault(row.branch_id, Question(row.branch))
        mark = "（待核实）" if row.outcome == Outcome.UNVERIFIED else ""
        question.months.setdefault(row.month, []).append(f"{row.name}{mark}")
        events[row.branch_id, row.member_id, row.name].append(AbsenceEvent(row.month, AbsenceState.UNKNOWN))
    for (branch, _, name), unknown in events.items():
        asked = question_for_branch(unknown, year)
        if asked is not None:
            found[branch].sentences.append((name, asked.arithmetic))
    return list(found.values())
