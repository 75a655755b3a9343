"""A directory with two places and one online lecture."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from activityday.day.directory.actions import enter_site
from activityday.day.directory.drafts import SiteDraft
from activityday.day.directory.enums import Kind
from activityday.day.directory.models import Site
from activityday.day.schedule.enums import Content
from tests.conftest import Town, instant

ENTERED_AT = instant("2026-11-20 09:00")
MEMORIAL = SiteDraft(
    Kind.RED_SITE,
    "枫港烈士陵园",
    "枫港镇北街 1 号",
    (Content.STUDY,),
    features="陈列室、纪念碑",
    opening="周一闭馆",
    capacity=60,
    contact="陈管理",
    phone="0730-5550001",
)
LECTURE = SiteDraft(Kind.ONLINE, "先锋网络课堂", "https://example.org/lecture", (Content.STUDY,))
STATION = SiteDraft(Kind.SERVICE_SITE, "兴塘村便民点", "村部一楼", (Content.SERVICE, Content.DELIBERATION))

Enter = Callable[..., Site]


@pytest.fixture
def enter(town: Town) -> Enter:
    """Enter a draft, with differences, as the clerk."""

    def make(draft: SiteDraft = MEMORIAL, **differences: object) -> Site:
        return enter_site(
            committee=town.committee,
            draft=replace(draft, **differences),
            by=town.users["clerk"],
            at=ENTERED_AT,
        )

    return make


@pytest.fixture
def sites(enter: Enter) -> list[Site]:
    """Entered in another order than they are shown in."""
    return [enter(LECTURE), enter(STATION), enter(MEMORIAL)]
