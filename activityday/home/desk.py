"""The desk of an office: the board of its branches and what waits for it, the oldest deadline first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activityday.day.attendance.queries import exemptions_ending
from activityday.leadership.supervision.enums import BoardState
from activityday.leadership.supervision.queries import Board, Cell, Row, board_of
from activityday.office.filings.models import Filing
from activityday.office.filings.queries import waiting_for
from activityday.people.organisation.models import Unit


@dataclass(frozen=True)
class Desk:
    """What an office sees first."""

    boards: list[Board]
    waiting: list[Filing]
    overdue: list[tuple[Unit, Cell]]
    unrecorded: list[tuple[Unit, Cell]]
    ending: int

    @property
    def board(self) -> Board:
        """All branches of the desk on one board."""
        rows: list[Row] = [row for board in self.boards for row in board.rows]
        return Board(self.boards[0].year, self.boards[0].months, rows)


def desk_of(units: Sequence[Unit], *, on: date) -> Desk:
    """The desk over these units on the day."""
    boards = [board_of(unit, on.year, on=on) for unit in units]
    return Desk(
        boards=boards,
        waiting=list(waiting_for(units[0])[:6]),
        overdue=[pair for board in boards for pair in board.in_state(BoardState.OVERDUE, on=on)],
        unrecorded=[pair for board in boards for pair in board.in_state(BoardState.UNRECORDED, on=on)],
        ending=len(exemptions_ending(units[0], on=on)),
    )
