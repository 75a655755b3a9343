"""Builds the workbooks the tests read: real files, made by other libraries than the one that reads them."""

import io
from datetime import date, timedelta

import openpyxl
import xlwt
from stdnum.cn import ric

from activityday.people.roster.workbook.reading import read_roster

TODAY = date(2026, 11, 23)
HEADER = ["序号", "姓名", "性别", "公民身份号码", "人员类别", "入党时间"]


def identity(number=0, born_on=date(1968, 3, 19), *, female=False):
    """A valid identity number of our own making; different for each `number` below 450."""
    digits = f"430624{born_on:%Y%m%d}{number * 2 + (0 if female else 1):03d}"
    return digits + ric.calc_check_digit(digits + "0")


def row(name="张三", number=1, **changes):
    """One good row under HEADER, with the cells named in `changes` replaced."""
    cells = [1, name, "男", identity(number), "正式党员", "1990.07"]
    for heading, cell in changes.items():
        cells[HEADER.index(heading)] = cell
    return cells


def xlsx(sheets, merged=(), hidden=()):
    """The bytes of an .xlsx file; `sheets` maps names to rows, `merged` are ranges on the first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for one in rows:
            sheet.append(one)
        if name in hidden:
            sheet.sheet_state = "hidden"
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    return saved(book)


def xls(name, rows):
    """The bytes of an old .xls file with one sheet."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(name)
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for top, one in enumerate(rows):
        for left, cell in enumerate(one):
            sheet.write(top, left, cell, *([day] if isinstance(cell, date) else []))
    return saved(book)


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data, filename="花名册.xlsx", **options):
    return read_roster(data, filename, today=TODAY, **options)


def read_rows(*rows, header=HEADER, sheet="枫树村党支部", merged=()):
    """Read one sheet made of a header and `rows`."""
    return read(xlsx({sheet: [header, *rows]}, merged))


def refusals(reading):
    return [(one.row, one.column, one.reason) for one in reading.refused]


def warnings(reading):
    return [(one.row, one.column, one.reason) for one in reading.warnings]


def days(count):
    return [date(1960, 1, 1) + timedelta(days=index) for index in range(count)]
