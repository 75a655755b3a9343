"""Leave, rescheduling, standing agreements, and the form of a branch."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.rules.branch import notes_on_form
from activityday.rules.exemption import is_ending_soon, last_day_of_term, term_allowed
from activityday.rules.leave import may_ask_leave, may_explain
from activityday.rules.rescheduling import Request, may_reschedule

DAY = date(2026, 12, 7)


@pytest.mark.parametrize(
    ("offset", "leave", "explain"),
    [(-1, True, False), (0, True, True), (1, False, True), (7, False, True), (8, False, False)],
)
def test_leave_until_the_day_and_explanation_for_seven_days_after(
    offset: int, leave: bool, explain: bool
) -> None:
    on = DAY + timedelta(days=offset)
    assert (may_ask_leave(DAY, on), may_explain(DAY, on, days=7)) == (leave, explain)


@pytest.mark.parametrize(
    ("new", "asked", "allowed", "late"),
    [
        (date(2026, 12, 9), date(2026, 12, 1), True, ""),
        (DAY, date(2026, 12, 1), False, ""),
        (date(2027, 1, 4), date(2026, 12, 1), False, ""),
        (date(2026, 12, 2), date(2026, 12, 3), False, ""),
        (date(2026, 12, 9), DAY, True, "原定日当天提出"),
        (date(2026, 12, 9), date(2026, 12, 12), True, "原定日后 5 天提出"),
    ],
)
def test_asking_for_another_day(new: date, asked: date, allowed: bool, late: str) -> None:
    answer = may_reschedule(Request(DAY, new, asked), same_month=True, late_allowed=True)
    assert (answer.may_be_asked, answer.late_note) == (allowed, late)


def test_where_late_requests_are_not_allowed_the_sentence_says_so() -> None:
    answer = may_reschedule(Request(DAY, date(2026, 12, 9), DAY), same_month=True, late_allowed=False)
    assert answer.sentence == "应当在原定日之前提出，现在已经过了。"


def test_another_month_only_where_the_policy_allows_it() -> None:
    assert may_reschedule(
        Request(DAY, date(2027, 1, 4), date(2026, 12, 1)), same_month=False, late_allowed=True
    ).may_be_asked


@pytest.mark.parametrize(
    ("starts", "ends", "allowed"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), True),
        (date(2026, 1, 1), date(2027, 1, 1), False),
        (date(2026, 3, 1), date(2026, 2, 28), False),
        (date(2026, 3, 1), date(2026, 3, 1), True),
    ],
)
def test_a_term_of_twelve_months(starts: date, ends: date, allowed: bool) -> None:
    assert term_allowed(starts, ends, most_months=12).is_allowed is allowed


def test_a_term_from_the_last_of_a_month_ends_inside_the_shorter_month() -> None:
    assert last_day_of_term(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert last_day_of_term(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert last_day_of_term(date(2026, 8, 28), 6) == date(2027, 2, 27)


@given(st.dates(date(2017, 1, 1), date(2060, 1, 1)), st.integers(1, 36))
def test_a_term_is_never_longer_than_its_months(starts: date, months: int) -> None:
    last = last_day_of_term(starts, months)
    assert starts + timedelta(days=28 * months - 4) <= last <= starts + timedelta(days=31 * months)


def test_the_reminder_comes_thirty_days_before() -> None:
    ends = date(2026, 12, 31)
    found = [
        is_ending_soon(ends, on, days=30)
        for on in (date(2026, 11, 30), date(2026, 12, 1), ends, date(2027, 1, 1))
    ]
    assert found == [False, True, True, False]


@pytest.mark.parametrize(
    ("members", "committee", "clauses"),
    [
        (2, False, ["branch 4"]),
        (3, False, []),
        (6, False, []),
        (7, False, ["branch 20"]),
        (7, True, []),
        (51, True, ["branch 4"]),
        (51, False, ["branch 4", "branch 20"]),
    ],
)
def test_the_size_of_a_branch_suggests_its_form(members: int, committee: bool, clauses: list[str]) -> None:
    notes = notes_on_form(members, has_committee=committee, least=3, committee_from=7, most=50)
    assert [note.clause for note in notes] == clauses
