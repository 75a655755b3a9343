"""Who reads and writes here, what is asked next, what stays when it is refused."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from activityday.contents.service.actions import drop_project, set_up_post
from activityday.contents.service.models import (
    CareEntry,
    CareVisit,
    DutyPost,
    Pledge,
    PostHolding,
    Project,
    ProjectPerson,
    Registration,
)
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from tests.conftest import Town
from tests.pages import Person
from tests.service.conftest import DAY, NOON

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
Make = Callable[..., Project]
ROOM = "/units/xingtang/service/"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def everything(
    town: Town, twelve: list[Member], plan: Make, do: Make, promise: Callable[..., Pledge]
) -> dict[str, Any]:
    """One of everything in 兴塘村."""
    post = set_up_post(
        unit=town.village,
        name="政策宣传岗",
        duties="每月宣讲一次",
        starts_on=date(2026, 1, 5),
        members=twelve[:1],
        by=town.users["secretary"],
        at=NOON,
    )
    return {
        "done": do(twelve[:3], title="办结的项目"),
        "open": plan(title="待办的项目"),
        "pledge": promise(twelve[0]),
        "post": post,
        "holding": PostHolding.objects.get(),
    }


def reading(found: dict[str, Any]) -> list[str]:
    project = f"{ROOM}projects/{found['done'].pk}/"
    return [
        f"{ROOM}2026/",
        f"{ROOM}2026/people/",
        f"{ROOM}2026/people/?kind=volunteering",
        f"{ROOM}2026/ledger.pdf",
        f"{ROOM}2026/ledger.xlsx",
        project,
        f"{ROOM}projects/{found['open'].pk}/",
        f"{project}sign-up.pdf",
        f"{project}record.pdf",
        f"{ROOM}2026/pledges/",
        f"{ROOM}2026/pledges.pdf",
        f"{ROOM}pledges/{found['pledge'].pk}/",
        f"{ROOM}2026/posts/",
        f"{ROOM}2026/posts.pdf",
        f"{ROOM}2026/registrations/",
    ]


def recording(found: dict[str, Any]) -> list[str]:
    return [
        f"{ROOM}projects/new/",
        f"{ROOM}projects/{found['open'].pk}/amend/",
        f"{ROOM}projects/{found['open'].pk}/sign-up/",
        f"{ROOM}projects/{found['open'].pk}/result/",
        f"{ROOM}projects/{found['done'].pk}/result/",
        f"{ROOM}2026/pledges/new/",
        f"{ROOM}2026/pledges/judge/",
        f"{ROOM}posts/new/",
        f"{ROOM}posts/{found['post'].pk}/take/",
        f"{ROOM}posts/{found['post'].pk}/give-up/",
        f"{ROOM}posts/holdings/{found['holding'].pk}/leave/",
    ]


@pytest.mark.parametrize("post", ["secretary", "recorder", "clerk", "leader"])
def test_those_who_may_look_open_every_page(client_of: SignIn, everything: dict[str, Any], post: str) -> None:
    client = client_of(post)
    for address in reading(everything):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("post", ["group_leader", "other_secretary", "county_officer", "operator"])
def test_those_who_may_not_look_find_nothing(
    client_of: SignIn, everything: dict[str, Any], post: str
) -> None:
    client = client_of(post)
    for address in [*reading(everything), *recording(everything)]:
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize("post", ["clerk", "leader"])
def test_those_above_look_and_write_nothing(client_of: SignIn, everything: dict[str, Any], post: str) -> None:
    client = client_of(post)
    for address in recording(everything):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"why": "试"}).status_code == 404, address
    assert "列一个项目" not in client.get(f"{ROOM}2026/").content.decode()
    assert client.post(f"{ROOM}pledges/{everything['pledge'].pk}/", {"why": "试"}).status_code == 404


@pytest.mark.parametrize("post", ["secretary", "recorder"])
def test_those_who_record_open_every_form(client_of: SignIn, everything: dict[str, Any], post: str) -> None:
    client = client_of(post)
    for address in recording(everything):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("address", ["2016/", "2028/", "2026/people/?kind=nothing"])
def test_a_year_or_kind_that_is_none_is_not_found(client_of: SignIn, town: Town, address: str) -> None:
    assert client_of("secretary").get(f"{ROOM}{address}").status_code == 404


@pytest.mark.parametrize("page", ["2026/", "2026/pledges/", "2026/posts/", "2026/registrations/", "care/"])
def test_every_page_says_what_will_be_here(client_of: SignIn, town: Town, page: str) -> None:
    response = client_of("secretary").get(f"{ROOM}{page}")
    assert response.status_code == 200
    assert 'class="empty"' in response.content.decode()


def test_a_project_from_the_first_page_to_its_result(client_of: SignIn, twelve: list[Member]) -> None:
    person = Person(client_of("recorder")).opens(f"{ROOM}2026/").clicks("列一个项目")
    person.presses(
        "列项",
        title="给村道刷白",
        kind="volunteering",
        feature="environment",
        for_whom="全村",
        need="防冻防虫",
        place="村道",
    )
    assert "项目已经列好" in person.reads()
    person.clicks("登记报名").presses("记下报名", members=str(twelve[1].pk))
    assert "报名 1 人" in person.reads()
    person.clicks("写办结情况").presses("办结", result="刷了两百棵")
    assert "已经办结" in person.reads()
    assert "参加的党员 1 人" in person.reads()
    assert ProjectPerson.objects.get(took_part=True).member == twelve[1]
    person.opens(f"{ROOM}2026/").clicks("1 人")
    assert "示例002" in person.reads()
    assert "3 小时" in person.reads()


def test_what_was_typed_comes_back_with_the_field_to_change(client_of: SignIn, twelve: list[Member]) -> None:
    typed = {
        "title": "给村道刷白",
        "kind": "volunteering",
        "for_whom": "全村",
        "need": "",
        "starts_on": "2026-11-02",
        "ends_on": "2026-11-01",
        "hours": "三",
    }
    response = client_of("secretary").post(f"{ROOM}projects/new/", typed)
    page = response.content.decode()
    assert response.status_code == 422
    for said in ("给村道刷白", "请填写要解决什么", "结束日期早于开始日期", "时数请填数字"):
        assert said in page
    assert not Project.objects.exists()


def test_hours_of_one_member_that_are_no_number_stand_in_red_at_the_name(
    client_of: SignIn, twelve: list[Member], plan: Make
) -> None:
    project = plan()
    keys = [str(one.pk) for one in twelve[:2]]
    typed = {
        "people": keys,
        f"hours-{keys[0]}": "两小时",
        f"hours-{keys[1]}": "1.5",
        "result": "清了",
        "done_on": "2026-11-02",
        "usual": "3",
        "version": "0",
    }
    client = client_of("secretary")
    address = f"{ROOM}projects/{project.pk}/result/"
    response = client.post(address, typed)
    assert response.status_code == 422
    assert response.content.decode().count("时数请填数字，比如 1.5。") == 1
    assert "两小时" in response.content.decode()
    typed[f"hours-{keys[0]}"] = "3"
    assert client.post(address, typed).status_code == 302
    rows = ProjectPerson.objects.filter(project=project).order_by("member__position")
    assert [one.hours for one in rows] == [None, Decimal("1.5")]


def test_a_form_that_somebody_overtook_is_saved_by_pressing_again(
    client_of: SignIn, twelve: list[Member], plan: Make, announce: Make
) -> None:
    project = plan()
    person = Person(client_of("secretary")).opens(f"{ROOM}projects/{project.pk}/amend/")
    announce(project, twelve[:1])
    person.presses("保存", place="三组")
    assert "别人改过这个项目" in person.reads()
    person.at = f"{ROOM}projects/{project.pk}/amend/"
    person.presses("保存")
    project.refresh_from_db()
    assert project.place == "三组"


def test_a_dropped_project_has_no_result_page(client_of: SignIn, town: Town, plan: Make) -> None:
    project = plan()
    drop_project(project=project, why="不办了", by=town.users["secretary"], at=NOON)
    client = client_of("secretary")
    for page in ("result/", "amend/", "sign-up/"):
        assert client.get(f"{ROOM}projects/{project.pk}/{page}").status_code == 404
    assert "不办了" in client.get(f"{ROOM}projects/{project.pk}/").content.decode()


def test_dropping_without_a_reason_keeps_the_page(client_of: SignIn, plan: Make) -> None:
    project = plan()
    response = client_of("secretary").post(f"{ROOM}projects/{project.pk}/drop/", {"why": ""})
    assert response.status_code == 422
    assert "请填写原因" in response.content.decode()


def test_placing_where_nothing_is_prepared_says_so(client_of: SignIn, plan: Make) -> None:
    project = plan()
    client = client_of("secretary")
    response = client.post(f"{ROOM}projects/{project.pk}/agenda/2026/11/", follow=True)
    assert "这个月的活动还没有准备" in response.content.decode()
    assert client.get(f"{ROOM}projects/{project.pk}/agenda/2026/11/").status_code == 405
    assert client.post(f"{ROOM}projects/{project.pk}/present/2026/11/").status_code == 404


def test_pledges_are_written_on_one_page_and_judged_on_another(
    client_of: SignIn, twelve: list[Member]
) -> None:
    person = Person(client_of("secretary")).opens(f"{ROOM}2026/pledges/").clicks("登记承诺")
    person.presses("登记写了的")
    assert "一条承诺也没有写" in person.reads()
    person.at = f"{ROOM}2026/pledges/new/"
    fields = {f"text-{twelve[0].pk}": "帮三户老人收稻子", "text-branch": "修好水渠"}
    person.presses("登记写了的", **fields)
    assert "登记了 2 条承诺" in person.reads()
    person.clicks("写兑现情况")
    keys = {one.text: one.pk for one in Pledge.objects.all()}
    person.presses("记下选了的", **{f"result-{keys['修好水渠']}": "partly"})
    assert "没有全部兑现的，请用一句话写明原因" in person.reads()
    person.at = f"{ROOM}2026/pledges/judge/"
    person.presses("记下选了的", **{f"word-{keys['修好水渠']}": "修了一半"})
    assert {one.text: one.state for one in Pledge.objects.all()} == {
        "修好水渠": "partly",
        "帮三户老人收稻子": "made",
    }
    assert "修了一半" in person.reads()


def test_a_post_is_set_up_taken_left_and_given_up(client_of: SignIn, twelve: list[Member]) -> None:
    person = Person(client_of("secretary")).opens(f"{ROOM}2026/posts/").clicks("设一个岗位")
    person.presses("设岗", name="卫生岗", duties="每周看一遍")
    person.clicks("安排上岗").presses("上岗", members=str(twelve[4].pk))
    assert "示例005" in person.reads()
    person.clicks("离岗").presses("离岗")
    person.clicks("撤岗").presses("撤岗，在岗的一并离岗")
    assert DutyPost.objects.get().ends_on == DAY
    assert "已撤的岗位" in person.reads()


def test_an_office_registers_and_the_community_confirms_on_its_own_page(
    client_of: SignIn, office: Unit, community: Unit, make_members: Callable[..., list[Member]]
) -> None:
    clerks = make_members(office, 2, prefix="干部")
    person = Person(client_of("jiguan")).opens("/units/jiguan/service/2026/registrations/").clicks("登记报到")
    person.presses("登记", members=str(clerks[0].pk), duty="清扫")
    assert "请选一个社区（村）" in person.reads()
    person.at = "/units/jiguan/service/2026/registrations/new/"
    person.presses("登记", community="baisha")
    assert "登记了 1 人" in person.reads()
    there = Person(client_of("baisha")).opens("/")
    assert "社区报到等确认" in there.reads()
    there.opens("/units/baisha/service/2026/registrations/").clicks("确认").presses("确认来报到了")
    assert Registration.objects.get().state == "confirmed"
    (one,) = Registration.objects.all()
    assert (
        client_of("jiguan").get(f"/units/jiguan/service/registrations/{one.pk}/confirm/").status_code == 404
    )
    assert client_of("baisha").get(f"/units/baisha/service/registrations/{one.pk}/slip/").status_code == 404


def test_a_slip_is_printed_and_typed_in(
    client_of: SignIn, office: Unit, make_members: Callable[..., list[Member]], report: Any
) -> None:
    (one,) = report(make_members(office, 1, prefix="干部"), outside="县城江滨社区")
    client = client_of("jiguan")
    assert (
        client.get("/units/jiguan/service/2026/registrations/slips.pdf")["Content-Type"] == "application/pdf"
    )
    person = Person(client).opens("/units/jiguan/service/2026/registrations/").clicks("回执来了")
    person.presses("记下确认", code="XXXXXX", confirmed_by="张主任")
    assert "编号和回执上的不一样" in person.reads()
    person.at = f"/units/jiguan/service/registrations/{one.pk}/slip/"
    person.presses("记下确认", code=one.code)
    assert "社区已经确认" in person.reads()
    assert client.get("/units/jiguan/service/2026/registrations/slips.pdf").status_code == 404


def test_a_village_does_not_register(client_of: SignIn, town: Town) -> None:
    assert client_of("secretary").get(f"{ROOM}2026/registrations/new/").status_code == 404


def test_somebody_is_taken_into_care_visited_and_printed(client_of: SignIn, twelve: list[Member]) -> None:
    Member.objects.filter(pk=twelve[0].pk).update(born_on=date(1950, 1, 1), address="枫港镇兴塘村三组七号")
    person = Person(client_of("secretary")).opens(f"{ROOM}care/")
    person.presses("把勾选的列入", members=str(twelve[0].pk))
    assert "列入了 1 位老党员" in person.reads()
    person.clicks("列入一位").presses("列入", kind="masses", situation="欠学费")
    assert "请填写困难群众的姓名" in person.reads()
    person.at = f"{ROOM}care/new/"
    person.presses("列入", person="示例周")
    person.clicks("示例周").presses("记下走访", visitors="王秀兰", help="money")
    assert "请填写金额" in person.reads()
    person.presses("记下走访", amount="260.50")
    assert "260.50 元" in person.reads()
    assert (CareEntry.objects.count(), CareVisit.objects.get().amount) == (2, Decimal("260.50"))
    person.clicks("记错了，作废").presses("作废", why="记成了别人")
    assert "已作废" in person.reads()
    person.presses("结束", why="搬走了")
    assert "已经结束，记录都还在" in person.reads()
    person.presses("打印走访单", which="due")
    assert "不用印" in person.reads()
    person.at = f"{ROOM}care/"
    client = client_of("secretary")
    response = client.post(f"{ROOM}care/list.pdf", {"which": "all"})
    assert response["Content-Type"] == "application/pdf"


def test_pages_ask_as_often_for_many_as_for_one(
    client_of: SignIn, twelve: list[Member], do: Make, promise: Any, django_assert_max_num_queries: Any
) -> None:
    client = client_of("clerk")
    for number in (1, 6):
        for n in range(number):
            project = do(twelve[: n + 1], title=f"项目{number}-{n}")
            promise(twelve[n], f"承诺{number}-{n}")
        for address in (f"{ROOM}2026/", f"{ROOM}2026/people/", f"{ROOM}2026/pledges/"):
            with django_assert_max_num_queries(14):
                client.get(address)
        with django_assert_max_num_queries(18):
            client.get(f"{ROOM}projects/{project.pk}/")
