"""A circular 通报: the period it is about, and how long it may be (notice 四(四), burden-2024)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from activityday.rules.clauses import cites

QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
HALVES = ("上半年", "下半年")


class Span(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"


MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF: 6}


@dataclass(frozen=True)
class Period:
    """A month, a quarter or a half of one year; `number` counts from 1. Raises `ValueError` for one that does not exist."""

    span: Span
    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 // MONTHS[self.span]:
            raise ValueError(f"{self.year} {self.span} {self.number}")

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of its months."""
        length = MONTHS[self.span]
        first = (self.number - 1) * length + 1
        return tuple(date(self.year, month, 1) for month in range(first, first + length))

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
    def label(self) -> str:
        """2026年6月, 2026年第二季度, 2026年上半年."""
        if self.span == Span.MONTH:
            return f"{self.year}年{self.number}月"
        return f"{self.year}年{(QUARTERS if self.span == Span.QUARTER else HALVES)[self.number - 1]}"


@dataclass(frozen=True)
class Length:
    """How many characters a paper has, whether that is allowed, and the sentence for whoever writes."""

    characters: int
    is_allowed: bool
    sentence: str
    clause: str = "burden-2024"


@cites("burden-2024")
def length_of(words: str, *, most: int) -> Length:
    """How long `words` are without blanks, against the most that a paper about one matter may have."""
    characters = len("".join(words.split()))
    if characters > most:
        return Length(
            characters, False, f"全文 {characters} 字，超过 {most} 字，请再精简 {characters - most} 字。"
        )
    return Length(characters, True, f"全文 {characters} 字，不超过 {most} 字。")
