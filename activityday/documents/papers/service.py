"""Papers of service: 服务记录, 报名表, 承诺公示, 设岗定责, 社区报到回执, 走访单, 服务台账."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from activityday.documents import excel, typeset
from activityday.documents.excel import Cell, Sheet, Workbook


@dataclass(frozen=True)
class Section:
    """One table of a paper. `widths`: parts of the line, one per column; `row_height`: at least so many mm, for a
    pen; `centred`: the numbers of the columns that stand in the middle."""

    title: str
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    widths: tuple[int, ...]
    row_height: int = 0
    centred: tuple[int, ...] = (0,)
    empty: str = "没有"


@dataclass(frozen=True)
class ServicePaper:
    """A paper of facts and tables. `signatures` stand at its foot, `size` is that of its letters in points."""

    title: str
    unit: str
    sections: tuple[Section, ...]
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    is_wide: bool = False
    size: int = 12


@dataclass(frozen=True)
class Slip:
    """What a community outside fills in and gives back."""

    code: str
    name: str
    unit: str
    community: str
    on: str
    duty: str


@dataclass(frozen=True)
class ServiceLedger:
    """A year's ledger: its figures, and its tables; on paper in a row, in a workbook a sheet each."""

    unit: str
    year: int
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = field(default=())

    @property
    def title(self) -> str:
        """2026 年服务党员群众台账."""
        return f"{self.year} 年服务党员群众台账"


def render_service_paper(paper: ServicePaper) -> bytes:
    """The paper as PDF, A4; the head of each table is repeated on each page."""
    return typeset.set_pdf("service-paper", vars(paper))


def render_slips(slips: Sequence[Slip]) -> bytes:
    """Slips as PDF, A4, two a page with a line to cut along."""
    return typeset.set_pdf("service-slips", {"title": "党员到社区报到回执", "slips": tuple(slips)})


def render_service_ledger_pdf(ledger: ServiceLedger) -> bytes:
    """The ledger as PDF, A4 landscape."""
    paper = ServicePaper(
        title=ledger.title,
        unit=ledger.unit,
        sections=ledger.sections,
        facts=ledger.facts,
        notes=ledger.notes,
        signatures=("党组织负责人", "党组织盖章"),
        is_wide=True,
        size=11,
    )
    return render_service_paper(paper)


def render_service_ledger_xlsx(ledger: ServiceLedger) -> bytes:
    """The ledger as a workbook: the figures, then a sheet for each table."""
    figures: list[tuple[Cell, ...]] = list(ledger.facts)
    sheets = [Sheet("全年", ledger.title, ("项目", "数"), figures, (34, 40), ledger.unit, notes=ledger.notes)]
    for section in ledger.sections:
        widths = tuple(max(6.0, part * 1.2) for part in section.widths)
        sheets.append(
            Sheet(
                section.title,
                f"{ledger.title}：{section.title}",
                section.head,
                section.rows,
                widths,
                ledger.unit,
            )
        )
    return excel.write(Workbook(tuple(sheets)))
