"""A branch's first half of 2026: six months that can be closed, a notice of dues, and a signature."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from activityday.judgement.closing.models import Closing
from activityday.leadership.reports.circulars.gathering import facts_of
from activityday.leadership.reports.half_year.actions import send
from activityday.leadership.reports.half_year.checks import Typed
from activityday.leadership.reports.models import HalfYearReport
from activityday.leadership.supervision import actions
from activityday.leadership.supervision.actions import Issuing
from activityday.leadership.supervision.enums import Order
from activityday.leadership.supervision.models import Circular
from activityday.office.notices.actions import Posting, post
from activityday.office.notices.content import Content
from activityday.office.notices.enums import Kind
from activityday.office.notices.models import PublicNotice
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.rules.circular import Period, Span
from activityday.rules.half_year import Half
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import OPERATOR, Town, instant

FIRST = Half(2026, 1)
SIGNED = Typed(problems="外出党员多", measures="提前一周通知", secretary_name="王秀兰")
SENT_AT = instant("2026-07-06 09:00")
NOW = instant("2026-07-20 09:00")
FIRST_HALF = Period(Span.HALF, 2026, 1)
JUNE = Period(Span.MONTH, 2026, 6)
PAPER = Issuing("枫发〔2026〕12号", "中共枫港镇委员会", "各党支部", date(2026, 7, 20), 1)


@pytest.fixture
def post_dues() -> Callable[..., PublicNotice]:
    """`post_dues(branch)`: the dues of the first half-year hang from 1 July."""

    def posted(branch: Unit) -> PublicNotice:
        posting = Posting(
            "2026年上半年",
            date(2026, 1, 1),
            date(2026, 6, 30),
            date(2026, 7, 1),
            date(2026, 7, 7),
            "村务公开栏",
        )
        content = Content(("说明",), ("姓名", "实交"), (("示例001", "6.00"),))
        return post(
            unit=branch,
            kind=Kind.DUES,
            title=f"{branch.short_name}党费收缴公示",
            content=content,
            posting=posting,
            by=OPERATOR,
            at=instant("2026-07-01 09:00"),
        )

    return posted


@pytest.fixture
def whole_half(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
    post_dues: Callable[..., PublicNotice],
) -> list[Closing]:
    """兴塘村 closed every month from January to June, one member absent in June; its dues are posted."""
    post_dues(town.village)
    return [
        close_month(
            town.village, month, {twelve[0]: "缺"} if month == 6 else {}, twelve, problems=f"{month}月缺凳子"
        )
        for month in range(1, 7)
    ]


@pytest.fixture
def send_half(town: Town) -> Callable[..., HalfYearReport]:
    """`send_half(branch, gaps_reason="…")`: signed off and sent on 6 July."""

    def sent(unit: Unit, half: Half = FIRST, *, at: Any = SENT_AT, **typed: str) -> HalfYearReport:
        return send(unit=unit, half=half, typed=replace(SIGNED, **typed), by=town.users["secretary"], at=at)

    return sent


@pytest.fixture
def draft(town: Town) -> Callable[..., Circular]:
    """`draft(JUNE)`: a draft of 枫港镇, begun on 20 July."""

    def begun(period: Period = FIRST_HALF, order: Order = Order.TREE) -> Circular:
        return actions.draft_circular(
            committee=town.committee,
            period=period,
            order=order,
            facts=facts_of(town.committee, period, order, at=NOW),
            by=town.users["clerk"],
            at=NOW,
        )

    return begun


@pytest.fixture
def half_of_xingtang(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
    hold: Callable[..., object],  # noqa: F811
) -> None:
    """兴塘村 closed January to May, five absent in May; June is held and not closed. 柳堤村 recorded nothing."""
    for month in range(1, 6):
        close_month(town.village, month, dict.fromkeys(twelve[:5], "缺") if month == 5 else {}, twelve)
    hold(town.village, 6, {}, twelve)
