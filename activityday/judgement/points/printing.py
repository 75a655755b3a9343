"""The statements of members in large type, and a quarter as a workbook."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from activityday.documents.papers.points import (
    PointStatement,
    QuarterRow,
    QuarterSheet,
    StatementLine,
    render_quarter_xlsx,
    render_statements,
)
from activityday.judgement.points.pages import Line, lines_of
from activityday.judgement.points.queries.sums import MemberPoints, documents_of
from activityday.people.organisation.models import Unit
from activityday.rules.point_table import shown, signed
from activityday.rules.points import Timeline, quarter_of

DECEMBER = 12


def statements_file(points: Sequence[MemberPoints], tables: Timeline, *, at: datetime) -> bytes:
    """The statements as PDF, in the order given; `at` is printed as the time up to which they hold."""
    documents = documents_of(points)
    return render_statements(tuple(_statement(one, tables, documents, at) for one in points))


def quarter_file(
    unit: Unit, points: Sequence[MemberPoints], year: int, quarter: int, *, at: datetime
) -> bytes:
    """A quarter's sums in roster order as .xlsx."""
    first, last = quarter_of(date(year, 3 * quarter, 1))
    months = tuple(date(year, month, 1) for month in range(first.month, last.month + 1))
    rows = tuple(_quarter_row(one, months, last) for one in points if one.person.is_current)
    return render_quarter_xlsx(
        QuarterSheet(unit.name, year, quarter, tuple(f"{month.month}月" for month in months), rows, at)
    )


def _statement(
    points: MemberPoints, tables: Timeline, documents: dict[str, str], at: datetime
) -> PointStatement:
    is_over = at.date() > date(points.year, DECEMBER, 31)
    marks = tuple(f"{mark.rule.label}：{documents.get(mark.fact.source_key, '')}" for mark in points.marks)
    return PointStatement(
        unit=points.branch.name,
        name=points.member.name,
        year=points.year,
        as_of=at.date(),
        of_class=points.of_class.label,
        is_scored=points.is_scored,
        base=shown(points.of_class.base),
        lines=tuple(map(_line, lines_of(points, tables, unit=points.branch))),
        sentence=points.total.sentence,
        total=shown(points.total.points),
        grade=points.grade if is_over else "",
        marks=marks,
        document=points.table.document,
        version=points.table.fingerprint[:8].upper(),
    )


def _line(line: Line) -> StatementLine:
    return StatementLine(
        day=f"{line.on.month}月{line.on.day}日",
        words=line.text + ("（待入账）" if line.is_pending else ""),
        points=signed(line.points),
    )


def _quarter_row(points: MemberPoints, months: Sequence[date], last: date) -> QuarterRow:
    if not points.is_scored:
        return QuarterRow(
            points.member.name, None, (), None, None, None, f"不计分（{points.of_class.label}）"
        )
    nets = tuple(points.of_month(month) for month in months)
    inside = [entry.points for entry in points.derived if entry.fact.month in months]
    return QuarterRow(
        name=points.member.name,
        base=points.of_class.base,
        months=nets,
        plus=sum((one for one in inside if one > 0), Decimal()),
        minus=-sum((one for one in inside if one < 0), Decimal()),
        total=points.total_to(last).points,
    )
