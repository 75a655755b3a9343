"""notice 四(四): three in a row or six in a year, found with their arithmetic; people decide."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.office.policy.rulebook import load
from activityday.rules.absence import (
    AbsenceEvent,
    AbsenceState,
    FindingKind,
    ThresholdReading,
    Thresholds,
    YearReading,
    absence_findings,
    question_for_branch,
)
from activityday.rules.parameters import resolve

RULEBOOK = Path(__file__).resolve().parents[2] / "rulebook"

RULE = Thresholds(warn_run=2, review_run=3, warn_total=5, review_total=6, leave_breaks_run=True)
NEUTRAL = Thresholds(warn_run=2, review_run=3, warn_total=5, review_total=6, leave_breaks_run=False)
LETTERS = {
    "U": AbsenceState.UNEXCUSED,
    "A": AbsenceState.ATTENDED,
    "L": AbsenceState.LEAVE,
    "-": AbsenceState.NOT_COUNTED,
    "?": AbsenceState.UNKNOWN,
}


def year(letters: str, start: date = date(2026, 1, 1)) -> list[AbsenceEvent]:
    events = []
    for letter in letters.replace(" ", ""):
        events.append(AbsenceEvent(start, LETTERS[letter]))
        start = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return events


def kinds(letters: str, rule: Thresholds = RULE) -> list[str]:
    return [found.kind.value for found in absence_findings(year(letters), 2026, rule)]


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("U", []),
        ("U U", ["warning_run"]),
        ("U U U", ["warning_run", "review_run"]),
        ("U U L U", ["warning_run"]),
        ("U U A U", ["warning_run"]),
        ("U U ? U", ["warning_run"]),
        ("U - U - U", ["warning_run", "review_run"]),
        ("U U A U U", ["warning_run", "warning_run"]),
        ("U A U A U A U A U", ["warning_total"]),
        ("U U A U U A U U", ["warning_run", "warning_run", "warning_total", "review_total", "warning_run"]),
        ("A A A A A A A A A A A A", []),
        ("? ? ? ? ? ?", []),
    ],
)
def test_a_year_in_letters(letters: str, expected: list[str]) -> None:
    assert sorted(kinds(letters)) == sorted(expected)


def test_leave_that_does_not_break_is_skipped() -> None:
    assert kinds("U U L U", NEUTRAL) == ["warning_run", "review_run"]


def test_a_run_across_new_year_only_warns() -> None:
    events = [*year("U U", date(2025, 11, 1)), *year("U")]
    assert [found.kind for found in absence_findings(events, 2026, RULE)] == [
        FindingKind.WARNING_ACROSS_YEARS
    ]
    assert absence_findings(events, 2026, RULE)[0].months == (
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
    )


def test_a_long_run_of_last_year_speaks_again_with_the_first_month_of_this_year() -> None:
    events = [*year("U U U", date(2025, 10, 1)), *year("U A")]
    found = absence_findings(events, 2026, RULE)
    assert [(item.kind, item.month) for item in found] == [
        (FindingKind.WARNING_ACROSS_YEARS, date(2026, 1, 1))
    ]


def test_a_run_that_ended_last_year_says_nothing_this_year() -> None:
    assert (
        absence_findings([*year("U U U", date(2025, 9, 1)), *year("A", date(2025, 12, 1))], 2026, RULE) == []
    )


def test_the_arithmetic_names_the_months_and_the_clause() -> None:
    found = absence_findings(year("U U U"), 2026, RULE)[-1]
    assert found.arithmetic == "2026年1月、2月、3月连续 3 次无故缺席，达到 3 次，提请党支部研究"
    assert found.clause == "notice 四(四)"


def test_a_warning_says_how_far_it_is_to_a_review() -> None:
    found = absence_findings(year("U A U A U A U A U"), 2026, RULE)[-1]
    assert found.arithmetic == (
        "2026 年内累计 5 次无故缺席（2026年1月、3月、5月、7月、9月），离 6 次还差 1 次，请先谈话了解"
    )


def test_across_new_year_the_years_are_said() -> None:
    found = absence_findings([*year("U U", date(2025, 11, 1)), *year("U")], 2026, RULE)[0]
    assert found.arithmetic == "2025年11月、12月、2026年1月跨年连续 3 次无故缺席，只提醒，不提请研究"


ROLLING = replace(RULE, year_reading=YearReading.TWELVE_MONTHS)


def test_by_twelve_months_a_run_across_new_year_is_a_run() -> None:
    events = [*year("U U", date(2025, 11, 1)), *year("U")]
    found = absence_findings(events, 2026, ROLLING)
    assert [(item.kind, item.month) for item in found] == [(FindingKind.REVIEW_RUN, date(2026, 1, 1))]


def test_by_twelve_months_the_total_looks_back_twelve_months_and_no_further() -> None:
    last_year = "A U A U A U A U A U A A"
    reached = absence_findings([*year(last_year, date(2025, 1, 1)), *year("U")], 2026, ROLLING)
    assert [item.kind for item in reached] == [FindingKind.REVIEW_TOTAL]
    assert reached[0].arithmetic.startswith(
        "12 个月内累计 6 次无故缺席（2025年2月、4月、6月、8月、10月、2026年1月）"
    )
    fallen_out = absence_findings([*year(last_year, date(2025, 1, 1)), *year("A U")], 2026, ROLLING)
    assert [item.kind for item in fallen_out] == []


def test_by_both_a_run_alone_warns_and_is_not_reviewed() -> None:
    both = replace(RULE, threshold_reading=ThresholdReading.BOTH)
    assert kinds("U U U", both) == ["warning_run"]
    assert kinds("U U U U U U", both) == kinds("U U U U U U", RULE)


def test_what_nobody_recorded_is_asked_of_the_branch() -> None:
    asked = question_for_branch(year("U ? A ?"), 2026)
    assert asked is not None
    assert (asked.kind, asked.months) == (
        FindingKind.ASK_BRANCH_UNRECORDED,
        (date(2026, 2, 1), date(2026, 4, 1)),
    )
    assert asked.arithmetic.startswith("2026年2月、4月未记录或待核实，共 2 次，不算缺席")
    assert question_for_branch(year("U U A L -"), 2026) is None


def test_the_rule_comes_from_the_parameters_of_the_unit() -> None:
    parameters = resolve(load(RULEBOOK), on=date(2026, 11, 1), sector="village", amendments=[])
    assert Thresholds.of(parameters) == RULE


def brute_force(letters: list[str]) -> tuple[int, int, int, int]:
    longest, run, total, warned, reviewed = 0, 0, 0, 0, 0
    for letter in letters:
        if letter == "-":
            continue
        run = run + 1 if letter == "U" else 0
        total += letter == "U"
        longest = max(longest, run)
        warned += run == 2
        reviewed += run == 3
    return warned, reviewed, int(total >= 5), int(total >= 6)


@given(st.lists(st.sampled_from("UAL-?"), min_size=0, max_size=12))
def test_every_year_agrees_with_counting_by_hand(letters: list[str]) -> None:
    found = kinds("".join(letters))
    counted = tuple(
        found.count(kind) for kind in ("warning_run", "review_run", "warning_total", "review_total")
    )
    assert counted == brute_force(letters)


@given(st.lists(st.sampled_from("UAL-?"), min_size=12, max_size=24))
def test_every_window_of_twelve_months_agrees_with_counting_by_hand(letters: list[str]) -> None:
    events = year("".join(letters), date(2025, 1, 1))
    found = [
        item.month
        for item in absence_findings(events, 2026, ROLLING)
        if item.kind == FindingKind.REVIEW_TOTAL
    ]
    missed = [place for place, letter in enumerate(letters) if letter == "U"]
    full = [sum(0 <= place - before < 12 for before in missed) >= 6 for place in missed]
    crossed = [
        place
        for number, place in enumerate(missed)
        if full[number] and not (number and full[number - 1]) and place >= 12
    ]
    assert found == [date(2026, place - 11, 1) for place in crossed]
