"""What a half-year report says: read from the records, frozen as JSON when it is signed off. Pure, no database."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from activityday.leadership.reports.enums import MONTH_TONES, Filed, MonthState
from activityday.rules.half_year import Half
from activityday.rules.participation import Counts, Rate, participation, three_rates

UNCOUNTED = {MonthState.COMING, MonthState.BEFORE}


@dataclass(frozen=True)
class MonthLine:
    """One month of one branch: its day, what was held and what came of it. Counts are zero unless it is recorded."""

    month: date
    day: date
    state: MonthState
    held_on: tuple[date, ...] = ()
    themes: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    counts: Counts = field(default_factory=Counts)

    @property
    def rate(self) -> Rate:
        """The participation rate of the month."""
        return participation(self.counts)

    @property
    def is_recorded(self) -> bool:
        """Whether figures stand in it."""
        return self.state == MonthState.RECORDED

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return MONTH_TONES[self.state]

    @property
    def days_in_words(self) -> str:
        """6月1日、6月3日; empty where nothing was held."""
        return "、".join(f"{day.month}月{day.day}日" for day in self.held_on)


@dataclass(frozen=True)
class Moved:
    """A rescheduling that was approved: from when to when, why, by whom and when."""

    month: date
    original_on: date
    new_on: date
    reason: str
    approved_by: str
    approved_on: date | None

    @property
    def sentence(self) -> str:
        """由6月1日改到6月3日（防汛），枫港镇党委5月28日同意。"""
        on = _short(self.approved_on) if self.approved_on else ""
        moved = f"{_short(self.original_on)}改到{_short(self.new_on)}（{self.reason}）"
        return f"{moved}，{self.approved_by}{on}同意"


@dataclass(frozen=True)
class Posted:
    """A public notice of dues 党费公示."""

    period: str
    starts_on: date
    ends_on: date
    where: str

    @property
    def sentence(self) -> str:
        """2026年上半年：7月6日至7月10日，村务公开栏."""
        return f"{self.period}：{_short(self.starts_on)}至{_short(self.ends_on)}，{self.where}"


@dataclass(frozen=True)
class BranchHalf:
    """One branch's half-year."""

    code: str
    name: str
    short_name: str
    lines: tuple[MonthLine, ...]
    moved: tuple[Moved, ...] = ()
    posted: tuple[Posted, ...] = ()
    # where its own filing stands; said only in a sum
    filed: str = ""

    @property
    def due(self) -> int:
        """How many activity days were to be held."""
        return sum(line.state not in UNCOUNTED for line in self.lines)

    @property
    def held(self) -> int:
        """How many are held and recorded."""
        return sum(line.is_recorded for line in self.lines)

    @property
    def filed_label(self) -> str:
        """Where its own filing stands, in a word; empty where that is not said."""
        return str(Filed(self.filed).label) if self.filed else ""

    @property
    def counts(self) -> Counts:
        """All outcomes of the recorded months."""
        return sum((line.counts for line in self.lines), Counts())

    @property
    def rate(self) -> Rate:
        """The participation rate of the half-year."""
        return participation(self.counts)


@dataclass(frozen=True)
class HalfYear:
    """A unit's half-year: of a branch its own months, of a town or general branch those of all its branches."""

    name: str
    half: Half
    is_sum: bool
    percent: int
    branches: tuple[BranchHalf, ...]

    @property
    def due(self) -> int:
        """Activity days to be held, over all branches."""
        return sum(branch.due for branch in self.branches)

    @property
    def held(self) -> int:
        """Those held and recorded."""
        return sum(branch.held for branch in self.branches)

    @property
    def rates(self) -> tuple[Rate, Rate, Rate]:
        """The three rates over all recorded months, each with its numerator and denominator."""
        return three_rates(sum((branch.counts for branch in self.branches), Counts()))

    @property
    def lines(self) -> tuple[MonthLine, ...]:
        """The months of a branch that reports for itself."""
        return self.branches[0].lines if len(self.branches) == 1 and not self.is_sum else ()

    @property
    def moved(self) -> list[tuple[BranchHalf, Moved]]:
        """Every approved rescheduling with its branch, in roster order."""
        return [(branch, moved) for branch in self.branches for moved in branch.moved]

    @property
    def posted(self) -> list[tuple[BranchHalf, Posted]]:
        """Every public notice of dues with its branch, in roster order."""
        return [(branch, posted) for branch in self.branches for posted in branch.posted]

    @property
    def below(self) -> list[BranchHalf]:
        """Branches under the line, in roster order: a fact, never a rank."""
        return [branch for branch in self.branches if branch.rate.reaches(self.percent) is False]


def as_json(report: HalfYear) -> dict[str, Any]:
    """`report` as it is kept with its filing."""
    kept: dict[str, Any] = _plain(asdict(report))
    return kept


def from_json(kept: Mapping[str, Any]) -> HalfYear:
    """What was kept, to be shown and printed as it was signed off."""
    return HalfYear(
        name=kept["name"],
        half=Half(**kept["half"]),
        is_sum=kept["is_sum"],
        percent=kept["percent"],
        branches=tuple(_branch(branch) for branch in kept["branches"]),
    )


def _branch(kept: Mapping[str, Any]) -> BranchHalf:
    return BranchHalf(
        code=kept["code"],
        name=kept["name"],
        short_name=kept["short_name"],
        lines=tuple(_line(line) for line in kept["lines"]),
        moved=tuple(Moved(**{**moved, **_days(moved)}) for moved in kept["moved"]),
        posted=tuple(Posted(**{**posted, **_days(posted)}) for posted in kept["posted"]),
        filed=kept["filed"],
    )


def _line(kept: Mapping[str, Any]) -> MonthLine:
    return MonthLine(
        month=date.fromisoformat(kept["month"]),
        day=date.fromisoformat(kept["day"]),
        state=MonthState(kept["state"]),
        held_on=tuple(date.fromisoformat(day) for day in kept["held_on"]),
        themes=tuple(kept["themes"]),
        contents=tuple(kept["contents"]),
        counts=Counts(**kept["counts"]),
    )


def _days(kept: Mapping[str, Any]) -> dict[str, date | None]:
    return {
        name: date.fromisoformat(value) if value else None
        for name, value in kept.items()
        if name.endswith("_on") or name == "month"
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
