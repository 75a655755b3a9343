"""党费: the collection table, receipts, the day-book, the list of who has not paid, a branch's year; no base anywhere."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from activityday.documents import excel, plain, typeset
from activityday.documents.capitals import capitals
from activityday.documents.excel import Cell, Sheet, Workbook

MONTHS = range(1, 13)


@dataclass(frozen=True)
class SheetLine:
    """A member on the collection table: what is due and open; what was paid where the table is filled in."""

    name: str
    due: str
    behind: str = ""
    paid: str = ""
    note: str = ""


@dataclass(frozen=True)
class CollectionSheet:
    """党费收缴登记表 of one collector for one month, to be signed."""

    unit: str
    month: date
    collector: str
    lines: tuple[SheetLine, ...]
    due_total: Decimal
    paid_total: Decimal | None = None
    collected_on: date | None = None


@dataclass(frozen=True)
class Receipt:
    """One strip: number, member, amount, what it covers, who took it, who brought it."""

    number: str
    name: str
    amount: Decimal
    covers: str
    collector: str
    received_on: date
    payer: str = ""


@dataclass(frozen=True)
class Receipts:
    """The strips of a day-book, to be cut."""

    unit: str
    receipts: tuple[Receipt, ...]


@dataclass(frozen=True)
class BookLine:
    """One entry of a day-book."""

    receipt: int
    name: str
    kind: str
    channel: str
    amount: Decimal
    note: str = ""


@dataclass(frozen=True)
class BookPage:
    """A day-book as it is filed. `cash_counted` is None while it is open."""

    unit: str
    month: date
    number: int
    collected_on: date
    collector: str
    lines: tuple[BookLine, ...]
    cash: Decimal
    total: Decimal
    cash_counted: Decimal | None
    closed: str = ""


@dataclass(frozen=True)
class CallLine:
    """Who has not paid: which months, how much."""

    name: str
    group: str
    months: str
    amount: Decimal


@dataclass(frozen=True)
class UnpaidList:
    """Whom the collector still has to see, in large type and roster order."""

    unit: str
    as_of: date
    lines: tuple[CallLine, ...]
    total: Decimal


@dataclass(frozen=True)
class YearMember:
    """A member's year: twelve signs, twelve amounts paid for the month, and the sums."""

    name: str
    group: str
    signs: tuple[str, ...]
    paid: tuple[Decimal, ...]
    due: Decimal
    arrears: Decimal


@dataclass(frozen=True)
class YearBook:
    """A branch's year of dues."""

    unit: str
    year: int
    members: tuple[YearMember, ...]
    legend: str
    as_of: datetime


def render_sheet(sheet: CollectionSheet) -> bytes:
    """The collection table as PDF, A4 landscape, with a column for signatures."""
    return typeset.set_pdf("dues-sheet", {"title": "党费收缴登记表", **vars(sheet)})


def render_receipts(receipts: Receipts) -> bytes:
    """Seven strips a page as PDF, A4, with lines to cut along."""
    strips = [{**vars(one), "capitals": capitals(one.amount)} for one in receipts.receipts]
    return typeset.set_pdf("dues-receipts", {"title": "党费收据", "unit": receipts.unit, "receipts": strips})


def render_page(page: BookPage) -> bytes:
    """The day-book as PDF, A4."""
    data = {"title": "党费日记账", **vars(page), "capitals": capitals(page.total)}
    return typeset.set_pdf("dues-page", data)


def render_unpaid(unpaid: UnpaidList) -> bytes:
    """The list as PDF, A4, letters of 16 points and more."""
    return typeset.set_pdf("dues-calls", {"title": "党费未交名单", **vars(unpaid)})


def render_year_xlsx(book: YearBook) -> bytes:
    """Signs on one sheet, amounts on the other."""
    return excel.write(Workbook((_signs(book), _amounts(book))))


HEAD = ("序号", "姓名", "党小组", *(f"{month}月" for month in MONTHS))


def _signs(book: YearBook) -> Sheet:
    rows: list[list[Cell]] = [
        [number, one.name, one.group, *one.signs, one.due, one.arrears]
        for number, one in enumerate(book.members, start=1)
    ]
    foot: list[list[Cell]] = [
        ["", "合计", "", *[""] * 12, _total(book, "due"), _total(book, "arrears")],
    ]
    widths = (6, 12, 14, *[5.5] * 12, 12, 12)
    head = (*HEAD, "全年应交", "欠交")
    notes = (f"说明：{book.legend}",)
    return Sheet("收缴情况", _title(book), head, rows, widths, _subtitle(book), foot, notes)


def _amounts(book: YearBook) -> Sheet:
    rows: list[list[Cell]] = [
        [number, one.name, one.group, *(paid or None for paid in one.paid), sum(one.paid, Decimal())]
        for number, one in enumerate(book.members, start=1)
    ]
    by_month = [sum((one.paid[month - 1] for one in book.members), Decimal()) for month in MONTHS]
    foot: list[list[Cell]] = [["", "合计", "", *by_month, sum(by_month, Decimal())]]
    widths = (6, 12, 14, *[9] * 12, 12)
    return Sheet(
        "各月实交", f"{_title(book)}（各月实交，元）", (*HEAD, "合计"), rows, widths, _subtitle(book), foot
    )


def _title(book: YearBook) -> str:
    return f"{book.year} 年党费收缴情况"


def _subtitle(book: YearBook) -> str:
    return f"{book.unit}　截至 {plain.plain(book.as_of)}"


def _total(book: YearBook, name: str) -> Decimal:
    return sum((getattr(one, name) for one in book.members), Decimal())
