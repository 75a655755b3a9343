"""Who reads and writes here, what is asked next, what stays when it is refused, and what leaks nowhere."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.audit.models import Entry
from activityday.contents.review.enums import Duty
from activityday.contents.review.models import (
    CountedSegment,
    HeartTalk,
    HeartTalkLook,
    LifeMeeting,
    LifePerson,
    Meeting,
    Problem,
)
from activityday.day.activity.enums import Form
from activityday.day.activity.models import Activity
from activityday.office.notices.models import PublicNotice
from activityday.people.organisation.actions import establish
from activityday.people.organisation.enums import Level, Sector
from activityday.people.roster.models import Member
from tests.closing.conftest import hold  # noqa: F401 -- fixture
from tests.conftest import OPERATOR, START, Town
from tests.pages import Person
from tests.review.conftest import DAY, LATER

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
ROOM = "/units/xingtang/review/"
SECRET = "爱人生病欠了债"
PERSONAL = "爱打麻将"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


def text(response: Any) -> str:
    content: bytes = response.content
    return content.decode()


@pytest.fixture
def everything(
    town: Town,
    people: list[Member],
    plan_meeting: Callable[..., LifeMeeting],
    hold_meeting: Callable[..., LifeMeeting],
    list_problem: Callable[..., Problem],
    enter: Callable[..., HeartTalk],
    meet: Callable[..., Meeting],
    hold: Callable[..., Activity],  # noqa: F811
) -> dict[str, Any]:
    """One of everything in 兴塘村."""
    activity = hold(town.village, 11, {people[11]: "缺"}, people)
    held = hold_meeting(plan_meeting(), people, away=people[10:])
    return {
        "activity": activity,
        "planned": plan_meeting(planned_on=date(2026, 12, 7)),
        "held": held,
        "problem": list_problem(meeting=held, assigned=True, due_on=date(2026, 11, 25)),
        "personal": list_problem(title=PERSONAL, meeting=held, member=people[7]),
        "talk": enter(0, 4, content=SECRET, meeting=held),
        "meeting": meet(),
        "segment": activity.segments.order_by("position")[0],
    }


def pages(found: dict[str, Any]) -> list[str]:
    life = f"{ROOM}life/{found['held'].pk}/"
    return [
        ROOM,
        f"{ROOM}life/",
        f"{ROOM}life/{found['planned'].pk}/",
        life,
        f"{life}plan.pdf",
        f"{life}plan.docx",
        f"{life}problems.pdf",
        f"{life}problems.docx",
        f"{ROOM}problems/",
        f"{ROOM}problems/list.pdf",
        f"{ROOM}problems/list.docx",
        f"{ROOM}problems/{found['problem'].pk}/",
        f"{ROOM}talks/",
        f"{ROOM}meetings/2026/",
        f"{ROOM}meetings/2025/",
        f"{ROOM}meetings/2026/ledger.pdf",
        f"{ROOM}meetings/2026/ledger.xlsx",
    ]


def recorder_pages(found: dict[str, Any]) -> list[str]:
    life = f"{ROOM}life/{found['held'].pk}/"
    return [
        f"{ROOM}life/new/",
        f"{ROOM}life/{found['planned'].pk}/plan/",
        f"{ROOM}life/{found['planned'].pk}/record/",
        f"{life}record/",
        f"{life}record.pdf",
        f"{life}record.docx",
        f"{life}result/",
        f"{ROOM}problems/new/",
        f"{ROOM}problems/{found['personal'].pk}/",
        f"{ROOM}meetings/new/",
        f"{ROOM}meetings/{found['meeting'].pk}/annul/",
        f"{ROOM}meetings/segments/{found['segment'].pk}/",
    ]


def keeper_pages(found: dict[str, Any]) -> list[str]:
    talk = f"{ROOM}talks/{found['talk'].pk}/"
    return [f"{ROOM}talks/new/", f"{ROOM}talks/register.pdf", talk, f"{talk}record.pdf"]


def own_pages(found: dict[str, Any]) -> list[str]:
    talk = f"{ROOM}talks/{found['talk'].pk}/"
    return [f"{talk}content/", f"{talk}annul/"]


def posts(found: dict[str, Any]) -> list[str]:
    life, problem = f"{ROOM}life/{found['held'].pk}/", f"{ROOM}problems/{found['problem'].pk}/"
    acts = ("record", "agenda", "opinions", "told", "result", "result/otherwise", "conclude", "call-off")
    return [
        f"{ROOM}life/new/",
        f"{life}plan/",
        *(f"{life}{act}/" for act in acts),
        f"{ROOM}problems/new/",
        f"{ROOM}problems/agenda/",
        *(
            f"{problem}{act}/"
            for act in ("assign", "report", "extend", "finish", "close", "send-back", "reopen", "strike")
        ),
        f"{ROOM}talks/new/",
        *own_pages(found),
        f"{ROOM}meetings/new/",
        f"{ROOM}meetings/{found['meeting'].pk}/annul/",
        f"{ROOM}meetings/segments/{found['segment'].pk}/",
    ]


def test_the_branch_opens_every_page(client_of: SignIn, everything: dict[str, Any]) -> None:
    secretary, recorder = client_of("secretary"), client_of("recorder")
    every = [*pages(everything), *recorder_pages(everything)]
    for address in [*every, *keeper_pages(everything), *own_pages(everything)]:
        assert secretary.get(address).status_code == 200, address
    for address in every:
        assert recorder.get(address).status_code == 200, address
    for address in [*keeper_pages(everything), *own_pages(everything)]:
        assert recorder.get(address).status_code == 404, address


@pytest.mark.parametrize("post", ["clerk", "leader"])
def test_town_and_leader_look_only(client_of: SignIn, everything: dict[str, Any], post: str) -> None:
    client = client_of(post)
    for address in pages(everything):
        assert client.get(address).status_code == 200, address
    for address in [*recorder_pages(everything), *keeper_pages(everything), *own_pages(everything)]:
        assert client.get(address).status_code == 404, address
    for address in posts(everything):
        assert client.post(address, {}).status_code == 404, address


@pytest.mark.parametrize("post", ["county_officer", "other_secretary", "group_leader", "operator"])
def test_nobody_else_finds_anything(client_of: SignIn, everything: dict[str, Any], post: str) -> None:
    client = client_of(post)
    every = [
        *pages(everything),
        *recorder_pages(everything),
        *keeper_pages(everything),
        *own_pages(everything),
    ]
    for address in every:
        assert client.get(address).status_code == 404, address
    for address in posts(everything):
        assert client.post(address, {}).status_code == 404, address


@pytest.mark.parametrize("post", ["clerk", "leader"])
def test_a_personal_problem_is_a_number_for_everybody_above(
    client_of: SignIn, everything: dict[str, Any], people: list[Member], post: str
) -> None:
    client = client_of(post)
    assert client.get(f"{ROOM}problems/{everything['personal'].pk}/").status_code == 404
    for address in pages(everything):
        if not address.endswith((".pdf", ".docx", ".xlsx")):
            body = text(client.get(address))
            assert (PERSONAL in body, people[7].name in body) == (False, False), address
    for address in (f"{ROOM}life/{everything['held'].pk}/", f"{ROOM}problems/", ROOM):
        assert "另有个人问题 1 个" in text(client.get(address))
    assert PERSONAL in text(client_of("recorder").get(f"{ROOM}problems/"))


def test_who_is_to_mend_a_personal_problem_is_not_named_to_anybody_above(
    client_of: SignIn, list_problem: Callable[..., Problem], people: list[Member]
) -> None:
    list_problem(title=PERSONAL, member=people[7], assigned=True)
    pages = {post: text(client_of(post).get(ROOM)) for post in ("secretary", "leader", "clerk")}
    assert {post: "张三" in page for post, page in pages.items()} == {
        "secretary": True,
        "leader": False,
        "clerk": False,
    }
    assert "没有等着整改的" not in pages["leader"]


@pytest.mark.parametrize("post", ["recorder", "clerk", "leader"])
def test_of_talks_the_others_see_numbers_and_no_name(
    client_of: SignIn, everything: dict[str, Any], people: list[Member], post: str
) -> None:
    body = text(client_of(post).get(f"{ROOM}talks/"))
    named = [member.name for member in people if member.name in body]
    assert (SECRET in body, named, "只有次数" in body, "委员同党员" in body) == (False, [], True, True)


def test_what_was_said_stands_on_no_page_but_its_own(client_of: SignIn, everything: dict[str, Any]) -> None:
    secretary = client_of("secretary")
    for address in [*pages(everything), *recorder_pages(everything), *keeper_pages(everything)]:
        if address == f"{ROOM}talks/{everything['talk'].pk}/" or address.endswith((".pdf", ".docx", ".xlsx")):
            continue
        assert SECRET not in text(secretary.get(address)), address
    assert SECRET in text(secretary.get(f"{ROOM}talks/{everything['talk'].pk}/"))


def test_another_keeper_of_the_register_sees_the_row_without_what_was_said(
    town: Town, client_of: SignIn, everything: dict[str, Any], make_user: Callable[..., Any]
) -> None:
    deputy = make_user("deputy", "secretary", town.village, "副书记")
    client = Client()
    client.force_login(deputy, backend="django.contrib.auth.backends.ModelBackend")
    talk = f"{ROOM}talks/{everything['talk'].pk}/"
    body = text(client.get(talk))
    assert (SECRET in body, "只有登记的人和写明的人看得到" in body) == (False, True)
    assert client.get(f"{talk}record.pdf").status_code == 200
    for address in (f"{talk}record.pdf?content=1", *own_pages(everything)):
        assert client.get(address).status_code == 404
    assert client.post(f"{talk}content/", {"content": "改掉"}).status_code == 404
    assert client.post(f"{talk}annul/", {"why": "改掉"}).status_code == 404
    assert HeartTalkLook.objects.count() == 0


def test_a_named_reader_opens_it_and_every_first_look_of_a_day_is_logged(
    town: Town, client_of: SignIn, everything: dict[str, Any]
) -> None:
    talk = everything["talk"]
    Person(client_of("secretary")).opens(f"{ROOM}talks/{talk.pk}/content/").presses(
        "保存", readers=str(town.users["clerk"].pk)
    )
    clerk, recorder = client_of("clerk"), client_of("recorder")
    for _ in range(3):
        assert SECRET in text(clerk.get(f"{ROOM}talks/{talk.pk}/"))
    assert "请您看的" in text(clerk.get(f"{ROOM}talks/"))
    assert recorder.get(f"{ROOM}talks/{talk.pk}/").status_code == 404
    opened = Entry.objects.filter(action="review.talk_opened").order_by("sequence")
    assert [entry.by_name for entry in opened] == ["书记老王（secretary）", "党建办小陈（clerk）"]
    assert [entry for entry in Entry.objects.all() if SECRET in entry.changes + entry.object_label] == []


def test_readers_cannot_be_accounts_from_elsewhere(
    town: Town, client_of: SignIn, everything: dict[str, Any]
) -> None:
    page = Person(client_of("secretary")).opens(f"{ROOM}talks/new/").reads()
    assert ("党建办小陈" in page, "记录员小刘" in page) == (True, True)
    assert ("邻村书记" in page, "县委老周" in page, "书记老王" in page) == (False, False, False)
    stranger = str(town.users["other_secretary"].pk)
    address = f"{ROOM}talks/{everything['talk'].pk}/content/"
    response = client_of("secretary").post(address, {"content": "新写的", "readers": stranger})
    assert (response.status_code, "请在列出的人里选" in text(response), "新写的" in text(response)) == (
        422,
        True,
        True,
    )


def test_a_secretary_walks_through_a_life_meeting(
    town: Town, client_of: SignIn, people: list[Member], december: Activity
) -> None:
    person = Person(client_of("secretary")).opens(ROOM)
    person.clicks("准备一次组织生活会").presses("开始准备", theme="学党章守纪律", planned_on="2026-11-26")
    page = person.at
    assert "还缺 9 样" in person.reads()
    person.presses("记下意见", people_asked="9", lines="路灯没人修\n开会总迟到")
    person.clicks("登记会前谈话").presses("登记", listener=str(people[4].pk))
    person.opens(page).clicks("列一个问题").presses("列入清单", title="学习不经常")
    assert "要查摆和整改的问题 1 个" in person.reads()
    person.clicks("会开了，记下来").presses("照此记下", signed="11")
    assert (person.response and person.response.status_code, "签名少 1 个" in person.reads()) == (422, True)
    person.presses("照此记下", away=str(people[11].pk), secretary_first="on")
    assert "没有到会的" in person.reads()
    person.presses("登记告知", members=str(people[11].pk))
    person.clicks("学习不经常").presses("定下来", measure="每月学", owner="张三", due_on="2026-12-20")
    person.opens(page).clicks("通报结果").presses("张贴", where="活动室")
    person.presses("办结")
    assert "各样都有了" in person.reads()
    assert (LifeMeeting.objects.get().state, PublicNotice.objects.count()) == ("concluded", 1)


def test_the_month_s_agenda_takes_meeting_and_problems_with_one_click_each(
    town: Town,
    client_of: SignIn,
    people: list[Member],
    december: Activity,
    list_problem: Callable[..., Problem],
) -> None:
    list_problem(title="会风散漫", assigned=True)
    list_problem(title=PERSONAL, member=people[5])
    person = Person(client_of("secretary")).opens(f"{ROOM}life/new/").presses("开始准备", theme="守纪律")
    person.presses("放进12月7日活动日的议程")
    person.opens(f"{ROOM}problems/").presses("放进12月7日活动日的议程")
    titles = list(december.segments.order_by("position").values_list("title", flat=True))
    assert titles[-3:-1] == ["组织生活会：守纪律", "问题整改：会风散漫（另有个人问题 1 个）"]
    assert "已列入12月7日议程" in person.reads()
    assert "放进12月7日活动日的议程" not in person.opens(f"{ROOM}problems/").reads()


def test_a_problem_found_later_goes_on_the_agenda_alone(
    client_of: SignIn, people: list[Member], december: Activity, list_problem: Callable[..., Problem]
) -> None:
    list_problem(title="会风散漫", assigned=True)
    client, address = client_of("secretary"), f"{ROOM}problems/agenda/"
    client.post(address)
    assert "都已经在议程里" in text(client.post(address, follow=True))
    list_problem(title="公开栏更新慢")
    assert "1 个问题已经放进" in text(client.post(address, follow=True))
    titles = [one for one in december.segments.values_list("title", flat=True) if one.startswith("问题整改")]
    assert sorted(titles) == ["问题整改：会风散漫", "问题整改：公开栏更新慢"]


def test_before_the_roll_is_finished_it_asks_to_wait_for_it(
    client_of: SignIn, people: list[Member], december: Activity
) -> None:
    person = Person(client_of("secretary")).opens(f"{ROOM}life/new/").presses("开始准备", theme="守纪律")
    person.presses("放进12月7日活动日的议程").clicks("会开了，记下来")
    assert "签到完成以后再来记" in person.reads()


def test_without_an_activity_in_preparation_it_says_what_to_do_first(
    client_of: SignIn, everything: dict[str, Any]
) -> None:
    client = client_of("secretary")
    for address in (f"{ROOM}problems/agenda/", f"{ROOM}life/{everything['planned'].pk}/agenda/"):
        assert "请先准备下一次活动" in text(client.post(address, follow=True))


def test_a_life_meeting_of_the_activity_day_takes_the_roll(
    town: Town, client_of: SignIn, everything: dict[str, Any], people: list[Member]
) -> None:
    everything["segment"].__class__.objects.filter(pk=everything["segment"].pk).update(form=Form.LIFE_MEETING)
    person = Person(client_of("recorder")).opens(f"{ROOM}life/{everything['planned'].pk}/record/")
    person.clicks("11月2日活动日")
    person.presses("照此记下")
    meeting = LifeMeeting.objects.get(pk=everything["planned"].pk)
    rows = LifePerson.objects.filter(meeting=meeting, was_present=False)
    assert (meeting.held_on, [row.member for row in rows]) == (date(2026, 11, 2), [people[11]])
    assert "学了文件" in person.reads()


def test_a_problem_is_put_right_and_checked_step_by_step(
    client_of: SignIn, everything: dict[str, Any]
) -> None:
    person = Person(client_of("recorder")).opens(f"{ROOM}problems/{everything['problem'].pk}/")
    assert "超期 1 天" in person.reads()
    person.presses("改好了，请人核实", text="建了签到本")
    person.presses("退回", text="还有两次没记")
    person.presses("记下进展", text="补记了")
    person.presses("延期", due_on="2026-12-31", why="年底再看")
    person.presses("改好了，请人核实", text="都记了")
    person.presses("核实销号", text="书记翻了签到本")
    assert "11月26日销号" in person.reads()
    stale = client_of("recorder").post(
        f"{ROOM}problems/{everything['problem'].pk}/close/", {"text": "再来", "on": "2026-11-26"}, follow=True
    )
    assert "请看过再办" in text(stale)
    assert (
        client_of("recorder").post(f"{ROOM}problems/{everything['problem'].pk}/nothing/").status_code == 404
    )


def test_three_of_a_measure_go_together_and_what_was_typed_stays(
    client_of: SignIn, people: list[Member]
) -> None:
    data = {"title": "台账不全", "source": "other", "measure": "补齐", "found_on": "2026-11-26"}
    response = client_of("recorder").post(f"{ROOM}problems/new/", {**data, "form_id": str(uuid4())})
    body = text(response)
    assert (response.status_code, body.count("措施、责任人、期限要一起写") >= 2) == (422, True)
    assert ("台账不全" in body, "补齐" in body, Problem.objects.count()) == (True, True, 0)


def test_a_double_click_leaves_one_of_each(town: Town, client_of: SignIn, people: list[Member]) -> None:
    client = client_of("secretary")
    problem = {"title": "台账不全", "source": "other", "found_on": "2026-11-26", "form_id": str(uuid4())}
    talk = {
        "talker": str(people[0].pk),
        "listener": str(people[4].pk),
        "occasion": "routine",
        "held_on": "2026-11-26",
        "form_id": str(uuid4()),
    }
    meeting = {
        "duty": "committee_meeting",
        "held_on": "2026-11-20",
        "title": "冬修",
        "chair": "王秀兰",
        "expected": "3",
        "attended": "3",
        "form_id": str(uuid4()),
    }
    for address, data in (("problems/new/", problem), ("talks/new/", talk), ("meetings/new/", meeting)):
        assert client.post(ROOM + address, data).status_code == 302, address
        again = client.post(ROOM + address, data)
        assert (again.status_code, "刚刚已经" in text(again)) == (422, True), address
    assert (Problem.objects.count(), HeartTalk.objects.count(), Meeting.objects.count()) == (1, 1, 1)


def test_a_meeting_of_another_day_fills_the_quarter_and_a_wrong_one_leaves_it(
    client_of: SignIn, people: list[Member]
) -> None:
    person = Person(client_of("recorder")).opens(f"{ROOM}meetings/2026/").clicks("记另外一天开的会")
    person.presses(
        "记下",
        duty="committee_meeting",
        held_on="2026-11-20",
        title="冬修",
        chair="王秀兰",
        expected="3",
        attended="4",
    )
    assert "比应到 3 人还多" in person.reads()
    person.presses("记下", attended="3")
    assert "实到 3／3" in person.reads()
    person.clicks("记错了").presses("注销", why="日子记错")
    assert "注销：日子记错" in person.reads()
    assert Meeting.objects.get().annulled_by == "记录员小刘（recorder）"


def test_a_part_of_an_activity_day_counts_as_people_say(
    client_of: SignIn, everything: dict[str, Any]
) -> None:
    address = f"{ROOM}meetings/segments/{everything['segment'].pk}/"
    person = Person(client_of("recorder")).opens(address).presses("保存", duty=Duty.LECTURE)
    assert "支部自己定的" in person.reads()
    person.opens(address).presses("保存", duty="nothing")
    assert CountedSegment.objects.get().duty == ""
    person.opens(address).presses("保存", duty="form")
    assert CountedSegment.objects.count() == 0


def test_the_town_s_page_asks_as_often_for_one_branch_as_for_many(
    town: Town, client_of: SignIn, everything: dict[str, Any], list_problem: Callable[..., Problem]
) -> None:
    def asked() -> int:
        client = client_of("clerk")
        client.get("/units/fenggang/review/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/units/fenggang/review/").status_code == 200
        return len(queries)

    before = asked()
    for number in range(12):
        branch = establish(
            parent=town.committee,
            code=f"village-{number}",
            name=f"示例{number}村党支部",
            short_name=f"示例{number}村",
            level=Level.BRANCH,
            sector=Sector.VILLAGE,
            by=OPERATOR,
            at=START,
        )
        list_problem(unit=branch, title="会风散漫", assigned=True)
    assert asked() == before <= 16


def test_the_pages_of_a_branch_ask_as_often_for_few_as_for_many(
    town: Town,
    client_of: SignIn,
    everything: dict[str, Any],
    make_members: Callable[..., list[Member]],
    list_problem: Callable[..., Problem],
    enter: Callable[..., HeartTalk],
) -> None:
    addresses = [ROOM, f"{ROOM}problems/", f"{ROOM}talks/", f"{ROOM}meetings/2026/", f"{ROOM}talks/new/"]
    addresses += [f"{ROOM}life/{everything['held'].pk}/", f"{ROOM}life/{everything['planned'].pk}/record/"]
    client = client_of("secretary")

    def asked() -> dict[str, int]:
        counts = {}
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts[address] = len(queries)
        return counts

    before = asked()
    for member in make_members(town.village, 60, prefix="后来"):
        list_problem(title=PERSONAL, member=member, meeting=everything["held"])
    for listener in range(5, 11):
        enter(1, listener)
    assert asked() == before
    assert max(before.values()) <= 18, before


def test_a_group_and_a_town_have_no_register(client_of: SignIn, town: Town, people: list[Member]) -> None:
    clerk, secretary = client_of("clerk"), client_of("secretary")
    for address in ("talks/", "meetings/2026/", "problems/list.pdf"):
        assert clerk.get(f"/units/fenggang/review/{address}").status_code == 404
    assert clerk.get("/units/fenggang/review/problems/").status_code == 200
    for address in ("", "problems/"):
        assert secretary.get(f"/units/xingtang-1/review/{address}").status_code == 404
    assert secretary.get(f"{ROOM}meetings/1999/").status_code == 404


def test_an_empty_room_says_what_will_be_here(client_of: SignIn, people: list[Member]) -> None:
    person = Person(client_of("secretary"))
    assert "今年还没有准备过" in person.opens(ROOM).reads()
    assert "先定主题和日子" in person.opens(f"{ROOM}life/").reads()
    assert "没有要整改的问题" in person.opens(f"{ROOM}problems/").reads()
    assert "今年还没有登记" in person.opens(f"{ROOM}talks/").reads()
    assert "自己算进来，不用再记" in person.opens(f"{ROOM}meetings/2026/").reads()
    assert DAY.year == 2026


def test_a_step_taken_meanwhile_is_said_in_words(client_of: SignIn, everything: dict[str, Any]) -> None:
    client, life = client_of("secretary"), f"{ROOM}life/{everything['held'].pk}/"
    assert client.post(f"{life}call-off/", {"why": "记错"}).status_code == 422
    assert client.post(f"{life}opinions/", {"people_asked": "3", "lines": "好"}).status_code == 422
    assert client.post(f"{life}told/", {"on": "2026-11-26"}).status_code == 422
    assert client.post(f"{life}result/otherwise/", {"how": ""}).status_code == 422
    assert client.post(f"{life}conclude/").status_code == 302
    again = client.post(f"{life}conclude/", follow=True)
    assert "现在是“已办结”" in text(again)
    assert "不能再记" in text(client.get(f"{life}record/", follow=True))
    assert client.get(f"{ROOM}life/{everything['planned'].pk}/result/").status_code == 404
    assert client.get(f"{ROOM}life/{everything['planned'].pk}/record.pdf").status_code == 404
