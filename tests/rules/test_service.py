"""Hours, pledges, visits, old members, the same deed: what the rules say at the edges."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.rules.follow_up import Urgency
from activityday.rules.service import (
    FirstVisit,
    OldReading,
    PledgeStanding,
    full_years,
    hours_of,
    hours_sum,
    is_old_member,
    is_same_deed,
    next_visit,
    pledge_standing,
)

DAY = date(2026, 11, 2)
DAYS = st.dates(date(1930, 1, 1), date(2030, 12, 31))


def test_nought_hours_are_an_answer_and_nothing_typed_is_not() -> None:
    assert hours_of(Decimal(3), Decimal(0)) == Decimal(0)
    assert hours_of(Decimal(3), None) == Decimal(3)


@given(st.lists(st.decimals(0, 999, places=1), max_size=40))
def test_hours_add_up_exactly_in_any_order(hours: list[Decimal]) -> None:
    assert hours_sum(hours) == hours_sum(sorted(hours)) == Decimal(sum(int(one * 10) for one in hours)) / 10


@pytest.mark.parametrize(
    ("said", "due_on", "standing"),
    [
        ("", DAY, PledgeStanding.OPEN),
        ("", DAY - timedelta(days=1), PledgeStanding.OVERDUE),
        ("kept", DAY - timedelta(days=9), PledgeStanding.KEPT),
        ("partly", DAY + timedelta(days=9), PledgeStanding.PARTLY),
        ("not_kept", DAY, PledgeStanding.NOT_KEPT),
    ],
)
def test_what_the_branch_said_stands_before_the_day(
    said: str, due_on: date, standing: PledgeStanding
) -> None:
    assert pledge_standing(said, due_on, DAY) == standing


@pytest.mark.parametrize(
    ("last", "urgency", "days"),
    [
        (date(2026, 8, 3), Urgency.OVERDUE, 1),
        (date(2026, 8, 4), Urgency.SOON, 0),
        (date(2026, 8, 18), Urgency.SOON, 14),
        (date(2026, 8, 19), Urgency.LATER, 15),
    ],
)
def test_a_visit_is_due_so_many_days_after_the_last(last: date, urgency: Urgency, days: int) -> None:
    found = next_visit(date(2026, 1, 1), last, DAY, interval_days=90, remind_days=14)
    assert (found.urgency, found.days) == (urgency, days)


def test_at_once_is_only_for_who_was_never_visited() -> None:
    rule = {"interval_days": 90, "remind_days": 14, "first": FirstVisit.AT_ONCE}
    assert next_visit(DAY, None, DAY, **rule).due_on == DAY
    assert next_visit(DAY, DAY, DAY, **rule).due_on == date(2027, 1, 31)


@given(DAYS, DAYS)
def test_nobody_is_old_before_they_are_and_everybody_after(born_on: date, on: date) -> None:
    old = is_old_member(born_on, None, on, reading=OldReading.BY_AGE, age=70, party_age=50)
    assert old == (full_years(born_on, on) >= 70)


def test_an_unknown_day_proposes_nobody() -> None:
    for reading in OldReading:
        assert not is_old_member(None, None, DAY, reading=reading, age=70, party_age=50)


def test_whoever_is_born_on_a_leap_day_is_older_on_the_first_of_march() -> None:
    assert full_years(date(1956, 2, 29), date(2026, 2, 28)) == 69
    assert full_years(date(1956, 2, 29), date(2026, 3, 1)) == 70


@pytest.mark.parametrize(("day", "is_same"), [(9, False), (10, True), (12, True), (13, False)])
def test_the_days_of_a_project_are_its_first_to_the_day_it_was_done(day: int, is_same: bool) -> None:
    assert is_same_deed(date(2026, 10, day), date(2026, 10, 10), date(2026, 10, 12)) is is_same
