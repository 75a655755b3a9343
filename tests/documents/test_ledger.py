from datetime import datetime
from io import BytesIO

import openpyxl
import pytest

from activityday.documents.papers.ledger import Sign, month_totals, render_ledger_pdf, render_ledger_xlsx
from tests.documents.looking import picture, words
from tests.documents.samples import HOSTILE, RARE, ledger


def opened(given):
    return openpyxl.load_workbook(BytesIO(render_ledger_xlsx(given)))


def test_the_workbook_holds_each_member_by_month():
    sheet = opened(ledger(3))["党员参加情况"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[2] == (
        "序号",
        "姓名",
        "党小组、备注",
        *(f"{m}月" for m in range(1, 13)),
        "√",
        "○",
        "假",
        "缺",
        "免",
    )
    signs = ("√", "○", "假", "缺", "免", "核", "—", *[None] * 5)
    assert rows[3:6] == [(n, f"党员{n}", "第一党小组", *signs, 1, 1, 1, 1, 1) for n in (1, 2, 3)]
    assert rows[6][:5] == (None, "活动日期", None, "1.5", None)
    assert rows[7][1:6] == ("合计", "到会", 3, 0, 0)
    assert rows[13][1:10] == ("合计", "未记录", 0, 0, 0, 0, 0, 0, 3)


def test_the_workbook_holds_each_activity_and_its_facts():
    rows = list(opened(ledger())["活动开展情况"].iter_rows(values_only=True))
    assert rows[3] == (
        *("1月", datetime(2026, 1, 5), "已开展已记录", "学习公报", "组织学习教育", "会议室", 190, "王小明"),
        *(45, 36, 2, 3, 4, "88.4%", None),
    )
    assert rows[4] == ("2月", None, "未到期", *[None] * 12)


def test_the_workbook_prints_on_a4_with_its_head_repeated():
    for sheet in opened(ledger()).worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.page_setup.fitToHeight == 0


def test_no_text_becomes_a_formula_or_a_link():
    sheet = opened(ledger(names=[*HOSTILE, "長" * 500])).worksheets[0]
    assert [cell.value for cell in sheet["B"][3 : 3 + len(HOSTILE)]] == HOSTILE
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert sheet._hyperlinks == []
    assert sheet["B15"].value == "長" * 500


def test_the_pdf_shows_members_signs_totals_and_activities():
    pages = words(render_ledger_pdf(ledger(3)))
    whole = "".join(pages)
    assert "1党员1第一党小组√○假缺免核—11111" in whole
    assert "到会3000000" in whole
    assert "未记录0000003" in whole
    assert "1月1月5日已开展已记录学习公报组织学习教育会议室190王小明453623488.4%" in whole
    for page in pages:
        assert "√到会○其他方式参加假请假缺缺席免经批准不参加核待核实—未记录" in page
        assert "截至2026年9月30日17:00存证码7Q2M-K4TD" in page


def test_two_hundred_members_repeat_the_head_and_number_the_pages():
    pages = words(render_ledger_pdf(ledger(200)))
    assert all(f"第{n}页共{len(pages)}页" in page for n, page in enumerate(pages, start=1))
    with_members = [page for page in pages if "第一党小组" in page]
    assert len(with_members) >= 7
    assert all("2026年党员活动日台账" in page and "姓名党小组、备注" in page for page in with_members)
    assert [n for n in range(1, 201) if f"{n}党员{n}第一党小组" not in "".join(pages)] == []


def test_hostile_rare_and_long_names_stay_in_their_cells():
    page = words(render_ledger_pdf(ledger(names=[*HOSTILE, *RARE, "长" * 500])))
    whole = "".join(page)
    for name in (*HOSTILE, *RARE):
        assert "".join(name.split()) in whole
    assert "长…" in whole
    plain = picture(render_ledger_pdf(ledger(names=["甲"])), dpi=100)
    long = picture(render_ledger_pdf(ledger(names=["长" * 500])), dpi=100)
    different = (plain != long).any(axis=0).nonzero()[0]
    assert different.min() > 20 / 25.4 * 100
    assert different.max() < 52 / 25.4 * 100


def test_totals_count_signs_also_when_a_month_has_two_activities():
    twice = ledger(2)
    both = (Sign.PRESENT, Sign.LEAVE)
    members = tuple(type(m)(m.name, (both, *m.signs[1:]), m.note) for m in twice.members)
    assert month_totals(ledger(2, members=members))[Sign.LEAVE][:3] == [2, 0, 2]


def test_an_empty_branch_has_a_ledger():
    assert "2026年党员活动日台账" in words(render_ledger_pdf(ledger(members=(), activities=())))[0]
    assert opened(ledger(members=(), activities=())).sheetnames == ["党员参加情况", "活动开展情况"]


@pytest.mark.parametrize("render", [render_ledger_pdf, render_ledger_xlsx])
def test_the_same_ledger_gives_the_same_bytes(render):
    assert render(ledger()) == render(ledger())
    assert render(ledger(as_of=datetime(2026, 10, 1))) != render(ledger())
