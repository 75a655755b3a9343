"""What a level sets differently holds for everything under it, unless something lower says more."""

from collections.abc import Callable
from datetime import date

import pytest

from activityday.office.policy.actions import end
from activityday.office.policy.models import Amendment
from activityday.office.policy.queries import activity_days, parameters_for, parameters_for_many
from activityday.people.organisation.actions import establish
from activityday.people.organisation.enums import Level, Sector
from tests.conftest import OPERATOR, START, Town, instant

pytestmark = pytest.mark.django_db
BEFORE, AFTER = date(2026, 11, 30), date(2026, 12, 1)
Amended = Callable[..., Amendment]


def minutes(unit, on: date = AFTER) -> int:
    return parameters_for(unit, on=on).integer("least_minutes")


def test_without_an_amendment_the_rulebook_holds(town: Town) -> None:
    assert minutes(town.village) == 180
    assert parameters_for(town.village, on=AFTER).source("least_minutes").amended_by == ""


def test_what_the_town_sets_comes_down_to_branch_and_group_from_its_day(town: Town, amended: Amended) -> None:
    amended(town.committee, "least_minutes", 240)
    assert [minutes(unit) for unit in (town.county, town.committee, town.village, town.groups[0])] == [
        180,
        240,
        240,
        240,
    ]
    assert minutes(town.village, BEFORE) == 180
    source = parameters_for(town.village, on=AFTER).source("least_minutes")
    assert (source.amended_by, source.document, source.clause) == (
        "枫港镇党委",
        "樟发〔2026〕8号",
        "notice 一",
    )


def test_a_branch_may_ask_more_of_itself_and_its_neighbour_is_not_touched(
    town: Town, amended: Amended
) -> None:
    amended(town.committee, "least_minutes", 200)
    amended(town.village, "least_minutes", 240)
    assert [minutes(town.village), minutes(town.other_village)] == [240, 200]


def test_an_amendment_for_one_sector_leaves_the_others(town: Town, amended: Amended) -> None:
    office = establish(
        parent=town.committee,
        code="office",
        name="机关党支部",
        level=Level.BRANCH,
        sector=Sector.DEPARTMENT,
        by=OPERATOR,
        at=START,
    )
    amended(town.committee, "weekday", 5, sector="department")
    days = activity_days([office, town.village], [date(2026, 12, 1)])
    assert [days[unit.pk, date(2026, 12, 1)].day.isoweekday() for unit in (office, town.village)] == [5, 1]


def test_a_group_without_a_kind_of_its_own_is_of_its_branchs_kind(town: Town, amended: Amended) -> None:
    assert town.groups[0].sector == Sector.MIXED
    amended(town.committee, "explain_days", 10, sector="village")
    assert parameters_for(town.groups[0], on=AFTER).integer("explain_days") == 10


def test_a_branchs_looser_value_falls_away_when_the_town_tightens_above_it(
    town: Town, amended: Amended
) -> None:
    amended(town.village, "least_minutes", 200)
    amended(town.committee, "least_minutes", 240, since=date(2027, 1, 1))
    assert [minutes(town.village), minutes(town.village, date(2027, 1, 1))] == [200, 240]


def test_an_ended_one_holds_to_its_last_day_and_a_void_one_never_held(town: Town, amended: Amended) -> None:
    by, at = town.users["clerk"], instant("2026-12-05 09:00")
    ended, void = (
        amended(town.village, "least_minutes", 240),
        amended(town.other_village, "least_minutes", 240),
    )
    end(amendment=ended, until=date(2026, 12, 10), reason="文件废止", by=by, at=at)
    end(amendment=void, until=None, reason="录错了", by=by, at=at)
    assert [minutes(town.village, date(2026, 12, day)) for day in (10, 11)] == [240, 180]
    assert minutes(town.other_village) == 180


def test_forty_branches_cost_as_many_queries_as_one(
    town: Town, amended: Amended, django_assert_num_queries: Callable[..., object]
) -> None:
    amended(town.committee, "least_minutes", 240)
    branches = [
        establish(
            parent=town.committee, code=f"b{n}", name=f"支部{n}", level=Level.BRANCH, by=OPERATOR, at=START
        )
        for n in range(38)
    ]
    for units in ([town.village], [town.village, town.other_village, *branches]):
        with django_assert_num_queries(1):
            parameters_for_many(units, on=AFTER)
        with django_assert_num_queries(2):  # amendments; notices (their days only when there is a notice)
            activity_days(units, [date(2026, month, 1) for month in range(1, 13)])
