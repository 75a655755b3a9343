"""Which column of a workbook says what: names by which offices head them, classes by which they call them."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from activityday.contents.dues.enums import DuesClass
from activityday.people.roster.workbook.cells import Cell, compact, says_nothing
from activityday.people.roster.workbook.grid import Grid
from activityday.people.roster.workbook.headers import BRACKETS, HEADER_WITHIN, LONGEST_HEADER, NOISE


class Said(StrEnum):
    """What a column says of a member."""

    NAME = "姓名"
    IDENTITY = "身份证号"
    GROUP = "党小组"
    KIND = "交费类别"
    BASE = "基数"
    INCOME = "收入"


# matching ignores spaces, brackets and width
HEADS: dict[Said, str] = {
    Said.NAME: "姓名 党员姓名 名字 交款人 交费人 缴费人 党员",
    Said.IDENTITY: "身份证号 身份证号码 身份证 公民身份号码 公民身份证号 证件号码",
    Said.GROUP: "党小组 所在党小组 所属党小组 小组 组别",
    Said.KIND: "交费类别 缴费类别 交纳类别 缴纳类别 党费类别 类别 人员类别 党员类别 身份类别 收入类别 交费类型 缴费类型",
    Said.BASE: "基数 党费基数 计算基数 交费基数 缴费基数 交纳基数 缴纳基数 党费计算基数 党费交纳基数 党费缴纳基数 核定基数 月基数",
    Said.INCOME: "税后收入 月税后收入 每月税后收入 税后工资 月工资 工资 月收入 收入 工资收入 月工资收入 实发工资 税后月收入"
    " 养老金 月养老金 离退休费 退休金 退休工资 离退休金 月平均纯收入 纯收入",
}
HEAD_OF = {word: said for said, words in HEADS.items() for word in words.split()}
KINDS: dict[DuesClass, str] = {
    DuesClass.ANNUAL_SALARY: "年薪",
    DuesClass.RETIRED: "离退休|退休|离休|养老金",
    DuesClass.SELF_EMPLOYED: "个体|私营|自由职业|不按月|经营户",
    DuesClass.STUDENT: "学生",
    DuesClass.UNEMPLOYED: "下岗|失业|待业",
    DuesClass.RELIEF: "抚恤|救济|低保|五保|特困",
    DuesClass.FARMER: "农民|务农|农业|农村党员",
    DuesClass.MONTHLY_SALARY: "(?<!不)(?<!不能)按月|月薪|工资|在职|职工|公务员|机关|事业|企业职工|教师",
}
EXACT = {kind.label: kind for kind in DuesClass} | {kind.value: kind for kind in DuesClass}
# what a column 党员类别 says of most people is not how they pay
NO_KINDS = re.compile("正式党员|预备党员|正式|预备|党员")


@dataclass(frozen=True)
class Table:
    """Where a list begins in a sheet, and its columns; more than one may hold the base."""

    grid: Grid
    first: int
    name: int
    others: dict[Said, int] = field(default_factory=dict)
    bases: tuple[int, ...] = ()

    def cell(self, row: int, column: int | None) -> Cell:
        """The cell, None beyond the end of the row."""
        cells = self.grid.rows[row]
        return cells[column] if column is not None and column < len(cells) else None


def table_in(grid: Grid) -> Table | None:
    """The list of members in a sheet: its header has a name, and a class or a base; None where there is none."""
    for row in range(min(len(grid.rows), HEADER_WITHIN)):
        found = _columns(grid, row)
        names, bases = found.get(Said.NAME, []), found.get(Said.BASE) or found.get(Said.INCOME, [])
        if names and (bases or Said.KIND in found):
            others: dict[Said, int] = {said: places[0] for said, places in found.items() if said != Said.NAME}
            last = row + 1 if _continues(grid, row, names[0]) else row
            return Table(grid, last + 1, names[0], others, tuple(bases))
    return None


def kind_of(cell: Cell) -> DuesClass | None:
    """The class that a cell names; None where it names none. Raises ValueError where it is not clear which."""
    word = compact(cell)
    if says_nothing(cell) or NO_KINDS.fullmatch(word):
        return None
    if word in EXACT:
        return EXACT[word]
    found = [kind for kind, pieces in KINDS.items() if re.search(pieces, word)]
    if len(found) != 1:
        raise ValueError(word)
    return found[0]


def _columns(grid: Grid, row: int) -> dict[Said, list[int]]:
    found: dict[Said, list[int]] = {}
    for column, cell in enumerate(grid.rows[row]):
        said = _said(cell) or _said(_below(grid, row, column))
        if said:
            found.setdefault(said, []).append(column)
    return found


def _said(cell: Cell) -> Said | None:
    word = compact(cell) if isinstance(cell, str) else ""
    if not word or len(word) > LONGEST_HEADER:
        return None
    bare = NOISE.sub("", BRACKETS.sub("", word)).removesuffix("元")
    return HEAD_OF.get(word) or HEAD_OF.get(bare)


def _below(grid: Grid, row: int, column: int) -> Cell:
    """The second line of a header of two lines."""
    cells = grid.rows[row + 1] if row + 1 < len(grid.rows) else []
    return cells[column] if column < len(cells) and isinstance(cells[column], str) else None


def _continues(grid: Grid, row: int, name: int) -> bool:
    cells = grid.rows[row + 1] if row + 1 < len(grid.rows) else []
    beside = cells[name] if name < len(cells) else None
    return says_nothing(beside) and any(_said(cell) for cell in cells)
