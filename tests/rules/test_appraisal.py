"""education 18: who is graded, how many may be excellent, which numbers of a count can be."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from activityday.rules.appraisal import (
    CapReading,
    LineReading,
    Marks,
    Papers,
    Part,
    People,
    Urgency,
    VoterReading,
    ballot_faults,
    cap_on_excellent,
    count_marks,
    meeting_counts,
    number_of_voters,
    place_of,
    round_due,
)

NUMBERS = st.integers(0, 500)


@pytest.mark.parametrize(
    ("probationary", "suspended", "part"),
    [
        (False, False, Part.GRADED),
        (True, False, Part.UNGRADED),
        (False, True, Part.OUT),
        (True, True, Part.OUT),
    ],
)
def test_only_full_members_are_graded(probationary: bool, suspended: bool, part: Part) -> None:
    assert place_of(is_probationary=probationary, is_suspended=suspended).part == part


@given(members=NUMBERS, taking_part=NUMBERS, one_in=st.integers(1, 20), reading=st.sampled_from(CapReading))
@example(members=0, taking_part=0, one_in=3, reading=CapReading.MEMBERS)
@example(members=2, taking_part=2, one_in=3, reading=CapReading.MEMBERS)
@example(members=3, taking_part=2, one_in=3, reading=CapReading.TAKING_PART)
def test_the_cap_is_the_largest_whole_number_that_is_not_over(
    members: int, taking_part: int, one_in: int, reading: CapReading
) -> None:
    people = People(members, taking_part)
    counted = members if reading == CapReading.MEMBERS else taking_part
    most = cap_on_excellent(people, 0, one_in=one_in, reading=reading).most
    assert one_in * most <= counted < one_in * (most + 1)
    at_edge = cap_on_excellent(people, most, one_in=one_in, reading=reading)
    over = cap_on_excellent(people, most + 1, one_in=one_in, reading=reading)
    assert (at_edge.is_kept, over.is_kept) == (True, False)
    assert over.sentence.startswith(f"优秀评了 {most + 1} 人，最多 {most} 人，多了 1 人")


@pytest.mark.parametrize(("members", "most"), [(2, 0), (3, 1), (5, 1), (6, 2), (200, 66)])
def test_a_third_is_cut_and_never_rounded_up(members: int, most: int) -> None:
    found = cap_on_excellent(People(members, members), 0, one_in=3, reading=CapReading.MEMBERS)
    assert found.most == most


@given(entitled=st.integers(1, 500), taking_part=NUMBERS, line=st.sampled_from(LineReading))
@example(entitled=300, taking_part=200, line=LineReading.TWO_THIRDS)
@example(entitled=20, taking_part=19, line=LineReading.NINETEEN_TWENTIETHS)
def test_half_is_enough_and_the_line_only_warns(entitled: int, taking_part: int, line: LineReading) -> None:
    taking_part = min(entitled, taking_part)
    found = meeting_counts(entitled, taking_part, line=line)
    part, whole = (2, 3) if line == LineReading.TWO_THIRDS else (19, 20)
    assert found.is_enough == (taking_part >= entitled - taking_part)
    assert found.is_low == (taking_part * whole < part * entitled)


def test_nobody_entitled_decides_nothing() -> None:
    assert meeting_counts(0, 0, line=LineReading.TWO_THIRDS).is_enough is False


def test_a_probationary_member_fills_in_a_ballot_only_where_the_reading_says_so() -> None:
    assert [number_of_voters(11, 2, reading=reading) for reading in VoterReading] == [11, 13]


@given(handed_out=NUMBERS, returned=NUMBERS, valid=NUMBERS, entitled=NUMBERS)
def test_ballots_agree_exactly_when_each_number_is_within_the_one_before(
    handed_out: int, returned: int, valid: int, entitled: int
) -> None:
    faults = ballot_faults(Papers(handed_out, returned, valid), voters=entitled)
    assert (faults == ()) == (0 < valid <= returned <= handed_out <= entitled)


def test_every_number_that_cannot_be_is_named_at_its_field() -> None:
    faults = ballot_faults(Papers(handed_out=12, returned=13, valid=14), voters=11)
    assert [fault.field for fault in faults] == ["handed_out", "returned", "valid"]
    assert [fault.field for fault in ballot_faults(Papers(3, 3, 0), voters=3)] == ["valid"]


@given(st.builds(Marks, NUMBERS, NUMBERS, NUMBERS, NUMBERS), NUMBERS)
def test_a_line_is_never_more_than_the_valid_ballots_and_the_rest_abstained(marks: Marks, valid: int) -> None:
    found = count_marks(marks, valid=valid)
    assert bool(found.fault) == (marks.total > valid)
    if not found.fault:
        assert marks.total + found.abstained == valid


def test_a_line_on_which_nobody_marked_anything_says_so() -> None:
    assert (
        count_marks(Marks(), valid=2).arithmetic == "没有人打√ = 0，有效票 2 张，弃权（空白、多打）2 − 0 = 2"
    )


@pytest.mark.parametrize(
    ("on", "urgency"),
    [
        (date(2027, 1, 29), Urgency.LATER),
        (date(2027, 1, 30), Urgency.SOON),
        (date(2027, 3, 31), Urgency.SOON),
        (date(2027, 4, 1), Urgency.OVERDUE),
    ],
)
def test_a_round_is_reminded_of_and_then_overdue(on: date, urgency: Urgency) -> None:
    assert round_due(2026, on, months=3, remind_days=60).urgency == urgency


@pytest.mark.parametrize(
    ("months", "last"),
    [(0, date(2026, 12, 31)), (1, date(2027, 1, 31)), (2, date(2027, 2, 28)), (11, date(2027, 11, 30))],
)
def test_the_last_day_is_the_end_of_its_month(months: int, last: date) -> None:
    assert round_due(2026, date(2026, 6, 1), months=months, remind_days=0).due_on == last
