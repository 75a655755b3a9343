"""A web page saved under the name .xls, as older systems export rosters: its tables as grids."""

import re
from html.parser import HTMLParser

from activityday.people.roster.workbook.cells import Cell
from activityday.people.roster.workbook.container import ASK
from activityday.people.roster.workbook.delimited import decoded
from activityday.people.roster.workbook.grid import TOO_WIDE, Grid, Range
from activityday.people.roster.workbook.limits import Limits
from activityday.people.roster.workbook.shapes import NotARoster

Attributes = list[tuple[str, str | None]]
UNSEEN = {"script", "style", "title"}
DIGITS = re.compile(r"\d{1,4}")


class Tables(HTMLParser):
    """Collects the rows of every table, a cell that spans others leaving empty cells behind."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.limits = limits
        self.rows: list[list[Cell]] = []
        self.merged: list[Range] = []
        self.taken: set[tuple[int, int]] = set()
        self.text: list[str] | None = None
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag == "tr":
            self.end_cell()
            self.rows.append([])
            if len(self.rows) > self.limits.rows:
                raise NotARoster(TOO_WIDE)
        elif tag in {"td", "th"} and self.rows:
            self.end_cell()
            self._start_cell(dict(attrs))
        elif tag == "br" and self.text is not None:
            self.text.append(" ")
        self.unseen += tag in UNSEEN

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table"}:
            self.end_cell()
        self.unseen -= tag in UNSEEN and self.unseen > 0

    def handle_data(self, data: str) -> None:
        if self.text is not None and not self.unseen:
            self.text.append(data)

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        row = len(self.rows) - 1
        while (row, len(self.rows[row])) in self.taken:
            self.rows[row].append("")
        down, across = (self._span(attributes.get(name)) for name in ("rowspan", "colspan"))
        column = len(self.rows[row])
        if column + across > self.limits.columns:
            raise NotARoster(TOO_WIDE)
        if down * across > 1:
            self.merged.append((row, column, row + down - 1, column + across - 1))
            self.taken |= {(row + r, column + c) for r in range(down) for c in range(across)}
        self.text = []

    def _span(self, value: str | None) -> int:
        found = DIGITS.fullmatch((value or "").strip())
        return max(1, int(found[0])) if found else 1

    def end_cell(self) -> None:
        if self.text is not None:
            self.rows[-1].append("".join(self.text))
            self.text = None


def read_web_page(data: bytes, limits: Limits) -> Grid:
    """The tables of an HTML page as one grid, in their order; NotARoster when it holds none."""
    tables = Tables(limits)
    try:
        tables.feed(decoded(data))
        tables.close()
    except (AssertionError, ValueError):
        raise NotARoster(f"这是网页，里面没有能读的表格。{ASK}") from None
    tables.end_cell()
    if not tables.rows:
        raise NotARoster(f"这是网页，里面没有表格。{ASK}")
    return Grid("", tables.rows, tables.merged)
