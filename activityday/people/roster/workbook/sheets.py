"""Reads the members of one sheet, row by row."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from activityday.people.roster.workbook import sections
from activityday.people.roster.workbook.cells import Cell, quoted, says_nothing, text_of
from activityday.people.roster.workbook.dates import pads_months
from activityday.people.roster.workbook.fields import Field
from activityday.people.roster.workbook.findings import Findings, Spot
from activityday.people.roster.workbook.layout import Layout, Line, lines_of
from activityday.people.roster.workbook.limits import Limits
from activityday.people.roster.workbook.members import Place, read_member, refuse_huge
from activityday.people.roster.workbook.shapes import Refusal, RosterReading, RosterWarning, SheetReading

Progress = Callable[[int, int], None]
DATES = (Field.BORN_ON, Field.JOINED_ON, Field.FULL_ON, Field.LOST_ON)
PROGRESS_EVERY = 500
LONGEST_UNIT = 60
NOT_ABOUT_A_PERSON = {Field.SERIAL, Field.UNIT, Field.PARENT_UNIT, Field.GROUP, Field.NOTE}
CATEGORY_WORDS = {"full": "正式党员", "probationary": "预备党员"}
WANTED = (
    (Field.IDENTITY, "没有身份证号一列，只能按姓名、出生日期和入党日期认人，请尽量补上。"),
    (Field.CATEGORY, "没有人员类别一列，分不清正式党员和预备党员，请核对。"),
    (Field.JOINED_ON, "没有入党日期一列，请尽量补上。"),
)


@dataclass(slots=True)
class Task:
    """One reading of a workbook on its way."""

    today: date
    limits: Limits
    reading: RosterReading
    progress: Progress
    rows: int
    done: int = 0
    findings: Findings = field(default_factory=Findings)

    def step(self) -> None:
        self.done += 1
        if self.done % PROGRESS_EVERY == 0:
            self.progress(min(self.done, self.rows), self.rows)


@dataclass(slots=True)
class SheetTask:
    """One sheet under reading; `above` is the unit that an empty unit cell repeats."""

    layout: Layout
    sheet: SheetReading
    task: Task
    padded: frozenset[Field]
    above: str = ""


def read_sheet(layout: Layout, sheet: SheetReading, task: Task, *, title_is_copied: bool) -> None:
    """Add the sheet's members to the reading and what is wrong with them to the findings."""
    sheet.unit = _unit_of_sheet(layout, sheet.name, title_is_copied=title_is_copied)
    sheet.header_rows = [row + 1 for header in layout.headers for row in range(header.top, header.bottom + 1)]
    sheet.columns = layout.headers[0].columns
    if Field.NAME not in layout.headers[0].where:
        reason = "没有找到“姓名”一列，这张工作表没有读；请指定哪一列是姓名。"
        task.findings.refused.append(Refusal(sheet.name, sheet.header_rows[-1], Field.NAME.label, reason))
        return
    _look_at_headers(layout, sheet, task.findings)
    work = SheetTask(layout, sheet, task, _padded(layout))
    for line in lines_of(layout):
        _read_line(line, work)
        task.step()
    sheet.passed_over = [row + 1 for row in layout.passed_over]
    for row, text in layout.subtitles:
        reason = f"{quoted(text)}像小标题，没有读；如是党支部名称，请写成“……党支部”。"
        task.findings.warnings.append(RosterWarning(sheet.name, row + 1, "", reason))


def _look_at_headers(layout: Layout, sheet: SheetReading, findings: Findings) -> None:
    first = layout.headers[0]
    for wanted, reason in WANTED:
        if wanted not in first.where:
            findings.warnings.append(RosterWarning(sheet.name, first.bottom + 1, wanted.label, reason))
    for header in layout.headers:
        if header.second_list:
            reason = f"第{header.second_list}列还有一列姓名：这张表并排放了两份名单，右边一份没有读。请把它移到左边一份的下面。"
            findings.refused.append(Refusal(sheet.name, header.bottom + 1, Field.NAME.label, reason))


def _unit_of_sheet(layout: Layout, name: str, *, title_is_copied: bool) -> str:
    """The title's branch; the sheet's own name where the same title stands on several sheets."""
    named = (sections.unit_in_title if layout.grid.is_whole_file else sections.unit_in_sheet_name)(name)
    if layout.title and not (title_is_copied and named):
        return layout.title
    return named


def _padded(layout: Layout) -> frozenset[Field]:
    found = set()
    for wanted in DATES:
        column = layout.headers[0].where.get(wanted)
        if column is not None and pads_months([row[column] for row in layout.grid.rows if column < len(row)]):
            found.add(wanted)
    return frozenset(found)


def _read_line(line: Line, work: SheetTask) -> None:
    spot = Spot(work.sheet.name, line.row + 1, line.header, work.task.findings)
    cells = {wanted: work.layout.cell(line.row, line.header, wanted) for wanted in line.header.where}
    if line.category and not text_of(cells.get(Field.CATEGORY)):
        cells[Field.CATEGORY] = CATEGORY_WORDS[line.category]
    if line.is_example:
        spot.warn(Field.NAME, "这一行是填写示例，没有读。")
    elif not _says_something(line, work.layout):
        spot.warn(Field.NAME, "这一行没有姓名和其他内容，没有读。")
    elif not refuse_huge(work.layout.grid.rows[line.row], work.task.limits.cell_characters, spot):
        place = _place(line, cells, work, spot)
        if Field.IDENTITY in cells and says_nothing(cells[Field.IDENTITY]):
            spot.warn(Field.IDENTITY, "没有身份证号，只能按姓名、出生日期和入党日期认人，请尽量补上。")
        member = read_member(cells, place, spot, today=work.task.today, padded=work.padded)
        if member:
            work.task.reading.members.append(member)


def _says_something(line: Line, layout: Layout) -> bool:
    """Does the row itself, without what merged cells lend it, say anything about a person?"""
    row = layout.grid.rows[line.row]
    own = (index for wanted, index in line.header.where.items() if wanted not in NOT_ABOUT_A_PERSON)
    return any(index < len(row) and text_of(row[index]) for index in own)


def _place(line: Line, cells: Mapping[Field, Cell], work: SheetTask, spot: Spot) -> Place:
    """The unit by the column, else by the section row, the title, the sheet's name."""
    typed = re.sub(r"\s", "", text_of(cells.get(Field.UNIT)))
    if not typed and work.above:
        spot.warn(Field.UNIT, f"党支部一格是空的，已当作与上一行相同（“{work.above}”），请核对。")
    work.above = typed or work.above
    unit = work.above or line.section or work.sheet.unit
    if not unit:
        spot.warn(Field.UNIT, "看不出在哪个党支部：表里没有党支部一列，标题和工作表名里也没有党支部名称。")
    group = text_of(cells.get(Field.GROUP)) or line.group
    parent = text_of(cells.get(Field.PARENT_UNIT)) or work.layout.parent
    return Place(unit[:LONGEST_UNIT], "" if parent == unit else parent[:LONGEST_UNIT], group[:LONGEST_UNIT])
