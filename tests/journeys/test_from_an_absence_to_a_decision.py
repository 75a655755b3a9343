"""From the second absence to a decision by people, and what the member can say on the way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO

import pypdf
import pytest
import time_machine
from django.forms.models import model_to_dict
from django.test import Client

from activityday.audit.queries import first_break
from activityday.judgement.closing.models import Closing
from activityday.judgement.standing.models import Case
from activityday.people.roster.enums import PostKind
from activityday.people.roster.models import Member, Post
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import LONG_AGO, Town, instant
from tests.pages import Person


@contextmanager
def at_the_desk(town: Town, post: str, moment: str) -> Iterator[Person]:
    """`post` signs in at `moment` and opens the page of talks and cases."""
    with time_machine.travel(instant(moment), tick=False):
        client = Client()
        client.force_login(town.users[post], backend="django.contrib.auth.backends.ModelBackend")
        yield Person(client).opens("/units/xingtang/standing/")


def words(person: Person, address: str) -> str:
    response = person.client.get(address)
    pages = pypdf.PdfReader(BytesIO(response.content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


OPINION = {"entitled": "5", "present": "4", "view": "correction", "reason": "谈过仍不参加"}


def a_person_talks(town: Town) -> None:
    with at_the_desk(town, "secretary", "2026-02-03 09:00") as secretary:
        assert "2月17日前谈" in secretary.reads()
        secretary.clicks("示例001").presses("就这样安排", **{"arrange-due_on": "2026-02-10"})
        assert "请示例005（书记）在 2026年2月10日 以前谈" in secretary.reads()
        assert "谈话对象示例001" in words(secretary, secretary.link("打印谈话记录表"))
    with at_the_desk(town, "secretary", "2026-02-10 15:00") as secretary:
        secretary.clicks("示例001").presses(
            "记下这次谈话",
            **{
                "hold-place": "家里",
                "hold-said": "在外打工，忘了请假",
                "hold-agreed": "下次先请假",
                "hold-is_education": "on",
            },
        )
        assert "批评教育" in secretary.reads()
        secretary.opens("/units/xingtang/standing/")
        assert "没有要谈的话" in secretary.reads()


def the_branch_takes_it_up(town: Town) -> str:
    with at_the_desk(town, "secretary", "2026-03-05 09:00") as secretary:
        assert "下一步：受理，开始了解" in secretary.reads()
        secretary.clicks("示例001").presses("受理，开始了解")
        case = secretary.at
        assert "2026年1月、2月、3月连续3次" in words(secretary, secretary.link("本人说明"))
        secretary.presses("记下本人说明", way="dictated", text="厂里走不开", heard_on="2026-03-05")
        assert "已记为批评教育" in secretary.reads()
        secretary.presses("记下批评教育")
        return case


def the_branch_committee_proposes(town: Town, case: str) -> None:
    with at_the_desk(town, "secretary", "2026-04-10 09:00") as secretary:
        secretary.opens(case)
        assert "2026年2月10日批评教育以后，参加 0 次，无故缺席 2 次（2026年3月、2026年4月）" in (
            secretary.reads()
        )
        secretary.presses("记下支委会意见", **OPINION).presses("报给基层党委")
        assert "等答复（应在 4月25日 前）" in secretary.reads()


def the_office_agrees(town: Town) -> None:
    with at_the_desk(town, "clerk", "2026-04-13 09:00") as clerk:
        clerk.opens("/units/fenggang/standing/")
        assert "等镇党委" in clerk.reads()
        clerk.clicks("示例001")
        assert "无故缺席" in words(clerk, clerk.link("证据材料"))
        clerk.presses("答复支部", step="approve")


def the_meeting_votes(town: Town, case: str) -> None:
    with at_the_desk(town, "secretary", "2026-04-20 09:00") as secretary:
        secretary.opens(case)
        found = {"group": "刘小燕、赵国平", "found": "四个月都没有签名，没有请假"}
        secretary.presses("记下调查结果", starts_on="2026-04-14", ends_on="2026-04-20", **found)
        secretary.presses("记下支委会意见", **OPINION, met_on="2026-04-20")
        secretary.clicks("登记本人的异议").presses("登记异议", text="二月我在会场")
        votes = {"place": "村部", "present": "12", "ayes": "9", "nays": "2", "abstained": "1"}
        secretary.presses("记下表决结果", **votes)
        assert "本人对事实有异议，还没有答复" in secretary.reads()
        secretary.opens(case).clicks("答复这件异议").presses("答复", answer="查了签到表，没有签名")
        secretary.presses("记下表决结果", **votes)
        assert "赞成超过应到会的一半（9×2=18＞12），通过" in secretary.reads()


def it_is_approved_and_told(town: Town, case: str) -> None:
    with at_the_desk(town, "clerk", "2026-04-27 09:00") as clerk:
        clerk.opens(case).presses("登记审批结果", answer="approve", paper="枫委〔2026〕8号")
    with at_the_desk(town, "secretary", "2026-04-29 09:00") as secretary:
        secretary.opens(case)
        assert "限期改正6个月" in words(secretary, secretary.link("处置决定送达"))
        secretary.presses("记下送达", place="村部", appeal_told="on", signed="yes")
        secretary.presses("记下处置", starts_on="2026-04-29")
        assert "限期改正中" in secretary.reads()
        assert "2026年4月29日至2026年10月28日" in secretary.reads()


def the_branch_looks_again(town: Town, case: str) -> None:
    with at_the_desk(town, "secretary", "2026-10-29 09:00") as secretary:
        secretary.opens(case)
        meeting = {"entitled": "5", "present": "5", "result": "yes", "reason": "以后每次都来了"}
        secretary.presses("记下研究结果", **meeting)
        assert "已办结：已改正" in secretary.reads()


@pytest.mark.django_db
def test_from_an_absence_to_a_decision(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
) -> None:
    away = twelve[0]
    before = model_to_dict(away)
    Post.objects.create(member=twelve[4], unit=town.village, kind=PostKind.SECRETARY, starts_on=LONG_AGO)

    # given: two months away; a person is asked to talk, one step before the rule bites
    for month in (1, 2):
        close_month(town.village, month, {away: "缺"}, twelve)
    a_person_talks(town)

    # when a third month follows, nothing happens by itself
    close_month(town.village, 3, {away: "缺"}, twelve)
    assert Case.objects.count() == 0
    case = the_branch_takes_it_up(town)

    # April is missed too; the branch committee weighs it and asks the primary committee first
    close_month(town.village, 4, {away: "缺"}, twelve)
    the_branch_committee_proposes(town, case)
    the_office_agrees(town)

    # the member objects to February; the branch checks and answers before the vote is written down
    the_meeting_votes(town, case)
    it_is_approved_and_told(town, case)

    # when the term is over the branch looks again; the roster was never touched
    the_branch_looks_again(town, case)
    assert model_to_dict(Member.objects.get(pk=away.pk)) == before
    assert Case.objects.get().steps.filter(dated_on__lt=date(2026, 3, 5)).count() == 0
    assert first_break("fenggang") is None
