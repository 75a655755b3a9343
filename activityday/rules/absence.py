"""Unexcused absence in a row and in a year (notice 四(四)): a rule finds, people decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from activityday.rules.clauses import cites

CLAUSE = "notice 四(四)"


class AbsenceState(StrEnum):
    """What one month means for the absence rule."""

    ATTENDED = "attended"
    LEAVE = "leave"
    UNEXCUSED = "unexcused"
    NOT_COUNTED = "not_counted"
    UNKNOWN = "unknown"


class FindingKind(StrEnum):
    """What may be found. Warnings come one step early, so that a person can talk first."""

    WARNING_RUN = "warning_run"
    REVIEW_RUN = "review_run"
    WARNING_TOTAL = "warning_total"
    REVIEW_TOTAL = "review_total"
    WARNING_ACROSS_YEARS = "warning_across_years"


@dataclass(frozen=True)
class Thresholds:
    """The numbers of the rule, from the rulebook."""

    warn_run: int
    review_run: int
    warn_total: int
    review_total: int
    leave_breaks_run: bool


@dataclass(frozen=True)
class AbsenceEvent:
    """One month of one member."""

    month: date
    state: AbsenceState


@dataclass(frozen=True)
class Finding:
    """What was found: which months, by which arithmetic, by which clause."""

    kind: FindingKind
    month: date
    months: tuple[date, ...]
    arithmetic: str
    clause: str = CLAUSE


@cites("notice 四(四)", "constitution 9")
def absence_findings(events: Sequence[AbsenceEvent], year: int, thresholds: Thresholds) -> list[Finding]:
    """What the rule finds in `year` from a member's months in order; months of the year before may lead.

    A month that nobody recorded ends a run and is asked of the branch, never counted against the member. A run that
    began before New Year only warns. Each threshold speaks once for each time it is reached.
    """
    counted = [
        event for event in events if event.state != AbsenceState.NOT_COUNTED and event.month.year <= year
    ]
    this_year = [event for event in counted if event.month.year == year]
    found = [*_in_a_row(this_year, thresholds), *_in_the_year(this_year, year, thresholds)]
    found += _across_new_year(counted, year, thresholds)
    return sorted(found, key=lambda finding: (finding.month, finding.kind))


def runs(events: Sequence[AbsenceEvent], *, leave_breaks_run: bool) -> Iterator[list[date]]:
    """The unbroken runs of unexcused months, each as its months; a leave is skipped where it does not break."""
    run: list[date] = []
    for event in events:
        if event.state == AbsenceState.UNEXCUSED:
            run.append(event.month)
        elif event.state != AbsenceState.LEAVE or leave_breaks_run:
            if run:
                yield run
            run = []
    if run:
        yield run


def _in_a_row(events: Sequence[AbsenceEvent], thresholds: Thresholds) -> Iterator[Finding]:
    steps = ((FindingKind.WARNING_RUN, thresholds.warn_run), (FindingKind.REVIEW_RUN, thresholds.review_run))
    for run in runs(events, leave_breaks_run=thresholds.leave_breaks_run):
        for kind, limit in steps:
            if len(run) >= limit:
                months = tuple(run[:limit])
                yield Finding(kind, months[-1], months, f"{_listed(months)}连续 {limit} 次无故缺席")


def _in_the_year(events: Sequence[AbsenceEvent], year: int, thresholds: Thresholds) -> Iterator[Finding]:
    missed = [event.month for event in events if event.state == AbsenceState.UNEXCUSED]
    steps = (
        (FindingKind.WARNING_TOTAL, thresholds.warn_total),
        (FindingKind.REVIEW_TOTAL, thresholds.review_total),
    )
    for kind, limit in steps:
        if len(missed) >= limit:
            months = tuple(missed[:limit])
            yield Finding(kind, months[-1], months, f"{year} 年内累计 {limit} 次无故缺席：{_listed(months)}")


def _across_new_year(events: Sequence[AbsenceEvent], year: int, thresholds: Thresholds) -> Iterator[Finding]:
    for run in runs(events, leave_breaks_run=thresholds.leave_breaks_run):
        if run[0].year == year or run[-1].year < year or len(run) < thresholds.review_run:
            continue
        before = sum(month.year < year for month in run)
        reached = run[max(thresholds.review_run, before + 1) - 1]
        months = tuple(month for month in run if month <= reached)
        text = f"{_listed(months)}跨年连续 {len(months)} 次无故缺席，只提醒，不提请研究"
        yield Finding(FindingKind.WARNING_ACROSS_YEARS, reached, months, text)


def _listed(months: Sequence[date]) -> str:
    return "、".join(f"{month.year}年{month.month}月" for month in months)
