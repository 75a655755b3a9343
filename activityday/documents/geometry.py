"""Where everything stands on a printed sign-in sheet, in millimetres from the top left corner of the page.

Layout 1. What a photo needs in order to be read back: marks far out at the corners, a code at both ends of
the head, a row per member whose boxes are known. The numbers are fixed: a layout that has been printed never
changes, a better one gets the next number.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

LAYOUT = 1
WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 10.0
CORNER_MARK, SIDE_MARK = 11.0, 6.0
MODULE, MODULES = 1.1, 21
CODE_X, CODE_Y = 26.0, MARGIN
LINE = 0.3
HEAD_TOP = 42.0
SEAL = (141.0, 239.0, 44.0, 44.0)
# Left edges of: number, name, note, signature, leave, number again; and the right edge of the table.
COLUMNS = (18.5, 29.0, 71.0, 103.0, 165.0, 180.0, 191.5)

Box = tuple[float, float, float, float]
Line = tuple[float, float, float, float]


@dataclass(frozen=True)
class Mode:
    """Row height, height of the table's head, rows on a page and on the last page, side of the leave box."""

    row: float
    head: float
    rows: int
    last_rows: int
    leave: float


NORMAL = Mode(row=11.0, head=6.0, rows=20, last_rows=17, leave=8.0)
LARGE = Mode(row=16.5, head=8.0, rows=13, last_rows=11, leave=9.0)


@dataclass(frozen=True)
class Mark:
    """An ArUco 4×4 mark (dictionary 4X4_50): its number, left and top edge, side."""

    id: int
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class RowPlace:
    """A row: `position` is the member's index in the sheet's lines, None on a guest's row, which has no
    leave box; boxes are (left, top, width, height)."""

    position: int | None
    number: str
    row: Box
    name: Box
    note: Box
    signature: Box
    leave: Box | None
    far_number: Box


@dataclass(frozen=True)
class PagePlace:
    """A page: its number from 1, the text of its codes, and where its parts stand."""

    page: int
    payload: str
    marks: tuple[Mark, ...]
    codes: tuple[Box, ...]
    rows: tuple[RowPlace, ...]
    lines: tuple[Line, ...]
    seal: Box | None


@dataclass(frozen=True)
class SheetGeometry:
    """The whole sheet; `as_dict()` is kept as JSON with it."""

    layout: int
    code: str
    width: float
    height: float
    line: float
    pages: tuple[PagePlace, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def marks() -> tuple[Mark, ...]:
    """Four corner marks (0–3, clockwise from the top left) and four smaller ones on the sides (4–7)."""
    right, bottom = WIDTH - MARGIN - CORNER_MARK, HEIGHT - MARGIN - CORNER_MARK
    corners = ((MARGIN, MARGIN), (right, MARGIN), (right, bottom), (MARGIN, bottom))
    side = WIDTH - MARGIN - SIDE_MARK
    sides = ((side, 101.0), (side, 190.0), (MARGIN, 190.0), (MARGIN, 101.0))
    return tuple(Mark(n, x, y, CORNER_MARK) for n, (x, y) in enumerate(corners)) + tuple(
        Mark(4 + n, x, y, SIDE_MARK) for n, (x, y) in enumerate(sides)
    )


def code_boxes() -> tuple[Box, Box]:
    """The two codes, left and right in the head."""
    side = MODULE * MODULES
    return (CODE_X, CODE_Y, side, side), (WIDTH - CODE_X - side, CODE_Y, side, side)


def row_places(mode: Mode, members: Sequence[tuple[int | None, str]]) -> tuple[RowPlace, ...]:
    """The rows of one page from the top; `members` are (position, printed number)."""
    top = HEAD_TOP + mode.head
    return tuple(_row(mode, top + n * mode.row, *member) for n, member in enumerate(members))


def lines(mode: Mode, rows: int) -> tuple[Line, ...]:
    """The lines of a table of `rows` rows. The leave column has no row lines, so that nothing runs within
    2 mm of its boxes."""
    left, right = COLUMNS[0], COLUMNS[-1]
    leave, after = COLUMNS[4], COLUMNS[5]
    top = HEAD_TOP + mode.head
    bottom = top + rows * mode.row
    across = [(left, HEAD_TOP, right, HEAD_TOP)]
    for n in range(rows + 1):
        y = top + n * mode.row
        across += [(left, y, leave, y), (after, y, right, y)]
    return (*across, *((x, HEAD_TOP, x, bottom) for x in COLUMNS))


def _row(mode: Mode, y: float, position: int | None, number: str) -> RowPlace:
    cells: list[Box] = [(x, y, right - x, mode.row) for x, right in pairwise(COLUMNS)]
    leave = None if position is None else _centred(cells[4], mode.leave)
    whole = (COLUMNS[0], y, COLUMNS[-1] - COLUMNS[0], mode.row)
    return RowPlace(position, number, whole, cells[1], cells[2], cells[3], leave, cells[5])


def _centred(cell: Box, side: float) -> Box:
    x, y, width, height = cell
    return x + (width - side) / 2, y + (height - side) / 2, side, side
