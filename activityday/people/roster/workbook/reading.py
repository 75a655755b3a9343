"""The one door: the bytes of a file in, its members, refusals and warnings out."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import PurePath

from activityday.people.roster.workbook.cells import text_of
from activityday.people.roster.workbook.container import ASK, Kind, kind_of
from activityday.people.roster.workbook.delimited import read_delimited
from activityday.people.roster.workbook.duplicates import without_duplicates
from activityday.people.roster.workbook.fields import Field
from activityday.people.roster.workbook.grid import Grid, open_workbook
from activityday.people.roster.workbook.layout import Layout, layout_of
from activityday.people.roster.workbook.limits import USUAL, Limits
from activityday.people.roster.workbook.shapes import NotARoster, RosterReading, RosterWarning, SheetReading
from activityday.people.roster.workbook.sheets import Progress, Task, read_sheet
from activityday.people.roster.workbook.webpage import read_web_page

Mapped = Mapping[str, Mapping[int, str] | Mapping[str, str]]
# sheets of these names are read only if they hold more than a list of names
NOT_ROSTERS = re.compile("说明|字典|汇总|填报要求|代码|统计|目录|封面|样表|模板|参数|选项|数据源|下拉")
WORTH_READING = {Field.IDENTITY, Field.JOINED_ON, Field.BORN_ON, Field.GENDER}
HIDDEN = "这张工作表是隐藏的，没有读；如要读入，请先取消隐藏。"


def read_roster(
    data: bytes,
    filename: str,
    *,
    today: date,
    mapping: Mapped | None = None,
    progress: Progress | None = None,
    limits: Limits = USUAL,
) -> RosterReading:
    """Read a roster workbook (.xlsx, .xls, .ods, .csv, a table in a web page).

    `mapping` is the clerk's choice by sheet name: column index (from 0) → field code, empty to leave a
    column out; columns not named keep what was detected. `progress` is told rows done and rows in all.
    Raises NotARoster, and nothing else, whatever the bytes are. (PRODUCT P1, R1)
    """
    grids = grids_of(data, filename, limits)
    chosen = {sheet: _columns(columns) for sheet, columns in (mapping or {}).items()}
    task = Task(
        today,
        limits,
        RosterReading(filename),
        progress or (lambda _done, _all: None),
        sum(len(grid.rows) for grid in grids),
    )
    layouts = {grid.name: _layout(grid, chosen.get(grid.name), task) for grid in grids}
    titles = Counter(layout.title for layout in layouts.values() if layout and layout.title)
    for sheet in task.reading.sheets:
        layout = layouts[sheet.name]
        if layout:
            read_sheet(layout, sheet, task, title_is_copied=titles[layout.title] > 1)
    return _finished(task)


def grids_of(data: bytes, filename: str, limits: Limits = USUAL) -> list[Grid]:
    """Every sheet of a file, whatever kind it is, before anything is understood of it. Raises NotARoster."""
    kind = kind_of(data, limits)
    if kind is Kind.WORKBOOK:
        return open_workbook(data, limits)
    grid = read_web_page(data, limits) if kind is Kind.WEB_PAGE else read_delimited(data, limits)
    grid.name, grid.is_whole_file = PurePath(filename).stem, True
    return [grid]


def _columns(columns: Mapping[int, str] | Mapping[str, str]) -> dict[int, str]:
    """Column numbers as int (JSON keeps them as text); unknown field codes leave the column out."""
    return {int(index): code if code in set(Field) else "" for index, code in columns.items()}


def _layout(grid: Grid, chosen: Mapping[int, str] | None, task: Task) -> Layout | None:
    """The layout of a sheet that is read; a sheet that is not says why."""
    sheet = SheetReading(grid.name)
    task.reading.sheets.append(sheet)
    if not grid.is_table:
        sheet.skipped = "这是图表，不是表格，没有读。"
    elif not grid.is_visible:
        sheet.skipped = HIDDEN
    elif not any(text_of(cell) for row in grid.rows for cell in row):
        sheet.skipped = "这张工作表是空的。"
        return None  # every workbook has some, nothing to say
    elif (layout := layout_of(grid, chosen)) and (chosen or _is_roster(grid.name, layout)):
        return layout
    sheet.skipped = (
        sheet.skipped or "这张工作表没有“姓名”等栏目，不像花名册，没有读；如是花名册，请指定各列内容。"
    )
    task.findings.warnings.append(RosterWarning(grid.name, 0, "", sheet.skipped))
    return None


def _is_roster(sheet_name: str, layout: Layout) -> bool:
    return not NOT_ROSTERS.search(sheet_name) or bool(WORTH_READING & set(layout.headers[0].where))


def _finished(task: Task) -> RosterReading:
    reading, findings = task.reading, task.findings
    reading.members = without_duplicates(reading.members, findings)
    if not reading.members and not findings.refused:
        raise NotARoster(_nothing_found(reading))
    counts = Counter(member.sheet for member in reading.members)
    for sheet in reading.sheets:
        sheet.members = counts[sheet.name]
    reading.refused, reading.warnings = findings.refused, findings.warnings
    task.progress(task.rows, task.rows)
    return reading


def _nothing_found(reading: RosterReading) -> str:
    if all(sheet.skipped == HIDDEN for sheet in reading.sheets):
        return "工作表都是隐藏的，没有读。请先取消隐藏，保存后再上传。"
    if all(sheet.skipped for sheet in reading.sheets):
        return f"文件里没有找到花名册：没有一张工作表有“姓名”一列。{ASK}"
    return "花名册里一名党员也没有。请填好以后再上传。"
