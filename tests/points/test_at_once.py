"""Two people press at the very same moment: one confirmation stands, no fact is written twice."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from django.db import connection

from activityday.judgement.points.actions import confirm, post_entries, propose, refuse
from activityday.judgement.points.models import ManualEntry, PointEntry
from activityday.people.roster.models import Member
from tests.conftest import OPERATOR, Town
from tests.points.conftest import NOW, SECOND
from tests.schedule.test_at_once import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="SQLite lets one writer in at a time; its test database lives in memory",
    ),
]
ROUNDS = 5


def test_one_confirms_and_one_refuses_and_one_of_them_was_first(
    town: Town, twelve: list[Member], enter: Callable[..., ManualEntry]
) -> None:
    for day in range(1, ROUNDS + 1):
        entry = enter(twelve[0], on=date(2026, 3, day), is_confirmed=False)
        words = at_once(
            partial(confirm, entry=entry, by=SECOND, at=NOW),
            partial(refuse, entry=entry, note="没有去", by=town.users["secretary"], at=NOW),
        )
        assert sorted(bool(word) for word in words) == [False, True]
        entry.refresh_from_db()
        assert [step.state for step in entry.steps.order_by("number")] == ["proposed", entry.state]
    confirmed = ManualEntry.objects.filter(state="confirmed").count()
    assert PointEntry.objects.count() == confirmed


def test_two_post_the_same_branch_and_every_fact_is_written_once(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    close_month(town.village, 9, {}, twelve)
    post = partial(post_entries, branch=town.village, year=2026, by=OPERATOR, at=NOW)
    assert at_once(post, post) == ["", ""]
    assert PointEntry.objects.count() == len(twelve)


def test_two_enter_the_same_thing_and_one_hears_of_it(town: Town, twelve: list[Member]) -> None:
    step = partial(
        propose,
        branch=town.village,
        member=twelve[0],
        rule="volunteering",
        on=date(2026, 3, 5),
        evidence="清理河道",
        document="登记簿第3页",
        by=OPERATOR,
        at=NOW,
    )
    words = at_once(step, step)
    assert sorted(bool(word) for word in words) == [False, True]
    assert ManualEntry.objects.count() == 1
