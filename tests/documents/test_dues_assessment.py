from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from activityday.documents.papers.dues_assessment import (
    MASKED,
    SEEN,
    AssessmentLine,
    AssessmentTable,
    render_assessment_pdf,
    render_assessment_xlsx,
    render_bases_example,
)
from tests.conftest import instant
from tests.documents.looking import words
from tests.documents.samples import HOSTILE, RARE, UNIT

AS_OF = instant("2026-12-07 15:00")


def line(name="王小明", **changes):
    given = {
        "group": "第一党小组",
        "kind": "按月领工资",
        "amount": Decimal("98.15"),
        "since": date(2026, 1, 1),
        "base": "6543.21",
        "arithmetic": "6543.21 元 × 1.5% = 98.14815 元，取 98.15 元",
    }
    return AssessmentLine(name, **(given | changes))


def table(*lines, **changes):
    return AssessmentTable(UNIT, 2026, lines or (line(),), AS_OF, "035C-0F73", **changes)


def seen_on(*lines, **changes):
    return "".join(words(render_assessment_pdf(table(*lines, **changes)))).replace("\u3000", "")


def rows(content):
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).active.iter_rows()]


def test_the_table_has_what_is_signed_and_no_base():
    seen = seen_on()
    for piece in (
        "2026年党费核定表",
        UNIT,
        "王小明",
        "按月领工资",
        "98.15",
        "1月",
        "本人签名",
        "035C-0F73",
        MASKED,
    ):
        assert piece in seen
    assert "6543" not in seen


def test_the_base_stands_on_it_only_when_it_is_asked_for():
    seen = seen_on(with_base=True)
    assert "6543.21" in seen
    assert SEEN in seen


def test_the_total_counts_who_is_assessed():
    assert "合计1人" in seen_on(line(), line("李四", amount=None, since=None, kind=""))


def test_the_cap_is_that_of_the_rules_and_is_left_out_where_there_is_none():
    assert "一般每月不超过800元" in seen_on(cap=800)
    assert "不超过" not in seen_on(cap=0)


@pytest.mark.parametrize(("number", "pages"), [(1, 1), (45, 2), (200, 8)])
def test_a_large_branch_takes_its_pages_with_the_head_on_each(number, pages):
    reader = PdfReader(BytesIO(render_assessment_pdf(table(*[line(f"党员{n}") for n in range(number)]))))
    assert len(reader.pages) <= pages + 1
    assert all("姓名" in page.extract_text().replace(" ", "") for page in reader.pages[:-1])
    assert {round(float(reader.pages[0].mediabox.width)), round(float(reader.pages[0].mediabox.height))} == {
        595,
        842,
    }


@pytest.mark.parametrize("name", [*HOSTILE, RARE, "名" * 30])
def test_strange_names_are_printed_as_they_are(name):
    assert render_assessment_pdf(table(line(name, group=name, kind=name)))


def test_the_workbook_holds_no_base():
    found = rows(render_assessment_xlsx(table()))
    assert found[2][:7] == ["序号", "姓名", "党小组", "交费类别", "每月应交（元）", "起始月份", "备注"]
    assert found[3][:6] == [1, "王小明", "第一党小组", "按月领工资", 98.15, "2026年1月"]
    assert "6543" not in str(found)


def test_the_workbook_with_bases_says_what_it_is():
    found = rows(render_assessment_xlsx(table(with_base=True)))
    assert found[3][6:8] == ["6543.21", "6543.21 元 × 1.5% = 98.14815 元，取 98.15 元"]
    assert SEEN in str(found)


def test_the_example_is_filled_but_for_the_bases():
    found = rows(render_bases_example(table()))
    assert found[3][:5] == [1, "王小明", "第一党小组", "按月领工资", None]
    assert "6543" not in str(found)


def test_hostile_cells_are_no_formulas():
    book = load_workbook(BytesIO(render_assessment_xlsx(table(line("=1+1", group="@SUM(1)", note="+1")))))
    assert [cell.data_type for cell in book.active[4]][1:3] == ["s", "s"]
