"""A quarter of a town's supervision: leaders linked, a sample drawn, a branch put right, a secretary assessed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO

import pypdf
import pytest
import time_machine
from django.test import Client

from activityday.leadership.supervision.models import Inspection, Sample, Shortcoming
from activityday.people.roster.models import Member
from activityday.rules.sampling import digest_of
from tests.conftest import Town, instant
from tests.pages import Person

TOWN = "/units/fenggang/supervision/"
VILLAGE = "/units/xingtang/supervision/"


@contextmanager
def at_the_desk(town: Town, post: str, moment: str) -> Iterator[Person]:
    """Another person on another day: the clock stands at `moment`."""
    with time_machine.travel(instant(moment), tick=False):
        client = Client()
        client.force_login(town.users[post], backend="django.contrib.auth.backends.ModelBackend")
        yield Person(client)


def printed(content: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(content)).pages)


def a_leader_is_linked_and_goes_there(town: Town) -> None:
    """Given: a leader is entered, and linked to 兴塘村; 柳堤村 is named as the one without anybody."""
    with at_the_desk(town, "clerk", "2026-11-23 09:00") as clerk:
        clerk.opens(TOWN).clicks("看联系点")
        user = str(town.users["leader"].pk)
        clerk.presses("登记", name="李建民", post_title="镇党委委员、宣传委员", user=user)
        assert "已登记李建民，接着确定联系点" in clerk.reads()
        assert "缺联系点" in clerk.opens(f"{TOWN}leaders/").reads()
        clerk.clicks("李建民").presses("确定", unit="xingtang")
        assert "已确定联系点：兴塘村" in clerk.reads()
        assert "1 个支部没有人联系" in clerk.opens(f"{TOWN}leaders/").reads()

    # when the leader goes there, the branch reads what was suggested and answers
    with at_the_desk(town, "leader", "2026-11-24 15:00") as leader:
        leader.opens("/my-links/").clicks("登记指导")
        leader.presses("登记", looked_at="看了签到表", suggestions="签到表原件要留\n党费按季公示")
        assert "李建民到兴塘村" in leader.reads()
    with at_the_desk(town, "secretary", "2026-11-25 09:00") as secretary:
        secretary.opens(VILLAGE).clicks("李建民到兴塘村")
        assert "党费按季公示" in secretary.reads()
        secretary.presses("写上", text="签到表已装盒")


def a_sample_is_drawn(town: Town) -> str:
    """When the town fixes a seed, draws, and prints the list."""
    with at_the_desk(town, "clerk", "2026-11-26 09:00") as clerk:
        clerk.opens(TOWN).clicks("组织一次抽查").presses("定下种子", seed="778812")
        sample = Sample.objects.get()
        assert "还没有抽" in clerk.reads()
        assert sample.drawn_at is None
        clerk.presses("抽取", planned_on="2026-11-27")
        words = printed(clerk.client.get(clerk.link("打印抽查名单")).content)
        assert "778812" in words
        codes = {"xingtang": "兴塘村党支部", "liudi": "柳堤村党支部"}
        chosen = min(codes, key=lambda code: digest_of("778812", code))
        assert f"{codes[chosen]}30%{digest_of('778812', chosen)[:16]}√抽中" in words
    return chosen


def the_village_is_inspected(town: Town, chosen: str) -> None:
    """And goes to 兴塘村, whoever was drawn."""
    with at_the_desk(town, "clerk", "2026-11-27 16:00") as clerk:
        if chosen != "xingtang":
            clerk.opens(f"{TOWN}inspections/")
            clerk.presses("安排", unit="xingtang", planned_on="2026-11-28", purpose="群众反映")
        inspection = Inspection.objects.get(unit=town.village)
        clerk.opens(f"{TOWN}inspections/{inspection.pk}/")
        assert "督查记录表" in printed(clerk.client.get(clerk.link("打印督查记录表")).content)
        clerk.clicks("登记看到的情况")
        fine = {name: "fine" for name in clerk.page.xpath("//input/@name") if name.startswith("seen-")}
        seen = fine | {"seen-record": "shortcoming", "note-record": "10月签到表没有留原件"}
        clerk.presses("登记督查", held_on="2026-11-27", inspectors="陈思齐、李建民", **seen)
        assert "10月签到表没有留原件" in clerk.reads()
        clerk.presses("下发给兴塘村")
        order = printed(clerk.client.get(clerk.link("打印整改通知书")).content)
        assert "整改通知书〔2026〕1号" in order
        assert "一、10月签到表没有留原件。（依据：通知四(四)）" in order
        assert "2026年12月4日前写明整改措施、责任人和时限，2026年12月27日前整改到位" in order


def it_is_put_right_at_the_second_try(town: Town) -> None:
    """Then the branch writes a measure, does it, and reports."""
    with at_the_desk(town, "secretary", "2026-12-02 09:00") as secretary:
        secretary.opens(VILLAGE).clicks("写整改措施")
        secretary.presses("写上措施", text="补找原件，专柜存放", owner="刘小燕", due_on="2026-12-20")
        secretary.presses("报镇里复查", note="原件找到，装盒上锁")
        assert "待复查" in secretary.reads()

    # the town looks, and it does not hold; the second time it does
    with at_the_desk(town, "clerk", "2026-12-10 09:00") as clerk:
        clerk.opens(TOWN).clicks("去复查")
        clerk.presses("复查没通过", note="只有一半有原件")
        assert "待写措施" in clerk.reads()
    with at_the_desk(town, "secretary", "2026-12-20 09:00") as secretary:
        secretary.opens(VILLAGE)
        assert "超期 1 个" in secretary.reads()
        secretary.clicks("写整改措施").presses(
            "写上措施", text="挨户补签", owner="刘小燕", due_on="2026-12-28"
        )
        secretary.presses("报镇里复查", note="都补齐了")
    with at_the_desk(town, "clerk", "2026-12-24 09:00") as clerk:
        clerk.opens(TOWN).clicks("去复查").presses("销号", note="逐份看过，都在")
        assert "已销号" in clerk.reads()
        assert Shortcoming.objects.get().state == "closed"


def the_secretary_is_assessed(town: Town) -> None:
    """The year ends with the assessment."""
    with at_the_desk(town, "clerk", "2026-12-24 10:00") as clerk:
        clerk.opens(f"{TOWN}assessments/").presses("发起", statements_due_on="2026-12-28")
        assert "测评表" in printed(clerk.client.get(clerk.link("空白测评表")).content)
    with at_the_desk(town, "secretary", "2026-12-26 09:00") as secretary:
        secretary.opens(VILLAGE).clicks("写述职要点")
        assert "已销号 1 个，还在整改 0 个" in secretary.reads()
        secretary.presses("保存", points="活动日每月都办了\n修了一段水渠")
    with at_the_desk(town, "clerk", "2026-12-30 15:00") as clerk:
        clerk.opens(f"{TOWN}assessments/2026/").clicks("登记兴塘村")
        for _ in range(2):
            ballots = {"handed_out": "40", "collected": "38", "good": "20", "fair": "12", "ordinary": "5"}
            clerk.presses("登记票数", poor="0", invalid="1", **ballots)
            assert "好 20 + 较好 12 + 一般 5 + 差 0 + 无效 1 = 38 张" in clerk.reads()
            said = {"comment": "抓得实，还要带动流动党员", "document": "镇党委会议记录第12次"}
            clerk.presses("登记评定", name="王秀兰", grade="fair", decided_on="2026-12-30", **said)
            clerk.opens(f"{TOWN}assessments/2026/")
            if "登记柳堤村" in clerk.reads():
                clerk.clicks("登记柳堤村")
        clerk.presses("办结")
        assert "已办结" in clerk.reads()
    with at_the_desk(town, "secretary", "2026-12-31 09:00") as secretary:
        assert "抓得实，还要带动流动党员" in secretary.opens(f"{VILLAGE}statement/2026/").reads()
        assert secretary.client.get("/units/liudi/supervision/statement/2026/").status_code == 404


@pytest.mark.django_db
def test_a_quarter_of_supervision(town: Town, make_members: Callable[..., list[Member]]) -> None:
    make_members(town.village, 12)
    a_leader_is_linked_and_goes_there(town)
    chosen = a_sample_is_drawn(town)
    the_village_is_inspected(town, chosen)
    it_is_put_right_at_the_second_try(town)
    the_secretary_is_assessed(town)
