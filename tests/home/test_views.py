"""The first page by post, and any month as five steps."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.day.activity.actions import cancel
from activityday.day.activity.models import Activity
from activityday.home.month import current_month, month_of
from activityday.judgement.closing.models import Closing
from activityday.people.accounts.models import Appointment
from activityday.people.roster.models import Member
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import OPERATOR, Town, instant
from tests.pages import Person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday() -> object:
    with time_machine.travel(instant("2026-11-23 09:00"), tick=False) as clock:
        yield clock


def words(town: Town, month: int, on: date = TODAY) -> tuple[str, str | None]:
    found = month_of(town.village, date(2026, month, 1), on=on)
    return found.headline, found.action.label if found.action else None


def test_a_month_that_nobody_prepared(town: Town) -> None:
    assert words(town, 12) == ("本月活动还没有准备", "准备这次活动")
    assert words(town, 11) == ("活动日已过，还没有记录", "准备这次活动")
    assert Activity.objects.count() == 0


def test_a_month_that_waits_for_its_closing(
    town: Town,
    twelve: list[Member],  # noqa: F811
    hold: Callable[..., Activity],  # noqa: F811
) -> None:
    hold(town.village, 11, {}, twelve)
    assert words(town, 11) == ("还差一步就办完了", "核对归档")
    steps = month_of(town.village, date(2026, 11, 1), on=TODAY).steps
    assert [(step.label, step.state) for step in steps] == [
        ("准备", "done"), ("签到", "done"), ("纪实", "done"), ("党费", "done"), ("归档", "current"),
    ]  # fmt: skip


def test_a_closed_month_and_the_one_after_it(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
) -> None:
    assert current_month(town.village, on=TODAY) == date(2026, 11, 1)
    close_month(town.village, 11, {}, twelve)
    assert words(town, 11) == ("这个月办完了", "打印活动纪实表")
    assert current_month(town.village, on=TODAY) == date(2026, 12, 1)


def test_a_cancelled_month_may_be_prepared_again(
    town: Town,
    twelve: list[Member],  # noqa: F811
    hold: Callable[..., Activity],  # noqa: F811
) -> None:
    from activityday.day.activity.actions import prepare  # noqa: PLC0415 -- used once

    activity = prepare(
        host=town.village,
        scopes=[town.village],
        month=date(2026, 12, 1),
        held_on=date(2026, 12, 7),
        by=OPERATOR,
        at=instant("2026-11-20 09:00"),
    )
    cancel(activity=activity, reason="会场停电", by=OPERATOR, at=instant("2026-11-21 09:00"))
    assert words(town, 12) == ("本月活动还没有准备", "准备这次活动")


@pytest.mark.parametrize(
    ("post", "heading"),
    [
        ("secretary", "十一月活动日"),
        ("recorder", "十一月活动日"),
        ("group_leader", "十一月活动日"),
        ("clerk", "2026 年活动日看板"),
        ("county_officer", "2026 年各镇看板"),
        ("leader", "2026 年活动日看板"),
        ("operator", "系统维护"),
    ],
)
def test_each_post_lands_where_its_work_is(
    post: str, heading: str, client_of: Callable[[str], Client]
) -> None:
    person = Person(client_of(post)).opens("/")
    assert person.page.findtext(".//h1").strip() == heading


def test_a_leader_is_led_to_the_own_links_and_told_of_whom_the_rest_speaks(
    town: Town, client_of: Callable[[str], Client]
) -> None:
    page = Person(client_of("leader")).opens("/")
    assert "登记指导" in page.reads()
    assert "别的事：兴塘村" in page.reads()
    assert "该办的都办了" not in page.reads()
    clerk = Person(client_of("clerk")).opens("/").reads()
    assert "登记指导" not in clerk
    assert "别的事：" not in clerk


def test_a_recorder_is_not_shown_what_only_the_secretary_may_do(
    town: Town,
    twelve: list[Member],  # noqa: F811
    hold: Callable[..., Activity],  # noqa: F811
    client_of: Callable[[str], Client],
) -> None:
    hold(town.village, 11, {}, twelve)
    assert "核对归档" not in Person(client_of("recorder")).opens("/").reads()
    assert "核对归档" in Person(client_of("secretary")).opens("/").reads()


def test_somebody_without_a_post_is_told_whom_to_ask(town: Town, client_of: Callable[[str], Client]) -> None:
    Appointment.objects.filter(user=town.users["recorder"]).delete()
    assert "还没有给您安排岗位" in Person(client_of("recorder")).opens("/").reads()


def test_a_user_of_two_posts_looks_through_either(town: Town, client_of: Callable[[str], Client]) -> None:
    second = Appointment.objects.create(
        user=town.users["secretary"], role="clerk", unit=town.committee, starts_on=date(2020, 1, 1)
    )
    client = client_of("secretary")
    assert "看板" in Person(client).opens("/").reads()
    first = town.users["secretary"].appointments.exclude(pk=second.pk).get()
    client.post("/post/", {"post": first.pk, "next": "//elsewhere.example/"})
    assert "十一月活动日" in Person(client).opens("/").reads()
    assert client.post("/post/", {"post": 99999}).status_code == 404


@pytest.mark.parametrize(
    "address", ["/units/xingtang/2026/13/", "/units/xingtang/2026/0/", "/units/nowhere/2026/11/"]
)
def test_a_month_that_does_not_exist_is_not_found(address: str, client_of: Callable[[str], Client]) -> None:
    assert client_of("secretary").get(address).status_code == 404


def test_the_first_page_asks_a_bounded_number_of_questions(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
    client_of: Callable[[str], Client],
) -> None:
    close_month(town.village, 10, {twelve[0]: "缺"}, twelve)
    asked = {}
    for post in ("secretary", "clerk"):
        client = client_of(post)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        asked[post] = len(queries)
    assert asked["clerk"] <= 34
    assert asked["secretary"] <= 37


def test_health_says_in_words_that_all_is_well(client: Client, db: None) -> None:
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["well"]) == (200, True)
    assert [item["name"] for item in answer.json()["items"]] == ["数据库", "规则", "字体", "磁盘"]


def test_health_says_in_words_what_is_wrong(
    client: Client, db: None, settings: object, tmp_path: object
) -> None:
    from activityday.office.policy import queries  # noqa: PLC0415 -- its memory is emptied here

    queries.rulebook.cache_clear()
    settings.RULEBOOK = tmp_path  # type: ignore[attr-defined]
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert "clauses.toml" in answer.json()["items"][1]["sentence"]
    queries.rulebook.cache_clear()


def test_a_group_leader_sees_the_branch_s_month_and_no_link_leads_nowhere(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
    client_of: Callable[[str], Client],
) -> None:
    close_month(town.village, 11, {twelve[0]: "缺"}, twelve)
    client = client_of("group_leader")
    person = Person(client).opens("/units/xingtang-1/2026/11/")
    assert "随支部开展：这个月办完了" in person.reads()
    links = {a.get("href") for a in person.page.find(".//main").iter("a")}
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)
