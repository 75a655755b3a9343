"""A branch with closed months, money that came in or did not, and things entered by hand."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from activityday.audit.actions import Command
from activityday.contents.dues.enums import BookState, DuesClass
from activityday.contents.dues.models import Assessment, DayBook, Payment
from activityday.judgement.points.actions import confirm, propose
from activityday.judgement.points.models import ManualEntry
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from tests.closing.conftest import close_month, hold, twelve
from tests.conftest import Town, instant

__all__ = ["close_month", "hold", "twelve"]

FIRST, SECOND = Command("first"), Command("second", pk="another")
NOW = instant("2026-11-20 09:00")


@pytest.fixture
def assess(town: Town) -> Callable[..., Assessment]:
    """`assess(member, "5.00", since=date(2026, 1, 1))`: what the member pays each month from then on."""

    def make(member: Member, amount: str = "5.00", since: date = date(2026, 1, 1)) -> Assessment:
        return Assessment.objects.create(
            committee=town.committee,
            branch=town.village,
            member=member,
            since=since,
            kind=DuesClass.FARMER,
            amount=Decimal(amount),
            clause="dues 6",
            document="中组发〔2008〕3号",
            policy="x",
            made_by="书记老王",
            made_at=instant("2026-01-02 09:00"),
        )

    return make


@pytest.fixture
def pay(town: Town) -> Callable[..., Payment]:
    """`pay(member, "5.00", date(2026, 1, 5))`: money that came in on the day, in a closed day-book of its month."""

    def make(member: Member, amount: str, on: date, branch: Unit | None = None) -> Payment:
        book = close_book(branch or town.village, on)
        return Payment.objects.create(
            committee=town.committee,
            book=book,
            branch=book.branch,
            member=member,
            received_on=on,
            amount=Decimal(amount),
            year=on.year,
            receipt=Payment.objects.count() + 1,
            made_by="书记老王",
            made_at=instant(f"{on} 10:00"),
        )

    return make


def close_book(branch: Unit, on: date) -> DayBook:
    """The closed day-book of a month."""
    return DayBook.objects.get_or_create(
        unit=branch,
        month=on.replace(day=1),
        number=1,
        defaults={
            "committee": branch.committee,
            "branch": branch,
            "collected_on": on,
            "collector": "赵铁柱",
            "state": BookState.CLOSED,
            "cash_counted": Decimal(0),
            "opened_by": "赵铁柱",
            "opened_at": instant(f"{on} 09:00"),
            "closed_by": "赵铁柱",
            "closed_at": instant(f"{on} 11:00"),
        },
    )[0]


@pytest.fixture
def enter(town: Town) -> Callable[..., ManualEntry]:
    """`enter(member, "volunteering", date(2026, 3, 5))`: proposed by one, confirmed by another."""

    def make(
        member: Member,
        rule: str = "volunteering",
        on: date = date(2026, 3, 5),
        *,
        branch: Unit | None = None,
        document: str = "服务登记簿第3页",
        at: datetime = NOW,
        is_confirmed: bool = True,
    ) -> ManualEntry:
        entry = propose(
            branch=branch or town.village,
            member=member,
            rule=rule,
            on=on,
            evidence="清理村口河道",
            document=document,
            by=FIRST,
            at=at,
        )
        if is_confirmed:
            confirm(entry=entry, by=SECOND, at=at)
            entry.refresh_from_db()
        return entry

    return make
