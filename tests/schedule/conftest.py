"""Asking for another day."""

from collections.abc import Callable
from datetime import date

import pytest

from activityday.day.schedule.actions import ask_for_day
from activityday.day.schedule.models import Rescheduling
from activityday.office.filings.actions import answer
from activityday.office.filings.enums import Step
from activityday.people.organisation.models import Unit
from tests.conftest import Town, instant

NOW = instant("2026-11-23 09:00")
TODAY = date(2026, 11, 23)
DECEMBER = date(2026, 12, 1)


@pytest.fixture
def ask(town: Town) -> Callable[..., Rescheduling]:
    """`ask(date(2026, 12, 8))`: the village asks for another day in December, today."""

    def make(
        new_on: date = date(2026, 12, 8),
        *,
        unit: Unit | None = None,
        month: date = DECEMBER,
        reason: str = "村委换届选举",
        on: date = TODAY,
    ) -> Rescheduling:
        return ask_for_day(
            unit=unit or town.village,
            month=month,
            new_on=new_on,
            reason=reason,
            by=town.users["secretary"],
            on=on,
            at=NOW,
        )

    return make


@pytest.fixture
def approve(town: Town) -> Callable[[Rescheduling], None]:
    """The superior agrees."""

    def take(asked: Rescheduling) -> None:
        answer(filing=asked.filing, step=Step.APPROVE, note="", by=town.users["clerk"], at=NOW)

    return take
