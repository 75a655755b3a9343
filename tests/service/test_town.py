"""A town's year of service: every branch in the order of the tree, numbers only, as many queries for one as for many."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from activityday.contents.service.models import Pledge, Project
from activityday.contents.service.queries import figures_of_branches
from activityday.people.organisation.actions import establish
from activityday.people.organisation.enums import Level, Sector
from activityday.people.organisation.queries import branches_of
from activityday.people.roster.models import Member
from tests.conftest import OPERATOR, START, Town
from tests.service.conftest import DAY, NOON

pytestmark = pytest.mark.django_db
Make = Callable[..., Project]


def test_every_branch_stands_in_the_order_of_the_tree_with_its_own_numbers(
    town: Town, twelve: list[Member], do: Make, plan: Make, promise: Callable[..., Pledge]
) -> None:
    do(twelve[:3], title="甲", hours_typed={twelve[0].pk: Decimal("1.5")})
    do(twelve[1:3], title="乙", hours=Decimal("0.5"))
    plan(title="丙")
    promise(twelve[0])
    first, second = figures_of_branches(list(branches_of(town.committee, on=DAY)), 2026, on=DAY)
    assert (first.branch, second.branch) == (town.village, town.other_village)
    assert (first.done, first.open, first.people, first.hours) == (2, 1, 3, Decimal("8.5"))
    assert (first.pledges, first.kept, second.done, second.hours) == (1, 0, 0, Decimal(0))


def test_a_project_counts_in_the_year_in_which_it_was_done(
    town: Town, twelve: list[Member], do: Make
) -> None:
    do(twelve[:1], starts_on=date(2025, 12, 30), ends_on=date(2026, 1, 2), done_on=date(2026, 1, 2))
    by_year = {year: figures_of_branches([town.village], year, on=DAY)[0].done for year in (2025, 2026)}
    assert by_year == {2025: 0, 2026: 1}


def test_the_page_adds_up_and_ranks_nobody(
    client_of: Callable[[str], Client], town: Town, twelve: list[Member], do: Make
) -> None:
    do(twelve[:3])
    with time_machine.travel(NOON, tick=False):
        response = client_of("clerk").get("/units/fenggang/service/2026/")
        assert client_of("leader").get("/units/fenggang/service/2026/").status_code == 404
    page = html.fromstring(response.content.decode())
    heads = [one.text_content().strip() for one in page.xpath("//tbody//th")]
    assert heads == ["兴塘村", "柳堤村"]
    foot = [" ".join(one.text_content().split()) for one in page.xpath("//tfoot//td")]
    assert foot[:4] == ["1", "0", "—", "9"]


def test_queries_do_not_grow_with_branches(town: Town, twelve: list[Member], do: Make) -> None:
    def asked() -> int:
        branches = list(branches_of(town.committee, on=DAY))
        with CaptureQueriesContext(connection) as found:
            figures_of_branches(branches, 2026, on=DAY)
        return len(found)

    do(twelve[:3])
    one = asked()
    for n in range(5):
        establish(
            parent=town.committee,
            code=f"more-{n}",
            name=f"第{n}支部",
            short_name=f"第{n}支部",
            level=Level.BRANCH,
            sector=Sector.VILLAGE,
            by=OPERATOR,
            at=START,
        )
    assert asked() == one <= 8
