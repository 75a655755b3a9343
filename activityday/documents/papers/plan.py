"""年度计划表: the twelve activity days of a unit's year as they are planned, as PDF and as a workbook."""

from dataclasses import dataclass

from activityday.documents import excel, typeset
from activityday.documents.excel import Sheet, Workbook

HEAD = ("月份", "活动时间", "主题", "内容", "形式", "责任人", "备注")


@dataclass(frozen=True)
class PlanRow:
    """One month, every cell as it is read."""

    month: str
    day: str
    theme: str
    contents: str
    form: str
    in_charge: str
    remark: str


@dataclass(frozen=True)
class PlanPaper:
    """A unit's year; `note` stands at the foot."""

    unit: str
    year: int
    rows: tuple[PlanRow, ...]
    note: str = ""

    @property
    def title(self) -> str:
        """2026 年党员活动日年度计划表."""
        return f"{self.year} 年党员活动日年度计划表"


def render_plan_pdf(paper: PlanPaper) -> bytes:
    """The sheet as PDF, A4 landscape."""
    rows = [list(vars(row).values()) for row in paper.rows]
    return typeset.set_pdf(
        "plan",
        {"title": paper.title, "unit": paper.unit, "head": list(HEAD), "rows": rows, "note": paper.note},
    )


def render_plan_xlsx(paper: PlanPaper) -> bytes:
    """The sheet as a workbook."""
    rows = [list(vars(row).values()) for row in paper.rows]
    widths = (7, 13, 34, 34, 14, 14, 24)
    sheet = Sheet(
        "年度计划", paper.title, HEAD, rows, widths, "　".join(filter(None, (paper.unit, paper.note)))
    )
    return excel.write(Workbook((sheet,)))
