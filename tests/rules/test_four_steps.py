"""Days of the four steps and of what was decided."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.rules.follow_up import Urgency, urgency
from activityday.rules.four_steps import (
    in_order,
    last_day_of_decision,
    may_merge,
    may_publish_outcome,
    posted_long_enough,
    told_early,
)

DAY = date(2026, 11, 5)
days = st.integers(min_value=1, max_value=60)


@given(days, st.integers(min_value=0, max_value=120))
def test_told_so_many_days_before_or_not(needed: int, before: int) -> None:
    found = told_early(DAY, DAY + timedelta(days=before), days=needed, what="通知", clause="village-law 21")
    assert found.is_right == (before >= needed)


@given(days, days)
def test_what_hangs_to_its_last_day_hung_long_enough(needed: int, hung: int) -> None:
    ends_on = DAY + timedelta(days=hung - 1)
    assert posted_long_enough(DAY, ends_on, days=needed).is_right == (hung >= needed)
    assert last_day_of_decision(DAY, days=needed) == DAY + timedelta(days=needed - 1)


def test_the_same_day_is_in_order() -> None:
    assert in_order(DAY, DAY).is_right


@pytest.mark.parametrize(
    ("one_person", "reason", "is_right"),
    [(True, "一肩挑", True), (True, " ", False), (False, "一肩挑", False)],
)
def test_two_steps_are_one_only_with_one_person_and_a_reason(
    one_person: bool, reason: str, is_right: bool
) -> None:
    assert may_merge(one_person=one_person, reason=reason).is_right == is_right


@pytest.mark.parametrize(
    ("until", "is_done", "is_right"),
    [(None, True, True), (None, False, False), (DAY, True, False), (DAY - timedelta(days=1), True, True)],
)
def test_the_outcome_follows_the_decision_and_the_work(
    until: date | None, is_done: bool, is_right: bool
) -> None:
    assert may_publish_outcome(until, DAY, is_done=is_done).is_right == is_right


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (DAY - timedelta(days=15), Urgency.LATER),
        (DAY - timedelta(days=14), Urgency.SOON),
        (DAY, Urgency.SOON),
        (DAY + timedelta(days=1), Urgency.OVERDUE),
    ],
)
def test_what_was_decided_comes_back_in_time(on: date, found: Urgency) -> None:
    assert urgency(DAY, on, remind_days=14) == found
