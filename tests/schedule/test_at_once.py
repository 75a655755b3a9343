"""Two people press at the very same moment: one answer stands, the other hears whose."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from activityday.day.schedule.models import Rescheduling
from activityday.office.filings.actions import answer
from activityday.office.filings.enums import Step
from activityday.office.filings.models import Filing
from activityday.people.organisation.checks import Refused
from tests.conftest import Town
from tests.schedule.conftest import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="SQLite lets one writer in at a time; its test database lives in memory",
    ),
]
ROUNDS = 5


def at_once(*steps: Callable[[], object]) -> list[str]:
    """Take the steps in threads that start together; what each was refused with, or an empty word."""
    gate = Barrier(len(steps))

    def take(step: Callable[[], object]) -> str:
        try:
            gate.wait(timeout=10)
            step()
        except Refused as refused:
            return refused.sentence
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(take, steps))


def test_one_approves_and_one_refuses_and_one_of_them_was_first(
    town: Town, ask: Callable[..., Rescheduling]
) -> None:
    for month in range(1, ROUNDS + 1):
        filing = ask(date(2027, month, 20), month=date(2027, month, 1)).filing
        approving, refusing = Filing.objects.get(pk=filing.pk), Filing.objects.get(pk=filing.pk)
        words = at_once(
            partial(answer, filing=approving, step=Step.APPROVE, note="", by=town.users["clerk"], at=NOW),
            partial(
                answer, filing=refusing, step=Step.REFUSE, note="不", by=town.users["county_officer"], at=NOW
            ),
        )
        assert sorted(bool(word) for word in words) == [False, True]
        filing.refresh_from_db()
        assert [step.state for step in filing.steps.order_by("number")] == ["asked", filing.state]


def test_two_of_a_branch_ask_for_another_day_and_one_request_goes_up(
    town: Town, ask: Callable[..., Rescheduling]
) -> None:
    words = at_once(partial(ask, date(2026, 12, 8)), partial(ask, date(2026, 12, 9)))
    assert sorted(bool(word) for word in words) == [False, True]
    assert (Rescheduling.objects.count(), Filing.objects.count()) == (1, 1)
