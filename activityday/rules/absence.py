"""Unexcused absence in a row and in a year (notice 四(四)): a rule finds, people decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from activityday.rules.clauses import cites
from activityday.rules.parameters import Parameters

CLAUSE = "notice 四(四)"
MONTHS_OF_A_YEAR = 12


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
    ASK_BRANCH_UNRECORDED = "ask_branch_unrecorded"


class YearReading(StrEnum):
    """Readings of 一年内."""

    CALENDAR_YEAR = "calendar_year"
    TWELVE_MONTHS = "twelve_months"


class ThresholdReading(StrEnum):
    """Readings of 连续3次、累计6次."""

    EITHER = "either"
    BOTH = "both"


@dataclass(frozen=True)
class Thresholds:
    """The numbers and readings of the rule, from the rulebook."""

    warn_run: int
    review_run: int
    warn_total: int
    review_total: int
    leave_breaks_run: bool
    year_reading: YearReading = YearReading.CALENDAR_YEAR
    threshold_reading: ThresholdReading = ThresholdReading.EITHER

    @classmethod
    def of(cls, parameters: Parameters) -> "Thresholds":
        """The rule in force, from the parameters of a unit on a day."""
        return cls(
            warn_run=parameters.integer("warn_run"),
            review_run=parameters.integer("review_run"),
            warn_total=parameters.integer("warn_total"),
            review_total=parameters.integer("review_total"),
            leave_breaks_run=parameters.boolean("leave_breaks_run"),
            year_reading=YearReading(parameters.choice("year_reading")),
            threshold_reading=ThresholdReading(parameters.choice("threshold_reading")),
        )


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


@cites("notice 四(四)")
def absence_findings(events: Sequence[AbsenceEvent], year: int, thresholds: Thresholds) -> list[Finding]:
    """What the rule finds in `year` from a member's months in order; months of the year before may lead.

    A month that nobody recorded ends a run and is asked of the branch, never counted against the member. By the
    calendar year a run that began before New Year only warns; by twelve months New Year means nothing. Each threshold
    speaks once for each time it is reached.
    """
    counted = [
        event for event in events if event.state != AbsenceState.NOT_COUNTED and event.month.year <= year
    ]
    if thresholds.year_reading == YearReading.TWELVE_MONTHS:
        found = [*_in_a_row(counted, thresholds), *_in_twelve_months(counted, thresholds)]
    else:
        this_year = [event for event in counted if event.month.year == year]
        found = [*_in_a_row(this_year, thresholds), *_in_the_year(this_year, year, thresholds)]
        found += _across_new_year(counted, year, thresholds)
    return sorted(
        (finding for finding in _agreed(found, thresholds) if finding.month.year == year),
        key=lambda finding: (finding.month, finding.kind),
    )


@cites("notice 四(四)")
def question_for_branch(events: Sequence[AbsenceEvent], year: int) -> Finding | None:
    """The months of `year` of which nothing is known, as a question to the branch and never a fact about the member."""
    months = tuple(
        event.month for event in events if event.month.year == year and event.state == AbsenceState.UNKNOWN
    )
    if not months:
        return None
    text = f"{_listed(months)}未记录或待核实，共 {len(months)} 次，不算缺席，连续次数从这里断开，请党支部补记或核实"
    return Finding(FindingKind.ASK_BRANCH_UNRECORDED, months[-1], months, text)


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
    warn, review = thresholds.warn_run, thresholds.review_run
    for run in runs(events, leave_breaks_run=thresholds.leave_breaks_run):
        for kind, limit in ((FindingKind.WARNING_RUN, warn), (FindingKind.REVIEW_RUN, review)):
            if len(run) >= limit:
                months = tuple(run[:limit])
                text = f"{_listed(months)}连续 {limit} 次无故缺席，{_follows(kind, limit, review)}"
                yield Finding(kind, months[-1], months, text)


def _in_the_year(events: Sequence[AbsenceEvent], year: int, thresholds: Thresholds) -> Iterator[Finding]:
    missed = _missed(events)
    for kind, limit in _totals(thresholds):
        if len(missed) >= limit:
            yield _total(kind, tuple(missed[:limit]), f"{year} 年内", thresholds)


def _in_twelve_months(events: Sequence[AbsenceEvent], thresholds: Thresholds) -> Iterator[Finding]:
    missed = _missed(events)
    for kind, limit in _totals(thresholds):
        reached = False
        for place, month in enumerate(missed):
            months = tuple(
                before for before in missed[: place + 1] if _distance(before, month) < MONTHS_OF_A_YEAR
            )
            if len(months) >= limit and not reached:
                yield _total(kind, months, "12 个月内", thresholds)
            reached = len(months) >= limit


def _across_new_year(events: Sequence[AbsenceEvent], year: int, thresholds: Thresholds) -> Iterator[Finding]:
    for run in runs(events, leave_breaks_run=thresholds.leave_breaks_run):
        if run[0].year == year or run[-1].year < year or len(run) < thresholds.review_run:
            continue
        before = sum(month.year < year for month in run)
        reached = run[max(thresholds.review_run, before + 1) - 1]
        months = tuple(month for month in run if month <= reached)
        text = f"{_listed(months)}跨年连续 {len(months)} 次无故缺席，只提醒，不提请研究"
        yield Finding(FindingKind.WARNING_ACROSS_YEARS, reached, months, text)


def _agreed(found: Sequence[Finding], thresholds: Thresholds) -> Iterator[Finding]:
    """By the reading 两项都达到, no review while only one of the two thresholds is reached."""
    reviews = {FindingKind.REVIEW_RUN, FindingKind.REVIEW_TOTAL}
    both = reviews <= {finding.kind for finding in found}
    for finding in found:
        if thresholds.threshold_reading == ThresholdReading.EITHER or both or finding.kind not in reviews:
            yield finding


def _totals(thresholds: Thresholds) -> tuple[tuple[FindingKind, int], tuple[FindingKind, int]]:
    return (
        (FindingKind.WARNING_TOTAL, thresholds.warn_total),
        (FindingKind.REVIEW_TOTAL, thresholds.review_total),
    )


def _total(kind: FindingKind, months: tuple[date, ...], span: str, thresholds: Thresholds) -> Finding:
    follows = _follows(kind, len(months), thresholds.review_total)
    text = f"{span}累计 {len(months)} 次无故缺席（{_listed(months)}），{follows}"
    return Finding(kind, months[-1], months, text)


def _follows(kind: FindingKind, reached: int, review: int) -> str:
    if kind in {FindingKind.REVIEW_RUN, FindingKind.REVIEW_TOTAL}:
        return f"达到 {review} 次，提请党支部研究"
    return f"离 {review} 次还差 {max(review - reached, 0)} 次，请先谈话了解"


def _missed(events: Sequence[AbsenceEvent]) -> list[date]:
    return [event.month for event in events if event.state == AbsenceState.UNEXCUSED]


def _distance(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * MONTHS_OF_A_YEAR + later.month - earlier.month


def _listed(months: Sequence[date]) -> str:
    """`2025年11月、12月、2026年1月`: the year is said when it changes."""
    words = []
    for place, month in enumerate(months):
        same_year = place > 0 and months[place - 1].year == month.year
        words.append(f"{month.month}月" if same_year else f"{month.year}年{month.month}月")
    return "、".join(words)
