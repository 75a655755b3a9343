"""Walks down a sheet: which rows are headers, which name a unit, which are members, which are neither."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from activityday.people.roster.workbook import sections
from activityday.people.roster.workbook.cells import Cell, compact, text_of
from activityday.people.roster.workbook.fields import Field
from activityday.people.roster.workbook.grid import Grid
from activityday.people.roster.workbook.headers import (
    HEADER_WITHIN,
    Header,
    header_at,
    mapped,
    nameless_headers,
    overridden,
)

# merged or missing cells of these say the same as the cell above; a name or a number never does
FILLED_DOWN = frozenset(Field) - {
    Field.SERIAL,
    Field.NAME,
    Field.IDENTITY,
    Field.PHONE,
    Field.LANDLINE,
    Field.NOTE,
    Field.POST,
}
GROUP = re.compile(r".{0,20}小组(?:[(].*[)])?:?")
COLUMN_NUMBER = re.compile(r"[(]?\d{1,2}[)]?")
COUNT = re.compile(r"[共(]*\d+[人名]?[)]?")


@dataclass(frozen=True, slots=True)
class Line:
    """One row that may be a member: its index from 0, its header, what stood above it."""

    row: int
    header: Header
    section: str
    group: str
    category: str = ""
    is_example: bool = False


@dataclass(slots=True)
class Layout:
    """What a sheet looks like before any member is read."""

    grid: Grid
    headers: list[Header]
    covered: Mapping[tuple[int, int], tuple[int, int]]
    title: str = ""
    parent: str = ""
    passed_over: list[int] = field(default_factory=list)
    subtitles: list[tuple[int, str]] = field(default_factory=list)

    def cell(self, row: int, header: Header, wanted: Field) -> Cell:
        """The cell of a field in a row; a merged cell speaks for the rows it covers."""
        column = header.where.get(wanted)
        if column is None:
            return None
        if wanted in FILLED_DOWN and (holder := self.covered.get((row, column))) and holder[1] == column:
            row = holder[0]
        cells = self.grid.rows[row]
        return cells[column] if column < len(cells) else None


def layout_of(grid: Grid, chosen: Mapping[int, str] | None) -> Layout | None:
    """The layout of a sheet, or None when no header row with 姓名 is in it and the clerk chose no columns."""
    covered = grid.covered()
    headers = [header for row in range(len(grid.rows)) if (header := header_at(grid, row, covered))]
    headers = headers or nameless_headers(grid, covered)
    if not headers and chosen and Field.NAME.value in chosen.values():
        headers = [mapped(_likely(grid), grid, covered)]
    if not headers:
        return None
    if chosen:
        headers = [overridden(header, chosen) for header in headers]
    layout = Layout(grid, headers, covered)
    _read_titles(layout)
    return layout


def _likely(grid: Grid) -> Header:
    """The fullest of the first rows, taken as the header because the clerk says this is a roster."""
    rows = range(min(HEADER_WITHIN, len(grid.rows)))
    row = max(
        rows,
        key=lambda index: sum(isinstance(cell, str) and bool(cell) for cell in grid.rows[index]),
        default=0,
    )
    return Header(row, row)


def _read_titles(layout: Layout) -> None:
    units = []
    for row in layout.grid.rows[: layout.headers[0].top]:
        texts = _texts(row)
        units += [unit for text in texts if (unit := _named(text, alone=len(texts) == 1))]
    layout.title = next((unit for unit in units if sections.is_branch(unit)), "")
    layout.parent = next((unit for unit in units if not sections.is_branch(unit) or "总支" in unit), "")


def _named(text: str, *, alone: bool) -> str:
    return sections.unit_in_title(text) or (
        sections.unit_alone(text) if alone else sections.unit_in_label(text)
    )


def _texts(row: list[Cell]) -> list[str]:
    return [text for cell in row if cell not in (None, "") and (text := text_of(cell))]


def lines_of(layout: Layout) -> Iterator[Line]:
    """The rows below each header that may be members, each with the unit, group and category named above it."""
    section = group = category = ""
    for row, header in _rows_below(layout):
        texts = _texts(layout.grid.rows[row])
        if texts:
            unit, small = _section(texts)
            if not unit and _is_heading(layout, row, texts):
                unit = sections.place_alone(texts[0])
            kind = sections.category_alone(texts)
            category = kind or ("" if unit else category)
            if unit or small:
                section, group = unit or section, small
            elif not kind and not _is_noise(layout, row, header, texts):
                yield Line(row, header, section, group, category, sections.is_example(texts))


def _rows_below(layout: Layout) -> Iterator[tuple[int, Header]]:
    ends = [*(header.top for header in layout.headers[1:]), len(layout.grid.rows)]
    for header, end in zip(layout.headers, ends, strict=True):
        for row in range(header.bottom + 1, end):
            yield row, header


def _section(texts: list[str]) -> tuple[str, str]:
    """The unit, or else the Party group, that a row of one text (and perhaps a count) names."""
    if len(texts) > 2 or (len(texts) == 2 and not COUNT.fullmatch(compact(texts[1]))):  # noqa: PLR2004
        return next((unit for text in texts[:2] if (unit := sections.unit_in_label(text))), ""), ""
    unit = _named(texts[0], alone=True)
    return unit, "" if unit or not GROUP.fullmatch(compact(texts[0])) else compact(texts[0]).split("(")[
        0
    ].rstrip(":")


def _is_noise(layout: Layout, row: int, header: Header, texts: list[str]) -> bool:
    if sections.is_foot(texts):
        layout.passed_over.append(row)
        return True
    if _is_heading(layout, row, texts):
        layout.subtitles.append((row, texts[0]))
        return True
    name = header.where.get(Field.NAME, -1)
    if layout.covered.get((row, name), (row, name)) != (row, name):
        return True  # the name above is merged over this row
    if (
        row == header.bottom + 1
        and len(texts) > 1
        and all(COLUMN_NUMBER.fullmatch(compact(one)) for one in texts)
    ):
        return True
    serial = header.where.get(Field.SERIAL, -1)
    cells = layout.grid.rows[row]
    return (
        len(texts) == 1
        and texts[0].isdigit()
        and 0 <= serial < len(cells)
        and text_of(cells[serial]) == texts[0]
    )


def _is_heading(layout: Layout, row: int, texts: list[str]) -> bool:
    """Is the only text of the row written across several merged columns?"""
    cells = layout.grid.rows[row]
    at = next((index for index, cell in enumerate(cells) if text_of(cell)), 0)
    return len(texts) == 1 and layout.covered.get((row, at + 1)) == (row, at)
