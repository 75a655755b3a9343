"""What branches handed up, and the town at one look: collected, handed up, received, left over (notice 三(五))."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Max, Prefetch, QuerySet, Sum

from activityday.contents.dues.enums import RemittanceState
from activityday.contents.dues.models import DayBook, Payment, Remittance, RemittanceEntry
from activityday.contents.dues.money import fen
from activityday.contents.dues.queries.accounts import accounts_of
from activityday.contents.dues.queries.books import NOTHING
from activityday.contents.dues.queries.due import in_use_since, payers_of
from activityday.contents.dues.queries.making_public import due_after
from activityday.office.notices.enums import Kind
from activityday.office.notices.queries import last_covered
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.rules.dues_account import MonthState
from activityday.rules.public_notice import NextNotice


@dataclass(frozen=True)
class TownRow:
    """One branch in a year: how its money stands, when it last made it public, how many have open months."""

    branch: Unit
    is_in_use: bool
    collected: Decimal
    handed_up: Decimal
    received: Decimal
    covered_to: date | None
    next_notice: NextNotice | None
    debtors: int
    unassessed: int

    @property
    def difference(self) -> Decimal:
        """Collected, and not received by the committee yet."""
        return self.collected - self.received


def town_rows(unit: Unit, year: int, *, on: date) -> list[TownRow]:
    """The branches at or below `unit` in the order of the tree; the same queries for any number of them."""
    branches = list(branches_of(unit, on=on))
    keys = [branch.pk for branch in branches]
    money, used = _money(keys, year), in_use_since(keys)
    covered = last_covered(branches, Kind.DUES)
    due = due_after(branches, used, covered, on)
    debtors, unassessed = _people(unit, used.keys(), on)
    return [
        TownRow(
            branch=branch,
            is_in_use=branch.pk in used,
            collected=sum(money[branch.pk].values(), NOTHING),
            handed_up=sum((money[branch.pk][state] for state in HANDED_UP), NOTHING),
            received=money[branch.pk][RemittanceState.RECEIVED],
            covered_to=covered.get(branch.pk),
            next_notice=due.get(branch.pk),
            debtors=debtors[branch.pk],
            unassessed=unassessed[branch.pk],
        )
        for branch in branches
    ]


HANDED_UP = (RemittanceState.SENT, RemittanceState.RETURNED, RemittanceState.RECEIVED)


def _money(branches: Sequence[int], year: int) -> dict[int, dict[str, Decimal]]:
    """By branch: what came in with receipts of the year, by the state of the remittance it went up with."""
    rows = Payment.objects.filter(branch__in=branches, year=year)
    found: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: NOTHING))
    for branch, state, amount in (
        rows.values_list("branch", "book__remittance__state").annotate(sum=Sum("amount")).order_by()
    ):
        found[branch][state or ""] += fen(amount)
    return found


def _people(unit: Unit, used: Collection[int], on: date) -> tuple[dict[int, int], dict[int, int]]:
    """By branch that assessed anybody: how many have open months, and how many were not assessed for this month."""
    debtors: dict[int, int] = defaultdict(int)
    unassessed: dict[int, int] = defaultdict(int)
    this = on.replace(day=1)
    people = [person for person in payers_of(unit, this) if person.branch.pk in used]
    accounts = accounts_of([person.member.pk for person in people], unit, on=on, until=this)
    for person in people:
        account = accounts[person.member.pk]
        debtors[person.branch.pk] += bool(account.open_months)
        now = account.month(this)
        unassessed[person.branch.pk] += now is not None and now.state == MonthState.UNASSESSED
    return debtors, unassessed


def remittances_of(unit: Unit) -> QuerySet[Remittance]:
    """What was handed up at or below `unit`, the newest first."""
    return _whole(Remittance.objects.filter(branch__path__startswith=unit.path)).order_by(
        "-sent_on", "branch__path", "-number"
    )


def waiting_at(unit: Unit) -> list[Remittance]:
    """What the committee has not answered yet, the oldest first."""
    return list(_whole(_unanswered(unit)))


def branches_waiting_at(unit: Unit) -> list[str]:
    """Whose money the committee has not answered yet, the oldest first, by short name. One query."""
    return list(_unanswered(unit).values_list("branch__short_name", flat=True))


def remittance_of(unit: Unit, key: UUID) -> Remittance | None:
    """One of them; None for any other."""
    return _whole(Remittance.objects.filter(branch__path__startswith=unit.path, pk=key)).first()


def last_number(branch: Unit) -> int:
    """The number of the last remittance of a branch; 0 before the first."""
    return Remittance.objects.filter(branch=branch).aggregate(last=Max("number"))["last"] or 0


def _unanswered(unit: Unit) -> QuerySet[Remittance]:
    sent = Remittance.objects.filter(branch__path__startswith=unit.path, state=RemittanceState.SENT)
    return sent.order_by("sent_on", "branch__path", "number")


def _whole(found: QuerySet[Remittance]) -> QuerySet[Remittance]:
    books = DayBook.objects.select_related("unit").annotate(sum=Sum("payments__amount"))
    return found.select_related("branch", "branch__committee", "committee").prefetch_related(
        Prefetch("books", books.order_by("month", "unit__path", "number")),
        Prefetch("steps", RemittanceEntry.objects.order_by("number")),
    )
