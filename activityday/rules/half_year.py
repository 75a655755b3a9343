"""The half-year filing 报备 (notice 四(四)): which months, until when, how near that is, and when it can be sent."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from activityday.rules.clauses import cites

CLAUSE = "notice 四(四)"
NAMES = {1: "上半年", 2: "下半年"}
MONTHS_OF_A_HALF = 6
DECEMBER = 12


class Urgency(StrEnum):
    """How near the day is on which a half-year has to be filed."""

    LATER = "later"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, order=True)
class Half:
    """The first (1) or the second (2) half of a calendar year."""

    year: int
    number: int

    @property
    def label(self) -> str:
        """`2026年上半年`."""
        return f"{self.year}年{NAMES[self.number]}"

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of its six months."""
        first = 1 if self.number == 1 else MONTHS_OF_A_HALF + 1
        return tuple(date(self.year, month, 1) for month in range(first, first + MONTHS_OF_A_HALF))

    @property
    def starts_on(self) -> date:
        """Its first day."""
        return self.months[0]

    @property
    def ends_on(self) -> date:
        """Its last day."""
        last = self.months[-1]
        return last.replace(day=monthrange(last.year, last.month)[1])

    @property
    def previous(self) -> "Half":
        """The half-year before."""
        return Half(self.year - 1, 2) if self.number == 1 else Half(self.year, 1)


@dataclass(frozen=True)
class Due:
    """Until when a half-year has to be filed, how near that is, and the sentence for the branch."""

    due_on: date
    urgency: Urgency
    sentence: str
    clause: str = CLAUSE


@dataclass(frozen=True)
class MaySend:
    """Whether a half-year can be filed already, and why not."""

    is_allowed: bool
    sentence: str
    clause: str = CLAUSE


@cites("notice 四(四)")
def half_of(on: date) -> Half:
    """The half-year that the day lies in."""
    return Half(on.year, 1 if on.month <= MONTHS_OF_A_HALF else 2)


@cites("notice 四(四)")
def due_day(half: Half, *, first: int, second: int) -> date:
    """The day by which `half` is filed: `first` of July, or `second` of the next January; never past the month's end."""
    year, month, day = (
        (half.year, MONTHS_OF_A_HALF + 1, first) if half.number == 1 else (half.year + 1, 1, second)
    )
    return date(year, month, min(day, monthrange(year, month)[1]))


@cites("notice 四(四)")
def filing_due(half: Half, on: date, *, due_on: date, remind_days: int) -> Due:
    """How near the filing of `half` is on the day; reminded `remind_days` before."""
    words = in_words(due_on)
    if due_on < on:
        sentence = f"{half.label}的报备应在{words}前报送，已经过了 {(on - due_on).days} 天。"
        return Due(due_on, Urgency.OVERDUE, sentence)
    if due_on - timedelta(days=remind_days) <= on:
        sentence = f"{half.label}的报备最晚{words}，还有 {(due_on - on).days} 天。"
        return Due(due_on, Urgency.SOON, sentence)
    return Due(due_on, Urgency.LATER, f"{half.label}的报备最晚{words}。")


@cites("notice 四(四)")
def may_send(half: Half, on: date, *, last_day: date) -> MaySend:
    """Whether `half` can be filed on the day: once its last activity day `last_day` has come."""
    if on < last_day:
        return MaySend(False, f"{half.label}最后一次活动日是{in_words(last_day)}，那天以后再报送。")
    return MaySend(True, f"{half.label}的活动日都已经到了。")


def in_words(day: date) -> str:
    """2026年7月10日."""
    return f"{day.year}年{day.month}月{day.day}日"
