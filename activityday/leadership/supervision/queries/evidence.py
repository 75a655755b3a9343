"""The evidence sheet 考核依据 of branches for a year: every figure from the records, each with where it stands.

Nothing is scored. Constant queries for any number of branches.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from activityday.day.activity.enums import Content, State
from activityday.day.activity.models import Activity
from activityday.day.activity.queries import activities_of_many, segments_of_many
from activityday.judgement.closing.queries import counts_by_branch
from activityday.leadership.supervision.enums import OPEN_STATES, BoardState
from activityday.leadership.supervision.enums import State as Stage
from activityday.leadership.supervision.models import Shortcoming
from activityday.leadership.supervision.queries.board import Row, rows_of
from activityday.leadership.supervision.queries.presence import DONE, presence_in
from activityday.office.filings.models import Filing
from activityday.people.organisation.models import Unit
from activityday.rules.participation import Counts, three_rates


@dataclass(frozen=True)
class EvidenceLine:
    """One figure of the sheet: what it is, how much, how it comes about, and where it stands."""

    label: str
    value: str
    note: str = ""
    url: str = ""

    def as_json(self) -> list[str]:
        """As it is kept when the round is closed."""
        return [self.label, self.value, self.note]


@dataclass(frozen=True)
class Evidence:
    """The sheet of one branch's year."""

    unit: Unit
    year: int
    lines: tuple[EvidenceLine, ...]

    def as_json(self) -> list[list[str]]:
        """As it is kept when the round is closed."""
        return [line.as_json() for line in self.lines]


@dataclass(frozen=True)
class _Facts:
    row: Row
    activities: list[Activity]
    counts: Counts
    contents: Counter[str]
    open: int
    closed: int
    late: int


def evidence_of_many(branches: Sequence[Unit], year: int, *, on: date) -> dict[int, Evidence]:
    """The sheets by unit id, as the records stand on the day."""
    months = [date(year, month, 1) for month in range(1, 13)]
    activities = activities_of_many(branches, months)
    rows = {row.unit.pk: row for row in rows_of(branches, year, on=on)}
    counts = counts_by_branch(branches, year)
    contents = _contents(activities)
    stages = _stages(branches, year)
    late = _late_filings(branches, year)
    return {
        branch.pk: Evidence(
            branch,
            year,
            _lines(
                branch,
                year,
                on,
                _Facts(
                    row=rows[branch.pk],
                    activities=[one for month in months for one in activities.get((branch.pk, month), [])],
                    counts=sum(counts.get(branch.pk, {}).values(), Counts()),
                    contents=contents[branch.pk],
                    open=stages.get(branch.pk, (0, 0))[0],
                    closed=stages.get(branch.pk, (0, 0))[1],
                    late=late[branch.pk],
                ),
            ),
        )
        for branch in branches
    }


def _lines(branch: Unit, year: int, on: date, facts: _Facts) -> tuple[EvidenceLine, ...]:
    return (*_held(branch, year, on, facts), *_rates(branch, year, facts), *_rest(branch, year, facts))


def _held(branch: Unit, year: int, on: date, facts: _Facts) -> list[EvidenceLine]:
    ledger = reverse("reports:ledger", args=[branch.code, year])
    states = Counter(cell.state for cell in facts.row.cells)
    moved = sum(cell.is_moved for cell in facts.row.cells if cell.day <= on)
    due = sum(cell.day <= on and not cell.is_before_use for cell in facts.row.cells)
    held = len({activity.month for activity in facts.activities if activity.state in DONE})
    recorded = sum(cell.is_closed for cell in facts.row.cells)
    return [
        EvidenceLine("应开展活动", f"{due} 次", "启用本系统以来，到期的活动日", ledger),
        EvidenceLine("已开展", f"{held} 次", "签到完成或已归档的月份", ledger),
        EvidenceLine("已归档", f"{recorded} 次", "纪实核对封存的月份", ledger),
        EvidenceLine("经批准改期", f"{moved} 次", "上级同意换的日子", ledger),
        EvidenceLine("逾期", f"{states[BoardState.OVERDUE]} 次", "到期没有开展、也没有批准改期", ledger),
    ]


def _rates(branch: Unit, year: int, facts: _Facts) -> list[EvidenceLine]:
    ledger = reverse("reports:ledger", args=[branch.code, year])
    return [
        EvidenceLine(rate.label, rate.shown, f"{rate.numerator} ÷ {rate.denominator}，{rate.meaning}", ledger)
        for rate in three_rates(facts.counts)
    ]


def _rest(branch: Unit, year: int, facts: _Facts) -> list[EvidenceLine]:
    by_month: dict[date, list[Activity]] = defaultdict(list)
    for activity in facts.activities:
        by_month[activity.month].append(activity)
    said = Counter(presence_in(found).value for found in by_month.values())
    held = said["present"] + said["absent"] + said["unsaid"]
    presence = reverse("supervision:presence", args=[branch.code, year])
    ledger = reverse("reports:ledger", args=[branch.code, year])
    return [
        EvidenceLine(
            "负责人带头参加",
            f"{said['present']} 次",
            f"{held} 次活动中，缺 {said['absent']} 次，纪实没写 {said['unsaid']} 次",
            presence,
        ),
        *(
            EvidenceLine(
                content.label, f"{facts.contents[content]} 个月", "已归档的活动里有这项内容的月份", ledger
            )
            for content in Content
        ),
        EvidenceLine(
            "督查查出的问题",
            f"{facts.open + facts.closed} 个",
            f"已销号 {facts.closed} 个，还在整改 {facts.open} 个",
            reverse("supervision:rectifications", args=[branch.code]),
        ),
        EvidenceLine(
            "迟报", f"{facts.late} 件", "过了时间才向上级提出的", reverse("filings:inbox", args=[branch.code])
        ),
    ]


def _contents(activities: dict[tuple[int, date], list[Activity]]) -> dict[int, Counter[str]]:
    """By unit: in how many months each of the five contents stands in a closed activity; one query."""
    closed = {one.pk: one for found in activities.values() for one in found if one.state == State.CLOSED}
    segments = segments_of_many(closed.values())
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for (unit, _), held in activities.items():
        kinds = {segment.content for one in held for segment in segments.get(one.pk, [])}
        found[unit].update(kinds)
    return found


def _stages(branches: Sequence[Unit], year: int) -> dict[int, tuple[int, int]]:
    """By unit: how many shortcomings of the year's inspections are open, and closed out; one query."""
    rows = (
        Shortcoming.objects.filter(unit__in=branches, inspection__held_on__year=year)
        .values("unit_id")
        .annotate(
            open=Count("pk", filter=Q(state__in=OPEN_STATES)),
            closed=Count("pk", filter=Q(state=Stage.CLOSED)),
        )
        .order_by()
    )
    return {row["unit_id"]: (row["open"], row["closed"]) for row in rows}


def _late_filings(branches: Sequence[Unit], year: int) -> Counter[int]:
    late = Filing.objects.filter(unit__in=branches, asked_at__year=year).exclude(late_note="")
    return Counter(late.values_list("unit_id", flat=True))
