"""Whether the person in charge took part (notice 四(一)): branches × months, from the records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activityday.day.activity.enums import State
from activityday.day.activity.models import Activity
from activityday.day.activity.queries import activities_of_many
from activityday.leadership.supervision.enums import PRESENCE_SIGNS, Presence
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of

DONE = (State.HELD, State.CLOSED)


@dataclass(frozen=True)
class PresenceCell:
    """One branch's month."""

    month: date
    presence: Presence

    @property
    def sign(self) -> str:
        """The sign of the state."""
        return PRESENCE_SIGNS[self.presence][0]

    @property
    def tone(self) -> str:
        """The colour of the state."""
        return PRESENCE_SIGNS[self.presence][1]


@dataclass(frozen=True)
class PresenceRow:
    """One branch's year."""

    unit: Unit
    cells: list[PresenceCell]

    def count(self, presence: Presence) -> int:
        """In how many months it was so."""
        return sum(cell.presence == presence for cell in self.cells)

    @property
    def present(self) -> int:
        """Months in which the person in charge took part."""
        return self.count(Presence.PRESENT)

    @property
    def absent(self) -> int:
        """Months in which the person in charge did not."""
        return self.count(Presence.ABSENT)

    @property
    def unsaid(self) -> int:
        """Months whose record says nothing of it."""
        return self.count(Presence.UNSAID)

    @property
    def held(self) -> int:
        """Months in which an activity was held."""
        return self.present + self.absent + self.unsaid


def presence_of(unit: Unit, year: int, *, on: date) -> list[PresenceRow]:
    """Every branch at or below `unit` in the order of the tree; three queries for any number of branches."""
    branches = list(branches_of(unit, on=min(max(on, date(year, 1, 1)), date(year, 12, 31))))
    months = [date(year, month, 1) for month in range(1, 13)]
    found = activities_of_many(branches, months)
    return [
        PresenceRow(
            branch,
            [PresenceCell(month, presence_in(found.get((branch.pk, month), []))) for month in months],
        )
        for branch in branches
    ]


def presence_in(activities: Sequence[Activity]) -> Presence:
    """What the records of a month say. Held in parts: one part without the person in charge is said as such."""
    said = [activity.leader_present for activity in activities if activity.state in DONE]
    if not said:
        return Presence.NOTHING
    if False in said:
        return Presence.ABSENT
    return Presence.UNSAID if None in said else Presence.PRESENT
