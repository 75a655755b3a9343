"""A notice of dues on the board of 兴塘村, for the first half of 2026."""

from collections.abc import Callable
from datetime import date

import pytest

from activityday.office.notices.actions import Posting, post
from activityday.office.notices.content import Content
from activityday.office.notices.enums import Kind
from activityday.office.notices.models import PublicNotice
from tests.conftest import Town, instant

CONTENT = Content(
    opening=["现将党费收缴情况公示如下。"],
    header=["序号", "姓名", "实交（元）"],
    rows=[["1", "示例001", "1.20"], ["2", "示例002", "1.20"]],
    foot=[["", "合计", "2.40"]],
)
HALF = Posting(
    period="2026年上半年",
    covers_from=date(2026, 1, 1),
    covers_to=date(2026, 6, 30),
    starts_on=date(2026, 7, 6),
    ends_on=date(2026, 7, 10),
    where="村部公示栏",
)


@pytest.fixture
def post_notice(town: Town) -> Callable[..., PublicNotice]:
    """`post_notice(unit=…, content=…)`: the notice hangs since 6 July."""

    def posted(**changed: object) -> PublicNotice:
        given = {
            "unit": town.village,
            "kind": Kind.DUES,
            "title": "2026年上半年党费收缴情况公示",
            "content": CONTENT,
            "posting": HALF,
            "by": town.users["secretary"],
            "at": instant("2026-07-06 09:00"),
        }
        return post(**{**given, **changed})

    return posted
