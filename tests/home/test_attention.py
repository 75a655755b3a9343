"""What waits for a reader beside the month and on the desk, and where else they may go."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from lxml import html

from activityday.contents.deliberation.actions import decide, discuss
from activityday.contents.deliberation.drafts import Decision, Discussion
from activityday.contents.deliberation.enums import TopicKind
from activityday.contents.deliberation.models import Topic
from activityday.home.month import month_of
from activityday.judgement.closing.models import Closing
from activityday.leadership.supervision import actions as supervision
from activityday.leadership.supervision.enums import Step
from activityday.office.notices.actions import write_objection
from activityday.office.notices.models import PublicNotice
from activityday.people.roster.models import Member
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import Town, instant
from tests.deliberation.conftest import make_topic  # noqa: F401 -- a fixture
from tests.dues.collecting import assess
from tests.notices.conftest import post_notice  # noqa: F401 -- a fixture
from tests.supervision.conftest import inspect  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(instant("2026-07-08 09:00"), tick=False):
        yield


@pytest.fixture
def absent(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
) -> Member:
    """示例001 missed May and June without a reason."""
    for month in (5, 6):
        close_month(town.village, month, {twelve[0]: "缺"}, twelve)
    return twelve[0]


def cards(response: Any) -> dict[str, str]:
    page = html.fromstring(response.content.decode())
    return {
        " ".join(head.text_content().split()): " ".join(head.getparent().text_content().split())
        for head in page.xpath("//main//section/h2")
    }


def test_a_talk_to_be_held_waits_for_the_secretary_and_for_nobody_else_in_the_branch(
    client_of: SignIn, absent: Member
) -> None:
    assert "要谈话 1 人" in cards(client_of("secretary").get("/"))["要您办的"]
    assert "示例001" in cards(client_of("secretary").get("/"))["要您办的"]
    for post in ("recorder", "group_leader"):
        assert "示例001" not in client_of(post).get("/").content.decode()


def test_the_clerk_is_told_of_talks_and_not_of_other_towns(client_of: SignIn, absent: Member) -> None:
    assert "要谈话 1 人" in cards(client_of("clerk").get("/"))["等着办的"]
    assert "示例001" not in client_of("county_officer").get("/").content.decode()


def test_an_objection_without_an_answer_is_pressing_once_its_day_is_over(
    town: Town,
    client_of: SignIn,
    post_notice: Callable[..., PublicNotice],  # noqa: F811
) -> None:
    write_objection(
        notice=post_notice(),
        text="二月交过",
        raised_by="",
        raised_on=date(2026, 7, 7),
        member=None,
        answer_due_on=date(2026, 7, 22),
        by=town.users["secretary"],
        at=instant("2026-07-08 09:00"),
    )
    assert "最早的一条7月22日前答复" in cards(client_of("secretary").get("/"))["要您办的"]
    with time_machine.travel(instant("2026-07-23 09:00"), tick=False):
        page = client_of("secretary").get("/").content.decode()
    assert 'class="badge is-bad">待办' in page


def test_a_notice_of_dues_is_called_for_thirty_days_before_it_is_overdue(
    town: Town,
    client_of: SignIn,
    twelve: list[Member],  # noqa: F811
) -> None:
    assess(twelve, town.village, since=date(2026, 1, 1))
    with time_machine.travel(instant("2026-05-30 09:00"), tick=False):
        assert "党费该公示了" not in client_of("secretary").get("/").content.decode()
    with time_machine.travel(instant("2026-05-31 09:00"), tick=False):
        assert "党费该公示了" in client_of("secretary").get("/").content.decode()
        assert "党费该公示了" not in client_of("recorder").get("/").content.decode()
    with time_machine.travel(instant("2026-07-01 09:00"), tick=False):
        assert "党费公示过了期限" in client_of("clerk").get("/").content.decode()


def test_the_dues_step_says_what_is_due_and_a_group_leader_is_led_to_the_own_table(
    town: Town,
    client_of: SignIn,
    twelve: list[Member],  # noqa: F811
    hold: Callable[..., Any],  # noqa: F811
) -> None:
    assess(twelve, town.village, since=date(2026, 7, 1))
    hold(town.village, 7, {}, twelve)
    month = month_of(town.village, date(2026, 7, 1), on=date(2026, 7, 8))
    assert (month.steps[3].detail, month.steps[3].state) == ("应收 180.00 元", "current")
    assert (month.headline, month.action.label if month.action else "") == ("还差两步就办完了", "收党费")
    own = month_of(town.groups[0], date(2026, 7, 1), on=date(2026, 7, 8))
    assert own.action is not None
    assert own.action.url == "/units/xingtang-1/2026/7/dues/"
    assert own.steps[3].detail == "应收 90.00 元"
    assert [step.url for step in own.steps if step.label != "党费"] == [""] * 4


@pytest.mark.parametrize(
    ("post", "there", "absent_place"),
    [
        ("secretary", "谈话和个案", "积分规则表"),
        ("recorder", "议事、表决和督办", "谈话和个案"),
        ("clerk", "积分规则表", "收党费"),
        ("county_officer", "半年报备", "谈话和个案"),
    ],
)
def test_every_way_on_is_open_to_who_sees_it(
    client_of: SignIn, post: str, there: str, absent_place: str
) -> None:
    client = client_of(post)
    page = html.fromstring(client.get("/").content.decode())
    ways = {a.text_content(): a.get("href") for a in page.xpath("//ul[contains(@class, 'tiles')]//a")}
    assert there in ways
    assert absent_place not in ways
    assert {label: client.get(way, follow=True).status_code for label, way in ways.items()} == dict.fromkeys(
        ways, 200
    )


def test_what_was_decided_comes_back_before_its_day_and_after_it(
    town: Town,
    client_of: SignIn,
    make_topic: Callable[..., Topic],  # noqa: F811
) -> None:
    def waiting(post: str) -> str:
        return cards(client_of(post).get("/")).get("要您办的", "")

    topic = make_topic(kind=TopicKind.GENERAL, on=date(2026, 7, 1))
    assert "等讨论、等决定的议题 1 个" in waiting("recorder")
    secretary = town.users["secretary"]
    said = Discussion(date(2026, 7, 2), "都说要修")
    discuss(topic=topic, discussion=said, by=secretary, at=instant("2026-07-02 12:00"))
    decision = Decision(date(2026, 7, 2), "修水渠", "请人报价", "张三", date(2026, 7, 18))
    decide(topic=topic, decision=decision, by=secretary, at=instant("2026-07-02 12:00"))
    assert "议题" not in waiting("secretary")
    assert "决定的事快到期 1 件请人报价" in waiting("secretary")
    assert "请人报价" not in waiting("group_leader") + waiting("other_secretary")
    with time_machine.travel(instant("2026-07-19 09:00"), tick=False):
        assert "决定的事过了期限 1 件" in waiting("secretary")
    with time_machine.travel(instant("2026-07-02 13:00"), tick=False):
        assert "请人报价" not in waiting("secretary")


def test_what_an_inspection_ordered_waits_for_the_secretary_until_it_is_reported(
    town: Town,
    client_of: SignIn,
    inspect: Callable[..., Any],  # noqa: F811
) -> None:
    now, secretary = instant("2026-07-08 08:00"), town.users["secretary"]
    inspection = inspect(town.village, {"record": "没有原件"}, at=now)
    assert "要整改的问题" not in waiting(client_of("secretary"))
    supervision.issue_order(inspection=inspection, demand="", by=town.users["clerk"], at=now)
    assert "要整改的问题 1 个，1 个还没有写措施最早的7月15日到期，还有 7 天" in waiting(
        client_of("secretary")
    )
    for post in ("recorder", "group_leader", "other_secretary"):
        assert "要整改的问题" not in waiting(client_of(post))
    (found,) = inspection.shortcomings.all()
    due_on = date(2026, 7, 20)
    supervision.write_measure(shortcoming=found, text="补", owner="张三", due_on=due_on, by=secretary, at=now)
    assert "要整改的问题 1 个最早的" in waiting(client_of("secretary"))
    supervision.take_step(shortcoming=found, step=Step.REPORT, note="补了", by=secretary, at=now)
    assert "要整改的问题" not in waiting(client_of("secretary"))


def test_the_year_s_statement_waits_until_it_is_written(town: Town, client_of: SignIn) -> None:
    now, clerk = instant("2026-07-08 08:00"), town.users["clerk"]
    made = supervision.open_round(
        committee=town.committee,
        year=2026,
        branches=[town.village],
        statements_due_on=date(2026, 7, 10),
        by=clerk,
        at=now,
    )
    assert "述职要点还没有写7月10日前写好" in waiting(client_of("secretary"))
    assert "述职要点" not in waiting(client_of("other_secretary"))
    mine = made.secretaries.get()
    supervision.write_statement(assessed=mine, text="按期开展", by=town.users["secretary"], at=now)
    assert "述职要点" not in waiting(client_of("secretary"))


def waiting(client: Client) -> str:
    return cards(client.get("/")).get("要您办的", "")


def test_what_is_late_stands_first(
    town: Town,
    client_of: SignIn,
    make_topic: Callable[..., Topic],  # noqa: F811
    absent: Member,
) -> None:
    topic = make_topic(kind=TopicKind.GENERAL, on=date(2026, 7, 1))
    secretary = town.users["secretary"]
    said = Discussion(date(2026, 7, 2), "都说要修")
    discuss(topic=topic, discussion=said, by=secretary, at=instant("2026-07-02 12:00"))
    decision = Decision(date(2026, 7, 2), "修水渠", "请人报价", "张三", date(2026, 7, 7))
    decide(topic=topic, decision=decision, by=secretary, at=instant("2026-07-02 12:00"))
    waiting = cards(client_of("secretary").get("/"))["要您办的"]
    assert waiting.index("决定的事过了期限") < waiting.index("要谈话 1 人")
