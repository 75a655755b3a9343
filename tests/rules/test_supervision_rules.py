"""Days of a rectification, sums of the paper forms, gaps in the links."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.rules.ballots import Ballots, count_ballots
from activityday.rules.links import Link, link_gaps
from activityday.rules.public_notice import Urgency
from activityday.rules.rectification import deadlines, time_left

DUE = date(2026, 12, 4)


def test_measures_are_never_due_after_the_whole() -> None:
    found = deadlines(date(2026, 11, 27), plan_days=30, days=7)
    assert (found.plan_due_on, found.due_on) == (date(2026, 12, 4), date(2026, 12, 4))


@given(st.integers(-60, 60), st.integers(0, 30))
def test_only_after_the_day_it_is_late(days: int, remind: int) -> None:
    left = time_left(DUE, DUE - timedelta(days=days), remind_days=remind)
    assert (left.urgency == Urgency.OVERDUE) == (days < 0)
    assert (left.urgency == Urgency.LATER) == (days > max(remind, 0) and days > 0)


@given(*[st.integers(0, 200)] * 5)
def test_forms_agree_when_they_add_up(good: int, fair: int, ordinary: int, poor: int, invalid: int) -> None:
    total = good + fair + ordinary + poor + invalid
    count = count_ballots(Ballots(total, total, good, fair, ordinary, poor, invalid))
    assert count.agrees
    assert len(count.shares) == (4 if total - invalid else 0)
    if total:
        assert not count_ballots(Ballots(total, total - 1, good, fair, ordinary, poor, invalid)).agrees


def test_without_a_valid_form_there_is_no_share() -> None:
    count = count_ballots(Ballots(2, 2, 0, 0, 0, 0, 2))
    assert (count.agrees, count.shares) == (True, ())
    assert count.sentence.endswith("没有有效票，不算比例。")


@pytest.mark.parametrize(
    "ballots", [Ballots(5, 5, -1, 6, 0, 0), Ballots(5, 5, 6, 0, 0, 0, -1), Ballots(5, -1, 0, 0, 0, 0)]
)
def test_no_figure_is_below_nothing(ballots: Ballots) -> None:
    assert count_ballots(ballots).sentence == "票数不能是负数。"


def test_a_leader_with_too_few_links_is_named_in_the_order_given() -> None:
    links = [Link("b", "0001"), Link("b", "0002"), Link("a", "00020001")]
    gaps = link_gaps(["c", "b", "a"], ["0001", "0002", "0003"], links, least=2)
    assert (gaps.leaders, gaps.branches) == (("c", "a"), ("0003",))


def test_a_link_to_the_neighbour_covers_nobody_else() -> None:
    assert link_gaps([], ["0001", "0002"], [Link("a", "0001")], least=1).branches == ("0002",)
