"""Papers of the town's supervision: 抽查名单, 督查记录表, 整改通知书, 测评表, 考核依据表."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from activityday.documents import plain, typeset
from activityday.documents.papers.wording import numeral

ASPECTS = ("抓党建责任落实", "组织生活", "党员队伍", "问题整改", "党员活动日开展")


@dataclass(frozen=True)
class SampleList:
    """Who was drawn. `rows`: code, name, share, the whole digest, whether drawn; in the order of the tree."""

    unit: str
    title: str
    seed: str
    fixed_at: datetime
    fixed_by: str
    drawn_at: datetime
    drawn_by: str
    audit_code: str
    algorithm: str
    rows: tuple[tuple[str, str, str, str, bool], ...]
    printed_at: datetime
    note: str = ""


@dataclass(frozen=True)
class InspectionSheet:
    """What is looked at on the spot. `items`: title, clause, what to look at."""

    unit: str
    town: str
    planned_on: date
    purpose: str
    items: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class OrderPaper:
    """An order to rectify. `shortcomings`: what was found, and the clause it rests on."""

    number: str
    unit: str
    town: str
    held_on: str
    shortcomings: tuple[tuple[str, str], ...]
    demand: str
    plan_due_on: date
    due_on: date
    issued_on: date


@dataclass(frozen=True)
class BallotSheet:
    """The paper form of an assessment. `rows`: branch and secretary, in the order of the tree."""

    town: str
    year: int
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EvidenceSheet:
    """One branch's figures. `lines`: label, value, how it comes about."""

    unit: str
    secretary: str
    year: int
    lines: tuple[tuple[str, str, str], ...]
    points: tuple[str, ...]
    as_of: date
    is_frozen: bool = False


def render_sample_list(paper: SampleList) -> bytes:
    """抽查名单 as PDF, A4; with it anyone can draw again."""
    drawn = sum(row[-1] for row in paper.rows)
    rows = [
        {"code": code, "name": name, "percent": percent, "digest": digest[:16], "drawn": is_drawn}
        for code, name, percent, digest, is_drawn in paper.rows
    ]
    summary = f"{len(paper.rows)} 个党支部，抽中 {drawn} 个"
    return typeset.set_pdf(
        "sample-list",
        {
            **vars(paper),
            "title": "党员活动日督查抽查名单",
            "name": paper.title,
            "rows": rows,
            "summary": summary,
        },
    )


def render_inspection_sheet(paper: InspectionSheet) -> bytes:
    """督查记录表 as PDF, A4, to be filled in with a pen."""
    items = [
        {"number": number, "title": title, "clause": clause, "look_at": look_at}
        for number, (title, clause, look_at) in enumerate(paper.items, start=1)
    ]
    return typeset.set_pdf(
        "inspection-sheet", {**vars(paper), "title": "党员活动日督查记录表", "items": items}
    )


def render_order(paper: OrderPaper) -> bytes:
    """整改通知书 as PDF, A4, with the slip the branch signs for it."""
    shortcomings = [
        {"number": numeral(number), "text": text.rstrip("。"), "clause": clause}
        for number, (text, clause) in enumerate(paper.shortcomings, start=1)
    ]
    return typeset.set_pdf(
        "rectification-order", {**vars(paper), "title": "整改通知书", "shortcomings": shortcomings}
    )


def render_ballots(paper: BallotSheet) -> bytes:
    """测评表 as PDF, A4: one line a secretary, four boxes to tick, room for an opinion."""
    title = f"{paper.year}年度党支部书记抓党建工作述职评议考核测评表"
    rows = [
        {"number": number, "unit": unit, "name": name}
        for number, (unit, name) in enumerate(paper.rows, start=1)
    ]
    return typeset.set_pdf(
        "assessment-ballot", {**vars(paper), "title": title, "rows": rows, "aspects": ASPECTS}
    )


def render_evidence(papers: Sequence[EvidenceSheet]) -> bytes:
    """考核依据表 as PDF, A4, a page for each branch."""
    sheets = [
        {
            "unit": one.unit,
            "secretary": one.secretary,
            "lines": [{"label": label, "value": value, "note": note} for label, value, note in one.lines],
            "points": one.points,
            "foot": f"数字都来自平时的记录，{'考核办结时封存' if one.is_frozen else '截至' + plain.day(one.as_of)}；不打分，不排名次。",
        }
        for one in papers
    ]
    year = papers[0].year if papers else ""
    return typeset.set_pdf(
        "assessment-evidence", {"title": f"{year}年度述职评议考核依据表", "sheets": sheets}
    )
