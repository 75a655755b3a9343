"""Before anything is written, the office sees whose values and whose days would change."""

from collections.abc import Callable
from datetime import date

import pytest

from activityday.office.policy import changes
from activityday.office.policy.models import Amendment, HolidayNotice
from activityday.office.policy.notice_files import read_text
from activityday.people.organisation.actions import establish
from activityday.people.organisation.enums import Level
from tests.conftest import OPERATOR, START, Town
from tests.policy.conftest import NOTICE_2027, proposal

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
Amended = Callable[..., Amendment]


def test_another_weekday_moves_the_days_to_come_and_none_that_is_past(town: Town) -> None:
    effect = changes.of_amendment(
        town.committee, proposal("weekday", 5, since=date(2026, 11, 1)), today=TODAY
    )
    assert [(one.before, one.after, len(one.units)) for one in effect.values] == [("星期一", "星期五", 5)]
    first = effect.days[0]
    assert (first.month, first.before, first.after) == (
        date(2026, 12, 1),
        date(2026, 12, 7),
        date(2026, 12, 4),
    )
    assert [unit.short_name for unit in first.units] == ["兴塘村", "柳堤村"]
    # in January and October 2027 both weekdays are put off to the same day
    assert [one.month.month for one in effect.days] == [12, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12]
    assert not Amendment.objects.exists()


def test_what_is_set_for_all_does_not_stand_before_what_is_set_for_a_kind(
    town: Town, amended: Amended
) -> None:
    amended(town.committee, "weekday", 6, sector="village", since=date(2026, 9, 1))
    effect = changes.of_amendment(town.committee, proposal("weekday", 5), today=TODAY)
    assert [(one.before, one.after, one.units) for one in effect.values] == [
        ("星期一", "星期五", (town.committee,))
    ]
    assert effect.days == ()


def test_a_unit_with_a_rule_of_its_own_is_counted_as_standing(town: Town, amended: Amended) -> None:
    amended(town.village, "least_minutes", 300)
    effect = changes.of_amendment(town.committee, proposal("least_minutes", 240), today=TODAY)
    assert [unit.short_name for one in effect.values for unit in one.units] == ["枫港镇党委", "柳堤村"]
    assert (effect.stands, effect.days) == (3, ())


def test_ending_shows_the_way_back(town: Town, amended: Amended) -> None:
    one = amended(town.committee, "weekday", 5)
    later = changes.of_end(one, date(2027, 1, 31), today=TODAY)
    assert [(value.before, value.after) for value in later.values] == [("星期五", "星期一")]
    assert later.days[0].month == date(2027, 2, 1)
    assert changes.of_end(one, None, today=TODAY).days[0].month == date(2026, 12, 1)


def test_a_notice_tells_whom_it_moves_from_which_day_to_which(town: Town) -> None:
    moved = changes.of_notice(town.committee, read_text(NOTICE_2027, year=2027), today=TODAY)
    assert [(one.before, one.after, len(one.units)) for one in moved] == [
        (date(2027, 5, 3), date(2027, 5, 6), 2),
        (date(2027, 10, 4), date(2027, 10, 8), 2),
    ]
    assert not HolidayNotice.objects.exists()


def test_a_notice_moves_no_day_that_is_past(town: Town) -> None:
    draft = read_text(NOTICE_2027, year=2027)
    assert [one.month.month for one in changes.of_notice(town.committee, draft, today=date(2027, 5, 4))] == [
        10
    ]


def test_a_preview_of_forty_branches_costs_as_many_queries_as_of_two(
    town: Town, amended: Amended, django_assert_num_queries: Callable[..., object]
) -> None:
    draft = read_text(NOTICE_2027, year=2027)
    for count in (0, 38):
        for n in range(count):
            establish(
                parent=town.committee,
                code=f"b{n}",
                name=f"支部{n}",
                level=Level.BRANCH,
                by=OPERATOR,
                at=START,
            )
        with django_assert_num_queries(4):  # units; amendments; notices; the branches of the groups
            changes.of_notice(town.committee, draft, today=TODAY)
