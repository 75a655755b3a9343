import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from datetime import time as clock
from decimal import Decimal
from enum import Enum
from io import BytesIO

import openpyxl
import pytest

from activityday.documents import press
from activityday.documents.excel import Sheet, Workbook
from activityday.documents.papers.record import render_record_pdf
from activityday.documents.plain import plain
from tests.documents.looking import words
from tests.documents.samples import record


class Colour(Enum):
    RED = "红"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (date(2026, 1, 5), "2026年1月5日"),
        (datetime(2026, 1, 5, 9, 3), "2026年1月5日 09:03"),
        (clock(9, 3), "09:03"),
        (Decimal("0.10"), "0.10"),
        (Colour.RED, "红"),
        ("a\r\nb\rc\x00\x85", "a\nb\nc"),
        ("甲\u202e乙\u2066", "甲乙"),
        ({"a": (1, None, True)}, {"a": [1, None, True]}),
    ],
)
def test_data_is_made_plain(value, printed):
    assert plain(value) == printed


def test_what_cannot_be_printed_is_a_programming_error():
    with pytest.raises(TypeError, match="cannot print a object"):
        plain({"a": object()})
    with pytest.raises(FileNotFoundError):
        press.pdf("no-such-paper", {})


def sheet(**changes):
    given = {"name": "表", "title": "标题", "header": ("甲", "乙"), "rows": [], "widths": (10, 10)}
    return Sheet(**(given | changes))


def test_names_of_sheets_are_made_lawful_and_unique():
    long = "一二三四五六七八九十" * 4
    names = ["a/b:c*[d]?", "a/b:c*[d]?", "'", long, long]
    book = openpyxl.load_workbook(BytesIO(press.xlsx(Workbook(tuple(sheet(name=name) for name in names)))))
    assert book.sheetnames == ["abcd", "abcd 2", "表", long[:31], long[:29] + " 2"]


def test_every_kind_of_cell_is_written_as_what_it_is():
    row = ["=1+1", "0123", 3, Decimal("2.50"), date(2026, 1, 5), None, "x" * 40_000]
    book = press.xlsx(Workbook((sheet(header=tuple("abcdefg"), widths=(10,) * 7, rows=[row]),)))
    written = [cell.value for cell in openpyxl.load_workbook(BytesIO(book)).active[4]]
    assert written == ["=1+1", "0123", 3, 2.5, datetime(2026, 1, 5), None, "x" * 32_766 + "…"]


def test_several_threads_print_at_once_and_get_their_own_paper():
    themes = [f"主题{n}" for n in range(12)]
    with ThreadPoolExecutor(4) as pool:
        printed = list(pool.map(lambda theme: render_record_pdf(record(theme=theme)), themes))
    assert [theme in words(pdf)[0] for theme, pdf in zip(themes, printed, strict=True)] == [True] * 12


@pytest.mark.slow
def test_the_first_print_of_a_process_takes_less_than_three_seconds():
    began = time.perf_counter()
    program = "from tests.documents.samples import record; from activityday.documents.papers.record import *; render_record_pdf(record())"
    subprocess.run([sys.executable, "-c", program], check=True)
    assert time.perf_counter() - began < 3
