"""A workbook as plain grids of cells, whatever kind of file it was."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from activityday.people.roster.workbook import isolated
from activityday.people.roster.workbook.cells import Cell, column_letter
from activityday.people.roster.workbook.limits import Limits
from activityday.people.roster.workbook.shapes import NotARoster

Range = tuple[int, int, int, int]
MOST_MERGED_CELLS = 1_000_000

DAMAGED = "这个表格文件打不开，可能已经损坏。请用 Excel 或 WPS 打开，另存为 .xlsx 文件后再上传。"
LOCKED = "这个文件加了密码，读不了。请用 Excel 或 WPS 打开，取消密码后保存，再上传。"
TOO_WIDE = (
    "表格太大，或者在很远的行、列里还有内容（常见于一直填到了最后一行、最后一列）。"
    "请把名册以外的行和列选中删除，保存后再上传。"
)


@dataclass(slots=True)
class Grid:
    """One sheet: rows of cells from Excel's row 1 and column A, merged ranges as (top, left, bottom, right).

    A text file or web page is one such sheet, named after the file.
    """

    name: str
    rows: list[list[Cell]]
    merged: list[Range] = field(default_factory=list)
    is_visible: bool = True
    is_table: bool = True
    is_whole_file: bool = False

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def covered(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Each cell hidden by a merged range (row, column) → the cell that holds its content."""
        height, width = len(self.rows), self.width
        holders: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in self.merged:
            last_row, last_column = min(bottom, height - 1), min(right, width - 1)
            if len(holders) + (last_row - top + 1) * (last_column - left + 1) > MOST_MERGED_CELLS:
                raise NotARoster("合并单元格太多，读不了。请取消名册以外的合并单元格，保存后再上传。")
            for row in range(top, last_row + 1):
                for column in range(left, last_column + 1):
                    if (row, column) != (top, left):
                        holders[row, column] = (top, left)
        return holders


def open_workbook(data: bytes, limits: Limits) -> list[Grid]:
    """Every sheet of an .xlsx, .xls or .ods file; NotARoster with a sentence when it cannot be opened."""
    script = str(Path(isolated.__file__))
    numbers = (limits.memory_bytes, limits.seconds, limits.sheets, limits.rows, limits.columns)
    try:
        done = subprocess.run(  # noqa: S603 -- our own script, numbers only
            [sys.executable, "-I", script, *map(str, numbers)],
            input=data,
            capture_output=True,
            timeout=limits.seconds * 2,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotARoster(TOO_WIDE) from None
    if done.returncode:
        raise NotARoster(_why(done.returncode, done.stdout, limits))
    return [_grid(sheet) for sheet in json.loads(done.stdout)]


def _why(code: int, output: bytes, limits: Limits) -> str:
    if code == isolated.EXIT_LOCKED:
        return LOCKED
    if code == isolated.EXIT_TOO_MANY_SHEETS:
        return f"工作表超过{limits.sheets}张，请分成几个文件上传。"
    if code == isolated.EXIT_TOO_LARGE:
        name, height, width = json.loads(output)
        if width > limits.columns:
            return f"工作表“{name}”一直用到第{column_letter(width - 1)}列，超过{limits.columns}列。{TOO_WIDE}"
        return f"工作表“{name}”一直用到第{height}行，全部工作表合计不能超过{limits.rows}行。{TOO_WIDE}"
    return DAMAGED if code == isolated.EXIT_UNREADABLE else TOO_WIDE


def _grid(sheet: dict[str, Any]) -> Grid:
    for row in sheet["rows"]:
        for index, cell in enumerate(row):
            if cell.__class__ is dict:
                row[index] = _day(cell)
    merged = [(top, left, bottom, right) for (top, left), (bottom, right) in sheet["merged"]]
    return Grid(sheet["name"], sheet["rows"], merged, sheet["visible"], sheet["is_table"])


def _day(cell: dict[str, str]) -> date:
    return date.fromisoformat(cell["on"]) if "on" in cell else datetime.fromisoformat(cell["at"]).date()
