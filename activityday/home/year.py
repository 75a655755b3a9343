"""A branch's year in three figures, for the side of its month."""

from dataclasses import dataclass
from datetime import date

from activityday.day.activity.queries import in_use_since
from activityday.judgement.closing.queries import counts_by_branch
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import superior_of
from activityday.rules.participation import Counts, Rate, participation


@dataclass(frozen=True)
class Year:
    """How many months were recorded of those that are due, and the participation so far."""

    recorded: int
    due: int
    rate: Rate
    percent: int

    @property
    def is_below(self) -> bool:
        """Whether the participation is under the line; False while nobody was counted."""
        return self.rate.reaches(self.percent) is False


def year_of(unit: Unit, year: int, *, on: date) -> Year:
    """The year of one branch up to the day; of a Party group, that of its branch."""
    if unit.level == Level.GROUP:
        unit = superior_of(unit) or unit
    months = counts_by_branch([unit], year).get(unit.pk, {})
    last = 12 if year < on.year else on.month if year == on.year else 0
    first = in_use_since([unit]).get(unit.pk, on.replace(day=1))
    before = 0 if first.year < year else first.month - 1 if first.year == year else 12
    return Year(
        recorded=len(months),
        due=max(last - before, 0),
        rate=participation(sum(months.values(), Counts())),
        percent=parameters_for(unit, on=on).integer("participation_percent"),
    )
