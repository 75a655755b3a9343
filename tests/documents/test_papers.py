from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from activityday.documents.papers.approval import ApprovalForm, Opinion, render_approval
from activityday.documents.papers.calls import CallLine, CallList, render_call_list
from activityday.documents.papers.notice import ActivityNotice, AgendaItem, render_agenda, render_notice
from activityday.documents.papers.wording import numeral
from activityday.documents.papers.year import (
    TownYearRow,
    TownYearSheet,
    YearDay,
    YearSheet,
    render_town_year,
    render_year,
)
from tests.documents.looking import words
from tests.documents.samples import HOSTILE, RARE, UNIT

DAY = date(2026, 12, 7)


def notice(theme="研究道路维修", **changes):
    items = (
        AgendaItem("组织学习教育", "集中学习", "王小明", 60, theme),
        AgendaItem("集中交纳党费", "集中交纳"),
    )
    given = {"unit": UNIT, "held_on": DAY, "place": "会议室", "theme": theme, "items": items}
    return ActivityNotice(**(given | {"issued_on": date(2026, 12, 1), "hours": "09:00–12:00"} | changes))


def calls(count=3, theme="党课", **line):
    lines = tuple(
        CallLine(**({"name": f"党员{n}", "phone": f"1380000{n:04}"} | line)) for n in range(1, count + 1)
    )
    return CallList(UNIT, DAY, "会议室", theme, lines)


def year(reason="国庆节放假", unit=UNIT):
    days = tuple(
        YearDay(
            date(2026, m, 5), date(2026, m, 8) if m == 10 else date(2026, m, 5), "按期" if m != 10 else "顺延"
        )
        for m in range(1, 12)
    )
    return YearSheet(unit, 2026, (*days, YearDay(date(2026, 12, 7), None, "暂定", reason)), "按国办通知。")


def approval(words="同意", **changes):
    given = {
        "title": "党员活动日调整审批表",
        "unit": UNIT,
        "rows": (("原定日期", "2026年12月7日"), ("调整原因", words)),
        "opinions": (Opinion("支部意见", words, "王小明", "2026年12月1日"), Opinion("上级党组织意见")),
        "number": "A-12",
    }
    return ApprovalForm(**(given | changes))


def test_the_notice_says_when_where_what_and_who_asks():
    page = words(render_notice(notice(remarks=("带笔。",), postponed="因元旦顺延", chair="王小明")))[0]
    for part in (
        *(
            "本支部全体党员：",
            "时间：2026年12月7日星期一09:00–12:00",
            "地点：会议室",
            "主题：研究道路维修",
            "主持人：王小明",
        ),
        *(
            "一、集中学习（组织学习教育），王小明，60分钟：研究道路维修。",
            "二、集中交纳（集中交纳党费）。",
            "带笔。",
        ),
        *("说明：因元旦顺延", f"{UNIT}2026年12月1日"),
    ):
        assert part in page


def test_the_agenda_lists_the_segments_in_order():
    page = words(render_agenda(notice(chair="王小明")))[0]
    assert "一集中学习组织学习教育研究道路维修王小明60分钟二集中交纳集中交纳党费" in page


def test_the_call_list_gives_name_phone_group_and_the_whole_note():
    note = "由女儿转告，每天晚上七点以后方便，白天在地里干活听不见电话。" * 2
    page = words(render_call_list(calls(1, group="第二党小组", note=note)))[0]
    assert "1党员1" in page
    assert "13800000001" in page
    assert "第二党小组" in page
    assert note in page


def test_the_call_list_is_in_large_type():
    sizes = {}

    def seen(text, _cm, matrix, _font, size):
        for character in text.strip():
            sizes[character] = max(sizes.get(character, 0), size * abs(matrix[0]))

    PdfReader(BytesIO(render_call_list(calls(1)))).pages[0].extract_text(visitor_text=seen)
    assert min(sizes[character] for character in "党员138时间地点：") >= 16


def test_a_long_call_list_repeats_its_head():
    pages = words(render_call_list(calls(200)))
    assert all("序号姓名电话党小组已通知备注" in page for page in pages)
    assert all(f"第{n}页共{len(pages)}页" in page for n, page in enumerate(pages, start=1))
    assert [n for n in range(1, 201) if f"1380000{n:04}" not in "".join(pages)] == []


def test_the_year_sheet_gives_nominal_day_day_status_and_reason():
    page = words(render_year(year()))[0]
    assert "1月1月5日（星期一）1月5日（星期一）按期" in page
    assert "10月10月5日（星期一）10月8日（星期四）顺延" in page
    assert "12月12月7日（星期一）待定暂定国庆节放假" in page
    assert "按国办通知。" in page


def test_a_town_of_a_hundred_branches_fills_numbered_pages():
    rows = tuple(TownYearRow(f"第{n}支部", tuple(f"{m}日" for m in range(1, 13))) for n in range(1, 101))
    pages = words(render_town_year(TownYearSheet("镇党委", 2026, rows, "按国办通知。")))
    months = "".join(f"{m}日" for m in range(1, 13))
    assert [n for n in range(1, 101) if f"{n}第{n}支部{months}" not in "".join(pages)] == []
    assert all("2026年党员活动日安排一览表" in page and f"共{len(pages)}页" in page for page in pages)


def test_the_approval_form_leaves_room_for_a_pen_where_nobody_has_decided():
    page = words(render_approval(approval()))[0]
    assert "党员活动日调整审批表" in page
    assert "编号：A-12" in page
    assert "原定日期2026年12月7日" in page
    assert "支部意见同意签名：王小明（盖章）2026年12月1日" in page
    assert "上级党组织意见签名：（盖章）年月日" in page


@pytest.mark.parametrize("text", [*HOSTILE, RARE])
def test_hostile_and_rare_texts_come_out_as_they_are(text):
    plain = "".join(text.split())
    printed = [
        *(render_notice(notice(text)), render_agenda(notice(text)), render_call_list(calls(theme=text))),
        *(render_year(year(unit=text)), render_approval(approval(text))),
        render_town_year(TownYearSheet(text, 2026, (TownYearRow(text, ("1日",) * 12),))),
    ]
    assert [plain in "".join(words(pdf)) for pdf in printed] == [True] * 6


@pytest.mark.parametrize(
    ("number", "chinese"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九")],
)
def test_segments_are_numbered_in_chinese(number, chinese):
    assert numeral(number) == chinese
