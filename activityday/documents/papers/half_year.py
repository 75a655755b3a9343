"""半年报备表: a unit's half-year as it is sent up, as PDF, as Word and as a workbook."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from activityday.documents import excel, plain, typeset, word
from activityday.documents.excel import Cell, Sheet, Workbook

NONE = "无"
HEAD = ("月份", "日期", "主题", "内容", "应到", "实到", "其他方式", "请假", "缺席", "参与率", "状态")
SUM_HEAD = (
    "序号",
    "党支部",
    "应开展",
    "已归档",
    "应到",
    "实到",
    "其他方式",
    "请假",
    "缺席",
    "参与率",
    "报备",
)


@dataclass(frozen=True)
class HalfYearRate:
    """A rate as it is read: 参与率, 88.9%, 40÷45, and who is in it."""

    name: str
    shown: str
    arithmetic: str
    basis: str


@dataclass(frozen=True)
class HalfYearPaper:
    """What stands on the form. `rows` follow `HEAD`, or `SUM_HEAD` where a unit sums up its branches.

    `version` is 草稿 before it is signed off. `as_of` is in local time.
    """

    unit: str
    period: str
    is_sum: bool
    due: int
    held: int
    rows: tuple[tuple[Cell, ...], ...]
    rates: tuple[HalfYearRate, ...]
    moved: tuple[str, ...]
    posted: tuple[str, ...]
    problems: tuple[str, ...]
    measures: tuple[str, ...]
    gaps: tuple[str, ...]
    gaps_reason: str
    correction: str
    secretary: str
    signed: str
    received: str
    version: str
    as_of: datetime
    audit_code: str = ""

    @property
    def title(self) -> str:
        """党员活动日开展情况半年报备表."""
        return f"{self.period}党员活动日开展情况报备表"


def render_half_year_pdf(paper: HalfYearPaper) -> bytes:
    """The form as PDF, A4; the head of the table is repeated on each page."""
    return typeset.set_pdf("half-year", words_of(paper) | {"head": list(_head(paper))})


def render_half_year_docx(paper: HalfYearPaper, template: bytes | None = None) -> bytes:
    """The form as Word, in the clerk's `template` where there is one. Raises `word.TemplateRefused`."""
    return word.fill("half_year", words_of(paper), template)


def render_half_year_xlsx(paper: HalfYearPaper) -> bytes:
    """The form as a workbook: the table, then the facts in words."""
    widths = (8, 12, 30, 24, 7, 7, 9, 7, 7, 10, 14)
    sum_widths = (6, 24, 8, 8, 8, 8, 9, 8, 8, 10, 14)
    table = Sheet(
        "开展情况",
        paper.title,
        _head(paper),
        paper.rows,
        sum_widths if paper.is_sum else widths,
        f"{paper.unit}　{paper.version}　截至 {plain.plain(paper.as_of)}　存证码 {paper.audit_code or '未存证'}",
    )
    facts = Sheet("说明", paper.title, ("项目", "内容"), _facts(paper), (18, 90), paper.unit)
    return excel.write(Workbook((table, facts)))


def words_of(paper: HalfYearPaper) -> dict[str, Any]:
    """The form in words: the placeholders that a Word template may use."""
    return {
        "title": paper.title,
        "unit": paper.unit,
        "period": paper.period,
        "is_sum": paper.is_sum,
        "due": str(paper.due),
        "held": str(paper.held),
        "rows": [{"cells": [_shown(cell) for cell in row]} for row in paper.rows],
        "columns": list(_head(paper)),
        "rates": [vars(rate) for rate in paper.rates],
        "moved": list(paper.moved) or [NONE],
        "posted": list(paper.posted) or [NONE],
        "problems": list(paper.problems) or [NONE],
        "measures": list(paper.measures) or [NONE],
        "gaps": list(paper.gaps) or [NONE],
        "gaps_reason": paper.gaps_reason or NONE,
        "correction": paper.correction or NONE,
        "secretary": paper.secretary,
        "signed": paper.signed,
        "received": paper.received,
        "version": paper.version,
        "as_of": paper.as_of,
        "audit_code": paper.audit_code or "未存证",
    }


def _head(paper: HalfYearPaper) -> tuple[str, ...]:
    return SUM_HEAD if paper.is_sum else HEAD


def _facts(paper: HalfYearPaper) -> list[list[Cell]]:
    rates: list[list[Cell]] = [
        [rate.name, f"{rate.shown}：{rate.arithmetic}（{rate.basis}）"] for rate in paper.rates
    ]
    return [
        ["应开展次数", paper.due],
        ["已归档次数", paper.held],
        *rates,
        ["改期及批准", "\n".join(paper.moved) or NONE],
        ["党费公示", "\n".join(paper.posted) or NONE],
        ["存在问题", "\n".join(paper.problems) or NONE],
        ["下步打算", "\n".join(paper.measures) or NONE],
        ["缺项", "\n".join(paper.gaps) or NONE],
        ["缺项说明", paper.gaps_reason or NONE],
        ["更正说明", paper.correction or NONE],
        ["书记签名", f"{paper.secretary} {paper.signed}".strip()],
        ["上级收件", paper.received or "未收"],
    ]


def _shown(value: Cell) -> str:
    return "" if value is None else str(value)
