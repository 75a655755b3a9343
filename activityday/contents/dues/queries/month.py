"""How far a unit is with the dues of a month: for the pages above, in few queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, Sum

from activityday.contents.dues.enums import BookState
from activityday.contents.dues.models import Assessment, DayBook, Waiver
from activityday.contents.dues.money import fen
from activityday.contents.dues.queries.books import NOTHING
from activityday.contents.dues.queries.collectors import branch_of
from activityday.contents.dues.queries.due import last_day
from activityday.office.filings.enums import State
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import ConditionKind
from activityday.people.roster.queries import Affiliated, members_of
from activityday.rules.dues import Amount, FirstMonthReading, MonthDue, Obligation, Payer, Relief, month_due


@dataclass(frozen=True)
class MonthOfDues:
    """The dues of a month at a branch or a Party group: what is due of the month, what its books took in."""

    people: int
    unassessed: int
    due: Decimal
    received: Decimal
    open_books: int
    closed_books: int
    # collectors who have something to collect and no book yet
    unopened: int

    @property
    def is_settled(self) -> bool:
        """Whether every collector who has something to collect took it in, and every book of the month is closed."""
        return self.closed_books > 0 and not self.open_books and not self.unopened

    @property
    def is_in_use(self) -> bool:
        """Whether dues are kept here at all for the month."""
        return bool(self.due or self.unassessed or self.open_books or self.closed_books)


def month_of_dues(unit: Unit, month: date, on: date, *, day: date | None = None) -> MonthOfDues:
    """The dues of a month at `unit`, as its people stand on the activity day (`day`; else on the day `on`, at most the
    month's last). `received` is all money of the month's books, so that back payments and quarters show in it.

    At most six queries; one more for a Party group.
    """
    people = members_of(unit, on=day or min(on, last_day(month)))
    payers = [person for person in people if ConditionKind.SUSPENDED not in person.conditions]
    dues = _dues_of(payers, branch_of(unit), month)
    asked = {_desk(person) for person, one in zip(payers, dues, strict=True) if one.amount}
    books = _books(unit, month)
    return MonthOfDues(
        people=len(payers),
        unassessed=sum(one.obligation == Obligation.UNASSESSED for one in dues),
        due=sum((one.amount for one in dues), NOTHING),
        received=sum((amount for _, _, amount in books), NOTHING),
        open_books=sum(state == BookState.OPEN for _, state, _ in books),
        closed_books=sum(state == BookState.CLOSED for _, state, _ in books),
        unopened=len(asked - {desk for desk, _, _ in books}),
    )


def _desk(person: Affiliated) -> int:
    """The unit at which the person pays: the Party group, else the branch."""
    key: int = (person.group or person.branch).pk
    return key


def _books(unit: Unit, month: date) -> list[tuple[int, str, Decimal]]:
    books = DayBook.objects.filter(unit__path__startswith=unit.path, month=month)
    rows = books.annotate(sum=Sum("payments__amount")).values_list("unit", "state", "sum")
    return [(desk, state, fen(amount)) for desk, state, amount in rows]


def _dues_of(people: Sequence[Affiliated], branch: Unit, month: date) -> list[MonthDue]:
    """What the month asks of each; three queries, where nobody was admitted in it."""
    keys = [person.member.pk for person in people]
    rows = Assessment.objects.filter(
        Q(branch=branch) | Q(member__in=keys), since__lte=month, voided_at__isnull=True
    )
    amounts: dict[UUID, list[Amount]] = defaultdict(list)
    used: list[date] = []
    for member, since, amount, made_at in rows.values_list("member", "since", "amount", "branch"):
        amounts[member].append(Amount(since, amount))
        if made_at == branch.pk:
            used.append(since)
    reliefs: dict[UUID, list[Relief]] = defaultdict(list)
    held = Waiver.objects.filter(
        member__in=keys, filing__state=State.APPROVED, since__lte=month, until__gte=month
    )
    for member, since, until, amount in held.values_list("member", "since", "until", "amount"):
        reliefs[member].append(Relief(since, until, amount))
    reading = _reading(people, branch, month)
    return [
        month_due(
            month,
            Payer(person.member.joined_on, amounts[person.member.pk], reliefs[person.member.pk]),
            in_use_since=min(used, default=None),
            first_month=reading,
        )
        for person in people
    ]


def _reading(people: Sequence[Affiliated], branch: Unit, month: date) -> FirstMonthReading:
    """From which month one pays who was admitted: asked only where it makes a difference."""
    admitted = any(one.member.joined_on and one.member.joined_on.replace(day=1) == month for one in people)
    if not admitted:
        return FirstMonthReading.MONTH_OF_ADMISSION
    return FirstMonthReading(parameters_for(branch, on=month).choice("dues_first_month"))
