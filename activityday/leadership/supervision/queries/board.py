"""The month board: branches in roster order × months, one of five states a cell. Nothing ranks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from activityday.day.activity.enums import State
from activityday.day.activity.models import Activity
from activityday.day.activity.queries import activities_of_many, in_use_since
from activityday.day.attendance.queries import begun_among
from activityday.day.schedule.queries import ScheduledDay, days_of_many
from activityday.judgement.closing.queries import counts_by_branch
from activityday.leadership.supervision.board import state_of
from activityday.leadership.supervision.enums import SIGNS, TONES, BoardState
from activityday.office.policy.queries import parameters_for_many
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.participation import Counts, Rate, participation


@dataclass(frozen=True)
class Cell:
    """One branch's month."""

    month: date
    day: date
    state: BoardState
    is_before_use: bool = False
    is_moved: bool = False
    is_closed: bool = False

    @property
    def sign(self) -> str:
        """The sign of the state."""
        return SIGNS[self.state]

    @property
    def tone(self) -> str:
        """The colour of the state."""
        return TONES[self.state]

    @property
    def sentence(self) -> str:
        """What the cell says in words."""
        word = "启用本系统以前" if self.is_before_use else self.state.label
        return f"{self.month.month}月 {word}，活动日 {self.day.month}月{self.day.day}日"


@dataclass(frozen=True)
class Row:
    """One branch's year."""

    unit: Unit
    cells: list[Cell]
    rate: Rate
    percent: int

    @property
    def is_below(self) -> bool:
        """Whether the year's participation is under the line; False while nobody was counted."""
        return self.rate.reaches(self.percent) is False


@dataclass(frozen=True)
class Board:
    """The board of a unit's year."""

    year: int
    months: list[date]
    rows: list[Row]

    @property
    def reaches_before_use(self) -> bool:
        """Whether a month from before the product was in use is shown; it looks like one that is not due yet."""
        return any(cell.is_before_use for row in self.rows for cell in row.cells)

    @property
    def newest_due(self) -> date | None:
        """The last month that is due in any branch: where a narrow screen begins to read; None before the first."""
        due = [cell.month for row in self.rows for cell in row.cells if cell.state != BoardState.NOT_DUE]
        return max(due, default=None)

    def in_state(self, state: BoardState, *, on: date) -> list[tuple[Unit, Cell]]:
        """The branches and months in one state up to the day's month, oldest month first, in roster order."""
        found = [
            (row.unit, cell)
            for row in self.rows
            for cell in row.cells
            if cell.state == state and cell.month <= on
        ]
        return sorted(found, key=lambda pair: pair[1].month)


def board_of(unit: Unit, year: int, *, on: date) -> Board:
    """The board of every branch at or below `unit`; a constant number of queries for any number of branches."""
    months = [date(year, month, 1) for month in range(1, 13)]
    branches = list(branches_of(unit, on=min(max(on, months[0]), date(year, 12, 31))))
    return Board(year, months, rows_of(branches, year, on=on))


def rows_of(branches: Sequence[Unit], year: int, *, on: date) -> list[Row]:
    """The year of each of these branches, in their order; a constant number of queries."""
    months = [date(year, month, 1) for month in range(1, 13)]
    days = days_of_many(branches, months)
    activities = activities_of_many(branches, months)
    begun = begun_among(activity.pk for found in activities.values() for activity in found)
    counts = counts_by_branch(branches, year)
    parameters = parameters_for_many(branches, on=on)
    in_use = in_use_since(branches)
    return [
        Row(
            branch,
            [
                _cell(days[branch.pk, month], activities.get((branch.pk, month), []), begun, on)
                if month >= in_use.get(branch.pk, on.replace(day=1))
                else _before_use(days[branch.pk, month])
                for month in months
            ],
            participation(sum(counts.get(branch.pk, {}).values(), Counts())),
            parameters[branch.pk].integer("participation_percent"),
        )
        for branch in branches
    ]


def _before_use(day: ScheduledDay) -> Cell:
    return Cell(day.month, day.day, BoardState.NOT_DUE, is_before_use=True)


def _cell(day: ScheduledDay, activities: Sequence[Activity], begun: set[UUID], on: date) -> Cell:
    moved = day.rescheduling is not None
    live = [activity for activity in activities if activity.state != State.CANCELLED]
    # a split month is as far as its slowest part
    parts = [
        state_of(
            day=day.day,
            is_rescheduled=moved,
            activity=State(activity.state),
            has_facts=activity.pk in begun or activity.starts_at is not None,
            on=on,
        )
        for activity in live
    ]
    order = [
        BoardState.OVERDUE,
        BoardState.UNRECORDED,
        BoardState.NOT_DUE,
        BoardState.RESCHEDULED,
        BoardState.RECORDED,
    ]
    state = (
        min(parts, key=order.index)
        if parts
        else state_of(day=day.day, is_rescheduled=moved, activity=None, has_facts=False, on=on)
    )
    closed = bool(live) and all(activity.state == State.CLOSED for activity in live)
    return Cell(day.month, day.day, state, is_moved=moved, is_closed=closed)
