"""The two half-years: six months each, due after they end, never before they can be known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.rules.half_year import Half, Urgency, due_day, filing_due, half_of, may_send

HALVES = st.builds(Half, st.integers(2017, 2099), st.sampled_from([1, 2]))


@given(half=HALVES)
def test_a_half_has_six_months_that_it_alone_has(half: Half) -> None:
    assert len(half.months) == 6
    assert {half_of(month) for month in half.months} == {half}
    assert half_of(half.ends_on) == half
    assert half_of(half.ends_on + timedelta(days=1)).previous == half


@given(half=HALVES, first=st.integers(1, 31), second=st.integers(1, 31))
def test_a_half_is_due_in_the_month_after_it(half: Half, first: int, second: int) -> None:
    due = due_day(half, first=first, second=second)
    assert half.ends_on < due <= half.ends_on + timedelta(days=31)


@pytest.mark.parametrize(
    ("on", "urgency"),
    [
        (date(2026, 6, 24), Urgency.LATER),
        (date(2026, 6, 25), Urgency.SOON),
        (date(2026, 7, 10), Urgency.SOON),
        (date(2026, 7, 11), Urgency.OVERDUE),
    ],
)
def test_the_day_itself_is_still_in_time(on: date, urgency: Urgency) -> None:
    found = filing_due(Half(2026, 1), on, due_on=date(2026, 7, 10), remind_days=15)
    assert (found.urgency, found.clause) == (urgency, "notice 四(四)")


def test_nothing_is_sent_before_the_last_activity_day() -> None:
    last = date(2026, 6, 1)
    assert [may_send(Half(2026, 1), on, last_day=last).is_allowed for on in (date(2026, 5, 31), last)] == [
        False,
        True,
    ]
