"""A branch's year: two life meetings, a matter through four steps, a project of service, two members away, the year's grades."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
import time_machine
from django.test import Client

from activityday.contents.deliberation.models import FollowUp, Matter, Vote
from activityday.contents.review.models import LifeMeeting, Problem
from activityday.contents.service.models import Project, ProjectPerson
from activityday.day.activity.models import Segment
from activityday.day.attendance.models import Credit, InboundEntry
from activityday.day.floating.models import Slip
from activityday.judgement.appraisal.models import Round
from activityday.judgement.appraisal.queries import grade_of
from activityday.judgement.closing.models import CountedMember
from activityday.judgement.points.queries import points_of_member
from activityday.office.notices.models import PublicNotice
from activityday.people.roster.enums import PostKind
from activityday.people.roster.models import Arrival, Member, Post
from tests.conftest import LONG_AGO, Town, instant
from tests.journeys.test_a_matter_through_four_steps import hold_meeting
from tests.pages import Person

pytestmark = pytest.mark.django_db
HOME, NEIGHBOUR = "/units/xingtang/", "/units/liudi/"
AUGUST, DECEMBER = f"{HOME}2026/8/", f"{HOME}2026/12/"
YEAR = f"{HOME}appraisal/2026/"
AWAY = {
    "on": "2026-03-01",
    "reason": "work",
    "place": "广东省东莞市",
    "contact": "王秀兰",
    "host_name": "东莞示例社区党委",
    "way": "host",
    "dues_place": "home",
}


@contextmanager
def day(town: Town, moment: str, post: str = "secretary") -> Iterator[Person]:
    """Another day at the desk of somebody."""
    with time_machine.travel(instant(moment), tick=False):
        client = Client()
        client.force_login(town.users[post], backend="django.contrib.auth.backends.ModelBackend")
        yield Person(client)


@pytest.fixture
def members(town: Town, make_members: Callable[..., list[Member]]) -> list[Member]:
    """示例001–012 of 兴塘村, the first three on its committee; three members of 柳堤村."""
    found = make_members(town.village, 12)
    kinds = (PostKind.SECRETARY, PostKind.ORGANISATION, PostKind.DISCIPLINE)
    for member, kind in zip(found, kinds, strict=False):
        Post.objects.create(member=member, unit=town.village, kind=kind, starts_on=LONG_AGO)
    make_members(town.other_village, 3, prefix="柳堤")
    return found


def test_a_branch_s_year(town: Town, members: list[Member]) -> None:
    two_go_away(town, members)
    a_life_meeting_of_its_own_day(town, members)
    a_canal_is_decided_on(town)
    a_project_fills_the_day(town, members)
    what_august_counts(members)
    a_life_meeting_on_the_activity_day(town, members)
    the_year_is_graded(town, members)
    what_the_year_left(town, members)


def two_go_away(town: Town, members: list[Member]) -> None:
    """示例012 works in Guangdong, 示例011 takes part in 柳堤村, whose secretary writes it down."""
    with day(town, "2026-03-02 09:00") as person:
        person.opens(f"{HOME}floating/new/?member={members[11].pk}").presses("登记外出", **AWAY)
        person.opens(f"{HOME}floating/new/?member={members[10].pk}")
        person.presses("登记外出", **{**AWAY, "place": "柳堤村", "host_unit": "liudi", "host_name": ""})
        assert {"示例011", "示例012"} <= set(person.opens(f"{HOME}floating/").reads().split())
    with day(town, "2026-03-05 09:00", "other_secretary") as person:
        person.opens(f"{NEIGHBOUR}floating/arrivals/new/?name=示例011").presses("登记流入", on="2026-03-05")
    assert Arrival.objects.get().member == members[10]


def a_life_meeting_of_its_own_day(town: Town, members: list[Member]) -> None:
    """In June, on an evening: prepared, held, made known; one problem is taken on and stays open."""
    with day(town, "2026-06-12 18:00") as person:
        person.opens(f"{HOME}review/").clicks("准备一次组织生活会")
        person.presses("开始准备", theme="学党章守纪律", planned_on="2026-06-12")
        page = person.at
        person.presses("记下意见", people_asked="9", lines="路灯没人修\n开会总迟到")
        person.clicks("登记会前谈话").presses("登记", listener=str(members[4].pk))
        person.opens(page).clicks("列一个问题").presses("列入清单", title="学习不经常")
        person.clicks("会开了，记下来")
        person.presses("照此记下", signed="11", away=str(members[11].pk), secretary_first="on")
        person.presses("登记告知", members=str(members[11].pk))
        person.clicks("学习不经常").presses("定下来", measure="每月学", owner="张三", due_on="2026-12-10")
        person.opens(page).clicks("通报结果").presses("张贴", where="活动室")
        assert "已经办结" in person.presses("办结").reads()


def a_canal_is_decided_on(town: Town) -> None:
    """Four steps; the members' meeting misses its quorum once, and nobody can make that pass."""
    with day(town, "2026-06-20 17:00", "recorder") as person:
        person.opens(f"{HOME}deliberation/").clicks("直接列一个议题")
        person.presses("列为议题", title="修二组的水渠", kind="village", source="masses", text="约三万元")
        person.presses("按四议两公开办")
        matter = person.at
        hold_meeting(person, matter, {"present": "3", "ayes-1": "3", "abstentions-1": "0"}, place="村部")
    with day(town, "2026-06-22 17:00", "recorder") as person:
        figures = {"entitled": "8", "present": "7", "ayes-1": "7", "abstentions-1": "0"}
        hold_meeting(person, matter, figures, place="村部")
    for moment, came, said in (("2026-06-26", "7", "不够法定人数"), ("2026-06-28", "10", "现在该办：村民")):
        with day(town, f"{moment} 17:00", "recorder") as person:
            figures = {"present": came, "everybody_present": came, "ayes-1": came, "abstentions-1": "0"}
            hold_meeting(person, matter, figures, told_on="2026-06-22")
            seen = person.reads()
            assert said in seen + person.opens(matter).reads()
    with day(town, "2026-07-10 17:00", "recorder") as person:
        figures = {"entitled": "33", "present": "25", "ayes-1": "24", "abstentions-1": "1"}
        hold_meeting(person, matter, figures, told_on="2026-06-22")
        decided = {"resolution": "修三处，约三万元", "task": "修好水渠", "owner": "张三"}
        person.opens(matter).presses("写下决议，交办", due_on="2026-07-30", **decided)
        person.presses("张贴决议公开", opinion="程序合规", supervisor="周大山")
    with day(town, "2026-07-28 09:00") as person:
        person.opens("/")
        assert "决定的事快到期 1 件" in person.reads()
        person.opens(f"{HOME}deliberation/").clicks("修好水渠").presses("办结销号", result="修了 320 米")
        person.opens(matter).presses("张贴实施结果公开", opinion="验收属实", supervisor="周大山")


def a_project_fills_the_day(town: Town, members: list[Member]) -> None:
    """A project goes into August's agenda; the roll gives it its people, it gives the record its words."""
    with day(town, "2026-07-30 09:00") as person:
        person.opens(f"{AUGUST}plan/").presses("保存计划", place="村部", chair="王秀兰", recorder="刘小燕")
        person.opens(f"{HOME}service/2026/").clicks("列一个项目")
        typed = {"title": "给村道刷白", "kind": "volunteering", "for_whom": "全村", "need": "防冻防虫"}
        person.presses("列项", place="村道", starts_on="2026-08-03", ends_on="2026-08-03", **typed)
        person.presses("放进8月议程")
        slips = {"do": "print", "members": str(members[11].pk)}
        person.client.post(f"{HOME}floating/slips/2026/8/", slips)
    at_the_neighbours(town)
    with day(town, "2026-08-03 09:10", "recorder") as person:
        person.opens(f"{AUGUST}roll/").presses("保存", signed_count="10")
        person.opens(f"{AUGUST}roll/").presses("其余")
        project = f"{HOME}service/projects/{Project.objects.get().pk}/"
        the_slip_comes_back(person)
        assert "签到完成" in person.opens(f"{AUGUST}roll/").presses("签到完成").reads()
        person.opens(project).presses("照签到记参加的党员")
        person.opens(f"{project}result/").presses("办结", result="刷了两百棵", done_on="2026-08-03")
    with day(town, "2026-08-03 12:10") as person:
        written_down_and_closed(person, AUGUST)


def at_the_neighbours(town: Town) -> None:
    """柳堤村 marks 示例011 on its own roll; nobody at home types it again."""
    with day(town, "2026-08-03 09:00", "other_secretary") as person:
        person.opens(f"{NEIGHBOUR}2026/8/plan/").presses(
            "保存计划", place="柳堤村部", chair="甲", recorder="乙"
        )
        arrival = Arrival.objects.get()
        person.opens(f"{NEIGHBOUR}2026/8/roll/")
        person.presses("保存", signed_count="3", **{f"inbound-{arrival.pk}": "present"})
        assert InboundEntry.objects.get().arrival == arrival


def the_slip_comes_back(person: Person) -> None:
    """From the organisation elsewhere, signed, in an envelope."""
    code = Slip.objects.get().code
    person.opens(f"{HOME}floating/slips/2026/8/").presses("打开这张回执", code=code)
    person.presses("登记在流入地参加", host_name="东莞示例社区", held_on="2026-08-02")


def written_down_and_closed(person: Person, month: str) -> None:
    """A few words where none stand yet, then the closing."""
    person.opens(f"{month}record/")
    blank = [box.get("name") for box in person.page.iter("textarea") if not (box.text or "").strip()]
    points = dict.fromkeys((name for name in blank if "point" in name), "学了文件\n议了水渠\n收了党费")
    person.presses("保存", starts_at="08:50", ends_at="12:00", **points)
    person.opens(f"{month}close/").presses("核对无误，归档封存", declared="on")
    assert "已经归档" in person.reads()


def what_august_counts(members: list[Member]) -> None:
    """Ten signed, two took part elsewhere; the two hosts are told apart and each counts once."""
    counted = CountedMember.objects.filter(month=date(2026, 8, 1), branch__code="xingtang", is_current=True)
    outcomes = dict(counted.values_list("member__name", "outcome"))
    assert outcomes == {
        **{member.name: "present" for member in members[:10]},
        "示例011": "other_means",
        "示例012": "other_means",
    }
    assert [credit.member for credit in Credit.objects.all()] == [members[11]], "the other is nowhere copied"
    segment = Segment.objects.get(activity__host__code="xingtang", title="给村道刷白")
    assert segment.points == "刷了两百棵"
    came = ProjectPerson.objects.filter(took_part=True).values_list("member__name", flat=True)
    assert set(came) == {member.name for member in members[:10]}


def a_life_meeting_on_the_activity_day(town: Town, members: list[Member]) -> None:
    """In December; what is still open from June comes back on its agenda by itself."""
    with day(town, "2026-12-01 09:00") as person:
        assert "问题整改快到期 1 个" in person.opens("/").reads()
        person.opens(f"{DECEMBER}plan/").presses("保存计划", place="村部", chair="王秀兰", recorder="刘小燕")
        person.opens(f"{HOME}review/life/new/").presses("开始准备", theme="守纪律", planned_on="2026-12-07")
        person.presses("放进12月7日活动日的议程")
        person.opens(f"{HOME}review/problems/").presses("放进12月7日活动日的议程")
        person.opens(YEAR).presses("定名单，开始准备")
        person.presses("表发下去了，开始自评")
        person.presses("列入议程")
    titles = Segment.objects.filter(activity__host__code="xingtang", activity__month=date(2026, 12, 1))
    assert {"组织生活会：守纪律", "问题整改：学习不经常"} <= set(titles.values_list("title", flat=True))
    with day(town, "2026-12-07 09:10") as person:
        absent = {f"state-{members[n].pk}": "absent" for n in (10, 11)}
        person.opens(f"{DECEMBER}roll/").presses("保存", signed_count="10", **absent)
        person.opens(f"{DECEMBER}roll/").presses("其余")
        person.opens(f"{DECEMBER}roll/").presses("签到完成")
        person.opens(f"{HOME}review/life/").clicks("2026年12月组织生活会").clicks("会开了，记下来")
        person.presses("照此记下", secretary_first="on")
        assert "没有到会的" in person.reads()
        person.opens(f"{HOME}review/problems/").clicks("学习不经常").presses(
            "改好了，请人核实", text="每月学了"
        )
        person.presses("核实销号", text="翻了笔记本")


def the_year_is_graded(town: Town, members: list[Member]) -> None:
    """Ballots are counted with their arithmetic; five excellent of twelve are one too many; everybody is told."""
    with day(town, "2026-12-07 15:00") as person:
        person.opens(f"{YEAR}meeting/").presses("记下评议会", is_mutual_done="on")
        counted = {"handed_out": "10", "returned": "10", "valid": "9", "tellers": "赵国平、刘小燕"}
        person.opens(f"{YEAR}count/")
        boxes = [box.get("name") for box in person.page.iter("input")]
        marks = {name: "4" for name in boxes if (name or "").startswith("excellent-")}
        marks |= {name: "5" for name in boxes if (name or "").startswith("qualified-")}
        person.presses("核对并登记票数", **counted, **marks)
        person.opens(f"{YEAR}decision/")
        grades = [
            box.get("name") for box in person.page.iter("select") if "grade-" in (box.get("name") or "")
        ]
        typed = dict.fromkeys(grades, "qualified") | dict.fromkeys(grades[:5], "excellent")
        met = {"body": "committee_meeting", "met_on": "2026-12-07", "entitled": "3", "present": "3"}
        person.presses("登记评定", **met, **typed)
        assert "多了 1 人" in person.reads()
        person.presses("登记评定", **{grades[4]: "qualified"})
        person.opens(f"{YEAR}telling/")
        person.presses("记下反馈", told_on="2026-12-07", told_by="王秀兰", everybody="on")
        person.opens(f"{YEAR}notice/").presses("在支部内张贴", starts_on="2026-12-07", where="活动室")
        person.opens(YEAR).presses("办结")
    assert Round.objects.get().state == "finished"


def what_the_year_left(town: Town, members: list[Member]) -> None:
    """Everything said once stands wherever it belongs, and nothing waits."""
    assert [meeting.planned_on.month for meeting in LifeMeeting.objects.order_by("planned_on")] == [6, 12]
    assert (Problem.objects.get().state, Matter.objects.get().state) == ("closed_out", "concluded")
    assert FollowUp.objects.get().result == "修了 320 米"
    assert [vote.is_passed for vote in Vote.objects.order_by("held_on", "prepared_at")].count(False) == 1
    assert PublicNotice.objects.count() == 4
    grades = [grade_of(member, 2026) for member in members]
    assert grades.count("excellent") == 4
    assert grades.count("qualified") == 8
    points = points_of_member(members[0], 2026, on=date(2026, 12, 8))
    assert points is not None
    assert [entry.rule.key for entry in points.derived].count("volunteering") == 1
    with day(town, "2026-12-08 09:00") as person:
        year = person.opens(f"{HOME}members/{members[0].pk}/2026/").reads()
        assert "给村道刷白" in year
        assert "问题整改" not in person.opens("/").reads()
