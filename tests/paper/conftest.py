"""The December of tests/activity, with people to sign."""

from collections.abc import Callable

import pytest

from activityday.day.activity.models import Activity
from activityday.people.roster.models import Member
from tests.activity.conftest import activity, after_the_day, in_november, record_of
from tests.conftest import Town

__all__ = ["activity", "after_the_day", "in_november", "record_of"]


@pytest.fixture
def members(town: Town, activity: Activity, make_members: Callable[..., list[Member]]) -> list[Member]:
    """Five members of 兴塘村, in two Party groups by turns."""
    return make_members(town.village, 5)
