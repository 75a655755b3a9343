"""The branches of a town or a general branch with their numbers: by the tree, never ranked."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from activityday.day.floating.queries.news import lines_of
from activityday.day.floating.queries.slips import claims_waiting
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.people.roster.floating_queries import numbers_here


@dataclass(frozen=True)
class BranchRow:
    """One branch: how many are away and here, of whom there is no news, who is out of touch, what waits."""

    branch: Unit
    away: int
    here: int
    to_ask: int
    to_contact: int
    lost: int
    waiting: int


@dataclass(frozen=True)
class Overview:
    """All branches, and the sums."""

    rows: list[BranchRow]

    def total(self, name: str) -> int:
        """The sum of one column."""
        return sum(getattr(row, name) for row in self.rows)

    @property
    def totals(self) -> tuple[int, ...]:
        """The sums in the order of the columns."""
        return tuple(self.total(name) for name in ("away", "here", "to_ask", "to_contact", "lost", "waiting"))


def overview_of(unit: Unit, *, on: date) -> Overview:
    """Every branch at or below `unit` in the order of the tree; a fixed number of queries."""
    branches, lines = list(branches_of(unit, on=on)), lines_of(unit, on=on)
    here, waiting = numbers_here(unit, on=on), Counter(one.slip.branch_id for one in claims_waiting(unit))
    away = Counter(line.floating.affiliated.branch.pk for line in lines)
    to_ask = Counter(line.floating.affiliated.branch.pk for line in lines if line.question)
    to_contact = Counter(line.floating.affiliated.branch.pk for line in lines if line.contact)
    lost = Counter(line.floating.affiliated.branch.pk for line in lines if line.floating.lost)
    return Overview(
        [
            BranchRow(
                branch,
                away[branch.pk],
                here[branch.pk],
                to_ask[branch.pk],
                to_contact[branch.pk],
                lost[branch.pk],
                waiting[branch.pk],
            )
            for branch in branches
        ]
    )
