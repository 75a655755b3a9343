from io import BytesIO

import pytest
from docx import Document

from activityday.documents import word_templates
from activityday.documents.papers.record import (
    Named,
    RecordSegment,
    render_minutes_docx,
    render_minutes_pdf,
    render_record_docx,
    render_record_pdf,
    words_of,
)
from tests.documents.looking import words
from tests.documents.samples import HOSTILE, RARE, UNIT, record

SAID = [
    *(UNIT, "研究村级道路维修", "2026年12月7日 星期一 09:00–12:10", "190 分钟", "村党群服务中心"),
    *("王小明、䶮㛃、买买提·吐尔逊江", "张三（视频）", "王五（病假）", "赵六（外出未请假）", "郑九、冯十"),
    *("周七（入党积极分子）", "吴八", "一、集中学习（组织学习教育）", "主讲（主持）：王小明，60 分钟"),
    *("学习公报全文。", "三人谈体会。", "二、专题讨论（民主议事决策）", "决议：同意道路维修方案。"),
    *("第 2 版", "截至 2026年12月8日 10:05", "存证码 7Q2M-K4TD"),
]


def docx_words(docx):
    document = Document(BytesIO(docx))
    lines = [p.text for p in document.paragraphs]
    for table in document.tables:
        for row in table.rows:
            for cell in dict.fromkeys(row.cells):
                lines += [p.text for p in cell.paragraphs]
    return "\n".join([*lines, *(p.text for p in document.sections[0].footer.paragraphs)])


@pytest.mark.parametrize("render", [render_record_pdf, render_minutes_pdf])
def test_the_pdf_says_everything_that_was_recorded(render):
    printed = "".join(words(render(record())))
    for part in SAID:
        assert "".join(part.split()) in printed


@pytest.mark.parametrize("render", [render_record_docx, render_minutes_docx])
def test_the_word_file_says_everything_that_was_recorded(render):
    printed = docx_words(render(record()))
    for part in SAID:
        assert part in printed
    assert "{" not in printed


def test_the_form_shows_the_counts_the_rates_and_the_declaration():
    document = Document(BytesIO(render_record_docx(record())))
    cells = {}
    for row in document.tables[0].rows:
        texts = [cell.text for cell in dict.fromkeys(row.cells)]
        cells |= dict(zip(texts[::2], texts[1::2], strict=True))
    assert {label: cells[label] for label in ("应到人数", "流动和行动不便党员数", "实到人数", "其他方式参加", "请假", "缺席")} == {
        "应到人数": "45", "流动和行动不便党员数": "6", "实到人数": "3", "其他方式参加": "1", "请假": "1", "缺席": "1",
    }  # fmt: skip
    assert cells["未记录"] == "2 人：郑九、冯十"
    assert cells["参与率"] == "88.4%：38÷43；口径：在册党员减经批准不参加"
    assert cells["监督声明"] == "没有公款吃喝。"
    assert "参与率88.4%38÷43；口径：在册党员减经批准不参加" in "".join(words(render_record_pdf(record())))


def test_what_is_not_there_is_said_and_not_left_out():
    bare = record(attendees=(), leave=(), segments=(), rates=(), minutes=None, declaration="", audit_code="")
    given = words_of(bare)
    assert (given["attendees"], given["leave_names"], given["present"]) == ("无", "无", "0")
    assert (given["minutes"], given["declaration"], given["audit_code"]) == ("未记录", "未声明", "未存证")
    assert "未填写" in "".join(words(render_record_pdf(bare)))
    assert "88.4%" not in docx_words(render_record_docx(bare))


@pytest.mark.parametrize("text", [*HOSTILE, RARE])
def test_hostile_and_rare_texts_come_out_as_they_are(text):
    given = record(
        theme=text,
        leave=(Named(text, text),),
        segments=(RecordSegment(text, text, text, 1, (text,), (text,)),),
    )
    plain = "".join(text.split())
    for render in (render_record_pdf, render_minutes_pdf):
        assert "".join(words(render(given))).count(plain) >= 6
    for render in (render_record_docx, render_minutes_docx):
        assert docx_words(render(given)).count(text) >= 6


def test_a_very_long_name_and_lost_control_characters_still_print():
    given = record(chair="阿" * 500, recorder="x" * 500, place="\x00\x0b\x1b甲\r\n乙\ud800")
    assert "".join(words(render_record_pdf(given))).count("阿") == 500
    assert "阿" * 500 in docx_words(render_record_docx(given))
    assert "甲\n乙" in docx_words(render_record_docx(given))


def test_the_same_record_gives_the_same_bytes():
    assert render_record_pdf(record()) == render_record_pdf(record())
    assert render_record_docx(record()) == render_record_docx(record())


def test_the_placeholders_that_are_offered_are_those_that_are_filled():
    given = words_of(record())
    offered = word_templates.EXAMPLES["record"]
    assert given.keys() == offered.keys()
    assert given["segments"][0].keys() == offered["segments"][0].keys()
    assert given["rates"][0].keys() == offered["rates"][0].keys()


def test_the_word_file_is_a4_in_fangsong():
    document = Document(BytesIO(render_record_docx(record())))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 'w:eastAsia="仿宋"' in document.styles["Normal"].element.xml
    assert 'w:eastAsia="黑体"' in document.tables[0]._tbl.xml
