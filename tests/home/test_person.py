"""A member's year on one page: what each post may see of it, and what stays when somebody left."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from lxml import html

from activityday.home.person import dues_year
from activityday.judgement.closing.models import Closing
from activityday.people.roster.actions import transfer
from activityday.people.roster.models import Member
from activityday.rules.dues import MonthDue, Obligation
from activityday.rules.dues_account import settle
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import OPERATOR, Town, instant

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(instant("2026-11-23 09:00"), tick=False):
        yield


@pytest.fixture
def absent(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
) -> Member:
    """示例001 missed September and October without a reason."""
    for month in (8, 9, 10):
        close_month(town.village, month, {twelve[0]: "缺"} if month > 8 else {}, twelve)
    return twelve[0]


def page_of(client: Client, member: Member, unit: str = "xingtang", year: int = 2026) -> Any:
    return client.get(f"/units/{unit}/members/{member.pk}/{year}/")


def text(response: Any) -> str:
    return response.content.decode()


def test_the_year_says_how_often_and_what_the_rules_found(
    town: Town, client_of: SignIn, absent: Member
) -> None:
    page = text(page_of(client_of("secretary"), absent))
    assert "计入 3 次，参加 1 次。" in page
    assert "2026年9月、10月连续 2 次无故缺席，离 3 次还差 1 次，请先谈话了解" in page
    assert 'href="/units/xingtang/2026/10/closed/"' in page
    assert "去谈话和个案" in page


@pytest.mark.parametrize(
    ("post", "status", "finds", "points", "dues"),
    [
        ("secretary", 200, True, True, True),
        ("clerk", 200, True, True, True),
        ("recorder", 200, False, True, False),
        ("group_leader", 404, False, False, False),
        ("leader", 404, False, False, False),
        ("county_officer", 404, False, False, False),
        ("other_secretary", 404, False, False, False),
        ("operator", 404, False, False, False),
    ],
)
def test_each_post_sees_what_concerns_it(
    town: Town,
    client_of: SignIn,
    absent: Member,
    post: str,
    status: int,
    finds: bool,
    points: bool,
    dues: bool,
) -> None:
    answer = page_of(client_of(post), absent)
    page = text(answer)
    assert answer.status_code == status
    assert ("规则找出来的" in page, "<h2>积分</h2>" in page, "<h2>党费</h2>" in page) == (finds, points, dues)


def test_a_group_leader_sees_own_people_with_dues_and_without_findings(
    town: Town,
    client_of: SignIn,
    twelve: list[Member],  # noqa: F811
    absent: Member,
) -> None:
    pages = [page_of(client_of("group_leader"), member, unit="xingtang-1") for member in twelve]
    seen = [page.status_code for page in pages]
    assert seen.count(200) == 6
    own = next(text(page) for page in pages if page.status_code == 200)
    assert ("<h2>党费</h2>" in own, "规则找出来的" in own, "<h2>积分</h2>" in own) == (True, False, False)
    account = html.fromstring(own).xpath("//a[contains(@href, '/dues/members/')]/@href")
    assert [client_of("group_leader").get(address).status_code for address in account] == [200]


def test_a_branch_that_somebody_left_sees_only_what_was_counted_there(
    town: Town,
    client_of: SignIn,
    absent: Member,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
) -> None:
    transfer(
        member=absent,
        branch=town.other_village,
        group=None,
        on=date(2026, 11, 1),
        by=OPERATOR,
        at=instant("2026-11-01 09:00"),
    )
    close_month(town.other_village, 11, {}, [absent])
    here = text(page_of(client_of("secretary"), absent))
    there = text(page_of(client_of("other_secretary"), absent, unit="liudi"))
    assert "计入 3 次，参加 1 次。" in here
    assert "<h2>积分</h2>" not in here
    assert "计入 4 次，参加 2 次。" in there
    assert "<h2>积分</h2>" in there


def test_a_year_before_the_notice_or_a_stranger_is_not_found(
    town: Town, client_of: SignIn, absent: Member
) -> None:
    client = client_of("secretary")
    assert page_of(client, absent, year=2016).status_code == 404
    assert client.get("/units/xingtang/members/00000000-0000-0000-0000-000000000009/2026/").status_code == 404


def test_a_year_without_anything_says_so(town: Town, client_of: SignIn, twelve: list[Member]) -> None:  # noqa: F811
    assert "这一年还没有归档的活动计到本人。" in text(page_of(client_of("secretary"), twelve[0]))


def test_months_to_come_are_nobody_s_debt() -> None:
    months = [
        MonthDue(date(2026, n, 1), Obligation.DUE, 3, "核定每月 3 元。", "dues 2017")  # type: ignore[arg-type]
        for n in range(10, 13)
    ]
    account = settle(months, [], on=date(2026, 11, 23), back_months=6)
    assert [(first.month, sign) for first, sign, _, _ in dues_year(account, 2026)][8:] == [
        (9, "·"),
        (10, "欠"),
        (11, "应"),
        (12, "·"),
    ]
