"""notice 四(四): three in a row or six in a year, found with their arithmetic; people decide."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.rules.absence import AbsenceEvent, AbsenceState, FindingKind, Thresholds, absence_findings

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
    assert found.arithmetic == "2026年1月、2026年2月、2026年3月连续 3 次无故缺席"
    assert found.clause == "notice 四(四)"


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
