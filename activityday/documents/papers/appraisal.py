"""民主评议: 登记表, 测评表, 计票表, 结果汇总表, 告知单, 评议依据. Always in the order of the roster; empty fields are left for a pen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activityday.documents import excel, typeset
from activityday.documents.excel import Cell, Sheet, Workbook

GRADES = ("优秀", "合格", "基本合格", "不合格")
IN_ORDER = "按花名册顺序。只供支部和基层党委内部使用。"


@dataclass(frozen=True)
class EvidencePart:
    """One line of a sheet: what it says and how it was worked out."""

    label: str
    value: str
    arithmetic: str
    basis: str


@dataclass(frozen=True)
class EvidencePaper:
    """What the records say of one member in the year."""

    unit: str
    name: str
    category: str
    part: str
    lines: tuple[EvidencePart, ...]


@dataclass(frozen=True)
class RegistrationForm:
    """民主评议登记表 of one member: what is known stands in it, the rest is for a pen."""

    unit: str
    name: str
    gender: str
    born: str
    joined: str
    category: str
    part: str
    facts: tuple[str, ...]
    self_grade: str = ""
    self_statement: str = ""
    ballots: str = ""
    grade: str = ""
    reason: str = ""
    decided: str = ""
    told: str = ""


@dataclass(frozen=True)
class BallotPaper:
    """测评表: every full member in roster order × four grades."""

    unit: str
    year: int
    dated: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class SummaryLine:
    """One member: what they gave themselves, what the ballots gave, what was decided."""

    name: str
    part: str
    self_grade: str
    marks: tuple[int, int, int, int] | None
    abstained: int | None
    grade: str
    note: str = ""


@dataclass(frozen=True)
class Summary:
    """评议结果汇总表 of a branch."""

    unit: str
    year: int
    facts: tuple[tuple[str, str], ...]
    lines: tuple[SummaryLine, ...]
    as_of: date
    audit_code: str


@dataclass(frozen=True)
class Slip:
    """告知单 for one member, in large type."""

    unit: str
    name: str
    year: int
    grade: str
    decided: str
    reason: str = ""
    told: str = ""
    opinion: str = ""


def render_forms(year: int, forms: Sequence[RegistrationForm]) -> bytes:
    """The forms as PDF, A4, a page for each member."""
    return typeset.set_pdf("appraisal-form", {"title": _title(year, "登记表"), "year": year, "forms": forms})


def render_ballot(paper: BallotPaper) -> bytes:
    """One ballot as PDF, A4; to be printed as often as there are voters."""
    title = _title(paper.year, "测评表")
    return typeset.set_pdf("appraisal-ballot", {"title": title, "grades": GRADES, **vars(paper)})


def render_count_sheet(paper: BallotPaper) -> bytes:
    """The sheet of the tellers as PDF, A4."""
    title = _title(paper.year, "计票表")
    return typeset.set_pdf("appraisal-count", {"title": title, "grades": GRADES, **vars(paper)})


def render_summary(summary: Summary) -> bytes:
    """The summary as PDF, A4."""
    title = _title(summary.year, "结果汇总表")
    return typeset.set_pdf("appraisal-summary", {"title": title, "grades": GRADES, **vars(summary)})


def render_summary_xlsx(summary: Summary) -> bytes:
    """The summary as a workbook of one sheet."""
    title = _title(summary.year, "结果汇总表")
    header = (
        "序号",
        "姓名",
        "参加评议",
        "自评",
        *(f"测评{grade}" for grade in GRADES),
        "弃权",
        "评定等次",
        "备注",
    )
    page = Sheet(
        name=f"{summary.year}年度民主评议",
        title=title,
        header=header,
        rows=[_row(number, line) for number, line in enumerate(summary.lines, start=1)],
        widths=(6, 14, 16, 10, 8, 8, 8, 8, 8, 10, 24),
        subtitle=f"{summary.unit}　{'　'.join(f'{name}：{words}' for name, words in summary.facts[:3])}",
        notes=(IN_ORDER,),
    )
    return excel.write(Workbook((page,)))


def render_slips(slips: Sequence[Slip]) -> bytes:
    """The slips as PDF, A4, letters of 16 points and more, a page for each member."""
    return typeset.set_pdf("appraisal-slip", {"title": "民主评议结果告知单", "slips": slips})


def render_evidence(year: int, as_of: date, papers: Sequence[EvidencePaper]) -> bytes:
    """The sheets as PDF, A4, a page for each member."""
    data = {"title": f"{year} 年度民主评议依据", "as_of": as_of, "papers": papers}
    return typeset.set_pdf("appraisal-evidence", data)


def _title(year: int, what: str) -> str:
    return f"{year} 年度民主评议党员{what}"


def _row(number: int, line: SummaryLine) -> list[Cell]:
    marks: tuple[Cell, ...] = line.marks or (None, None, None, None)
    return [number, line.name, line.part, line.self_grade, *marks, line.abstained, line.grade, line.note]
