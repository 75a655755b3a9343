"""The towns of a county, a city or a province: sums of their branches in the order of the tree, nothing ranked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activityday.judgement.closing.queries import counts_by_branch
from activityday.leadership.reports.half_year.queries import Standing, standings_of
from activityday.leadership.supervision.enums import SIGNS, TONES, BoardState
from activityday.leadership.supervision.queries import Row, circulars_issued
from activityday.leadership.supervision.queries.board import rows_of
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of, in_unit_and_below, is_in_force
from activityday.rules.half_year import Half
from activityday.rules.participation import Counts, Rate, participation


@dataclass(frozen=True)
class Town:
    """One town: how many branches are in which state this month, how many months of the year, and what came up."""

    unit: Unit
    branches: int
    month: Counter[BoardState]
    year: Counter[BoardState]
    rate: Rate
    below: int
    halves: tuple[Standing, ...]
    circulars: int

    @property
    def this_month(self) -> list[tuple[str, str, str, int]]:
        """Sign, colour, word and number of branches, in the order of the states."""
        return _said(self.month)

    @property
    def due(self) -> int:
        """Months of branches that were due so far."""
        return sum(number for state, number in self.year.items() if state != BoardState.NOT_DUE)

    @property
    def recorded(self) -> int:
        """Months held and recorded, those on an approved other day too."""
        return self.year[BoardState.RECORDED] + self.year[BoardState.RESCHEDULED]

    @property
    def unrecorded(self) -> int:
        """Months held and not recorded."""
        return self.year[BoardState.UNRECORDED]

    @property
    def overdue(self) -> int:
        """Months past their day with nothing held."""
        return self.year[BoardState.OVERDUE]


def towns_of(unit: Unit, year: int, *, on: date) -> list[Town]:
    """The towns at or below `unit`, in the order of the tree; the same few queries for any number of towns and branches."""
    day = min(max(on, date(year, 1, 1)), date(year, 12, 31))
    towns = list(in_unit_and_below(unit).filter(is_in_force(day), level=Level.COMMITTEE))
    branches = list(branches_of(unit, on=day))
    rows: dict[int | None, list[Row]] = {}
    for row in rows_of(branches, year, on=on):
        rows.setdefault(row.unit.committee_id, []).append(row)
    counts = counts_by_branch(branches, year)
    halves = [Half(year, 1), Half(year, 2)]
    standings, circulars = standings_of(towns, halves, on=on), circulars_issued(towns, year)
    return [
        Town(
            unit=town,
            branches=len(rows.get(town.pk, [])),
            **_states(rows.get(town.pk, []), day),
            rate=_rate(rows.get(town.pk, []), counts),
            below=sum(row.is_below for row in rows.get(town.pk, [])),
            halves=tuple(standings[town.pk, half] for half in halves),
            circulars=circulars.get(town.pk, 0),
        )
        for town in towns
    ]


def legend() -> list[tuple[str, str, str]]:
    """Sign, colour and word of the five states."""
    return [(SIGNS[state], TONES[state], str(state.label)) for state in BoardState]


def _states(rows: Sequence[Row], day: date) -> dict[str, Counter[BoardState]]:
    cells = [cell for row in rows for cell in row.cells if not cell.is_before_use]
    return {
        "month": Counter(cell.state for cell in cells if cell.month == day.replace(day=1)),
        "year": Counter(cell.state for cell in cells if cell.month <= day),
    }


def _rate(rows: Sequence[Row], counts: dict[int, dict[date, Counts]]) -> Rate:
    return participation(sum((sum(counts.get(row.unit.pk, {}).values(), Counts()) for row in rows), Counts()))


def _said(states: Counter[BoardState]) -> list[tuple[str, str, str, int]]:
    return [
        (SIGNS[state], TONES[state], str(state.label), states[state]) for state in BoardState if states[state]
    ]
