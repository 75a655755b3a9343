"""Day-books and the collection table: what each member is to pay now, and what was recorded."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.db.models import Max, Prefetch, Q, QuerySet, Sum

from activityday.contents.dues.enums import ArrangementKind, BookState, Channel, PaymentKind
from activityday.contents.dues.models import Arrangement, DayBook, Payment
from activityday.contents.dues.money import fen
from activityday.contents.dues.queries.accounts import accounts_of
from activityday.contents.dues.queries.collectors import branch_of, own_people
from activityday.contents.dues.queries.due import arrangements_of, payers_of
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import SEALED, Affiliated
from activityday.rules.dues_account import Account, AccountMonth, MonthState

NOTHING = Decimal("0.00")
QUARTER = 3
NO_OFFER = "none"


@dataclass(frozen=True)
class Offer:
    """One way to pay that is offered by name: how it is called on the form, what it says, how much it is."""

    key: str
    words: str
    amount: Decimal


@dataclass(frozen=True)
class Line:
    """One member on the collection table of a month: the account, what the branch agreed to, what is recorded already."""

    person: Affiliated
    account: Account
    month: date
    arrangements: Sequence[Arrangement] = ()
    recorded: Sequence[Payment] = ()

    @property
    def key(self) -> UUID:
        """The member's id, as the form names it."""
        return self.person.member.pk

    @property
    def name(self) -> str:
        """The member's name."""
        return self.person.member.name

    @cached_property
    def now(self) -> AccountMonth | None:
        """The month of the table in the account."""
        return self.account.month(self.month)

    @property
    def state(self) -> MonthState:
        """Where the month stands."""
        return self.now.state if self.now else MonthState.NOT_DUE

    @property
    def rest(self) -> Decimal:
        """What is open of the month itself."""
        return self.now.rest if self.now else NOTHING

    @cached_property
    def behind(self) -> tuple[AccountMonth, ...]:
        """Open months before this one that a back payment still reaches, the oldest first."""
        return tuple(month for month in self.account.payable if month.month < self.month)

    @property
    def behind_amount(self) -> Decimal:
        """What these come to."""
        return sum((month.rest for month in self.behind), NOTHING)

    @cached_property
    def quarter(self) -> tuple[AccountMonth, ...]:
        """The months of the quarter from this one on that are still open."""
        last = (self.month.month - 1) // QUARTER * QUARTER + QUARTER
        return tuple(
            month
            for month in self.account.months
            if month.month.year == self.month.year
            and self.month.month <= month.month.month <= last
            and month.rest > 0
        )

    @property
    def quarter_amount(self) -> Decimal:
        """What these come to."""
        return sum((month.rest for month in self.quarter), NOTHING)

    @property
    def pays_by_quarter(self) -> bool:
        """Whether the branch agreed that this member pays the quarter at once, in its first month."""
        return (self.month.month - 1) % QUARTER == 0 and any(
            one.kind == ArrangementKind.QUARTERLY for one in self.arrangements
        )

    @property
    def proxy(self) -> Arrangement | None:
        """Who brings the money by a standing consent of the branch."""
        return next((one for one in self.arrangements if one.kind == ArrangementKind.PROXY), None)

    @property
    def usual(self) -> Decimal:
        """What the table opens with: the month, or the quarter where that was agreed."""
        return self.quarter_amount if self.pays_by_quarter else self.rest

    @property
    def most(self) -> Decimal:
        """More than this is not dues any more: what is behind, and the quarter to its end."""
        return self.behind_amount + self.quarter_amount

    @property
    def is_assessed(self) -> bool:
        """Whether there is an amount to pay at all."""
        return self.state != MonthState.UNASSESSED

    @property
    def has_paid_here(self) -> bool:
        """Whether money of this member stands in a book of the month already."""
        return sum((one.amount for one in self.recorded if one.kind == PaymentKind.DUES), NOTHING) > 0

    @property
    def is_waiting(self) -> bool:
        """Whether the usual amount is looked for: assessed, open, and not recorded here yet."""
        return self.usual > 0 and not self.has_paid_here

    @property
    def may_pay(self) -> bool:
        """Whether dues can be taken from this member now."""
        return self.most > 0

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """The ways to pay that are more than a click: this month, with arrears, the whole quarter."""
        found = [Offer("month", self._one_month, self.rest)] if self.rest else []
        owed = self.rest
        for number, month in enumerate(self.behind, start=1):
            owed += month.rest
            found.append(
                Offer(
                    f"back-{number}", f"补交 {number} 个月{'和本月' if self.rest else ''} {owed:f} 元", owed
                )
            )
        if len(self.quarter) > 1:
            found.extend(self._to_the_end_of_the_quarter)
        return tuple(found)

    @property
    def _one_month(self) -> str:
        if self.behind:
            return f"只交 {self.rest:f} 元，先算最早欠的"
        return f"本月 {self.rest:f} 元"

    @property
    def _to_the_end_of_the_quarter(self) -> list[Offer]:
        """Money goes to the oldest month first: who is behind reaches the end of the quarter only with the arrears."""
        months, amount = len(self.quarter), self.quarter_amount
        if not self.behind:
            return [Offer("quarter", f"交到季度末 {months} 个月 {amount:f} 元", amount)]
        whole = Offer(
            "back-quarter",
            f"补交 {len(self.behind)} 个月并交到季度末 {self.most:f} 元",
            self.most,
        )
        by_quarter = Offer("quarter", f"只交一季度的 {amount:f} 元，先算最早欠的", amount)
        return [by_quarter, whole] if self.pays_by_quarter else [whole]

    @property
    def usual_offer(self) -> str:
        """Which of the offers the table opens with; none where nothing is looked for."""
        if not self.usual:
            return NO_OFFER
        return "quarter" if self.pays_by_quarter and len(self.quarter) > 1 else "month"


@dataclass(frozen=True)
class Table:
    """The collection table of one collector for one month; `payers` are everybody at the unit, its groups' too."""

    unit: Unit
    branch: Unit
    month: date
    payers: Sequence[Affiliated]
    lines: Sequence[Line]
    book: DayBook | None
    closed: Sequence[DayBook]
    number: int
    other_open: DayBook | None = None

    @property
    def version(self) -> int:
        """How often the open book was written; 0 while there is none."""
        return self.book.version if self.book else 0

    def line(self, key: UUID) -> Line | None:
        """The line of one member."""
        return next((line for line in self.lines if line.key == key), None)

    @property
    def is_in_use(self) -> bool:
        """Whether the month asks anything of anybody here, or asks to be assessed."""
        return any(line.state != MonthState.NOT_DUE for line in self.lines)

    @property
    def waiting(self) -> list[Line]:
        """Those whose usual amount is still looked for."""
        return [line for line in self.lines if line.is_waiting]

    @property
    def last_closed(self) -> DayBook | None:
        """The newest of the closed books of the month."""
        return self.closed[-1] if self.closed else None

    @property
    def entries(self) -> list[Payment]:
        """The entries of the open book."""
        return list(self.book.payments.all()) if self.book else []

    @property
    def cash(self) -> Decimal:
        """The cash entered in the open book."""
        return cash_in(self.entries)

    @property
    def transferred(self) -> Decimal:
        """What came into the open book otherwise."""
        return sum_of(self.entries) - self.cash


def table_of(unit: Unit, month: date, *, on: date) -> Table:
    """The table of the collector at `unit`: the group's people, or those of the branch without a group."""
    branch = branch_of(unit)
    books = list(books_of(unit, month))
    payers = payers_of(unit, month)
    people = own_people(unit, payers)
    keys = [person.member.pk for person in people]
    accounts, arrangements = accounts_of(keys, branch, on=on), arrangements_of(keys, month)
    recorded: dict[UUID, list[Payment]] = defaultdict(list)
    for one in books:
        for payment in one.payments.all():
            recorded[payment.member_id].append(payment)
    book = next((one for one in books if one.state == BookState.OPEN), None)
    return Table(
        unit=unit,
        branch=branch,
        month=month,
        payers=payers,
        lines=[
            Line(person, accounts[key], month, arrangements.get(key, ()), recorded.get(key, ()))
            for person, key in zip(people, keys, strict=True)
        ],
        book=book,
        closed=[one for one in books if one.state == BookState.CLOSED],
        number=book.number if book else max((one.number for one in books), default=0) + 1,
        other_open=None if book else open_book_of(unit),
    )


def open_book_of(unit: Unit) -> DayBook | None:
    """The one open book of a collector, of whatever month."""
    return DayBook.objects.filter(unit=unit, state=BookState.OPEN).first()


def books_of(unit: Unit, month: date) -> QuerySet[DayBook]:
    """The books of one collector for a month, in order, with their entries."""
    return _with_entries(DayBook.objects.filter(unit=unit, month=month)).order_by("number")


def books_of_branch(branch: Unit, month: date) -> list[DayBook]:
    """Every book of a branch for a month: in the order of the tree, then by number."""
    found = _with_entries(DayBook.objects.filter(branch=branch, month=month))
    return list(found.order_by("unit__path", "number"))


def book_of(unit: Unit, key: UUID) -> DayBook | None:
    """A book kept at or below `unit`; None for any other."""
    return _with_entries(DayBook.objects.filter(unit__path__startswith=unit.path, pk=key)).first()


def payment_of(unit: Unit, key: UUID) -> Payment | None:
    """An entry of a book kept at or below `unit`; None for any other."""
    found = Payment.objects.filter(book__unit__path__startswith=unit.path, pk=key)
    return (
        found.select_related("member", "book", "book__unit", "branch", "branch__committee", "corrects")
        .defer(*SEALED)
        .first()
    )


def payments_of(member: UUID, *, unit: Unit) -> list[Payment]:
    """Everything a member paid at or below `unit`, the newest first, with what was corrected."""
    found = Payment.objects.filter(member=member, branch__path__startswith=unit.path)
    return list(
        found.select_related("book", "book__unit", "branch", "corrects", "corrected_by").order_by(
            "-received_on", "-year", "-receipt"
        )
    )


def last_receipt(branch: Unit, year: int) -> int:
    """The number of the last receipt of a branch in a year; 0 before the first."""
    found = Payment.objects.filter(branch=branch, year=year).aggregate(last=Max("receipt"))
    return found["last"] or 0


def sum_of(payments: Iterable[Payment]) -> Decimal:
    """What entries come to."""
    return sum((payment.amount for payment in payments), NOTHING)


def cash_in(payments: Iterable[Payment]) -> Decimal:
    """What entries come to in cash."""
    return sum((one.amount for one in payments if one.channel == Channel.CASH), NOTHING)


def received_by_month(branch: Unit, year: int) -> Mapping[date, Decimal]:
    """What the books of each month of a year took in. One query."""
    rows = Payment.objects.filter(branch=branch, book__month__year=year, kind=PaymentKind.DUES)
    sums = rows.values_list("book__month").annotate(sum=Sum("amount")).order_by()
    return {month: fen(amount) for month, amount in sums}


def has_groups(unit: Unit) -> bool:
    """Whether a branch has Party groups below it."""
    return unit.level == Level.BRANCH and not unit.is_leaf()


def _with_entries(books: QuerySet[DayBook]) -> QuerySet[DayBook]:
    entries = (
        Payment.objects.select_related("member", "corrects", "corrected_by")
        .defer(*SEALED)
        .order_by("year", "receipt")
    )
    return books.select_related("unit", "branch", "branch__committee", "remittance").prefetch_related(
        Prefetch("payments", entries)
    )


def unremitted(branch: Unit) -> QuerySet[DayBook]:
    """Closed books whose money was not handed up yet, the oldest first."""
    found = DayBook.objects.filter(Q(remittance__isnull=True), branch=branch, state=BookState.CLOSED)
    return _with_entries(found).order_by("month", "unit__path", "number")
