"""Two hands at the same moment, where the database lets two write at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.conf import settings
from django.db import connection

from activityday.day.activity.actions import prepare
from activityday.day.activity.models import Activity, Scope
from activityday.day.paper.actions import print_sheet
from activityday.day.paper.models import Sheet
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from tests.activity.conftest import PREPARED_AT
from tests.conftest import Town

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.skipif(
        settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="SQLite has one writer at a time"
    ),
]
MONTHS = [date(2027, month, 1) for month in range(1, 9)]


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


def test_a_branch_and_its_group_never_both_hold_a_month(transactional_db: None, town: Town) -> None:
    def begin(unit: Unit, month: date) -> Activity:
        return prepare(
            host=unit, scopes=[unit], month=month, held_on=month, by=town.users["secretary"], at=PREPARED_AT
        )

    for month in MONTHS:
        units = (town.village, town.groups[0], town.village, town.groups[0])
        came = at_once([lambda unit=unit, month=month: begin(unit, month) for unit in units])
        assert len([one for one in came if isinstance(one, Activity)]) == 1
        assert Scope.objects.filter(month=month, is_live=True).count() == 1


def test_eight_printers_keep_one_sheet_and_no_number_twice(
    transactional_db: None, town: Town, activity: Activity, members: list[Member]
) -> None:
    def print_one(large: bool) -> str:
        sheet, _ = print_sheet(
            activity=activity, unit=town.village, large=large, by=town.users["recorder"], at=PREPARED_AT
        )
        return sheet.code

    came = at_once([lambda large=large: print_one(large) for large in [False, True] * 4])
    assert len(set(came)) == 2
    assert sorted(Sheet.objects.values_list("serial", flat=True)) == [1, 2]
