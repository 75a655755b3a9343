"""An activity on its day: 兴塘村 with ten members, or as many as a test asks for."""

from collections.abc import Callable
from datetime import date, time

import pytest

from activityday.day.activity.enums import State
from activityday.day.activity.models import Activity, Scope
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from tests.conftest import Town

MONTH = date(2026, 11, 1)
HELD_ON = date(2026, 11, 2)


@pytest.fixture
def hold(town: Town) -> Callable[..., Activity]:
    """`hold(host, scopes)`: an activity of November 2026, prepared and not held yet."""

    def make(
        host: Unit, scopes: list[Unit] | None = None, *, month: date = MONTH, held_on: date = HELD_ON
    ) -> Activity:
        activity = Activity.objects.create(
            committee=town.committee,
            host=host,
            month=month,
            held_on=held_on,
            planned_starts_at=time(9),
            planned_ends_at=time(12),
            state=State.PREPARING,
        )
        for unit in scopes or [host]:
            Scope.objects.create(activity=activity, unit=unit, month=month)
        return activity

    return make


@pytest.fixture
def members(town: Town, make_members: Callable[..., list[Member]]) -> list[Member]:
    """Ten members of 兴塘村, five in each Party group."""
    return make_members(town.village, 10)


@pytest.fixture
def activity(town: Town, members: list[Member], hold: Callable[..., Activity]) -> Activity:
    """The activity of 兴塘村 in November 2026, on 2 November."""
    return hold(town.village)
