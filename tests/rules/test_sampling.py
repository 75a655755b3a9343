"""The draw follows from its seed alone, and the share of a branch from what was seen there."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.rules.sampling import Candidate, digest_of, draw, places, share_of

CODES = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyz-0123456789", min_size=1, max_size=12), unique=True, max_size=40
)
SEEDS = st.text("0123456789abcdef", min_size=4, max_size=16)
PERCENTS = st.integers(1, 100)


def drawn(seed: str, candidates: list[Candidate]) -> set[str]:
    return {ticket.code for ticket in draw(seed, candidates) if ticket.is_drawn}


@given(SEEDS, CODES, PERCENTS, st.randoms())
def test_the_order_of_the_candidates_has_no_influence(seed, codes, percent, chance) -> None:
    candidates = [Candidate(code, percent) for code in codes]
    mixed = list(candidates)
    chance.shuffle(mixed)
    assert drawn(seed, candidates) == drawn(seed, mixed)


@given(SEEDS, CODES, PERCENTS)
def test_so_many_are_drawn_as_the_share_says_and_they_have_the_smallest_digests(seed, codes, percent) -> None:
    tickets = draw(seed, [Candidate(code, percent) for code in codes])
    inside = sorted(ticket.digest for ticket in tickets if ticket.is_drawn)
    outside = sorted(ticket.digest for ticket in tickets if not ticket.is_drawn)
    assert len(inside) == -(-len(codes) * percent // 100)
    assert not inside or not outside or inside[-1] < outside[0]
    assert [ticket.code for ticket in tickets] == codes


@given(SEEDS, CODES, PERCENTS, PERCENTS)
def test_groups_of_different_shares_are_drawn_apart(seed, codes, one, other) -> None:
    half = len(codes) // 2
    first = [Candidate(code, one) for code in codes[:half]]
    second = [Candidate(code, other) for code in codes[half:]]
    if one != other:
        assert drawn(seed, first + second) == drawn(seed, first) | drawn(seed, second)


def test_anyone_can_work_the_digest_out_again() -> None:
    assert digest_of("20261125", "xingtang") == sha256(b"20261125/xingtang").hexdigest()


def test_another_seed_draws_others() -> None:
    candidates = [Candidate(f"branch-{n}", 30) for n in range(27)]
    assert drawn("0001", candidates) != drawn("0002", candidates)


def test_nobody_is_drawn_where_there_is_nobody() -> None:
    assert draw("0001", []) == ()


@pytest.mark.parametrize(
    ("number", "percent", "expected"),
    [(0, 30, 0), (1, 1, 1), (4, 30, 2), (10, 30, 3), (27, 30, 9), (27, 100, 27)],
)
def test_a_part_counts_as_one(number: int, percent: int, expected: int) -> None:
    assert places(number, percent) == expected


def test_the_share_is_not_lowered_where_both_shares_are_the_same() -> None:
    assert share_of([True] * 5, percent=30, lowered=30, needed=2).is_lowered is False


@given(st.lists(st.booleans(), max_size=8))
def test_the_share_is_lowered_after_so_many_clean_ones_and_never_else(clean: list[bool]) -> None:
    share = share_of(clean, percent=30, lowered=15, needed=2)
    assert share.is_lowered == (clean[:2] == [True, True])
    assert share.percent == (15 if share.is_lowered else 30)
