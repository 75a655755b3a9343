"""Writes workbooks. Whatever a text begins with, it stays a text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from activityday.documents import plain

Cell = str | int | float | Decimal | date | None

FACE = "宋体"
MAX_TEXT = 32_767
MAX_NAME = 31
# Columns narrower than this are centred, wider ones wrap, those between shrink their text.
NARROW, WIDE = 10, 15
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
# The same data gives the same bytes: the file carries no date of its own.
_NO_DATE = datetime(2000, 1, 1)  # noqa: DTZ001  (the file format has no zone)
_TEXT_ONLY = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


@dataclass(frozen=True)
class Sheet:
    """One sheet, as it prints: `title` over the table, `header` repeated on each page, `rows`, `foot`
    (totals), `notes` under the table. `widths` in characters, one per column."""

    name: str
    title: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    widths: tuple[float, ...]
    subtitle: str = ""
    foot: Sequence[Sequence[Cell]] = ()
    notes: tuple[str, ...] = ()
    landscape: bool = True


@dataclass(frozen=True)
class Workbook:
    """A workbook of at least one sheet."""

    sheets: tuple[Sheet, ...]


def write(workbook: Workbook) -> bytes:
    """The .xlsx of `workbook`; the same data gives the same bytes. Texts are written as texts, also those
    that begin with = + - @; what is longer than a cell can hold ends in an ellipsis."""
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, _TEXT_ONLY)
    book.set_properties({"created": _NO_DATE})
    styles = _styles(book)
    taken: set[str] = set()
    for sheet in workbook.sheets:
        name = _name(sheet.name, taken)
        taken.add(name.casefold())
        _write_sheet(book.add_worksheet(name), sheet, styles)
    book.close()
    return kept.getvalue()


def _styles(book: xlsxwriter.Workbook) -> dict[str, Format]:
    cell = {"font_name": FACE, "font_size": 11, "border": 1, "valign": "vcenter"}
    return {
        "title": book.add_format({"font_name": FACE, "font_size": 18, "bold": True, "align": "center"}),
        "subtitle": book.add_format({"font_name": FACE, "font_size": 10, "align": "center"}),
        "header": book.add_format(cell | {"bold": True, "align": "center", "text_wrap": True}),
        "text": book.add_format(cell | {"shrink": True}),
        "long": book.add_format(cell | {"text_wrap": True}),
        "sign": book.add_format(cell | {"align": "center"}),
        "date": book.add_format(cell | {"align": "center", "num_format": "yyyy-mm-dd"}),
        "note": book.add_format({"font_name": FACE, "font_size": 10}),
    }


def _write_sheet(page: Worksheet, sheet: Sheet, styles: dict[str, Format]) -> None:
    last = len(sheet.header) - 1
    page.set_row(0, 28)
    page.set_row(2, 32)
    page.merge_range(0, 0, 0, last, "", styles["title"])
    page.write_string(0, 0, _text(sheet.title), styles["title"])
    page.merge_range(1, 0, 1, last, "", styles["subtitle"])
    page.write_string(1, 0, _text(sheet.subtitle), styles["subtitle"])
    for column, words in enumerate(sheet.header):
        page.write_string(2, column, _text(words), styles["header"])
    for n, row in enumerate((*sheet.rows, *sheet.foot), start=3):
        for column, value in enumerate(row):
            _write_cell(page, (n, column), value, styles, _face(sheet.widths[column]))
    for n, note in enumerate(sheet.notes, start=4 + len(sheet.rows) + len(sheet.foot)):
        page.write_string(n, 0, _text(note), styles["note"])
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    _print_as_a4(page, landscape=sheet.landscape)


def _write_cell(
    page: Worksheet, at: tuple[int, int], value: Cell, styles: dict[str, Format], face: str
) -> None:
    if value is None or value == "":
        page.write_blank(*at, None, styles[face])
    elif isinstance(value, int | float | Decimal):
        page.write_number(*at, float(value), styles["sign"])
    elif isinstance(value, date):
        day = datetime(value.year, value.month, value.day)  # noqa: DTZ001
        page.write_datetime(*at, day, styles["date"])
    else:
        page.write_string(*at, _text(value), styles[face])


def _face(width: float) -> str:
    if width < NARROW:
        return "sign"
    return "long" if width > WIDE else "text"


def _print_as_a4(page: Worksheet, *, landscape: bool) -> None:
    page.set_paper(9)
    if landscape:
        page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)
    page.freeze_panes(3, 2)
    page.set_footer("&C第 &P 页　共 &N 页")


def _text(words: str) -> str:
    clean = plain.text(words)
    return clean if len(clean) <= MAX_TEXT else clean[: MAX_TEXT - 1] + "…"


def _name(wanted: str, taken: set[str]) -> str:
    clean = _NOT_IN_A_NAME.sub("", _text(wanted)).strip().strip("'")[:MAX_NAME] or "表"
    name, n = clean, 1
    while name.casefold() in taken:
        n += 1
        name = f"{clean[: MAX_NAME - 1 - len(str(n))]} {n}"
    return name
