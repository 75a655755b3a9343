"""Problems and the quarter's meetings come back beside the month, in their time and for who records them."""

# ruff: noqa: F811 -- fixtures of other rooms

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.test import Client

from activityday.contents.review.enums import Duty
from activityday.contents.review.models import Meeting, Problem
from activityday.people.roster.models import Member
from tests.conftest import Town, instant
from tests.review.conftest import list_problem, meet, people  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def home(client_of: SignIn, post: str, on: str) -> str:
    with time_machine.travel(instant(f"{on} 09:00"), tick=False):
        response = client_of(post).get("/")
    assert response.status_code == 200
    return str(response.content.decode())


def test_an_overdue_problem_is_named_and_a_personal_one_only_counted(
    client_of: SignIn,
    people: list[Member],
    list_problem: Callable[..., Problem],
) -> None:
    list_problem(title="学习不经常", assigned=True, due_on=date(2026, 11, 25))
    list_problem(title="爱打麻将", member=people[7], assigned=True, due_on=date(2026, 11, 28))
    list_problem(title="还早着", assigned=True, due_on=date(2027, 5, 1))
    for post in ("secretary", "recorder"):
        page = home(client_of, post, "2026-11-26")
        assert ("问题整改超期 1 个" in page, "学习不经常，个人问题 1 个" in page) == (True, True)
        assert ("爱打麻将" in page, "还早着" in page) == (False, False)
    for post in ("clerk", "leader", "group_leader", "other_secretary"):
        page = home(client_of, post, "2026-11-26")
        assert ("问题整改" in page, "学习不经常" in page) == (False, False)


def test_before_it_is_overdue_it_is_said_to_be_near(
    client_of: SignIn,
    people: list[Member],
    list_problem: Callable[..., Problem],
) -> None:
    list_problem(assigned=True, due_on=date(2026, 12, 10))
    assert "问题整改" not in home(client_of, "secretary", "2026-11-25")
    assert "问题整改快到期 1 个" in home(client_of, "secretary", "2026-11-26")


def test_what_the_quarter_still_needs_is_said_in_its_last_thirty_days(
    town: Town,
    client_of: SignIn,
    people: list[Member],
    meet: Callable[..., Meeting],
) -> None:
    words = "本季度三会一课还差"
    assert words not in home(client_of, "other_secretary", "2026-11-30")
    page = home(client_of, "other_secretary", "2026-12-01")
    assert (words in page, "党员大会 1 次、党课 1 次" in page) == (True, True)
    for duty, day in ((Duty.MEMBERS, date(2026, 11, 2)), (Duty.LECTURE, date(2026, 10, 8))):
        meet(unit=town.other_village, duty=duty, held_on=day)
    assert words not in home(client_of, "other_secretary", "2026-12-01")


def test_the_way_there_stands_on_the_first_page_of_who_may_look(
    client_of: SignIn, people: list[Member]
) -> None:
    found = {
        post: "党性分析和三会一课" in home(client_of, post, "2026-11-26")
        for post in ("secretary", "recorder", "clerk", "leader", "group_leader", "county_officer")
    }
    assert found == {
        "secretary": True,
        "recorder": True,
        "clerk": True,
        "leader": True,
        "group_leader": False,
        "county_officer": False,
    }
