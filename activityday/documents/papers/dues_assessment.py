"""党费核定表: what each member of a branch pays a month in a year, to be signed; as PDF and as a workbook."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from activityday.documents import excel, typeset
from activityday.documents.excel import Cell, Sheet, Workbook
from activityday.documents.plain import day

HEAD = ("序号", "姓名", "党小组", "交费类别", "每月应交（元）", "起始月份")
MASKED = "基数不在表上，加密保存。"
SEEN = "本表含党费基数，属个人敏感信息，用后妥善保管，不得张贴、转发。"


@dataclass(frozen=True)
class AssessmentLine:
    """One member: the class and the monthly amount from a month on; None where nothing is assessed.

    `base` and `arithmetic` are filled only for those who may see them and asked for them.
    """

    name: str
    group: str = ""
    kind: str = ""
    amount: Decimal | None = None
    since: date | None = None
    base: str = ""
    arithmetic: str = ""
    note: str = ""


@dataclass(frozen=True)
class AssessmentTable:
    """A branch's year in roster order. `as_of` is in local time."""

    unit: str
    year: int
    lines: tuple[AssessmentLine, ...]
    as_of: datetime
    audit_code: str = ""
    with_base: bool = False
    # in yuan; 0 where there is none
    cap: int = 0

    @property
    def title(self) -> str:
        """As it stands over the table."""
        return f"{self.year} 年党费核定表"

    @property
    def total(self) -> Decimal:
        """What all pay together in a month."""
        return sum((line.amount for line in self.lines if line.amount is not None), Decimal())


def render_assessment_pdf(table: AssessmentTable) -> bytes:
    """The table as PDF, A4, with a column to sign; the head is repeated on each page."""
    rows = [
        {
            "name": line.name,
            "group": line.group,
            "kind": line.kind,
            "amount": "" if line.amount is None else f"{line.amount:.2f}",
            "since": f"{line.since.month}月" if line.since else "",
            "base": line.base if table.with_base else "",
            "note": line.note,
        }
        for line in table.lines
    ]
    data = {
        "title": table.title,
        "unit": table.unit,
        "as_of": table.as_of,
        "version": "",
        "audit_code": table.audit_code or "未存证",
        "with_base": table.with_base,
        "lines": rows,
        "total": f"{table.total:.2f}",
        "number": sum(line.amount is not None for line in table.lines),
        "notice": SEEN if table.with_base else MASKED,
        "rule": f"每年年初核定一次，年内一般不变动{_cap(table.cap)}。",
    }
    return typeset.set_pdf("dues-assessment", data)


def render_assessment_xlsx(table: AssessmentTable) -> bytes:
    """The table as a workbook of one sheet; base and arithmetic only where they were asked for."""
    head = [*HEAD, "基数（元/月）", "算式"] if table.with_base else list(HEAD)
    rows = [_row(number, line, with_base=table.with_base) for number, line in enumerate(table.lines, start=1)]
    foot: list[Cell] = ["", "合计", "", "", table.total, *[""] * (len(head) - 4)]
    widths = (6, 14, 14, 24, 14, 14, *((14, 40) if table.with_base else ()), 20)
    sheet = Sheet(
        "党费核定表",
        table.title,
        (*head, "备注"),
        rows,
        widths,
        f"{table.unit}　截至 {day(table.as_of.date())}　存证码 {table.audit_code or '未存证'}",
        [foot],
        (f"说明：{SEEN if table.with_base else MASKED}",),
        landscape=table.with_base,
    )
    return excel.write(Workbook((sheet,)))


def render_bases_example(table: AssessmentTable) -> bytes:
    """A workbook to fill in and bring back: names and classes stand in it, bases do not."""
    rows: list[list[Cell]] = [
        [number, line.name, line.group, line.kind, "", ""] for number, line in enumerate(table.lines, start=1)
    ]
    notes = (
        "说明：1. 交费类别写：按月领工资、年薪制、个体经营等不按月取得收入、离退休、农民、学生、下岗失业、靠抚恤、救济或低保生活。",
        "说明：2. 基数填每月税后的固定收入；空着就沿用原来的。农民等交定额的不用填。个体经营的可以填三个月，用空格隔开。",
    )
    head = ("序号", "姓名", "党小组", "交费类别", "基数（元/月）", "备注")
    widths = (6, 14, 14, 26, 16, 20)
    sheet = Sheet(
        "党费基数", f"{table.year} 年党费基数", head, rows, widths, table.unit, (), notes, landscape=False
    )
    return excel.write(Workbook((sheet,)))


def _row(number: int, line: AssessmentLine, *, with_base: bool) -> list[Cell]:
    row: list[Cell] = [number, line.name, line.group, line.kind, line.amount, _month(line.since)]
    return [*row, *((line.base, line.arithmetic) if with_base else ()), line.note]


def _cap(yuan: int) -> str:
    return f"；一般每月不超过 {yuan} 元，自愿可以多交" if yuan else ""


def _month(month: date | None) -> str:
    return f"{month.year}年{month.month}月" if month else ""
