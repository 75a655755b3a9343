"""Floating members 流动党员 (notice 二, 四(二)): away how long, kept in touch with, counted once."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from activityday.rules.clauses import cites

HOME = "home"
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Away:
    """Whether somebody who goes away is a floating member, and the sentence for the branch."""

    is_floating: bool
    sentence: str
    clause: str = "education 33"


@cites("education 33")
def away(departed_on: date, back_on: date | None, *, months: int) -> Away:
    """Away for `months` (1–12) and more is floating; shorter is an ordinary member on leave. `back_on`: the day of
    return as far as it is known, None while nobody knows."""
    if back_on is not None and back_on < months_later(departed_on, months):
        return Away(
            False,
            f"外出不满 {months} 个月，仍按普通党员应到：当月来不了的，登记请假就行，不登记为流动党员。",
        )
    return Away(True, f"外出 {months} 个月以上、没有转组织关系的，是流动党员，在流入地、流出地参加都算。")


@cites("education 25")
def transfer_advice(departed_on: date, on: date, *, is_settled: bool, months: int) -> str:
    """Somebody away for `months` with a fixed place should have the affiliation transferred; empty for all others."""
    if not is_settled or on < months_later(departed_on, months):
        return ""
    return (
        f"外出已满 {months} 个月，住处和工作固定：应转尽转，请支部同本人商量把组织关系转过去。转不转由人定。"
    )


@cites("education 32")
def contact_due(reached_on: date | None, departed_on: date, on: date, *, months: int) -> str:
    """What to remind the contact of when nobody reached the member for `months`; empty before."""
    since = max(departed_on, reached_on or departed_on)
    if on < months_later(since, months):
        return ""
    last = f"上次联系上是{_words(reached_on)}" if reached_on else f"{_words(departed_on)}外出后还没有联系记录"
    return f"{last}，已满 {months} 个月，请联系人联系一次，记下来。"


@cites("education 24")
def out_of_touch(lost_on: date, on: date, *, months: int) -> str:
    """The sentence when a member is out of touch for `months`: people deliberate, nothing changes by itself."""
    if on < months_later(lost_on, months):
        return ""
    return (
        f"从{_words(lost_on)}起失去联系，已满 {months} 个月：按规定应停止党籍，请支部研究后报基层党委。"
        "由人决定，程序不改任何人的身份。"
    )


@dataclass(frozen=True)
class MonthOfNews:
    """One month whose activity was held: whether anything is known of how the member took part."""

    month: date
    is_known: bool


@cites("notice 二")
def silent_months(months: Sequence[MonthOfNews], reached_on: date | None = None) -> tuple[date, ...]:
    """The last months in a row of which nothing is known, given in order; a month before the member was last reached
    is asked about no more."""
    silent: list[date] = []
    for one in reversed(months):
        if one.is_known or (reached_on is not None and reached_on >= one.month):
            break
        silent.append(one.month)
    return tuple(reversed(silent))


class Seen(StrEnum):
    """What the home branch's own roll says of a member."""

    PRESENT = "present"
    OTHER_MEANS = "other_means"
    ABSENT = "absent"
    UNRECORDED = "unrecorded"


@dataclass(frozen=True)
class CountedOnce:
    """What one month counts as, by whose word (`HOME` or the key of a confirmation from elsewhere; empty: nobody's),
    and whether two words differ that a person has to choose between."""

    seen: Seen
    by: str
    is_open: bool


@cites("notice 二", "notice 四(二)")
def count_once(
    home: Seen, elsewhere: Sequence[str], *, picked: str = "", agrees: bool = False
) -> CountedOnce:
    """One month of one member, however many branches recorded it; either side is enough, and it counts once.

    `elsewhere`: the keys of what branches and organisations elsewhere confirmed, oldest first. `picked`: whose word a
    person chose. `agrees`: the home branch itself wrote that the member took part elsewhere. Until a person picks,
    what was seen at home stands above all but absence.
    """
    if picked in elsewhere:
        return CountedOnce(Seen.OTHER_MEANS, picked, is_open=False)
    if not elsewhere:
        return CountedOnce(home, HOME if home != Seen.UNRECORDED else "", is_open=False)
    if home == Seen.UNRECORDED:
        return CountedOnce(Seen.OTHER_MEANS, elsewhere[0], is_open=len(elsewhere) > 1)
    if picked == HOME:
        return CountedOnce(home, HOME, is_open=False)
    if home == Seen.ABSENT:
        return CountedOnce(Seen.OTHER_MEANS, elsewhere[0], is_open=True)
    same = agrees and home == Seen.OTHER_MEANS and len(elsewhere) == 1
    return CountedOnce(home, HOME, is_open=not same)


@cites("notice 四(二)")
def last_day_of_page(opened_on: date, *, days: int) -> date:
    """The last day on which an organisation elsewhere may fill in the page that stands on a slip."""
    return opened_on + timedelta(days=days)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a month too short for it."""
    years, month = divmod(day.month - 1 + months, MONTHS_OF_A_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
