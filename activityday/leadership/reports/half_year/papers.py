"""A half-year as files: the draft or a signed version, the same facts as on the page."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.timezone import localdate

from activityday.audit.chain import short_code
from activityday.audit.queries import head_of
from activityday.documents import plain
from activityday.documents.excel import Cell
from activityday.documents.papers.half_year import (
    HalfYearPaper,
    HalfYearRate,
    render_half_year_docx,
    render_half_year_pdf,
    render_half_year_xlsx,
)
from activityday.leadership.reports.half_year.actions import Draft
from activityday.leadership.reports.half_year.checks import gaps_of
from activityday.leadership.reports.half_year.facts import BranchHalf, HalfYear, MonthLine, from_json
from activityday.leadership.reports.models import HalfYearReport
from activityday.office.filings.enums import Step
from activityday.people.organisation.models import Unit


class Signed(NamedTuple):
    """What stands at the foot of the form beside the generated facts."""

    problems: Sequence[str] = ()
    measures: Sequence[str] = ()
    gaps: Sequence[str] = ()
    gaps_reason: str = ""
    correction: str = ""
    secretary: str = ""
    signed: str = ""
    received: str = ""
    version: str = "草稿"
    audit_code: str = ""


Printed = HalfYearPaper


def draft_paper(draft: Draft, *, at: datetime) -> HalfYearPaper:
    """The records as they stand now, to be looked at before signing; marked as a draft."""
    return _paper(draft.report, Signed(gaps=gaps_of(draft.items)), at)


def sent_paper(report: HalfYearReport, *, at: datetime) -> HalfYearPaper:
    """A version as it was signed off; it prints the same in ten years."""
    signed = Signed(
        problems=report.problems.splitlines(),
        measures=report.measures.splitlines(),
        gaps=report.gaps,
        gaps_reason=report.gaps_reason,
        correction=report.correction,
        secretary=report.secretary_name,
        signed=plain.day(report.signed_on),
        received=_received(report),
        version=f"第 {report.version} 版",
        audit_code=short(report.audit_code),
    )
    return _paper(from_json(report.content), signed, at)


def as_pdf(paper: HalfYearPaper) -> bytes:
    """For the printer."""
    return render_half_year_pdf(paper)


def as_docx(paper: HalfYearPaper, template: bytes | None) -> bytes:
    """In Word, in the clerk's own form where there is one."""
    return render_half_year_docx(paper, template)


def as_xlsx(paper: HalfYearPaper) -> bytes:
    """As a workbook."""
    return render_half_year_xlsx(paper)


def code_of(unit: Unit) -> str:
    """The code of the audit chain that stands at the foot of the board."""
    return short_code(head_of(unit.chain_code))


def short(code: str) -> str:
    """A kept code as it is printed; empty where there is none."""
    return short_code(code) if code else ""


def _paper(report: HalfYear, signed: Signed, at: datetime) -> HalfYearPaper:
    rows = (
        [_branch_row(number, branch) for number, branch in enumerate(report.branches, start=1)]
        if report.is_sum
        else [_month_row(line) for line in report.lines]
    )
    return HalfYearPaper(
        unit=report.name,
        period=report.half.label,
        is_sum=report.is_sum,
        due=report.due,
        held=report.held,
        rows=tuple(rows),
        rates=tuple(
            HalfYearRate(rate.label, rate.shown, f"{rate.numerator}÷{rate.denominator}", rate.meaning)
            for rate in report.rates
        ),
        moved=tuple(_named(report, branch, moved.sentence) for branch, moved in report.moved),
        posted=tuple(_named(report, branch, posted.sentence) for branch, posted in report.posted),
        problems=tuple(signed.problems),
        measures=tuple(signed.measures),
        gaps=tuple(signed.gaps),
        gaps_reason=signed.gaps_reason,
        correction=signed.correction,
        secretary=signed.secretary,
        signed=signed.signed,
        received=signed.received,
        version=signed.version,
        as_of=at,
        audit_code=signed.audit_code,
    )


def _named(report: HalfYear, branch: BranchHalf, sentence: str) -> str:
    return f"{branch.short_name}：{sentence}" if report.is_sum else sentence


def _month_row(line: MonthLine) -> tuple[Cell, ...]:
    counts = line.counts
    figures: tuple[Cell, ...] = (
        (counts.expected, counts.present, counts.other_means, counts.leave, counts.absent, line.rate.shown)
        if line.is_recorded
        else (None,) * 6
    )
    words = ("、".join(line.themes), "、".join(line.contents))
    return (f"{line.month.month}月", line.days_in_words, *words, *figures, str(line.state.label))


def _branch_row(number: int, branch: BranchHalf) -> tuple[Cell, ...]:
    counts = branch.counts
    return (
        number,
        branch.short_name,
        branch.due,
        branch.held,
        *(counts.expected, counts.present, counts.other_means, counts.leave, counts.absent),
        branch.rate.shown,
        branch.filed_label,
    )


def _received(report: HalfYearReport) -> str:
    step = next((one for one in report.filing.steps.all() if one.step == Step.APPROVE), None)
    if step is None:
        return ""
    name = step.by_name.partition("（")[0]
    return f"{report.filing.answered_by.name} {name} {plain.day(localdate(step.at))} 收到"
