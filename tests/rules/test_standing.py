"""Six months, votes, terms, talks: counted at every edge and against counting by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.rules.absence import AbsenceEvent, AbsenceState, Thresholds, absence_findings
from activityday.rules.standing import (
    Ballots,
    Matter,
    Urgency,
    committee_meets,
    correction_term,
    since_education,
    six_months,
    talk_due,
    vote_result,
)

RULE = Thresholds(warn_run=2, review_run=3, warn_total=5, review_total=6, leave_breaks_run=True)
FEW = st.integers(0, 14)


def month(place: int) -> date:
    """The month so many months after January 2024."""
    return date(2024 + place // 12, place % 12 + 1, 1)


@given(st.sets(st.integers(0, 35)), st.sampled_from(Matter))
def test_six_months_agree_with_counting_by_hand(missed: set[int], matter: Matter) -> None:
    signs = "".join("X" if place in missed else "." for place in range(36))
    runs = [run for run in signs.replace(".", " ").split(" ") if len(run) >= 6]
    found = six_months((month(place) for place in missed), matter=matter, months=6)
    assert [len(gap.months) for gap in found] == [len(run) for run in runs]
    for gap in found:
        first = next(place for place in range(36) if month(place) == gap.months[0])
        assert [month(first + step) for step in range(len(gap.months))] == list(gap.months)
        assert first - 1 not in missed
        assert first + len(gap.months) not in missed
        assert gap.matter == matter


def test_a_month_said_twice_counts_once() -> None:
    months = [month(place) for place in (0, 0, 1, 2, 3, 4)]
    assert six_months(months, matter=Matter.DUES, months=6) == []


@pytest.mark.parametrize("ends", ["到", "假", "其", "未", "核", "免"])
def test_any_other_month_ends_the_run_because_it_is_not_among_those_missed(ends: str) -> None:
    letters = f"缺缺缺缺缺{ends}缺缺缺缺缺"
    missed = [month(place) for place, letter in enumerate(letters) if letter == "缺"]
    assert six_months(missed, matter=Matter.LIFE, months=6) == []


def test_the_sentence_leaves_the_reason_to_people() -> None:
    [gap] = six_months((month(place) for place in range(6)), matter=Matter.LIFE, months=6)
    assert gap.sentence == (
        "2024年1月至2024年6月连续 6 个月无故没有参加活动日，满 6 个月。"
        "这期间有没有参加别的组织生活、有没有正当理由，要由支部查清；程序不作认定。"
    )
    assert gap.clause == "constitution 9"


@given(st.integers(1, 60), FEW, FEW, FEW, FEW)
def test_a_vote_agrees_with_the_regulation(
    full: int, away: int, ayes: int, nays: int, abstained: int
) -> None:
    present, entitled = ayes + nays + abstained, full - away
    result = vote_result(Ballots(full, away, present, ayes, nays, abstained))
    possible = entitled >= 1 and present <= entitled
    assert bool(result.mistake) == (not possible)
    assert result.has_quorum == (possible and present >= entitled / 2)
    assert result.is_passed == (possible and present >= entitled / 2 and ayes > entitled / 2)


@pytest.mark.parametrize("entitled", range(1, 41))
def test_exactly_half_meets_and_never_carries(entitled: int) -> None:
    half, over = (entitled + 1) // 2, entitled // 2 + 1
    at_half = vote_result(Ballots(entitled, 0, half, half, 0, 0))
    assert at_half.has_quorum
    assert at_half.is_passed == (2 * half > entitled)
    assert vote_result(Ballots(entitled, 0, over, over, 0, 0)).is_passed
    assert not vote_result(Ballots(entitled, 0, entitled, over - 1, entitled - over + 1, 0)).is_passed
    if half > 1:
        assert not vote_result(Ballots(entitled, 0, half - 1, half - 1, 0, 0)).has_quorum


@pytest.mark.parametrize(
    "ballots",
    [
        Ballots(10, -1, 6, 6, 0, 0),
        Ballots(10, 0, -1, 0, 0, -1),
        Ballots(10, 0, 6, 7, -1, 0),
        Ballots(10, 10, 0, 0, 0, 0),
        Ballots(10, 0, 11, 11, 0, 0),
        Ballots(10, 0, 6, 5, 0, 0),
    ],
)
def test_numbers_that_cannot_be_are_a_mistake_and_never_a_result(ballots: Ballots) -> None:
    result = vote_result(ballots)
    assert result.mistake
    assert (result.has_quorum, result.is_passed) == (False, False)


@given(st.integers(0, 11), st.integers(0, 12))
def test_a_committee_decides_with_half_of_its_members(entitled: int, present: int) -> None:
    assert committee_meets(entitled, present).may_decide == (entitled > 0 and present >= entitled / 2)


@given(st.dates(date(2017, 6, 1), date(2090, 1, 1)), st.integers(-1, 15))
def test_a_term_is_one_to_twelve_months_and_ends_the_day_before(starts_on: date, months: int) -> None:
    term = correction_term(starts_on, months, usual=6, most=12)
    assert term.is_allowed == (1 <= months <= 12)
    if term.ends_on is not None:
        assert 27 * months < (term.ends_on - starts_on).days + 1 <= 31 * months
        assert ("一般是" in term.sentence) == (months != 6)
    assert (term.ends_on is None) == (not term.is_allowed)


@given(st.integers(0, 60))
def test_a_talk_is_later_then_soon_then_overdue(passed: int) -> None:
    since = date(2026, 11, 2)
    due = talk_due(since, since + timedelta(days=passed), days=15, remind_days=5)
    wanted = Urgency.LATER if passed < 10 else Urgency.SOON if passed <= 15 else Urgency.OVERDUE
    assert (due.due_on, due.urgency) == (date(2026, 11, 17), wanted)


def test_what_was_held_on_the_day_of_the_talk_or_before_says_nothing_of_its_effect() -> None:
    events = [AbsenceEvent(month(place), AbsenceState.UNEXCUSED) for place in range(3)]
    held = {month(0): date(2024, 1, 1), month(1): date(2024, 2, 5)}
    found = since_education(events, date(2024, 2, 5), held=held)
    assert (found.came, found.missed) == ((), ())
    after = since_education(events, date(2024, 1, 31), held=held)
    assert (after.came, after.missed) == ((), (month(1),))
    assert after.sentence == "2024年1月31日批评教育以后，参加 0 次，无故缺席 1 次（2024年2月）。"


@given(st.lists(st.sampled_from("缺到假未免"), min_size=12, max_size=12))
def test_six_in_a_row_of_one_year_were_found_for_review_long_before(letters: list[str]) -> None:
    meaning = {
        "缺": AbsenceState.UNEXCUSED,
        "到": AbsenceState.ATTENDED,
        "假": AbsenceState.LEAVE,
        "未": AbsenceState.UNKNOWN,
        "免": AbsenceState.NOT_COUNTED,
    }
    events = [AbsenceEvent(month(place), meaning[letter]) for place, letter in enumerate(letters)]
    missed = [event.month for event in events if event.state == AbsenceState.UNEXCUSED]
    if six_months(missed, matter=Matter.LIFE, months=6):
        kinds = {found.kind.value for found in absence_findings(events, 2024, RULE)}
        assert {"review_run", "review_total"} <= kinds
