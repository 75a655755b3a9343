"""Service: whose hours, which pledges, when the next visit is due, which deed is the same (notice 三(四))."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from activityday.rules.clauses import cites
from activityday.rules.follow_up import Urgency, urgency

CLAUSE = "notice 三(四)"
NOTHING = Decimal(0)


class PledgeStanding(StrEnum):
    """How it stands with a pledge on a day."""

    OPEN = "open"
    OVERDUE = "overdue"
    KEPT = "kept"
    PARTLY = "partly"
    NOT_KEPT = "not_kept"


class OldReading(StrEnum):
    """What “老党员” is read as."""

    BY_AGE = "by_age"
    BY_PARTY_AGE = "by_party_age"


class FirstVisit(StrEnum):
    """When somebody new in the register is visited for the first time."""

    AT_ONCE = "at_once"
    AFTER_INTERVAL = "after_interval"


@dataclass(frozen=True)
class VisitDue:
    """When the next visit is due, how near that is, and the arithmetic in words."""

    due_on: date
    urgency: Urgency
    days: int
    arithmetic: str


@cites("notice 三(四)")
def hours_of(usual: Decimal, typed: Decimal | None) -> Decimal:
    """One person's hours: what was typed for them, else the project's usual hours. Nought is an answer too."""
    return usual if typed is None else typed


@cites("notice 三(四)")
def hours_sum(hours: Iterable[Decimal]) -> Decimal:
    """All hours together, exact."""
    return sum(hours, NOTHING)


@cites("notice 三(四)")
def pledge_standing(said: str, due_on: date, on: date) -> PledgeStanding:
    """What the branch said of a pledge last (`kept`, `partly`, `not_kept`); while it said nothing (``""``), whether
    its day has gone by."""
    if said:
        return PledgeStanding(said)
    return PledgeStanding.OVERDUE if due_on < on else PledgeStanding.OPEN


@cites("notice 三(四)")
def next_visit(
    since: date,
    last: date | None,
    on: date,
    *,
    interval_days: int,
    remind_days: int,
    first: FirstVisit = FirstVisit.AFTER_INTERVAL,
) -> VisitDue:
    """When somebody in care is visited next: so many days after the last visit, or after the day of the entry; the
    first visit at once where it is read so."""
    begun, word = (last, "上次走访") if last else (since, "登记")
    wait = 0 if last is None and first == FirstVisit.AT_ONCE else interval_days
    due_on = begun + timedelta(days=wait)
    how_near = urgency(due_on, on, remind_days=remind_days)
    rest = (due_on - on).days
    said = f"还有 {rest} 天" if rest > 0 else ("就是今天" if not rest else f"已经过了 {-rest} 天")
    gap = f"加 {wait} 天" if wait else "当天就该走访"
    arithmetic = f"{begun:%Y-%m-%d} {word}，{gap}：{due_on:%Y-%m-%d} 前走访，{said}。"
    return VisitDue(due_on, how_near, abs(rest), arithmetic)


@cites("notice 三(四)")
def is_old_member(
    born_on: date | None,
    joined_on: date | None,
    on: date,
    *,
    reading: OldReading,
    age: int,
    party_age: int,
) -> bool:
    """Whether somebody is an old member on the day: by years of life or of membership. An unknown day says no."""
    begun, years = (born_on, age) if reading == OldReading.BY_AGE else (joined_on, party_age)
    return begun is not None and full_years(begun, on) >= years


@cites("notice 三(四)", "notice 四(四)")
def is_same_deed(on: date, starts_on: date, done_on: date) -> bool:
    """Whether what a person enters for a day is what a project of those days already counts."""
    return starts_on <= on <= done_on


def full_years(begun: date, on: date) -> int:
    """Whole years from one day to another; someone born on 29 February is a year older on 1 March."""
    return on.year - begun.year - ((on.month, on.day) < (begun.month, begun.day))
