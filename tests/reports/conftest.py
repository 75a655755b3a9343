"""A branch's first half of 2026: six months that can be closed, a notice of dues, and a signature."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from activityday.judgement.closing.models import Closing
from activityday.leadership.reports.half_year.actions import send
from activityday.leadership.reports.half_year.checks import Typed
from activityday.leadership.reports.models import HalfYearReport
from activityday.office.notices.actions import Posting, post
from activityday.office.notices.content import Content
from activityday.office.notices.enums import Kind
from activityday.office.notices.models import PublicNotice
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.rules.half_year import Half
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import OPERATOR, Town, instant

FIRST = Half(2026, 1)
SIGNED = Typed(problems="外出党员多", measures="提前一周通知", secretary_name="王秀兰")
SENT_AT = instant("2026-07-06 09:00")


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
