"""The papers of the supervision hold wild names and a whole town."""

from datetime import date, datetime

import pytest

from activityday.documents.papers.supervision import (
    BallotSheet,
    EvidenceSheet,
    InspectionSheet,
    OrderPaper,
    SampleList,
    render_ballots,
    render_evidence,
    render_inspection_sheet,
    render_order,
    render_sample_list,
)
from tests.documents.looking import words
from tests.documents.samples import HOSTILE, RARE, UNIT

DAY = date(2026, 11, 27)
AT = datetime(2026, 11, 27, 9, 0)


def sample(number=3, name="村党支部", **changes):
    rows = tuple((f"b-{n}", f"第{n}{name}", "30%", f"{n:064x}", n % 3 == 0) for n in range(1, number + 1))
    given = {
        "unit": UNIT,
        "title": "2026年第1次抽查",
        "seed": "778812",
        "fixed_at": AT,
        "fixed_by": "陈思齐",
        "drawn_at": AT,
        "drawn_by": "陈思齐",
        "audit_code": "3F2A-90BC",
        "algorithm": "怎么抽。",
        "rows": rows,
        "printed_at": AT,
    }
    return SampleList(**(given | changes))


def order(*shortcomings, **changes):
    given = {
        "number": "〔2026〕1号",
        "unit": UNIT,
        "town": "中共枫港镇委员会",
        "held_on": "2026年11月27日",
        "shortcomings": tuple((text, "通知四(四)") for text in shortcomings),
        "demand": "",
        "plan_due_on": DAY,
        "due_on": DAY,
        "issued_on": DAY,
    }
    return OrderPaper(**(given | changes))


def test_a_list_of_a_hundred_and_one_branches_repeats_its_head():
    pages = words(render_sample_list(sample(101)))
    assert all("序号编码党支部比例校验值抽中" in page for page in pages)
    assert [n for n in range(1, 102) if f"第{n}村党支部" not in "".join(pages)] == []
    assert "101个党支部，抽中33个" in pages[0]


def test_a_void_list_says_so():
    assert "已作废：念错" in words(render_sample_list(sample(note="已作废：念错")))[0]


@pytest.mark.parametrize("name", [RARE, *HOSTILE, "很长的名字" * 12])
def test_names_are_printed_as_they_are(name):
    assert render_sample_list(sample(name=name))
    assert render_order(order(name[:100], unit=name))
    assert render_ballots(BallotSheet("镇", 2026, ((name, name),)))
    sheet = EvidenceSheet(name, name, 2026, (("项目", "3 次", name),), (name,), DAY)
    assert render_evidence([sheet])
    assert render_inspection_sheet(InspectionSheet(name, "镇", DAY, name, (("项目", "通知一", name),)))


def test_many_shortcomings_go_on_on_the_next_page_with_the_slip_at_the_end():
    pages = words(
        render_order(order(*[f"第{n}个问题，写得长一些，把一行写满再多一点" for n in range(1, 26)]))
    )
    assert len(pages) > 1
    assert "二十五、第25个问题" in "".join(pages)
    assert "送达回执" in pages[-1]


def test_every_secretary_has_a_line_and_every_page_its_head():
    rows = tuple((f"第{n}村", f"书记{n}") for n in range(1, 102))
    pages = words(render_ballots(BallotSheet("镇党委", 2026, rows)))
    assert all("序号党支部书记好较好一般差意见" in page for page in pages)
    assert [n for n in range(1, 102) if f"{n}第{n}村书记{n}" not in "".join(pages)] == []


def test_a_frozen_sheet_says_when_it_was_frozen():
    sheet = EvidenceSheet(UNIT, "", 2026, (("应开展活动", "8 次", "到期的活动日"),), (), DAY, is_frozen=True)
    assert "考核办结时封存" in words(render_evidence([sheet]))[0]
    assert words(render_evidence([sheet, sheet]))[1].startswith("2026年度述职评议考核依据表")
