"""The page of towns: sums of branches in the order of the tree, the same few queries for one town and for many."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.judgement.closing.models import Closing
from activityday.leadership.reports.towns import towns_of
from activityday.leadership.supervision import actions
from activityday.leadership.supervision.enums import BoardState
from activityday.leadership.supervision.models import Circular
from activityday.people.organisation.actions import establish
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import OPERATOR, START, Town
from tests.pages import Person
from tests.reports.conftest import NOW, PAPER

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 20)
POSTS = (
    "county_officer",
    "clerk",
    "leader",
    "secretary",
    "recorder",
    "group_leader",
    "other_secretary",
    "operator",
)


@pytest.fixture(autouse=True)
def in_july() -> object:
    """It is the morning of 20 July."""
    with time_machine.travel(NOW, tick=False):
        yield


def another_town(town: Town, number: int, branches: int = 2) -> Unit:
    """A town with branches that recorded nothing."""
    made = establish(
        parent=town.county,
        code=f"town-{number}",
        name=f"中共第{number}镇委员会",
        short_name=f"第{number}镇党委",
        level=Level.COMMITTEE,
        by=OPERATOR,
        at=START,
    )
    for branch in range(branches):
        establish(
            parent=made,
            code=f"town-{number}-{branch}",
            name=f"第{branch}村党支部",
            short_name=f"第{branch}村",
            level=Level.BRANCH,
            by=OPERATOR,
            at=START,
        )
    return made


def test_a_town_is_the_sum_of_its_branches(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
    draft: Callable[..., Circular],
) -> None:
    for month in (5, 6, 7):
        close_month(town.village, month, {twelve[0]: "缺"}, twelve)
    actions.issue_circular(circular=draft(), issuing=PAPER, by=town.users["clerk"], at=NOW)
    another_town(town, 1)
    found = towns_of(town.county, 2026, on=TODAY)
    assert [one.unit.short_name for one in found] == ["枫港镇党委", "第1镇党委"]
    first, second = found
    assert (first.branches, first.month) == (2, {BoardState.RECORDED: 1, BoardState.OVERDUE: 1})
    assert (first.due, first.recorded, first.unrecorded, first.overdue) == (6, 3, 0, 3)
    assert (first.rate.numerator, first.rate.denominator, first.below) == (33, 36, 0)
    assert (first.circulars, second.circulars) == (1, 0)
    assert [half.label for half in first.halves] == ["快到期", "未到期"]
    # a town that never recorded anything owes nothing from before this month
    assert (second.due, second.rate.shown) == (2, "不计算")


def test_many_towns_ask_no_more_than_one(town: Town) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            towns_of(town.county, 2026, on=TODAY)
        return len(captured)

    one = asked()
    for number in range(12):
        another_town(town, number, branches=3)
    assert asked() == one


def test_who_opens_it(town: Town, client_of: Callable[[str], Client]) -> None:
    for post in POSTS:
        answer = client_of(post).get("/units/county/towns/2026/")
        assert answer.status_code == (200 if post == "county_officer" else 404), post
    assert client_of("county_officer").get("/units/county/towns/1900/").status_code == 404


def test_the_board_of_a_county_is_its_towns_and_leads_to_theirs(
    town: Town, client_of: Callable[[str], Client]
) -> None:
    county = Person(client_of("county_officer")).opens("/units/county/board/2026/")
    assert county.at == "/units/county/towns/2026/"
    assert "兴塘村" not in county.reads()
    assert "按党组织顺序排列，不排名次" in county.reads()
    assert "兴塘村" in county.clicks("枫港镇党委").reads()
    # and a town asked for its towns has its own board
    assert Person(client_of("clerk")).opens("/units/fenggang/towns/2026/").at == "/units/fenggang/board/2026/"


def test_the_county_begins_with_its_towns(town: Town, client_of: Callable[[str], Client]) -> None:
    words = Person(client_of("county_officer")).opens("/").reads()
    assert "枫港镇党委" in words
    assert "柳堤村" not in words
    assert "没有等您批复的申请" in words
