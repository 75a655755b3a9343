"""兴塘村 with ten members, the first of them away in Guangdong; 柳堤村, where one of them takes part."""

from collections.abc import Callable
from datetime import date

import pytest

from activityday.day.activity.models import Activity
from activityday.people.roster import actions
from activityday.people.roster.actions import Registration
from activityday.people.roster.models import Arrival, Condition, Member
from tests.attendance.conftest import hold
from tests.conftest import OPERATOR, Town, instant

__all__ = ["hold"]
AT = instant("2026-11-20 09:00")
TODAY = AT.date()
NOVEMBER = date(2026, 11, 1)
HELD_ON = date(2026, 11, 2)


@pytest.fixture
def members(town: Town, make_members: Callable[..., list[Member]]) -> list[Member]:
    """Ten members of 兴塘村."""
    return make_members(town.village, 10)


@pytest.fixture
def send_away() -> Callable[..., Condition]:
    """`send_away(member, on=…)`: a floating member with a whole registration."""

    def send(member: Member, *, on: date = date(2026, 3, 1), **more: object) -> Condition:
        fields: dict[str, object] = {
            "reason": "work", "employer": "示例电子厂", "address": "工业路8号", "phone": "13800001111",
            "host_name": "东莞示例社区党委", "way": "host", "dues_place": "home", **more,
        }  # fmt: skip
        registration = Registration(on, "广东省东莞市", "王秀兰", fields)
        return actions.depart(
            member=member, registration=registration, months=6, by=OPERATOR, at=instant(f"{on} 09:00")
        ).condition

    return send


@pytest.fixture
def away(members: list[Member], send_away: Callable[..., Condition]) -> Condition:
    """The first member is away since March."""
    return send_away(members[0])


@pytest.fixture
def activity(town: Town, members: list[Member], hold: Callable[..., Activity]) -> Activity:
    """The activity of 兴塘村 on 2 November."""
    return hold(town.village)


@pytest.fixture
def host(town: Town, make_members: Callable[..., list[Member]], hold: Callable[..., Activity]) -> Activity:
    """The activity of 柳堤村 on 2 November, with three members of its own."""
    make_members(town.other_village, 3, prefix="柳堤")
    return hold(town.other_village)


@pytest.fixture
def arrival(town: Town, members: list[Member], host: Activity) -> Arrival:
    """The first member of 兴塘村 takes part in 柳堤村 since March."""
    return actions.arrive(
        unit=town.other_village,
        member=members[0],
        on=date(2026, 3, 5),
        by=OPERATOR,
        at=instant("2026-03-05 09:00"),
    )
