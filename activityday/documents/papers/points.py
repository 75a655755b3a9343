"""积分单 for members in large type, and 积分季度汇总表 as a workbook: always in the order of the roster."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from activityday.documents import excel, plain, typeset
from activityday.documents.excel import Cell, Sheet, Workbook

IN_ORDER = "按花名册顺序，只供支部内部使用。"


@dataclass(frozen=True)
class StatementLine:
    """One line: the day, what it was with its arithmetic, the points with their sign."""

    day: str
    words: str
    points: str


@dataclass(frozen=True)
class PointStatement:
    """A member's year. `grade` is empty unless it is to be shown; `marks` are vetoes with their documents."""

    unit: str
    name: str
    year: int
    as_of: date
    of_class: str
    is_scored: bool
    base: str
    lines: tuple[StatementLine, ...]
    sentence: str
    total: str
    grade: str
    marks: tuple[str, ...]
    document: str
    version: str


@dataclass(frozen=True)
class QuarterRow:
    """One member's quarter: nets by month, plus and minus of the quarter, the year's sum up to its end."""

    name: str
    base: Decimal | None
    months: tuple[Decimal, ...]
    plus: Decimal | None
    minus: Decimal | None
    total: Decimal | None
    note: str = ""


@dataclass(frozen=True)
class QuarterSheet:
    """A branch's quarter. `as_of` is in local time."""

    unit: str
    year: int
    quarter: int
    months: tuple[str, ...]
    rows: tuple[QuarterRow, ...]
    as_of: datetime


def render_statements(statements: tuple[PointStatement, ...]) -> bytes:
    """The statements as PDF, A4, letters of 16 points and more; each begins on a page of its own."""
    title = f"{statements[0].year} 年党员积分单"
    return typeset.set_pdf("points", {"title": title, "statements": statements})


def render_quarter_xlsx(sheet: QuarterSheet) -> bytes:
    """The quarter as a workbook of one sheet, in the order given."""
    name = f"{sheet.year} 年第{'一二三四'[sheet.quarter - 1]}季度"
    header = ("序号", "姓名", "基础分", *sheet.months, "本季加分", "本季扣分", "全年累计", "备注")
    rows = [_row(number, row, len(sheet.months)) for number, row in enumerate(sheet.rows, start=1)]
    page = Sheet(
        name=name,
        title=f"{name}党员积分汇总表",
        header=header,
        rows=rows,
        widths=(6, 14, 8, *[8] * len(sheet.months), 9, 9, 9, 24),
        subtitle=f"{sheet.unit}　截至 {plain.plain(sheet.as_of)}",
        notes=(IN_ORDER,),
    )
    return excel.write(Workbook((page,)))


def _row(number: int, row: QuarterRow, months: int) -> list[Cell]:
    nets: list[Cell] = [*row.months, *[None] * (months - len(row.months))]
    return [number, row.name, row.base, *nets, row.plus, row.minus, row.total, row.note]
