"""A member's account: which month is paid, by which money, and what is left (dues 12, 13; constitution 9).

Nothing here is stored. Money pays the oldest open month first, but reaches back no further than a back payment may;
what is left over pays the months to come.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from activityday.rules.clauses import cites
from activityday.rules.dues import MonthDue, Obligation

NOTHING = Decimal()
MONTHS_OF_A_YEAR = 12


class MonthState(StrEnum):
    """Where one month of one member stands on a day."""

    NOT_DUE = "not_due"
    UNASSESSED = "unassessed"
    DUE = "due"
    PAID = "paid"
    PART_PAID = "part_paid"
    WAIVED = "waived"
    ARREARS = "arrears"


@dataclass(frozen=True)
class Money:
    """Dues received on a day, 0 or more: what was corrected is already taken off."""

    received_on: date
    amount: Decimal
    is_by_proxy: bool = False


@dataclass(frozen=True)
class AccountMonth:
    """One month: what was due, what was paid, and when it was paid in full."""

    month: date
    state: MonthState
    due: Decimal
    paid: Decimal
    paid_on: date | None
    is_by_proxy: bool
    sentence: str
    clause: str

    @property
    def rest(self) -> Decimal:
        """What is still open."""
        return self.due - self.paid

    @property
    def is_late(self) -> bool:
        """Whether it was paid, but only after its month."""
        return self.paid_on is not None and self.paid_on.replace(day=1) > self.month


@dataclass(frozen=True)
class Account:
    """All months looked at, what is in arrears on the day, and what was paid in advance beyond them."""

    months: tuple[AccountMonth, ...]
    credit: Decimal
    on: date
    back_months: int

    @property
    def open_months(self) -> tuple[AccountMonth, ...]:
        """Months gone by that are not paid in full, the oldest first."""
        this = self.on.replace(day=1)
        return tuple(
            month
            for month in self.months
            if month.month < this and month.state in {MonthState.ARREARS, MonthState.PART_PAID}
        )

    @property
    def payable(self) -> tuple[AccountMonth, ...]:
        """Those of the open months that a back payment may still reach."""
        return tuple(
            month for month in self.open_months if _may_reach(month.month, self.on, self.back_months)
        )

    @property
    def arrears(self) -> Decimal:
        """What is open of months gone by, in yuan."""
        return sum((month.rest for month in self.open_months), NOTHING)

    def month(self, month: date) -> AccountMonth | None:
        """The month that begins on this day, when it was looked at."""
        return next((one for one in self.months if one.month == month), None)


@cites("dues 12")
def settle(dues: Sequence[MonthDue], money: Sequence[Money], *, on: date, back_months: int) -> Account:
    """The account on the day: `dues` in the order of the months, `money` in any order; money after `on` is not there yet.

    A payment reaches back `back_months` (0–12) months before its own at most; an older month stays open and is for
    people to deal with.
    """
    paid = dict.fromkeys((due.month for due in dues), NOTHING)
    full: dict[date, tuple[date, bool]] = {}
    credit = NOTHING
    for received in sorted(money, key=lambda one: (one.received_on, one.is_by_proxy)):
        if received.received_on > on:
            continue
        left = received.amount
        for due in dues:
            if left <= 0:
                break
            rest = due.amount - paid[due.month]
            if rest <= 0 or not _may_reach(due.month, received.received_on, back_months):
                continue
            part = min(rest, left)
            paid[due.month] += part
            left -= part
            if part == rest:
                full[due.month] = (received.received_on, received.is_by_proxy)
        credit += left
    months = tuple(_month(due, paid[due.month], full.get(due.month), on) for due in dues)
    return Account(months, credit, on, back_months)


@cites("constitution 9", "dues 13")
def longest_unpaid(account: Account) -> tuple[date, ...]:
    """The months of the unbroken run without any dues that reaches up to last month; empty when last month is no such.

    A month paid in part, agreed to be free, or never assessed ends the run: nothing is counted that is not known.
    """
    this = account.on.replace(day=1)
    run: list[date] = []
    for month in account.months:
        if month.month >= this:
            break
        run = [*run, month.month] if month.state == MonthState.ARREARS else []
    return tuple(run)


def _may_reach(month: date, received_on: date, back_months: int) -> bool:
    distance = (received_on.year - month.year) * MONTHS_OF_A_YEAR + received_on.month - month.month
    return distance <= back_months


def _month(due: MonthDue, paid: Decimal, full: tuple[date, bool] | None, on: date) -> AccountMonth:
    return AccountMonth(
        month=due.month,
        state=_state(due, paid, on),
        due=due.amount,
        paid=paid,
        paid_on=full[0] if full else None,
        is_by_proxy=full is not None and full[1],
        sentence=due.sentence,
        clause=due.clause,
    )


def _state(due: MonthDue, paid: Decimal, on: date) -> MonthState:
    plain = {
        Obligation.NOT_DUE: MonthState.NOT_DUE,
        Obligation.UNASSESSED: MonthState.UNASSESSED,
        Obligation.WAIVED: MonthState.WAIVED,
    }
    if due.obligation in plain:
        return plain[due.obligation]
    if paid >= due.amount:
        return MonthState.PAID
    if paid > 0:
        return MonthState.PART_PAID
    return MonthState.ARREARS if due.month < on.replace(day=1) else MonthState.DUE
