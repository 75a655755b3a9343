"""The Word templates as they leave the press: A4, 仿宋 and 黑体, placeholders in double braces. A clerk
downloads one, changes it in Word or WPS and uploads it; nothing here is needed to read it back."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FANGSONG, HEI, SONG = "仿宋", "黑体", "宋体"
CENTER = WD_ALIGN_PARAGRAPH.CENTER

_SEGMENT = {
    "number": "一",
    "form": "集中学习",
    "content": "组织学习教育",
    "facts": "主讲（主持）：王小明，60 分钟",
    "points": ["学习文件一份。"],
    "decisions": ["同意。"],
}
_RATE = {"name": "参与率", "shown": "88.9%", "arithmetic": "40÷45", "basis": "实到和其他方式参加÷应到"}
_RECORD = {
    "unit": "中共某镇某村支部委员会",
    "kind": "党员活动日",
    "theme": "集中学习",
    "held": "2026年12月7日 星期一 09:00–12:00",
    "minutes": "180 分钟",
    "place": "村党群服务中心",
    "chair": "王小明",
    "recorder": "李小红",
    "expected": "45",
    "away": "6",
    "present": "38",
    "other": "2",
    "leave": "3",
    "absent": "2",
    "unrecorded": "0",
    "attendees": "王小明、李小红",
    "other_names": "张三（视频）",
    "leave_names": "李四（病假）",
    "absent_names": "王五（外出）",
    "unrecorded_names": "无",
    "guests": "无",
    "leaders": "无",
    "segments": [_SEGMENT],
    "rates": [_RATE],
    "declaration": "无外出旅游、发放补贴、纪念品和公款吃喝。",
    "version": "第 1 版",
    "as_of": "2026年12月8日 10:00",
    "audit_code": "7Q2M-K4TD",
}
_HALF_YEAR = {
    "title": "2026年上半年党员活动日开展情况报备表",
    "unit": "中共某镇某村支部委员会",
    "period": "2026年上半年",
    "is_sum": False,
    "due": "6",
    "held": "6",
    "columns": ["月份", "日期", "主题", "内容", "应到", "实到", "其他方式", "请假", "缺席", "参与率", "状态"],
    "rows": [
        {
            "cells": [
                *("6月", "6月1日", "集中学习", "组织学习教育"),
                *("45", "38", "2", "3", "2", "88.8%", "已归档"),
            ]
        }
    ],
    "rates": [_RATE],
    "moved": ["6月1日改到6月3日（防汛），某镇党委5月28日同意"],
    "posted": ["2026年上半年：7月6日至7月10日，村务公开栏"],
    "problems": ["外出党员多。"],
    "measures": ["提前一周通知。"],
    "gaps": ["无"],
    "gaps_reason": "无",
    "correction": "无",
    "secretary": "王小明",
    "signed": "2026年7月6日",
    "received": "",
    "version": "第 1 版",
    "as_of": "2026年7月6日 10:00",
    "audit_code": "7Q2M-K4TD",
}
_WIDTHS = (15, 32, 44, 44, 18, 18, 20, 18, 18, 20, 22)
# Template name → every placeholder it may use, each with an example.
EXAMPLES: dict[str, dict[str, Any]] = {"record": _RECORD, "minutes": _RECORD, "half_year": _HALF_YEAR}


@cache
def standard(name: str) -> bytes:
    """The .docx of the template `name` (a key of `EXAMPLES`). Raises `KeyError` for another name."""
    build: dict[str, Callable[[WordDocument], None]] = {
        "record": _record,
        "minutes": _minutes,
        "half_year": _half_year,
    }
    document = _a4()
    build[name](document)
    _foot(document)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _a4() -> WordDocument:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    style = document.styles["Normal"]
    style.font.size = Pt(12)
    _face(style.element.get_or_add_rPr(), FANGSONG)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(2)
    return document


def _record(document: WordDocument) -> None:
    _line(document.add_paragraph(), "党员活动日活动纪实表", SONG, 20, bold=True, alignment=CENTER)
    _line(document.add_paragraph(), "党组织：{{ unit }}", FANGSONG, 12)
    table = document.add_table(rows=0, cols=6)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for labels in (
        (("活动类型", "{{ kind }}", 3), ("时长", "{{ minutes }}", 1)),
        (("活动主题", "{{ theme }}", 5),),
        (("时间", "{{ held }}", 3), ("主持人", "{{ chair }}", 1)),
        (("地点", "{{ place }}", 3), ("记录人", "{{ recorder }}", 1)),
        (
            ("应到人数", "{{ expected }}", 1),
            ("流动和行动不便党员数", "{{ away }}", 1),
            ("实到人数", "{{ present }}", 1),
        ),
        (("其他方式参加", "{{ other }}", 1), ("请假", "{{ leave }}", 1), ("缺席", "{{ absent }}", 1)),
        (("未记录", "{{ unrecorded }} 人：{{ unrecorded_names }}", 5),),
        (("到会成员", "{{ attendees }}", 5),),
        (("其他方式参加的党员", "{{ other_names }}", 5),),
        (("请假人员", "{{ leave_names }}", 5),),
        (("缺席人员及原因", "{{ absent_names }}", 5),),
        (("列席人员", "{{ guests }}", 5),),
        (("到会指导的上级领导", "{{ leaders }}", 5),),
    ):
        _cells(table.add_row(), labels)
    _contents(table.add_row())
    _command(table.add_row(), "{%tr for rate in rates %}")
    _cells(
        table.add_row(),
        (("{{ rate.name }}", "{{ rate.shown }}：{{ rate.arithmetic }}；口径：{{ rate.basis }}", 5),),
    )
    _command(table.add_row(), "{%tr endfor %}")
    _cells(table.add_row(), (("监督声明", "{{ declaration }}", 5),))
    signed = "主持人（签名）：　　　　　记录人（签名）：　　　　　（盖章）　　年　月　日"
    _line(document.add_paragraph(), signed, FANGSONG, 12).paragraph_format.space_before = Pt(18)


def _contents(row: _Row) -> None:
    _cells(row, (("活动内容及决议", "", 5),))
    cell = row.cells[1]
    cell.paragraphs[0].add_run("{%p for segment in segments %}")
    _line(cell.add_paragraph(), "{{ segment.number }}、{{ segment.form }}（{{ segment.content }}）", HEI, 12)
    _line(cell.add_paragraph(), "{{ segment.facts }}", FANGSONG, 11)
    _points(cell.add_paragraph, 12)
    cell.add_paragraph().add_run("{%p endfor %}")


def _minutes(document: WordDocument) -> None:
    _line(document.add_paragraph(), "党员活动日会议记录", SONG, 22, bold=True, alignment=CENTER)
    counts = (
        "应到 {{ expected }} 人，实到 {{ present }} 人，其他方式参加 {{ other }} 人，"
        "请假 {{ leave }} 人，缺席 {{ absent }} 人，未记录 {{ unrecorded }} 人"
    )
    for name, words in (
        ("党 组 织", "{{ unit }}"),
        ("时　　间", "{{ held }}（{{ minutes }}）"),
        ("地　　点", "{{ place }}"),
        ("主　　题", "{{ theme }}"),
        ("主 持 人", "{{ chair }}"),
        ("记 录 人", "{{ recorder }}"),
        ("人　　数", counts),
        ("到会党员", "{{ attendees }}"),
        ("其他方式", "{{ other_names }}"),
        ("请　　假", "{{ leave_names }}"),
        ("缺　　席", "{{ absent_names }}"),
        ("未 记 录", "{{ unrecorded_names }}"),
        ("列　　席", "{{ guests }}"),
        ("上级领导", "{{ leaders }}"),
    ):
        paragraph = _line(document.add_paragraph(), f"{name}：", HEI, 14)
        _dress(paragraph.add_run(words), FANGSONG, 14)
    document.add_paragraph().add_run("{%p for segment in segments %}")
    heading = "{{ segment.number }}、{{ segment.form }}（{{ segment.content }}）"
    _line(document.add_paragraph(), heading, HEI, 14).paragraph_format.space_before = Pt(10)
    _line(document.add_paragraph(), "{{ segment.facts }}", FANGSONG, 12)
    _points(document.add_paragraph, 14)
    document.add_paragraph().add_run("{%p endfor %}")
    signed = "主持人（签名）：　　　　　　　　　　记录人（签名）："
    _line(document.add_paragraph(), signed, FANGSONG, 14).paragraph_format.space_before = Pt(24)


def _half_year(document: WordDocument) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(14)
    _line(document.add_paragraph(), "{{ title }}", SONG, 20, bold=True, alignment=CENTER)
    counted = "党组织：{{ unit }}　　应开展 {{ due }} 次，已归档 {{ held }} 次"
    _line(document.add_paragraph(), counted, FANGSONG, 12)
    table = document.add_table(rows=0, cols=len(_HALF_YEAR["columns"]))  # type: ignore[arg-type]
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width)
    for words, face in (("columns[{}]", HEI), ("row.cells[{}]", FANGSONG)):
        if face == FANGSONG:
            _command(table.add_row(), "{%tr for row in rows %}")
        for place, cell in enumerate(table.add_row().cells):
            cell.width = Mm(_WIDTHS[place])
            _line(cell.paragraphs[0], f"{{{{ {words.format(place)} }}}}", face, 10, alignment=CENTER)
    _command(table.add_row(), "{%tr endfor %}")
    _rates_and_words(document)
    signed = "书记（签名）：{{ secretary }}　{{ signed }}（盖章）　　　　上级党组织：{{ received }}（盖章）"
    _line(document.add_paragraph(), signed, FANGSONG, 12).paragraph_format.space_before = Pt(18)


def _rates_and_words(document: WordDocument) -> None:
    document.add_paragraph().add_run("{%p for rate in rates %}")
    words = "{{ rate.name }} {{ rate.shown }}：{{ rate.arithmetic }}（{{ rate.basis }}）"
    _line(document.add_paragraph(), words, FANGSONG, 11)
    document.add_paragraph().add_run("{%p endfor %}")
    for label, name in (
        ("改期及批准", "moved"),
        ("党费公示", "posted"),
        ("存在问题", "problems"),
        ("下步打算", "measures"),
        ("缺项", "gaps"),
    ):
        _line(document.add_paragraph(), f"{label}：", HEI, 12).paragraph_format.space_before = Pt(6)
        document.add_paragraph().add_run(f"{{%p for it in {name} %}}")
        _line(document.add_paragraph(), "· {{ it }}", FANGSONG, 12)
        document.add_paragraph().add_run("{%p endfor %}")
    for label, name in (("缺项说明", "gaps_reason"), ("更正说明", "correction")):
        paragraph = _line(document.add_paragraph(), f"{label}：", HEI, 12)
        _dress(paragraph.add_run(f"{{{{ {name} }}}}"), FANGSONG, 12)


def _points(paragraph: Callable[[], Paragraph], size: float) -> None:
    for each, words in (
        ("point in segment.points", "{{ point }}"),
        ("it in segment.decisions", "决议：{{ it }}"),
    ):
        paragraph().add_run(f"{{%p for {each} %}}")
        line = _line(paragraph(), words, FANGSONG, size)
        line.paragraph_format.first_line_indent = Pt(2 * size)
        paragraph().add_run("{%p endfor %}")


def _foot(document: WordDocument) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    words = "{{ version }}　截至 {{ as_of }}　存证码 {{ audit_code }}　　　第 "
    _line(paragraph, words, SONG, 9, alignment=CENTER)
    _field(paragraph, "PAGE")
    _dress(paragraph.add_run(" 页　共 "), SONG, 9)
    _field(paragraph, "NUMPAGES")
    _dress(paragraph.add_run(" 页"), SONG, 9)


def _cells(row: _Row, labels: tuple[tuple[str, str, int], ...]) -> None:
    at = 0
    for label, words, width in labels:
        row.cells[at].vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        _line(row.cells[at].paragraphs[0], label, HEI, 11, alignment=CENTER)
        cell: _Cell = row.cells[at + 1].merge(row.cells[at + width])
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        _line(cell.paragraphs[0], words, FANGSONG, 12)
        at += width + 1


def _command(row: _Row, tag: str) -> None:
    row.cells[0].merge(row.cells[-1]).paragraphs[0].add_run(tag)


def _line(
    paragraph: Paragraph,
    words: str,
    face: str,
    size: float,
    *,
    bold: bool = False,
    alignment: WD_ALIGN_PARAGRAPH | None = None,
) -> Paragraph:
    _dress(paragraph.add_run(words), face, size, bold=bold)
    if alignment is not None:
        paragraph.alignment = alignment
    return paragraph


def _dress(run: Run, face: str, size: float, *, bold: bool = False) -> None:
    run.font.size, run.font.bold = Pt(size), bold
    _face(run._element.get_or_add_rPr(), face)  # noqa: SLF001  (python-docx has no East Asian face of its own)


def _face(properties: Any, face: str) -> None:
    faces = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        faces.set(qn(script), face)


def _field(paragraph: Paragraph, code: str) -> None:
    for kind in ("begin", code, "separate", "0", "end"):
        run = paragraph.add_run("0" if kind == "0" else "")
        _dress(run, SONG, 9)
        if kind == code:
            element = OxmlElement("w:instrText")
            element.text = code
        elif kind == "0":
            continue
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._element.append(element)  # noqa: SLF001
