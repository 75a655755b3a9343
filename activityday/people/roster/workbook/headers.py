"""Finds header rows (one, two or three, with merged cells) and what field each column fills."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from activityday.people.roster.workbook.cells import Cell, column_letter, compact, text_of
from activityday.people.roster.workbook.fields import NAMES, Field
from activityday.people.roster.workbook.grid import Grid
from activityday.people.roster.workbook.shapes import Column

EXACT = {word: one for one, words in NAMES.items() for word in words.split()}
# longest first, so that 转正时间 wins over 时间-like pieces; too short words match by accident
PIECES = sorted(
    (word for word in EXACT if len(word) > 1 and EXACT[word] is not Field.NOTE), key=len, reverse=True
)
BRACKETS = re.compile(r"[(\[【{<《][^)\]】}>》]*[)\]】}>》]")
NOISE = re.compile(r"[*★☆#:.,、\-_/\\|'\"“”?!~]|^\d+(?=\D)")
# columns about other people or other events only match as a whole
OTHERS = re.compile(
    "介绍人|联系人|父|母|配偶|子女|家庭成员|申请|积极分子|发展对象|参加工作|任职时间|培训|缴|交纳|签名|签字|曾用|采集|编码|活动|书记|意见|奖惩|处分|转入|转出|转接|入党时所|入党时的"
)
LONGEST_HEADER = 30
TALLEST = 3
HEADER_WITHIN = 30
SURE, LIKELY, GUESSED, CHOSEN = 1.0, 0.8, 0.6, 1.0
SAMPLE = 50
LOOKS = {
    Field.IDENTITY: re.compile(r"\d{17}[\dXx]|\d{15}"),
    Field.PHONE: re.compile(r"1[3-9]\d{9}"),
    Field.GENDER: re.compile("[男女]"),
}


@dataclass(slots=True)
class Header:
    """One header block: its rows (from 0, inclusive), its columns, and the column of each mapped field."""

    top: int
    bottom: int
    columns: list[Column] = field(default_factory=list)
    where: dict[Field, int] = field(default_factory=dict)
    second_list: str = ""

    def label(self, wanted: Field) -> str:
        """How a message names the field's column: its header text, else its letter."""
        index = self.where.get(wanted)
        if index is None:
            return wanted.label
        return next((c.header or f"第{c.letter}列" for c in self.columns if c.index == index), wanted.label)


@lru_cache(maxsize=8192)
def field_of(text: str) -> tuple[Field | None, float]:
    """The field a header text means and how sure that is, from 0 to 1."""
    word = compact(text)
    if not word or len(word) > LONGEST_HEADER:
        return None, 0.0
    bare = NOISE.sub("", BRACKETS.sub("", word))
    for candidate in (word, bare):
        if candidate in EXACT:
            return EXACT[candidate], SURE
    if not bare or OTHERS.search(word):
        return None, 0.0
    found = next((piece for piece in PIECES if piece in bare), None)
    return (EXACT[found], LIKELY) if found else (None, 0.0)


def is_name_header(cell: Cell) -> bool:
    """Does the cell head the column of names?"""
    return (
        isinstance(cell, str)
        and "名" in cell
        and len(cell) <= LONGEST_HEADER
        and field_of(cell) == (Field.NAME, SURE)
    )


def _fields_in(row: Iterable[Cell], *, least: float = 0.0) -> set[Field]:
    known = (field_of(cell) for cell in row if isinstance(cell, str))
    return {found for found, confidence in known if found and confidence >= least}


def header_at(grid: Grid, row: int, covered: Mapping[tuple[int, int], tuple[int, int]]) -> Header | None:
    """The header block that has its 姓名 in `row` (from 0), or None when this is no header row."""
    cells = grid.rows[row]
    name_column = next((index for index, cell in enumerate(cells) if is_name_header(cell)), None)
    if name_column is None:
        return None
    top = row
    while top > 0 and row - top < TALLEST - 1 and _is_part(grid.rows[top - 1], 2):
        top -= 1
    bottom = row
    while (
        bottom + 1 < len(grid.rows)
        and bottom - row < TALLEST - 1
        and _continues(grid, bottom + 1, name_column)
    ):
        bottom += 1
    found = set().union(*(_fields_in(grid.rows[index]) for index in range(top, bottom + 1)))
    if len(found) < 2 and sum(1 for cell in cells if text_of(cell)) > 1:  # noqa: PLR2004
        return None
    return mapped(Header(top, bottom), grid, covered)


def nameless_headers(grid: Grid, covered: Mapping[tuple[int, int], tuple[int, int]]) -> list[Header]:
    """The first row that names several fields but no 姓名: the clerk can say which column holds the names."""
    for row, cells in enumerate(grid.rows[:HEADER_WITHIN]):
        if len(_fields_in(cells, least=SURE)) > TALLEST:
            return [mapped(Header(row, row), grid, covered)]
    return []


def _is_part(row: list[Cell], least: int) -> bool:
    texts = [text for cell in row if (text := text_of(cell))]
    short = all(len(text) <= LONGEST_HEADER for text in texts)
    return (
        len(texts) >= least
        and short
        and bool(_fields_in(row, least=SURE))
        and not any(is_name_header(cell) for cell in row)
    )


def _continues(grid: Grid, row: int, name_column: int) -> bool:
    cells = grid.rows[row]
    below_name = cells[name_column] if name_column < len(cells) else ""
    return (
        not text_of(below_name)
        and _is_part(cells, 1)
        and not any(re.search(r"\d{4}", text_of(cell)) for cell in cells)
    )


def mapped(header: Header, grid: Grid, covered: Mapping[tuple[int, int], tuple[int, int]]) -> Header:
    candidates: list[tuple[float, int, Field]] = []
    for index in range(max(len(grid.rows[row]) for row in range(header.top, header.bottom + 1))):
        texts = _texts(header, index, grid, covered)
        found, confidence = _best(texts)
        shown = "".join(texts[-1:]) if field_of("".join(texts[-1:]))[0] else " ".join(texts)
        header.columns.append(Column(index, column_letter(index), shown, "", 0.0))
        if found is None and (guess := _looks_like(grid, header.bottom, index)) and not OTHERS.search(shown):
            found, confidence = guess, GUESSED
        if found:
            candidates.append((-confidence, index, found))
    for confidence, index, found in sorted(candidates):
        _assign(header, index, found, -confidence)
    header.columns = [column for column in header.columns if column.header or column.field]
    return header


def _assign(header: Header, index: int, found: Field, confidence: float) -> None:
    old = header.columns[index]
    taken = header.where.get(found)
    if taken is not None:
        note = f"与第{column_letter(taken)}列重复，没有读这一列。"
        header.columns[index] = Column(index, old.letter, old.header, "", 0.0, note)
        if found is Field.NAME and confidence == SURE:
            header.second_list = old.letter
        return
    header.where[found] = index
    header.columns[index] = Column(index, old.letter, old.header, found.value, confidence)


def _texts(
    header: Header, column: int, grid: Grid, covered: Mapping[tuple[int, int], tuple[int, int]]
) -> list[str]:
    """The header texts above a column, top first, a merged cell counted once."""
    holders = dict.fromkeys(
        covered.get((row, column), (row, column)) for row in range(header.top, header.bottom + 1)
    )
    texts = (text_of(grid.rows[r][c]) if c < len(grid.rows[r]) else "" for r, c in holders if r >= header.top)
    return [text for text in texts if text]


def _best(texts: list[str]) -> tuple[Field | None, float]:
    if not texts:
        return None, 0.0
    lower, whole = field_of(texts[-1]), field_of("".join(texts))
    if len(texts) > 1 and OTHERS.search("".join(texts)):
        return None, 0.0  # 姓名 under 入党介绍人 is not the member's
    return lower if lower[0] else whole


def _looks_like(grid: Grid, bottom: int, column: int) -> Field | None:
    rows = grid.rows[bottom + 1 : bottom + 1 + SAMPLE]
    texts = [compact(row[column]) for row in rows if column < len(row) and row[column] not in (None, "")]
    for found, look in LOOKS.items():
        if len(texts) > 2 and sum(bool(look.fullmatch(text)) for text in texts) >= len(texts) * 0.8:  # noqa: PLR2004
            return found
    return None


def overridden(header: Header, chosen: Mapping[int, str]) -> Header:
    """The header with the clerk's own choice: column index → field code, empty for a column to leave out."""
    where = {one: index for one, index in header.where.items() if index not in chosen}
    for index, code in chosen.items():
        if code:
            where[Field(code)] = index
    by_index = {index: one for one, index in where.items()}
    known = {column.index: column for column in header.columns}
    for index in sorted({*known, *by_index}):
        old = known.get(index, Column(index, column_letter(index), "", "", 0.0))
        sure = CHOSEN if index in chosen else old.confidence
        code = by_index[index].value if index in by_index else ""
        known[index] = Column(index, old.letter, old.header, code, sure if code else 0.0)
    return Header(
        header.top, header.bottom, [known[index] for index in sorted(known)], where, header.second_list
    )
