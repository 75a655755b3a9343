"""How often a branch meets 三会一课 (branch 11, 12, 13, 16), and which parts of an activity day count as what (notice 三)."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from activityday.rules.clauses import cites

MONTHS_OF_A_QUARTER = 3
QUARTERS = 4


class Every(StrEnum):
    """Within which time so many are due."""

    MONTH = "month"
    QUARTER = "quarter"


class Of(StrEnum):
    """Of whom they are due."""

    BRANCH = "branch"
    COMMITTEE = "committee"
    GROUPS = "groups"


class Where(StrEnum):
    """On whose activity day a part of it counts."""

    BRANCH = "branch"
    GROUP = "group"
    EITHER = "either"


class PlenaryReading(StrEnum):
    """Readings of what makes a part of an activity day a members' meeting."""

    DECIDING = "deciding"
    PLENARY = "plenary"


BEFORE_USE = "成立或者启用本系统以前，不算。"


class Standing(StrEnum):
    """How a quarter stands."""

    ENOUGH = "enough"
    OPEN = "open"
    SHORT = "short"
    LATER = "later"
    BEFORE = "before"


@dataclass(frozen=True)
class Duty:
    """One kind of meeting: how often, of whom, and which forms of a segment count as one."""

    key: str
    label: str
    every: Every
    of: Of
    where: Where
    parameter: str
    clause: str
    forms: frozenset[str]
    plenary: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Held:
    """One meeting that was held; `place` is a Party group's, empty for the whole branch."""

    duty: str
    held_on: date
    place: str = ""


@dataclass(frozen=True)
class Counter:
    """One kind of meeting in one quarter: how many there are of how many, what is missing, with the arithmetic."""

    duty: Duty
    quarter: int
    needed: int
    held: int
    missing: int
    standing: Standing
    arithmetic: str

    @property
    def clause(self) -> str:
        """The clause that asks for them."""
        return self.duty.clause


@dataclass(frozen=True)
class Branch:
    """What decides which meetings a branch owes: whether it has a committee, its groups, and since when it stands."""

    has_committee: bool
    groups: tuple[str, ...] = ()
    since: date | None = None


@cites("notice 三", "branch 16")
def duty_of_form(
    duties: Sequence[Duty], form: str, *, at_group: bool, reading: PlenaryReading
) -> Duty | None:
    """Which meeting a part of this form counts as, on a group's own activity day or on the whole branch's; None for none."""
    here = {Where.EITHER, Where.GROUP if at_group else Where.BRANCH}
    for duty in duties:
        wide = duty.plenary if reading == PlenaryReading.PLENARY else frozenset()
        if duty.where in here and form in duty.forms | wide:
            return duty
    return None


@cites("branch 20")
def is_owed(duty: Duty, branch: Branch) -> bool:
    """Whether a branch owes such meetings: of a committee only where there is one, of groups only where there are any."""
    if duty.of == Of.COMMITTEE:
        return branch.has_committee
    return bool(branch.groups) if duty.of == Of.GROUPS else True


@cites("branch 11", "branch 12", "branch 13", "branch 16")
def counter(
    duty: Duty, held: Sequence[Held], *, branch: Branch, year: int, quarter: int, number: int, on: date
) -> Counter:
    """How a kind of meeting stands in the quarter as seen on the day; `number` is how many each month or quarter needs.

    A month (quarter) that is over counts in full; the running one is still open; what has not begun is not asked for,
    nor what was over before the branch stood or began to record here (`branch.since`).
    Each group owes its own; a meeting of the whole branch counts for every group.
    """
    places = branch.groups if duty.of == Of.GROUPS else ("",)
    mine = [one for one in held if one.duty == duty.key]
    spans = [span for span in _spans(duty.every, year, quarter) if not _is_before(span, branch.since)]
    begun = [span for span in spans if span[0] <= on]
    missing = sum(_missing(span, mine, places, number) for span in begun)
    over = sum(_missing(span, mine, places, number) for span in begun if span[1] < on)
    found = len({one for one in mine if _lies_in(one, _quarter(year, quarter))})
    standing = _standing(spans, begun, missing=missing, over=over)
    words = _arithmetic(duty, number, len(places), len(begun), found, missing) if spans else BEFORE_USE
    return Counter(duty, quarter, number * len(places) * len(spans), found, missing, standing, words)


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month - 1) // MONTHS_OF_A_QUARTER + 1


def last_of_quarter(year: int, quarter: int) -> date:
    """The last day of a quarter."""
    return _quarter(year, quarter)[1]


Span = tuple[date, date]


def _missing(span: Span, held: Sequence[Held], places: Sequence[str], number: int) -> int:
    inside = {one for one in held if _lies_in(one, span)}
    return sum(max(number - sum(one.place in {place, ""} for one in inside), 0) for place in places)


def _lies_in(one: Held, span: Span) -> bool:
    return span[0] <= one.held_on <= span[1]


def _standing(spans: Sequence[Span], begun: Sequence[Span], *, missing: int, over: int) -> Standing:
    if not spans:
        return Standing.BEFORE
    if not begun:
        return Standing.LATER
    if over:
        return Standing.SHORT
    return Standing.OPEN if missing else Standing.ENOUGH


def _arithmetic(duty: Duty, number: int, places: int, begun: int, found: int, missing: int) -> str:
    if not begun:
        return "还没有到，不用开。"
    word = "个月" if duty.every == Every.MONTH else "个季度"
    each = f"{places} 个党小组，" if duty.of == Of.GROUPS else ""
    due = number * places * begun
    end = f"还差 {missing} 次。" if missing else "够了。"
    return f"{each}每{word} {number} 次，到现在 {begun} {word}应有 {due} 次；记下的有 {found} 次，{end}"


def _spans(every: Every, year: int, quarter: int) -> list[Span]:
    if every == Every.QUARTER:
        return [_quarter(year, quarter)]
    first = (quarter - 1) * MONTHS_OF_A_QUARTER + 1
    return [_month(year, month) for month in range(first, first + MONTHS_OF_A_QUARTER)]


def _is_before(span: Span, since: date | None) -> bool:
    return since is not None and span[1] < since


def _quarter(year: int, quarter: int) -> Span:
    last = quarter * MONTHS_OF_A_QUARTER
    return date(year, last - MONTHS_OF_A_QUARTER + 1, 1), _month(year, last)[1]


def _month(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
