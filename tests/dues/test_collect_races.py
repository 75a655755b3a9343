"""Many hands at the same moment, where the database lets several write at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from activityday.contents.dues.actions.books import collect
from activityday.contents.dues.actions.remittances import hand_up
from activityday.contents.dues.models import DayBook, Payment, Remittance
from activityday.contents.dues.reckoning import Step
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from tests.conftest import OPERATOR, Town
from tests.dues.collecting import AT, DAY, NOVEMBER, assess, table, taking, yuan

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite lives in memory, for one writer"
    ),
]
CLICKS = 4


def at_once(calls: list[Callable[[], object]]) -> list[object]:
    def one(call: Callable[[], object]) -> object:
        try:
            return call()
        except Refused as refused:
            return refused.sentence
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as hands:
        return list(hands.map(one, calls))


def test_two_group_leaders_at_once_never_share_a_receipt_number(
    town: Town, make_members: Callable[..., list[Member]]
) -> None:
    members = make_members(town.village, 40)
    assess(members, town.village)
    forms = [(unit, taking(table(unit), cash="300", step=Step.REST)) for unit in town.groups]
    came = at_once(
        [
            lambda unit=unit, form=form: collect(unit=unit, month=NOVEMBER, taking=form, by=OPERATOR, at=AT)
            for unit, form in forms
        ]
    )
    assert all(isinstance(one, DayBook) for one in came), came
    receipts = list(Payment.objects.order_by("receipt").values_list("receipt", flat=True))
    assert receipts == list(range(1, 41))


def test_four_clicks_at_once_record_once(town: Town, make_members: Callable[..., list[Member]]) -> None:
    branch = town.other_village
    members = make_members(branch, 5)
    assess(members, branch)
    form = taking(table(branch), cash="75", step=Step.REST)
    came = at_once(
        [lambda: collect(unit=branch, month=NOVEMBER, taking=form, by=OPERATOR, at=AT) for _ in range(CLICKS)]
    )
    assert sum(isinstance(one, DayBook) for one in came) == 1
    assert sum("没有重复记" in str(one) for one in came) == CLICKS - 1
    assert (DayBook.objects.count(), Payment.objects.count()) == (1, 5)


def test_money_goes_up_once_however_often_one_clicks(
    town: Town, make_members: Callable[..., list[Member]]
) -> None:
    branch = town.other_village
    assess(make_members(branch, 5), branch)
    form = taking(table(branch), cash="75", step=Step.REST)
    collect(unit=branch, month=NOVEMBER, taking=form, by=OPERATOR, at=AT)
    came = at_once(
        [
            lambda: hand_up(branch=branch, shown=yuan("75"), sent_by="老王", sent_on=DAY, by=OPERATOR, at=AT)
            for _ in range(CLICKS)
        ]
    )
    assert sum(isinstance(one, Remittance) for one in came) == 1
    assert Remittance.objects.count() == 1
