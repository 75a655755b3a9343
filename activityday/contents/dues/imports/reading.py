"""A workbook of bases as rows; knows neither the database nor the clock."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from activityday.contents.dues.amounts import NoAmount, quarter_of, yuan_of
from activityday.contents.dues.enums import DuesClass
from activityday.contents.dues.imports.columns import Said, Table, kind_of, table_in
from activityday.contents.dues.trial import Entry
from activityday.people.roster.workbook.cells import (
    Cell,
    Unreadable,
    column_letter,
    compact,
    quoted,
    says_nothing,
    text_of,
)
from activityday.people.roster.workbook.grid import Grid
from activityday.people.roster.workbook.limits import USUAL, Limits
from activityday.people.roster.workbook.names import read_name
from activityday.people.roster.workbook.reading import grids_of
from activityday.people.roster.workbook.sections import EXAMPLE, FOOT, TOTALS
from activityday.people.roster.workbook.shapes import NotARoster

NOT_FOUND = "没有找到要导入的表：要有“姓名”一列，还要有“交费类别”或者“基数”一列。可以先下载样表，照着填。"
NOBODY = "表头认出来了，下面还没有填一个人。请把党员填上，或者下载样表：姓名和类别已经填好。"
MOST_ROWS = 5000
HIDDEN = "这张工作表是隐藏的，没有读。"


class NotBases(Exception):  # noqa: N818 -- an answer to a person
    """The file as a whole cannot be read; its text is the sentence."""


@dataclass(frozen=True)
class Message:
    """What to know of a row, numbered as the office sees it; `row` 0 speaks of the whole sheet."""

    sheet: str
    row: int
    name: str
    sentence: str


@dataclass(frozen=True)
class BaseRow:
    """One member as one row says it."""

    sheet: str
    row: int
    name: str
    identity: str
    group: str
    entry: Entry


@dataclass
class BasesReading:
    """All that a workbook says of classes and bases."""

    rows: list[BaseRow] = field(default_factory=list)
    refused: list[Message] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)


def read_bases(data: bytes, filename: str, *, limits: Limits = USUAL) -> BasesReading:
    """Read an .xlsx, .xls or .csv with names, classes and bases. Raises NotBases, and nothing else."""
    try:
        grids = grids_of(data, filename, limits)
    except NotARoster as answer:
        # the roster's reader speaks of rosters
        sentence = answer.sentence.replace("党员花名册", "党费基数").replace("花名册", "表")
        raise NotBases(sentence.replace("名册", "表")) from None
    reading = BasesReading()
    tables = [_read(grid, reading) for grid in grids]
    if not reading.rows and not reading.refused:
        raise NotBases(NOBODY if any(tables) else NOT_FOUND)
    return reading


def _read(grid: Grid, reading: BasesReading) -> bool:
    """Whether the sheet holds a list of members; what its rows say is in `reading`."""
    if not grid.is_visible:
        reading.notes.append(Message(grid.name, 0, "", HIDDEN))
        return False
    table = table_in(grid) if grid.is_table else None
    if table is None:
        return False
    if len(grid.rows) > MOST_ROWS:
        raise NotBases(f"工作表“{grid.name}”超过 {MOST_ROWS} 行。请只留下要核定的党员。")
    for row in range(table.first, len(grid.rows)):
        if _is_member(table, row):
            _read_row(table, row, reading)
    return True


def _is_member(table: Table, row: int) -> bool:
    """Not an empty row, a total, a note, a signature line, or the header once more."""
    texts = [compact(cell) for cell in table.grid.rows[row] if not says_nothing(cell)]
    if not texts:
        return False
    name = compact(table.cell(row, table.name))
    if any(word in TOTALS or FOOT.match(word) for word in {texts[0], name} if word):
        return False
    if name != texts[0] and EXAMPLE.fullmatch(texts[0]):
        return False
    bases = [column for column in table.bases if not says_nothing(table.cell(row, column))]
    return name != Said.NAME.value and bool(name or bases)


def _read_row(table: Table, row: int, reading: BasesReading) -> None:
    grid, number = table.grid, row + 1
    shown = ""
    try:
        name = read_name(table.cell(row, table.name)).value.name
        shown = name
        entry = Entry(_kind(table, row), *_base(table, row))
    except (Unreadable, NoAmount) as refusal:
        reading.refused.append(Message(grid.name, number, shown, str(refusal)))
        return
    identity = compact(table.cell(row, table.others.get(Said.IDENTITY))).upper()
    group = compact(table.cell(row, table.others.get(Said.GROUP)))
    reading.rows.append(BaseRow(grid.name, number, name, identity, group, entry))


def _kind(table: Table, row: int) -> DuesClass | None:
    cell = table.cell(row, table.others.get(Said.KIND))
    try:
        return kind_of(cell)
    except ValueError:
        labels = "、".join(kind.label for kind in DuesClass)
        raise Unreadable(f"认不出交费类别{quoted(cell)}，请写这几种之一：{labels}。") from None


def _base(table: Table, row: int) -> tuple[Decimal | None, tuple[Decimal, ...]]:
    found = list(_amounts(table, row))
    if len({str(one) for _, one in found}) > 1:
        columns = "、".join(f"第{column_letter(column)}列" for column, _ in found)
        raise Unreadable(f"{columns}都填了数，不知道用哪一个作基数，请只留一个。")
    if not found:
        return None, ()
    cell = found[0][1]
    if isinstance(cell, str) and (quarter := quarter_of(cell)):
        return None, tuple(quarter)
    column = column_letter(found[0][0])
    try:
        return yuan_of(cell), ()
    except NoAmount as refusal:
        raise Unreadable(f"第{column}列的基数要改：{refusal}") from None


def _amounts(table: Table, row: int) -> Iterator[tuple[int, Cell]]:
    for column in table.bases:
        cell = table.cell(row, column)
        if not says_nothing(cell) and text_of(cell):
            yield column, cell
