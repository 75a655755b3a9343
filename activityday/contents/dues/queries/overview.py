"""The books of a branch at one look: by collector for a month, by month for a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from activityday.contents.dues.enums import BookState
from activityday.contents.dues.models import DayBook
from activityday.contents.dues.queries.accounts import accounts_of
from activityday.contents.dues.queries.books import NOTHING, books_of_branch, received_by_month, sum_of
from activityday.contents.dues.queries.collectors import Collector, own_people
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Affiliation
from activityday.people.roster.queries import SEALED, Affiliated, as_affiliated
from activityday.rules.dues_account import Account, AccountMonth, MonthState

DECEMBER = 12


@dataclass(frozen=True)
class Desk:
    """One collector of a branch in a month: how many people, which books, how much they hold."""

    collector: Collector
    people: int
    books: Sequence[DayBook]

    @property
    def received(self) -> Decimal:
        """What the books hold."""
        return sum((sum_of(book.payments.all()) for book in self.books), NOTHING)

    @property
    def is_open(self) -> bool:
        """Whether a book is open."""
        return any(book.state == BookState.OPEN for book in self.books)

    @property
    def is_closed(self) -> bool:
        """Whether there are books and all are closed."""
        return bool(self.books) and not self.is_open


def desks_of(
    branch: Unit, month: date, collectors: Sequence[Collector], payers: Sequence[Affiliated]
) -> list[Desk]:
    """The collectors who have somebody of `payers` to collect from, or a book, in the order of the tree."""
    books = books_of_branch(branch, month)
    desks = [
        Desk(
            collector,
            len(own_people(collector.unit, payers)),
            [book for book in books if book.unit_id == collector.unit.pk],
        )
        for collector in collectors
    ]
    return [desk for desk in desks if desk.people or desk.books]


@dataclass(frozen=True)
class Cell:
    """One member's month as a sign with its word."""

    month: AccountMonth
    sign: str
    tone: str
    word: str


@dataclass(frozen=True)
class MemberYear:
    """One member's year: twelve cells, and what is open or paid in advance."""

    person: Affiliated
    account: Account
    cells: Sequence[Cell]


@dataclass(frozen=True)
class MonthTotal:
    """A month of a branch: what is due of it, what of that was paid, what its books took in."""

    month: date
    due: Decimal
    paid: Decimal
    received: Decimal

    @property
    def open(self) -> Decimal:
        """What is left of the month."""
        return self.due - self.paid


@dataclass(frozen=True)
class BranchYear:
    """A branch's year of dues."""

    branch: Unit
    year: int
    members: Sequence[MemberYear]
    months: Sequence[MonthTotal]

    @property
    def is_in_use(self) -> bool:
        """Whether anything was due, or asked to be assessed, in the year."""
        return any(cell.month.state != MonthState.NOT_DUE for member in self.members for cell in member.cells)

    @property
    def debtors(self) -> int:
        """How many have open months of the year."""
        return sum(bool(member.account.open_months) for member in self.members)

    @property
    def unassessed(self) -> int:
        """How many have months without an amount."""
        return sum(
            any(cell.month.state == MonthState.UNASSESSED for cell in member.cells) for member in self.members
        )


SIGNS = {
    MonthState.NOT_DUE: ("·", "mute", "不用交"),
    MonthState.UNASSESSED: ("核", "wait", "未核定"),
    MonthState.DUE: ("应", "info", "应交"),
    MonthState.PAID: ("√", "ok", "已交"),
    MonthState.PART_PAID: ("半", "wait", "没交够"),
    MonthState.WAIVED: ("免", "mute", "经批准免交"),
    MonthState.ARREARS: ("欠", "bad", "欠交"),
}


def cell_of(month: AccountMonth) -> Cell:
    """A month as its sign; how it was paid belongs to the word."""
    sign, tone, word = SIGNS[month.state]
    if month.state == MonthState.PAID:
        if not month.due:
            sign, tone, word = "·", "mute", "不用交"
        elif month.is_late:
            sign, word = "补", "补交"
        elif month.is_by_proxy:
            sign, word = "代", "已交，代交"
    return Cell(month, sign, tone, word)


def branch_year(branch: Unit, year: int, *, on: date) -> BranchYear:
    """The year of a branch: everybody who belonged there in it, in roster order."""
    last = date(year, DECEMBER, 31)
    people = belonged(branch, date(year, 1, 1), min(on, last))
    accounts = accounts_of([one.member.pk for one in people], branch, on=max(on, date(year, 1, 1)))
    members = [_member_year(person, accounts[person.member.pk], year) for person in people]
    received = received_by_month(branch, year)
    months = [date(year, number, 1) for number in range(1, DECEMBER + 1)]
    return BranchYear(branch, year, members, [_total(month, members, received) for month in months])


def belonged(branch: Unit, first: date, last: date) -> list[Affiliated]:
    """Everybody whose affiliation was with the branch on some day from `first` to `last`, in roster order."""
    rows = (
        Affiliation.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), branch=branch)
        .filter(starts_on__lte=last)
        .select_related("member", "branch", "branch__committee", "group")
        .defer(*SEALED)
        .order_by("member__position", "member__name", "member__pk", "starts_on")
    )
    # the newest of several stays stands for the member
    return as_affiliated({row.member_id: row for row in rows}.values(), on=last)


def _member_year(person: Affiliated, account: Account, year: int) -> MemberYear:
    return MemberYear(
        person, account, [cell_of(month) for month in account.months if month.month.year == year]
    )


def _total(month: date, members: Sequence[MemberYear], received: Mapping[date, Decimal]) -> MonthTotal:
    rows = [cell.month for member in members for cell in member.cells if cell.month.month == month]
    due, paid = (sum((getattr(one, name) for one in rows), NOTHING) for name in ("due", "paid"))
    return MonthTotal(month, due, paid, received.get(month, NOTHING))
