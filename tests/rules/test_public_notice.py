"""notice 三(五): made public at least every half-year, and for how many working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.rules.calendar import WorkCalendar
from activityday.rules.public_notice import Urgency, last_day_posted, next_notice

PLAIN = WorkCalendar({}, frozenset(), frozenset())
DAYS = st.dates(date(2017, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("on", "urgency"),
    [
        (date(2026, 11, 30), Urgency.LATER),
        (date(2026, 12, 1), Urgency.SOON),
        (date(2026, 12, 31), Urgency.SOON),
        (date(2027, 1, 1), Urgency.OVERDUE),
    ],
)
def test_it_is_reminded_thirty_days_before_and_late_the_day_after(on: date, urgency: Urgency) -> None:
    found = next_notice(date(2026, 6, 30), on, months=6, remind_days=30)
    assert (found.due_on, found.urgency) == (date(2026, 12, 31), urgency)


@given(DAYS, st.integers(1, 12))
def test_the_next_is_due_at_the_end_of_a_month_so_many_months_on(covered_to: date, months: int) -> None:
    due = next_notice(covered_to, covered_to, months=months, remind_days=1).due_on
    assert (due + timedelta(days=1)).day == 1
    assert (due.year - covered_to.year) * 12 + due.month - covered_to.month == months


@given(DAYS, st.integers(1, 30))
def test_it_hangs_for_so_many_working_days(starts_on: date, days: int) -> None:
    last = last_day_posted(starts_on, working_days=days, calendar=PLAIN)
    hung = [starts_on + timedelta(days=n) for n in range((last - starts_on).days + 1)]
    assert sum(PLAIN.is_working_day(day) for day in hung) == days
    assert PLAIN.is_working_day(last)
