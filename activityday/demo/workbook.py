"""The town's roster as the office keeps it: a workbook with titles, two header rows and one sheet a branch."""

import io
from collections.abc import Mapping, Sequence
from datetime import date

import xlsxwriter

from activityday.demo.people import Person
from activityday.demo.town import BRANCHES, Branch

ABOVE = (
    "序号",
    "姓名",
    "性别",
    "民族",
    "公民身份号码",
    "出生年月",
    "学历",
    "党员类别",
    "入党时间",
    "",
    "所在党小组",
)
ABOVE_MORE = ("党内职务", "工作岗位", "联系电话", "家庭住址", "流动党员", "")
BELOW = ("", "", "", "", "", "", "", "", "加入党组织", "转正", "", "", "", "", "", "是否流动", "外出流向")
WIDTHS = (5, 9, 5, 6, 21, 11, 9, 10, 12, 12, 12, 11, 16, 13, 20, 8, 12)


def roster_workbook(people: Mapping[str, Sequence[Person]], *, on: date) -> bytes:
    """An .xlsx of everybody in `people` (branch code → members), one sheet a branch in the order of the town."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": "枫港镇党员花名册", "created": None})
    cover = book.add_worksheet("说明")
    cover.write_column(0, 0, ["枫港镇党员花名册", "每个支部一张表。", "身份证号请按文本填写。"])
    for branch in BRANCHES:
        _sheet(book, branch, people[branch.code], on)
    book.close()
    return target.getvalue()


def _sheet(book: xlsxwriter.Workbook, branch: Branch, people: Sequence[Person], on: date) -> None:
    sheet = book.add_worksheet(branch.short)
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    head = book.add_format(
        {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
    )
    cell = book.add_format({"border": 1})
    heads = ABOVE + ABOVE_MORE
    sheet.merge_range(0, 0, 0, len(heads) - 1, f"{branch.name}党员花名册", title)
    sheet.write(1, 0, f"填表日期：{on.year}年{on.month}月")
    _header(sheet, heads, head)
    for number, person in enumerate(people, start=1):
        sheet.write_row(number + 3, 0, _row(number, person), cell)
    sheet.write(len(people) + 4, 0, "合计")
    sheet.write(len(people) + 4, 1, f"{len(people)}人")
    sheet.write(len(people) + 5, 0, "制表人：陈思齐")
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(4, 2)


def _header(sheet: xlsxwriter.workbook.Worksheet, heads: Sequence[str], head: object) -> None:
    sheet.merge_range(2, 8, 2, 9, heads[8], head)
    sheet.merge_range(2, 15, 2, 16, heads[15], head)
    for column, (above, below) in enumerate(zip(heads, BELOW, strict=True)):
        if below:
            sheet.write(3, column, below, head)
        else:
            sheet.merge_range(2, column, 3, column, above, head)


def _row(number: int, person: Person) -> list[str | int]:
    full = f"{person.full_on:%Y.%m.%d}" if person.full_on else ""
    return [
        number,
        person.name,
        person.gender,
        "汉",
        person.identity_number,
        f"{person.born_on:%Y.%m}",
        person.education,
        "正式党员" if person.full_on else "预备党员",
        f"{person.joined_on:%Y.%m.%d}",
        full,
        person.group,
        person.post,
        person.job,
        person.phone,
        person.address,
        "是" if person.away else "否",
        person.away,
    ]
