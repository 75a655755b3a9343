"""The twelve days are there before anybody signs in, and move only as the rules or the superior say."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from activityday.day.schedule.models import Rescheduling
from activityday.day.schedule.pages import explained, rows_of
from activityday.day.schedule.queries import day_of, days_of, days_of_many, months_of
from activityday.office.filings.actions import answer, withdraw
from activityday.office.filings.enums import Step
from activityday.people.organisation.actions import establish
from activityday.people.organisation.enums import Level
from tests.conftest import OPERATOR, START, Town
from tests.schedule.conftest import DECEMBER, NOW, TODAY

pytestmark = pytest.mark.django_db
Ask = Callable[..., Rescheduling]


def branches(town: Town, number: int) -> list[Any]:
    return [
        establish(
            parent=town.committee, code=f"b{n}", name=f"支部{n}", level=Level.BRANCH, by=OPERATOR, at=START
        )
        for n in range(number)
    ]


def test_a_year_has_twelve_days_of_which_the_holidays_put_off_three(town: Town) -> None:
    days = days_of(town.village, 2026)
    assert [day.day.day for day in days] == [5, 2, 2, 7, 6, 1, 6, 3, 7, 8, 2, 7]
    assert [day.month.month for day in days if day.status == "postponed"] == [4, 5, 10]
    assert days[9].reason == "10月5日（星期一）是国庆节假期，顺延到10月8日（星期四）。"


def test_a_year_without_a_notice_is_provisional_and_never_an_error(town: Town) -> None:
    assert {day.status for day in days_of(town.village, 2028)} == {"provisional"}
    assert days_of(town.village, 2100)[0].reason.endswith("2100 年放假安排尚未公布，暂定。")


def test_a_request_moves_nothing_until_it_is_approved(
    town: Town, ask: Ask, approve: Callable[[Rescheduling], None]
) -> None:
    asked = ask(date(2026, 12, 9))
    waiting = day_of(town.village, DECEMBER)
    assert (waiting.day, waiting.status, waiting.pending, waiting.rescheduling) == (
        date(2026, 12, 7),
        "nominal",
        asked,
        None,
    )
    approve(asked)
    moved = day_of(town.village, DECEMBER)
    assert (moved.nominal, moved.day, moved.status, moved.pending, moved.rescheduling) == (
        date(2026, 12, 7),
        date(2026, 12, 9),
        "rescheduled",
        None,
        asked,
    )
    assert moved.reason == "经上级同意，由12月7日（星期一）改到12月9日（星期三）。原因：村委换届选举"


def test_refused_and_withdrawn_requests_move_nothing(town: Town, ask: Ask) -> None:
    answer(filing=ask().filing, step=Step.REFUSE, note="按原定日办", by=town.users["clerk"], at=NOW)
    withdraw(filing=ask().filing, note="", by=town.users["secretary"], at=NOW)
    day = day_of(town.village, DECEMBER)
    assert (day.day, day.status, day.pending, day.rescheduling) == (date(2026, 12, 7), "nominal", None, None)


def test_the_neighbour_and_the_other_months_stay(
    town: Town, ask: Ask, approve: Callable[[Rescheduling], None]
) -> None:
    approve(ask())
    assert day_of(town.other_village, DECEMBER).day == date(2026, 12, 7)
    assert [day.status for day in days_of(town.village, 2026)].count("rescheduled") == 1


def test_a_groups_day_follows_its_branch_and_a_branchs_day_the_towns_unless_it_has_its_own(
    town: Town, ask: Ask, approve: Callable[[Rescheduling], None]
) -> None:
    approve(ask(date(2026, 12, 10), unit=town.committee))
    approve(ask(date(2026, 12, 8)))
    days = {
        unit.code: day_of(unit, DECEMBER).day.day
        for unit in (town.county, town.committee, town.village, town.groups[0], town.other_village)
    }
    assert days == {"county": 7, "fenggang": 10, "xingtang": 8, "xingtang-1": 8, "liudi": 10}
    assert day_of(town.other_village, DECEMBER).reason.startswith("枫港镇党委统一改期，经上级同意")


def test_forty_branches_cost_as_many_queries_as_one(
    town: Town,
    ask: Ask,
    approve: Callable[[Rescheduling], None],
    django_assert_num_queries: Callable[..., Any],
) -> None:
    approve(ask())
    many = [town.village, town.other_village, *branches(town, 38)]
    for units in (many[:1], many):
        with django_assert_num_queries(3):  # amendments, notices, reschedulings
            found = days_of_many(units, months_of(2026))
        assert len(found) == 12 * len(units)
        assert found[town.village.pk, DECEMBER].status == "rescheduled"


def test_units_alike_stand_on_one_line_and_exceptions_apart(
    town: Town, ask: Ask, approve: Callable[[Rescheduling], None]
) -> None:
    branches(town, 25)
    approve(ask())
    rows = rows_of(town.committee, 2026, on=TODAY)
    assert [row.label for row in rows] == ["26 个支部同一天", "兴塘村"]
    assert (rows[0].differs, rows[1].differs) == (frozenset(), {DECEMBER})


def test_the_reason_names_the_fact_the_rule_and_the_days_between(town: Town) -> None:
    october = explained(town.village, days_of(town.village, 2026))[9][2]
    assert october.facts == [
        "原定日是10月5日（星期一）。",
        "10月5日（星期一）是国庆节假期，顺延到10月8日（星期四）。",
        "2026 年放假安排见国办发明电〔2025〕7号。",
    ]
    assert october.rule.startswith("活动日是每月第一个星期一（当月第一个星期一）；遇节假日顺延到下一个工作日")
    assert (
        october.arithmetic
        == "10月5日（星期一）国庆节放假 → 10月6日（星期二）国庆节放假 → 10月7日（星期三）国庆节放假 → 10月8日（星期四）工作日"
    )
