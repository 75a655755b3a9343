"""Accounts of members: every month with what was due and paid, worked out from the facts (dues 12, 13)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from activityday.contents.dues.enums import PaymentKind
from activityday.contents.dues.models import Payment
from activityday.contents.dues.queries.due import dues_of, payers_of, terms_of
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import Affiliated
from activityday.rules.dues import Payer, next_month
from activityday.rules.dues_account import Account, AccountMonth, Money, longest_unpaid, settle

DECEMBER = 12


def accounts_of(
    members: Iterable[UUID],
    branch: Unit,
    *,
    on: date,
    since: date | None = None,
    until: date | None = None,
) -> dict[UUID, Account]:
    """The account of each member on the day, from the first month that was ever assessed for them to December.

    `since` (a first day) leaves earlier months out of what comes back; they are settled all the same, so that no money
    counts twice. `until` (a first day) ends earlier than December: what pays the months after it shows as credit.
    The same number of queries for any number of members and months.
    """
    terms = terms_of(members)
    months = months_between(_first_month(terms.values(), on), until or on.replace(month=DECEMBER, day=1))
    back_months = parameters_for(branch, on=on).integer("dues_back_months")
    dues, money = dues_of(terms, branch, months), money_of(terms)
    return {
        key: _since(settle(dues[key], money[key], on=on, back_months=back_months), since) for key in terms
    }


def account_of(member: UUID, branch: Unit, *, on: date) -> Account:
    """The account of one member."""
    return accounts_of([member], branch, on=on)[member]


def money_of(members: Iterable[UUID]) -> Mapping[UUID, Sequence[Money]]:
    """Dues received from each member, whatever branch took them; what was corrected never came. One query."""
    rows = Payment.objects.filter(
        member__in=list(members),
        kind=PaymentKind.DUES,
        corrects__isnull=True,
        corrected_by__isnull=True,
    )
    found: dict[UUID, list[Money]] = defaultdict(list)
    for member, received_on, amount, payer in rows.order_by("received_on", "made_at", "receipt").values_list(
        "member", "received_on", "amount", "payer"
    ):
        found[member].append(Money(received_on, amount, bool(payer)))
    return found


@dataclass(frozen=True)
class Debtor:
    """A member with open months: how much, since when, and whether the six months of the constitution are near."""

    person: Affiliated
    account: Account
    unpaid: tuple[date, ...]
    unpaid_limit: int

    @property
    def is_for_study(self) -> bool:
        """Whether the branch has to find out why: a run of unpaid months as long as the constitution names."""
        return len(self.unpaid) >= self.unpaid_limit

    @property
    def finding(self) -> str:
        """The separate finding, in words; empty while the run is shorter (constitution 9). Never a status."""
        if not self.is_for_study:
            return ""
        first = self.unpaid[0]
        return (
            f"从{first.year}年{first.month}月起连续 {len(self.unpaid)} 个月没有交党费，"
            "有没有正当理由由支部了解，按程序处理。"
        )


def arrears_of(unit: Unit, on: date) -> list[Debtor]:
    """Everybody at or below a branch or a Party group with open months gone by, in roster order."""
    people = payers_of(unit, on.replace(day=1))
    accounts = accounts_of((person.member.pk for person in people), unit, on=on)
    limit = parameters_for(unit, on=on).integer("gap_months")
    return [
        Debtor(person, account, longest_unpaid(account), limit)
        for person in people
        if (account := accounts[person.member.pk]).open_months
    ]


Covered = Mapping[UUID, Sequence[AccountMonth]]


def covered_by(payments: Sequence[Payment], branch: Unit, *, on: date) -> Covered:
    """By payment: the months that it paid, wholly or in part, as it was the last to come. The same few queries for any
    number of payments."""
    terms = terms_of({payment.member_id for payment in payments})
    months = months_between(_first_month(terms.values(), on), on.replace(month=DECEMBER, day=1))
    back_months = parameters_for(branch, on=on).integer("dues_back_months")
    dues = dues_of(terms, branch, months)
    valid = Payment.objects.filter(
        member__in=list(terms), kind=PaymentKind.DUES, corrects__isnull=True, corrected_by__isnull=True
    )
    before: dict[UUID, list[Payment]] = defaultdict(list)
    for one in valid.order_by("received_on", "made_at", "receipt"):
        before[one.member_id].append(one)
    found: dict[UUID, Sequence[AccountMonth]] = {}
    for payment in payments:
        place = next((n for n, one in enumerate(before[payment.member_id]) if one.pk == payment.pk), None)
        if place is None:
            continue
        money = [Money(one.received_on, one.amount) for one in before[payment.member_id][: place + 1]]
        without, with_it = (
            settle(dues[payment.member_id], some, on=on, back_months=back_months)
            for some in (money[:-1], money)
        )
        found[payment.pk] = [
            now for was, now in zip(without.months, with_it.months, strict=True) if now.paid > was.paid
        ]
    return found


@dataclass(frozen=True)
class Unpaid:
    """A member with open months up to the one that is collected."""

    person: Affiliated
    months: Sequence[AccountMonth]

    @property
    def amount(self) -> Decimal:
        """What they come to."""
        return sum((month.rest for month in self.months), Decimal())


def unpaid_of(unit: Unit, month: date, *, on: date) -> list[Unpaid]:
    """Who at or below `unit` has not paid `month` or an earlier one that can still be paid, in roster order."""
    people = payers_of(unit, month)
    accounts = accounts_of([person.member.pk for person in people], unit, on=on)
    found = []
    for person in people:
        account = accounts[person.member.pk]
        now = account.month(month)
        months = [one for one in account.payable if one.month < month]
        if now is not None and now.rest > 0:
            months.append(now)
        if months:
            found.append(Unpaid(person, months))
    return found


def arrears_in(debtors: Iterable[Debtor]) -> Decimal:
    """What is open altogether, in yuan."""
    return sum((debtor.account.arrears for debtor in debtors), Decimal())


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months from `first` to `last`, both included."""
    found: list[date] = []
    while first <= last:
        found.append(first)
        first = next_month(first)
    return found


def _first_month(payers: Iterable[Payer], on: date) -> date:
    """The first month assessed for any of them; January of the year where nobody was."""
    january = on.replace(month=1, day=1)
    return min((january, *(amount.since for payer in payers for amount in payer.amounts)))


def _since(account: Account, since: date | None) -> Account:
    if since is None:
        return account
    return replace(account, months=tuple(month for month in account.months if month.month >= since))
