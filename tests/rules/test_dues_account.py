"""A member's account: the oldest month first, no further back than allowed, nothing lost and nothing invented."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.rules.dues import MonthDue, Obligation
from activityday.rules.dues_account import Account, Money, MonthState, longest_unpaid, settle

D = Decimal
S = MonthState


def months(first: int, last: int, yuan: str = "10", year: int = 2026) -> list[MonthDue]:
    return [
        MonthDue(date(year, month, 1), Obligation.DUE, D(yuan), "核定。", "dues 2017", D(yuan))
        for month in range(first, last + 1)
    ]


def paid(on: str, yuan: str, *, proxy: bool = False) -> Money:
    return Money(date.fromisoformat(on), D(yuan), proxy)


def on(text: str) -> date:
    return date.fromisoformat(text)


def states(account: Account) -> list[MonthState]:
    return [month.state for month in account.months]


def test_money_pays_the_oldest_open_month_first() -> None:
    found = settle(months(1, 3), [paid("2026-03-02", "25")], on=on("2026-03-31"), back_months=6)
    assert states(found) == [S.PAID, S.PAID, S.PART_PAID]
    assert [month.rest for month in found.months] == [0, 0, 5]
    assert [month.paid_on for month in found.months] == [on("2026-03-02"), on("2026-03-02"), None]


def test_the_order_of_the_payments_is_that_of_their_days() -> None:
    money = [paid("2026-03-02", "10"), paid("2026-01-05", "10"), paid("2026-02-02", "10")]
    found = settle(months(1, 3), money, on=on("2026-03-31"), back_months=6)
    assert [month.paid_on for month in found.months] == [
        on("2026-01-05"),
        on("2026-02-02"),
        on("2026-03-02"),
    ]
    assert not any(month.is_late for month in found.months)


def test_a_month_paid_after_its_month_is_late() -> None:
    found = settle(months(1, 1), [paid("2026-02-01", "10")], on=on("2026-02-28"), back_months=6)
    assert found.months[0].is_late


def test_a_back_payment_reaches_six_months_and_no_further() -> None:
    found = settle(months(1, 2), [paid("2026-08-03", "30")], on=on("2026-08-31"), back_months=6)
    assert states(found) == [S.ARREARS, S.PAID]
    assert (found.credit, found.arrears) == (20, 10)


def test_what_is_open_and_too_old_is_not_payable_any_more() -> None:
    found = settle(months(1, 3), [], on=on("2026-08-31"), back_months=6)
    assert [month.month.month for month in found.open_months] == [1, 2, 3]
    assert [month.month.month for month in found.payable] == [2, 3]


def test_a_quarter_is_paid_in_advance() -> None:
    found = settle(months(1, 4), [paid("2026-01-05", "30")], on=on("2026-01-05"), back_months=6)
    assert states(found) == [S.PAID, S.PAID, S.PAID, S.DUE]
    assert not any(month.is_late for month in found.months)


def test_what_is_left_over_is_a_credit() -> None:
    found = settle(months(1, 1), [paid("2026-01-05", "12.34")], on=on("2026-01-31"), back_months=6)
    assert found.credit == D("2.34")


def test_this_month_unpaid_is_due_and_last_month_is_in_arrears() -> None:
    found = settle(months(1, 2), [], on=on("2026-02-10"), back_months=6)
    assert states(found) == [S.ARREARS, S.DUE]
    assert (found.arrears, [month.month.month for month in found.open_months]) == (10, [1])


def test_a_part_paid_month_is_open_with_its_rest() -> None:
    found = settle(months(1, 1), [paid("2026-01-05", "4")], on=on("2026-02-10"), back_months=6)
    assert (states(found), found.arrears) == ([S.PART_PAID], 6)


def test_money_of_a_later_day_is_not_there_yet() -> None:
    found = settle(months(1, 1), [paid("2026-01-20", "10")], on=on("2026-01-19"), back_months=6)
    assert (states(found), found.credit) == ([S.DUE], 0)


def test_by_proxy_is_the_payment_that_filled_the_month() -> None:
    money = [paid("2026-01-05", "4"), paid("2026-01-06", "6", proxy=True)]
    found = settle(months(1, 1), money, on=on("2026-01-31"), back_months=6)
    assert found.months[0].is_by_proxy


def test_a_payment_that_was_wholly_corrected_is_nothing() -> None:
    found = settle(months(1, 1), [paid("2026-01-05", "0")], on=on("2026-01-31"), back_months=6)
    assert (states(found), found.credit) == ([S.DUE], 0)


@pytest.mark.parametrize(
    ("obligation", "state"),
    [
        (Obligation.WAIVED, S.WAIVED),
        (Obligation.NOT_DUE, S.NOT_DUE),
        (Obligation.UNASSESSED, S.UNASSESSED),
    ],
)
def test_nothing_is_paid_for_a_month_that_asks_nothing(obligation: Obligation, state: MonthState) -> None:
    nothing = MonthDue(date(2026, 1, 1), obligation, D(), "说明。", "dues 7")
    found = settle([nothing, *months(2, 2)], [paid("2026-02-02", "10")], on=on("2026-03-01"), back_months=6)
    assert (states(found), found.arrears) == ([state, S.PAID], 0)
    assert (found.months[0].sentence, found.months[0].clause) == ("说明。", "dues 7")


def test_a_month_of_nothing_due_is_paid_at_once() -> None:
    found = settle(months(1, 1, "0"), [], on=on("2026-02-10"), back_months=6)
    assert (states(found), found.months[0].paid_on, found.months[0].is_late) == ([S.PAID], None, False)


def test_a_month_is_found_by_its_first_day() -> None:
    found = settle(months(1, 2), [], on=on("2026-02-10"), back_months=6)
    assert found.month(date(2026, 2, 1)) == found.months[1]
    assert found.month(date(2026, 3, 1)) is None


def run(dues: list[MonthDue], money: list[Money], day: str) -> list[int]:
    return [month.month for month in longest_unpaid(settle(dues, money, on=on(day), back_months=6))]


def test_six_months_without_any_dues_are_a_run_of_six() -> None:
    assert run(months(1, 8), [], "2026-07-20") == [1, 2, 3, 4, 5, 6]


def test_this_month_is_not_part_of_the_run() -> None:
    assert run(months(1, 3), [], "2026-03-31") == [1, 2]


def test_a_payment_in_between_ends_the_run() -> None:
    assert run(months(1, 5), [paid("2026-02-02", "20")], "2026-06-20") == [3, 4, 5]


def test_a_part_payment_ends_the_run() -> None:
    assert run(months(1, 4), [paid("2026-01-05", "3")], "2026-05-20") == [2, 3, 4]


@pytest.mark.parametrize("obligation", [Obligation.WAIVED, Obligation.NOT_DUE, Obligation.UNASSESSED])
def test_what_is_not_known_to_be_owed_ends_the_run(obligation: Obligation) -> None:
    nothing = MonthDue(date(2026, 3, 1), obligation, D(), "", "dues 7")
    assert run([*months(1, 2), nothing, *months(4, 5)], [], "2026-06-20") == [4, 5]


def test_no_run_where_last_month_was_paid() -> None:
    assert run(months(1, 3), [paid("2026-03-02", "30")], "2026-04-20") == []


def test_a_run_goes_over_the_new_year() -> None:
    dues = [*months(11, 12, year=2025), *months(1, 2)]
    assert run(dues, [], "2026-03-10") == [11, 12, 1, 2]


yuan = st.decimals(min_value=0, max_value=300, places=2)
some_dues = st.lists(
    st.tuples(st.sampled_from(Obligation), st.decimals(min_value=0, max_value=100, places=2)),
    min_size=1,
    max_size=18,
).map(
    lambda rows: [
        MonthDue(
            date(2025 + n // 12, n % 12 + 1, 1),
            obligation,
            amount if obligation == Obligation.DUE else D(),
            "",
            "dues 2017",
        )
        for n, (obligation, amount) in enumerate(rows)
    ]
)
some_money = st.lists(
    st.builds(Money, st.dates(date(2025, 1, 1), date(2026, 12, 31)), yuan, st.booleans()), max_size=12
)
some_day = st.dates(date(2025, 1, 1), date(2026, 12, 31))
reach = st.integers(min_value=0, max_value=12)


@given(some_dues, some_money, some_day, reach)
def test_money_is_neither_lost_nor_made(
    dues: list[MonthDue], money: list[Money], day: date, back: int
) -> None:
    found = settle(dues, money, on=day, back_months=back)
    here = sum((one.amount for one in money if one.received_on <= day), D())
    assert sum((month.paid for month in found.months), D()) + found.credit == here
    assert found.credit >= 0


@given(some_dues, some_money, some_day, reach, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(
    dues: list[MonthDue], money: list[Money], day: date, back: int, random: object
) -> None:
    mixed = list(money)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert settle(dues, mixed, on=day, back_months=back) == settle(dues, money, on=day, back_months=back)


@given(some_dues, some_money, some_day, reach)
def test_no_month_is_paid_beyond_its_due(
    dues: list[MonthDue], money: list[Money], day: date, back: int
) -> None:
    found = settle(dues, money, on=day, back_months=back)
    assert all(0 <= month.paid <= month.due and month.rest >= 0 for month in found.months)
    assert [month.month for month in found.months] == [due.month for due in dues]


@given(some_dues, some_money, some_day, reach)
def test_what_is_open_is_what_people_are_told(
    dues: list[MonthDue], money: list[Money], day: date, back: int
) -> None:
    found = settle(dues, money, on=day, back_months=back)
    assert found.arrears == sum((month.rest for month in found.open_months), D())
    assert set(found.payable) <= set(found.open_months)
    assert set(longest_unpaid(found)) <= {month.month for month in found.open_months}
