"""Half a year in a town: the office suggests, the branch plans, holds, closes and files; the town receives, files on and issues a circular."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
import time_machine
from django.test import Client

from activityday.judgement.closing.models import Closing
from activityday.leadership.reports.models import HalfYearReport
from activityday.people.roster.models import Member
from tests.closing.conftest import close_month, hold  # noqa: F401 -- fixtures
from tests.conftest import Town, instant
from tests.pages import Person


@pytest.fixture
def at_the_desk(town: Town) -> Callable[..., Any]:
    """`with at_the_desk("clerk", "2026-01-04 09:00") as clerk:`: that person, signed in, at that moment."""

    @contextmanager
    def sitting(post: str, moment: str) -> Iterator[Person]:
        with time_machine.travel(instant(moment), tick=False):
            client = Client()
            client.force_login(town.users[post], backend="django.contrib.auth.backends.ModelBackend")
            yield Person(client)

    return sitting


def plan_the_year(at_the_desk: Callable[..., Any]) -> None:
    # given: in January the office publishes a material and suggests something for June
    with at_the_desk("clerk", "2026-01-04 09:00") as clerk:
        clerk.opens("/units/fenggang/materials/2026/").clicks("发布资料").presses(
            "发布给支部",
            title="防汛知识读本",
            source="镇防汛办",
            text="一看水位\n二听通知\n三先转移",
            first_month="2026-06-01",
            last_month="2026-06-01",
        )
        assert "防汛知识读本" in clerk.reads()
        clerk.opens("/units/fenggang/suggestions/2026/6/")
        material = clerk.page.xpath("//select[@name='material_version']/option[2]/@value")[0]
        clerk.presses(
            "发布给支部",
            title="防汛备汛我先行",
            form="topic_lecture",
            minutes="60",
            material_version=material,
        )
        assert "防汛备汛我先行" in clerk.reads()

    # when the secretary opens the plan, June stands there already; the rest is a word a month
    with at_the_desk("secretary", "2026-01-04 10:00") as secretary:
        secretary.opens("/units/xingtang/plans/2026/")
        assert secretary.page.xpath("//input[@name='m6-theme']/@value") == ["防汛备汛我先行"]
        themes = {f"m{month}-theme": f"{month}月主题" for month in range(1, 13) if month != 6}
        secretary.presses("保存计划", **themes)
        secretary.presses("报送枫港镇党委")
        assert "待收" in secretary.reads()
    with at_the_desk("clerk", "2026-01-04 11:00") as clerk:
        clerk.opens("/units/fenggang/filings/").clicks("逐件处理")
        assert "防汛备汛我先行" in clerk.reads()
        clerk.presses("答复", step="approve")

    # and preparing June types nothing twice: theme, form and material come from the plan
    with at_the_desk("secretary", "2026-05-25 09:00") as secretary:
        secretary.opens("/units/xingtang/2026/6/plan/")
        assert secretary.page.xpath("//input[@name='theme']/@value") == ["防汛备汛我先行"]
        assert "防汛知识读本" in secretary.reads()
        chosen = secretary.page.xpath(
            "//select[contains(@name, 'material_version_id')]/option[@selected]/@value"
        )
        assert material in chosen


@pytest.mark.django_db
def test_half_a_year_from_plan_to_filing(
    town: Town,
    make_members: Callable[..., list[Member]],
    close_month: Callable[..., Closing],  # noqa: F811
    at_the_desk: Callable[..., Any],
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    members = make_members(town.village, 12)

    plan_the_year(at_the_desk)

    # given: five months were held and closed, May was not
    for month in (1, 2, 3, 4, 6):
        close_month(town.village, month, {members[0]: "缺"} if month == 6 else {}, members)

    # when July comes, the half-year says what is missing and takes it up only with the reason
    with at_the_desk("secretary", "2026-07-06 09:00") as secretary:
        secretary.opens("/units/xingtang/half-years/2026/1/")
        assert "5月没有开展记录" in secretary.reads()
        secretary.presses("提交给枫港镇党委", measures="六月补学")
        assert "确实补不齐的，写明原因再报送" in secretary.reads()
        secretary.presses("提交给枫港镇党委", gaps_reason="5月全村抗洪；公示本月张贴。")
        assert "第 1 版" in secretary.reads()

    # the clerk sends it back once, then receives it
    with at_the_desk("clerk", "2026-07-07 09:00") as clerk:
        clerk.opens("/units/fenggang/half-years/2026/")
        assert "已报待收" in clerk.reads()
        clerk.clicks("收报备").clicks("逐件处理").presses("答复", step="refuse", note="请写明补学时间")
    with at_the_desk("secretary", "2026-07-08 09:00") as secretary:
        secretary.opens("/units/xingtang/half-years/2026/1/")
        assert "退回了第 1 版：请写明补学时间" in secretary.reads()
        secretary.presses(
            "提交给枫港镇党委", measures="7月13日补学", gaps_reason="5月全村抗洪；公示本月张贴。"
        )
    with at_the_desk("clerk", "2026-07-09 09:00") as clerk:
        clerk.opens("/units/fenggang/filings/").clicks("逐件处理").presses("答复", step="approve")
        board = clerk.opens("/units/fenggang/half-years/2026/").reads()
        assert "已收到 1" in board

        # then the town sums its branches up and files on to the county
        clerk.opens("/units/fenggang/half-years/2026/1/")
        assert "柳堤村的半年报备还没有收到" in clerk.reads()
        clerk.presses("提交给示例县委", secretary_name="镇党委书记", gaps_reason="柳堤村另报。")
        assert "第 1 版" in clerk.reads()

    # and what the county reads on paper are the frozen figures
    with at_the_desk("county_officer", "2026-07-10 09:00") as county:
        county.opens("/units/county/filings/").clicks("逐件处理").presses("答复", step="approve")
        pdf = county.client.get("/units/xingtang/half-years/2026/1/2.pdf").content
        words = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages)
        for expected in ("98.3%：59÷60", "第2版", "7月13日补学", "5月全村抗洪"):
            assert expected in words
    assert [report.filing.state_word for report in HalfYearReport.objects.order_by("filing__asked_at")] == [
        "已退回",
        "已收到",
        "已收到",
    ]

    # when the half-year is in, the town says what was and what is wanting, by branch, and issues it
    with at_the_desk("clerk", "2026-07-13 09:00") as clerk:
        clerk.opens("/units/fenggang/circulars/").presses("起草", year="2026", part="half-1")
        draft = clerk.reads()
        assert "2个党支部应开展活动12次，已开展并归档5次" in draft
        assert "兴塘村（5月）" in draft
        assert not [member.name for member in members if member.name in draft]
        clerk.presses("保存文字", demands="请柳堤村七月底前补报上半年情况。")
        clerk.presses("印发", number="枫发〔2026〕21号")
        assert "原样存档" in clerk.reads()
        pdf = clerk.client.get(clerk.link("打印通报")).content
        words = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages)
        for expected in ("枫发〔2026〕21号", "59÷60", "柳堤村", "请柳堤村七月底前补报", "中共枫港镇委员会"):
            assert expected in words

    # and the branch that is named finds it where it looks for supervision
    with at_the_desk("other_secretary", "2026-07-14 09:00") as neighbour:
        neighbour.opens("/units/liudi/supervision/").clicks("关于2026年上半年")
        assert "点到本支部" in neighbour.reads()
