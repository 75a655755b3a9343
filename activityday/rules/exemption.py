"""Standing agreements for old or frail members (notice 二): dated, limited, reminded before they end."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from activityday.rules.clauses import cites

CLAUSE = "notice 二"


@dataclass(frozen=True)
class Term:
    """Whether a term may be asked, and the sentence if not."""

    is_allowed: bool
    sentence: str
    clause: str = CLAUSE


@cites("notice 二")
def term_allowed(starts_on: date, ends_on: date, *, most_months: int) -> Term:
    """A term of at most `most_months` calendar months, first and last day included."""
    if ends_on < starts_on:
        return Term(False, "结束日期早于开始日期，请改一下。")
    if ends_on > last_day_of_term(starts_on, most_months):
        last = last_day_of_term(starts_on, most_months)
        return Term(
            False,
            f"一次最多 {most_months} 个月，最晚到{last.year}年{last.month}月{last.day}日。到期可以再报。",
        )
    return Term(True, "期限合适。")


def last_day_of_term(starts_on: date, months: int) -> date:
    """The last day of a term of so many months: the day before the same day of a later month.

    Where that month is too short to have the same day, its own last day.
    """
    years, month = divmod(starts_on.month - 1 + months, 12)
    year, month = starts_on.year + years, month + 1
    longest = monthrange(year, month)[1]
    if starts_on.day > longest:
        return date(year, month, longest)
    return starts_on.replace(year=year, month=month) - timedelta(days=1)


@cites("notice 二")
def is_ending_soon(ends_on: date, on: date, *, days: int) -> bool:
    """Whether the term ends within `days` and has not ended."""
    return on <= ends_on <= on + timedelta(days=days)
