"""notice 四(三): three rates with their denominators; the line is tested with whole numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.rules.participation import (
    Counts,
    of_everybody,
    participation,
    rate_by,
    three_rates,
    turnout,
)

MODEL_BRANCH = Counts(present=21, other_means=10, leave=3, absent=1, exempt=3, unverified=7)


def test_the_three_rates_of_a_village_of_45() -> None:
    assert [
        (rate.label, rate.numerator, rate.denominator, rate.shown) for rate in three_rates(MODEL_BRANCH)
    ] == [
        ("参与率", 31, 42, "73.8%"),
        ("到会率", 21, 42, "50.0%"),
        ("全体党员参与率", 31, 45, "68.8%"),
    ]


@pytest.mark.parametrize(
    ("present", "absent", "passes"),
    [(4, 1, True), (79, 20, False), (80, 20, True), (799, 201, False), (0, 1, False)],
)
def test_the_line_of_eighty(present: int, absent: int, passes: bool) -> None:
    assert participation(Counts(present=present, absent=absent)).reaches(80) is passes


def test_nobody_to_count_is_no_rate_and_not_a_hundred() -> None:
    rate = participation(Counts(exempt=3))
    assert (rate.reaches(80), rate.shown) == (None, "不计算")
    assert rate.sentence == "参与率：没有应计的人，不计算。"


def test_what_is_shown_is_cut_and_never_rounded_across_the_line() -> None:
    assert participation(Counts(present=1999, absent=501)).shown == "79.9%"


def test_leave_stays_in_the_denominator_and_an_exempt_member_who_comes_counts() -> None:
    assert participation(Counts(present=4, leave=1)).denominator == 5
    assert participation(Counts(present=5, exempt=1)).shown == "100.0%"


def test_what_is_open_is_said() -> None:
    assert participation(Counts(present=8, unrecorded=1, unverified=1)).sentence.endswith(
        "；不完整，其中 2 人未记录或待核实）"
    )
    assert not turnout(Counts(present=8, unrecorded=1)).is_complete
    assert turnout(Counts(present=8, leave=1, exempt=2)).is_complete


def test_suspended_members_stand_only_in_the_widest_denominator() -> None:
    found = Counts(present=4, absent=1, exempt=1, not_expected=1)
    assert [rate.denominator for rate in three_rates(found)] == [5, 5, 7]


@pytest.mark.parametrize(
    ("reading", "shown"), [("participation", "73.8%"), ("turnout", "50.0%"), ("of_everybody", "68.8%")]
)
def test_the_line_is_held_against_the_chosen_rate(reading: str, shown: str) -> None:
    assert rate_by(MODEL_BRANCH, reading).shown == shown


counts = st.builds(Counts, *(st.integers(0, 300) for _ in range(8)))


@given(counts)
def test_no_rate_passes_one_hundred_and_everybody_is_the_largest_denominator(found: Counts) -> None:
    for rate in three_rates(found):
        assert 0 <= rate.numerator <= rate.denominator or rate.denominator == 0
    assert participation(found).denominator <= of_everybody(found).denominator


@given(counts, counts)
def test_counts_add_up(first: Counts, second: Counts) -> None:
    assert (first + second).expected == first.expected + second.expected
