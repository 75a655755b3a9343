"""A unit's roster as a workbook. Without identity number, telephone and address: those do not leave by default."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO

import xlsxwriter

from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import Affiliated

COLUMNS = (
    ("序号", 6), ("党支部", 22), ("党小组", 14), ("姓名", 10), ("性别", 6), ("民族", 8), ("出生日期", 12), ("学历", 12),
    ("人员类别", 10), ("加入党组织日期", 14), ("转正日期", 12), ("工作岗位", 24), ("情形", 16), ("备注", 24),
)  # fmt: skip


def roster_workbook(unit: Unit, members: Iterable[Affiliated], *, on: date) -> bytes:
    """The members as .xlsx, one row each under a title and a header; text cells are never formulas."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("花名册")
    title = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center"})
    cell = book.add_format({"border": 1})
    sheet.write_string(0, 0, f"{unit.name}党员花名册（{on:%Y-%m-%d}）", title)
    for column, (label, width) in enumerate(COLUMNS):
        sheet.write_string(1, column, label, head)
        sheet.set_column(column, column, width)
    for row, values in enumerate(map(_values, members), start=2):
        sheet.write_number(row, 0, row - 1, cell)
        for column, value in enumerate(values, start=1):
            sheet.write_string(row, column, value, cell)
    sheet.freeze_panes(2, 4)
    sheet.repeat_rows(0, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()


def _values(one: Affiliated) -> tuple[str, ...]:
    member = one.member
    return (
        one.branch.name,
        one.group.short_name if one.group else "",
        member.name,
        member.get_gender_display(),
        member.ethnicity,
        _day(member.born_on),
        member.education,
        one.category.label,
        _day(member.joined_on),
        _day(member.full_on),
        member.occupation,
        "、".join(sorted(condition.label for condition in one.conditions)),
        member.note,
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
