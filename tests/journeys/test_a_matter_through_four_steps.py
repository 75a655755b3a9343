"""A village repairs its canal: from what somebody said to the outcome on the board, and a vote that failed on the way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from activityday.contents.deliberation.models import FollowUp, Matter, Opinion, Vote
from activityday.office.notices.models import PublicNotice
from activityday.people.roster.enums import PostKind
from activityday.people.roster.models import Member, Post
from tests.conftest import LONG_AGO, Town, instant
from tests.pages import Person

pytestmark = pytest.mark.django_db
ROOM = "/units/xingtang/deliberation/"


@contextmanager
def day(town: Town, moment: str, post: str = "recorder") -> Iterator[Person]:
    """Another day at the desk."""
    with time_machine.travel(instant(moment), tick=False):
        client = Client()
        client.force_login(town.users[post], backend="django.contrib.auth.backends.ModelBackend")
        yield Person(client)


def hold_meeting(person: Person, address: str, counts: dict[str, str], **prepared: str) -> None:
    """Prepare the meeting of the step whose turn it is, look at the arithmetic, write it down."""
    person.opens(address).clicks("准备这一步的会").presses("准备好", **prepared)
    count(person, counts)


def count(person: Person, counts: dict[str, str]) -> None:
    counts = {"nays-1": "0", "points": "都说要修\n钱从集体出", "superiors": "", **counts}
    person.presses("算一算", **counts)
    assert "算出来是这样" in person.reads()
    person.presses("记入表决结果")
    assert "表决结果已经记下" in person.reads()


def paper(person: Person, address: str) -> str:
    content = person.client.get(address).content
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)


def test_a_canal_from_a_sentence_to_the_board(town: Town, make_members: Callable[..., list[Member]]) -> None:
    members = make_members(town.village, 30)
    for member, kind in zip(
        members, (PostKind.SECRETARY, PostKind.ORGANISATION, PostKind.DISCIPLINE), strict=False
    ):
        Post.objects.create(member=member, unit=town.village, kind=kind, starts_on=LONG_AGO)

    # given: a villager without a telephone says it to the recorder, who writes it down
    with day(town, "2026-10-08 10:00") as person:
        person.opens(ROOM)
        assert "先记一条意见" in person.reads()
        person.clicks("记一条意见").presses(
            "记下", source="masses", subject="interests", text="二组的水渠塌了三处", given_by="示例老周"
        )
        assert "意见已经记下" in person.reads()

        # when it becomes a topic, and goes through the four steps
        person.clicks("二组的水渠塌了三处").clicks("列为议题").presses(
            "列为议题", title="修二组的水渠", kind="village", text="修三处，约三万元，由村集体出"
        )
        person.presses("按四议两公开办")
        address = person.at
        assert "现在该办：村党组织提议" in person.reads()

    # the committee proposes; the two committees agree
    with day(town, "2026-10-12 17:00") as person:
        hold_meeting(person, address, {"present": "3", "ayes-1": "3", "abstentions-1": "0"}, place="村部")
    with day(town, "2026-10-14 17:00") as person:
        entitled = {"entitled": "8", "present": "7", "ayes-1": "6", "abstentions-1": "1"}
        hold_meeting(person, address, entitled, place="村部")

    # the members meet too early after the plan was sent: refused, and what was typed is still there
    with day(town, "2026-10-16 17:00") as person:
        person.opens(address).clicks("准备这一步的会").presses(
            "准备好", told_on="2026-10-15", place="村部大会议室"
        )
        assert "最早2026年10月18日开会" in person.reads()
        assert "村部大会议室" in person.response.content.decode()

    # then too few come: the vote is not passed, and nobody can make it so
    with day(town, "2026-10-18 17:00") as person:
        few = {
            "present": "19",
            "everybody_present": "19",
            "ayes-1": "19",
            "abstentions-1": "0",
        }
        hold_meeting(person, address, few, told_on="2026-10-15")
        assert "还差 1 人，不够法定人数" in person.reads()
        person.opens(address)
        assert "2026年10月18日开过一次会" in person.reads()
        assert "现在该办：党员大会审议" in person.reads()

    # a secret ballot the next time: papers printed, counted, written down
    with day(town, "2026-10-20 17:00") as person:
        person.opens(address).clicks("准备这一步的会").presses(
            "准备好", told_on="2026-10-15", method="ballot"
        )
        vote = person.at
        assert "修二组的水渠" in paper(person, f"{vote}ballots.pdf")
        assert "计票单" in paper(person, f"{vote}count-sheet.pdf")
        ballots = {"issued": "22", "returned": "22", "spoiled": "1", "tellers": "甲、乙"}
        people = {"present": "22", "everybody_present": "22", "ayes-1": "19", "nays-1": "1"}
        count(person, {**people, **ballots, "abstentions-1": "1"})
        assert "不少于 2/3，就是至少 20 人" in person.reads()
        assert "超过1/2，就是至少16票" in paper(person, f"{vote}result.pdf")

    # the representatives decide; the resolution is written down and given to somebody
    with day(town, "2026-10-26 17:00") as person:
        villagers = {"entitled": "33", "present": "25", "ayes-1": "20", "abstentions-1": "5"}
        hold_meeting(person, address, villagers, told_on="2026-10-15")
        person.opens(address).presses(
            "写下决议，交办",
            resolution="修三处水渠，约三万元，由村集体出",
            task="修好三处水渠",
            owner="张三",
            due_on="2026-11-30",
        )
        person.presses("张贴决议公开", opinion="程序合规", supervisor="周大山")
        assert "决议已公开，待实施" in person.reads()

    # it comes back before its day, and is closed out
    with day(town, "2026-11-20 09:00", "secretary") as person:
        person.opens(ROOM)
        assert "还有 10 天" in person.reads()
        person.clicks("修好三处水渠").presses("办结销号", result="修了 320 米，花了 29,800 元")
        person.opens(address).presses("张贴实施结果公开", opinion="验收属实", supervisor="周大山")

    check_what_is_left(town, address)


def check_what_is_left(town: Town, address: str) -> None:
    """The board has both, the six tables are printed, and nothing waits."""
    assert Matter.objects.get().state == "concluded"
    assert PublicNotice.objects.count() == 2
    assert FollowUp.objects.get().result == "修了 320 米，花了 29,800 元"
    assert (Opinion.objects.get().topic, Vote.objects.count()) == (Matter.objects.get().topic, 5)
    with day(town, "2026-11-21 09:00", "clerk") as person:
        tables = paper(person, f"{address}tables.pdf")
    for words in (
        "村党组织提议表",
        "√党员群众建议",
        "村“两委”商议表",
        "党员大会审议表",
        "应到30人，实到22人，到会22/30",
        "此前没有通过的表决2026年10月18日",
        "村民代表会议（村民会议）决议表",
        "过程和决议公开表",
        "程序合规（周大山）",
        "实施结果公开表",
        "修了320米，花了29,800元",
    ):
        assert words in tables, words
    assert "示例老周" not in tables
