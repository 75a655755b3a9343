"""Service where people look first: what waits in a branch, and a member's own year."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from activityday.contents.service.models import Pledge, Project
from activityday.people.roster.models import Member
from tests.closing.conftest import twelve
from tests.conftest import Town
from tests.service.conftest import NOON, do, plan, promise

__all__ = ["do", "plan", "promise", "twelve"]
pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
Make = Callable[..., Project]
POSTS = ("secretary", "recorder", "group_leader", "clerk", "leader")


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def said_to(client_of: SignIn, words: str) -> set[str]:
    return {post for post in POSTS if words in client_of(post).get("/").content.decode()}


def test_a_project_whose_days_are_over_waits_for_those_who_record(client_of: SignIn, plan: Make) -> None:
    plan(title="没写结果的", starts_on=date(2026, 10, 30))
    plan(title="今天办的")
    assert said_to(client_of, "服务项目等写结果") == {"secretary", "recorder"}
    assert "今天办的" not in client_of("secretary").get("/").content.decode()


def test_pledges_that_come_due_wait_for_a_word(
    client_of: SignIn, twelve: list[Member], promise: Callable[..., Pledge]
) -> None:
    promise(twelve[0], due_on=date(2026, 12, 1))
    promise(twelve[1], due_on=date(2026, 12, 31))
    assert said_to(client_of, "承诺等写兑现情况 1 条") == {"secretary", "recorder"}


def test_the_member_s_year_has_projects_hours_and_pledges(
    client_of: SignIn, twelve: list[Member], do: Make, promise: Callable[..., Pledge]
) -> None:
    do(twelve[:1])
    promise(twelve[0])
    page = client_of("secretary").get(f"/units/xingtang/members/{twelve[0].pk}/2026/").content.decode()
    for words in ("1 个项目 3 小时", "清理二组水渠", "帮三户老人收稻子"):
        assert words in page
    other = client_of("secretary").get(f"/units/xingtang/members/{twelve[1].pk}/2026/").content.decode()
    assert "还没有参加过办结的服务项目" in other


def test_whoever_may_not_see_service_sees_none_in_a_member_s_year(
    town: Town, client_of: SignIn, twelve: list[Member], do: Make
) -> None:
    do(twelve)
    mine = next(one for one in twelve if one.affiliations.get().group == town.groups[0])
    page = client_of("group_leader").get(f"/units/xingtang-1/members/{mine.pk}/2026/")
    assert page.status_code == 200
    assert "清理二组水渠" not in page.content.decode()


def test_the_way_to_service_stands_on_the_first_page(client_of: SignIn) -> None:
    assert "/units/xingtang/service/2026/" in client_of("secretary").get("/").content.decode()
    assert "/units/fenggang/service/2026/" in client_of("clerk").get("/").content.decode()
